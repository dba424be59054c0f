"""Maintenance windows: when, for whom, and what is done."""

from collections.abc import Iterable, Mapping
from typing import cast

from estate.sandbox.row import EVERYTHING, Call, Inputs, Naming, Row, tags_by

OWN = {"WindowId": "{id}"}
RESOURCE = {"ResourceType": "MaintenanceWindow", "ResourceId": "{id}"}

MAINTENANCE_WINDOW = Row(
    "aws:ssm/maintenanceWindow:MaintenanceWindow",
    service="ssm",
    create=Call("create_maintenance_window", arguments={"AllowUnassociatedTargets": "{in.allowUnassociatedTargets}"}),
    id="{out.WindowId}",
    read=Call("get_maintenance_window", arguments=OWN),
    also_read={"Tags": Call("list_tags_for_resource", arguments=RESOURCE, at="TagList")},
    delete=(Call("delete_maintenance_window", arguments=OWN),),
    defaults={"allowUnassociatedTargets": False, "enabled": True},
    naming=Naming(limit=128, prefix=""),
    apart=("enabled",),
    updates=(
        # A window is enabled when it is made.
        Call("update_maintenance_window", arguments={**OWN, "Enabled": False}, properties=("enabled",), when="in.enabled == `false`"),
        Call(
            "update_maintenance_window",
            arguments={**OWN, "Enabled": "{in.enabled}", "Replace": True},
            properties=EVERYTHING,
            place=True,
            clears=True,
        ),
    ),
    tags="Tags",
    tag_updates=tags_by("add_tags_to_resource", "remove_tags_from_resource", **RESOURCE),
)

TARGET = {"WindowId": "{in.windowId}", "WindowTargetId": "{id}"}

MAINTENANCE_WINDOW_TARGET = Row(
    "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
    service="ssm",
    create=Call("register_target_with_maintenance_window"),
    id="{out.WindowTargetId}",
    read=Call("describe_maintenance_window_targets", arguments={"WindowId": "{in.windowId}"}, at="Targets[?WindowTargetId=='{id}'] | [0]"),
    delete=(Call("deregister_target_from_maintenance_window", arguments=TARGET),),
    updates=(
        Call("update_maintenance_window_target", arguments={**TARGET, "Replace": True}, properties=EVERYTHING, place=True, clears=True),
    ),
)

TASK = {"WindowId": "{in.windowId}", "WindowTaskId": "{id}"}
RUN_COMMAND = "taskInvocationParameters.runCommandParameters"

Blocks = Iterable[Mapping[str, object]]


def parameters_by_name(inputs: Inputs) -> Inputs:
    """The inputs with the parameters of a command as AWS takes them: by their names."""
    task = cast("Mapping[str, Mapping[str, object]]", inputs.get("taskInvocationParameters") or {})
    command = task.get("runCommandParameters") or {}
    if not isinstance(command.get("parameters"), list):
        return inputs
    named = {str(block["name"]): block["values"] for block in cast("Blocks", command["parameters"])}
    return {**inputs, "taskInvocationParameters": {**task, "runCommandParameters": {**command, "parameters": named}}}


MAINTENANCE_WINDOW_TASK = Row(
    "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
    service="ssm",
    create=Call("register_task_with_maintenance_window"),
    id="{out.WindowTaskId}",
    read=Call("describe_maintenance_window_tasks", arguments={"WindowId": "{in.windowId}"}, at="Tasks[?WindowTaskId=='{id}'] | [0]"),
    delete=(Call("deregister_task_from_maintenance_window", arguments=TASK),),
    renames={
        "taskInvocationParameters.automationParameters": "Automation",
        "taskInvocationParameters.lambdaParameters": "Lambda",
        "taskInvocationParameters.runCommandParameters": "RunCommand",
        "taskInvocationParameters.stepFunctionsParameters": "StepFunctions",
        f"{RUN_COMMAND}.cloudwatchConfig": "CloudWatchOutputConfig",
        f"{RUN_COMMAND}.outputS3Bucket": "OutputS3BucketName",
    },
    updates=(Call("update_maintenance_window_task", arguments={**TASK, "Replace": True}, properties=EVERYTHING, place=True, clears=True),),
    prepare=parameters_by_name,
    outputs={"windowTaskId": "{id}", "arn": "arn:{partition}:ssm:{region}:{account}:windowtask/{id}"},
)

ROWS = (MAINTENANCE_WINDOW, MAINTENANCE_WINDOW_TARGET, MAINTENANCE_WINDOW_TASK)
