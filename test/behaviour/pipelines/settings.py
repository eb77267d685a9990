"""Settings of kfp-kubernetes and of tasks: what can be had here, and what can only be passed over."""

from kfp import dsl, kubernetes
from kfp.dsl import ContainerSpec, OutputPath
from steps import IMAGE, component, say


@dsl.container_component
def show_variables(text: OutputPath(str), names: str = ""):
    return ContainerSpec(
        image=IMAGE, command=["sh", "-c", 'printf "%s|%s|%s" "$CASE_TOKEN" "$CASE_MODE" "$CASE_PLAIN" > "$0"', text]
    )


@dsl.pipeline(name="secret-and-config-map")
def secret_and_config_map(secret: str = "credentials") -> str:
    shown = show_variables().set_env_variable("CASE_PLAIN", "plain")
    kubernetes.use_secret_as_env(shown, secret_name=secret, secret_key_to_env={"token": "CASE_TOKEN"})
    kubernetes.use_config_map_as_env(shown, config_map_name="options", config_map_key_to_env={"mode": "CASE_MODE"})
    return shown.output


@dsl.pipeline(name="passed-over")
def passed_over() -> str:
    """What means nothing on one machine changes nothing there."""
    said = say(text="said")
    kubernetes.add_toleration(said, key="gpu", operator="Exists", effect="NoSchedule")
    kubernetes.add_node_selector(said, label_key="disk", label_value="ssd")
    kubernetes.set_image_pull_policy(said, "Always")
    kubernetes.set_image_pull_secrets(said, ["registry"])
    kubernetes.add_pod_label(said, "team", "data")
    kubernetes.add_pod_annotation(said, "note", "a")
    kubernetes.use_field_path_as_env(said, "POD_NAME", "metadata.name")
    said.set_cpu_request("100m").set_cpu_limit("1").set_memory_limit("512Mi").set_display_name("Say it")
    return said.output


@dsl.container_component
def nothing():
    return ContainerSpec(image=IMAGE, command=["true"])


@dsl.pipeline(name="volume-claims")
def volume_claims() -> str:
    """Made and deleted in each run, never taken from a run before."""
    claim = kubernetes.CreatePVC(pvc_name_suffix="-behaviour", access_modes=["ReadWriteOnce"], size="5Mi")
    kubernetes.DeletePVC(pvc_name=claim.outputs["name"]).after(nothing().after(claim))
    return claim.outputs["name"]


@component(task_config_passthroughs=[dsl.TaskConfigField.RESOURCES, dsl.TaskConfigField.ENV])
def configured(config: dsl.TaskConfig) -> dict:
    return {"resources": config.resources, "env": config.env}


@dsl.pipeline(name="task-config")
def task_config() -> dict:
    return configured().set_cpu_limit("1").set_memory_limit("64Mi").set_env_variable("CASE_PLAIN", "plain").output


@dsl.pipeline(name="optional-secret")
def optional_secret() -> str:
    shown = show_variables()
    kubernetes.use_secret_as_env(
        shown, secret_name="nobody-has-it", secret_key_to_env={"token": "CASE_TOKEN"}, optional=True
    )
    return shown.output


@dsl.pipeline(name="display-names")
def display_names() -> str:
    first = say(text="first").set_display_name("One and the same")
    second = say(text="second").set_display_name("One and the same")
    return say(text=f"{first.output} {second.output}").set_display_name("../../etc").output
