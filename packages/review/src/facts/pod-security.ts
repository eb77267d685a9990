// A pod against Kubernetes' Pod Security Standards: which level it meets, and which fields keep it from a stricter one.
// Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/ as of Kubernetes 1.35, for Linux pods.
import type { Pod } from "@slipway/compiler";
import type { JsonObject, JsonValue } from "@slipway/ir";
import { objectAt, objectsAt, textAt, textsAt, valueAt } from "./json.js";
import type { BrokenControl, SecurityFacts } from "./pod.js";

/**
 * @example
 * securityOf({ apiVersion: "v1", kind: "Pod", metadata: { name: "x" }, spec: { hostNetwork: true } }).level; // "privileged"
 */
export function securityOf(pod: Pod): SecurityFacts {
  const holders = holdersIn(pod);
  const broken = [
    ...BASELINE.flatMap((control) => control(holders)),
    ...RESTRICTED.flatMap((control) => control(holders)),
  ];
  const level = broken.some((one) => one.level === "baseline")
    ? "privileged"
    : broken.length > 0
      ? "baseline"
      : "restricted";
  return { level, broken };
}

type Container = { readonly name: string; readonly spec: JsonObject };
type Holders = {
  readonly pod: JsonObject;
  readonly annotations: JsonObject;
  readonly containers: readonly Container[];
};
type Control = (holders: Holders) => readonly BrokenControl[];

function holdersIn({ metadata, spec }: Pod): Holders {
  const containers = ["initContainers", "containers", "ephemeralContainers"]
    .flatMap((list) => objectsAt(spec, list))
    .map((one) => ({ name: textAt(one, "name") ?? "", spec: one }));
  return { pod: spec, annotations: objectAt(metadata, "annotations"), containers };
}

/** May such a value stand there? Absent fields are asked as well. */
type Allows = (value: JsonValue | undefined) => boolean;

const unless =
  (forbidden: JsonValue): Allows =>
  (value) =>
    value !== forbidden;
const oneOf =
  (...allowed: readonly (JsonValue | undefined)[]): Allows =>
  (value) =>
    value === undefined || allowed.includes(value);

function ofPod(control: string, level: BrokenControl["level"], field: string, allows: Allows): Control {
  return ({ pod }) => {
    const value = valueAt(pod, ...field.split("."));
    return allows(value) ? [] : [{ control, level, field, ...shown(value) }];
  };
}

function ofContainers(control: string, level: BrokenControl["level"], field: string, allows: Allows): Control {
  return ({ containers }) =>
    containers.flatMap(({ name, spec }) => {
      const value = valueAt(spec, ...field.split("."));
      return allows(value) ? [] : [{ control, level, container: name, field, ...shown(value) }];
    });
}

/** A field that the pod and its containers have. */
function ofBoth(control: string, level: BrokenControl["level"], field: string, allows: Allows): Control {
  const [pod, containers] = [ofPod(control, level, field, allows), ofContainers(control, level, field, allows)];
  return (holders) => [...pod(holders), ...containers(holders)];
}

function shown(value: JsonValue | undefined): { readonly value?: string } {
  return value === undefined ? {} : { value: JSON.stringify(value) };
}

/** Elements of a list in each container, those that may not be there. */
function ofLists(
  { control, level, field }: Pick<BrokenControl, "control" | "level" | "field">,
  elements: (container: JsonObject) => readonly (JsonValue | undefined)[],
): Control {
  return ({ containers }) =>
    containers.flatMap(({ name, spec }) =>
      elements(spec).map((value) => ({ control, level, container: name, field, ...shown(value) })),
    );
}

const CAPABILITIES = [
  ...["AUDIT_WRITE", "CHOWN", "DAC_OVERRIDE", "FOWNER", "FSETID", "KILL", "MKNOD", "NET_BIND_SERVICE"],
  ...["SETFCAP", "SETGID", "SETPCAP", "SETUID", "SYS_CHROOT"],
];
const SYSCTLS = [
  ...["kernel.shm_rmid_forced", "net.ipv4.ip_local_port_range", "net.ipv4.ip_unprivileged_port_start"],
  ...["net.ipv4.tcp_syncookies", "net.ipv4.ping_group_range", "net.ipv4.ip_local_reserved_ports"],
  ...["net.ipv4.tcp_keepalive_time", "net.ipv4.tcp_fin_timeout", "net.ipv4.tcp_keepalive_intvl"],
  ...["net.ipv4.tcp_keepalive_probes", "net.ipv4.tcp_rmem", "net.ipv4.tcp_wmem"],
];
const VOLUMES = [
  ...["configMap", "csi", "downwardAPI", "emptyDir", "ephemeral", "persistentVolumeClaim", "projected", "secret"],
];
const SELINUX_TYPES = ["container_t", "container_init_t", "container_kvm_t", "container_engine_t"];
const SECURITY = "securityContext";
const HOST_PATH = { control: "HostPath Volumes", level: "baseline", field: "volumes.hostPath" } as const;
const APP_ARMOR = "container.apparmor.security.beta.kubernetes.io/";

