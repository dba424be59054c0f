"""Layer `network`: the environment's addresses, its ways in and out, and the record of who used them."""

import pulumi

from components.aws.encryption_key import EncryptionKey, EncryptionKeyArgs, used_by_logs
from components.aws.flow_logs import FlowLogs, FlowLogsArgs
from components.aws.log_group import LogSettings
from components.aws.network import Network, NetworkArgs
from components.aws.private_endpoints import PrivateEndpoints, PrivateEndpointsArgs
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.decisions.endpoints import GATEWAYS, interface_endpoints
from estate.naming import Scope, scope_of_platform
from estate.network import plan_nat, plan_subnets
from stacks.contracts import NetworkContract, export
from stacks.provider import pinned


def build(catalog: Catalog, environment: Environment) -> None:
    """The network of one environment."""
    organisation = catalog.organisation
    team = catalog.teams[organisation.platform_team]
    scope = scope_of_platform(organisation=organisation, environment=environment, team=team, what="network")
    opts = pinned(scope)
    network = _network(scope, environment, opts)
    _endpoints(scope, catalog, environment, network, opts)
    _record(scope, environment, network, opts)
    export(
        NetworkContract(
            vpc_id=network.vpc_id,
            public_subnet_ids=network.public_subnet_ids,
            private_subnet_ids=network.private_subnet_ids,
            data_subnet_ids=network.data_subnet_ids,
        )
    )


def _network(scope: Scope, environment: Environment, opts: pulumi.ResourceOptions) -> Network:
    args = NetworkArgs(
        scope=scope,
        address_range=environment.address_range,
        subnets=plan_subnets(environment.address_range, environment.zones),
        nat=plan_nat(environment.nat, environment.zones),
    )
    return Network("network", args, opts)


def _endpoints(scope: Scope, catalog: Catalog, environment: Environment, network: Network, opts: pulumi.ResourceOptions) -> None:
    interfaces = interface_endpoints(
        nat=environment.nat,
        runtimes=(service.runtime.kind for service in catalog.services_in(environment)),
        stores=(store.kind for store in catalog.stores.values()),
    )
    args = PrivateEndpointsArgs(
        scope=scope,
        vpc_id=network.vpc_id,
        address_range=environment.address_range,
        route_table_ids=network.private_route_table_ids,
        subnet_ids=network.private_subnet_ids,
        gateways=GATEWAYS,
        interfaces=interfaces,
    )
    PrivateEndpoints("endpoints", args, opts)


def _record(scope: Scope, environment: Environment, network: Network, opts: pulumi.ResourceOptions) -> None:
    key = EncryptionKey(
        "network",
        EncryptionKeyArgs(
            scope=scope,
            description=f"Logs of the network of {environment.name}",
            uses=(used_by_logs(scope),),
            protect=environment.deletion_protection,
        ),
        opts,
    )
    logs = LogSettings(retention_days=environment.log_retention_days, key_arn=key.arn)
    FlowLogs("flow-logs", FlowLogsArgs(scope=scope, vpc_id=network.vpc_id, logs=logs), opts)
