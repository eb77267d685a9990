// The ten answers in words: a headline each, and the lines below it. Both the page and the comment show these.
import type { Answers } from "../facts/answers.js";
import { isExact } from "../facts/installs.js";
import type { Review } from "../facts/review.js";
import { count, kib, listed, seconds } from "./words.js";

export type Card = {
  /** Of the answer in the facts, and of the marked element on the page. */
  readonly key: keyof Answers;
  readonly question: string;
  readonly headline: string;
  /** `warn`: somebody should look at it. */
  readonly tone: "good" | "warn" | "plain";
  readonly lines: readonly Line[];
};

/** `tag` stands behind it as a mark. */
export type Line = { readonly text: string; readonly isCode: boolean; readonly tag?: string };

const say = (text: string): Line => ({ text, isCode: false });
const code = (text: string, tag?: string): Line => ({ text, isCode: true, ...(tag !== undefined && { tag }) });

export function cardsOf(review: Review): readonly Card[] {
  return [
    images(review),
    secrets(review),
    gpus(review),
    root(review),
    access(review),
    data(review),
    installs(review),
    failure(review),
    cache(review),
    size(review),
  ];
}

/** Tasks that run a container of the user's. */
function running({ tasks }: Review): number {
  return tasks.filter(({ container }) => container).length;
}

function images({ answers }: Review): Card {
  const mutable = answers.images.filter(({ isMutable }) => isMutable).length;
  const all = count(answers.images.length, "image");
  return {
    key: "images",
    question: "Which images?",
    headline:
      mutable === 0
        ? `${all}, ${answers.images.length === 1 ? "with its digest" : "all by digest"}`
        : `${all}, ${mutable} by a tag that can change`,
    tone: mutable === 0 ? "good" : "warn",
    lines: answers.images.map(({ text, isMutable, isSlipways }) =>
      code(text, isSlipways ? "Slipway’s own" : isMutable ? "mutable" : "digest"),
    ),
  };
}

const WAYS = { env: "as a variable", volume: "as files", "image-pull": "to pull images" } as const;

function secrets({ answers }: Review): Card {
  const own = new Set(answers.secrets.filter(({ kind }) => kind === "secret").map(({ name }) => name)).size;
  const maps = new Set(answers.secrets.filter(({ kind }) => kind === "config-map").map(({ name }) => name)).size;
  const words = [count(own, "secret"), ...(maps > 0 ? [count(maps, "config map")] : [])].join(", ");
  return {
    key: "secrets",
    question: "Which secrets?",
    headline: answers.secrets.length === 0 ? "None" : words,
    tone: own === 0 ? "good" : "plain",
    lines: answers.secrets.map(({ name, kind, as, tasks, isSlipways }) => {
      const readers = isSlipways ? "Slipway’s own containers" : listed(tasks);
      return code(name, `${kind === "secret" ? "" : "config map "}${WAYS[as]}: ${readers}`);
    }),
  };
}

function gpus({ answers: { gpus } }: Review): Card {
  const { most, isExact, byResource, tasks, perIteration, unknown } = gpus;
  const isOpen = perIteration.length + unknown.length > 0;
  const none = most === 0 && !isOpen;
  return {
    key: "gpus",
    question: "How many GPUs at most?",
    headline: none
      ? "None"
      : `${isOpen ? "" : "At most "}${most} at one time${isOpen ? ", and more with more iterations" : ""}`,
    tone: none ? "good" : isOpen ? "warn" : "plain",
    lines: [
      ...Object.entries(byResource).map(([resource, amount]) => code(resource, String(amount))),
      ...(tasks.length > 0
        ? [say(`Held by ${listed(tasks)}.${isExact ? "" : " An upper bound: not all of these need run together."}`)]
        : []),
      ...perIteration.map(({ loop, each }) =>
        say(`${each} for each iteration of ${loop}, whose number nothing limits.`),
      ),
      ...unknown.map((task) => say(`Only the run knows how many ${task} asks for.`)),
    ],
  };
}

function root(review: Review): Card {
  const { tasks, level, broken } = review.answers.root;
  const all = running(review);
  const missed = broken.filter((one) => one.level === (level === "privileged" ? "baseline" : "restricted"));
  return {
    key: "root",
    question: "Does it run as root?",
    headline: tasks.length === 0 ? "No" : `${tasks.length} of ${all} tasks may, if the image says so`,
    tone: tasks.length === 0 && level !== "privileged" ? "good" : "warn",
    lines: [
      ...(tasks.length > 0 ? [say(`These may: ${listed(tasks)}.`)] : []),
      ...(level ? [say(`All pods meet Pod Security “${level}”.`)] : []),
      ...(missed.length > 0
        ? [say(`What is missing for the next level: ${listed([...new Set(missed.map(({ control }) => control))], 5)}.`)]
        : []),
    ],
  };
}

function access({ answers: { access } }: Review): Card {
  const { serviceAccounts, tasksWithToken, asks, granted } = access;
  const number = tasksWithToken.length;
  return {
    key: "access",
    question: "What may it do in the cluster?",
    headline:
      number === 0
        ? "No task has a token of Kubernetes"
        : `${count(number, "task")} with a token: ${listed(tasksWithToken, 2)}`,
    tone: number === 0 ? "good" : "warn",
    lines: [
      say(
        serviceAccounts.length === 0
          ? "Pods have the namespace’s default account."
          : `Service account: ${listed(serviceAccounts)}.`,
      ),
      ...(asks.length === 0 ? [say("Its pods ask the API server for nothing.")] : []),
      ...asks.map(({ verbs, resources, apiGroups }) =>
        say(`Pods need to ${verbs.join(", ")} ${resources.join(", ")}${groupText(apiGroups)}.`),
      ),
      ...(granted.length > 0 ? [say(`The manifests grant ${count(granted.length, "rule")} themselves.`)] : []),
    ],
  };
}

