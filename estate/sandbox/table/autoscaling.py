"""Groups of hosts, and when they grow."""

from estate.sandbox.row import Call, Naming, Row

OWN = {"AutoScalingGroupName": "{id}"}
JOINED = "in.vpcZoneIdentifiers && join(',', in.vpcZoneIdentifiers)"
ZONES = {"VPCZoneIdentifier": f"{{{JOINED}}}"}
TAG = {"ResourceId": "{id}", "ResourceType": "auto-scaling-group", "Key": "{item.key}"}
# They steer the provider while it creates, updates, or deletes. A rollout is one of these: the emulator has no instance refresh.
STEERING = (
    "forceDelete",
    "forceDeleteWarmPool",
    "ignoreFailedScalingActivities",
    "instanceRefresh",
    "minElbCapacity",
    "namePrefix",
    "waitForCapacityTimeout",
    "waitForElbCapacity",
)


def attached(name: str, member: str, what: str) -> tuple[Call, Call]:
    """What a group is attached to: the old go, the new come."""
    return (
        Call(f"detach_{what}", arguments={**OWN, member: f"{{old.{name}}}"}, when=f"old.{name}", properties=(name,), clears=True),
        Call(f"attach_{what}", arguments={**OWN, member: f"{{in.{name}}}"}, when=f"in.{name}", properties=(name,), clears=True),
    )


GROUP = Row(
    "aws:autoscaling/group:Group",
    service="autoscaling",
    create=Call("create_auto_scaling_group", arguments=ZONES),
    id="{in.name}",
    read=Call("describe_auto_scaling_groups", arguments={"AutoScalingGroupNames": ["{id}"]}, at="AutoScalingGroups[0]"),
    delete=(
        Call("update_auto_scaling_group", arguments={**OWN, "MinSize": 0, "MaxSize": 0, "DesiredCapacity": 0}, when="state"),
        Call("delete_auto_scaling_group", arguments={**OWN, "ForceDelete": True}, when="state"),
    ),
    renames={
        "name": "AutoScalingGroupName",
        "initialLifecycleHooks": "LifecycleHookSpecificationList",
        "initialLifecycleHooks.name": "LifecycleHookName",
        "launchConfiguration": "LaunchConfigurationName",
        "launchTemplate.id": "LaunchTemplateId",
        "launchTemplate.name": "LaunchTemplateName",
        "loadBalancers": "LoadBalancerNames",
        "protectFromScaleIn": "NewInstancesProtectedFromScaleIn",
    },
    apart=("enabledMetrics", "metricsGranularity", "suspendedProcesses", "warmPool"),
    local=STEERING,
    defaults={"metricsGranularity": "1Minute", "protectFromScaleIn": False},
    naming=Naming(limit=255),
    updates=(
        Call(
            "enable_metrics_collection",
            arguments={**OWN, "Metrics": "{in.enabledMetrics}", "Granularity": "{in.metricsGranularity}"},
            when="in.enabledMetrics",
            properties=("enabledMetrics", "metricsGranularity"),
        ),
        Call("resume_processes", arguments=OWN, when="old.suspendedProcesses", properties=("suspendedProcesses",), clears=True),
        Call(
            "suspend_processes",
            arguments={**OWN, "ScalingProcesses": "{in.suspendedProcesses}"},
            when="in.suspendedProcesses",
            properties=("suspendedProcesses",),
            clears=True,
        ),
        Call(
            "put_warm_pool",
            arguments={
                **OWN,
                "MaxGroupPreparedCapacity": "{in.warmPool.maxGroupPreparedCapacity}",
                "MinSize": "{in.warmPool.minSize}",
                "PoolState": "{in.warmPool.poolState}",
                "InstanceReusePolicy": {"ReuseOnScaleIn": "{in.warmPool.instanceReusePolicy.reuseOnScaleIn}"},
            },
            when="in.warmPool",
            properties=("warmPool",),
            clears=True,
        ),
        Call("delete_warm_pool", arguments={**OWN, "ForceDelete": True}, when="!(in.warmPool)", properties=("warmPool",), clears=True),
        *attached("targetGroupArns", "TargetGroupARNs", "load_balancer_target_groups"),
        *attached("loadBalancers", "LoadBalancerNames", "load_balancers"),
        Call("update_auto_scaling_group", arguments={**OWN, **ZONES}, properties=("*",), place=True),
    ),
    # The emulator's update call passes them over.
    replace_on=("capacityRebalance", "defaultCooldown", "placementGroup", "terminationPolicies", "trafficSources"),
    tags="Tags",
    tag_updates=(
        Call("delete_tags", arguments={"Tags": [TAG]}, each="old.tags"),
        Call(
            "create_or_update_tags",
            arguments={"Tags": [{**TAG, "Value": "{item.value}", "PropagateAtLaunch": "{item.propagateAtLaunch}"}]},
            each="in.tags",
        ),
    ),
    observe={
        "enabledMetrics": "{state.EnabledMetrics[].Metric}",
        "launchTemplate": "{state.LaunchTemplate.{id: LaunchTemplateId, name: LaunchTemplateName, version: Version}}",
        "metricsGranularity": "{state.EnabledMetrics[0].Granularity}",
        "suspendedProcesses": "{state.SuspendedProcesses[].ProcessName}",
        # One text holds them all.
        "vpcZoneIdentifiers": f"{{({JOINED}) == state.VPCZoneIdentifier && in.vpcZoneIdentifiers || [state.VPCZoneIdentifier]}}",
        "warmPool": "{state.WarmPoolConfiguration}",
    },
    outputs={
        "arn": "{state.AutoScalingGroupARN}",
        "availabilityZones": "{state.AvailabilityZones}",
        "defaultCooldown": "{state.DefaultCooldown}",
        "desiredCapacity": "{state.DesiredCapacity}",
        "healthCheckType": "{state.HealthCheckType}",
        "loadBalancers": "{state.LoadBalancerNames}",
        "serviceLinkedRoleArn": "{state.ServiceLinkedRoleARN}",
        "targetGroupArns": "{state.TargetGroupARNs}",
    },
)

