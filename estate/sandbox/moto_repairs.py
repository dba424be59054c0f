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


def _backup() -> None:
    from moto.backup.models import BackupBackend

    backend = cast("Any", BackupBackend)
    delete = backend.delete_backup_plan

    def delete_and_forget(self: Any, backup_plan_id: str) -> object:
        """moto shows a deleted plan for good, and refuses its name."""
        answer = delete(self, backup_plan_id)
        del self.plans[backup_plan_id]
        return answer

    backend.delete_backup_plan = delete_and_forget


def _cloudfront() -> None:
    from moto.cloudfront.models import DistributionConfig

    configuration = cast("Any", DistributionConfig)
    make = configuration.__init__

    def make_with_groups(self: Any, config: dict[str, Any]) -> None:
        """moto looks for the target of the default behaviour among the origins alone, and not among their groups."""
        behaviour = config.get("DefaultCacheBehavior", {})
        target = behaviour.get("TargetOriginId")
        group = next((one for one in config.get("OriginGroups", {}).get("Items") or [] if one["Id"] == target), None)
        if group is None:
            make(self, config)
            return
        first = group["Members"]["Items"][0]["OriginId"]
        make(self, {**config, "DefaultCacheBehavior": {**behaviour, "TargetOriginId": first}})
        self.DefaultCacheBehavior.target_origin_id = target

    configuration.__init__ = make_with_groups


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


def _ssm() -> None:
    _repair_patch_baselines()
    _repair_maintenance_windows()


def _repair_patch_baselines() -> None:
    from moto.ssm.exceptions import AlreadyExistsException
    from moto.ssm.models import FakePatchGroup, SimpleSystemManagerBackend

    backend = cast("Any", SimpleSystemManagerBackend)
    validate, delete = backend._validate_resource_type_and_id, backend.delete_patch_baseline
    register = backend.register_patch_baseline_for_patch_group

    def validate_baselines_too(self: Any, resource_type: str, resource_id: str) -> str:
        """moto refuses the tags of every patch baseline."""
        is_baseline = resource_type == "PatchBaseline" and resource_id in self.baselines
        return resource_id if is_baseline else validate(self, resource_type, resource_id)

    def register_for_each_system(self: Any, baseline_id: str, patch_group: str) -> tuple[str, str]:
        """moto takes AWS's own baseline of a group for one that was registered."""
        group, baseline = self.patch_groups.get(patch_group), self.baselines.get(baseline_id)
        if group is None or baseline is None:
            return register(self, baseline_id, patch_group)
        system = baseline.operating_system
        own = FakePatchGroup(patch_group, self.region_name).associations[system]
        if group.associations[system] not in (own, baseline_id):
            raise AlreadyExistsException(system)
        group.associations[system] = baseline_id
        return baseline_id, patch_group

    def deregister_and_forget(self: Any, baseline_id: str, patch_group: str) -> tuple[str, str]:
        """moto leaves a group what it had."""
        group = self.patch_groups.get(patch_group)
        own = FakePatchGroup(patch_group, self.region_name).associations
        for system, registered in dict(group.associations if group else {}).items():
            if registered == baseline_id:
                group.associations[system] = own[system]
        return baseline_id, patch_group

    def delete_what_is_there(self: Any, baseline_id: str) -> None:
        """moto fails where a baseline is gone already."""
        if baseline_id in self.baselines:
            delete(self, baseline_id)

    backend._validate_resource_type_and_id = validate_baselines_too
    backend.register_patch_baseline_for_patch_group = register_for_each_system
    backend.deregister_patch_baseline_for_patch_group = deregister_and_forget
    backend.delete_patch_baseline = delete_what_is_there


def _repair_maintenance_windows() -> None:
    from moto.ssm.exceptions import DoesNotExistException
    from moto.ssm.models import SimpleSystemManagerBackend

    backend = cast("Any", SimpleSystemManagerBackend)

    def known_in_window(deregister: Callable[..., None], kind: str) -> Callable[..., None]:
        """moto fails where a target or a task of a window is gone already."""

        def refuse_unknown(self: Any, window_id: str, one: str) -> None:
            if one not in getattr(self.get_maintenance_window(window_id), kind):
                raise DoesNotExistException(one)
            deregister(self, window_id, one)

        return refuse_unknown

    backend.deregister_target_from_maintenance_window = known_in_window(backend.deregister_target_from_maintenance_window, "targets")
    backend.deregister_task_from_maintenance_window = known_in_window(backend.deregister_task_from_maintenance_window, "tasks")


REPAIRS: Mapping[str, Callable[[], None]] = {
    "backup": _backup,
    "cloudfront": _cloudfront,
    "ec2": _ec2,
    "elasticache": _elasticache,
    "sqs": _sqs,
    "ssm": _ssm,
}


@cache
def repair(service: str) -> None:
    """Mend one of moto's services, once."""
    if service in REPAIRS:
        REPAIRS[service]()
