"""Aurora PostgreSQL; expected values are the controls of AWS's Foundational Security Best Practices, named in each test."""

from estate.graph.model import SECRET
from stacks.contracts import STORE_PORTS
from tests.components.builds import KEY_ARN, graph_of
from tests.components.lookup import all_of, one, statements
from tests.components.samples import postgres


def test_the_password_is_made_and_kept_by_rds_and_never_by_the_program() -> None:
    recording = graph_of(postgres.smallest)
    cluster = one(recording, "rds/cluster").inputs
    assert cluster["manageMasterUserPassword"] is True
    assert cluster["masterUserSecretKmsKeyId"] == KEY_ARN
    assert "masterPassword" not in cluster
    assert SECRET not in [value for resource in recording.resources for value in resource.inputs.values()]


def test_a_client_without_tls_is_refused() -> None:
    # RDS.38
    parameters = one(graph_of(postgres.smallest), "rds/clusterParameterGroup").inputs["parameters"]
    assert {"name": "rds.force_ssl", "value": "1"} in parameters


def test_data_and_insights_are_encrypted_with_our_key() -> None:
    # RDS.27
    recording = graph_of(postgres.smallest)
    cluster, instance = one(recording, "rds/cluster").inputs, one(recording, "rds/clusterInstance").inputs
    assert cluster["storageEncrypted"] is True
    assert cluster["kmsKeyId"] == instance["performanceInsightsKmsKeyId"] == KEY_ARN


def test_a_protected_database_can_be_deleted_neither_by_aws_nor_by_the_engine_and_leaves_its_backups() -> None:
    # RDS.7
    cluster = one(graph_of(postgres.largest), "rds/cluster")
    assert cluster.protect
    assert cluster.inputs["deletionProtection"] is True
    assert cluster.inputs["deleteAutomatedBackups"] is False
    assert cluster.inputs["skipFinalSnapshot"] is False
    assert cluster.inputs["finalSnapshotIdentifier"] == f"{cluster.inputs['clusterIdentifier']}-final"


def test_an_unprotected_database_goes_without_a_trace() -> None:
    cluster = one(graph_of(postgres.smallest), "rds/cluster")
    assert not cluster.protect
    assert cluster.inputs["deletionProtection"] is False
    assert cluster.inputs["skipFinalSnapshot"] is True
    assert "finalSnapshotIdentifier" not in cluster.inputs


def test_there_are_as_many_instances_as_asked_for_none_public_each_monitored() -> None:
    # RDS.2, RDS.6, RDS.13
    instances = [instance.inputs for instance in all_of(graph_of(postgres.largest), "rds/clusterInstance")]
    assert len(instances) == 15
    assert {instance["publiclyAccessible"] for instance in instances} == {False}
    assert {instance["autoMinorVersionUpgrade"] for instance in instances} == {True}
    assert all(instance["monitoringInterval"] > 0 for instance in instances)


def test_instances_wait_for_the_right_to_report() -> None:
    recording = graph_of(postgres.smallest)
    assert one(recording, "iam/rolePolicyAttachment").urn in one(recording, "rds/clusterInstance").depends_on


def test_only_rds_monitoring_of_the_own_account_takes_the_role() -> None:
    (trust,) = statements(one(graph_of(postgres.smallest), "iam/role").inputs["assumeRolePolicy"])
    assert trust["Principal"] == {"Service": "monitoring.rds.amazonaws.com"}
    assert trust["Condition"] == {"StringEquals": {"aws:SourceAccount": "111111111111"}}


def test_logs_are_kept_in_a_group_that_is_there_before_rds_would_make_one() -> None:
    # RDS.37; RDS writes to /aws/rds/cluster/<cluster>/<log> (Aurora user guide, publishing logs)
    recording = graph_of(postgres.smallest)
    cluster, group = one(recording, "rds/cluster"), one(recording, "cloudwatch/logGroup")
    assert cluster.inputs["enabledCloudwatchLogsExports"] == ["postgresql"]
    assert group.inputs["name"] == f"/aws/rds/cluster/{cluster.inputs['clusterIdentifier']}/postgresql"
    assert group.inputs["retentionInDays"] == 3
    assert group.urn in cluster.depends_on


def test_nobody_is_let_in_before_a_client_adds_a_rule() -> None:
    recording = graph_of(postgres.smallest)
    assert not all_of(recording, "vpc/securityGroupIngressRule")
    assert not {"ingress", "egress"} & set(one(recording, "ec2/securityGroup").inputs)


def test_it_listens_where_the_layers_above_are_told() -> None:
    assert one(graph_of(postgres.smallest), "rds/cluster").inputs["port"] == STORE_PORTS["postgres"]
