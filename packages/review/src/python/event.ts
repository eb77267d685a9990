// What a piece of Python does to names: it binds them, uses them, says whose they are, or opens a scope of its own.
// Source: https://docs.python.org/3/reference/executionmodel.html#naming-and-binding

export type NameUse = {
  readonly name: string;
  readonly from: number;
  /** Someone is ready for its absence: it stands in a `try` whose handlers take a NameError. */
  readonly isGuarded: boolean;
  /** It is never evaluated: an annotation of a local variable. */
  readonly isIdle: boolean;
  /** Python 3.14 evaluates annotations only when it is asked: https://docs.python.org/3.14/whatsnew/3.14.html */
  readonly isAnnotation: boolean;
};

export type ScopeKind = "module" | "function" | "class" | "comprehension";

export type NameEvent =
  /** `isOutward`: a walrus in a comprehension binds in the scope around it. */
  | { readonly kind: "bind"; readonly name: string; readonly isOutward?: true }
  | { readonly kind: "use"; readonly use: NameUse }
  | { readonly kind: "declare"; readonly how: "global" | "nonlocal"; readonly name: string }
  /** `from x import *` */
  | { readonly kind: "star"; readonly module: string }
  | { readonly kind: "scope"; readonly scope: Scope };

export type Scope = { readonly kind: ScopeKind; readonly events: readonly NameEvent[] };

export function bind(name: string): NameEvent {
  return { kind: "bind", name };
}

export function scope(kind: ScopeKind, events: readonly NameEvent[]): NameEvent {
  return { kind: "scope", scope: { kind, events } };
}
