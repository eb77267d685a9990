// The rules that are about tasks: what each asks for, installs, and how it is held.
import { ageInSeconds } from "@slipway/pod";
import type { AmountFacts, ContainerFacts, TaskFacts } from "../facts/task.js";
import type { Breach, PolicyInput } from "./finding.js";
import { diagnose } from "./messages.js";
import { fitsAny } from "./pattern.js";
import { placesOf } from "./places.js";
import type { Judge } from "./rule.js";

type Running = { readonly task: TaskFacts; readonly container: ContainerFacts };

function runningIn({ review }: PolicyInput): readonly Running[] {
  return review.tasks.flatMap((task) => (task.container ? [{ task, container: task.container }] : []));
}

function breach({ task, container }: Running, diagnostic: Breach["diagnostic"]): Breach {
  return { diagnostic, task: task.id, image: nameOf(container.image) };
}

/** As patterns see an image. */
export function nameOf({ registry, repository, text }: ContainerFacts["image"]): string {
  return registry === undefined || repository === undefined ? text : `${registry}/${repository}`;
}

export const resourceRequests: Judge<"resource-requests"> = ({ resources }, input) =>
  missingAmounts("resource-requests", "requests", input, resources);

export const resourceLimits: Judge<"resource-limits"> = ({ resources }, input) =>
  missingAmounts("resource-limits", "limits", input, resources);

function missingAmounts(
  rule: "resource-requests" | "resource-limits",
  amounts: "requests" | "limits",
  input: PolicyInput,
  resources: readonly string[] = ["cpu", "memory"],
): readonly Breach[] {
  return runningIn(input).flatMap((running) =>
    resources
      .filter((resource) => !hasAmount(running.container[amounts], resource))
      .map((resource) => {
        const path = placesOf(input.plan).container(running.task, "resources");
        return breach(running, diagnose(rule, path, { task: running.task.id, resource }));
      }),
  );
}

function hasAmount(amounts: readonly AmountFacts[], name: string): boolean {
  return amounts.some(({ resource }) => resource === name);
}

export const requestOfLimit: Judge<"request-of-limit"> = ({ resource = "memory", least = 70, most = 90 }, input) =>
  runningIn(input).flatMap((running) => {
    const { task, container } = running;
    const of = (amounts: readonly AmountFacts[]) => amounts.find((one) => one.resource === resource)?.value;
    const [request, limit] = [of(container.requests), of(container.limits)];
    if (request === undefined || limit === undefined || limit === 0) return [];
    const percent = Math.round((request / limit) * 100);
    if (percent >= least && percent <= most) return [];
    const path = placesOf(input.plan).container(task, "resources");
    return [breach(running, diagnose("request-of-limit", path, { task: task.id, percent, resource, least, most }))];
  });

export const secretAsEnv: Judge<"secret-as-env"> = (_, input) =>
  runningIn(input).flatMap((running) => {
    const names = running.container.secrets.filter((one) => one.as === "env").map(({ name }) => name);
    const path = placesOf(input.plan).setting(running.task, "secretAsEnv");
    return [...new Set(names)].map((secret) =>
      breach(running, diagnose("secret-as-env", path, { task: running.task.id, secret })),
    );
  });

export const secretInPipeline: Judge<"secret-in-pipeline"> = (_, input) =>
  runningIn(input).flatMap((running) =>
    running.container.env
      .filter(({ looksSecret }) => looksSecret)
      .map(({ name: variable }) => {
        const path = placesOf(input.plan).container(running.task, "env");
        return breach(running, diagnose("secret-in-pipeline", path, { task: running.task.id, variable }));
      }),
  );

export const gpuCount: Judge<"gpu-count"> = ({ most, perTask }, input) => {
  const { gpus } = input.review.answers;
  const whole =
    most !== undefined && gpus.most > most
      ? [{ diagnostic: diagnose("gpu-count", [], { whose: "a run", count: gpus.most, most }) }]
      : [];
  const each = runningIn(input).flatMap((running) => {
    const { task, container } = running;
    const count = container.accelerators.reduce((sum, one) => sum + (one.count ?? 0), 0);
    if (perTask === undefined || count <= perTask) return [];
    const path = placesOf(input.plan).container(task, "resources", "accelerator");
    return [breach(running, diagnose("gpu-count", path, { whose: `task "${task.id}"`, count, most: perTask }))];
  });
  return [...whole, ...each];
};

