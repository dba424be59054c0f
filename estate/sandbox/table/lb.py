"""Load balancers and target groups; listeners and their rules stand in `lb_listeners.py`."""

from collections.abc import Mapping

from estate.sandbox.row import Call, Naming, Row, tags_by

TAGS = {
    "Tags": Call("describe_tags", arguments={"ResourceArns": ["{id}"]}, at="TagDescriptions[0].Tags"),
}
TAG_UPDATES = tags_by("add_tags", "remove_tags", ResourceArns=["{id}"])
BALANCER = {"LoadBalancerArn": "{id}"}
GROUP = {"TargetGroupArn": "{id}"}

# Property -> the attribute that holds it (Elastic Load Balancing API reference, LoadBalancerAttribute).
BALANCER_ATTRIBUTES = {
    "accessLogs.bucket": "access_logs.s3.bucket",
    "accessLogs.enabled": "access_logs.s3.enabled",
    "accessLogs.prefix": "access_logs.s3.prefix",
    "clientKeepAlive": "client_keep_alive.seconds",
    "connectionLogs.bucket": "connection_logs.s3.bucket",
    "connectionLogs.enabled": "connection_logs.s3.enabled",
    "connectionLogs.prefix": "connection_logs.s3.prefix",
    "desyncMitigationMode": "routing.http.desync_mitigation_mode",
    "dnsRecordClientRoutingPolicy": "dns_record.client_routing_policy",
    "dropInvalidHeaderFields": "routing.http.drop_invalid_header_fields.enabled",
    "enableCrossZoneLoadBalancing": "load_balancing.cross_zone.enabled",
    "enableDeletionProtection": "deletion_protection.enabled",
    "enableHttp2": "routing.http2.enabled",
    "enableTlsVersionAndCipherSuiteHeaders": "routing.http.x_amzn_tls_version_and_cipher_suite.enabled",
    "enableWafFailOpen": "waf.fail_open.enabled",
    "enableXffClientPort": "routing.http.xff_client_port.enabled",
    "enableZonalShift": "zonal_shift.config.enabled",
    "healthCheckLogs.bucket": "health_check_logs.s3.bucket",
    "healthCheckLogs.enabled": "health_check_logs.s3.enabled",
    "healthCheckLogs.prefix": "health_check_logs.s3.prefix",
    "idleTimeout": "idle_timeout.timeout_seconds",
    "preserveHostHeader": "routing.http.preserve_host_header.enabled",
    "secondaryIpsAutoAssignedPerSubnet": "secondary_ips.auto_assigned.per_subnet",
    "xffHeaderProcessingMode": "routing.http.xff_header_processing.mode",
}
# The same for TargetGroupAttribute.
GROUP_ATTRIBUTES = {
    "connectionTermination": "deregistration_delay.connection_termination.enabled",
    "deregistrationDelay": "deregistration_delay.timeout_seconds",
    "lambdaMultiValueHeadersEnabled": "lambda.multi_value_headers.enabled",
    "loadBalancingAlgorithmType": "load_balancing.algorithm.type",
    "loadBalancingAnomalyMitigation": "load_balancing.algorithm.anomaly_mitigation",
    "loadBalancingCrossZoneEnabled": "load_balancing.cross_zone.enabled",
    "preserveClientIp": "preserve_client_ip.enabled",
    "proxyProtocolV2": "proxy_protocol_v2.enabled",
    "slowStart": "slow_start.duration_seconds",
    "stickiness.cookieDuration": "stickiness.lb_cookie.duration_seconds",
    "stickiness.cookieName": "stickiness.app_cookie.cookie_name",
    "stickiness.enabled": "stickiness.enabled",
    "stickiness.type": "stickiness.type",
    "targetFailovers[0].onDeregistration": "target_failover.on_deregistration",
    "targetFailovers[0].onUnhealthy": "target_failover.on_unhealthy",
    "targetGroupHealth.dnsFailover.minimumHealthyTargetsCount": "target_group_health.dns_failover.minimum_healthy_targets.count",
    "targetGroupHealth.dnsFailover.minimumHealthyTargetsPercentage": "target_group_health.dns_failover.minimum_healthy_targets.percentage",
    "targetHealthStates[0].enableUnhealthyConnectionTermination": "target_health_state.unhealthy.connection_termination.enabled",
    "targetHealthStates[0].unhealthyDrainingInterval": "target_health_state.unhealthy.draining_interval_seconds",
}


def given(attributes: Mapping[str, str]) -> str:
    """The attributes whose property the program gives, as a template."""
    pairs = ", ".join(f"{{Key: '{key}', Value: in.{path}}}" for path, key in attributes.items())
    return f"{{[{pairs}][?Value!=`null`]}}"