const BASELINE: readonly Control[] = [
  ofBoth("HostProcess", "baseline", `${SECURITY}.windowsOptions.hostProcess`, unless(true)),
  ...["hostNetwork", "hostPID", "hostIPC"].map((field) => ofPod("Host Namespaces", "baseline", field, unless(true))),
  ofContainers("Privileged Containers", "baseline", `${SECURITY}.privileged`, unless(true)),
  ofLists({ control: "Capabilities", level: "baseline", field: `${SECURITY}.capabilities.add` }, (container) =>
    textsAt(container, SECURITY, "capabilities", "add").filter((name) => !CAPABILITIES.includes(name)),
  ),
  ({ pod }) =>
    objectsAt(pod, "volumes").flatMap((volume) =>
      "hostPath" in volume ? [{ ...HOST_PATH, ...shown(valueAt(volume, "hostPath", "path")) }] : [],
    ),
  ofLists({ control: "Host Ports", level: "baseline", field: "ports.hostPort" }, (container) =>
    objectsAt(container, "ports").flatMap(({ hostPort = 0 }) => (hostPort === 0 ? [] : [hostPort])),
  ),
  ofLists({ control: "Host Probes / Lifecycle Hooks", level: "baseline", field: "host" }, hostsIn),
  ofBoth("AppArmor", "baseline", `${SECURITY}.appArmorProfile.type`, oneOf("RuntimeDefault", "Localhost")),
  ({ annotations }) =>
    Object.entries(annotations).flatMap(([name, value]) =>
      name.startsWith(APP_ARMOR) && !/^(?:|runtime\/default|localhost\/.*)$/s.test(String(value))
        ? [{ control: "AppArmor", level: "baseline", field: `metadata.annotations.${name}`, ...shown(value) }]
        : [],
    ),
  ofBoth("SELinux", "baseline", `${SECURITY}.seLinuxOptions.type`, oneOf("", ...SELINUX_TYPES)),
  ofBoth("SELinux", "baseline", `${SECURITY}.seLinuxOptions.user`, oneOf("")),
  ofBoth("SELinux", "baseline", `${SECURITY}.seLinuxOptions.role`, oneOf("")),
  outsideUserNamespaces(ofContainers("/proc Mount Type", "baseline", `${SECURITY}.procMount`, oneOf("", "Default"))),
  ofBoth("Seccomp", "baseline", `${SECURITY}.seccompProfile.type`, unless("Unconfined")),
  ({ pod }) =>
    objectsAt(pod, SECURITY, "sysctls").flatMap(({ name = "" }) =>
      SYSCTLS.includes(String(name))
        ? []
        : [{ control: "Sysctls", level: "baseline", field: `${SECURITY}.sysctls`, ...shown(name) }],
    ),
];

const RESTRICTED: readonly Control[] = [
  ({ pod }) =>
    objectsAt(pod, "volumes").flatMap((volume) =>
      Object.keys(volume).every((field) => field === "name" || VOLUMES.includes(field))
        ? []
        : [{ control: "Volume Types", level: "restricted", field: "volumes", ...shown(volume["name"]) }],
    ),
  ofContainers(
    "Privilege Escalation",
    "restricted",
    `${SECURITY}.allowPrivilegeEscalation`,
    (value) => value === false,
  ),
  ofContainers("/proc Mount Type", "restricted", `${SECURITY}.procMount`, oneOf("", "Default")),
  outsideUserNamespaces(inherited("Running as Non-root", `${SECURITY}.runAsNonRoot`, (value) => value === true)),
  outsideUserNamespaces(ofBoth("Running as Non-root user", "restricted", `${SECURITY}.runAsUser`, unless(0))),
  inherited(
    "Seccomp",
    `${SECURITY}.seccompProfile.type`,
    (value) => value === "RuntimeDefault" || value === "Localhost",
  ),
  ofContainers(
    "Capabilities",
    "restricted",
    `${SECURITY}.capabilities.drop`,
    (value) => Array.isArray(value) && value.includes("ALL"),
  ),
  ofLists({ control: "Capabilities", level: "restricted", field: `${SECURITY}.capabilities.add` }, (container) =>
    textsAt(container, SECURITY, "capabilities", "add").filter((name) => name !== "NET_BIND_SERVICE"),
  ),
];

/** In a user namespace of its own root is nobody: https://kubernetes.io/docs/concepts/workloads/pods/user-namespaces/ */
function outsideUserNamespaces(control: Control): Control {
  return (holders) => (holders.pod["hostUsers"] === false ? [] : control(holders));
}

/** A field that must be set: a container without it has the pod's. */
function inherited(control: string, field: string, allows: Allows): Control {
  return ({ pod, containers }) => {
    const path = field.split(".");
    return containers.flatMap(({ name, spec }) => {
      const value = valueAt(spec, ...path) ?? valueAt(pod, ...path);
      return allows(value) ? [] : [{ control, level: "restricted", container: name, field, ...shown(value) }];
    });
  };
}

function hostsIn(container: JsonObject): readonly JsonValue[] {
  const handlers = [
    ...["livenessProbe", "readinessProbe", "startupProbe"].map((probe) => objectAt(container, probe)),
    ...["postStart", "preStop"].map((hook) => objectAt(container, "lifecycle", hook)),
  ];
  return handlers
    .flatMap((handler) => [textAt(handler, "httpGet", "host"), textAt(handler, "tcpSocket", "host")])
    .flatMap((host = "") => (host === "" ? [] : [host]));
}
