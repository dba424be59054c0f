"""Ways to AWS services that do not leave the network."""

from tests.components.builds import graph_of, of_type
from tests.components.samples import private_endpoints


def test_interfaces_answer_https_from_inside_the_network_alone() -> None:
    recording = graph_of(private_endpoints.largest)
    (rule,) = of_type(recording, "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule").values()
    assert (rule.inputs["cidrIpv4"], rule.inputs["fromPort"], rule.inputs["toPort"]) == ("10.0.0.0/16", 443, 443)
    assert not of_type(recording, "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule")


def test_interfaces_answer_under_the_service_s_own_name_in_every_subnet() -> None:
    endpoints = of_type(graph_of(private_endpoints.largest), "aws:ec2/vpcEndpoint:VpcEndpoint")
    registry = endpoints["endpoints-ecr.api"]
    assert registry.inputs["serviceName"] == "com.amazonaws.eu-central-1.ecr.api"
    assert registry.inputs["privateDnsEnabled"] is True
    assert registry.inputs["subnetIds"] == ["subnet-1", "subnet-2"]


def test_gateways_are_routed_from_every_table_that_was_named() -> None:
    endpoints = of_type(graph_of(private_endpoints.largest), "aws:ec2/vpcEndpoint:VpcEndpoint")
    assert endpoints["endpoints-s3"].inputs["vpcEndpointType"] == "Gateway"
    assert endpoints["endpoints-s3"].inputs["routeTableIds"] == ["rtb-1", "rtb-2"]


def test_a_network_without_interfaces_has_no_group_for_them() -> None:
    assert not of_type(graph_of(private_endpoints.smallest), "aws:ec2/securityGroup:SecurityGroup")