def properties_of(attributes: Mapping[str, str]) -> tuple[str, ...]:
    """The properties that have attributes, without what is inside them."""
    return tuple(dict.fromkeys(path.replace("[0]", "").partition(".")[0] for path in attributes))


def shown(attributes: Mapping[str, str]) -> dict[str, str]:
    """Where the state shows the properties that have attributes, `Attributes` being the list of them all."""
    found = {path: f"state.Attributes[?Key=='{key}'] | [0].Value" for path, key in attributes.items()}
    plain = {path: f"{{{where}}}" for path, where in found.items() if "." not in path}
    blocks = {path.partition(".")[0] for path in found if path.count(".") == 1 and "[0]" not in path}
    return plain | {block: f"{{{_block(block, found)}}}" for block in blocks}


def _block(block: str, found: Mapping[str, str]) -> str:
    inner = ", ".join(f"{path.partition('.')[2]}: {where}" for path, where in found.items() if path.startswith(f"{block}."))
    return f"{{{inner}}}"


def suffix(context: Mapping[str, object]) -> Mapping[str, object]:
    """The part of the ARN that metrics name the resource by."""
    resource = str(context["id"]).rpartition(":")[2]
    return {"arnSuffix": resource.removeprefix("loadbalancer/")}


NETWORK = "new.loadBalancerType == 'network'"

LOAD_BALANCER = Row(
    "aws:lb/loadBalancer:LoadBalancer",
    service="elbv2",
    create=Call("create_load_balancer", arguments={"Scheme": "{in.internal && 'internal' || 'internet-facing'}"}),
    id="{out.LoadBalancers[0].LoadBalancerArn}",
    read=Call("describe_load_balancers", arguments={"LoadBalancerArns": ["{id}"]}, at="LoadBalancers[0]"),
    also_read={"Attributes": Call("describe_load_balancer_attributes", arguments=BALANCER, at="Attributes"), **TAGS},
    delete=(Call("delete_load_balancer", arguments=BALANCER),),
    renames={"loadBalancerType": "Type"},
    apart=(*properties_of(BALANCER_ATTRIBUTES), "minimumLoadBalancerCapacity"),
    local=("namePrefix",),
    # The provider's own; without logs means that they are off.
    defaults={
        "accessLogs": {"enabled": False},
        "connectionLogs": {"enabled": False},
        "enableDeletionProtection": False,
        "loadBalancerType": "application",
    },
    naming=Naming(limit=32),
    updates=(
        Call(
            "modify_load_balancer_attributes",
            arguments={**BALANCER, "Attributes": given(BALANCER_ATTRIBUTES)},
            properties=properties_of(BALANCER_ATTRIBUTES),
        ),
        Call(
            "modify_capacity_reservation",
            arguments={
                **BALANCER,
                "MinimumLoadBalancerCapacity": {"CapacityUnits": "{in.minimumLoadBalancerCapacity.capacityUnits}"},
                "ResetCapacityReservation": "{in.minimumLoadBalancerCapacity == `null`}",
            },
            properties=("minimumLoadBalancerCapacity",),
            clears=True,
        ),
        Call("set_ip_address_type", arguments={**BALANCER, "IpAddressType": "{in.ipAddressType}"}, properties=("ipAddressType",)),
        Call(
            "set_security_groups",
            arguments={**BALANCER, "SecurityGroups": "{in.securityGroups}"},
            properties=("securityGroups",),
        ),
        Call(
            "set_subnets",
            arguments={**BALANCER, "Subnets": "{in.subnets}", "SubnetMappings": "{in.subnetMappings}"},
            properties=("subnets", "subnetMappings"),
            clears=True,
        ),
    ),
    replace_on=("enablePrefixForIpv6SourceNat", "ipamPools"),
    replace_when={
        "securityGroups": f"{NETWORK} && !(old.securityGroups) != !(new.securityGroups)",
        "subnetMappings": NETWORK,
        "subnets": f"{NETWORK} && length(new.subnets || `[]`) <= length(old.subnets || `[]`)",
    },
    known={"enforceSecurityGroupInboundRulesOnPrivateLinkTraffic": "of network load balancers behind PrivateLink"},
    tags="Tags",
    tag_updates=TAG_UPDATES,
    observe={
        **shown(BALANCER_ATTRIBUTES),
        "internal": "{state.Scheme == 'internal'}",
        "subnets": "{state.AvailabilityZones[].SubnetId}",
        "subnetMappings": "{state.AvailabilityZones}",
        "name": "{state.LoadBalancerName}",
    },
    outputs={
        "arn": "{id}",
        "dnsName": "{state.DNSName}",
        "zoneId": "{state.CanonicalHostedZoneId}",
        "vpcId": "{state.VpcId}",
        "internal": "{state.Scheme == 'internal'}",
        "ipAddressType": "{state.IpAddressType}",
        "securityGroups": "{state.SecurityGroups}",
        "subnets": "{state.AvailabilityZones[].SubnetId}",
    },
    derive=suffix,
)

