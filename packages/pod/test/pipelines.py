"""Pipelines with every setting that kfp-kubernetes has, and one with all that decides the pod: python pipelines.py OUTDIR"""

import pathlib
import sys
import warnings

from kfp import compiler, dsl, kubernetes


@dsl.container_component
def work():
    return dsl.ContainerSpec(image="alpine:3.22", command=["true"])


@dsl.component
def choose() -> str:
    return "chosen"


@dsl.component
def choose_nodes() -> dict:
    return {"disk": "ssd"}


@dsl.pipeline(name="constants")
def constants():
    task = work().set_env_variable("PLAIN", "a $(HOME) $$ b").set_env_variable("TOKEN", "overwritten")
    kubernetes.use_secret_as_env(task, secret_name="credentials", secret_key_to_env={"token": "TOKEN"}, optional=True)
    kubernetes.use_config_map_as_env(task, config_map_name="settings", config_map_key_to_env={"level": "LEVEL"})
    kubernetes.use_field_path_as_env(task, env_name="POD", field_path="metadata.name")
    kubernetes.use_secret_as_volume(task, secret_name="credentials", mount_path="/etc/secret")
    kubernetes.use_config_map_as_volume(task, config_map_name="settings", mount_path="/etc/settings", optional=True)
    kubernetes.mount_pvc(task, pvc_name="claim", mount_path="/data", sub_path="folder")
    kubernetes.mount_pvc(task, pvc_name="claim", mount_path="/more")
    kubernetes.empty_dir_mount(task, volume_name="scratch", mount_path="/scratch", medium="Memory", size_limit="2Gi")
    kubernetes.add_ephemeral_volume(
        task, "fast", "/fast", ["ReadWriteOnce"], "5Gi", storage_class_name="ssd", labels={"a": "b"}
    )
    kubernetes.add_ephemeral_volume(task, "usual", "/usual", ["ReadWriteOnce"], "1Gi")
    kubernetes.add_node_selector(task, label_key="disk", label_value="ssd")
    kubernetes.add_toleration(task, key="gpu", operator="Exists", effect="NoExecute", toleration_seconds=30)
    kubernetes.add_toleration_json(task, [{"key": "a", "operator": "Exists"}, {"key": "b", "value": "c"}])
    kubernetes.add_node_affinity(task, match_expressions=[{"key": "zone", "operator": "In", "values": ["a", "b"]}])
    kubernetes.add_node_affinity(
        task, match_fields=[{"key": "metadata.name", "operator": "NotIn", "values": ["node-1"]}], weight=50
    )
    kubernetes.add_node_affinity_json(
        task,
        {
            "preferredDuringSchedulingIgnoredDuringExecution": [
                {"weight": 1, "preference": {"matchExpressions": [{"key": "disk", "operator": "Exists"}]}}
            ]
        },
    )
    kubernetes.set_image_pull_policy(task, "Always")
    kubernetes.set_image_pull_secrets(task, ["registry"])
    kubernetes.add_pod_label(task, "team", "data")
    kubernetes.add_pod_annotation(task, "example.com/note", '{"a": "b"}')
    kubernetes.set_timeout(task, 600)
    kubernetes.set_security_context(task, run_as_user=1000, run_as_group=0, run_as_non_root=True)


@dsl.pipeline(name="inputs")
def inputs(
    secret: str = "secret",
    claim: str = "claim",
    selector: dict = {"disk": "ssd"},
    toleration: dict = {"key": "gpu", "operator": "Exists"},
    tolerations: list = [{"key": "gpu", "operator": "Exists"}],
    affinity: dict = {},
    cpu: str = "1",
):
    chosen = choose()
    task = work().set_cpu_limit(cpu).set_memory_limit(chosen.output).set_container_image(secret)
    kubernetes.use_secret_as_env(task, secret_name=secret, secret_key_to_env={"a": "A"})
    kubernetes.use_secret_as_volume(task, secret_name=chosen.output, mount_path="/etc/secret")
    kubernetes.use_config_map_as_env(task, config_map_name=secret, config_map_key_to_env={"b": "B"})
    kubernetes.use_config_map_as_volume(task, config_map_name=secret, mount_path="/etc/settings")
    kubernetes.mount_pvc(task, pvc_name=claim, mount_path="/data")
    kubernetes.mount_pvc(task, pvc_name=claim, mount_path="/more")
    kubernetes.mount_pvc(task, pvc_name=chosen.output, mount_path="/other")
    kubernetes.set_image_pull_secrets(task, [secret, "constant"])
    kubernetes.add_node_selector_json(task, choose_nodes().output)
    kubernetes.add_toleration_json(task, toleration)
    kubernetes.add_toleration(task, key="known", operator="Exists")
    kubernetes.add_toleration_json(task, tolerations)
    kubernetes.add_node_affinity_json(task, affinity)
    with dsl.ParallelFor(["first", "second"]) as item:
        kubernetes.use_secret_as_env(work(), secret_name=item, secret_key_to_env={"a": "A"})


@dsl.pipeline
def inner(secret: str, limit: str = "2Gi"):
    task = work().set_memory_limit(limit)
    kubernetes.use_secret_as_env(task, secret_name=secret, secret_key_to_env={"a": "A"})


@dsl.pipeline(name="nested")
def nested(name: str = "secret"):
    inner(secret="constant", limit="1Gi")
    inner(secret=name)


@dsl.pipeline(name="accelerators")
def accelerators(kind: str = "nvidia.com/gpu", count: str = "1"):
    work().set_accelerator_type("nvidia.com/mig-1g.5gb").set_accelerator_limit(2).set_display_name("mig")
    work().set_accelerator_type("NVIDIA_TESLA_T4").set_memory_limit("8G").set_memory_request("1Gi")
    work().set_accelerator_type(kind).set_accelerator_limit(count)
    tpu = work().set_accelerator_type("TPU_V5_LITEPOD").set_accelerator_limit(8)
    kubernetes.add_node_selector(tpu, "cloud.google.com/gke-tpu-topology", "2x2x2")
    work().set_accelerator_limit(1)
    work().set_accelerator_type("nvidia.com/gpu").set_accelerator_limit(0)


@dsl.component(task_config_passthroughs=[
    dsl.TaskConfigField.RESOURCES,
    dsl.TaskConfigPassthrough(field=dsl.TaskConfigField.ENV, apply_to_task=True),
    dsl.TaskConfigField.KUBERNETES_TOLERATIONS,
    dsl.TaskConfigField.KUBERNETES_VOLUMES,
])
def hand_on(config: dsl.TaskConfig):
    print(config)


@dsl.pipeline(name="handed-on")
def handed_on():
    task = hand_on().set_cpu_limit("1").set_accelerator_type("NVIDIA_TESLA_T4").set_env_variable("A", "a")
    kubernetes.add_toleration(task, key="gpu", operator="Exists")
    kubernetes.mount_pvc(task, pvc_name="claim", mount_path="/data")


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    folder = pathlib.Path(sys.argv[1])
    for pipeline in [constants, inputs, nested, accelerators, handed_on]:
        compiler.Compiler().compile(pipeline, str(folder / f"{pipeline.name}.yaml"))
