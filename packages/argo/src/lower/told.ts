// What pods are told, where it is too much for the Workflow itself: it moves to immutable ConfigMaps, which are named by what
// they hold, and the programs read it as files.
import type { JsonObject } from "@slipway/ir";
import { toDnsLabel } from "@slipway/kubernetes";
import type { ContainerMount } from "@slipway/pod";
import { annotation } from "../expression.js";
import { bytesOf, CONFIG_MAP } from "../limits.js";
import type { ConfigMap, Container, Template, Workflow } from "../workflow.js";
import { PLAN } from "./plan.js";

const VOLUME = "slipway-told";
const FOLDER = "/slipway-told";
const PLAN_FILE = "plan";

export type Told = { readonly workflow: Workflow; readonly configMaps: readonly ConfigMap[] };

/** A text that is told, and the name of its file. */
export type ToldText = { readonly file: string; readonly text: string };

/** All that pods of a Workflow are told: of the run, and by template. */
export function toldTexts({ metadata, spec }: Workflow): readonly ToldText[] {
  const plan = metadata.annotations?.[PLAN];
  const ofTemplates = spec.templates.flatMap((template) =>
    programsOf(template)
      .slice(0, 1)
      .map(({ args = [] }) => ({ file: fileOf(template), text: pieces(args).join("") })),
  );
  return [...(plan === undefined ? [] : [{ file: PLAN_FILE, text: plan }]), ...ofTemplates];
}

export function tellByFiles(workflow: Workflow): Told {
  const packed = pack(toldTexts(workflow));
  const configMaps = packed.map((texts) => configMap(texts, workflow));
  const holders = packed.flatMap((texts, index) =>
    texts.map(({ file }) => [file, configMaps[index]?.metadata.name ?? ""] as const),
  );
  const { [PLAN]: _, ...annotations } = workflow.metadata.annotations ?? {};
  const { annotations: __, ...metadata } = workflow.metadata;
  return {
    configMaps,
    workflow: {
      ...workflow,
      metadata: { ...metadata, ...(Object.keys(annotations).length > 0 && { annotations }) },
      spec: {
        ...workflow.spec,
        templates: workflow.spec.templates.map((template) => withFiles(template, new Map(holders))),
      },
    },
  };
}

function fileOf({ name }: Template): string {
  return `template-${name}`;
}

function isTold({ args = [] }: Pick<Container, "args">): boolean {
  return args.includes(annotation(PLAN));
}

function programsOf({ container, initContainers = [] }: Template): readonly Pick<Container, "args">[] {
  return [...(container ? [container] : []), ...initContainers].filter(isTold);
}

function pieces(args: readonly string[]): readonly string[] {
  const border = args.indexOf("--");
  return border === -1 ? [] : args.slice(border + 1);
}

function withFiles(template: Template, holders: ReadonlyMap<string, string>): Template {
  if (programsOf(template).length === 0) return template;
  const file = fileOf(template);
  const read = <Program extends Omit<Container, "name">>(program: Program): Program =>
    isTold(program)
      ? {
          ...program,
          args: wordsWithFiles(program.args ?? [], file),
          volumeMounts: [...(program.volumeMounts ?? []), MOUNT],
        }
      : program;
  const { container, initContainers, volumes = [] } = template;
  return {
    ...template,
    ...(container && { container: read(container) }),
    ...(initContainers && { initContainers: initContainers.map(read) }),
    volumes: [...volumes, volume([PLAN_FILE, file], holders)],
  };
}

const MOUNT: ContainerMount = { name: VOLUME, mountPath: FOLDER, readOnly: true };

function wordsWithFiles(args: readonly string[], file: string): readonly string[] {
  const border = args.indexOf("--");
  const options = border === -1 ? args : args.slice(0, border);
  const plan = options.indexOf(annotation(PLAN));
  return [
    ...options.slice(0, plan - 1),
    ...["--plan-file", `${FOLDER}/${PLAN_FILE}`],
    ...options.slice(plan + 1),
    ...(border === -1 ? [] : ["--told-file", `${FOLDER}/${file}`]),
  ];
}

/** One folder of files that several ConfigMaps hold. Source: https://kubernetes.io/docs/concepts/storage/projected-volumes */
function volume(files: readonly string[], holders: ReadonlyMap<string, string>): JsonObject {
  const names = new Set(files.flatMap((file) => holders.get(file) ?? []));
  const sources = [...names].map((name) => ({
    configMap: {
      name,
      items: files.filter((file) => holders.get(file) === name).map((file) => ({ key: file, path: file })),
    },
  }));
  return { name: VOLUME, projected: { sources } };
}

/** Into as few as their order allows. */
function pack(texts: readonly ToldText[]): readonly (readonly ToldText[])[] {
  const packed: ToldText[][] = [];
  let room = 0;
  for (const one of texts) {
    const bytes = bytesOf(one);
    if (bytes > room) {
      packed.push([]);
      room = CONFIG_MAP;
    }
    packed.at(-1)?.push(one);
    room -= bytes;
  }
  return packed;
}

function configMap(texts: readonly ToldText[], { metadata }: Workflow): ConfigMap {
  const data = Object.fromEntries(texts.map(({ file, text }) => [file, text]));
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: {
      // A label of ten characters has room for nothing but the digest.
      name: `slipway-${toDnsLabel(` ${JSON.stringify(data)}`, 10)}`,
      ...(metadata.namespace !== undefined && { namespace: metadata.namespace }),
    },
    immutable: true,
    data,
  };
}
