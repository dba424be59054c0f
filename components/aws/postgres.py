"""Aurora PostgreSQL: a cluster, its instances, and what keeps them safe."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import iam, rds

from components.aws.log_group import LogSettings, log_group
from components.aws.placement import Placement
from components.aws.policy_document import assume_role_by_service, of_account
from components.aws.security_group import SecurityGroup, SecurityGroupArgs
from estate.decisions.sizing import postgres_family
from estate.decisions.windows import StoreWindows
from estate.naming import Scope

ENGINE = rds.EngineType.AURORA_POSTGRESQL
PORT = 5432
ADMINISTRATOR = "estate"  # no name that everybody tries first (FSBP RDS.24)
MONITORING_SECONDS = 60
INSIGHTS_DAYS = 7  # what costs nothing more (Aurora user guide, Performance Insights retention)
SLOW_QUERY_MILLISECONDS = 1000
MONITORING_POLICY = "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole"

PARAMETERS = {
    "rds.force_ssl": "1",
    "log_connections": "1",
    "log_disconnections": "1",
    "log_min_duration_statement": str(SLOW_QUERY_MILLISECONDS),
    "log_statement": "ddl",
}


@dataclass(frozen=True, kw_only=True)
class PostgresArgs:
    """A database of one writer and `instances - 1` readers that take over."""

    scope: Scope
    placement: Placement
    version: str
    """Of the engine, such as `16.8`. AWS makes minor upgrades by itself; the catalog follows them."""
    database: str
    instance_class: str
    instances: int
    key_arn: pulumi.Input[str]
    """The KMS key of data, backups and the secret."""
    backup_days: int
    windows: StoreWindows
    logs: LogSettings
    deletion_protection: bool


class Postgres(pulumi.ComponentResource):
    """Aurora PostgreSQL that speaks TLS alone.

    RDS itself makes the administrator's password, keeps it in Secrets Manager under our key, and changes it every seven days (Aurora
    user guide, password management with Secrets Manager): no password is in the program, its state, or a rotation function of ours.
    The security group is closed; each client adds its own rule.
    """

    arn: pulumi.Output[str]
    address: pulumi.Output[str]
    """The host name that always leads to the writer."""
    reader_address: pulumi.Output[str]
    secret_arn: pulumi.Output[str]
    security_group_id: pulumi.Output[str]
    resource_id: pulumi.Output[str]
    """What IAM calls the cluster where a user signs in (`rds-db:connect`)."""

    def __init__(self, name: str, args: PostgresArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:Postgres", name, None, opts)
        group_args = SecurityGroupArgs(scope=args.scope, vpc_id=args.placement.vpc_id, calls_out=False)
        group = SecurityGroup(name, group_args, pulumi.ResourceOptions(parent=self))
        cluster = self._cluster(name, args, group.group_id)
        self._instances(name, args, cluster)
        self.arn = cluster.arn
        self.address = cluster.endpoint
        self.reader_address = cluster.reader_endpoint
        self.secret_arn = cluster.master_user_secrets[0].secret_arn
        self.security_group_id = group.group_id
        self.resource_id = cluster.cluster_resource_id
        self.register_outputs(
            {
                "arn": self.arn,
                "address": self.address,
                "reader_address": self.reader_address,
                "secret_arn": self.secret_arn,
                "security_group_id": self.security_group_id,
                "resource_id": self.resource_id,
            }
        )

    def _cluster(self, name: str, args: PostgresArgs, security_group_id: pulumi.Output[str]) -> rds.Cluster:
        child = pulumi.ResourceOptions(parent=self)
        identifier = args.scope.name("rds/cluster", name)
        subnets = rds.SubnetGroup(name, subnet_ids=args.placement.subnet_ids, tags=args.scope.tags, opts=child)
        parameters = rds.ClusterParameterGroup(
            name,
            family=postgres_family(args.version),
            parameters=[{"name": key, "value": value} for key, value in PARAMETERS.items()],
            tags=args.scope.tags,
            opts=child,
        )
        # RDS would make the group by itself, without a key and without an end.
        logs = log_group(name, args.scope, args.logs, path=f"/aws/rds/cluster/{identifier}/postgresql", opts=child)
        return rds.Cluster(
            name,
            cluster_identifier=identifier,
            engine=ENGINE,
            engine_version=args.version,
            database_name=args.database,
            port=PORT,
            db_subnet_group_name=subnets.name,
            vpc_security_group_ids=[security_group_id],
            db_cluster_parameter_group_name=parameters.name,
            master_username=ADMINISTRATOR,
            manage_master_user_password=True,
            master_user_secret_kms_key_id=args.key_arn,
            iam_database_authentication_enabled=True,
            storage_encrypted=True,
            kms_key_id=args.key_arn,
            backup_retention_period=args.backup_days,
            preferred_backup_window=args.windows.backup,
            preferred_maintenance_window=args.windows.maintenance,
            copy_tags_to_snapshot=True,
            enabled_cloudwatch_logs_exports=["postgresql"],
            deletion_protection=args.deletion_protection,
            delete_automated_backups=not args.deletion_protection,
            skip_final_snapshot=not args.deletion_protection,
            final_snapshot_identifier=f"{identifier}-final" if args.deletion_protection else None,
            tags=args.scope.tags,
            opts=pulumi.ResourceOptions(parent=self, protect=args.deletion_protection, depends_on=[logs]),
        )

    def _instances(self, name: str, args: PostgresArgs, cluster: rds.Cluster) -> None:
        child = pulumi.ResourceOptions(parent=self)
        role = iam.Role(
            f"{name}-monitoring",
            description=f"Lets RDS report what the hosts of {name} do",
            assume_role_policy=assume_role_by_service("monitoring.rds.amazonaws.com", of_account(args.scope.account)),
            permissions_boundary=args.scope.boundary_arn,
            tags=args.scope.tags,
            opts=child,
        )
        policy = iam.RolePolicyAttachment(f"{name}-monitoring", role=role.name, policy_arn=MONITORING_POLICY, opts=child)
        for index in range(args.instances):
            rds.ClusterInstance(
                f"{name}-{index}",
                cluster_identifier=cluster.id,
                engine=ENGINE,
                instance_class=args.instance_class,
                publicly_accessible=False,
                auto_minor_version_upgrade=True,
                preferred_maintenance_window=args.windows.maintenance,
                copy_tags_to_snapshot=True,
                monitoring_interval=MONITORING_SECONDS,
                monitoring_role_arn=role.arn,
                performance_insights_enabled=True,
                performance_insights_kms_key_id=args.key_arn,
                performance_insights_retention_period=INSIGHTS_DAYS,
                tags=args.scope.tags,
                opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
            )
