// The digests of many images, some at a time.
import { homedir } from "node:os";
import { join } from "node:path";
import { compareText } from "@slipway/ir";
import { type ImageMap, mapImage, readImageName } from "@slipway/pod";
import { forEachParallel } from "@slipway/store";
import { credentialsIn } from "./credentials.js";
import { digestOf } from "./digest.js";

type Told = { readonly kind: "found"; readonly digest: string } | { readonly kind: "failed"; readonly reason: string };

/** By image, its digest, or in words why there is none. */
export type Asked = ReadonlyMap<string, Told>;

export type Where = {
  /** Where images are kept: that is who is asked. */
  readonly images: ImageMap;
  readonly insecure: readonly string[];
  readonly environment: { readonly [name: string]: string | undefined };
};

const AT_ONCE = 8;
const WITHIN = 15_000;
const WAITS = [1_000, 4_000];

export async function askDigests(wanted: readonly string[], { images, insecure, environment }: Where): Promise<Asked> {
  const credentialsOf = credentialsIn(environment["DOCKER_CONFIG"] ?? join(homedir(), ".docker"));
  const asking = { credentialsOf, insecure, within: WITHIN, waits: WAITS };
  const answers = new Map<string, Told>();
  await forEachParallel(each(wanted), AT_ONCE, async (image) => {
    const kept = mapImage(image, images);
    const name = readImageName(kept);
    const noName: Told = { kind: "failed", reason: `the setting "images" makes ${kept} of it, which is no name` };
    answers.set(image, name ? await digestOf(name, asking) : noName);
  });
  // Answers come in any order.
  return new Map([...answers].sort(([one], [other]) => compareText(one, other)));
}

async function* each<T>(items: readonly T[]): AsyncGenerator<T> {
  yield* items;
}
