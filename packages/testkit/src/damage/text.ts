// Damage to the text of a file: cut short, garbled, shifted, as by a broken transfer or a careless editor.
import fc from "fast-check";

export type TextDamage = {
  readonly kind:
    | "cut"
    | "cut-start"
    | "garble"
    | "insert"
    | "drop-line"
    | "repeat-line"
    | "indent"
    | "outdent"
    | "join";
  /** Where, in thousandths of the whole. */
  readonly at: number;
  readonly noise: string;
};

const NOISE = [":", "- ", "{", "}", "[", "]", "'", '"', "|", ">", "&a ", "*a", "!!int ", "%", "@", "`", "\t", "\u0000"];
const LONG_NOISE = [
  "\n---\n",
  "\n...\n",
  "<<: ",
  "? ",
  "#",
  "\ufffd",
  "\r",
  "[".repeat(500),
  "a: ".repeat(50),
  "\u2028",
];

const PARTS = 1000;

export function textDamages(): fc.Arbitrary<TextDamage> {
  return fc.record({
    kind: fc.constantFrom(
      "cut",
      "cut-start",
      "garble",
      "insert",
      "drop-line",
      "repeat-line",
      "indent",
      "outdent",
      "join",
    ),
    at: fc.nat({ max: PARTS }),
    noise: fc.oneof(fc.constantFrom(...NOISE, ...LONG_NOISE), fc.string({ unit: "binary", maxLength: 3 })),
  });
}

export function damageText(text: string, { kind, at, noise }: TextDamage): string {
  const offset = Math.floor((text.length * at) / PARTS);
  switch (kind) {
    case "cut":
      return text.slice(0, offset);
    case "cut-start":
      return text.slice(offset);
    case "garble":
      return text.slice(0, offset) + noise + text.slice(offset + noise.length);
    case "insert":
      return text.slice(0, offset) + noise + text.slice(offset);
    default:
      return damageLine(text.split("\n"), { kind, at, noise }).join("\n");
  }
}

function damageLine(lines: readonly string[], { kind, at }: TextDamage): readonly string[] {
  const number = Math.floor((lines.length * at) / PARTS);
  const line = lines[number] ?? "";
  const before = lines.slice(0, number);
  const after = lines.slice(number + 1);
  switch (kind) {
    case "drop-line":
      return [...before, ...after];
    case "repeat-line":
      return [...before, line, line, ...after];
    case "indent":
      return [...before, `  ${line}`, ...after];
    case "outdent":
      return [...before, line.replace(/^ {1,2}/, ""), ...after];
    default:
      return [...before, `${line}${after[0] ?? ""}`, ...after.slice(1)];
  }
}