HEALTH_CHECK = {
    "HealthCheckEnabled": "{in.healthCheck.enabled}",
    "HealthCheckIntervalSeconds": "{in.healthCheck.interval}",
    "HealthCheckPath": "{in.healthCheck.path}",
    "HealthCheckPort": "{in.healthCheck.port}",
    "HealthCheckProtocol": "{in.healthCheck.protocol}",
    "HealthCheckTimeoutSeconds": "{in.healthCheck.timeout}",
    "HealthyThresholdCount": "{in.healthCheck.healthyThreshold}",
    "UnhealthyThresholdCount": "{in.healthCheck.unhealthyThreshold}",
    "Matcher": {
        "GrpcCode": "{in.protocolVersion == 'GRPC' && in.healthCheck.matcher || `null`}",
        "HttpCode": "{in.protocolVersion != 'GRPC' && in.healthCheck.matcher || `null`}",
    },
}
HEALTH_CHECK_SHOWN = (
    "enabled: HealthCheckEnabled, interval: HealthCheckIntervalSeconds, path: HealthCheckPath, port: HealthCheckPort, "
    "protocol: HealthCheckProtocol, timeout: HealthCheckTimeoutSeconds, healthyThreshold: HealthyThresholdCount, "
    "unhealthyThreshold: UnhealthyThresholdCount, matcher: Matcher.GrpcCode || Matcher.HttpCode"
)

TARGET_GROUP = Row(
    "aws:lb/targetGroup:TargetGroup",
    service="elbv2",
    create=Call("create_target_group", arguments={**HEALTH_CHECK, "ProtocolVersion": "{in.protocolVersion}"}),
    id="{out.TargetGroups[0].TargetGroupArn}",
    read=Call("describe_target_groups", arguments={"TargetGroupArns": ["{id}"]}, at="TargetGroups[0]"),
    also_read={"Attributes": Call("describe_target_group_attributes", arguments=GROUP, at="Attributes"), **TAGS},
    delete=(Call("delete_target_group", arguments=GROUP),),
    apart=properties_of(GROUP_ATTRIBUTES),
    local=("namePrefix",),
    defaults={"targetType": "instance", "deregistrationDelay": 300, "slowStart": 0},
    naming=Naming(limit=32),
    updates=(
        Call("modify_target_group", arguments={**GROUP, **HEALTH_CHECK}, properties=("healthCheck",)),
        Call(
            "modify_target_group_attributes",
            arguments={**GROUP, "Attributes": given(GROUP_ATTRIBUTES)},
            properties=properties_of(GROUP_ATTRIBUTES),
        ),
    ),
    tags="Tags",
    tag_updates=TAG_UPDATES,
    observe={**shown(GROUP_ATTRIBUTES), "name": "{state.TargetGroupName}", "healthCheck": f"{{state.{{{HEALTH_CHECK_SHOWN}}}}}"},
    outputs={
        "arn": "{id}",
        "loadBalancerArns": "{state.LoadBalancerArns}",
        "ipAddressType": "{state.IpAddressType}",
        "protocolVersion": "{state.ProtocolVersion}",
        "healthCheck": f"{{state.{{{HEALTH_CHECK_SHOWN}}}}}",
        "loadBalancingAlgorithmType": shown(GROUP_ATTRIBUTES)["loadBalancingAlgorithmType"],
    },
    derive=suffix,
)

ATTACHED = {"Id": "{in.targetId}", "Port": "{in.port}", "AvailabilityZone": "{in.availabilityZone}", "QuicServerId": "{in.quicServerId}"}
TARGET = {"TargetGroupArn": "{in.targetGroupArn}", "Targets": [ATTACHED]}
OF_ATTACHMENT = ("availabilityZone", "port", "quicServerId", "targetGroupArn", "targetId")

ATTACHMENT = Row(
    "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    service="elbv2",
    create=Call("register_targets", arguments=TARGET),
    id="{in.targetGroupArn}-{in.targetId}",
    read=Call(
        "describe_target_health",
        arguments=TARGET,
        at="TargetHealthDescriptions[?TargetHealth.Reason!='Target.NotRegistered'] | [0]",
    ),
    delete=(Call("deregister_targets", arguments=TARGET, when="state"),),
    replace_on=OF_ATTACHMENT,
    observe={"targetGroupArn": "{in.targetGroupArn}", "targetId": "{state.Target.Id}", "port": "{state.Target.Port}"},
)

ROWS = (LOAD_BALANCER, TARGET_GROUP, ATTACHMENT)
