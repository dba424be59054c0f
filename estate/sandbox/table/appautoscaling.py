"""What follows the load, and how."""

from estate.sandbox.row import Call, Naming, Row, tags_by

TARGET_KEY = {
    "ServiceNamespace": "{in.serviceNamespace}",
    "ResourceId": "{in.resourceId}",
    "ScalableDimension": "{in.scalableDimension}",
}

TARGET = Row(
    "aws:appautoscaling/target:Target",
    service="application-autoscaling",
    create=Call("register_scalable_target"),
    id="{in.resourceId}",
    read=Call(
        "describe_scalable_targets",
        arguments={
            "ServiceNamespace": "{in.serviceNamespace}",
            "ResourceIds": ["{in.resourceId}"],
            "ScalableDimension": "{in.scalableDimension}",
        },
        at="ScalableTargets[0]",
    ),
    # What is gone is refused as invalid, not as not found.
    delete=(Call("deregister_scalable_target", arguments=TARGET_KEY, when="state.ResourceId"),),
    put_again=True,
    tags="Tags",
    tag_updates=tags_by("tag_resource", "untag_resource", ResourceARN="{state.ScalableTargetARN}"),
    outputs={"arn": "{state.ScalableTargetARN}", "roleArn": "{state.RoleARN}"},
)

POLICY = Row(
    "aws:appautoscaling/policy:Policy",
    service="application-autoscaling",
    create=Call("put_scaling_policy"),
    id="{in.name}",
    read=Call(
        "describe_scaling_policies",
        arguments={**TARGET_KEY, "PolicyNames": ["{id}"]},
        at="ScalingPolicies[?PolicyName=='{id}'] | [0]",
    ),
    delete=(Call("delete_scaling_policy", arguments={**TARGET_KEY, "PolicyName": "{id}"}, when="state.PolicyName"),),
    renames={"name": "PolicyName"},
    defaults={"policyType": "StepScaling"},
    naming=Naming(limit=256, prefix=""),  # Application Auto Scaling API reference, PutScalingPolicy
    put_again=True,
    outputs={"arn": "{state.PolicyARN}", "alarmArns": "{state.Alarms[].AlarmARN}"},
)

ROWS = (TARGET, POLICY)
