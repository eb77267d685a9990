// What `pip install` is told to install: the words of a command that the SDK wrote.
import { normalName } from "./distributions.js";

export type Requirement = {
  /** Normal, such as `scikit-learn`; absent for a file, an address without a name, or a list of others. */
  readonly name?: string;
  /** `pandas[excel]` brings what nobody here knows. */
  readonly hasExtras: boolean;
};

/** Options of `pip install` that are followed by a value: https://pip.pypa.io/en/stable/cli/pip_install/ */
const WITH_VALUE = new Set([
  ..."-i --index-url --extra-index-url --trusted-host -f --find-links -c --constraint --proxy --timeout --retries".split(
    " ",
  ),
  ..."--cert --client-cert --cache-dir -t --target --prefix --root --platform --python-version --only-binary".split(
    " ",
  ),
  ..."--no-binary --config-settings --progress-bar --report --src --upgrade-strategy --exists-action --log".split(" "),
]);

/** Options that make it install what stands elsewhere. */
const LISTS = /^(?:-r|--requirement|-e|--editable|--group)/;

/** @param words of one `pip install`, options and requirements in any order, each as one word or with spaces in it */
export function requirementsOf(words: readonly string[]): readonly Requirement[] {
  return words.flatMap((word, index) => {
    const before = words[index - 1] ?? "";
    if (LISTS.test(word)) return [{ hasExtras: false }];
    if (word.startsWith("-") || WITH_VALUE.has(before)) return [];
    // The words are sorted, so that the value of an option may stand apart from it.
    if (/^https?:\/\/[^#@]*\/simple\/?$/.test(word)) return [];
    return [readRequirement(word)];
  });
}

/** https://packaging.python.org/en/latest/specifications/dependency-specifiers/ and `git+https://…#egg=name` */
function readRequirement(word: string): Requirement {
  const egg = /[#&]egg=([A-Za-z0-9][\w.-]*)(\[)?/.exec(word);
  const named = egg ?? /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(\[)?(?=\s*(?:[<>=!~;@[(,]|$)|.*\])/.exec(word);
  if (!named?.[1] || (!egg && /^[\w+.-]*:\/\/|^[./~]|\.whl$|\.tar\.gz$/.test(word))) return { hasExtras: false };
  return { name: normalName(named[1]), hasExtras: named[2] !== undefined };
}