export const gpuPlacement: Judge<"gpu-placement"> = (_, input) =>
  runningIn(input).flatMap((running) => {
    const { task, container } = running;
    const [first] = container.accelerators;
    if (!first) return [];
    const hasNode = Object.keys(container.nodeSelector).length > 0 || container.hasNodeAffinity;
    const missing = [
      ...(container.tolerations.length > 0 ? [] : ["toleration"]),
      ...(hasNode ? [] : ["node selector or affinity"]),
    ].join(" and no ");
    if (missing === "") return [];
    const path = placesOf(input.plan).container(task, "resources", "accelerator");
    return [breach(running, diagnose("gpu-placement", path, { task: task.id, resource: first.resource, missing }))];
  });

export const runTimeInstall: Judge<"run-time-install"> = ({ packages = [], indexes = [] }, input) =>
  runningIn(input).flatMap((running) => {
    const { task, container } = running;
    return container.installs.flatMap(({ installer, requirements, indexes: asked }) => {
      if (installer === "pip" && asked.length > 0 && asked.every((index) => fitsAny(indexes, index))) return [];
      const isAllowed = (requirement: string) => fitsAny(packages, /^[\w.-]+/.exec(requirement)?.[0] ?? requirement);
      const others = requirements.filter((requirement) => installer !== "pip" || !isAllowed(requirement));
      if (others.length === 0 && requirements.length > 0) return [];
      const index = asked.length > 0 ? asked.join(", ") : installer === "pip" ? "pip's usual index" : installer;
      const slots = { task: task.id, packages: others.join(", ") || "packages", index };
      return [breach(running, diagnose("run-time-install", placesOf(input.plan).container(task, "command"), slots))];
    });
  });

export const retry: Judge<"retry"> = ({ least = 1 }, input) =>
  runningIn(input).flatMap((running) => {
    const { task } = running;
    const limit = task.retry?.limit ?? 0;
    if (limit >= least) return [];
    const found = limit === 0 ? "is not tried again" : `is tried again ${limit} times at most`;
    return [breach(running, diagnose("retry", task.path, { task: task.id, found, least }))];
  });

export const timeout: Judge<"timeout"> = ({ most }, input) => {
  const whole = input.review.answers.failure.runTimeoutSeconds;
  const limit = most === undefined ? undefined : ageInSeconds(most);
  return runningIn(input).flatMap((running) => {
    const { task, container } = running;
    const seconds = container.timeoutSeconds ?? whole;
    if (seconds !== undefined && (limit === undefined || seconds <= limit)) return [];
    const found = seconds === undefined ? "has no time limit" : `may take ${seconds} seconds`;
    const asked = most === undefined ? "the policy asks for one" : `the policy allows ${most}`;
    return [breach(running, diagnose("timeout", task.path, { task: task.id, found, asked }))];
  });
};

export const runAsRoot: Judge<"run-as-root"> = (_, input) =>
  runningIn(input)
    .filter(({ container }) => container.mayRunAsRoot)
    .map((running) => {
      const path = placesOf(input.plan).setting(running.task, "securityContext");
      return breach(running, diagnose("run-as-root", path, { task: running.task.id }));
    });

export const apiToken: Judge<"api-token"> = (_, input) =>
  runningIn(input)
    .filter(({ task }) => input.review.answers.access.tasksWithToken.includes(task.id))
    .map((running) => breach(running, diagnose("api-token", running.task.path, { task: running.task.id })));

export const importSource: Judge<"import-source"> = ({ allow }, { review }) =>
  review.tasks.flatMap(({ id, imports, path }) => {
    if (!imports || (imports.uri !== undefined && fitsAny(allow, imports.uri))) return [];
    const source = imports.uri === undefined ? imports.source.words : `"${imports.uri}"`;
    return [{ diagnostic: diagnose("import-source", path, { task: id, source, allowed: inWords(allow) }), task: id }];
  });

export function inWords(allowed: readonly string[]): string {
  return allowed.length > 0 ? allowed.join(", ") : "none";
}
