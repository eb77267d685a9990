// slipway completion: a script by which a shell completes commands, options and what may follow them.
import { BACKENDS } from "./backends.js";
import { COMMAND_OPTIONS } from "./command-line.js";
import { bashCompletion } from "./completion/bash.js";
import { fishCompletion } from "./completion/fish.js";
import { type Command, first, vocabularyOf, type Words } from "./completion/vocabulary.js";
import { zshCompletion } from "./completion/zsh.js";
import { SHELLS, type Shell } from "./completion-command.js";
import { allEntries } from "./explain.js";
import { HELP } from "./help.js";
import { STORE_OPTIONS } from "./store-command.js";

const SCRIPTS = { bash: bashCompletion, fish: fishCompletion, zsh: zshCompletion } as const satisfies Readonly<
  Record<Shell, (commands: readonly Command[]) => string>
>;

export function completionOf(shell: Shell): string {
  const backends = Object.values(BACKENDS);
  const choice = (words: readonly string[]): Words => ({ kind: "choice", words: [...new Set(words)].sort() });
  const none: Words = { kind: "text" };
  const options = { ...COMMAND_OPTIONS, help: {} };
  const commands = vocabularyOf({
    options,
    help: HELP,
    choices: {
      to: Object.keys(BACKENDS),
      kind: [...new Set(backends.flatMap(({ kinds = [] }) => kinds))],
      with: [...new Set(backends.flatMap(({ extras = [] }) => extras))],
      format: ["yaml", "json"],
      runner: ["process", "docker"],
    },
    words: {
      ...Object.fromEntries(Object.keys(STORE_OPTIONS).map((name) => [name, none])),
      explain: choice([...allEntries().keys()]),
      completion: choice(SHELLS),
      help: choice(Object.keys(COMMAND_OPTIONS).map(first)),
    },
  });
  return SCRIPTS[shell](commands);
}
