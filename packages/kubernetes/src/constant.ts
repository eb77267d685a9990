// Parts that many manifests have in common, printed once.

const texts = new WeakMap<object, (string | undefined)[]>();

/**
 * Freezes a part of a manifest all the way down and lets the printer keep its text.
 *
 * @example
 * const resources = constant({ limits: { cpu: "500m" } });
 * printManifests(pods.map((pod) => ({ ...pod, resources })));
 */
export function constant<const T extends object>(value: T): T {
  texts.set(value, []);
  return freeze(value);
}

function freeze<T>(value: T): T {
  if (typeof value === "object" && value !== null) {
    for (const child of Object.values(value)) freeze(child);
    Object.freeze(value);
  }
  return value;
}

/** The texts of a constant by depth of indentation, to be filled by the printer; undefined for any other value. */
export function textsOf(value: object): (string | undefined)[] | undefined {
  return texts.get(value);
}
