"""Databases."""

from tests.sandbox.sample import Sample, The

SUBNETS = [The("aws:ec2/subnet:Subnet")]
KEY = The("aws:kms/key:Key", "arn")
SECOND_KEY = The("aws:kms/key:Key", "arn", variant="second")
GROUP = The("aws:ec2/securityGroup:SecurityGroup")
TAGS = {"team": "storefront"}
RETAGGED = {"tags": {"owner": "storefront"}}
ALIKE = "it is sent like the others, by its name"
FORCE_SSL = {"name": "rds.force_ssl", "value": "1"}
LOUD = {"name": "log_statement", "value": "ddl", "applyMethod": "pending-reboot"}


def parameter_group(token: str) -> Sample:
    return Sample(
        token,
        inputs={"name": "orders", "family": "aurora-postgresql16", "parameters": [FORCE_SSL], "tags": TAGS},
        steps=({"parameters": [{"name": "rds.force_ssl", "value": "0"}]}, {"parameters": [FORCE_SSL, LOUD]}, RETAGGED),
    )


SAMPLES = (
    Sample("aws:rds/subnetGroup:SubnetGroup", inputs={"name": "orders", "subnetIds": SUBNETS, "tags": TAGS}, steps=(RETAGGED,)),
    parameter_group("aws:rds/clusterParameterGroup:ClusterParameterGroup"),
    parameter_group("aws:rds/parameterGroup:ParameterGroup"),
    Sample(
        "aws:rds/cluster:Cluster",
        inputs={
            "clusterIdentifier": "orders",
            "engine": "aurora-postgresql",
            "engineVersion": "16.8",
            "databaseName": "orders",
            "masterUsername": "estate",
            "manageMasterUserPassword": True,
            "masterUserSecretKmsKeyId": KEY,
            "dbSubnetGroupName": The("aws:rds/subnetGroup:SubnetGroup"),
            "dbClusterParameterGroupName": The("aws:rds/clusterParameterGroup:ClusterParameterGroup"),
            "vpcSecurityGroupIds": [GROUP],
            "storageEncrypted": True,
            "kmsKeyId": KEY,
            "port": 5432.0,
            "backupRetentionPeriod": 7,
            "preferredBackupWindow": "01:00-02:00",
            "preferredMaintenanceWindow": "sun:03:00-sun:04:00",
            "iamDatabaseAuthenticationEnabled": True,
            "enabledCloudwatchLogsExports": ["postgresql"],
            "skipFinalSnapshot": True,
            "tags": TAGS,
        },
        steps=(
            {"engineVersion": "16.9", "port": 5433, "allowMajorVersionUpgrade": True},
            {"backupRetentionPeriod": 14, "preferredBackupWindow": "02:00-03:00", "preferredMaintenanceWindow": "mon:03:00-mon:04:00"},
            {"copyTagsToSnapshot": True, "autoMinorVersionUpgrade": False, "deletionProtection": True},
            {"iamDatabaseAuthenticationEnabled": False, "deletionProtection": None},
            {"enabledCloudwatchLogsExports": ["postgresql", "instance"]},
            {"masterUserSecretKmsKeyId": SECOND_KEY},
            {"dbClusterParameterGroupName": "default.aurora-postgresql16"},
            {"vpcSecurityGroupIds": []},
            RETAGGED,
        ),
        untried={
            **dict.fromkeys(
                (
                    "caCertificateIdentifier",
                    "databaseInsightsMode",
                    "dbClusterInstanceClass",
                    "domain",
                    "domainIamRoleName",
                    "enableGlobalWriteForwarding",
                    "enableHttpEndpoint",
                    "enableLocalWriteForwarding",
                    "engineLifecycleSupport",
                    "masterPassword",
                    "monitoringInterval",
                    "monitoringRoleArn",
                    "networkType",
                    "performanceInsightsEnabled",
                    "performanceInsightsKmsKeyId",
                    "performanceInsightsRetentionPeriod",
                    "serverlessv2ScalingConfiguration",
                ),
                ALIKE,
            ),
            "backtrackWindow": "Aurora MySQL only",
            "scalingConfiguration": "Aurora Serverless v1 only",
            "manageMasterUserPassword": "without it the cluster would need a password",
            **dict.fromkeys(("allocatedStorage", "iops", "storageType"), "Multi-AZ clusters only"),
        },
    ),
    Sample(
        "aws:rds/clusterInstance:ClusterInstance",
        inputs={
            "identifier": "orders-0",
            "clusterIdentifier": The("aws:rds/cluster:Cluster"),
            "engine": "aurora-postgresql",
            "instanceClass": "db.t4g.medium",
            "monitoringInterval": 60,
            "monitoringRoleArn": The("aws:iam/role:Role", "arn"),
            "performanceInsightsEnabled": True,
            "performanceInsightsKmsKeyId": KEY,
            "performanceInsightsRetentionPeriod": 7,
            "publiclyAccessible": False,
            "preferredMaintenanceWindow": "sun:05:00-sun:06:00",
            "tags": TAGS,
        },
        steps=(
            {"instanceClass": "db.r8g.large"},
            {"autoMinorVersionUpgrade": False, "copyTagsToSnapshot": True, "promotionTier": 3},
            {"monitoringInterval": 30, "preferredMaintenanceWindow": "mon:05:00-mon:06:00"},
            {"caCertIdentifier": "rds-ca-rsa4096-g1", "dbParameterGroupName": The("aws:rds/parameterGroup:ParameterGroup")},
            {"publiclyAccessible": True},
            RETAGGED,
        ),
        untried={
            **dict.fromkeys(("monitoringRoleArn", "performanceInsightsKmsKeyId", "performanceInsightsRetentionPeriod"), ALIKE),
            "performanceInsightsEnabled": ALIKE,
            "preferredBackupWindow": "Aurora takes it from the cluster",
        },
    ),
)
