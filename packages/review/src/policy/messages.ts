// What each rule of a policy says, why it is worth having, and what to do. docs/policy.md has it at length.
import { defineDiagnostics, type Entry } from "@slipway/ir";

export const catalogue = {
  "image-registry": {
    severity: "warning",
    message: 'the image "{image}" of {whose} comes from none of the registries that the policy allows: {allowed}',
    cause: "Images from registries that nobody watches may be anything, and may be gone tomorrow.",
    fix: "Copy the image to an allowed registry and name it there; --set argo.images or a mirror can do so for all.",
  },
  "image-digest": {
    severity: "warning",
    message: 'the image "{image}" of {whose} is named by a tag, which may mean another image tomorrow',
    cause: "Only a digest names one image for ever: what was reviewed is what runs.",
    fix: "Name the image by its digest: repository@sha256:…",
  },
  "resource-requests": {
    severity: "warning",
    message: 'task "{task}" requests no {resource}',
    cause: "Without a request the scheduler puts a pod where there is no room for it.",
    fix: "Set the request on the task: set_cpu_request, set_memory_request.",
  },
  "resource-limits": {
    severity: "warning",
    message: 'task "{task}" has no limit of {resource}',
    cause: "Without a limit a task that goes wrong takes what others on its node need.",
    fix: "Set the limit on the task: set_cpu_limit, set_memory_limit.",
  },
  "request-of-limit": {
    severity: "warning",
    message: 'task "{task}" requests {percent} % of its limit of {resource}; the policy asks for {least} to {most} %',
    cause:
      "A request far below the limit lets a node promise more than it has, and tasks are killed; one that equals it wastes room.",
    fix: "Set the request to about 80 % of the limit.",
  },
  "secret-as-env": {
    severity: "warning",
    message:
      'task "{task}" reads the Secret "{secret}" as environment variables; mount it as files with use_secret_as_volume',
    cause: "Every process of the container inherits its environment, and crash reports and logs print it.",
    fix: "Use use_secret_as_volume, and read the file.",
  },
  "secret-in-pipeline": {
    severity: "warning",
    message: 'task "{task}" has a variable "{variable}" whose value stands in the pipeline itself; keep it in a Secret',
    cause: "Who may read the pipeline, its manifests or its repository reads the value too.",
    fix: "Put the value into a Secret and use use_secret_as_volume or use_secret_as_env; and change it, since it has been seen.",
  },
  "gpu-count": {
    severity: "warning",
    message: "{whose} may hold {count} accelerators at one time; the policy allows {most}",
    cause: "Accelerators are dear and few: who takes them all keeps others waiting.",
    fix: "Set a parallelism on the loop, or ask for fewer with set_accelerator_limit.",
  },
  "gpu-placement": {
    severity: "warning",
    message: 'task "{task}" asks for {resource}, but has no {missing}',
    cause:
      "Nodes with accelerators mostly have a taint, which a pod must tolerate, and models of accelerators differ: a node selector says which.",
    fix: "Use kubernetes.add_toleration and kubernetes.add_node_selector, or a profile of slipway.yaml.",
  },
  "run-time-install": {
    severity: "warning",
    message: 'task "{task}" installs {packages} when it starts, from {index}',
    cause:
      "What is installed at run time was reviewed by nobody, may differ from run to run, and fails when the index does.",
    fix: "Build an image with the packages; or use an index of your own, and allow it in the policy.",
  },
  retry: {
    severity: "warning",
    message: 'task "{task}" {found} when it fails; the policy asks for {least} or more tries after the first',
    cause: "Nodes go away and networks fail: a run of hours should not end for that.",
    fix: "Use set_retry on the task; one that must not run twice is an exception of the policy.",
  },
  timeout: {
    severity: "warning",
    message: 'task "{task}" {found}; {asked}',
    cause: "What hangs holds its resources until someone looks.",
    fix: "Use kubernetes.set_timeout on the task, or a limit for the whole run.",
  },
  namespace: {
    severity: "warning",
    message: '{kind} "{name}" {found}; the policy allows {allowed}',
    cause: "A namespace for each target keeps trials away from production, and gives each its own rights and quota.",
    fix: "Set namespace for the target in slipway.yaml.",
  },
  cleanup: {
    severity: "warning",
    message: "nothing removes old runs from the store",
    cause: "Artifacts of every run stay for ever, and cost.",
    fix: "Set cleanup in slipway.yaml and apply what --with cleanup makes.",
  },
  notification: {
    severity: "warning",
    message: "nobody is told how a run has ended",
    cause: "A run that fails at night is seen when its results are missed.",
    fix: "Set notify in slipway.yaml.",
  },
  "pod-security": {
    severity: "warning",
    message: 'pod "{pod}" does not meet the {level} level of Pod Security: {control}, {field}',
    cause: "A namespace that enforces the level refuses the pod; and one that does not lets it do more than it needs.",
    fix: "Change the field that is named: the task's security context, its volumes, or options of the backend such as restricted.",
  },
  "run-as-root": {
    severity: "warning",
    message: 'task "{task}" may run as root',
    cause: "Who breaks out of a container as root is root on the node.",
    fix: "Set run_as_user and run_as_non_root with kubernetes.set_security_context, or for all tasks in slipway.yaml.",
  },
  "service-account": {
    severity: "warning",
    message: 'pod "{pod}" runs as {account}; the policy allows {allowed}',
    cause: "The account says what a pod may do in the cluster; the default one is everybody's.",
    fix: "Set serviceAccount in slipway.yaml, or for one task in grants.",
  },
  "api-token": {
    severity: "warning",
    message: 'task "{task}" sees the token of its service account',
    cause: "Code that nobody reviewed could use the token to talk to the cluster.",
    fix: "Leave the task out of grants, if it does not need the API server.",
  },
  "pod-count": {
    severity: "warning",
    message: "a run takes up to {count} pods; the policy allows {most}",
    cause: "Thousands of pods keep the scheduler and the engine busy for everyone.",
    fix: "Work on several items in one task, or allow more in the policy.",
  },
  "manifest-size": {
    severity: "warning",
    message: '{kind} "{name}" has {percent} % of the size that its engine takes; the policy allows {most} %',
    cause: "What grows with every task one day is refused.",
    fix: "Use config maps for large descriptions, or split the pipeline.",
  },
  volumes: {
    severity: "warning",
    message: 'pod "{pod}" has a volume "{volume}" of kind {kind}; the policy allows {allowed}',
    cause: "A volume reaches what lies outside of the pod: the node, other teams' data.",
    fix: "Use a kind that the policy allows.",
  },
  "data-store": {
    severity: "warning",
    message: 'artifacts and records go to "{store}"; the policy allows {allowed}',
    cause: "Data of production stays where it is guarded.",
    fix: "Set store.uri for the target in slipway.yaml.",
  },
  "import-source": {
    severity: "warning",
    message: 'task "{task}" imports from {source}; the policy allows {allowed}',
    cause: "What is imported from elsewhere may change, and may be someone else's.",
    fix: "Copy the data to a place that the policy allows.",
  },
  "own-rule": {
    severity: "warning",
    message: '{message} (rule "{rule}", {subject})',
    cause: "The policy has a rule of the team's own, and it is not kept. What the rule says are the team's words.",
    fix: "Do what the words of the rule say, or ask who keeps the policy.",
  },
  "own-rule-fails": {
    severity: "error",
    message: 'the rule "{rule}" of the policy cannot be judged of {subject}: {reason}',
    cause: "Its expression reads what is not there, or gives something else than true or false.",
    fix: "Ask with has() before reading what may be absent; slipway review --json shows what there is.",
  },
} as const satisfies Readonly<Record<string, Entry>>;

export const diagnose = defineDiagnostics("policy", catalogue);
