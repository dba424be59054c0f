"""Where moto does otherwise than AWS, and an estate would trip over it: what cannot be deleted, or is lost on the way.

A repair makes moto do what AWS does with a call; none adds a feature. It is applied when the service is first asked for.
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, cast

from moto.core.responses import ActionResult, EmptyResult


def _ec2() -> None:
    _repair_launch_templates()
    _repair_nat_gateways()


def _repair_launch_templates() -> None:
    from moto.ec2.models.launch_templates import LaunchTemplate, LaunchTemplateVersion
    from moto.ec2.utils import parse_user_data

    template = cast("Any", LaunchTemplate)
    create_version = template.create_version

    def create_version_with_script(self: Any, data: Mapping[str, Any], description: str) -> LaunchTemplateVersion:
        """moto reads the boot script of a template's first version alone, and fails when a host starts from another."""
        script = data.get("UserData")
        parsed = parse_user_data(script) if isinstance(script, str) else script
        return create_version(self, {**data, "UserData": parsed}, description)

    template.create_version = create_version_with_script


def _repair_nat_gateways() -> None:
    from moto.ec2.models import EC2Backend
    from moto.ec2.models.nat_gateways import NatGateway

    backend = cast("Any", EC2Backend)
    delete = backend.delete_nat_gateway

    def delete_and_let_go(self: Any, nat_gateway_id: str) -> NatGateway:
        """moto keeps the address and the network interface of a deleted gateway taken for good."""
        gateway = delete(self, nat_gateway_id)
        for address in gateway.address_set:
            if address.get("associationId"):
                self.disassociate_address(association_id=address["associationId"])
            self.delete_network_interface(address["networkInterfaceId"])
        return gateway

    backend.delete_nat_gateway = delete_and_let_go


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


def _sqs() -> None:
    from moto.sqs.models import Queue

    queue = cast("Any", Queue)
    set_attributes = queue._set_attributes

    def set_and_keep_policy(self: Any, attributes: Mapping[str, Any], now: float | None = None) -> None:
        """moto drops the queue's policy whenever another attribute is set."""
        is_new = not hasattr(self, "_policy_json")
        policy = attributes.get("Policy") if is_new or "Policy" in attributes else self.policy
        set_attributes(self, attributes, now)
        self.policy = policy

    queue._set_attributes = set_and_keep_policy


REPAIRS: Mapping[str, Callable[[], None]] = {"ec2": _ec2, "elasticache": _elasticache, "sqs": _sqs}


@cache
def repair(service: str) -> None:
    """Mend one of moto's services, once."""
    if service in REPAIRS:
        REPAIRS[service]()
