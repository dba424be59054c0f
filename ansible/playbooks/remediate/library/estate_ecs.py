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
    "operation": {"type": "str", "choices": ["look", "redeploy", "scale", "roll_back"], "default": "look"},
    "region": {"type": "str", "required": True},
    "environment": {"type": "str", "required": True},
    "service": {"type": "str", "required": True},
    "by": {"type": "int", "default": 1},
    "maximum": {"type": "int", "default": 0},
}


class NotPossibleError(Exception):
    """What was asked for cannot be; the text says why."""


def main() -> None:
    """Do one operation."""
    module = AnsibleModule(argument_spec=SPEC, supports_check_mode=True)
    options = module.params
    try:
        place = found(options)
        client = boto3.client("ecs", region_name=options["region"])
        change = planned(client, place, options)
        if change and not module.check_mode:
            client.update_service(**place, **change)
        module.exit_json(changed=bool(change), change=change, **seen(client, place))
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


def planned(client: Any, place: dict[str, str], options: dict[str, Any]) -> dict[str, Any]:
    """What update_service is told."""
    service = described(client, place)
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


def seen(client: Any, place: dict[str, str]) -> dict[str, Any]:
    """What a person looks at first."""
    service = described(client, place)
    deployments = service.get("deployments", [])
    return {
        **place,
        "desired": service["desiredCount"],
        "running": service["runningCount"],
        "task_definition": service["taskDefinition"],
        "deployments": [f"{one['status']} {one['taskDefinition']} {one.get('rolloutState', '')}".strip() for one in deployments],
        "events": [one["message"] for one in service.get("events", [])[:10]],
        "steady": service["runningCount"] >= service["desiredCount"] and len(deployments) <= 1,
    }


if __name__ == "__main__":
    main()
