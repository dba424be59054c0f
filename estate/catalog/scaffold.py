"""The first files of a new service: valid, and only what its team must say."""

import json
from dataclasses import dataclass
from typing import Literal

from estate.catalog.fact import Maturity, Tier

RuntimeKind = Literal["ecs", "ec2", "lambda"]
Protocol = Literal["http", "grpc"]

GRPC_HEALTH = "/grpc.health.v1.Health/Check"
"""gRPC health checking protocol: the method that says whether a server is well."""
FIRST_VERSION = "0.1.0"
"""Semantic Versioning 2.0.0, FAQ: where development begins."""

RUNTIMES = {
    "ecs": "runtime: {{kind: ecs, image: {name}, cpu: 256, memory: 256, replicas: {{minimum: 2, maximum: 4, target_cpu: 60}}}}\n",
    "ec2": (
        "runtime:\n  kind: ec2\n  machine_image: {image}\n  package: {name}\n  disk_gib: 16\n"
        "  replicas: {{minimum: 2, maximum: 4, target_cpu: 60}}\n  patch_group: {owner}\n"
    ),
    "lambda": "runtime: {{kind: lambda, image: {name}, memory: 256, timeout: 1m, concurrency: 5}}\n",
}

RUNBOOK = """\
# {name}

## What it does

{description} When it is down, this is missing: say here what customers or colleagues notice, and how soon.

## First look

Everything that belongs to it, by its tags:

```sh
aws resourcegroupstaggingapi get-resources --tag-filters Key=service,Values={name} Key=environment,Values=production
```

1. Are copies of it running and healthy?
2. What changed last: a release of it, of what it depends on (`depends_on` in `{file}`), or a feature flag?
3. Errors and latency by operation: one operation points to what that one calls, all of them to the service itself.

## Known failures

None is known yet. Write each one down on the day it happens: how it looks, how to be sure, what ends it.

## Roll back

{rollback}
Then revert the commit that brought the change, so that the next `pulumi up` does not bring it back.
"""
ROLLBACKS = {
    "ecs": (
        "A deployment that does not become healthy is rolled back by ECS itself. By hand:\n\n```sh\n"
        "aws ecs update-service --cluster CLUSTER --service SERVICE --task-definition FAMILY:PREVIOUS\n```\n"
    ),
    "ec2": (
        "While an instance refresh runs:\n\n```sh\n"
        "aws autoscaling rollback-instance-refresh --auto-scaling-group-name GROUP\n```\n\n"
        "Afterwards: `pulumi up` from the earlier commit.\n"
    ),
    "lambda": "The function takes its earlier image with `pulumi up` from the earlier commit.\n",
}


@dataclass(frozen=True, kw_only=True)
class NewService:
    """What is known of a service on its first day; `port` is None for what listens on none."""

    name: str
    owner: str
    description: str
    language: str
    runtime: RuntimeKind
    tier: Tier
    maturity: Maturity
    port: int | None
    protocol: Protocol
    machine_image: str | None = None
    """What its hosts are made from, where it runs on hosts."""

    @property
    def has_image(self) -> bool:
        """Whether it runs from a container image, whose version each environment says."""
        return self.runtime != "ec2"

    @property
    def runbook(self) -> str:
        """Its runbook, from the repository's root."""
        return f"docs/runbooks/{self.name}.md"


def service_text(service: NewService) -> str:
    """The service's file. Text that a person gave stands in double quotes: JSON's quotes are YAML's."""
    lines = [
        "# yaml-language-server: $schema=../schema/service.json\n",
        f"name: {service.name}\n",
        f"description: {json.dumps(service.description, ensure_ascii=False)}\n",
        f"owner: {service.owner}\n",
        f"tier: {service.tier}\n",
        f"maturity: {service.maturity}\n",
        f"language: {json.dumps(service.language, ensure_ascii=False)}\n",
        RUNTIMES[service.runtime].format(name=service.name, owner=service.owner, image=service.machine_image),
        _port(service),
        f"runbook: {service.runbook}\n",
    ]
    return "".join(lines)


def _port(service: NewService) -> str:
    if service.port is None:
        return ""
    health = GRPC_HEALTH if service.protocol == "grpc" else "/"
    return f"port: {{number: {service.port}, protocol: {service.protocol}, health: {health}}}\n"


def runbook_text(service: NewService, *, file: str) -> str:
    """The service's first runbook; `file` is where its facts stand."""
    rollback = ROLLBACKS[service.runtime]
    return RUNBOOK.format(name=service.name, description=service.description, file=file, rollback=rollback)
