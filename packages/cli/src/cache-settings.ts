// What slipway.yaml says of the cache. schemas/slipway.schema.json has the shapes.
import type { JsonObject } from "@slipway/ir";
import { ageInSeconds } from "@slipway/pod";

export type CacheSettings = {
  readonly scope: string;
  /** Of a task, by its id; undefined when its results do not age. */
  readonly maxAgeSecondsOf: (task: string) => number | undefined;
};

type Cache = {
  readonly scope?: string;
  readonly maxAge?: string;
  readonly tasks?: Readonly<Record<string, { readonly maxAge?: string }>>;
};

/** Results of one target are no hits for another, unless the settings name a scope. */
export function cacheSettingsOf(settings: JsonObject): CacheSettings {
  // The schema has proved these shapes.
  const { scope = String(settings["target"] ?? ""), maxAge, tasks = {} } = (settings["cache"] ?? {}) as Cache;
  return {
    scope,
    maxAgeSecondsOf: (task) => {
      const own = tasks[task] ?? tasks[task.split("/").at(-1) ?? ""];
      const age = own?.maxAge ?? maxAge;
      return age === undefined ? undefined : ageInSeconds(age);
    },
  };
}
