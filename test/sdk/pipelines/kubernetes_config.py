"""Every setting that the SDK's own kfp-kubernetes has: 1.0 few, 1.2 most with constants, the newest also with values."""

from kfp import dsl, kubernetes
from kfp.dsl import Output, Dataset


@dsl.component
def work(text: str = "a") -> str:
    return text


@dsl.component
def read_claim(path: str, data: Output[Dataset]):
    print(path, data.path)


@dsl.pipeline(name="kubernetes-first-settings")
def first_settings():
    task = work()
    kubernetes.use_secret_as_env(task, secret_name="secret", secret_key_to_env={"user": "USER", "password": "PASSWORD"})
    kubernetes.use_secret_as_env(task, secret_name="other", secret_key_to_env={"token": "TOKEN"})
    kubernetes.use_secret_as_volume(task, secret_name="secret", mount_path="/etc/secret")
    kubernetes.add_node_selector(task, label_key="disk", label_value="ssd")
    kubernetes.add_node_selector(task, label_key="example.com/zone", label_value="")


@dsl.pipeline(name="claims")
def claims(existing: str = "claim", storage_class: str = "standard"):
    made = kubernetes.CreatePVC(
        pvc_name_suffix="-work",
        access_modes=["ReadWriteOnce", "ReadWriteMany"],
        size="5Gi",
        storage_class_name=storage_class,
        annotations={"example.com/owner": "team"},
    )
    named = kubernetes.CreatePVC(pvc_name="named", access_modes=["ReadWriteMany"], size="1Gi", volume_name="volume")
    first = read_claim(path="/data")
    kubernetes.mount_pvc(first, pvc_name=made.outputs["name"], mount_path="/data")
    kubernetes.mount_pvc(first, pvc_name="constant", mount_path="/constant")
    second = read_claim(path="/data").after(first)
    kubernetes.mount_pvc(second, pvc_name=existing, mount_path="/data")
    kubernetes.mount_pvc(second, pvc_name=named.outputs["name"], mount_path="/named")
    kubernetes.DeletePVC(pvc_name=made.outputs["name"]).after(second)


@dsl.pipeline(name="claims-in-groups")
def claims_in_groups(flag: bool = True):
    made = kubernetes.CreatePVC(
        pvc_name_suffix="-work", access_modes=["ReadWriteMany"], size="5Gi", storage_class_name=""
    )
    with dsl.ExitHandler(work()):
        with dsl.Condition(flag == True):  # noqa: E712
            with dsl.ParallelFor(["/a", "/b"], parallelism=1) as path:
                kubernetes.mount_pvc(read_claim(path=path), pvc_name=made.outputs["name"], mount_path="/data")


# One name of each group says whether its version has them all.
if hasattr(kubernetes, "set_timeout"):

    @dsl.pipeline(name="kubernetes-later-settings")
    def later_settings():
        task = work()
        kubernetes.use_config_map_as_env(task, config_map_name="settings", config_map_key_to_env={"level": "LEVEL"})
        kubernetes.use_config_map_as_volume(task, config_map_name="settings", mount_path="/etc/settings", optional=True)
        kubernetes.use_secret_as_volume(task, secret_name="maybe", mount_path="/etc/maybe", optional=True)
        kubernetes.use_field_path_as_env(task, env_name="POD", field_path="metadata.name")
        kubernetes.use_field_path_as_env(task, env_name="LABEL", field_path="metadata.labels['app']")
        kubernetes.set_image_pull_secrets(task, secret_names=["first", "second"])
        kubernetes.set_image_pull_policy(task, "Always")
        kubernetes.set_timeout(task, 600)
        kubernetes.add_pod_label(task, label_key="app", label_value="trainer")
        kubernetes.add_pod_annotation(task, annotation_key="example.com/note", annotation_value='{"a": "b"}')
        kubernetes.add_toleration(
            task, key="gpu", operator="Equal", value="yes", effect="NoExecute", toleration_seconds=30
        )
        kubernetes.add_toleration(task, operator="Exists")
        kubernetes.add_ephemeral_volume(
            task,
            volume_name="scratch",
            mount_path="/scratch",
            access_modes=["ReadWriteOnce"],
            size="1Gi",
            storage_class_name="fast",
            labels={"a": "b"},
            annotations={"c": "d"},
        )
        plain = work()
        kubernetes.add_ephemeral_volume(
            plain, volume_name="scratch", mount_path="/scratch", access_modes=["ReadWriteOnce"], size="1Gi"
        )


