"""Domains, certificates, filters and the CDN; expected values are AWS's controls and guides, named in each test."""

import pytest

from tests.components.builds import KEY_ARN, graph_of
from tests.components.lookup import all_of, one, statements
from tests.components.samples import certificate, distribution, hosted_zone, private_zone, web_acl


def test_who_uses_a_certificate_waits_until_it_is_issued() -> None:
    recording = graph_of(certificate.largest)
    validation = one(recording, "acm/certificateValidation")
    assert {record.urn for record in all_of(recording, "route53/record")} <= set(validation.depends_on)
    (outputs,) = recording.component_outputs.values()
    assert outputs["arn"] == validation.inputs["certificateArn"]


def test_each_domain_is_proved_by_the_record_that_was_asked_for_it() -> None:
    recording = graph_of(certificate.largest)
    values = {record.name: record.inputs["records"] for record in all_of(recording, "route53/record")}
    symbol = "${{acm/certificate.public.domainValidationOptions[{}].resourceRecordValue}}"
    assert values == {"public-0": [symbol.format(0)], "public-1": [symbol.format(1)]}


def test_a_certificate_for_cloudfront_is_made_where_cloudfront_looks() -> None:
    # CloudFront developer guide: us-east-1.
    recording = graph_of(certificate.largest)
    assert {one(recording, kind).inputs["region"] for kind in ("acm/certificate", "acm/certificateValidation")} == {"us-east-1"}


@pytest.mark.parametrize("size", ["smallest", "largest"])
def test_the_queries_of_a_public_domain_are_logged_where_route_53_may_write(size: str) -> None:
    # Route53.2; Route 53 developer guide: the group is in us-east-1.
    recording = graph_of(getattr(hosted_zone, size))
    group = one(recording, "cloudwatch/logGroup").inputs
    policy = one(recording, "cloudwatch/logResourcePolicy")
    assert group["region"] == policy.inputs["region"] == "us-east-1"
    (statement,) = statements(policy.inputs["policyDocument"])
    assert statement["Principal"] == {"Service": "route53.amazonaws.com"}
    assert group["name"].startswith(statement["Resource"].split(":log-group:")[1].rstrip("*"))
    assert policy.urn in one(recording, "route53/queryLog").depends_on


def test_the_internal_domain_answers_the_network_alone() -> None:
    assert one(graph_of(private_zone.smallest), "route53/zone").inputs["vpcs"] == [{"vpcId": "vpc-1"}]


@pytest.mark.parametrize("size", ["smallest", "largest"])
def test_the_filter_knows_bad_inputs_bad_addresses_and_too_many_requests(size: str) -> None:
    # WAF.10
    rules = one(graph_of(getattr(web_acl, size)), "wafv2/webAcl").inputs["rules"]
    groups = {rule["statement"]["managedRuleGroupStatement"]["name"] for rule in rules if "managedRuleGroupStatement" in rule["statement"]}
    assert groups == {"AWSManagedRulesCommonRuleSet", "AWSManagedRulesKnownBadInputsRuleSet", "AWSManagedRulesAmazonIpReputationList"}
    (limit,) = (rule for rule in rules if "rateBasedStatement" in rule["statement"])
    assert limit["action"] == {"block": {}}
    assert len({rule["priority"] for rule in rules}) == len(rules)


def test_the_filters_log_holds_no_cookie_and_no_token() -> None:
    # WAF.11
    logging = one(graph_of(web_acl.largest), "wafv2/webAclLoggingConfiguration").inputs
    assert {field["singleHeader"]["name"] for field in logging["redactedFields"]} == {"authorization", "cookie"}
    group = one(graph_of(web_acl.largest), "cloudwatch/logGroup").inputs
    assert group["name"].startswith("aws-waf-logs-")
    assert group["kmsKeyId"] == KEY_ARN


def test_the_filter_stands_in_front_of_what_it_is_told_to_guard() -> None:
    guarded = {one.inputs["resourceArn"] for one in all_of(graph_of(web_acl.largest), "wafv2/webAclAssociation")}
    assert guarded == {web_acl.BALANCER_ARN, f"{web_acl.BALANCER_ARN}1"}
    assert all_of(graph_of(web_acl.smallest), "wafv2/webAclAssociation") == ()


def test_a_filter_for_cloudfront_is_made_where_cloudfront_looks() -> None:
    # WAF developer guide: scope CLOUDFRONT lives in us-east-1.
    acl = one(graph_of(web_acl.smallest), "wafv2/webAcl").inputs
    assert (acl["scope"], acl["region"]) == ("CLOUDFRONT", "us-east-1")


def test_the_cdn_takes_https_alone_filters_and_signs_what_it_asks_of_the_bucket() -> None:
    # CloudFront.3, CloudFront.6, CloudFront.10, CloudFront.13
    recording = graph_of(distribution.smallest)
    cdn = one(recording, "cloudfront/distribution").inputs
    assert cdn["defaultCacheBehavior"]["viewerProtocolPolicy"] == "redirect-to-https"
    assert cdn["viewerCertificate"]["minimumProtocolVersion"] == "TLSv1.2_2021"
    assert cdn["webAclId"]
    (origin,) = cdn["origins"]
    assert origin["originAccessControlId"] == "${cloudfront/originAccessControl.product-images.id}"
    assert origin["domainName"] == "shop-dev-product-images-111111111111.s3.eu-central-1.amazonaws.com"
    control = one(recording, "cloudfront/originAccessControl").inputs
    assert (control["signingBehavior"], control["signingProtocol"]) == ("always", "sigv4")


def test_the_cdn_answers_under_its_own_name_over_both_protocols() -> None:
    recording = graph_of(distribution.smallest)
    records = {record.inputs["type"]: record.inputs for record in all_of(recording, "route53/record")}
    assert set(records) == {"A", "AAAA"}
    # Route 53 API reference, AliasTarget: every distribution's zone.
    assert {alias["zoneId"] for record in records.values() for alias in record["aliases"]} == {"Z2FDTNDATAQYW2"}
    assert one(recording, "cloudfront/distribution").inputs["aliases"] == [record["name"] for record in records.values()][:1]


def test_the_cdns_log_is_delivered_once_the_bucket_takes_it() -> None:
    # CloudFront developer guide, standard logging: from us-east-1, whatever the bucket's region.
    recording = graph_of(distribution.largest)
    delivery = one(recording, "cloudwatch/logDelivery")
    assert one(recording, "s3/bucketPolicy").urn in delivery.depends_on
    kinds = ("cloudwatch/logDelivery", "cloudwatch/logDeliverySource", "cloudwatch/logDeliveryDestination")
    assert {one(recording, kind).inputs["region"] for kind in kinds} == {"us-east-1"}
    assert one(recording, "s3/bucket").region is None


def test_a_distribution_with_a_copy_serves_it_while_its_bucket_does_not_answer() -> None:
    recording = graph_of(distribution.largest)
    cdn = one(recording, "cloudfront/distribution").inputs
    (group,) = cdn["originGroups"]
    assert cdn["defaultCacheBehavior"]["targetOriginId"] == group["originId"]
    assert [member["originId"] for member in group["members"]] == [origin["originId"] for origin in cdn["origins"]]
    assert cdn["origins"][1]["domainName"] == "shop-dev-product-images-copy-111111111111.s3.eu-west-1.amazonaws.com"
    # An object that is not there is no failure of the bucket.
    assert group["failoverCriteria"]["statusCodes"] == [500, 502, 503, 504]
