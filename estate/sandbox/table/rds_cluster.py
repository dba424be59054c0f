"""Aurora clusters and their instances."""

from estate.sandbox.row import Call, Naming, Row, tags_by

CLUSTER_ID = {"DBClusterIdentifier": "{id}"}
INSTANCE_ID = {"DBInstanceIdentifier": "{id}"}
LONGEST_NAME = 63  # of clusters and instances (RDS API reference, CreateDBCluster and CreateDBInstance)
NOW = {"ApplyImmediately": "{in.applyImmediately}"}

CLUSTER = Row(
    "aws:rds/cluster:Cluster",
    service="rds",
    create=Call("create_db_cluster"),
    id="{in.clusterIdentifier}",
    read=Call("describe_db_clusters", arguments=CLUSTER_ID, at="DBClusters[0]"),
    also_read={
        "AutomatedSnapshots": Call(
            "describe_db_cluster_snapshots",
            arguments={**CLUSTER_ID, "SnapshotType": "automated"},
            at="DBClusterSnapshots[].DBClusterSnapshotIdentifier",
        ),
    },
    delete=(
        Call(
            "delete_db_cluster",
            arguments={
                **CLUSTER_ID,
                "SkipFinalSnapshot": "{in.skipFinalSnapshot}",
                "FinalDBSnapshotIdentifier": "{!(in.skipFinalSnapshot) && in.finalSnapshotIdentifier || `null`}",
                "DeleteAutomatedBackups": "{in.deleteAutomatedBackups}",
            },
        ),
        # AWS deletes them with the cluster; the emulator keeps them, and with them the name of the minute.
        Call(
            "delete_db_cluster_snapshot",
            arguments={"DBClusterSnapshotIdentifier": "{item}"},
            each="state.AutomatedSnapshots",
            when="in.deleteAutomatedBackups",
        ),
    ),
    renames={
        "clusterIdentifier": "DBClusterIdentifier",
        "enabledCloudwatchLogsExports": "EnableCloudwatchLogsExports",
        "iamDatabaseAuthenticationEnabled": "EnableIAMDatabaseAuthentication",
        "masterPassword": "MasterUserPassword",  # pragma: allowlist secret - a property
        "performanceInsightsEnabled": "EnablePerformanceInsights",
    },
    local=(
        "allowMajorVersionUpgrade",
        "applyImmediately",
        "clusterIdentifierPrefix",
        "deleteAutomatedBackups",
        "finalSnapshotIdentifier",
        "skipFinalSnapshot",
    ),
    defaults={
        "backupRetentionPeriod": 1,
        "copyTagsToSnapshot": False,
        "deleteAutomatedBackups": True,
        "deletionProtection": False,
        "iamDatabaseAuthenticationEnabled": False,
        "skipFinalSnapshot": False,
    },
    known={
        "clusterMembers": "each instance is a resource of its own (aws:rds/clusterInstance)",
        "dbInstanceParameterGroupName": "it counts during a major upgrade, and the emulator makes none",
        "iamRoles": "give each role a resource of its own (aws:rds/clusterRoleAssociation)",
        "masterPasswordWo": "the wire brings no write-only values; let RDS manage it",  # pragma: allowlist secret - a sentence
        "masterPasswordWoVersion": "let RDS manage it",  # pragma: allowlist secret - a sentence
        "restoreToPointInTime": "the sandbox restores nothing",
        "s3Import": "the sandbox restores nothing",
        "snapshotIdentifier": "the sandbox restores nothing",
        "warningEventCategories": "it steers what the provider prints",
    },
    naming=Naming(limit=LONGEST_NAME, property="clusterIdentifier", prefix="clusterIdentifierPrefix", lower=True),
    replace_on=("globalClusterIdentifier", "publiclyAccessible", "replicationSourceIdentifier"),
    updates=(
        Call(
            "modify_db_cluster",
            arguments={**CLUSTER_ID, **NOW, "CloudwatchLogsExportConfiguration": {"DisableLogTypes": "{old.enabledCloudwatchLogsExports}"}},
            properties=("enabledCloudwatchLogsExports",),
            when="old.enabledCloudwatchLogsExports",
            clears=True,
        ),
        Call(
            "modify_db_cluster",
            arguments={**CLUSTER_ID, **NOW, "CloudwatchLogsExportConfiguration": {"EnableLogTypes": "{in.enabledCloudwatchLogsExports}"}},
            properties=("enabledCloudwatchLogsExports",),
            when="in.enabledCloudwatchLogsExports",
            clears=True,
        ),
        Call(
            "modify_db_cluster",
            arguments={**CLUSTER_ID, **NOW},
            properties=("manageMasterUserPassword", "masterUserSecretKmsKeyId"),
            place=True,
        ),
        Call(
            "modify_db_cluster",
            arguments={**CLUSTER_ID, **NOW, "AllowMajorVersionUpgrade": "{in.allowMajorVersionUpgrade}"},
            properties=("*",),
            place=True,
        ),
    ),
    tags="Tags",
    tag_updates=tags_by("add_tags_to_resource", "remove_tags_from_resource", ResourceName="{state.DBClusterArn}"),
    observe={
        "clusterIdentifier": "{state.DBClusterIdentifier}",
        "dbClusterParameterGroupName": "{state.DBClusterParameterGroup}",
        "dbSubnetGroupName": "{state.DBSubnetGroup}",
        "manageMasterUserPassword": "{state.MasterUserSecret && `true`}",
        "masterPassword": "{in.masterPassword}",
        "masterUserSecretKmsKeyId": "{state.MasterUserSecret.KmsKeyId}",
        "vpcSecurityGroupIds": "{state.VpcSecurityGroups[].VpcSecurityGroupId}",
    },
    outputs={
        "allocatedStorage": "{state.AllocatedStorage}",
        "arn": "{state.DBClusterArn}",
        "availabilityZones": "{state.AvailabilityZones}",
        "clusterMembers": "{state.DBClusterMembers[].DBInstanceIdentifier}",
        "clusterResourceId": "{state.DbClusterResourceId}",
        "databaseName": "{state.DatabaseName}",
        "dbClusterParameterGroupName": "{state.DBClusterParameterGroup}",
        "dbSubnetGroupName": "{state.DBSubnetGroup}",
        "endpoint": "{state.Endpoint}",
        "engineMode": "{state.EngineMode}",
        "engineVersion": "{state.EngineVersion}",
        "engineVersionActual": "{state.EngineVersion}",
        "hostedZoneId": "{state.HostedZoneId}",
        "kmsKeyId": "{state.KmsKeyId}",
        "masterUserSecrets": [
            {
                "kmsKeyId": "{state.MasterUserSecret.KmsKeyId}",
                "secretArn": "{state.MasterUserSecret.SecretArn}",
                "secretStatus": "{state.MasterUserSecret.SecretStatus}",
            }
        ],
        "masterUsername": "{state.MasterUsername}",
        "networkType": "{state.NetworkType}",
        "port": "{state.Port}",
        "preferredBackupWindow": "{state.PreferredBackupWindow}",
        "preferredMaintenanceWindow": "{state.PreferredMaintenanceWindow}",
        "readerEndpoint": "{state.ReaderEndpoint}",
        "vpcSecurityGroupIds": "{state.VpcSecurityGroups[].VpcSecurityGroupId}",
    },
)

