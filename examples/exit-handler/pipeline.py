"""A task that runs whatever becomes of the others, and learns how they ended."""

from kfp import dsl
from kfp.dsl import Dataset, Input, Output, PipelineTaskFinalStatus

IMAGE = "python:3.11-slim"


@dsl.component(base_image=IMAGE)
def collect_orders(amounts: list, orders: Output[Dataset]):
    """Writes one order a line."""
    import json

    with open(orders.path, "w") as file:
        for number, amount in enumerate(amounts, start=1):
            file.write(json.dumps({"order": number, "amount": amount}) + "\n")


@dsl.component(base_image=IMAGE)
def check_orders(orders: Input[Dataset]) -> float:
    """Adds the orders up; a negative amount makes the task fail."""
    import json

    with open(orders.path) as file:
        rows = [json.loads(line) for line in file]
    for row in rows:
        if row["amount"] < 0:
            raise ValueError(f"order {row['order']} has a negative amount: {row['amount']}")
    return float(sum(row["amount"] for row in rows))


@dsl.component(base_image=IMAGE)
def report(recipient: str, status: PipelineTaskFinalStatus, message: Output[Dataset]):
    """Writes the message that would be sent: who, what ended how, and why."""
    import json

    lines = {
        "to": recipient,
        "about": status.pipeline_task_name,
        "state": status.state,
        "error_code": status.error_code,
        "error": status.error_message,
    }
    with open(message.path, "w") as file:
        json.dump(lines, file, indent=2)
    print(json.dumps(lines))


@dsl.pipeline(name="exit-handler", description="Reports how the work ended, also when it failed.")
def exit_handler(amounts: list = [12.5, 30, 7.25], recipient: str = "team@example.com"):
    report_task = report(recipient=recipient).set_display_name("Report")
    # A report is wanted of each run, also when it says the same as the last one.
    report_task.set_caching_options(enable_caching=False)
    with dsl.ExitHandler(exit_task=report_task, name="Orders"):
        orders_task = collect_orders(amounts=amounts)
        check_orders(orders=orders_task.outputs["orders"]).set_retry(num_retries=1)
