// What becomes of each pipeline of ../shared/oracle/ir on this machine, or why it is not run here.
import type { Expectation, Run } from "./case.js";

type Runnable = Omit<Run, "pipeline">;

/** A text says why a pipeline is not run. */
export type OracleOutcome = Runnable | string;

const succeeds = (expect: Omit<Expectation, "state"> = {}, given: Omit<Runnable, "expect"> = {}): Runnable => ({
  ...given,
  expect: { state: "SUCCEEDED", ...expect },
});

const fails = (expect: Omit<Expectation, "state">, given: Omit<Runnable, "expect"> = {}): Runnable => ({
  ...given,
  expect: { state: "FAILED", ...expect },
});

const SECRETS = {
  "test-secret-1": { username: "user1", password: "psw0" },
  "test-secret-2": { username: "user2", password: "psw1" },
  "test-secret-3": { username: "user3", password: "psw2" },
};

const CLOUD = "it reads from Cloud Storage, or works on Google Cloud";
const IMAGE = "its programs are in images that are not this machine";
const CLUSTER = "it asks the cluster about its pod";
const VOLUME =
  "its code opens an absolute path that a volume claim or a secret is mounted at, which processes cannot be given";
/** Kubeflow collects over nested loops into one flat list, as we do; the SDK's types promise lists of lists. */
const FLAT = "object is not iterable";

