// What a cluster wants of every task's pod: images from where it keeps them, and no root where it takes none.
import type { Diagnostic } from "@slipway/ir";
import { type ImageMap, mapImage } from "../image-map.js";
import { diagnose } from "../messages.js";
import type { PodSecurity } from "../security.js";
import type { MainFragment, PodFragment } from "./fragment.js";
import type { Reading } from "./reading.js";
import { known } from "./setting.js";

export type ClusterSettings = {
  /** Where images are kept. */
  readonly images?: ImageMap;
  /** What pods must keep to: a task that cannot is an error. */
  readonly podSecurity?: PodSecurity;
};

export type Fitted = { readonly fragment: PodFragment; readonly problems: readonly Diagnostic[] };

export function fitToCluster(
  reading: Pick<Reading, "component" | "path">,
  fragment: PodFragment,
  { images, podSecurity }: ClusterSettings,
): Fitted {
  const { component, path } = reading;
  const { image } = fragment.main;
  const isLate = images !== undefined && image.kind === "slot";
  return {
    fragment: images ? withImages(fragment, images) : fragment,
    problems: [
      ...(isLate ? [diagnose("image-known-late", [...path.slice(2), "container", "image"], { component })] : []),
      ...(podSecurity === "restricted" ? rootFields(fragment.main) : []).map((field) =>
        diagnose("root-not-allowed", [...path, "securityContext", field], { component }),
      ),
    ],
  };
}

function withImages(fragment: PodFragment, images: ImageMap): PodFragment {
  const { main, pod } = fragment;
  const image = main.image.kind === "known" ? known(mapImage(main.image.value, images)) : main.image;
  const initContainers = pod.initContainers.map((one) => ({ ...one, image: mapImage(one.image, images) }));
  return { ...fragment, main: { ...main, image }, pod: { ...pod, initContainers } };
}

/** The settings by which a container is root, or may be. */
function rootFields({ securityContext = {} }: MainFragment): readonly string[] {
  const { runAsUser, runAsNonRoot } = securityContext;
  return [...(runAsUser === 0 ? ["runAsUser"] : []), ...(runAsNonRoot === false ? ["runAsNonRoot"] : [])];
}
