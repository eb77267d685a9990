// CreatePVC and DeletePVC: one pod, in which the driver does the work itself. It is the one pod with a Kubernetes token.
import { SHARED, withoutToken } from "@slipway/pod";
import type { Template } from "../workflow.js";
import { type Context, PATH, templateOf } from "./context.js";
import { answersOf, driverArguments, type LeafGroup } from "./leaf.js";
import { taskMetrics } from "./metrics.js";
import { answerOutputs, podLabels } from "./pod.js";
import { ANSWERS, ANSWERS_PATH, podVolumes, programContainer } from "./program.js";
import { retryStrategy } from "./retry.js";

export function volumeClaimTemplate(group: LeafGroup, context: Context): Template {
  const { options, linked } = context;
  const [first] = group.tasks;
  const answers = answersOf(group, context);
  const { name: _, ...container } = programContainer("main", driverArguments("drive", group, context), options);
  const mounts = (container.volumeMounts ?? []).filter((mount) => mount !== withoutToken);
  return {
    name: templateOf(first.id, context),
    metadata: { labels: podLabels(linked.plan, options, { component: first.component.name }) },
    inputs: { parameters: [{ name: PATH }] },
    ...(answers.length > 0 && { outputs: { parameters: answerOutputs(answers) } }),
    ...retryStrategy(first.retry, options.version),
    ...taskMetrics(linked.plan, options),
    container: { ...container, volumeMounts: [...mounts, { name: SHARED, mountPath: ANSWERS_PATH, subPath: ANSWERS }] },
    volumes: podVolumes(options),
  };
}
