// The program: the only place that knows of the process around it.
import { check } from "./check.js";
import { type Command, parseCommandLine } from "./command-line.js";
import { compileFiles } from "./compile.js";
import { HELP } from "./help.js";
import { reasonOf } from "./input.js";
import { tellPods } from "./pods.js";
import { refusingInJson, reportDiagnostics, type Streams } from "./report.js";

declare const __VERSION__: string;

/** Runs a command line; gives the exit code. */
export async function run(words: readonly string[], streams: Streams): Promise<number> {
  const parsed = parseCommandLine(words);
  const work = async (told: Streams) => {
    if (parsed.ok) return carryOut(parsed.value, told);
    reportDiagnostics(parsed.diagnostics, told);
    return 2;
  };
  const isJson = parsed.ok ? "json" in parsed.value && parsed.value.json : asksForJson(words);
  return isJson ? refusingInJson(streams, work) : work(streams);
}

/** Of a call that could not be read. */
function asksForJson(words: readonly string[]): boolean {
  const end = words.indexOf("--");
  return words.slice(0, end < 0 ? undefined : end).includes("--json");
}

async function carryOut(command: Command, streams: Streams): Promise<number> {
  switch (command.kind) {
    case "help":
      (command.asked ? streams.out : streams.err)(HELP[command.topic] ?? "");
      return command.asked ? 0 : 2;
    case "version":
      streams.out(`${__VERSION__}\n`);
      return 0;
    case "check":
      return check(command, streams);
    case "compile":
      return compileFiles(command, streams);
    case "pods":
      return tellPods(command, streams);
    case "review": {
      const { reviewFile } = await import("./review.js");
      return reviewFile(command, streams);
    }
    case "run": {
      // The larger part of the program, which the other commands need not load.
      const { runPipeline } = await import("./run.js");
      return runPipeline(command, streams);
    }
    case "pin": {
      const { pin } = await import("./pin.js");
      return pin(command, streams);
    }
    case "completion": {
      const { completionOf } = await import("./completion.js");
      streams.out(completionOf(command.shell));
      return 0;
    }
    case "explain": {
      // It knows what all packages say, and so loads them.
      const { explain } = await import("./explain.js");
      const problems = explain(command.code, streams);
      reportDiagnostics(problems, streams);
      return problems.length > 0 ? 2 : 0;
    }
    default: {
      const { aboutStore } = await import("./store-commands.js");
      return aboutStore(command, streams);
    }
  }
}

/** Runs the command line of this process. */
export function main(): void {
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough, such as head, is no error; what the command came to stands.
    if (error.code === "EPIPE") process.exit(process.exitCode ?? 0);
    process.stderr.write(`slipway: standard output cannot be written: ${reasonOf(error)}\n`, () => process.exit(1));
  });
  process.stderr.on("error", () => undefined);
  // The SDK for S3 warns of a Node that it will not support one day; which Node there is, is said by our package.
  process.env["AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED"] ??= "true";
  run(process.argv.slice(2), {
    out: (text) => process.stdout.write(text),
    err: (text) => process.stderr.write(text),
    colour: wantsColour(process.stderr),
    outColour: wantsColour(process.stdout),
    size: process.stderr.isTTY === true && process.env["TERM"] !== "dumb" ? sizeOfTerminal : undefined,
  }).then((code) => {
    process.exitCode = code;
  });
}

/** https://no-color.org and https://force-color.org */
function wantsColour({ isTTY }: { readonly isTTY?: boolean }): boolean {
  const { NO_COLOR, FORCE_COLOR } = process.env;
  if (NO_COLOR) return false;
  return FORCE_COLOR !== undefined && FORCE_COLOR !== "0" ? true : isTTY === true;
}

function sizeOfTerminal() {
  return { columns: process.stderr.columns ?? 80, rows: process.stderr.rows ?? 24 };
}

/** For docs/generate.mjs: the pages of this program's own diagnostics and of all others. */
export async function allEntries() {
  return (await import("./explain.js")).allEntries();
}

/** For the build: does what most runs do, with nowhere to write to. */
export async function rehearse(text: string): Promise<void> {
  const { rehearsePipeline } = await import("./rehearse.js");
  rehearsePipeline(text);
}
