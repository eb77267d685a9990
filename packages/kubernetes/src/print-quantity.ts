// Quantity → text, as the API server spells it.
import { parseQuantity } from "./parse-quantity.js";
import type { Quantity } from "./quantity.js";
import { suffixOf } from "./quantity-unit.js";

/**
 * Spells an amount as the API server does: with the largest unit that needs no fraction, or as it was read.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 * @example
 * printQuantity({ unscaled: 1536n, exponent: 0, format: "decimal" }); // "1536"
 * printQuantity({ unscaled: 2048n, exponent: 0, format: "binary" }); // "2Ki"
 */
export function printQuantity(quantity: Quantity): string {
  const { spelling, unscaled } = quantity;
  if (spelling !== undefined) return spelling;
  if (unscaled === 0n) return "0";
  return printBinary(quantity) ?? printDecimal(quantity);
}

/** Nothing where the amount is too small for a binary unit, or has a fraction. */
function printBinary({ unscaled, exponent, format }: Quantity): string | undefined {
  if (format !== "binary") return undefined;
  const one = 10n ** BigInt(Math.max(-exponent, 0));
  let amount = (unscaled * 10n ** BigInt(Math.max(exponent, 0))) / one;
  if (unscaled % one !== 0n || (amount > -1024n && amount < 1024n)) return undefined;
  let power = 0;
  for (; amount % 1024n === 0n; power += 10) amount /= 1024n;
  return `${amount}${suffixOf("binary", power)}`;
}

function printDecimal({ unscaled, exponent, format }: Quantity): string {
  const written = unscaled.toString();
  const digits = withoutZeros(written);
  const power = exponent + written.length - digits.length;
  const thousands = Math.floor(power / 3) * 3;
  const suffix = suffixOf(format === "binary" ? "decimal" : format, thousands);
  return `${digits}${"0".repeat(power - thousands)}${suffix}`;
}

function withoutZeros(digits: string): string {
  let length = digits.length;
  while (digits[length - 1] === "0") length--;
  return digits.slice(0, length);
}

/**
 * What a cluster shows when it was given `text`; `undefined` for what it refuses.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 * @example
 * canonicalQuantity("1024Mi"); // "1Gi"
 * canonicalQuantity("0.5"); // "500m"
 * canonicalQuantity("1000Ki"); // "1000Ki"
 */
export function canonicalQuantity(text: string): string | undefined {
  const quantity = parseQuantity(text);
  return quantity && printQuantity(quantity);
}
