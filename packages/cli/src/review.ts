// slipway review: everything that is known of a run before it starts, for people and for machines.
import type { Compiled } from "@slipway/compiler";
import type { Diagnostic, JsonObject } from "@slipway/ir";
import { factsOf, type Review, renderReviewComment, renderReviewPage } from "@slipway/review";
import type { Manifest } from "./backends.js";
import { count } from "./check.js";
import { compileInput, diagnosticsOf, type Setting, settingFor } from "./compilation.js";
import { exitCodeOf } from "./exit-code.js";
import { planOutputs, writeOutput } from "./output.js";
import { reportDiagnostics, type Streams } from "./report.js";
import type { ReviewCommand } from "./review-command.js";

/** Gives the exit code: 0 made, 1 refused, 2 wrong use. */
export async function reviewFile(command: ReviewCommand, streams: Streams): Promise<number> {
  const { file, output, format, json, quiet } = command;
  const setting = settingFor({ ...command, files: [file] }, streams);
  // Its format is that of the report; the name of the file is the user's.
  const planned = planOutputs([file], { output, format: "yaml", parts: [] });
  reportDiagnostics(diagnosticsOf(planned), streams);
  if (!setting || !planned.ok) return 2;
  const { text, result } = await compileInput(file, setting);
  reportDiagnostics(diagnosticsOf(result), streams, { file, text });
  if (!result.ok) return exitCodeOf(result.diagnostics);
  const review = reviewOf({ file, compiled: result.value, warnings: result.warnings }, setting);
  const report = format === "html" ? renderReviewPage : renderReviewComment;
  if (json) streams.out(`${JSON.stringify(review, null, 2)}\n`);
  if (output === undefined || output === "-") {
    if (!json) streams.out(report(review));
    return 0;
  }
  const problems = writeOutput(output, report(review));
  reportDiagnostics(problems, streams);
  if (problems.length === 0 && !quiet) {
    streams.err(`${file}: reviewed ${count(review.tasks.length, "task")} for ${setting.backend.name}, in ${output}\n`);
  }
  return exitCodeOf(problems);
}

export type Reviewed = {
  /** As the user named it. */
  readonly file: string;
  readonly compiled: Compiled<Manifest>;
  readonly warnings: readonly Diagnostic[];
};

/** The facts of a file that was compiled. */
export function reviewOf({ file, compiled, warnings }: Reviewed, { backend, options }: Setting): Review {
  const { plan, manifests } = compiled;
  const pods = backend.podsOf?.(manifests);
  const podCount = backend.countPods?.(manifests);
  const needs = backend.needsOf?.(plan, options, manifests);
  const target = (options["cache"] as JsonObject | undefined)?.["scope"];
  return factsOf({
    ...{
      plan,
      backend: backend.name,
      options,
      manifests: manifests.map((manifest) => ({ ...manifest })),
      warnings,
      file,
    },
    ...(pods && { pods }),
    ...(podCount && { podCount }),
    ...(needs && { needs }),
    ...(typeof target === "string" && target !== "" && { target }),
  });
}
