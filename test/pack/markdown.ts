// Code blocks of a Markdown file, and what a document shows as output against what came out.

export type Block = { readonly language: string; readonly text: string };

/** The fenced blocks, in order. */
export function blocksOf(markdown: string): readonly Block[] {
  return [...markdown.matchAll(/^```(\w+)\n(.*?)^```$/gms)].map(([, language = "", text = ""]) => ({ language, text }));
}

export type Shown = { readonly command: string; readonly output: string };

/** The commands of a `console` block, which stand after a dollar, each with the output shown below it. */
export function commandsOf({ text }: Block): readonly Shown[] {
  return text
    .split(/^\$ /m)
    .slice(1)
    .map((part) => {
      const [, command = "", output = ""] = /^((?:[^\n]*\\\n)*[^\n]*)\n(.*)$/s.exec(part) ?? [];
      return { command, output };
    });
}

/** What came out, with the parts that the document leaves out as a line of `…` left out too, where the rest agrees. */
export function asShown(shown: string, actual: string): string {
  const parts = withLineEnd(shown)
    .split(/^ *…\n/m)
    .map(escapeRegExp);
  return new RegExp(`^${parts.join("(?:.*\\n)*?")}$`).test(withLineEnd(actual)) ? shown : actual;
}

function withLineEnd(text: string): string {
  return `${text.trimEnd()}\n`;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
