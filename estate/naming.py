"""The only place that makes physical names and tags.

A name reads `<prefix>-<environment>-<what>`. Where a type's limit cuts it, its end is replaced by a hash of the
whole name, so that two long names never become one. Types that are replaced without an outage carry no fixed
physical name at all: the provider appends its own suffix (see `LIMITS` for the types that carry one).
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from estate.catalog.environment import Environment
from estate.catalog.organisation import Organisation
from estate.catalog.service import Service
from estate.catalog.store import Store
from estate.catalog.team import Team

HASH_LENGTH = 6

# Longest physical name, from the API reference of each service (the operation that creates it).
LIMITS: Mapping[str, int] = {
    "accessanalyzer/analyzer": 255,
    "cloudtrail/trail": 128,
    "dynamodb/table": 255,
    "ecr/repository": 256,
    "ecs/cluster": 255,
    "eks/cluster": 100,
    "elasticache/replicationGroup": 40,
    "iam/policy": 128,
    "iam/role": 64,
    "kms/alias": 250,
    "lambda/function": 64,
    "msk/cluster": 64,
    "rds/cluster": 63,
    "s3/bucket": 63,
    "secretsmanager/secret": 512,
    "servicediscovery/namespace": 253,
    "sns/topic": 256,
    "sqs/queue": 80,
    "budgets/budget": 100,
    "costexplorer/anomalyMonitor": 50,
    "costexplorer/anomalySubscription": 50,
}

# Types whose names every account of the world shares, so that the account is part of them.
GLOBAL = frozenset({"s3/bucket"})

SHARED = "global"
"""The word in place of an environment, for what serves all of them."""


def shorten(name: str, limit: int) -> str:
    """`name`, at most `limit` characters: a longer one keeps its beginning and ends in a hash of the whole."""
    if len(name) <= limit:
        return name
    digest = hashlib.sha256(name.encode()).hexdigest()[:HASH_LENGTH]
    return f"{name[: limit - HASH_LENGTH - 1].rstrip('-')}-{digest}"


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Where a resource stands and whose it is: gives it its physical name and its tags."""

    prefix: str
    environment: str
    account: str
    region: str
    tags: Mapping[str, str]

    def name(self, kind: str, *words: str) -> str:
        """The physical name of a `kind` (`sqs/queue`); `words` say which one. KeyError for a kind that carries none."""
        parts = (self.prefix, self.environment, *words, *((self.account,) if kind in GLOBAL else ()))
        return shorten("-".join(parts), LIMITS[kind])

    def path(self, *words: str) -> str:
        """The name of what is named by a path: log groups, secrets, parameters (`shop/production/checkout`)."""
        return "/".join((self.prefix, self.environment, *words))

    @property
    def boundary_arn(self) -> str:
        """The policy that no role of the account exceeds: pass it as `permissions_boundary` to every role."""
        return f"arn:aws:iam::{self.account}:policy/{self.name('iam/policy', 'boundary')}"

    @property
    def title(self) -> str:
        """The value of the tag `Name`, for consoles."""
        return f"{self.prefix}-{self.environment}-{self.tags['service']}"


def tags(*, organisation: Organisation, environment: str, service: str, team: Team, tier: int, source: str) -> dict[str, str]:
    """The tags that every taggable resource carries; `source` is the file of the catalog that asks for it."""
    return {
        "organisation": organisation.prefix,
        "environment": environment,
        "service": service,
        "owner": team.name,
        "tier": str(tier),
        "cost-centre": team.cost_centre,
        "managed-by": "pulumi",
        "source": source,
    }


def scope_of_platform(*, organisation: Organisation, environment: Environment | None, team: Team, what: str) -> Scope:
    """The scope of what belongs to no service, such as a network; without an environment: of what serves all."""
    name = environment.name if environment else SHARED
    return Scope(
        prefix=organisation.prefix,
        environment=name,
        account=environment.account if environment else organisation.shared_account,
        region=environment.region if environment else organisation.regions.primary,
        tags=tags(
            organisation=organisation,
            environment=name,
            service=what,
            team=team,
            tier=1,
            source=f"catalog/environments/{name}.yaml" if environment else "catalog/organisation.yaml",
        ),
    )


def scope_of(*, organisation: Organisation, environment: Environment, team: Team, thing: Service | Store) -> Scope:
    """The scope of a service or a store."""
    folder = "services" if isinstance(thing, Service) else "stores"
    return Scope(
        prefix=organisation.prefix,
        environment=environment.name,
        account=environment.account,
        region=environment.region,
        tags=tags(
            organisation=organisation,
            environment=environment.name,
            service=thing.name,
            team=team,
            tier=thing.tier,
            source=f"catalog/{folder}/{thing.name}.yaml",
        ),
    )


def in_region(scope: Scope, region: str) -> Scope:
    """The same thing in another region."""
    return replace(scope, region=region)
