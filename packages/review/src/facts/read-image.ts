// A name of an image → its parts, with what a container runtime fills in.
import { readImageName } from "@slipway/pod";
import type { ImageFacts } from "./image.js";

/**
 * @example
 * readImage("python:3.11"); // { registry: "docker.io", repository: "library/python", tag: "3.11", isMutable: true, … }
 */
export function readImage(text: string): ImageFacts {
  const name = readImageName(text);
  if (!name) return { text, isKnown: true, isMutable: true };
  const isMutable = name.digest === undefined;
  return { text, isKnown: true, ...(isMutable && { tag: "latest" }), ...name, isMutable };
}
