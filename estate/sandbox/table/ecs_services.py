"""Services on ECS: how many tasks of which definition run where."""

from estate.sandbox.row import Call, Inputs, Naming, Row, tags_by

OWN = {"cluster": "{in.cluster}", "service": "{id}"}
NETWORK = "state.networkConfiguration.awsvpcConfiguration"
PUBLIC = "assignPublicIp: assignPublicIp=='ENABLED'"
# The update call with everything in it. The emulator's create call drops most of what its update call keeps.
UPDATE = Call("update_service", arguments=OWN, properties=("*",), place=True)
STEERING = ("forceDelete", "forceNewDeployment", "sigintRollback", "triggers", "waitForSteadyState")


def with_switch(inputs: Inputs) -> Inputs:
    """ECS says `ENABLED` and `DISABLED` where the provider has a boolean."""
    network = inputs.get("networkConfiguration")
    if not isinstance(network, dict):
        return inputs
    return {**inputs, "networkConfiguration": {**network, "assignPublicIp": "ENABLED" if network.get("assignPublicIp") else "DISABLED"}}


SERVICE = Row(
    "aws:ecs/service:Service",
    service="ecs",
    create=Call("create_service"),
    id="{out.service.serviceArn}",
    read=Call(
        "describe_services",
        arguments={"cluster": "{in.cluster}", "services": ["{id}"], "include": ["TAGS"]},
        at="services[?status!='INACTIVE'] | [0]",
    ),
    after=(UPDATE,),
    delete=(
        Call(
            "update_service", arguments={**OWN, "desiredCount": 0}, when="!(in.forceDelete) && in.schedulingStrategy != 'DAEMON' && state"
        ),
        Call("delete_service", arguments={**OWN, "force": "{in.forceDelete}"}),
    ),
    renames={
        "name": "serviceName",
        "iamRole": "role",
        "orderedPlacementStrategies": "placementStrategy",
        "networkConfiguration": "networkConfiguration.awsvpcConfiguration",
        "alarms": "deploymentConfiguration.alarms",
        "deploymentCircuitBreaker": "deploymentConfiguration.deploymentCircuitBreaker",
        "deploymentMaximumPercent": "deploymentConfiguration.maximumPercent",
        "deploymentMinimumHealthyPercent": "deploymentConfiguration.minimumHealthyPercent",
        "serviceConnectConfiguration.services.clientAlias": "clientAliases",
        "serviceConnectConfiguration.services.tls.issuerCertAuthority": "issuerCertificateAuthority",
    },
    prepare=with_switch,
    local=STEERING,
    # The provider's own defaults; an empty list takes away what was there.
    defaults={
        "deploymentMaximumPercent": 200,
        "deploymentMinimumHealthyPercent": 100,
        "desiredCount": 0,
        "enableEcsManagedTags": False,
        "enableExecuteCommand": False,
        "loadBalancers": [],
        "placementConstraints": [],
        "orderedPlacementStrategies": [],
        "propagateTags": "NONE",
        "schedulingStrategy": "REPLICA",
    },
    naming=Naming(limit=255, prefix=""),
    updates=(UPDATE,),
    tags="tags",
    tag_updates=tags_by("tag_resource", "untag_resource", tags="tags", removed="tagKeys", resourceArn="{id}"),
    observe={
        # By name or by ARN.
        "cluster": "{ends_with(state.clusterArn, in.cluster) && in.cluster || state.clusterArn}",
        "networkConfiguration": f"{{{NETWORK}.{{subnets: subnets, securityGroups: securityGroups, {PUBLIC}}}}}",
        "alarms": "{state.deploymentConfiguration.alarms}",
        "deploymentCircuitBreaker": "{state.deploymentConfiguration.deploymentCircuitBreaker}",
        "deploymentMaximumPercent": "{state.deploymentConfiguration.maximumPercent}",
        "deploymentMinimumHealthyPercent": "{state.deploymentConfiguration.minimumHealthyPercent}",
        "serviceConnectConfiguration": "{state.deployments[?status=='PRIMARY'] | [0].serviceConnectConfiguration}",
        "volumeConfiguration": "{state.deployments[?status=='PRIMARY'] | [0].volumeConfigurations}",
    },
    outputs={
        "arn": "{id}",
        "launchType": "{state.launchType}",
        "platformVersion": "{state.platformVersion}",
        "iamRole": "{state.roleArn}",
    },
)

ROWS = (SERVICE,)