function groupText(groups: readonly string[]): string {
  const named = groups.filter((group) => group !== "");
  return named.length > 0 ? ` (${named.join(", ")})` : "";
}

function data({ answers: { data } }: Review): Card {
  const { store, claims, imports, notifies } = data;
  return {
    key: "data",
    question: "Where does data go?",
    headline: store ?? "Nowhere that is known here",
    tone: store === undefined ? "warn" : "plain",
    lines: [
      ...claims.map(({ name, isReadOnly }) => code(name, isReadOnly ? "volume, read" : "volume")),
      ...imports.map((uri) => code(uri, "imported")),
      ...notifies.map(({ form, on, secret }) => code(secret, `${form}, told on ${on}`)),
      ...(claims.length + imports.length + notifies.length === 0
        ? [say("No volumes, no imports; nobody is told.")]
        : []),
    ],
  };
}

function installs(review: Review): Card {
  const { installs } = review.answers;
  const tasks = [...new Set(installs.map(({ task }) => task))];
  const indexes = [...new Set(installs.flatMap((one) => one.indexes))];
  const loose = installs
    .filter(({ isPinned }) => !isPinned)
    .map(({ requirements }) => requirements.filter((one) => !isExact(one)))
    .filter((names) => names.length === 0 || names.some(isWorthALine));
  const names = [...new Set(loose.flat().filter(isWorthALine))];
  return {
    key: "installs",
    question: "What installs at run time?",
    headline: tasks.length === 0 ? "Nothing" : `${tasks.length} of ${running(review)} tasks install packages`,
    tone: tasks.length === 0 ? "good" : "warn",
    lines: [
      ...tasks.map((task) => {
        const own = installs.filter((one) => one.task === task).flatMap(({ requirements }) => requirements);
        return code(task, listed(own.filter(isWorthALine), 4) || "what only the run knows");
      }),
      ...(indexes.length > 0 ? [say(`From ${listed(indexes)}.`)] : []),
      ...(loose.length > 0
        ? [say(`No exact version of ${listed(names) || "what is installed"}: it may differ tomorrow.`)]
        : []),
    ],
  };
}

/** What the SDK adds for Pythons that are past their end is in the facts and with the task. */
function isWorthALine(requirement: string): boolean {
  return !requirement.startsWith("typing-extensions>=3.7.4,<5; python_version<");
}

function failure(review: Review): Card {
  const { failure } = review.answers;
  const all = running(review);
  const { retried, withoutTimeout, exitTasks, runTimeoutSeconds, notifies } = failure;
  const endless = runTimeoutSeconds === undefined ? withoutTimeout.length : 0;
  return {
    key: "failure",
    question: "What happens on failure?",
    headline: `${retried.length} of ${all} tasks tried again, ${endless === 0 ? "all end in time" : `${endless} without a time limit`}`,
    tone: endless === 0 ? "plain" : "warn",
    lines: [
      ...(runTimeoutSeconds === undefined ? [] : [say(`The run ends after ${seconds(runTimeoutSeconds)}.`)]),
      ...(endless > 0 ? [say(`Nothing ends ${listed(withoutTimeout)}.`)] : []),
      say(
        exitTasks.length === 0
          ? "No task runs at the end whatever failed."
          : `Whatever failed, ${listed(exitTasks)} runs at the end.`,
      ),
      say(notifies ? "Somebody is told." : "Nobody is told."),
    ],
  };
}

function cache(review: Review): Card {
  const { enabled, disabled, withKey } = review.answers.cache;
  const all = running(review);
  return {
    key: "cache",
    question: "What is cached?",
    headline: all === 0 ? "Nothing" : disabled.length === 0 ? "Every task" : `${enabled.length} of ${all} tasks`,
    tone: "plain",
    lines: [
      ...(disabled.length > 0 ? [say(`Always run: ${listed(disabled, 5)}.`)] : []),
      ...(withKey.length > 0 ? [say(`By a key of their own: ${listed(withKey)}.`)] : []),
      ...(enabled.length > 0 ? [say("The same work with the same inputs is not done again.")] : []),
    ],
  };
}

function size({ answers: { size }, manifests }: Review): Card {
  const { tasks, pods, bytes, largest } = size;
  const range =
    pods && (pods.least === pods.most ? count(pods.most, "pod") : `${pods.least} to ${count(pods.most, "pod")}`);
  const share = largest && Math.ceil((largest.bytes / largest.limitBytes) * 100);
  return {
    key: "size",
    question: "How large is it?",
    headline: [
      count(tasks, "task"),
      ...(range === undefined ? [] : [pods?.perIteration.length ? `${range} besides loops` : range]),
      kib(bytes),
    ].join(", "),
    tone: (share ?? 0) > 80 ? "warn" : "plain",
    lines: [
      ...(largest && share !== undefined
        ? [say(`${share} % of what the engine takes of one object (${kib(largest.limitBytes)}).`)]
        : []),
      ...(pods?.perIteration ?? []).map(({ loop, least, most }) =>
        say(`${least === most ? most : `${least} to ${most}`} more for each iteration of ${loop}.`),
      ),
      say(`${count(manifests.length, "object")}: ${listed([...new Set(manifests.map(({ kind }) => kind))], 4)}.`),
    ],
  };
}
