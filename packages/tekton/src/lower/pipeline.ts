// Plan → PipelineRun, or what makes some. Read it first: the files beside it are named after what they lower.
import { type LeafTask, type Plan, tasksOf as tasksOfPlan } from "@slipway/compiler";
import { type Diagnostic, failed, type Result, resultOf } from "@slipway/ir";
import { toDnsLabel, type VolumeClaim } from "@slipway/kubernetes";
import {
  checkGrants,
  checkIdentity,
  linkPlan,
  lowerUpkeep,
  podFragments,
  podSettings,
  WORKSPACE,
  workspaceClaim,
} from "@slipway/pod";
import { diagnose } from "../messages.js";
import { resolveOptions, type TektonOptions } from "../options.js";
import type { PipelineRun, PipelineTask, TaskRunSpec, TektonManifest } from "../pipeline-run.js";
import { accessFor } from "./access.js";
import { answersOfTasks } from "./answers.js";
import { chainsWarnings } from "./chains.js";
import { checkSettings, checkSize, fixedWarnings, warningsOf } from "./check.js";
import { type Context, contextOf } from "./context.js";
import { asKind } from "./kind.js";
import { withKnownValues } from "./known-values.js";
import { orderOf } from "./order.js";
import { emptyTask, notifyTask, verdictTask } from "./own-task.js";
import { type Made, tasksOf } from "./pipeline-task.js";
import { commonTemplate } from "./pod-template.js";
import { reduced } from "./reduce.js";
import { timeoutsOf } from "./timeout.js";
import { componentKey, componentText, planAnnotation, questionText } from "./told.js";
import { within } from "./tree.js";

/** Lowers a plan whose features are all supported: one PipelineRun. */
export function lowerPipeline(plan: Plan, given: TektonOptions): Result<readonly TektonManifest[]> {
  const uri = given.store?.uri ?? plan.pipelineRoot?.uri;
  if (uri === undefined) return failed([diagnose("no-store", [], {})]);
  const settings = podSettings(given);
  const fragments = podFragments(plan, settings);
  const claim = workspaceClaim(plan);
  if (!fragments.ok || !claim.ok) return failed([fragments, claim].flatMap(diagnosticsOf));
  const options = resolveOptions(given, uri);
  const known = withKnownValues(fragments.value, plan, { ...settings, version: options.version });
  const context = contextOf(linkPlan(plan), options, known.fragments);
  const problems = checkSettings(context);
  if (problems.length > 0) return failed([...fragments.warnings, ...problems]);
  const run = pipelineRun(context, claim.value);
  const ofOptions = [...checkIdentity(options.store), ...checkGrants(plan, options.grants, ["tekton", "grants"])];
  const warnings = [
    ...fragments.warnings,
    ...fixedWarnings(known.taken, context),
    ...warningsOf(context),
    ...chainsWarnings(context),
    ...ofOptions,
  ];
  const sizes = checkSize(run);
  if (sizes.length > 0) return failed([...warnings, ...sizes]);
  const made = asKind(run, plan, options);
  const access = accessFor(plan, options);
  const asked = {
    with: options.with,
    backend: "tekton",
    noNamespace: diagnose("no-namespace", [], {}),
    rules: [],
  };
  const upkeep = lowerUpkeep(asked, options);
  const said = [made, access, upkeep].flatMap(diagnosticsOf);
  if (!made.ok || !access.ok || !upkeep.ok) return failed([...warnings, ...said]);
  return resultOf([...access.value, ...upkeep.value, ...made.value], [...warnings, ...said]);
}

function diagnosticsOf(result: Result<unknown>): readonly Diagnostic[] {
  return result.ok ? result.warnings : result.diagnostics;
}

function pipelineRun(context: Context, claim: VolumeClaim | undefined): PipelineRun {
  const { linked, options, params, last } = context;
  const { plan } = linked;
  const making = { context, order: orderOf(context), answers: answersOfTasks(context) };
  let questions = 0;
  const number = () => {
    questions += 1;
    return questions;
  };
  const made = [...within(context.roots)].map((copy) => ({ copy, all: tasksOf(copy, number, making) }));
  const tasks = made.flatMap(({ copy, all }) => (last.has(copy) ? [] : all));
  const begin = tasks.length === 0 ? [emptyTask(context)] : [];
  const atEnd = [
    ...made.flatMap(({ copy, all }) => (last.has(copy) ? all : [])),
    ...verdictTask(context),
    ...notifyTask(context),
  ];
  const all = [...begin, ...tasks, ...atEnd];
  const specs = all.flatMap(({ task, run }): readonly TaskRunSpec[] =>
    run ? [{ pipelineTaskName: task.name, ...run }] : [],
  );
  const ends = atEnd.map(({ task }): PipelineTask => task);
  return {
    apiVersion: "tekton.dev/v1",
    kind: "PipelineRun",
    metadata: {
      generateName: `${toDnsLabel(plan.name, 40)}-`,
      ...(options.namespace !== undefined && { namespace: options.namespace }),
      annotations: {
        ...planAnnotation(context),
        ...componentAnnotations(context, making.answers),
        ...questionsOf(all),
      },
    },
    spec: {
      ...(params.values.length > 0 && { params: params.values }),
      timeouts: timeoutsOf(plan.settings.pipelineConfig?.activeDeadlineSeconds ?? 0, ends.length > 0),
      taskRunTemplate: {
        ...(options.serviceAccount !== undefined && { serviceAccountName: options.serviceAccount }),
        podTemplate: commonTemplate(options),
      },
      ...(specs.length > 0 && { taskRunSpecs: specs }),
      ...(claim !== undefined && { workspaces: [{ name: WORKSPACE.name, volumeClaimTemplate: { spec: claim.spec } }] }),
      pipelineSpec: {
        ...(params.specs.length > 0 && { params: params.specs }),
        ...(claim !== undefined && { workspaces: [{ name: WORKSPACE.name }] }),
        tasks: reduced([...begin, ...tasks].map(({ task }) => task)),
        ...(ends.length > 0 && { finally: ends }),
      },
    },
  };
}

function questionsOf(made: readonly Made[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    made.flatMap(({ question }) => (question ? [[question.key, questionText(question.question)]] : [])),
  );
}

/** Of a component, all tasks that run. */
function componentAnnotations(
  context: Context,
  answers: ReturnType<typeof answersOfTasks>,
): Readonly<Record<string, string>> {
  const groups = new Map<string, [LeafTask, ...LeafTask[]]>();
  for (const task of tasksOfPlan(context.linked.plan)) {
    if (task.kind === "dag" || !answers.has(task.id)) continue;
    const key = componentKey(task, context);
    const group = groups.get(key);
    if (group) group.push(task);
    else groups.set(key, [task]);
  }
  const text = (tasks: [LeafTask, ...LeafTask[]]) => componentText(tasks, (id) => answers.get(id) ?? [], context);
  return Object.fromEntries([...groups].map(([key, tasks]) => [key, text(tasks)]));
}
