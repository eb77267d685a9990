// schemas/ → src/gen: the checks of what is read from a store.
import { readSchema, writeValidators } from "../../tools/validators.mjs";

const [task, run, decision, entry] = ["task-record", "run-record", "decision-record", "cache-entry"].map(readSchema);

writeValidators(new URL("src/gen/records.js", import.meta.url), [task, run, decision, entry], {
  validateTaskRecord: [task, "TaskRecord"],
  validateRunRecord: [run, "RunRecord"],
  validateDecisionRecord: [decision, "DecisionRecord"],
  validateCacheEntry: [entry, "CacheEntry"],
});
