// CPU and memory: texts of new SDKs, which may speak of inputs, and numbers of old ones, which are cores and gigabytes.
// Source: https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
import type { Diagnostic, IrPath, ResourceSpec } from "@slipway/ir";
import { compareQuantities, parseQuantity } from "@slipway/kubernetes";
import { diagnose } from "../messages.js";
import { textOf } from "../text-of.js";
import { checkQuantity } from "./check-text.js";
import type { Amount, Resources } from "./fragment.js";
import { inputAt, type Reading } from "./reading.js";
import { known, type Setting } from "./setting.js";

type Read<T> = { readonly value: T; readonly problems: readonly Diagnostic[] };

const UNITS = { cpu: "", memory: "G" } as const;
type Resource = keyof typeof UNITS;
type Side = "Limit" | "Request";

/** @param path of the resources in the file */
export function readAmounts(reading: Reading, resources: ResourceSpec, path: IrPath): Read<Resources> {
  const sides = (["Limit", "Request"] as const).map((side) =>
    (["cpu", "memory"] as const).flatMap((resource) => readAmount(reading, resources, { path, resource, side })),
  );
  const [limits = [], requests = []] = sides.map((side) => side.map(({ value }) => value));
  const problems = sides.flat().flatMap((one) => one.problems);
  const below =
    problems.length > 0
      ? []
      : (["cpu", "memory"] as const).flatMap((resource) => checkOrder(reading, path, resource, { limits, requests }));
  return { value: { limits, requests }, problems: [...problems, ...below] };
}

function readAmount(
  reading: Reading,
  resources: ResourceSpec,
  { path, resource, side }: { readonly path: IrPath; readonly resource: Resource; readonly side: Side },
): readonly Read<Amount>[] {
  const capital = resource === "cpu" ? "Cpu" : "Memory";
  const textField = `resource${capital}${side}` as const;
  const numberField = `${resource}${side}` as const;
  const text = inputAt(reading, `/resources/${textField}`, "amount", "leave-out");
  const number = resources[numberField] ?? 0;
  const old = number === 0 ? "" : `${textOf(number)}${UNITS[resource]}`;
  // A text that comes to nothing leaves the number that stands beside it.
  const amount: Setting = text?.kind === "slot" ? text : known(textOf(text?.value ?? "") || old);
  if (amount.kind === "known" && amount.value === "") return [];
  const at = [...path, resources[textField] === undefined ? numberField : textField];
  const problems = amount.kind === "known" ? checkQuantity(reading, at, amount.value) : [];
  return [{ value: { resource: known(resource), amount }, problems }];
}

/** Kubernetes refuses a limit below the request. */
function checkOrder(
  { component }: Reading,
  path: IrPath,
  resource: Resource,
  { limits, requests }: Resources,
): readonly Diagnostic[] {
  const [limit, request] = [limits, requests].map((amounts) => textFor(amounts, resource));
  const [most, wanted] = [limit, request].map((text) => (text === undefined ? undefined : parseQuantity(text)));
  if (limit === undefined || request === undefined || !most || !wanted) return [];
  return compareQuantities(most, wanted) < 0
    ? [diagnose("limit-below-request", path, { component, resource, limit, request })]
    : [];
}

function textFor(amounts: readonly Amount[], name: Resource): string | undefined {
  const found = amounts.find(({ resource }) => resource.kind === "known" && resource.value === name);
  return found?.amount.kind === "known" ? found.amount.value : undefined;
}