CHANGING = (
    "autoMinorVersionUpgrade",
    "caCertIdentifier",
    "copyTagsToSnapshot",
    "dbParameterGroupName",
    "instanceClass",
    "monitoringInterval",
    "monitoringRoleArn",
    "performanceInsightsEnabled",
    "performanceInsightsKmsKeyId",
    "performanceInsightsRetentionPeriod",
    "preferredBackupWindow",
    "preferredMaintenanceWindow",
    "promotionTier",
    "publiclyAccessible",
)

CLUSTER_INSTANCE = Row(
    "aws:rds/clusterInstance:ClusterInstance",
    service="rds",
    create=Call("create_db_instance"),
    id="{in.identifier}",
    read=Call("describe_db_instances", arguments=INSTANCE_ID, at="DBInstances[0]"),
    also_read={
        "Writer": Call(
            "describe_db_clusters",
            arguments={"DBClusterIdentifier": "{in.clusterIdentifier}"},
            at="DBClusters[0].DBClusterMembers[?DBInstanceIdentifier=='{id}'] | [0].IsClusterWriter",
        ),
    },
    delete=(Call("delete_db_instance", arguments={**INSTANCE_ID, "SkipFinalSnapshot": True}),),
    renames={
        "clusterIdentifier": "DBClusterIdentifier",
        "identifier": "DBInstanceIdentifier",
        "instanceClass": "DBInstanceClass",
        "caCertIdentifier": "CACertificateIdentifier",
        "performanceInsightsEnabled": "EnablePerformanceInsights",
    },
    # The version of an instance is its cluster's: the provider sends no change of it.
    local=("applyImmediately", "engineVersion", "forceDestroy", "identifierPrefix"),
    defaults={"autoMinorVersionUpgrade": True, "copyTagsToSnapshot": False, "monitoringInterval": 0, "promotionTier": 0},
    known={"warningEventCategories": "it steers what the provider prints"},
    naming=Naming(limit=LONGEST_NAME, property="identifier", prefix="identifierPrefix", stem="tf-", lower=True),
    updates=(Call("modify_db_instance", arguments={**INSTANCE_ID, **NOW}, properties=CHANGING, place=True),),
    tags="Tags",
    tag_updates=tags_by("add_tags_to_resource", "remove_tags_from_resource", ResourceName="{state.DBInstanceArn}"),
    observe={
        "dbParameterGroupName": "{state.DBParameterGroups[0].DBParameterGroupName}",
        "dbSubnetGroupName": "{state.DBSubnetGroup.DBSubnetGroupName}",
    },
    outputs={
        "arn": "{state.DBInstanceArn}",
        "availabilityZone": "{state.AvailabilityZone}",
        "dbiResourceId": "{state.DbiResourceId}",
        "endpoint": "{state.Endpoint.Address}",
        "engineVersion": "{state.EngineVersion}",
        "engineVersionActual": "{state.EngineVersion}",
        "kmsKeyId": "{state.KmsKeyId}",
        "networkType": "{state.NetworkType}",
        "port": "{state.Endpoint.Port}",
        "preferredMaintenanceWindow": "{state.PreferredMaintenanceWindow}",
        "publiclyAccessible": "{state.PubliclyAccessible}",
        "storageEncrypted": "{state.StorageEncrypted}",
        "writer": "{state.Writer}",
    },
)

ROWS = (CLUSTER, CLUSTER_INSTANCE)
