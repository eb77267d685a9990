// Lists in a workflow's spec that a strategic merge patch merges entry by entry, with the field that tells entries
// apart. Source: the patchMergeKey tags of https://pkg.go.dev/github.com/argoproj/argo-workflows/v4/pkg/apis/workflow/v1alpha1
export const MERGE_KEYS: Readonly<Record<string, string>> = {
  templates: "name",
  "templates.volumes": "name",
  "templates.initContainers": "name",
  "templates.sidecars": "name",
  "templates.hostAliases": "ip",
  "templates.container.env": "name",
  "templates.container.volumeMounts": "mountPath",
  "templates.container.ports": "containerPort",
  "templates.inputs.parameters": "name",
  "templates.outputs.parameters": "name",
  "templates.dag.tasks": "name",
  "arguments.parameters": "name",
  volumes: "name",
  volumeClaimTemplates: "name",
  imagePullSecrets: "name",
  hostAliases: "ip",
};
