// What a container installs before it does its work: exactly for what the kfp SDK writes, else as far as the words tell.
import { readPythonCommand } from "@slipway/compiler";
import type { InstallFacts } from "./task.js";

/** Options of pip that take the next word: https://pip.pypa.io/en/stable/cli/pip_install/ */
const WITH_VALUE =
  /^(?:-[ciretf]|--(?:index-url|extra-index-url|find-links|requirement|constraint|editable|target|trusted-host|platform|python-version|prefix|root|src|proxy|timeout|retries|cache-dir|no-binary|only-binary|progress-bar|log|cert|client-cert|upgrade-strategy))$/;
const INDEX = /^(?:-i|--index-url|--extra-index-url|-f|--find-links)$/;

/** @param argv command and arguments of the container */
export function installsOf(argv: readonly string[]): readonly InstallFacts[] {
  const command = readPythonCommand(argv);
  if (command?.install) return command.install.commands.map((words) => readPip(words));
  // What the SDK did not write is searched for words that install: better one too many than one too few.
  const text = command ? command.argv.join("\n").replace(command.program?.source ?? "", "") : argv.join("\n");
  return [...text.matchAll(FOREIGN)].map(([, pip, apt, conda, npm]) => {
    const requirements = wordsAfter((pip ?? apt ?? conda ?? npm ?? "").trim());
    const isPinned = pip !== undefined && requirements.length > 0 && requirements.every(isExact);
    const installer = pip ? "pip" : apt ? "apt" : conda ? "conda" : npm ? "npm" : "other";
    return { installer, requirements, indexes: [], isPinned };
  });
}

const FOREIGN =
  /\bpip[\d.]*\s+install\s+([^\n;&|]*)|\b(?:apt-get|apt|apk|yum|dnf)\s+(?:-\S+\s+)*(?:install|add)\s+([^\n;&|]*)|\b(?:conda|mamba)\s+install\s+([^\n;&|]*)|\bnpm\s+(?:install|i|ci)\b([^\n;&|]*)|\b(?:curl|wget)\s+[^\n;&]*\|\s*(?:sudo\s+)?(?:ba|z)?sh\b/g;

function wordsAfter(text: string): readonly string[] {
  return text
    .split(/\s+/)
    .map((word) => word.replace(/^["']|["']$/g, ""))
    .filter((word) => word !== "" && !word.startsWith("-"));
}

function readPip(words: readonly string[]): InstallFacts {
  const requirements: string[] = [];
  const indexes: string[] = [];
  words.forEach((word, index) => {
    const before = words[index - 1] ?? "";
    const [, option = "", value = ""] = /^(--[\w-]+)=(.*)$/s.exec(word) ?? [];
    if (INDEX.test(option)) indexes.push(withoutPassword(value));
    else if (INDEX.test(before)) indexes.push(withoutPassword(word));
    else if (/^(?:-r|--requirement|-e|--editable)$/.test(before))
      requirements.push(`${before} ${withoutPassword(word)}`);
    else if (!word.startsWith("-") && !WITH_VALUE.test(before)) requirements.push(withoutPassword(word));
  });
  return { installer: "pip", requirements, indexes, isPinned: requirements.every(isExact) };
}

/** `name==1.2`, a file with a digest, or a commit of a repository. A version with a star is none. */
export function isExact(requirement: string): boolean {
  const [specifier = ""] = requirement.split(";");
  return (
    /^[\w.-]+(?:\[[^\]]*\])?\s*={2,3}\s*[^\s,*]+\s*$/.test(specifier) ||
    /#sha256=[0-9a-f]{64}/.test(requirement) ||
    /^(?:[\w.-]+\s*@\s*)?git\+[^@]+@[0-9a-f]{40}\b/.test(requirement)
  );
}

/** Addresses may hold a name and a password: https://pip.pypa.io/en/stable/topics/authentication/ */
function withoutPassword(text: string): string {
  return text.replace(/(:\/\/)[^/@\s]+@/g, "$1***@");
}
