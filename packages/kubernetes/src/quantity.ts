// Amounts such as "500m" and "2Gi". How they are read is in parse-quantity.ts, how they are spelled in print-quantity.ts.
import type { QuantityFormat } from "./quantity-unit.js";

/** An amount: `unscaled` × 10 to the power of `exponent`, exactly. */
export type Quantity = {
  readonly unscaled: bigint;
  readonly exponent: number;
  readonly format: QuantityFormat;
  /** The text that was read, where Kubernetes prints that instead of a spelling of its own. */
  readonly spelling?: string;
};

/**
 * The order of two amounts, for `sort`: negative, zero or positive.
 *
 * @see https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/
 * @example
 * const [small, large] = [parseQuantity("900Mi"), parseQuantity("1Gi")];
 * if (small && large) compareQuantities(small, large); // less than 0
 */
export function compareQuantities(a: Quantity, b: Quantity): number {
  const sign = signOf(a);
  if (sign !== signOf(b)) return sign - signOf(b);
  if (sign === 0) return 0;
  const places = magnitudeOf(a) - magnitudeOf(b);
  if (places !== 0) return sign * places;
  // With equally many places the exponents differ by no more than the digits there are.
  const exponent = Math.min(a.exponent, b.exponent);
  const difference = scaleTo(a, exponent) - scaleTo(b, exponent);
  return difference === 0n ? 0 : difference > 0n ? 1 : -1;
}

function signOf({ unscaled }: Quantity): number {
  return unscaled === 0n ? 0 : unscaled > 0n ? 1 : -1;
}

function magnitudeOf({ unscaled, exponent }: Quantity): number {
  return unscaled.toString().replace("-", "").length + exponent;
}

function scaleTo({ unscaled, exponent }: Quantity, target: number): bigint {
  return unscaled * 10n ** BigInt(exponent - target);
}