if hasattr(kubernetes, "set_security_context"):

    @dsl.pipeline(name="kubernetes-newest-settings")
    def newest_settings():
        task = work()
        kubernetes.set_security_context(task, run_as_user=1000, run_as_group=0, run_as_non_root=True)
        kubernetes.empty_dir_mount(task, volume_name="memory", mount_path="/dev/shm", medium="Memory", size_limit="2Gi")
        kubernetes.empty_dir_mount(task, volume_name="scratch", mount_path="/scratch")
        kubernetes.mount_pvc(task, pvc_name="claim", mount_path="/data", sub_path="folder")
        kubernetes.use_secret_as_env(task, secret_name="maybe", secret_key_to_env={"a": "A"}, optional=True)
        kubernetes.use_config_map_as_env(task, config_map_name="maybe", config_map_key_to_env={"b": "B"}, optional=True)
        kubernetes.add_node_affinity(
            task, match_expressions=[{"key": "disk", "operator": "In", "values": ["ssd", "nvme"]}]
        )
        kubernetes.add_node_affinity(
            task,
            match_expressions=[{"key": "zone", "operator": "Exists"}],
            match_fields=[{"key": "metadata.name", "operator": "NotIn", "values": ["node-1"]}],
            weight=50,
        )
        kubernetes.CreatePVC(
            pvc_name="copy",
            access_modes=["ReadWriteOnce"],
            size="1Gi",
            data_source={"api_group": "snapshot.storage.k8s.io", "kind": "VolumeSnapshot", "name": "snapshot"},
        )

    @dsl.component
    def choose() -> str:
        return "secret"

    @dsl.component
    def choose_nodes() -> dict:
        return {"disk": "ssd"}

    @dsl.pipeline(name="kubernetes-settings-of-values")
    def settings_of_values(
        secret: str = "secret",
        settings: str = "settings",
        claim: str = "claim",
        selector: dict = {"disk": "ssd"},
        toleration: dict = {"key": "gpu", "operator": "Exists"},
        tolerations: list = [{"key": "gpu", "operator": "Exists"}],
        affinity: dict = {},
    ):
        task, chosen, nodes = work(), choose(), choose_nodes()
        kubernetes.use_secret_as_env(task, secret_name=secret, secret_key_to_env={"a": "A"})
        kubernetes.use_secret_as_volume(task, secret_name=chosen.output, mount_path="/etc/secret")
        kubernetes.use_config_map_as_env(task, config_map_name=settings, config_map_key_to_env={"b": "B"})
        kubernetes.use_config_map_as_volume(task, config_map_name=settings, mount_path="/etc/settings")
        kubernetes.set_image_pull_secrets(task, secret_names=[secret, chosen.output])
        kubernetes.add_toleration_json(task, toleration)
        kubernetes.add_toleration_json(task, tolerations)
        kubernetes.add_node_affinity_json(task, affinity)
        kubernetes.add_node_selector_json(task, nodes.output)
        constant = work()
        kubernetes.add_node_selector_json(constant, {"disk": "ssd"})
        kubernetes.add_toleration_json(constant, [{"key": "a", "operator": "Exists"}, {"key": "b", "value": "c"}])
        kubernetes.add_node_affinity_json(
            constant,
            {
                "requiredDuringSchedulingIgnoredDuringExecution": {
                    "nodeSelectorTerms": [{"matchExpressions": [{"key": "disk", "operator": "In", "values": ["ssd"]}]}]
                }
            },
        )
        with dsl.ParallelFor(["first", "second"]) as item:
            inner = work(text=item)
            kubernetes.use_secret_as_env(inner, secret_name=item, secret_key_to_env={"a": "A"})
            kubernetes.mount_pvc(inner, pvc_name=claim, mount_path="/data")
            kubernetes.add_node_selector_json(inner, selector)
