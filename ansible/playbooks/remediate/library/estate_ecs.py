#!/usr/bin/python
# Copyright: Platform team
# SPDX-License-Identifier: Apache-2.0
"""Looks at a service of ECS, which its tags name, and changes what a remediation may change of it."""

from __future__ import annotations

from typing import Any

import boto3
from ansible.module_utils.basic import AnsibleModule
from botocore.exceptions import BotoCoreError, ClientError

SPEC = {
    "operation": {
        "type": "str",
        "choices": ["look", "redeploy", "scale", "roll_back", "verify_count", "verify_rollout"],
        "default": "look",
    },
    "region": {"type": "str", "required": True},
    "environment": {"type": "str", "required": True},
    "service": {"type": "str", "required": True},
    "by": {"type": "int", "default": 1},
    "maximum": {"type": "int", "default": 0},
    "deployment": {"type": "str", "default": ""},
}
# How a service deployment ends (ECS API, ServiceDeploymentBrief, status): its release is what runs, or it is not.
SUCCESSFUL = "SUCCESSFUL"
UNDONE = ("STOPPED", "ROLLBACK_SUCCESSFUL", "ROLLBACK_FAILED")


class NotPossibleError(Exception):
    """What was asked for cannot be; the text says why."""


def main() -> None:
    """Do one operation."""
    module = AnsibleModule(argument_spec=SPEC, supports_check_mode=True)
    options = module.params
    try:
        place = found(options)
        client = boto3.client("ecs", region_name=options["region"])
        service = described(client, place)
        if options["operation"].startswith("verify"):
            verify(module, client, place, service)
        change = planned(client, service, options)
        if change and not module.check_mode:
            service = client.update_service(**place, **change)["service"]
        module.exit_json(changed=bool(change), change=change, **seen(place, service))
    except (NotPossibleError, BotoCoreError, ClientError) as error:
        module.fail_json(msg=str(error))


def found(options: dict[str, Any]) -> dict[str, str]:
    """Cluster and service by the estate's tags: their physical names have endings that nobody knows beforehand."""
    client = boto3.client("resourcegroupstaggingapi", region_name=options["region"])
    filters = [{"Key": key, "Values": [options[key]]} for key in ("service", "environment")]
    pages = client.get_paginator("get_resources").paginate(TagFilters=filters, ResourceTypeFilters=["ecs:service"])
    names = [one["ResourceARN"] for page in pages for one in page["ResourceTagMappingList"] if ":service/" in one["ResourceARN"]]
    if len(names) != 1:
        raise NotPossibleError(
            f"{len(names)} services of ECS have the tags of {options['service']} in {options['environment']}; expected one"
        )
    _, cluster, service = names[0].split(":", 5)[5].split("/")
    return {"cluster": cluster, "service": service}


def planned(client: Any, service: dict[str, Any], options: dict[str, Any]) -> dict[str, Any]:
    """What update_service is told."""
    if options["operation"] == "redeploy":
        return {"forceNewDeployment": True}
    if options["operation"] == "scale":
        return {"desiredCount": larger(service["desiredCount"], by=options["by"], maximum=options["maximum"])}
    if options["operation"] == "roll_back":
        return {"taskDefinition": previous(client, service["taskDefinition"])}
    return {}


def larger(desired: int, *, by: int, maximum: int) -> int:
    """As many more as are asked for, never above the maximum."""
    if desired >= maximum:
        raise NotPossibleError(f"{desired} tasks are wanted already, and the catalog's maximum is {maximum}; expected fewer")
    return min(desired + by, maximum)


def previous(client: Any, current: str) -> str:
    """The task definition before the current one, of those that are active."""
    family, _, revision = current.rpartition("/")[2].rpartition(":")
    pages = client.get_paginator("list_task_definitions").paginate(familyPrefix=family, status="ACTIVE", sort="DESC")
    older = [arn for page in pages for arn in page["taskDefinitionArns"] if int(arn.rpartition(":")[2]) < int(revision)]
    if not older:
        raise NotPossibleError(f"{family} has no active revision before {revision}; expected one to go back to")
    return max(older, key=lambda arn: int(arn.rpartition(":")[2]))


