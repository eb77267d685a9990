// Commands, as somebody in a shell would run them.
import { execFile } from "node:child_process";

export type Ran = { readonly code: number; readonly output: string };

/** Runs a line in a folder; what it prints on either stream is one text, as a terminal shows it. Only a start that fails throws. */
export function run(command: string, folder: string): Promise<Ran> {
  return new Promise((resolve) => {
    const options = { cwd: folder, env: environment(), maxBuffer: 64 * 1024 * 1024 };
    execFile("bash", ["-c", `exec 2>&1\n${command}`], options, (error, output) => {
      resolve({ code: error === null ? 0 : typeof error.code === "number" ? error.code : 1, output });
    });
  });
}

/** For a line that must succeed: what it prints. */
export async function mustRun(command: string, folder: string): Promise<string> {
  const { code, output } = await run(command, folder);
  if (code !== 0) throw new Error(`${command} ended with ${code} in ${folder}:\n${output}`);
  return output;
}

/** npm tells the programs it runs which project they belong to; here each folder is a project of its own. */
function environment(): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(
    ([name]) =>
      !/^(?:npm_(?:package|lifecycle)_.*|npm_config_local_prefix|INIT_CWD|FORCE_COLOR|NODE_OPTIONS)$/.test(name),
  );
  return { ...Object.fromEntries(own), NO_COLOR: "1", npm_config_loglevel: "error" };
}
