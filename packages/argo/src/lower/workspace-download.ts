// An importer that downloads into the workspace: one pod, in which the driver does the work itself.
import { WORKSPACE } from "@slipway/pod";
import type { Template } from "../workflow.js";
import { type Context, PATH, templateOf } from "./context.js";
import { driverArguments, type LeafGroup } from "./leaf.js";
import { podLabels } from "./pod.js";
import { podVolumes, programContainer } from "./program.js";
import { retryStrategy } from "./retry.js";

export function workspaceDownloadTemplate(group: LeafGroup, context: Context): Template {
  const { options, linked } = context;
  const [first] = group.tasks;
  const { name: _, ...container } = programContainer("main", driverArguments("drive", group, context), options);
  const { volumeMounts = [] } = container;
  return {
    name: templateOf(first.id, context),
    metadata: { labels: podLabels(linked.plan, options, { component: first.component.name }) },
    inputs: { parameters: [{ name: PATH }] },
    ...retryStrategy(first.retry, options.version),
    container: { ...container, volumeMounts: [...volumeMounts, WORKSPACE] },
    volumes: podVolumes(options),
  };
}
