"""Clusters, task definitions, services."""

import json

from tests.sandbox.sample import Sample, The

CLUSTER = The("aws:ecs/cluster:Cluster")
NEEDS_MORE = "changes with the deployment configuration, which a step changes"


def session_log(group: object) -> dict[str, object]:
    log = {"cloudWatchEncryptionEnabled": True, "cloudWatchLogGroupName": group}
    return {"executeCommandConfiguration": {"kmsKeyId": The("aws:kms/key:Key", "arn"), "logging": "OVERRIDE", "logConfiguration": log}}


def containers(image: str) -> str:
    port = {"name": "grpc-5050", "containerPort": 5050, "hostPort": 5050, "protocol": "tcp", "appProtocol": "grpc"}
    log = {"logDriver": "awslogs", "options": {"awslogs-group": "shop/dev/checkout", "awslogs-region": "eu-west-1"}}
    container = {"name": "checkout", "image": image, "cpu": 0, "memory": 64, "essential": True, "portMappings": [port]}
    return json.dumps([{**container, "logConfiguration": log, "readonlyRootFilesystem": True}])


def network(*, public: bool) -> dict[str, object]:
    return {
        "subnets": [The("aws:ec2/subnet:Subnet")],
        "securityGroups": [The("aws:ec2/securityGroup:SecurityGroup")],
        "assignPublicIp": public,
    }


SAMPLES = (
    Sample(
        "aws:ecs/cluster:Cluster",
        inputs={
            "name": "shop-dev",
            "settings": [{"name": "containerInsights", "value": "enabled"}],
            "configuration": session_log("shop/dev/sessions"),
            "tags": {"team": "platform"},
        },
        steps=(
            {"settings": [{"name": "containerInsights", "value": "enhanced"}]},
            {"configuration": session_log(The("aws:cloudwatch/logGroup:LogGroup"))},
            {"serviceConnectDefaults": {"namespace": The("aws:servicediscovery/httpNamespace:HttpNamespace", "arn")}},
            {"tags": {"owner": "platform"}},
        ),
    ),
    Sample(
        "aws:ecs/clusterCapacityProviders:ClusterCapacityProviders",
        inputs={
            "clusterName": The("aws:ecs/cluster:Cluster", "name"),
            "capacityProviders": ["FARGATE"],
            "defaultCapacityProviderStrategies": [{"capacityProvider": "FARGATE", "weight": 1}],
        },
        steps=(
            {"capacityProviders": ["FARGATE", "FARGATE_SPOT"]},
            {"defaultCapacityProviderStrategies": [{"capacityProvider": "FARGATE_SPOT", "base": 1, "weight": 2}]},
        ),
    ),
    Sample(
        "aws:ecs/taskDefinition:TaskDefinition",
        inputs={
            "family": "shop-dev-checkout",
            "containerDefinitions": containers("registry.example/checkout:1.0.0"),
            "cpu": "256",
            "memory": "512",
            "networkMode": "awsvpc",
            "requiresCompatibilities": ["FARGATE"],
            "runtimePlatform": {"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"},
            "volumes": [{"name": "scratch"}],
            "taskRoleArn": The("aws:iam/role:Role", "arn"),
            "tags": {"team": "storefront"},
        },
        steps=({"tags": {"owner": "storefront"}},),
    ),
    Sample(
        "aws:ecs/taskDefinition:TaskDefinition",
        variant="second",
        inputs={
            "family": "shop-dev-cart",
            "containerDefinitions": containers("registry.example/cart:1.0.0"),
            "volumes": [{"name": "scratch", "hostPath": "/var/scratch"}],
        },
    ),
    Sample(
        "aws:ecs/service:Service",
        inputs={
            "name": "checkout",
            "cluster": The("aws:ecs/cluster:Cluster", "arn"),
            "taskDefinition": The("aws:ecs/taskDefinition:TaskDefinition", "arn"),
            "launchType": "FARGATE",
            "desiredCount": 2.0,
            "deploymentCircuitBreaker": {"enable": True, "rollback": False},
            "enableEcsManagedTags": True,
            "propagateTags": "SERVICE",
            "networkConfiguration": network(public=False),
            "serviceConnectConfiguration": {
                "enabled": True,
                "namespace": The("aws:servicediscovery/httpNamespace:HttpNamespace", "arn"),
                "services": [
                    {"portName": "grpc-5050", "discoveryName": "checkout-5050", "clientAlias": [{"dnsName": "checkout", "port": 5050}]}
                ],
            },
            "tags": {"team": "storefront"},
        },
        steps=(
            {"desiredCount": 3},
            {"taskDefinition": The("aws:ecs/taskDefinition:TaskDefinition", "arn", variant="second")},
            {"deploymentCircuitBreaker": {"enable": True, "rollback": True}},
            {"deploymentMaximumPercent": 150, "deploymentMinimumHealthyPercent": 50},
            {"alarms": {"alarmNames": ["checkout-errors"], "enable": True, "rollback": True}},
            {"deploymentConfiguration": {"strategy": "ROLLING"}},
            {"availabilityZoneRebalancing": "ENABLED"},
            {"networkConfiguration": network(public=True)},
            {"enableExecuteCommand": True, "enableEcsManagedTags": False, "propagateTags": "TASK_DEFINITION"},
            {
                "loadBalancers": [
                    {"targetGroupArn": The("aws:lb/targetGroup:TargetGroup", "arn"), "containerName": "checkout", "containerPort": 5050}
                ]
            },
            {"healthCheckGracePeriodSeconds": 60},
            {"loadBalancers": None},
            {"platformVersion": "1.4.0"},
            {"serviceRegistries": {"registryArn": The("aws:servicediscovery/service:Service", "arn")}},
            {"tags": {"owner": "storefront"}},
        ),
        untried={
            "capacityProviderStrategies": "not together with a launch type",
            "deploymentController": "fixed with the service's strategy",
            "orderedPlacementStrategies": "not with Fargate",
            "placementConstraints": "not with Fargate",
            "serviceConnectConfiguration": "the emulator does not show it",
            "volumeConfiguration": "the emulator does not show it",
            "vpcLatticeConfigurations": "the emulator does not show it",
        },
    ),
)
