// Which images a map speaks of.
import { mapImage } from "@slipway/pod";
import { expect, it } from "vitest";

it.each([
  ["a whole name", "ghcr.io/a/b:1", { "ghcr.io/": "local/" }, "local/a/b:1"],
  ["a name without registry", "a/b:1", { "docker.io/": "local/" }, "local/a/b:1"],
  ["a name without folder", "python:3.11", { "docker.io/": "local/" }, "local/library/python:3.11"],
  ["a short name as it is written", "python:3.11", { python: "local/python" }, "local/python:3.11"],
  ["a digest", "python@sha256:12", { python: "local/python" }, "local/python@sha256:12"],
  ["a registry of this machine", "localhost/a", { "docker.io/": "local/" }, "localhost/a"],
  ["a registry with a port", "registry:5000/a", { "docker.io/": "local/", "registry:5000": "local" }, "local/a"],
  ["the longest beginning", "ghcr.io/a/b", { "ghcr.io/": "one/", "ghcr.io/a/": "two/" }, "two/b"],
  ["no part of a name", "ghcr.io/ab", { "ghcr.io/a": "local" }, "ghcr.io/ab"],
  ["a single image", "ghcr.io/a:1", { "ghcr.io/a:1": "local/a:1-patched" }, "local/a:1-patched"],
  ["everything", "python:3.11", { "": "local/" }, "local/python:3.11"],
  ["nothing", "python:3.11", {}, "python:3.11"],
])("%s", (_, image, images, kept) => {
  expect(mapImage(image, images)).toBe(kept);
});