OF_GROUP = {"AutoScalingGroupName": "{in.autoscalingGroupName}"}

POLICY = Row(
    "aws:autoscaling/policy:Policy",
    service="autoscaling",
    create=Call("put_scaling_policy"),
    id="{in.name}",
    read=Call("describe_policies", arguments={**OF_GROUP, "PolicyNames": ["{id}"]}, at="ScalingPolicies[0]"),
    delete=(Call("delete_policy", arguments={**OF_GROUP, "PolicyName": "{id}"}),),
    renames={
        "name": "PolicyName",
        "targetTrackingConfiguration.customizedMetricSpecification.metricDimensions": "Dimensions",
    },
    defaults={"enabled": True, "policyType": "SimpleScaling"},
    naming=Naming(limit=255, prefix=""),
    put_again=True,
    outputs={"arn": "{state.PolicyARN}", "metricAggregationType": "{state.MetricAggregationType}"},
)

LIFECYCLE_HOOK = Row(
    "aws:autoscaling/lifecycleHook:LifecycleHook",
    service="autoscaling",
    create=Call("put_lifecycle_hook"),
    id="{in.name}",
    read=Call("describe_lifecycle_hooks", arguments={**OF_GROUP, "LifecycleHookNames": ["{id}"]}, at="LifecycleHooks[0]"),
    delete=(Call("delete_lifecycle_hook", arguments={**OF_GROUP, "LifecycleHookName": "{id}"}),),
    renames={"name": "LifecycleHookName"},
    naming=Naming(limit=255, prefix=""),
    put_again=True,
    replace_on=("autoscalingGroupName", "name"),
    outputs={"defaultResult": "{state.DefaultResult}"},
)

ROWS = (GROUP, POLICY, LIFECYCLE_HOOK)
