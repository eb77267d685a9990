// A small pod that decides for a task, where neither Argo nor another pod can.
import type { Task } from "@slipway/compiler";
import { SHARED } from "@slipway/pod";
import { inputParameter } from "../expression.js";
import type { Template } from "../workflow.js";
import { type Context, deciderKey, PATH, templateOf } from "./context.js";
import type { Decision } from "./decision.js";
import { runArguments } from "./plan.js";
import { answerOutputs, podLabels } from "./pod.js";
import { ANSWERS, ANSWERS_PATH, inertArguments, podVolumes, programContainer } from "./program.js";

export function deciderTemplate(task: Task, decisions: readonly Decision[], context: Context): Template {
  const { options, linked } = context;
  const answers = decisions.map(({ answer }) => answer);
  const args = ["decide", ...runArguments(linked.plan), "--path", inputParameter(PATH)];
  const { name: _, ...container } = programContainer(
    "main",
    [...args, "--", ...inertArguments({ task: task.id, answers })],
    options,
  );
  const mounts = container.volumeMounts ?? [];
  return {
    name: templateOf(deciderKey(task), context),
    metadata: { labels: podLabels(linked.plan, options, { task: task.definition.name }) },
    inputs: { parameters: [{ name: PATH }] },
    outputs: { parameters: answerOutputs(answers) },
    container: { ...container, volumeMounts: [...mounts, { name: SHARED, mountPath: ANSWERS_PATH, subPath: ANSWERS }] },
    volumes: podVolumes(options),
  };
}
