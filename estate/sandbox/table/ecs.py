"""Clusters and task definitions; the services that run on them stand in `ecs_services.py`."""

from estate.sandbox.row import Call, Naming, Row, tags_by

TAG_UPDATES = tags_by("tag_resource", "untag_resource", tags="tags", removed="tagKeys", resourceArn="{id}")
IN_CLUSTER = {"cluster": "{in.clusterName}"}
REVISION = "in.arn || state.taskDefinitionArn"
BLOCKS = ("configureAtLaunch", "dockerVolumeConfiguration", "efsVolumeConfiguration", "fsxWindowsFileServerVolumeConfiguration")
VOLUME = ", ".join(("name: name", "hostPath: host.sourcePath", *(f"{name}: {name}" for name in BLOCKS)))
NO_PROVIDERS: dict[str, object] = {"capacityProviders": [], "defaultCapacityProviderStrategies": []}

CLUSTER = Row(
    "aws:ecs/cluster:Cluster",
    service="ecs",
    create=Call("create_cluster"),
    id="{out.cluster.clusterArn}",
    # A deleted cluster is described as inactive for a while.
    read=Call(
        "describe_clusters",
        arguments={"clusters": ["{id}"], "include": ["CONFIGURATIONS", "SETTINGS", "TAGS"]},
        at="clusters[?status!='INACTIVE'] | [0]",
    ),
    delete=(Call("delete_cluster", arguments={"cluster": "{id}"}),),
    renames={
        "name": "clusterName",
        "configuration.executeCommandConfiguration.logConfiguration.s3BucketEncryptionEnabled": "s3EncryptionEnabled",
    },
    naming=Naming(limit=255, prefix=""),
    updates=(Call("update_cluster", arguments={"cluster": "{id}"}, properties=("*",), place=True),),
    tags="tags",
    tag_updates=TAG_UPDATES,
    outputs={"arn": "{id}", "settings": "{state.settings}"},
)

CAPACITY_PROVIDERS = Row(
    "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
    service="ecs",
    create=Call("put_cluster_capacity_providers"),
    id="{in.clusterName}",
    read=Call("describe_clusters", arguments={"clusters": ["{in.clusterName}"]}, at="clusters[?capacityProviders] | [0]"),
    delete=(
        Call(
            "put_cluster_capacity_providers",
            arguments={**IN_CLUSTER, "capacityProviders": [], "defaultCapacityProviderStrategy": []},
        ),
    ),
    renames={"clusterName": "cluster"},
    defaults=NO_PROVIDERS,
    put_again=True,
    replace_on=("clusterName",),
    observe={"defaultCapacityProviderStrategies": "{state.defaultCapacityProviderStrategy}"},
)

TASK_DEFINITION = Row(
    "aws:ecs/taskDefinition:TaskDefinition",
    service="ecs",
    create=Call("register_task_definition"),
    id="{in.family}",
    read=Call(
        "describe_task_definition",
        arguments={"taskDefinition": "{in.arn || id}"},
        # A deregistered revision stays as an inactive one.
        at="[taskDefinition][?status=='ACTIVE'] | [0]",
    ),
    also_read={"tags": Call("list_tags_for_resource", arguments={"resourceArn": "{state.taskDefinitionArn}"}, at="tags")},
    delete=(
        Call(
            "deregister_task_definition",
            arguments={"taskDefinition": f"{{{REVISION}}}"},
            when=f"!(in.skipDestroy) && ({REVISION})",
        ),
    ),
    renames={"volumes.hostPath": "host.sourcePath"},
    local=("skipDestroy", "trackLatest"),
    tags="tags",
    tag_updates=tags_by("tag_resource", "untag_resource", tags="tags", removed="tagKeys", resourceArn="{state.taskDefinitionArn}"),
    observe={"volumes": f"{{state.volumes[].{{{VOLUME}}}}}"},
    outputs={
        "arn": "{state.taskDefinitionArn}",
        "arnWithoutRevision": "arn:{partition}:ecs:{region}:{account}:task-definition/{id}",
        "revision": "{state.revision}",
        "networkMode": "{state.networkMode}",
    },
)

ROWS = (CLUSTER, CAPACITY_PROVIDERS, TASK_DEFINITION)
