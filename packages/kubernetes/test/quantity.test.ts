// Spellings of quantities. What Kubernetes makes of them was asked of its own package, k8s.io/apimachinery.
import { canonicalQuantity, compareQuantities, parseQuantity, printQuantity, type Quantity } from "@slipway/kubernetes";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";

function quantity(text: string): Quantity {
  const parsed = parseQuantity(text);
  if (parsed === undefined) throw new Error(`${text} is not a quantity`);
  return parsed;
}

describe("canonicalQuantity", () => {
  test.each([
    ["0", "0"],
    ["-0", "0"],
    ["0Gi", "0"],
    ["0.000", "0"],
    ["1024Mi", "1Gi"],
    ["1536Mi", "1536Mi"],
    ["0.5", "500m"],
    ["0.5Gi", "512Mi"],
    [".5Gi", "512Mi"],
    ["-1.5", "-1500m"],
    ["1000e3", "1e6"],
    ["12e1", "120"],
    ["1E3", "1E3"],
    ["100000", "100k"],
    ["2000m", "2"],
    ["1500m", "1500m"],
    ["123456789", "123456789"],
    ["8Ki", "8Ki"],
    ["512", "512"],
    ["0.1Ki", "102400m"],
    ["1023.5Ki", "1048064"],
  ])("%s is %s", (text, canonical) => {
    expect(canonicalQuantity(text)).toBe(canonical);
  });

  test.each(["+5Gi", "01Gi", "5.Gi", "1000Ki", "1.234k", "7Mi", "1E3", "012"])("%s stays", (text) => {
    expect(canonicalQuantity(text)).toBe(text);
  });

  test.each(["", " ", "many", "1 Gi", "1e", "1e1.5", "1K", "1GI", "1Mib", "0x10", "1_000", "NaN", "--1", "1.2.3"])(
    "%o is refused",
    (text) => {
      expect(canonicalQuantity(text)).toBeUndefined();
    },
  );

  test("where there are no digits there is nothing", () => {
    expect([".", "+", "-.", "Gi", "e3"].map(canonicalQuantity)).toEqual(["0", "0", "0", "0", "0"]);
    expect([".e-10", "e-10", "+e-10"].map(canonicalQuantity)).toEqual([undefined, undefined, undefined]);
  });

  test("space around is no part of the spelling", () => {
    expect(canonicalQuantity(" +5Gi\n")).toBe("+5Gi");
    expect(canonicalQuantity("\x85\u30001")).toBe("1");
    expect(canonicalQuantity("\ufeff1")).toBeUndefined();
  });

  test("less than a billionth is rounded up, and more than 2^63 - 1 is cut, in binary units", () => {
    expect(canonicalQuantity("0.1n")).toBe("1n");
    expect(canonicalQuantity("-1.0000000001")).toBe("-1000000001n");
    expect(canonicalQuantity("1e-400000000")).toBe("1e-9");
    expect(canonicalQuantity("8Ei")).toBe("9223372036854775807");
    expect(canonicalQuantity("-9000Pi")).toBe("-9223372036854775807");
    expect(canonicalQuantity("12345678901234567890k")).toBe("12345678901234567890k");
  });

  test("a decimal amount beyond exa loses its unit, as in Kubernetes", () => {
    expect(canonicalQuantity("1000E")).toBe("1");
    expect(canonicalQuantity("1e21")).toBe("1e21");
  });

  test("exponents have 32 bits, of 64 that are read", () => {
    expect(canonicalQuantity("1e4294967299")).toBe("1e4294967299");
    expect(canonicalQuantity("10e4294967299")).toBe("10e4294967299");
    expect(canonicalQuantity("1e4294967297")).toBe("10");
    expect(canonicalQuantity("1e9223372036854775808")).toBeUndefined();
  });

  test("what it gives it gives back", () => {
    const unit = fc.constantFrom(..."n u m k M G T P E Ki Mi Gi Ti Pi Ei e3 e-3 E6 e1".split(" "), "");
    const decimal = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 20n }), fc.nat(999999), fc.boolean());
    const spelling = fc
      .tuple(decimal, unit)
      .map(([[whole, part, isWhole], end]) => `${whole}${isWhole ? "" : `.${part}`}${end}`);
    const isStable = fc.property(spelling, (text) => {
      const canonical = canonicalQuantity(text) ?? "";
      expect(canonicalQuantity(canonical)).toBe(canonical);
      const isBeyondExa = quantity(text).unscaled !== 0n && compareQuantities(quantity(text), quantity("1000E")) >= 0;
      if (!isBeyondExa) expect(compareQuantities(quantity(text), quantity(canonical))).toBe(0);
    });
    fc.assert(isStable, { numRuns: 2000 });
  });
});

describe("parseQuantity", () => {
  test("is exact", () => {
    expect(parseQuantity("1.5Gi")).toEqual({ unscaled: 16106127360n, exponent: -1, format: "binary" });
    expect(parseQuantity("0.1")).toEqual({ unscaled: 1n, exponent: -1, format: "decimal" });
    expect(parseQuantity("3e6")).toEqual({ unscaled: 3n, exponent: 6, format: "exponent", spelling: "3e6" });
  });

  test("long texts are read in no time", () => {
    const zeros = "0".repeat(100_000);
    for (const text of [`1${zeros}1k`, `1${zeros}x`, `${" ".repeat(100_000)}x`, `1e${zeros}3`]) parseQuantity(text);
  }, 5000);
});

describe("compareQuantities", () => {
  test("sorts", () => {
    const sorted = ["-1Gi", "-1", "-0.5", "0", "1n", "1m", "0.5", "1", "1k", "1Ki", "1e4", "1M", "1Mi", "1e999999999"];
    const shuffled = [...sorted].reverse().map(quantity);
    expect(shuffled.sort(compareQuantities).map((each) => each.spelling ?? printQuantity(each))).toEqual(
      sorted.map(canonicalQuantity),
    );
  });

  test("spelling does not matter", () => {
    expect(compareQuantities(quantity("1Gi"), quantity("1073741824"))).toBe(0);
    expect(compareQuantities(quantity("1.000"), quantity("1000m"))).toBe(0);
    expect(compareQuantities(quantity("0Ki"), quantity("-0e9"))).toBe(0);
    expect(compareQuantities(quantity("-2"), quantity("-1"))).toBeLessThan(0);
  });
});

test("printQuantity spells amounts that were never written", () => {
  expect(printQuantity({ unscaled: 2048n, exponent: 0, format: "binary" })).toBe("2Ki");
  expect(printQuantity({ unscaled: 2n, exponent: 10, format: "binary" })).toBe("19531250Ki");
  expect(printQuantity({ unscaled: 15n, exponent: -1, format: "binary" })).toBe("1500m");
  expect(printQuantity({ unscaled: 12n, exponent: 4, format: "exponent" })).toBe("120e3");
});
