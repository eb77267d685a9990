// The order of the tasks of a DAG, and the circle when there is none.
import { compareText } from "@slipway/ir";

export type Order =
  | { readonly ok: true; readonly order: readonly string[] }
  | { readonly ok: false; readonly circle: readonly string[] };

/**
 * Names such that each comes after those it depends on; among free ones by name. Dependencies that are no names of the
 * map are passed over. Takes time linear in names and dependencies (but for sorting), and no recursion.
 */
export function orderTasks(dependencies: ReadonlyMap<string, readonly string[]>): Order {
  const order: string[] = [];
  const state = new Map<string, "open" | "done">();
  for (const start of [...dependencies.keys()].sort(compareText)) {
    if (state.has(start)) continue;
    const open = [{ name: start, next: 0 }];
    state.set(start, "open");
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const { name } = top;
      const dependency = dependencies.get(name)?.[top.next];
      top.next += 1;
      if (dependency === undefined) {
        open.pop();
        state.set(name, "done");
        order.push(name);
      } else if (state.get(dependency) === "open") {
        const names = open.map((entry) => entry.name);
        return { ok: false, circle: [...names.slice(names.indexOf(dependency)), dependency] };
      } else if (!state.has(dependency) && dependencies.has(dependency)) {
        state.set(dependency, "open");
        open.push({ name: dependency, next: 0 });
      }
    }
  }
  return { ok: true, order };
}
