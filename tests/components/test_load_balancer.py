"""Load balancers and what stands behind them; expected values are AWS's controls and guides, named in each test."""

import json

import pytest

from estate.graph.record import Recording
from tests.components.builds import graph_of
from tests.components.iam import permits
from tests.components.lookup import all_of, one
from tests.components.samples import entrance
from tests.components.samples import load_balancer as samples


def graph(size: str) -> Recording:
    return graph_of(getattr(samples, size))


@pytest.mark.parametrize("size", ["smallest", "largest"])
def test_requests_are_taken_over_strong_tls_and_logged_and_odd_headers_are_dropped(size: str) -> None:
    # ELB.4, ELB.5, ELB.12, ELB.17
    recording = graph(size)
    balancer = one(recording, "lb/loadBalancer").inputs
    assert balancer["dropInvalidHeaderFields"] is True
    assert balancer["desyncMitigationMode"] == "defensive"
    assert balancer["accessLogs"]["enabled"] is True
    (https,) = (one.inputs for one in all_of(recording, "lb/listener") if one.inputs["port"] == 443)
    assert (https["protocol"], https["sslPolicy"]) == ("HTTPS", "ELBSecurityPolicy-TLS13-1-2-2021-06")


def test_the_world_is_led_from_http_to_https() -> None:
    # ELB.1
    (http,) = (one.inputs for one in all_of(graph("largest"), "lb/listener") if one.inputs["port"] == 80)
    (action,) = http["defaultActions"]
    assert (action["type"], action["redirect"]["protocol"], action["redirect"]["statusCode"]) == ("redirect", "HTTPS", "HTTP_301")


def test_what_no_rule_knows_reaches_no_service() -> None:
    (https,) = (one.inputs for one in all_of(graph("largest"), "lb/listener") if one.inputs["port"] == 443)
    assert [(one["type"], one["fixedResponse"]["statusCode"]) for one in https["defaultActions"]] == [("fixed-response", "404")]


def test_the_world_may_call_the_public_one_and_nobody_the_internal_one() -> None:
    opened = {(rule.inputs["cidrIpv4"], rule.inputs["fromPort"]) for rule in all_of(graph("largest"), "vpc/securityGroupIngressRule")}
    assert opened == {("0.0.0.0/0", 80), ("0.0.0.0/0", 443)}
    assert all_of(graph("smallest"), "vpc/securityGroupIngressRule") == ()
    assert one(graph("smallest"), "lb/loadBalancer").inputs["internal"] is True


@pytest.mark.parametrize(("size", "protected"), [("smallest", False), ("largest", True)])
def test_deletion_is_refused_by_aws_and_by_the_engine_where_it_should_be(size: str, protected: bool) -> None:  # noqa: FBT001 - a row of the table
    # ELB.6
    balancer = one(graph(size), "lb/loadBalancer")
    assert (balancer.inputs["enableDeletionProtection"], balancer.protect) == (protected, protected)


def test_the_log_bucket_lets_load_balancing_write_below_this_account_before_the_load_balancer_tries() -> None:
    # ELB user guide, access logs: SSE-S3 alone, and a test object at once.
    recording = graph("largest")
    policy = one(recording, "s3/bucketPolicy")
    written = "arn:aws:s3:::shop-dev-public-requests-111111111111/AWSLogs/111111111111/elasticloadbalancing/x.log.gz"
    assert permits(_writes(policy.inputs["policy"]), "s3:PutObject", written)
    assert not permits(_writes(policy.inputs["policy"]), "s3:PutObject", written.replace("AWSLogs/111111111111", "AWSLogs/222222222222"))
    rule = one(recording, "s3/bucketServerSideEncryptionConfiguration").inputs["rules"][0]
    assert rule["applyServerSideEncryptionByDefault"]["sseAlgorithm"] == "AES256"
    assert policy.urn in one(recording, "lb/loadBalancer").depends_on


def _writes(policy: str) -> str:
    """The policy without the refusal of plain HTTP, whose condition a call over TLS does not meet."""
    document = json.loads(policy)
    return json.dumps({**document, "Statement": [one for one in document["Statement"] if one["Effect"] == "Allow"]})


@pytest.mark.parametrize(
    ("size", "protocol", "matcher", "target"), [("smallest", "HTTP1", "200-299", "instance"), ("largest", "GRPC", "0", "ip")]
)
def test_a_target_is_called_and_asked_in_its_own_protocol(size: str, protocol: str, matcher: str, target: str) -> None:
    group = one(graph_of(getattr(entrance, size)), "lb/targetGroup").inputs
    assert (group["protocolVersion"], group["healthCheck"]["matcher"], group["targetType"]) == (protocol, matcher, target)


def test_a_host_name_leads_to_one_target_group() -> None:
    recording = graph_of(entrance.smallest)
    rule = one(recording, "lb/listenerRule").inputs
    assert rule["conditions"] == [{"hostHeader": {"values": ["ad.dev.shop.example"]}}]
    assert [action["targetGroupArn"] for action in rule["actions"]] == ["${lb/targetGroup.ad.arn}"]
    assert one(recording, "route53/record").inputs["name"] == "ad.dev.shop.example"


def test_a_target_groups_name_has_room_for_what_the_provider_appends() -> None:
    # ELB API reference, CreateTargetGroup: 32 characters; the provider appends a dash and seven.
    name = one(graph_of(entrance.largest), "lb/targetGroup").name
    assert len(name) + 8 == 32