def described(client: Any, place: dict[str, str]) -> dict[str, Any]:
    """The service as ECS describes it."""
    return client.describe_services(cluster=place["cluster"], services=[place["service"]])["services"][0]


def seen(place: dict[str, str], service: dict[str, Any]) -> dict[str, Any]:
    """What a person looks at first, and the id of the deployment that is under way or was the last."""
    deployments = service.get("deployments", [])
    return {
        **place,
        "desired": service["desiredCount"],
        "running": service["runningCount"],
        "task_definition": service["taskDefinition"],
        "deployment": primary(service).get("id", ""),
        "deployments": [f"{one['status']} {one['taskDefinition']} {one.get('rolloutState', '')}".strip() for one in deployments],
        "events": [one["message"] for one in service.get("events", [])[:10]],
    }


def primary(service: dict[str, Any]) -> dict[str, Any]:
    """The newest deployment (ECS API, Deployment, status)."""
    return next((one for one in service.get("deployments", []) if one["status"] == "PRIMARY"), {})


def verify(module: AnsibleModule, client: Any, place: dict[str, str], service: dict[str, Any]) -> None:
    """End well when what is wanted runs. `over` says that nobody need ask again: it runs, or never will."""
    wrong, over, wanted = "", False, module.params["deployment"]
    if module.params["operation"] == "verify_rollout":
        wrong, over = rolled_out(service, wanted) if wanted else ended(newest(client, place))
    wrong = wrong or counted(service)
    if wrong:
        module.fail_json(msg=wrong, over=over, **seen(place, service))
    module.exit_json(changed=False, over=True, **seen(place, service))


def counted(service: dict[str, Any]) -> str:
    """Why the service is not steady, as the waiter services-stable of the SDKs has it; empty when it is."""
    deployments = service.get("deployments", [])
    if service["runningCount"] >= service["desiredCount"] and len(deployments) == 1:
        return ""
    return f"{service['runningCount']} of {service['desiredCount']} tasks run, in {len(deployments)} deployments; expected all, in one"


def rolled_out(service: dict[str, Any], wanted: str) -> tuple[str, bool]:
    """Why the deployment that was begun here is not what runs, and whether it never will be; an empty text when it is.

    A circuit breaker or an alarm that takes a release back makes a deployment of its own, which ends as steady as any other.
    """
    mine = next((one for one in service.get("deployments", []) if one["id"] == wanted), {})
    runs = primary(service)
    if mine.get("rolloutState") == "FAILED":
        return f"the deployment {wanted} failed: {mine.get('rolloutStateReason', 'no reason given')}", True
    if runs.get("id") != wanted:
        return f"the deployment {runs.get('id')} of {runs.get('taskDefinition')} runs; expected {wanted}, which was begun here", False
    state = mine.get("rolloutState")
    return ("", False) if state == "COMPLETED" else (f"the deployment {wanted} is {state}; expected COMPLETED", False)


def newest(client: Any, place: dict[str, str]) -> dict[str, Any]:
    """The service deployment that was begun last: after an interruption nobody knows an id."""
    listed: list[dict[str, Any]] = []
    token: dict[str, str] = {}
    while True:
        page = client.list_service_deployments(**place, **token)
        listed += page["serviceDeployments"]
        if not page.get("nextToken"):
            return max(listed, key=lambda one: one["createdAt"], default={})
        token = {"nextToken": page["nextToken"]}


def ended(deployment: dict[str, Any]) -> tuple[str, bool]:
    """Why the last service deployment is not what runs, and whether it never will be; an empty text when it is, and where there is none."""
    status = deployment.get("status", SUCCESSFUL)
    if status == SUCCESSFUL:
        return "", False
    return f"the last deployment is {status}: {deployment.get('statusReason', 'no reason given')}; expected {SUCCESSFUL}", status in UNDONE


if __name__ == "__main__":
    main()
