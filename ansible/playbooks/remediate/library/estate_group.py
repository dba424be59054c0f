#!/usr/bin/python
# Copyright: Platform team
# SPDX-License-Identifier: Apache-2.0
"""Looks at the Auto Scaling group of a host, and takes the host out of it."""

from __future__ import annotations

from typing import Any

import boto3
from ansible.module_utils.basic import AnsibleModule
from botocore.exceptions import BotoCoreError, ClientError

SPEC = {
    "operation": {"type": "str", "choices": ["look", "detach"], "default": "look"},
    "region": {"type": "str", "required": True},
    "environment": {"type": "str", "required": True},
    "service": {"type": "str", "required": True},
    "instance": {"type": "str", "required": True},
}


def main() -> None:
    """Do one operation."""
    module = AnsibleModule(argument_spec=SPEC, supports_check_mode=True)
    options = module.params
    client = boto3.client("autoscaling", region_name=options["region"])
    try:
        group = found(client, options)
        if group is None:
            module.fail_json(msg=f"no Auto Scaling group has the tags of {options['service']} in {options['environment']}; expected one")
        inside = options["instance"] in members(group)
        changed = options["operation"] == "detach" and inside
        if changed and not module.check_mode:
            # The group starts another one in its place; this one stays as it is, for whoever looks for the cause.
            client.detach_instances(
                InstanceIds=[options["instance"]], AutoScalingGroupName=group["AutoScalingGroupName"], ShouldDecrementDesiredCapacity=False
            )
            group = found(client, options)
        module.exit_json(changed=changed, **seen(group, options["instance"]))
    except (BotoCoreError, ClientError) as error:
        module.fail_json(msg=str(error))


def found(client: Any, options: dict[str, Any]) -> dict[str, Any] | None:
    """The service's group by the estate's tags."""
    filters = [{"Name": f"tag:{key}", "Values": [options[key]]} for key in ("service", "environment")]
    pages = client.get_paginator("describe_auto_scaling_groups").paginate(Filters=filters)
    groups = [group for page in pages for group in page["AutoScalingGroups"]]
    return groups[0] if len(groups) == 1 else None


def members(group: dict[str, Any]) -> dict[str, str]:
    """Its hosts and what the group thinks of them."""
    return {one["InstanceId"]: f"{one['LifecycleState']} {one['HealthStatus']}" for one in group["Instances"]}


def seen(group: dict[str, Any], instance: str) -> dict[str, Any]:
    """What a person looks at first."""
    hosts = members(group)
    serving = sum(state == "InService Healthy" for state in hosts.values())
    return {
        "group": group["AutoScalingGroupName"],
        "desired": group["DesiredCapacity"],
        "hosts": hosts,
        "steady": instance not in hosts and serving >= group["DesiredCapacity"],
    }


if __name__ == "__main__":
    main()
