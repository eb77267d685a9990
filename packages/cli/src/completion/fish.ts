// The completion for fish: a file in ~/.config/fish/completions, or read by `source`.
// Source: https://fishshell.com/docs/current/completions.html
import { type Command, first, groupsOf, type Option, quoted, second, type Words } from "./vocabulary.js";

export function fishCompletion(commands: readonly Command[]): string {
  const groups = groupsOf(commands);
  const single = commands.filter(({ name }) => !name.includes(" "));
  return `# Completion of slipway for fish: slipway completion fish | source
complete -c slipway -f
${single.map(({ name, about }) => line("__fish_use_subcommand", `-a ${name} -d ${quoted(about)}`)).join("\n")}
${[...groups].map(([name, inside]) => groupLines(name, inside)).join("\n")}
${commands.flatMap(commandLines).join("\n")}
`;
}

function line(condition: string, what: string): string {
  return `complete -c slipway -n ${quoted(condition)} ${what}`;
}

function groupLines(name: string, inside: readonly Command[]): string {
  const names = inside.map((one) => second(one.name));
  const open = `__fish_seen_subcommand_from ${name}; and not __fish_seen_subcommand_from ${names.join(" ")}`;
  return [
    line("__fish_use_subcommand", `-a ${name} -d ${quoted(names.join(", "))}`),
    ...inside.map((one) => line(open, `-a ${second(one.name)} -d ${quoted(one.about)}`)),
  ].join("\n");
}

function commandLines({ name, options, words }: Command): readonly string[] {
  const inside = name.includes(" ") ? `; and __fish_seen_subcommand_from ${second(name)}` : "";
  const condition = `__fish_seen_subcommand_from ${first(name)}${inside}`;
  const own = argumentsOf(words);
  return [...(own === "" ? [] : [line(condition, own)]), ...options.map((option) => line(condition, optionOf(option)))];
}

function optionOf({ name, letter, value, isOptional, about }: Option): string {
  const takes = value.kind === "none" || isOptional ? "" : ` -r ${argumentsOf(value)}`;
  return `${letter === undefined ? "" : `-s ${letter} `}-l ${name}${takes} -d ${quoted(about)}`;
}

function argumentsOf(words: Words): string {
  if (words.kind === "choice") return `-f -a ${quoted(words.words.join(" "))}`;
  return words.kind === "files" ? "-F" : "";
}
