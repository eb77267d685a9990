// Which names of a piece of Python are looked up in its module, and which the module has.
import type { NameEvent, NameUse, Scope } from "./event.js";
import { moduleEvents } from "./name-events.js";
import { parsePython } from "./tree.js";

export type GlobalNames = {
  /** What the module itself binds, also from inside a function that declares it global. */
  readonly bound: ReadonlySet<string>;
  /** In the order of the text. */
  readonly uses: readonly NameUse[];
  /** Modules of which it takes over all names. */
  readonly stars: readonly string[];
};

/** Undefined for text that is not read as Python. */
export function globalNamesOf(code: string): GlobalNames | undefined {
  const source = parsePython(code);
  const top = source && moduleEvents(source.top, code);
  if (top?.kind !== "scope") return undefined;
  const found = resolveScope(top.scope, new Set());
  return {
    bound: new Set([...boundIn(top.scope.events), ...found.bound]),
    uses: [...found.uses].sort((one, other) => one.from - other.from),
    stars: top.scope.events.flatMap((event) => (event.kind === "star" ? [event.module] : [])),
  };
}

type Found = { readonly bound: readonly string[]; readonly uses: readonly NameUse[] };

/** @param visible what the functions around bind */
function resolveScope({ kind, events }: Scope, visible: ReadonlySet<string>): Found {
  const globals = declared(events, "global");
  const elsewhere = new Set([...globals, ...declared(events, "nonlocal")]);
  const names = boundIn(events);
  const own = new Set(names.filter((name) => !elsewhere.has(name) && kind !== "module"));
  const around = without(visible, globals);
  // What a class binds, the functions in it do not see.
  const inside = kind === "class" ? around : new Set([...around, ...own]);
  const inner = events.flatMap((event) => (event.kind === "scope" ? [resolveScope(event.scope, inside)] : []));
  const uses = events.flatMap((event) => (event.kind === "use" ? [event.use] : []));
  return {
    bound: [...names.filter((name) => globals.has(name)), ...inner.flatMap(({ bound }) => bound)],
    uses: [...uses.filter(({ name }) => !own.has(name) && !around.has(name)), ...inner.flatMap((one) => one.uses)],
  };
}

function without(names: ReadonlySet<string>, others: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...names].filter((name) => !others.has(name)));
}

function declared(events: readonly NameEvent[], how: "global" | "nonlocal"): ReadonlySet<string> {
  return new Set(events.flatMap((event) => (event.kind === "declare" && event.how === how ? [event.name] : [])));
}

/** With what a walrus in a comprehension binds out here. */
function boundIn(events: readonly NameEvent[]): readonly string[] {
  return events.flatMap((event) => {
    if (event.kind === "bind") return [event.name];
    return event.kind === "scope" && event.scope.kind === "comprehension" ? outwardIn(event.scope.events) : [];
  });
}

function outwardIn(events: readonly NameEvent[]): readonly string[] {
  return events.flatMap((event) => {
    if (event.kind === "bind") return event.isOutward ? [event.name] : [];
    return event.kind === "scope" && event.scope.kind === "comprehension" ? outwardIn(event.scope.events) : [];
  });
}
