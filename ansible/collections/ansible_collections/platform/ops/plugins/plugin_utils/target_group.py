# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A target behind an Application or Network Load Balancer (ELB API, version 2015-12-01)."""

from __future__ import annotations

from typing import Any

from ansible_collections.platform.ops.plugins.plugin_utils.haproxy import BalancerError, Seen

# States in which no request comes any more, and in which some still may (TargetHealth, State).
GONE = ("unused",)
HEALTHY = "healthy"
DRAINING = "draining"


class TargetGroup:
    """One target group; a server is the id of a target, or ID:PORT."""

    def __init__(self, client: Any, arn: str) -> None:
        self.client = client
        self.arn = arn

    @classmethod
    def of_options(cls, options: dict[str, Any]) -> TargetGroup:
        """The group that an ARN or tags name, with the keys that boto3 finds. BalancerError where that is not one group."""
        import boto3

        where = {"region_name": options["region"], "endpoint_url": options.get("endpoint_url")}
        arn = options.get("arn") or arn_by_tags(boto3.client("resourcegroupstaggingapi", **where), options.get("tags") or {})
        return cls(boto3.client("elbv2", **where), arn)

    def servers(self) -> dict[str, Seen]:
        """Every registered target."""
        answer = self._call("describe_target_health", TargetGroupArn=self.arn)
        return {one["Target"]["Id"]: self._seen(one["TargetHealth"]["State"]) for one in answer["TargetHealthDescriptions"]}

    def seen(self, server: str) -> Seen:
        """One target; what is not registered is drained."""
        answer = self._call("describe_target_health", TargetGroupArn=self.arn, Targets=[self._target(server)])
        return self._seen(answer["TargetHealthDescriptions"][0]["TargetHealth"]["State"])

    def drain(self, server: str) -> None:
        """Deregister: no new requests; open ones have the group's deregistration delay."""
        self._call("deregister_targets", TargetGroupArn=self.arn, Targets=[self._target(server)])

    def ready(self, server: str) -> None:
        """Register again."""
        self._call("register_targets", TargetGroupArn=self.arn, Targets=[self._target(server)])

    @staticmethod
    def _seen(state: str) -> Seen:
        return Seen(drained=state in (*GONE, DRAINING), healthy=state == HEALTHY, sessions=int(state == DRAINING))

    @staticmethod
    def _target(server: str) -> dict[str, Any]:
        name, _colon, port = server.partition(":")
        return {"Id": name, "Port": int(port)} if port else {"Id": name}

    def _call(self, operation: str, **parameters: Any) -> dict[str, Any]:
        return call(self.client, operation, self.arn, **parameters)


def arn_by_tags(client: Any, tags: dict[str, str]) -> str:
    """The one target group with these tags (Resource Groups Tagging API, GetResources). BalancerError for none, and for several."""
    if not tags:
        raise BalancerError("no target group is named; expected its arn or its tags")
    wanted = [{"Key": key, "Values": [value]} for key, value in sorted(tags.items())]
    words = ", ".join(f"{key}={value}" for key, value in sorted(tags.items()))
    answer = call(client, "get_resources", words, ResourceTypeFilters=["elasticloadbalancing:targetgroup"], TagFilters=wanted)
    found = sorted(one["ResourceARN"] for one in answer["ResourceTagMappingList"])
    if len(found) != 1:
        raise BalancerError(f"{len(found)} target groups have the tags {words}; expected one{': ' if found else ''}{', '.join(found)}")
    return found[0]


def call(client: Any, operation: str, what: str, **parameters: Any) -> dict[str, Any]:
    """What AWS answers. BalancerError with what it was about."""
    from botocore.exceptions import BotoCoreError, ClientError

    try:
        return getattr(client, operation)(**parameters)
    except (BotoCoreError, ClientError) as error:
        raise BalancerError(f"{operation} of {what}: {error}") from error
