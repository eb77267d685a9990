"""What fails and what goes on: exit handlers, final status, failures that are ignored, retries, timeouts, signals."""

from kfp import dsl, kubernetes
from kfp.dsl import ContainerSpec, Dataset, Input, Output, OutputPath, PipelineTaskFinalStatus
from steps import IMAGE, component, fail, give, note, outputs, read, say, weave, write


@component
def report(status: PipelineTaskFinalStatus, scratch: str = "") -> dict:
    if scratch:
        with open(f"{scratch}/notes", "a") as notes:
            notes.write(f"{status.pipeline_task_name} {status.state}\n")
    return {
        "state": status.state,
        "task": status.pipeline_task_name,
        "run": status.pipeline_job_resource_name,
        "message": status.error_message or "",
    }


@dsl.container_component
def kill(signal: str, scratch: str = ""):
    """Ends by a signal, after it made what is not to be published."""
    return ContainerSpec(
        image=IMAGE, command=["sh", "-c", '[ -z "$1" ] || echo killed >> "$1/notes"; kill -s "$0" $$; sleep 20', signal, scratch]
    )


@dsl.pipeline(name="beside-a-failure")
def beside_a_failure(code: int) -> outputs(last=str):
    failed = fail(code=code, words='no "more" \\ than\nthis')
    say(text="never").set_display_name("after failure").after(failed)
    first = say(text="first")
    second = say(text=f"{first.output} second")
    return give(last=say(text=f"{second.output} last").output)


@component
def raise_error(text: str):
    raise ValueError(text)


@component
def import_missing():
    import a_module_that_nobody_installed  # noqa: F401


@dsl.pipeline(name="python-error")
def python_error(text: str):
    raise_error(text=text)
    import_missing()


@dsl.container_component
def no_such_program():
    return ContainerSpec(image=IMAGE, command=["a-program-that-nobody-has", "--now"])


@dsl.pipeline(name="missing-program")
def missing_program():
    no_such_program()


@dsl.pipeline(name="by-signal")
def by_signal(signal: str):
    kill(signal=signal)


@dsl.pipeline(name="exit-handler")
def exit_handler(scratch: str, code: int = 0):
    with dsl.ExitHandler(report(scratch=scratch)):
        first = note(scratch=scratch, line="first")
        failed = fail(code=code).after(first)
        note(scratch=scratch, line="last").after(failed)


@dsl.pipeline(name="exit-handler-with-many-tasks")
def exit_handler_with_many_tasks(scratch: str):
    with dsl.ExitHandler(note(scratch=scratch, line="exit")):
        for number in range(4):
            note(scratch=scratch, line=str(number))


@dsl.pipeline(name="two-exit-handlers")
def two_exit_handlers(scratch: str, code: int = 1):
    with dsl.ExitHandler(report(scratch=scratch)):
        fail(code=code)
    with dsl.ExitHandler(report(scratch=scratch)):
        note(scratch=scratch, line="second")


@dsl.pipeline(name="inner-failing")
def _inner_failing(scratch: str, code: int) -> str:
    first = note(scratch=scratch, line="inner")
    failed = fail(code=code).after(first)
    return say(text="whole").after(failed).output


@dsl.pipeline(name="exit-handler-around-a-nested-pipeline")
def exit_handler_around_a_nested_pipeline(scratch: str, code: int):
    with dsl.ExitHandler(report(scratch=scratch)):
        inner = _inner_failing(scratch=scratch, code=code)
        note(scratch=scratch, line=inner.output)


@dsl.pipeline(name="clean-up")
def _clean_up(scratch: str):
    first = note(scratch=scratch, line="clean 1")
    note(scratch=scratch, line="clean 2").after(first)


@dsl.pipeline(name="pipeline-as-exit-task")
def pipeline_as_exit_task(scratch: str, code: int):
    with dsl.ExitHandler(_clean_up(scratch=scratch)):
        fail(code=code)


@dsl.pipeline(name="failing-exit-task")
def failing_exit_task():
    with dsl.ExitHandler(fail(words="cannot clean up")):
        say(text="fine")


@dsl.pipeline(name="killed-in-an-exit-handler")
def killed_in_an_exit_handler(scratch: str):
    with dsl.ExitHandler(report(scratch=scratch)):
        killed = kill(signal="KILL", scratch=scratch)
        note(scratch=scratch, line="never").after(killed)


@dsl.pipeline(name="exit-handler-around-loops")
def exit_handler_around_loops(scratch: str, go: bool):
    """Everything in it skipped is no failure."""
    with dsl.ExitHandler(report(scratch=scratch)):
        with dsl.If(go == True):  # noqa: E712
            with dsl.ParallelFor(["a", "b"]) as item:
                note(scratch=scratch, line=item)


@dsl.pipeline(name="cached-in-an-exit-handler")
def cached_in_an_exit_handler(scratch: str):
    with dsl.ExitHandler(report(scratch=scratch).set_caching_options(False)):
        say(text="cached")


@dsl.pipeline(name="ignored-failure")
def ignored_failure(scratch: str, code: int) -> str:
    failed = fail(code=code)
    # It runs once, whatever became of those that it waits for.
    other = note(scratch=scratch, line="other")
    after = note(scratch=scratch, line="even so").after(failed, other).ignore_upstream_failure()
    # And others can depend on it.
    note(scratch=scratch, line="after that").after(after)
    return say(text="beside").output


@dsl.container_component
def say_or_fail(text: str, code: int, said: OutputPath(str)):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'printf %s "$0" > "$2"; exit "$1"', text, code, said])


@dsl.container_component
def say_anyway(said: OutputPath(str), text: str = "nothing came"):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'printf %s "$0" > "$1"', text, said])


