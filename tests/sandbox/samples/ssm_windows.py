"""Maintenance windows, and what stands in them."""

from tests.sandbox.sample import Sample, The

WINDOW = The("aws:ssm/maintenanceWindow:MaintenanceWindow")


def lacks(operation: str, *names: str) -> dict[str, str]:
    return dict.fromkeys(names, f"the emulator has no {operation}")


SAMPLES = (
    Sample(
        "aws:ssm/maintenanceWindow:MaintenanceWindow",
        inputs={
            "name": "patches",
            "schedule": "cron(0 5 ? * THU *)",
            "scheduleTimezone": "Europe/Istanbul",
            "duration": 3,
            "cutoff": 1,
            "allowUnassociatedTargets": False,
            "description": "Security updates",
            "tags": {"team": "platform"},
        },
        steps=({"tags": {"owner": "platform"}},),
        untried=lacks(
            "update_maintenance_window",
            "allowUnassociatedTargets",
            "cutoff",
            "description",
            "duration",
            "enabled",
            "endDate",
            "name",
            "schedule",
            "scheduleOffset",
            "scheduleTimezone",
            "startDate",
        ),
    ),
    Sample(
        "aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget",
        inputs={
            "windowId": WINDOW,
            "resourceType": "INSTANCE",
            "targets": [{"key": "tag:PatchGroup", "values": ["tool-hosts"]}],
        },
        untried=lacks("update_maintenance_window_target", "ownerInformation", "targets"),
    ),
    Sample(
        "aws:ssm/maintenanceWindowTask:MaintenanceWindowTask",
        inputs={
            "windowId": WINDOW,
            "taskType": "RUN_COMMAND",
            "taskArn": "AWS-RunPatchBaseline",
            "serviceRoleArn": The("aws:iam/role:Role", "arn"),
            "priority": 1,
            "maxConcurrency": "1",
            "maxErrors": "0",
            "cutoffBehavior": "CONTINUE_TASK",
            "targets": [{"key": "WindowTargetIds", "values": [The("aws:ssm/maintenanceWindowTarget:MaintenanceWindowTarget")]}],
            "taskInvocationParameters": {
                "runCommandParameters": {"timeoutSeconds": 3600, "parameters": [{"name": "Operation", "values": ["Install"]}]}
            },
        },
        untried=lacks(
            "update_maintenance_window_task",
            "cutoffBehavior",
            "description",
            "maxConcurrency",
            "maxErrors",
            "name",
            "priority",
            "serviceRoleArn",
            "targets",
            "taskArn",
            "taskInvocationParameters",
        ),
    ),
)
