"""What a task asks for: cpu, memory, accelerators, environment, retries, caching, a name."""

from kfp import dsl
from sdk import at_least


@dsl.component
def work(text: str = "a") -> str:
    return text


@dsl.container_component
def work_in_container():
    return dsl.ContainerSpec(image="alpine:3.20", command=["true"])


@dsl.pipeline(name="limits-and-requests")
def limits():
    work().set_cpu_limit("1").set_memory_limit("1Gi")
    work().set_cpu_limit("500m").set_cpu_request("250m").set_memory_limit("512M").set_memory_request("256Ki")
    work().set_cpu_limit("1.5").set_memory_limit("1000000000")
    work_in_container().set_cpu_request("2").set_memory_request("2G")
    work().set_memory_limit("1Ti")


@dsl.pipeline(name="accelerators")
def accelerators():
    work().set_accelerator_type("nvidia.com/gpu").set_accelerator_limit(1)
    work().set_accelerator_limit("2").add_node_selector_constraint("NVIDIA_TESLA_K80")
    work().add_node_selector_constraint("TPU_V3").set_accelerator_limit(8).set_cpu_limit("4").set_memory_limit("8G")
    # A type without a number, and a number without a type.
    work().set_accelerator_type("amd.com/gpu")
    work().set_gpu_limit("1")


@dsl.pipeline(name="environment")
def environment():
    task = work_in_container()
    task.set_env_variable("PLAIN", "a")
    task.set_env_variable("QUOTED", 'it\'s "b" $(HOME) {{c}}')
    task.set_env_variable("EMPTY", "")
    work().set_env_variable("FLAG", "true").set_env_variable("NUMBER", "1")


@dsl.pipeline(name="retries")
def retries():
    work().set_retry(3)
    work().set_retry(num_retries=1, backoff_duration="30s", backoff_factor=1.5, backoff_max_duration="2h")
    work().set_retry(num_retries=0)
    work().set_retry(num_retries=2, backoff_duration="1h")


@dsl.pipeline(name="caching")
def caching():
    work().set_caching_options(True)
    work().set_caching_options(False)
    if at_least(2, 13):
        work().set_caching_options(True, cache_key="my key: 1")


@dsl.pipeline(name="names Of-tasks_and 1 pipeline")
def names():
    work().set_display_name('It\'s "quoted": {{and}} é')
    work()
    work()


if at_least(2, 8):

    @dsl.component
    def ask_for() -> str:
        return "2"

    @dsl.pipeline(name="limits-of-values")
    def limits_of_values(cpu: str = "500m", memory: str = "1Gi", accelerator: str = "nvidia.com/gpu", count: str = "1"):
        work().set_cpu_limit(cpu).set_cpu_request(cpu).set_memory_limit(memory).set_memory_request(memory)
        work().set_accelerator_type(accelerator).set_accelerator_limit(count)
        asked = ask_for()
        work().set_cpu_limit(asked.output).set_accelerator_type("nvidia.com/gpu").set_accelerator_limit(asked.output)
        with dsl.ParallelFor(["1Gi", "2Gi"]) as size:
            work().set_memory_limit(size)
