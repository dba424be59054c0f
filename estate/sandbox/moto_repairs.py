"""What moto leaves undone when things are taken away; without it an estate could be taken down, but not be made again.

A repair makes moto do what AWS does with a call that it has half or not at all. It is applied when the service is first
asked for.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, cast

from moto.core.responses import ActionResult, EmptyResult


def _elasticache() -> None:
    from moto.elasticache.exceptions import CacheSubnetGroupNotFound
    from moto.elasticache.models import ElastiCacheBackend, ReplicationGroup
    from moto.elasticache.responses import ElastiCacheResponse

    backend, responses = cast("Any", ElastiCacheBackend), cast("Any", ElastiCacheResponse)
    delete = backend.delete_replication_group

    def delete_and_forget(self: ElastiCacheBackend, replication_group_id: str, **options: object) -> ReplicationGroup:
        """moto shows a deleted group for good, and refuses its name."""
        group = delete(self, replication_group_id, **options)
        del self.replication_groups[replication_group_id]
        return group

    def delete_cache_subnet_group(self: ElastiCacheResponse) -> ActionResult:
        """moto makes subnet groups and deletes none."""
        name, groups = self._get_param("CacheSubnetGroupName"), self.elasticache_backend.cache_subnet_groups
        if name not in groups:
            raise CacheSubnetGroupNotFound(name)
        del groups[name]
        return EmptyResult()

    backend.delete_replication_group = delete_and_forget
    responses.delete_cache_subnet_group = delete_cache_subnet_group


REPAIRS: Mapping[str, Callable[[], None]] = {"elasticache": _elasticache}


@cache
def repair(service: str) -> None:
    """Mend one of moto's services, once."""
    if service in REPAIRS:
        REPAIRS[service]()
