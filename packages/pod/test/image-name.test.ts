// Names of images as people write them.
import { readImageName } from "@slipway/pod";
import { expect, it } from "vitest";

const DIGEST = `sha256:${"0".repeat(64)}`;

it.each([
  ["python", { registry: "docker.io", repository: "library/python" }],
  ["python:3.11-slim", { registry: "docker.io", repository: "library/python", tag: "3.11-slim" }],
  ["team/train", { registry: "docker.io", repository: "team/train" }],
  ["index.docker.io/team/train:1", { registry: "docker.io", repository: "team/train", tag: "1" }],
  ["localhost/x", { registry: "localhost", repository: "x" }],
  ["host:5000/a/b__c:V1", { registry: "host:5000", repository: "a/b__c", tag: "V1" }],
  ["[::1]:5000/a", { registry: "[::1]:5000", repository: "a" }],
  [`ghcr.io/a/b:1@${DIGEST}`, { registry: "ghcr.io", repository: "a/b", tag: "1", digest: DIGEST }],
  [`ghcr.io/a/b@${DIGEST}`, { registry: "ghcr.io", repository: "a/b", digest: DIGEST }],
])("reads %s", (image, name) => expect(readImageName(image)).toEqual(name));

it.each([
  "",
  " ",
  "Python:3",
  "a b",
  "a//b",
  "a:b:c",
  "a@b",
  "a@sha256:1",
  "-x.io/a",
  "{{x}}",
  "a:",
  `a/${"b".repeat(1000)}`,
])("finds no name in %j", (text) => expect(readImageName(text)).toBeUndefined());