export const ORACLE_OUTCOMES: Readonly<Record<string, OracleOutcome>> = {
  add_numbers: succeeds({ outputs: { Output: 3 } }, { parameters: { a: 1, b: 2 } }),
  artifact_crust: succeeds({ artifacts: { "mantle/core/core-comp:dataset": { content: "foo" } } }),
  artifacts_simple: succeeds({ artifacts: { "add:out_dataset": { content: "12" } } }),
  collected_artifacts: succeeds({
    artifacts: {
      "collecting-artifacts/for-loop-1/2/for-loop-2/0/read-single-dataset-generate-model:results": { content: "x-s3" },
    },
  }),
  collected_parameters: succeeds({
    taskOutputs: {
      "collecting-parameters/for-loop-1/1/prepend-id": { Output: "model_id_s2" },
      "consume-ids": { Output: "completed" },
    },
  }),
  component_with_env_variable: succeeds({ outputs: { Output: /./ } }),
  component_with_metadata_fields: fails({ errors: { "dataset-joiner": "dataset_a" }, executions: 0 }),
  component_with_pip_install_in_venv: "its package index is an example address",
  components_with_optional_artifacts: CLOUD,
  conditional_producer_and_consumers: succeeds({
    outputs: { Output: 10 },
    tasks: {
      "for-loop-2/0/condition-3": "SKIPPED",
      "for-loop-2/1/condition-3/double": "SUCCEEDED",
      "for-loop-2/2/condition-3/double": "SUCCEEDED",
      "condition-4/add": "SUCCEEDED",
    },
  }),
  container_component_with_no_inputs: succeeds({ tasks: { "hello-world-container": "SUCCEEDED" } }),
  container_io: IMAGE,
  container_with_concat_placeholder: IMAGE,
  containerized_python_component: IMAGE,
  create_pod_metadata_complex: CLUSTER,
  "env-var": succeeds({ outputs: { Output: /./ } }, { parameters: { env_var: "PATH" } }),
  flip_coin: succeeds(),
  hello_world: succeeds({ tasks: { echo: "SUCCEEDED" } }),
  identity: succeeds({ outputs: { Output: "v" } }, { parameters: { value: "v" } }),
  if_elif_else_with_oneof_parameters: succeeds({ outputs: { Output: /^(Got heads!|Got tails!|Draw!)$/ } }),
  if_else_with_oneof_artifacts: succeeds({
    tasks: {
      "flip-coin-pipeline/flip-coin": "SUCCEEDED",
      "flip-coin-pipeline/condition-branches-1/condition-2/param-to-artifact": "SUCCEEDED",
      "flip-coin-pipeline/condition-branches-1/condition-3": "SKIPPED",
      "flip-coin-pipeline/print-artifact": "SUCCEEDED",
      // The same work on the same artifact.
      "print-artifact": "CACHED",
    },
  }),
  if_else_with_oneof_parameters: succeeds({ outputs: { Output: /^Got (heads|tails)!$/ } }),
  input_artifact: fails({ errors: { "input-artifact": "data" }, executions: 0 }),
  iris_pipeline_compiled: succeeds({
    artifacts: {
      "train-model:metrics": { metadata: { confusionMatrix: (matrix) => JSON.stringify(matrix).includes("Setosa") } },
      "normalize-dataset:normalized_iris_dataset": { metadata: { state: "Normalized" } },
    },
  }),
  lightweight_python_functions_pipeline: succeeds(
    { tasks: { preprocess: "SUCCEEDED", train: "SUCCEEDED" } },
    { parameters: { message: "m" } },
  ),
  lightweight_python_functions_with_outputs: succeeds(
    {
      taskOutputs: { "add-numbers": { Output: 3 }, "output-named-tuple": { scalar: "123" } },
      artifacts: { "output-named-tuple:model": { content: "Model contents: ab\nab\nab" } },
    },
    { parameters: { first_message: "a", second_message: "b", first_number: 1, second_number: 2 } },
  ),
  local_execution_pipeline_with_exit_handler: succeeds({ taskOutputs: { "record-exit": { Output: "exit:COMPLETE" } } }),
  local_execution_pipeline_with_ignore_upstream_failure: fails(
    { tasks: { "fail-always": "FAILED", "write-marker": "SUCCEEDED" } },
    { parameters: { marker_path: "{scratch}/marker" } },
  ),
  local_execution_pipeline_with_oneof: succeeds({ outputs: { Output: "selected:A" } }),
  "long-running": "it sleeps for ten minutes",
  missing_kubernetes_optional_inputs: succeeds({ tasks: { "log-message": "SUCCEEDED" } }),
  mixed_parameters: succeeds({ tasks: { "mantle/core/core-comp": "SUCCEEDED", "crust-comp": "SUCCEEDED" } }),
  mounted_cabundle_configmap: succeeds({ tasks: { echo: "SUCCEEDED" } }),
  multiple_artifacts_namedtuple: succeeds({
    artifacts: { "mantle/core/core-comp:ds1": { content: "foo" }, "mantle/core/core-comp:ds2": { content: "bar" } },
  }),
  nested_parallel_for_secret: succeeds(
    { taskOutputs: { "for-loop-2/1/worker-component": { Output: "user1" } } },
    { secrets: SECRETS },
  ),
  nested_pipeline_opt_input_child_level_compiled: succeeds({ executions: 6 }),
  nested_pipeline_opt_inputs_parent_level_compiled: succeeds({ executions: 6 }),
  nested_return: succeeds({
    outputs: {
      Output: [
        { A_a: "1", B_b: "2" },
        { A_a: "10", B_b: "20" },
      ],
    },
  }),
  nested_with_parameters: fails({ errors: { add: FLAT } }),
  notebook_component_mixed: succeeds({
    tasks: { preprocess: "SUCCEEDED", "train-model": "SUCCEEDED", "evaluate-model": "SUCCEEDED" },
  }),
  nvidia_gpu_scheduling_check: succeeds({ tasks: { "verify-gpu-scheduled": "SUCCEEDED" } }),
  output_metrics: succeeds({
    artifacts: { ":metrics": { type: "system.Metrics", metadata: { accuracy: (value) => Number(value) <= 100 } } },
  }),
  parallel_for_after_dependency: succeeds({
    taskOutputs: { "for-loop-2/0/print-op": { Output: "foo" }, "print-op-3": { Output: "baz" } },
  }),
  parallel_for_mount_pvc: succeeds({ taskOutputs: { "for-loop-2/0/example-component": { Output: "a" } } }),
  parallel_for_secret: succeeds(
    { taskOutputs: { "for-loop-2/2/example-component": { Output: "user1" } } },
    { secrets: SECRETS },
  ),
  parameter_oneof: succeeds(),
  parameters_complex: fails({ errors: { "nested-add": FLAT } }),
  parameters_simple: IMAGE,
  pipeline_as_exit_task: fails({
    tasks: {
      "exit-handler-1/print-op": "SUCCEEDED",
      "exit-handler-1/fail-op": "FAILED",
      "conditional-notification/get-run-state": "SUCCEEDED",
      "conditional-notification/condition-1/print-op": "SUCCEEDED",
    },
  }),
  pipeline_in_pipeline_complex: succeeds({
    taskOutputs: {
      "for-loop-2/0/inner-pipeline/print-op1": { Output: "Hello" },
      "for-loop-2/1/inner-pipeline/print-op1": { Output: "world!" },
    },
  }),
  pipeline_in_pipeline_loaded_from_yaml: succeeds({
    artifacts: { "pipeline-in-pipeline/inner-pipeline/print-op2:data": { content: "world\n" } },
  }),
  pipeline_producer_consumer: fails({ errors: { "add-pipeline/add": FLAT } }),
  pipeline_with_after: succeeds({
    tasks: { "print-text": "SUCCEEDED", "print-text-2": "SUCCEEDED", "print-text-3": "SUCCEEDED" },
  }),
  pipeline_with_collected_artifacts: succeeds({ outputs: { Output: "0,1,2" } }),
  pipeline_with_concat_placeholder: "its script needs a shell that knows [[, as its image has",
  pipeline_with_condition: succeeds(),
  pipeline_with_dynamic_importer_metadata: succeeds({ taskOutputs: { "make-name": { Output: "a-different-name" } } }),
  pipeline_with_dynamic_task_output_custom_training_job: CLOUD,
  pipeline_with_env: succeeds({ tasks: { "print-env-op": "SUCCEEDED", "print-env": "SUCCEEDED" } }),
  pipeline_with_google_artifact_type: CLOUD,
  pipeline_with_importer: CLOUD,
  pipeline_with_importer_workspace: succeeds({
    outputs: { dir_result: "part-000.txt,part-001.txt", train_result: "123" },
  }),
  pipeline_with_input_status_state: succeeds({
    tasks: { "exit-handler-1/some-task": "SUCCEEDED", "echo-state": "SUCCEEDED" },
  }),
  pipeline_with_loops_and_conditions: succeeds(),
  pipeline_with_metadata_fields: fails({ errors: { "dataset-joiner": "dataset_b" } }, { parameters: { string: "s" } }),
  pipeline_with_metrics_outputs: succeeds({
    artifacts: { "output-metrics:metrics": { metadata: { accuracy: (value) => Number(value) <= 100 } } },
  }),
  pipeline_with_nested_conditions: succeeds(),
  pipeline_with_nested_conditions_yaml: succeeds(),
  pipeline_with_nested_loops: succeeds(),
  pipeline_with_only_display_name: succeeds(),
  pipeline_with_outputs: succeeds({ artifacts: { ":Output": { type: "system.Artifact", content: "world\n" } } }),
  pipeline_with_parallelfor_parallelism: succeeds({}, { parameters: { loop_parameter: ["a", "b"] } }),
  pipeline_with_parallelfor_pipeline_param: succeeds({}, { parameters: { loop_parameter: ["a", "b"], prefix: "p" } }),
  pipeline_with_params_containing_format: succeeds({
    taskOutputs: {
      "print-op": { Output: "Hello KFP" },
      "print-op-2": { Output: "Hello KFP, again." },
      "for-loop-2/1/print-op2": { Output: "2 and KFP." },
    },
  }),
  pipeline_with_placeholders: succeeds({ tasks: { "print-all-placeholders": "SUCCEEDED" } }),
  pipeline_with_pod_metadata: CLUSTER,
  pipeline_with_retry: succeeds({ taskOutputs: { add: { Output: 8 } } }),
  pipeline_with_reused_component: succeeds({ taskOutputs: { "add-numbers-3": { Output: 17 } } }),
  pipeline_with_secret_as_env: succeeds(
    { tasks: { "generate-secret-name": "SUCCEEDED", comp: "SUCCEEDED" } },
    { secrets: SECRETS },
  ),
  pipeline_with_secret_as_volume: VOLUME,
  pipeline_with_string_machine_fields_pipeline_input: succeeds({ taskOutputs: { "sum-numbers": { Output: 3 } } }),
  pipeline_with_string_machine_fields_task_output: succeeds({ taskOutputs: { "sum-numbers": { Output: 3 } } }),
  pipeline_with_submit_request: succeeds(),
  pipeline_with_task_final_status: fails({
    tasks: { "exit-handler-1/print-op": "SUCCEEDED", "exit-handler-1/fail-op": "FAILED", "exit-op": "SUCCEEDED" },
  }),
  pipeline_with_task_using_ignore_upstream_failure: fails({
    tasks: { "fail-op": "FAILED", "print-op": "SUCCEEDED" },
  }),
  pipeline_with_utils: succeeds({ tasks: { echo: "SUCCEEDED" } }),
  pipeline_with_various_io_types: IMAGE,
  pipeline_with_volume: VOLUME,
  pipeline_with_volume_long_name: succeeds({ taskOutputs: { createpvc: { name: /-my-pvc$/ } } }),
  placeholder_with_if_placeholder_none_input_value: succeeds(),
  preprocess: succeeds(
    {
      outputs: {
        output_bool_parameter_path: true,
        output_dict_parameter_path: { a: 1 },
        output_list_parameter_path: ["x"],
        output_parameter_path: "m",
      },
    },
    { parameters: { message: "m", input_dict_parameter: { a: 1 }, input_list_parameter: ["x"] } },
  ),
  producer_consumer_param_pipeline: succeeds({
    taskOutputs: { producer: { output_value: "Hello world, this is an output parameter\n" } },
  }),
  pvc_mount: VOLUME,
  pythonic_artifact_with_single_return: CLOUD,
  pythonic_artifacts_test_pipeline: succeeds({
    artifacts: { "train-model:Output": { content: "model trained" } },
  }),
  pythonic_artifacts_with_list_of_artifacts: succeeds({ artifacts: { ":Output": { content: "Hello, world!" } } }),
  run_as_user_cache_enabled: succeeds({ tasks: { echo: "SUCCEEDED" } }),
  sequential_v1: succeeds(
    { tasks: { echo: "SUCCEEDED", "echo-2": "SUCCEEDED" } },
    { parameters: { param1: "a", param2: "b" } },
  ),
  sequential_v2: CLOUD,
  two_step_pipeline_containerized: succeeds({
    artifacts: { "component1:output_gcs": { content: "Hello KFP Containerized!\n" } },
  }),
};
