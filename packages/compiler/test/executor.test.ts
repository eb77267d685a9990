// What kind of executor a component of the plan has.
import { readFileSync } from "node:fs";
import { planPipeline } from "@slipway/compiler";
import { expect, it } from "vitest";

const file = new URL("../../../golden/volume-claim-made-used-deleted/pipeline.yaml", import.meta.url);

it.each(["alpine:3.22", "constructor"])("tells the images of volume claims from %s", (image) => {
  const planned = planPipeline(readFileSync(file, "utf8").replace("alpine:3.22", image));
  const components = planned.ok ? planned.value.plan.components : [];
  expect(components.map(({ name, kind }) => [name, kind])).toEqual([
    ["comp-createpvc", "create-pvc"],
    ["comp-deletepvc", "delete-pvc"],
    ["comp-use", "container"],
    ["root", "dag"],
  ]);
});
