"""What only the newest SDKs have: workspace, lifetimes, images of values, passed-on settings, helper functions, embedded files."""

from typing import List

from kfp import dsl
from kfp.dsl import Dataset, Input
from sdk import at_least

if at_least(2, 15):

    @dsl.component
    def work(text: str = "a") -> str:
        return text

    @dsl.component
    def read(path: str, data: Input[Dataset]):
        print(path, data.path)

    @dsl.component
    def choose_image() -> str:
        return "python:3.12"

    @dsl.pipeline(
        name="workspace",
        display_name="Shared: a workspace",
        pipeline_config=dsl.PipelineConfig(
            workspace=dsl.WorkspaceConfig(
                size="10Gi",
                kubernetes=dsl.KubernetesWorkspaceConfig(
                    pvcSpecPatch={"storageClassName": "fast", "accessModes": ["ReadWriteMany"]}
                ),
            )
        ),
    )
    def workspace(uri: str = "gs://bucket/data.csv"):
        downloaded = dsl.importer(artifact_uri=uri, artifact_class=Dataset, download_to_workspace=True)
        read(path=dsl.WORKSPACE_PATH_PLACEHOLDER, data=downloaded.output)
        work(text=f"{dsl.WORKSPACE_PATH_PLACEHOLDER}/file")

    @dsl.pipeline(name="loop-over-artifacts")
    def loop_over_artifacts(parts: Input[List[Dataset]]):
        with dsl.ParallelFor(parts) as part:
            read(path="a", data=part)


if at_least(2, 17):

    @dsl.pipeline(
        name="lifetimes",
        pipeline_config=dsl.PipelineConfig(
            ttl_seconds_after_finished=3600,
            ttl_seconds_after_success=60,
            ttl_seconds_after_failure=7200,
            active_deadline_seconds=600,
        ),
    )
    def lifetimes():
        work().set_debug_pause(before=True)
        work().set_debug_pause(on_error=True)

    @dsl.pipeline(name="images-of-values")
    def images_of_values(image: str = "python:3.11"):
        work().set_container_image("python:3.13-slim")
        work().set_container_image(image)
        work().set_container_image(choose_image().output)
        work().set_container_image(f"registry.example.com/{image}")

    @dsl.component(
        task_config_passthroughs=[
            dsl.TaskConfigField.RESOURCES,
            dsl.TaskConfigField.KUBERNETES_TOLERATIONS,
            dsl.TaskConfigPassthrough(field=dsl.TaskConfigField.ENV, apply_to_task=True),
        ]
    )
    def pass_on(settings: dsl.TaskConfig) -> str:
        return str(settings)

    @dsl.pipeline(name="settings-passed-on")
    def settings_passed_on():
        task = pass_on().set_cpu_limit("1").set_memory_limit("1Gi")
        task.set_env_variable("NAME", "value")

    def twice(text):
        return text + text

    @dsl.component(use_venv=True, additional_funcs=[twice], pip_trusted_hosts=["packages.example.com"])
    def use_helper(text: str) -> str:
        return twice(text)

    @dsl.component
    def tidy():
        print("tidy")

    @dsl.pipeline(name="helpers-and-order-after-groups")
    def helpers():
        with dsl.ExitHandler(tidy()) as group:
            use_helper(text="a")
        work().after(group)
