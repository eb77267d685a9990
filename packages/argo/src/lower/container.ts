// Tasks of one component → the template of their pods: the driver first, then the user's container, then the publisher.
import { invariant, type LeafTask } from "@slipway/compiler";
import {
  type ContainerMount,
  grantFor,
  SHARED,
  SHARED_PATH,
  tokenMounts,
  tokenVolume,
  userContainer,
  WORKSPACE,
  withoutIdentity,
} from "@slipway/pod";
import type { Container, Template } from "../workflow.js";
import { type Context, PATH, type TaskSettings, templateOf } from "./context.js";
import { answersOf, driverArguments, type LeafGroup, labelsOf } from "./leaf.js";
import { taskMetrics } from "./metrics.js";
import { answerOutputs, podLabels } from "./pod.js";
import { ANSWERS, ANSWERS_PATH, podVolumes, programContainer } from "./program.js";
import { retryStrategy } from "./retry.js";
import { templateSettings } from "./settings.js";
import { usersInitContainers } from "./user-container.js";

export function containerTemplate(group: LeafGroup, context: Context): Template {
  const { options, linked } = context;
  const [first] = group.tasks;
  const answers = answersOf(group, context);
  const workspace = linked.plan.settings.pipelineConfig?.workspace ? [WORKSPACE] : [];
  const inWorkspace = (container: Container): Container => ({
    ...container,
    volumeMounts: [...(container.volumeMounts ?? []), ...workspace],
  });
  const driver = inWorkspace(programContainer("driver", driverArguments("drive", group, context), options));
  const publisher = inWorkspace(programContainer("publisher", ["publish", SHARED_PATH], options));
  const { fragment, slots } = settingsOf(first, context);
  const settings = templateSettings(fragment);
  const grant = grantFor(first.id, options.grants);
  const labels = podLabels(linked.plan, options, labelsOf(group));
  const users = ["main", ...fragment.pod.initContainers.map(({ name }) => name)];
  const annotations = { ...withoutIdentity(options.store, users), ...settings.metadata.annotations };
  const token = tokenVolume(grant);
  return {
    name: templateOf(first.id, context),
    metadata: {
      labels: { ...settings.metadata.labels, ...labels },
      ...(Object.keys(annotations).length > 0 && { annotations }),
    },
    inputs: { parameters: [PATH, ...slots.keys()].map((name) => ({ name })) },
    ...(answers.length > 0 && { outputs: { parameters: answerOutputs(answers) } }),
    ...retryStrategy(first.retry, options.version),
    ...taskMetrics(linked.plan, options),
    ...settings.template,
    ...(grant.serviceAccount !== undefined && { serviceAccountName: grant.serviceAccount }),
    initContainers: [driver, ...usersInitContainers(settings, grant, options)],
    containerSet: {
      ...(answers.length > 0 && { volumeMounts: [ANSWERS_MOUNT] }),
      containers: [
        inWorkspace(userContainer(settings.main, tokenMounts(grant), options)),
        { ...publisher, dependencies: ["main"] },
      ],
    },
    volumes: [...podVolumes(options, options.sharedFolder), ...settings.volumes, ...(token ? [token.volume] : [])],
  };
}

function settingsOf({ id }: LeafTask, { settings }: Context): TaskSettings {
  const found = settings.get(id);
  invariant(found !== undefined, `${id} is a container task`);
  return found;
}

/**
 * Argo looks for outputs in folders that are mounted in the whole set. The user's container sees them too, but cannot
 * write there.
 */
const ANSWERS_MOUNT: ContainerMount = { name: SHARED, mountPath: ANSWERS_PATH, subPath: ANSWERS, readOnly: true };
