"""How many copies of a service run in an environment."""

from dataclasses import dataclass

from estate.catalog.service import Replicas


@dataclass(frozen=True, kw_only=True)
class ReplicaRange:
    """The fewest and the most copies, and the CPU load in percent at which one more starts."""

    minimum: int
    maximum: int
    target_cpu: int


def replica_range(replicas: Replicas, limit: int | None) -> ReplicaRange:
    """What the service asks for, cut to the environment's `limit`; no limit: as it asks."""
    ceiling = replicas.maximum if limit is None else min(replicas.maximum, limit)
    return ReplicaRange(minimum=min(replicas.minimum, ceiling), maximum=ceiling, target_cpu=replicas.target_cpu)
