// A name of an image → its parts, with what a container runtime fills in.
import type { ImageFacts } from "./image.js";

const NAME = /^(?:([^/@]+)\/)?([^@]*?)(?::([\w][\w.-]*))?(?:@([A-Za-z][\w.+-]*:[0-9a-fA-F]{32,}))?$/s;

/**
 * @example
 * readImage("python:3.11"); // { registry: "docker.io", repository: "library/python", tag: "3.11", isMutable: true, … }
 */
export function readImage(text: string): ImageFacts {
  const [whole, first = "", rest = "", tag, digest] = NAME.exec(text) ?? [];
  if (whole === undefined || (first === "" && rest === "")) return { text, isKnown: true, isMutable: true };
  // The part before the first slash is a host when it could not be anything else.
  const isHost = /[.:]/.test(first) || first === "localhost";
  const registry = isHost ? first : "docker.io";
  const path = isHost || first === "" ? rest : `${first}/${rest}`;
  const repository = registry === "docker.io" && !path.includes("/") ? `library/${path}` : path;
  const tags = tag === undefined ? (digest === undefined ? { tag: "latest" } : {}) : { tag };
  return {
    text,
    isKnown: true,
    registry: registry === "index.docker.io" ? "docker.io" : registry,
    repository,
    ...tags,
    ...(digest !== undefined && { digest }),
    isMutable: digest === undefined,
  };
}
