// The completion for zsh: a file in $fpath, or read by `source`.
// Source: https://zsh.sourceforge.io/Doc/Release/Completion-System.html#Completion-Functions
import { type Command, first, groupsOf, type Option, quoted, second, type Words } from "./vocabulary.js";

export function zshCompletion(commands: readonly Command[]): string {
  const groups = groupsOf(commands);
  const single = commands.filter(({ name }) => !name.includes(" "));
  const names = [
    ...single.map(({ name, about }) => described(name, about)),
    ...[...groups].map(([name, inside]) => described(name, inside.map((one) => second(one.name)).join(", "))),
  ];
  return `#compdef slipway
# Completion of slipway for zsh: source <(slipway completion zsh)
_slipway() {
  local -a names
  local command=$words[2]
  if (( CURRENT == 2 )); then
    names=(${names.join(" ")})
    _describe command names
    return
  fi
  shift words
  (( CURRENT-- ))
  case $command in
${[...groups].map(([name, inside]) => groupCase(name, inside)).join("\n")}
  esac
  case $command in
${commands.map(commandCase).join("\n")}
  esac
}
if [[ $funcstack[1] == _slipway ]]; then _slipway "$@"; else compdef _slipway slipway; fi
`;
}

function described(name: string, about: string): string {
  return quoted(`${name.replaceAll(":", "\\:")}:${about}`);
}

function groupCase(name: string, inside: readonly Command[]): string {
  return `    (${name})
      if (( CURRENT == 2 )); then
        names=(${inside.map((one) => described(second(one.name), one.about)).join(" ")})
        _describe command names
        return
      fi
      command="${first(name)} $words[2]"
      shift words
      (( CURRENT-- ))
      ;;`;
}

function commandCase({ name, options, words }: Command): string {
  const specs = [...options.flatMap(specsOf), quoted(`*:${actionOf(words)}`)];
  return `    (${quoted(name)})
      _arguments -s \\
        ${specs.join(" \\\n        ")}
      ;;`;
}

function specsOf({ name, letter, isRepeated, isOptional, value, about }: Option): readonly string[] {
  const long = `--${name}`;
  const both = letter === undefined ? [long] : [`-${letter}`, long];
  const excluded = isRepeated || both.length === 1 ? "" : `(${both.join(" ")})`;
  const text = about.replace(/[\\[\]:]/g, "\\$&");
  const action = isOptional ? `::${actionOf(value)}` : `:${actionOf(value)}`;
  return both.map((one) => {
    const equals = value.kind === "none" ? "" : isOptional ? "=-" : one === long ? "=" : "";
    return quoted(`${isRepeated ? "*" : excluded}${one}${equals}[${text}]${value.kind === "none" ? "" : action}`);
  });
}

/** What it is called, and what completes it. */
function actionOf(words: Words): string {
  if (words.kind === "choice") return `one of:(${words.words.join(" ").replaceAll(":", "\\:")})`;
  return words.kind === "files" ? "file:_files" : "value: ";
}
