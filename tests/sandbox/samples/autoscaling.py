"""Groups of hosts."""

from tests.sandbox.sample import Sample, The

SUBNETS = [The("aws:ec2/subnet:Subnet", variant="zone a"), The("aws:ec2/subnet:Subnet", variant="zone b")]
TARGETS = The("aws:lb/targetGroup:TargetGroup", variant="hosts")
GROUP = The("aws:autoscaling/group:Group", "name")
NOT_SHOWN = "the emulator neither takes nor shows it"


def template(version: int) -> dict[str, object]:
    return {"id": The("aws:ec2/launchTemplate:LaunchTemplate", variant="hosts"), "version": str(version)}


def tracking(*, target: float) -> dict[str, object]:
    return {"predefinedMetricSpecification": {"predefinedMetricType": "ASGAverageCPUUtilization"}, "targetValue": target}


def tags(owner: str) -> list[object]:
    return [{"key": "owner", "value": owner, "propagateAtLaunch": True}]


SAMPLES = (
    Sample(
        "aws:ec2/launchTemplate:LaunchTemplate",
        variant="hosts",
        inputs={"name": "shop-hosts", "imageId": "ami-0abcdef1234567890", "instanceType": "t4g.small"},
    ),
    Sample(
        "aws:lb/targetGroup:TargetGroup",
        variant="hosts",
        inputs={"name": "shop-hosts", "vpcId": The("aws:ec2/vpc:Vpc"), "port": 80, "protocol": "HTTP"},
    ),
    Sample(
        "aws:autoscaling/group:Group",
        inputs={
            "name": "shop-hosts",
            "minSize": 0.0,
            "maxSize": 2.0,
            "desiredCapacity": 1.0,
            "vpcZoneIdentifiers": SUBNETS,
            "launchTemplate": template(1),
            "healthCheckType": "EC2",
            "healthCheckGracePeriod": 300,
            "capacityRebalance": True,
            "enabledMetrics": ["GroupDesiredCapacity"],
            "tags": [*tags("storefront"), {"key": "team", "value": "storefront", "propagateAtLaunch": True}],
        },
        steps=(
            {"maxSize": 3, "minSize": 1, "desiredCapacity": 2},
            {"healthCheckGracePeriod": 60, "healthCheckType": "ELB"},
            {"vpcZoneIdentifiers": SUBNETS[:1]},
            {"launchTemplate": {**template(1), "version": "$Latest"}},
            {"targetGroupArns": [TARGETS]},
            {"targetGroupArns": None},
            {"enabledMetrics": ["GroupDesiredCapacity", "GroupTotalInstances"]},
            {"suspendedProcesses": ["AZRebalance"]},
            {"suspendedProcesses": ["Terminate"]},
            {"protectFromScaleIn": True},
            {"warmPool": {"minSize": 1, "poolState": "Running"}},
            {"warmPool": None},
            {"defaultInstanceWarmup": 120},
            {"instanceRefresh": {"strategy": "Rolling"}},
            {"tags": tags("platform")},
        ),
        untried={
            **dict.fromkeys(
                (
                    "availabilityZoneDistribution",
                    "capacityReservationSpecification",
                    "context",
                    "desiredCapacityType",
                    "instanceLifecyclePolicy",
                    "instanceMaintenancePolicy",
                    "maxInstanceLifetime",
                    "serviceLinkedRoleArn",
                ),
                NOT_SHOWN,
            ),
            "availabilityZones": "not together with subnets",
            "launchConfiguration": "not together with a template",
            "loadBalancers": "of the first generation",
            "metricsGranularity": "there is one",
            "mixedInstancesPolicy": "not together with a template",
        },
    ),
    Sample(
        "aws:autoscaling/policy:Policy",
        inputs={
            "name": "processor",
            "autoscalingGroupName": GROUP,
            "policyType": "TargetTrackingScaling",
            "targetTrackingConfiguration": tracking(target=60.0),
        },
        steps=({"targetTrackingConfiguration": tracking(target=70.0)},),
        untried={
            **dict.fromkeys(
                ("adjustmentType", "cooldown", "metricAggregationType", "minAdjustmentMagnitude", "scalingAdjustment", "stepAdjustments"),
                "not of target tracking",
            ),
            **dict.fromkeys(("enabled", "estimatedInstanceWarmup", "predictiveScalingConfiguration"), NOT_SHOWN),
            "policyType": "changes with the whole policy",
        },
    ),
    Sample(
        "aws:autoscaling/lifecycleHook:LifecycleHook",
        inputs={
            "name": "drain",
            "autoscalingGroupName": GROUP,
            "lifecycleTransition": "autoscaling:EC2_INSTANCE_TERMINATING",
            "heartbeatTimeout": 300,
            "defaultResult": "CONTINUE",
        },
        steps=({"heartbeatTimeout": 600}, {"defaultResult": "ABANDON"}),
        untried={
            **dict.fromkeys(("notificationMetadata", "notificationTargetArn", "roleArn"), "the emulator shows one of its own"),
            "lifecycleTransition": "set like the rest",
        },
    ),
)