@dsl.pipeline(name="default-for-a-failure")
def default_for_a_failure(code: int) -> str:
    made = say_or_fail(text="made", code=code)
    return say_anyway(text=made.output).ignore_upstream_failure().output


@dsl.pipeline(name="status-of-a-task")
def status_of_a_task(code: int) -> dict:
    failed = fail(code=code, words="this was it")
    return report(scratch="").after(failed).ignore_upstream_failure().output


@dsl.pipeline(name="status-of-what-never-ran")
def status_of_what_never_ran(code: int) -> dict:
    never = say(text="never").after(fail(code=code, words="this was it"))
    return report(scratch="").after(never).ignore_upstream_failure().output


@dsl.pipeline(name="two-that-ignore")
def two_that_ignore(scratch: str):
    failed = fail()
    note(scratch=scratch, line="one").after(failed).ignore_upstream_failure()
    note(scratch=scratch, line="two").after(failed).ignore_upstream_failure()


@dsl.pipeline(name="after-a-loop-that-fails")
def after_a_loop_that_fails(scratch: str):
    with dsl.ParallelFor([0, 1, 2]) as code:
        failed = fail(code=code)
    note(scratch=scratch, line="even so").after(failed).ignore_upstream_failure()


@dsl.container_component
def succeed_at(scratch: str, wanted: int, index: OutputPath(str), data: Output[Dataset], stale: Output[Dataset]):
    """Fails until it was started so often; says which try it is, and leaves something only when it fails."""
    program = """
echo try >> "$0/notes"
tries=$(grep -c try "$0/notes")
[ ! -e "$3" ] && [ ! -e "$4" ] || { echo "something of another try is here" >&2; exit 9; }
if [ "$tries" -lt "$1" ]; then echo stale > "$4"; echo "try $tries failed" >&2; exit 1; fi
printf %s "$KFP_RETRY_INDEX" > "$2"
printf "try %s" "$tries" > "$3"
"""
    return ContainerSpec(image=IMAGE, command=["sh", "-c", program, scratch, wanted, index, data.path, stale.path])


@dsl.pipeline(name="retried")
def retried(scratch: str, wanted: int) -> outputs(index=str, content=str):
    tried = succeed_at(scratch=scratch, wanted=wanted).set_retry(2, backoff_duration="0s", backoff_factor=1)
    return give(index=tried.outputs["index"], content=read(data=tried.outputs["data"]).output)


@dsl.pipeline(name="inner-retried")
def _inner_retried(scratch: str) -> str:
    return succeed_at(scratch=scratch, wanted=3).outputs["index"]


@dsl.pipeline(name="retried-by-its-pipeline")
def retried_by_its_pipeline(scratch: str) -> str:
    return _inner_retried(scratch=scratch).set_retry(2, backoff_duration="0s").output


@dsl.pipeline(name="backoff")
def backoff(scratch: str) -> str:
    return succeed_at(scratch=scratch, wanted=3).set_retry(2, backoff_duration="1s", backoff_factor=1).outputs["index"]


@dsl.pipeline(name="retried-in-a-loop")
def retried_in_a_loop():
    with dsl.ParallelFor([0, 1]) as code:
        fail(code=code).set_retry(1, backoff_duration="0s")


@dsl.container_component
def sleep(seconds: int):
    # A child of the shell's own: it must end too.
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'sleep "$0"; echo woke', seconds])


@dsl.pipeline(name="timeout")
def timeout(seconds: int):
    slept = sleep(seconds=seconds)
    kubernetes.set_timeout(slept, 1)
    say(text="after").after(slept)


@dsl.pipeline(name="time-enough")
def time_enough():
    slept = sleep(seconds=0)
    kubernetes.set_timeout(slept, 300)
    say(text="after").after(slept)


@dsl.pipeline(name="timeout-and-retry")
def timeout_and_retry(scratch: str):
    with dsl.ExitHandler(report(scratch=scratch)):
        slept = sleep(seconds=30).set_retry(1, backoff_duration="0s")
        kubernetes.set_timeout(slept, 1)


@dsl.container_component
def say_much(code: int):
    program = 'seq 1 5000 >&2; printf "last words \\377 \\033[31mred\\033[0m" >&2; exit "$0"'
    return ContainerSpec(image=IMAGE, command=["sh", "-c", program, code])


@dsl.pipeline(name="last-words")
def last_words():
    say_much(code=3)


@dsl.pipeline(name="exit-codes")
def exit_codes(code: int):
    fail(code=code)


@dsl.pipeline(name="status-in-a-loop")
def status_in_a_loop(scratch: str):
    with dsl.ParallelFor([0, 3]) as code:
        failed = fail(code=code)
        report(scratch=scratch).after(failed).ignore_upstream_failure()


@dsl.container_component
def write_or_fail(code: int, data: Output[Dataset]):
    return ContainerSpec(image=IMAGE, command=["sh", "-c", 'printf made > "$1"; exit "$0"', code, data.path])


@component
def content_or_none(data: Input[Dataset] = None) -> str:
    return "none" if data is None else open(data.path).read()


@dsl.pipeline(name="artifact-of-a-failure")
def artifact_of_a_failure(code: int) -> str:
    made = write_or_fail(code=code)
    return content_or_none(data=made.outputs["data"]).ignore_upstream_failure().output


@dsl.container_component
def leave_child(scratch: str):
    return ContainerSpec(
        image=IMAGE, command=["sh", "-c", '(sleep 2; echo "still here" >> "$0/notes") & sleep 30', scratch]
    )


@dsl.pipeline(name="timeout-with-a-child")
def timeout_with_a_child(scratch: str):
    left = leave_child(scratch=scratch)
    kubernetes.set_timeout(left, 1)
    # By its end the child would have written.
    sleep(seconds=2).after(left).ignore_upstream_failure()
