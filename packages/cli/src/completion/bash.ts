// The completion for bash, from its version 3 on: macOS has no newer one.
// Source: https://www.gnu.org/software/bash/manual/html_node/Programmable-Completion.html
import { type Command, first, groupsOf, type Option, second } from "./vocabulary.js";

export function bashCompletion(commands: readonly Command[]): string {
  const groups = groupsOf(commands);
  const names = [...new Set(commands.map(({ name }) => first(name)))];
  return `# Completion of slipway for bash: source <(slipway completion bash)
_slipway() {
  local current=\${COMP_WORDS[COMP_CWORD]} option=\${COMP_WORDS[COMP_CWORD - 1]} command=\${COMP_WORDS[1]} words=
  COMPREPLY=()
  # An equals sign is a word of its own to bash.
  if [ "$current" = = ]; then current=
  elif [ "$option" = = ]; then option=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  if [ "$COMP_CWORD" = 1 ]; then words='${names.join(" ")}'; command=
  fi
  case $command in
${[...groups].map(([name, inside]) => groupCase(name, inside)).join("\n")}
  esac
  case $command in
${commands.map(commandCase).join("\n")}
  esac
  # Where nothing is said files are completed.
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current"))
  fi
}
complete -o default -F _slipway slipway
`;
}

function groupCase(name: string, inside: readonly Command[]): string {
  const words = inside.map((one) => second(one.name)).join(" ");
  return `    ${name})
      if [ "$COMP_CWORD" = 2 ]; then words='${words}'; command=
      else command="$command \${COMP_WORDS[2]}"
      fi
      ;;`;
}

function commandCase({ name, options, words }: Command): string {
  const valued = options.filter(({ value, isOptional }) => value.kind !== "none" && !isOptional);
  const own = words.kind === "choice" ? `[ -n "$words" ] || words='${words.words.join(" ")}'` : "";
  return `    '${name}')
      case $option in
${valued.map(valueCase).join("\n")}
        *)
          case $current in
            -*) words='${options.map(longName).join(" ")}' ;;
            ${own === "" ? "*) ;;" : `*) ${own} ;;`}
          esac
          ;;
      esac
      ;;`;
}

function valueCase(option: Option): string {
  const { value, letter } = option;
  const pattern = letter === undefined ? longName(option) : `${longName(option)} | -${letter}`;
  return `        ${pattern}) ${value.kind === "choice" ? `words='${value.words.join(" ")}' ` : ""};;`;
}

function longName({ name }: Option): string {
  return `--${name}`;
}
