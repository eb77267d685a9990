// Where images are kept: a cluster without a way to their own registries takes them from another.
import { wholeName } from "./image-name.js";

/** By the beginning of a name, what stands there instead. Of several the longest counts. */
export type ImageMap = Readonly<Record<string, string>>;

/**
 * The name under which an image is kept. A beginning ends where a part of the name does, and may be written with what
 * names leave out: `docker.io/` is that of `python:3.11`, which is short for `docker.io/library/python:3.11`.
 *
 * @example
 * mapImage("python:3.11", { "docker.io/": "registry.local/hub/" }); // "registry.local/hub/library/python:3.11"
 */
export function mapImage(image: string, images: ImageMap): string {
  const found = [image, wholeName(image)].flatMap((name) =>
    Object.entries(images)
      .filter(([start]) => beginsWith(name, start))
      .map(([start, instead]) => ({ start, name: `${instead}${name.slice(start.length)}` })),
  );
  const longest = Math.max(...found.map(({ start }) => start.length));
  return found.find(({ start }) => start.length === longest)?.name ?? image;
}

function beginsWith(name: string, start: string): boolean {
  if (!name.startsWith(start)) return false;
  return start === "" || start === name || start.endsWith("/") || "/:@".includes(name.charAt(start.length));
}
