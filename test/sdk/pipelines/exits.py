"""Exit handlers, final status, tasks that run after a failure, order without data."""

from kfp import dsl
from kfp.dsl import Dataset, Input, Output, PipelineTaskFinalStatus


@dsl.component
def work(text: str = "a", fail: bool = False) -> str:
    if fail:
        raise RuntimeError(text)
    return text


@dsl.component
def make(data: Output[Dataset]):
    open(data.path, "w").close()


@dsl.component
def read(data: Input[Dataset]):
    print(data.path)


@dsl.component
def tell(text: str, status: PipelineTaskFinalStatus, level: int = 1):
    print(text, level, status.state, status.error_message)


@dsl.component
def clean_up(text: str = "done"):
    print(text)


@dsl.container_component
def tell_container(status: PipelineTaskFinalStatus):
    return dsl.ContainerSpec(image="alpine:3.20", command=["echo", status])


@dsl.pipeline(name="exit-handler-with-status")
def with_status(text: str = "a", fail: bool = False):
    with dsl.ExitHandler(tell(text=text), name="all of it"):
        first = work(text=text, fail=fail)
        work(text=first.output)


@dsl.pipeline(name="exit-handlers-in-sequence")
def in_sequence(text: str = "a"):
    before = work()
    with dsl.ExitHandler(clean_up()):
        read(data=make().output)
    with dsl.ExitHandler(tell(text=text).set_retry(2)):
        work(text=before.output)
        with dsl.ParallelFor(["a", "b"]) as item:
            with dsl.Condition(item == "a"):
                work(text=item)


@dsl.pipeline(name="exit-handler-container")
def in_container():
    with dsl.ExitHandler(tell_container()):
        work()


@dsl.pipeline(name="ignore-upstream-failure")
def ignoring(fail: bool = True):
    first = work(fail=fail)
    clean_up(text="even so").after(first).ignore_upstream_failure()
    # What takes a result of a task that may fail needs a default for it.
    work(text=first.output, fail=False).ignore_upstream_failure()


@dsl.pipeline(name="order-without-data")
def order():
    first = work().set_display_name("first")
    second = work().after(first)
    work().after(first, second)
    with dsl.Condition(first.output == "a"):
        work().after(second)
