// @slipway/ir: what the file says.
export { isArchive, unpackPipeline } from "./archive.js";
export { type BrokenRule, explainBrokenRule, type Mistake } from "./broken-rule.js";
export {
  type Diagnose,
  type Diagnostic,
  defineDiagnostics,
  type Entry,
  failed,
  type IrPath,
  type Note,
  type Result,
  resultOf,
  type Severity,
  type SourceRange,
  withWarnings,
} from "./diagnostic.js";
export { compareText, isJsonObject, type JsonObject, type JsonValue, sortedEntries } from "./json.js";
export { MAX_BYTES } from "./limits.js";
export { locate, type Source } from "./locate.js";
export { catalogue as irDiagnostics } from "./messages.js";
export { explainOption, type OptionNames, optionDiagnostics } from "./option-mistake.js";
export { type PipelineFile, parsePipeline } from "./parse.js";
export { codeFrame, type RenderOptions, renderDiagnostic, renderPath, type Shown } from "./render-diagnostic.js";
export type * from "./spec.js";
export { didYouMean } from "./suggest.js";
export { decodeText, describe, tooLarge } from "./text.js";
export { typeInWords } from "./type-words.js";
export { visible, visibleLine } from "./visible.js";
export { readDocuments } from "./yaml.js";
