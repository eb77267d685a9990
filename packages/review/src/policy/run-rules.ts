// The rules that are about a run as a whole: its images, its pods, and what is around it.
import type { PodFacts } from "../facts/pod.js";
import type { Breach, PolicyInput } from "./finding.js";
import { diagnose } from "./messages.js";
import { fitsAny } from "./pattern.js";
import { placesOf } from "./places.js";
import type { Judge } from "./rule.js";
import { inWords, nameOf } from "./task-rules.js";

type Image = PolicyInput["review"]["answers"]["images"][number];

/** For each task that has the image, at its own place; of Slipway's own containers once. */
function forImages(
  { review, plan }: PolicyInput,
  isWrong: (image: Image) => boolean,
  say: (whose: string, image: Image, path: Breach["diagnostic"]["path"]) => Breach["diagnostic"],
): readonly Breach[] {
  const tasks = new Map(review.tasks.map((task) => [task.id, task]));
  return review.answers.images.filter(isWrong).flatMap((image): readonly Breach[] => {
    const name = nameOf(image);
    if (image.isSlipways) return [{ diagnostic: say("Slipway's own containers", image, []), image: name }];
    return image.tasks.map((id) => {
      const task = tasks.get(id);
      const path = task ? placesOf(plan).container(task, "image") : [];
      return { diagnostic: say(`task "${id}"`, image, path), task: id, image: name };
    });
  });
}

export const imageRegistry: Judge<"image-registry"> = ({ allow }, input) =>
  forImages(
    input,
    (image) => !fitsAny(allow, nameOf(image)),
    (whose, { text }, path) => diagnose("image-registry", path, { image: text, whose, allowed: inWords(allow) }),
  );

export const imageDigest: Judge<"image-digest"> = (_, input) =>
  forImages(
    input,
    ({ isMutable }) => isMutable,
    (whose, { text }, path) => diagnose("image-digest", path, { image: text, whose }),
  );

export const namespace: Judge<"namespace"> = ({ allow = [], targets = {} }, { review }) => {
  const { target } = review.engine;
  const allowed = (target === undefined || !Object.hasOwn(targets, target) ? undefined : targets[target]) ?? allow;
  return review.manifests
    .filter((one) => one.namespace === undefined || (allowed.length > 0 && !fitsAny(allowed, one.namespace)))
    .map(({ kind, name, namespace: own }) => {
      const found = own === undefined ? "has no namespace of its own" : `goes to namespace "${own}"`;
      const slots = { kind, name, found, allowed: allowed.length > 0 ? inWords(allowed) : "any that is named" };
      return { diagnostic: diagnose("namespace", [], slots) };
    });
};

export const cleanup: Judge<"cleanup"> = (_, { review, options }) => {
  const cleans = review.pods?.some(({ kind, containers }) => kind === "upkeep" && containers.some(isCleanup));
  return cleans || options["cleanup"] !== undefined ? [] : [{ diagnostic: diagnose("cleanup", [], {}) }];
};

function isCleanup({ name }: { readonly name: string }): boolean {
  return name === "cleanup";
}

export const notification: Judge<"notification"> = (_, { review }) =>
  review.answers.failure.notifies ? [] : [{ diagnostic: diagnose("notification", [], {}) }];

/** A pod of a task breaks a rule at the place of the task. */
function ofPod(
  pod: PodFacts,
  { review }: PolicyInput,
): { readonly task?: string; readonly path: readonly (string | number)[] } {
  const task = review.tasks.find(({ id }) => id === pod.task);
  return task && pod.kind === "task" ? { task: task.id, path: task.path } : { path: [] };
}

export const podSecurity: Judge<"pod-security"> = ({ level = "baseline" }, input) =>
  (input.review.pods ?? []).flatMap((pod) => {
    const { path, ...rest } = ofPod(pod, input);
    const broken = pod.security.broken.filter((one) => level === "restricted" || one.level === "baseline");
    return broken.map(({ control, container, field }) => {
      const at = container === undefined ? field : `${field} of container "${container}"`;
      return { diagnostic: diagnose("pod-security", path, { pod: pod.name, level, control, field: at }), ...rest };
    });
  });

export const serviceAccount: Judge<"service-account"> = ({ allow = [] }, input) =>
  (input.review.pods ?? []).flatMap((pod) => {
    const { serviceAccount: own } = pod;
    const isDefault = own === undefined || own === "default";
    if (!isDefault && (allow.length === 0 || fitsAny(allow, own))) return [];
    const { path, ...rest } = ofPod(pod, input);
    const account = isDefault ? "the namespace's default account" : `the account "${own}"`;
    const allowed = allow.length > 0 ? inWords(allow) : "any that is named";
    return [{ diagnostic: diagnose("service-account", path, { pod: pod.name, account, allowed }), ...rest }];
  });

export const podCount: Judge<"pod-count"> = ({ most }, { review }) => {
  const count = review.answers.size.pods?.most;
  return count === undefined || count <= most ? [] : [{ diagnostic: diagnose("pod-count", [], { count, most }) }];
};

export const manifestSize: Judge<"manifest-size"> = ({ most = 80 }, { review }) =>
  review.manifests.flatMap(({ kind, name, bytes, limitBytes }) => {
    const percent = limitBytes === undefined ? 0 : Math.ceil((bytes / limitBytes) * 100);
    return percent <= most ? [] : [{ diagnostic: diagnose("manifest-size", [], { kind, name, percent, most }) }];
  });

export const volumes: Judge<"volumes"> = ({ allow }, input) =>
  (input.review.pods ?? []).flatMap((pod) => {
    const { path, ...rest } = ofPod(pod, input);
    return pod.volumes
      .filter(({ kind }) => !allow.includes(kind))
      .map(({ name: volume, kind }) => {
        const slots = { pod: pod.name, volume, kind, allowed: inWords(allow) };
        return { diagnostic: diagnose("volumes", path, slots), ...rest };
      });
  });

export const dataStore: Judge<"data-store"> = ({ allow }, { review }) => {
  const { store } = review.answers.data;
  if (store === undefined || fitsAny(allow, store)) return [];
  return [{ diagnostic: diagnose("data-store", [], { store, allowed: inWords(allow) }) }];
};
