// What kfp-kubernetes says of one executor, and of the pipeline as a whole.
import type { KubernetesExecutorConfig, PipelineConfig } from "@slipway/ir";
import fc from "fast-check";
import { texts } from "../text.js";
import { mappings } from "../value.js";

/** A value known now, or taken from an input: the forms in which kfp-kubernetes writes names of secrets, claims, maps. */
function references() {
  return fc.oneof(
    texts().map((constant) => ({ runtimeValue: { constant } })),
    texts().map((name) => ({ componentInputParameter: `pipelinechannel--${name}` })),
    fc.constant({ taskOutputParameter: { producerTask: "createpvc", outputParameterKey: "name" } }),
  );
}

const paths = () => fc.constantFrom("/data", "/mnt/secret", "/cache dir");
const quantities = () => fc.constantFrom("1Gi", "500Mi", "10G");
const seconds = () => fc.constantFrom("1", "3600", "9223372036854775807");
const labels = () => mappings(texts(), 2);
const listOf = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 2 });
const optional = <T extends object>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record<T, never>(model, { requiredKeys: [] });

const requirements = () =>
  listOf(
    optional({
      key: fc.constantFrom("disktype", "kubernetes.io/arch"),
      operator: fc.constantFrom("In", "Exists"),
      values: fc.array(texts(), { maxLength: 2 }),
    }),
  );

const FIELDS = {
  secretAsVolume: () =>
    listOf(optional({ secretNameParameter: references(), mountPath: paths(), optional: fc.boolean() })),
  secretAsEnv: () =>
    listOf(
      optional({
        secretNameParameter: references(),
        keyToEnv: listOf(optional({ secretKey: texts(), envVar: texts() })),
      }),
    ),
  configMapAsVolume: () => listOf(optional({ configMapNameParameter: references(), mountPath: paths() })),
  configMapAsEnv: () =>
    listOf(
      optional({
        configMapNameParameter: references(),
        keyToEnv: listOf(optional({ configMapKey: texts(), envVar: texts() })),
      }),
    ),
  pvcMount: () => listOf(optional({ pvcNameParameter: references(), mountPath: paths(), subPath: texts() })),
  nodeSelector: () => fc.oneof(optional({ labels: labels() }), optional({ nodeSelectorJson: references() })),
  podMetadata: () => optional({ labels: labels(), annotations: labels() }),
  imagePullSecret: () => listOf(optional({ secretNameParameter: references() })),
  imagePullPolicy: () => fc.constantFrom("Always", "IfNotPresent"),
  activeDeadlineSeconds: seconds,
  fieldPathAsEnv: () => listOf(optional({ name: texts(), fieldPath: fc.constant("metadata.name") })),
  tolerations: () =>
    listOf(
      optional({
        key: fc.constant("gpu"),
        operator: fc.constantFrom("Equal", "Exists"),
        value: texts(),
        effect: fc.constant("NoSchedule"),
        tolerationSeconds: seconds(),
      }),
    ),
  genericEphemeralVolume: () =>
    listOf(
      optional({
        volumeName: texts(),
        mountPath: paths(),
        size: quantities(),
        metadata: optional({ labels: labels() }),
      }),
    ),
  nodeAffinity: () => listOf(optional({ matchExpressions: requirements(), weight: fc.constantFrom(1, 100) })),
  podAffinity: () => listOf(optional({ matchPodExpressions: requirements(), anti: fc.boolean() })),
  enabledSharedMemory: () => optional({ volumeName: texts(), size: quantities() }),
  emptyDirMounts: () => listOf(optional({ volumeName: texts(), mountPath: paths(), sizeLimit: quantities() })),
  securityContext: () => optional({ runAsUser: fc.constantFrom("1", "65534"), runAsNonRoot: fc.boolean() }),
  initContainers: () =>
    listOf(optional({ name: texts(), image: fc.constant("busybox"), args: fc.array(texts(), { maxLength: 2 }) })),
} as const satisfies Readonly<Record<string, () => fc.Arbitrary<unknown>>>;

/** Up to three settings: pods with all of them are rare, and slow to make. */
export function executorConfigs(): fc.Arbitrary<KubernetesExecutorConfig> {
  const fields = Object.entries(FIELDS).map(([name, values]) =>
    (values() as fc.Arbitrary<KubernetesExecutorConfig[string]>).map((value) => [name, value] as const),
  );
  return fc
    .array(fc.oneof(...fields), { maxLength: 3 })
    .map((entries) => Object.fromEntries(entries) as KubernetesExecutorConfig);
}

const claims = () =>
  fc.record(
    { accessModes: fc.constant(["ReadWriteOnce"]), storageClassName: fc.constantFrom("fast", "standard") },
    { requiredKeys: ["accessModes"] },
  );

export function pipelineConfigs(): fc.Arbitrary<PipelineConfig> {
  return fc.record(
    {
      resourceTtlOnCompletion: fc.nat(),
      resourceTtlOnSuccess: fc.nat(),
      resourceTtlOnFailure: fc.nat(),
      activeDeadlineSeconds: fc.nat(),
      workspace: fc.record(
        { size: quantities(), kubernetes: fc.record({ pvcSpecPatch: claims() }) },
        { requiredKeys: ["size"] },
      ),
    },
    { requiredKeys: [] },
  );
}
