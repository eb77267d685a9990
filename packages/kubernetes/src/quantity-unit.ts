// The suffixes of quantities, and what they multiply by.

/** How an amount was written, which is how it is written again: 1k, 1Ki or 1e3. */
export type QuantityFormat = "decimal" | "binary" | "exponent";

/** 10, or 2 where the format is binary, to the power of `exponent`. */
export type Unit = { readonly format: QuantityFormat; readonly exponent: number };

type Suffixed = Unit & { readonly suffix: string };

const UNITS: readonly Suffixed[] = [
  ...["n", "u", "m", "", "k", "M", "G", "T", "P", "E"].map((suffix, index) => decimal(suffix, 3 * index - 9)),
  ...["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"].map((suffix, index) => binary(suffix, 10 * index + 10)),
];

function decimal(suffix: string, exponent: number): Suffixed {
  return { format: "decimal", suffix, exponent };
}

function binary(suffix: string, exponent: number): Suffixed {
  return { format: "binary", suffix, exponent };
}

/** The unit of a suffix such as "Gi", "m", "e-3" or none. */
export function unitOf(suffix: string): Unit | undefined {
  const exponent = /^[eE]([+-]?\d+)$/.exec(suffix)?.[1];
  if (exponent === undefined) return UNITS.find((unit) => unit.suffix === suffix);
  const value = BigInt(exponent);
  // Go reads the exponent into 64 bits and then keeps 32 of them.
  const isRead = value === BigInt.asIntN(64, value);
  return isRead ? { format: "exponent", exponent: Number(BigInt.asIntN(32, value)) } : undefined;
}

/** The suffix of a power. Beyond exa Kubernetes has none, and so prints "1" for "1000E"; the same is done here. */
export function suffixOf(format: QuantityFormat, exponent: number): string {
  if (format === "exponent") return exponent === 0 ? "" : `e${exponent}`;
  return UNITS.find((unit) => unit.format === format && unit.exponent === exponent)?.suffix ?? "";
}
