// Text → Quantity, as the API server reads it.
import type { Quantity } from "./quantity.js";
import { type Unit, unitOf } from "./quantity-unit.js";

/** A text taken apart. `whole` has no leading zeros, but at least one digit. */
type Written = {
  readonly spelling: string;
  readonly isNegative: boolean;
  readonly hasDigits: boolean;
  readonly whole: string;
  readonly fraction: string;
  readonly unit: Unit;
};

/** Digits are optional: Kubernetes reads "." and "Gi" as nothing. */
const PATTERN = /^([+-]?)(\d*)(?:\.(\d*))?([eEinumkKMGTP]+[+-]?\d*)?$/;

const LONGEST_SHORT = 18;
const NANO = -9;
const LARGEST_BINARY = 2n ** 63n - 1n;

/**
 * Reads an amount; `undefined` for what the API server refuses. Less than a billionth is rounded up to one, and binary
 * amounts end at 2^63 - 1, as in Kubernetes.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 * @example
 * parseQuantity("1.5Gi"); // { unscaled: 16106127360n, exponent: -1, format: "binary" }
 * parseQuantity("many"); // undefined
 */
export function parseQuantity(text: string): Quantity | undefined {
  const [spelling = "", sign, digits = "", fraction = "", suffix = ""] = PATTERN.exec(trim(text)) ?? [];
  const unit = unitOf(suffix);
  if (spelling === "" || unit === undefined) return undefined;
  const whole = digits.replace(/^0+/, "") || "0";
  const hasDigits = digits !== "" || fraction !== "";
  const written = { spelling, isNegative: sign === "-", hasDigits, whole, fraction, unit };
  return isShort(written) ? readShort(written) : readLong(written);
}

/** Takes off what Go calls space: that is what JavaScript does, with NEL but without the byte order mark. */
function trim(text: string): string {
  return text.includes("\ufeff") ? text : text.replaceAll("\x85", " ").trim();
}

/** Is it an amount that Kubernetes keeps in 64 bits? Only of these it may keep the spelling. */
function isShort({ whole, fraction, unit }: Written): boolean {
  if (unit.format === "binary") return fraction === "" && whole.length < 15 - Math.floor((unit.exponent * 3) / 10);
  return whole.length + fraction.length <= LONGEST_SHORT && unit.exponent - fraction.length >= NANO;
}

function readShort({ spelling, isNegative, whole, fraction, unit }: Written): Quantity {
  const digits = whole + fraction;
  const value = BigInt(digits);
  const exponent = unit.exponent - fraction.length;
  const isKept =
    unit.format === "binary"
      ? value % 8n !== 0n
      : exponent % 3 === 0 && !digits.endsWith("000") && !digits.startsWith("0");
  const amount = unit.format === "binary" ? value * 2n ** BigInt(unit.exponent) : value;
  return {
    unscaled: isNegative ? -amount : amount,
    exponent: unit.format === "binary" ? 0 : exponent,
    format: unit.format,
    ...(isKept && { spelling }),
  };
}

function readLong({ isNegative, hasDigits, whole, fraction, unit }: Written): Quantity | undefined {
  if (!hasDigits) return undefined;
  const isBinary = unit.format === "binary";
  const factor = isBinary ? 2n ** BigInt(unit.exponent) : 1n;
  const exact = BigInt(whole + fraction) * factor;
  const exactExponent = (isBinary ? 0 : unit.exponent) - fraction.length;
  const exponent = Math.max(exactExponent, NANO);
  const rounded = divideRoundingUp(exact, exponent - exactExponent);
  const one = isBinary ? 10n ** BigInt(-exponent) : 1n;
  const amount = isBinary && rounded > LARGEST_BINARY * one ? LARGEST_BINARY * one : rounded;
  const format = isBinary && amount < one ? "decimal" : unit.format;
  return { unscaled: isNegative ? -amount : amount, exponent, format };
}

/** Divides by a power of ten that may be too large to write down. */
function divideRoundingUp(value: bigint, power: number): bigint {
  if (power === 0 || value === 0n) return value;
  if (power > value.toString().length) return 1n;
  const divisor = 10n ** BigInt(power);
  return (value + divisor - 1n) / divisor;
}
