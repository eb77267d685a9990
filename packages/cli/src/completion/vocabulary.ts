// What a shell can complete: commands, their options, and what may follow those. All of it is read from the tables that
// the command line itself is read by, and from the help.

/** What follows an option, or a command. */
export type Words =
  | { readonly kind: "none" }
  | { readonly kind: "files" }
  | { readonly kind: "text" }
  | { readonly kind: "choice"; readonly words: readonly string[] };

export type Option = {
  /** Without its dashes. */
  readonly name: string;
  readonly letter?: string;
  readonly isRepeated: boolean;
  /** Whether what follows may be left out, and else follows an equals sign. */
  readonly isOptional: boolean;
  readonly value: Words;
  readonly about: string;
};

export type Command = {
  /** Of one word, or of two: `runs ls`. */
  readonly name: string;
  readonly about: string;
  readonly options: readonly Option[];
  readonly words: Words;
};

type Spec = { readonly type: "boolean" | "string"; readonly short?: string; readonly multiple?: boolean };

export type Tables = {
  readonly options: Readonly<Record<string, Readonly<Record<string, Spec>>>>;
  readonly help: Readonly<Record<string, string>>;
  /** By option, the words that may follow. */
  readonly choices: Readonly<Record<string, readonly string[]>>;
  /** By command, what its words are, where they are no files. */
  readonly words: Readonly<Record<string, Words>>;
};

const FILES = ["config", "lock", "output", "params", "policy", "secrets", "store"];
const OPTIONAL = ["no-cache"];

export function vocabularyOf({ options, help, choices, words }: Tables): readonly Command[] {
  return Object.entries(options).map(([name, specs]) => ({
    name,
    about: firstSentence(help[name] ?? ""),
    options: Object.entries(specs).map(([option, { type, short, multiple = false }]) => ({
      name: option,
      ...(short !== undefined && { letter: short }),
      isRepeated: multiple,
      isOptional: OPTIONAL.includes(option),
      value: type === "boolean" ? NONE : wordsAfter(option, choices),
      about: aboutOption(option, [help[name] ?? "", help[""] ?? "", ...Object.values(help)]),
    })),
    words: words[name] ?? { kind: "files" },
  }));
}

const NONE: Words = { kind: "none" };

function wordsAfter(option: string, choices: Tables["choices"]): Words {
  const words = choices[option];
  if (words) return { kind: "choice", words };
  return { kind: FILES.includes(option) ? "files" : "text" };
}

function firstSentence(text: string): string {
  return (text.split("\n")[0] ?? "").replace(/\.$/, "");
}

/** Its line in the first help that has one. */
function aboutOption(option: string, helps: readonly string[]): string {
  const line = new RegExp(`^ {2}(?:-\\w, )?--${option}(?![\\w-]).*? {2,}(\\S.*)$`, "m");
  const found = helps.map((help) => line.exec(help)?.[1]).find((text) => text !== undefined) ?? "";
  return found.replace(/[,;:]$/, "");
}

/** Names by their first words, and what follows those: `runs` with `ls`, `show`. */
export function groupsOf(commands: readonly Command[]): ReadonlyMap<string, readonly Command[]> {
  const pairs = commands.filter(({ name }) => name.includes(" "));
  return new Map(pairs.map(({ name }) => [first(name), pairs.filter((one) => first(one.name) === first(name))]));
}

export function first(name: string): string {
  return name.split(" ")[0] ?? "";
}

export function second(name: string): string {
  return name.split(" ")[1] ?? "";
}

/** In the words of every shell: what stands between single quotes is taken as it is. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "’")}'`;
}
