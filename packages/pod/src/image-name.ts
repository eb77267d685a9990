// What the name of an image says: which registry, which repository, which tag or digest.
// Source: https://github.com/distribution/reference/blob/v0.6.0/reference.go (names), normalize.go (what is left out of them)

export type ImageName = {
  /** Host, with its port where it has one: `docker.io` where the name says none. */
  readonly registry: string;
  /** `library/python` for `python`. */
  readonly repository: string;
  readonly tag?: string;
  /** `sha256:…` */
  readonly digest?: string;
};

const DOMAIN = /^(?:(?!-)[a-zA-Z0-9-]+(?<!-)(?:\.(?!-)[a-zA-Z0-9-]+(?<!-))*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?$/;
const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;
const DIGEST = /^[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-f]{32,}$/;
const MOST_CHARACTERS = 1000;

/**
 * Undefined for a text that names no image.
 *
 * @example
 * readImageName("python:3.11"); // { registry: "docker.io", repository: "library/python", tag: "3.11" }
 */
export function readImageName(image: string): ImageName | undefined {
  if (image.length > MOST_CHARACTERS) return undefined;
  const [, name = "", digest] = /^([^@]*)(?:@(.*))?$/s.exec(image) ?? [];
  const [, path = "", tag] = /^(.*?)(?::([^/:]*))?$/s.exec(name) ?? [];
  const [, domain = "", repository = ""] = /^([^/]+)\/(.*)$/s.exec(wholeName(path)) ?? [];
  const isImage =
    DOMAIN.test(domain) &&
    REPOSITORY.test(repository) &&
    (tag === undefined || TAG.test(tag)) &&
    (digest === undefined || DIGEST.test(digest));
  if (!isImage) return undefined;
  const registry = domain === "index.docker.io" ? "docker.io" : domain;
  return { registry, repository, ...(tag !== undefined && { tag }), ...(digest !== undefined && { digest }) };
}

/** With the registry that is left out of it, and Docker Hub's own folder: `docker.io/library/python:3.11`. */
export function wholeName(image: string): string {
  const [first = "", ...others] = image.split("/");
  if (others.length === 0) return `docker.io/library/${image}`;
  return /[.:]/.test(first) || first === "localhost" ? image : `docker.io/${image}`;
}
