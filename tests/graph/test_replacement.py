"""Verdicts on changes, against what the providers' sources say."""

import pytest

from estate.graph.replacement import Outcome, known_triggers, replaces

# Terraform's documents of the same arguments: "Forces new resource" or not.
VERDICTS = [
    pytest.param("aws:ec2/vpc:Vpc", ["cidrBlock"], Outcome.REPLACE, id="a network's range"),
    pytest.param("aws:ec2/vpc:Vpc", ["enableDnsSupport"], Outcome.UPDATE, id="a network's switch"),
    pytest.param("aws:ec2/vpc:Vpc", ["instanceTenancy"], Outcome.MAY_REPLACE, id="under a condition"),
    pytest.param("aws:ec2/vpc:Vpc", ['tags["team"]'], Outcome.UPDATE, id="a tag"),
    pytest.param("aws:ec2/vpc:Vpc", ["tags", "cidrBlock"], Outcome.REPLACE, id="the worst decides"),
    pytest.param("aws:s3/bucket:Bucket", ["objectLockConfiguration"], Outcome.MAY_REPLACE, id="a block with a trigger inside"),
    pytest.param(
        "aws:s3/bucket:Bucket",
        ["serverSideEncryptionConfiguration.rule.blockedEncryptionTypes[0]"],
        Outcome.MAY_REPLACE,
        id="what nobody has read",
    ),
    pytest.param("aws:unheard/of:Type", ["tags"], Outcome.MAY_REPLACE, id="a type that nobody has read"),
    pytest.param("aws:ecs/taskDefinition:TaskDefinition", ["containerDefinitions"], Outcome.REVISE, id="a task definition's containers"),
    pytest.param("aws:ecs/taskDefinition:TaskDefinition", ["tags"], Outcome.UPDATE, id="a task definition's tags"),
    pytest.param("aws:ec2/vpc:Vpc", [], Outcome.UPDATE, id="no change"),
]


@pytest.mark.parametrize(("token", "paths", "outcome"), VERDICTS)
def test_a_change_is_judged_by_its_worst_property(token: str, paths: list[str], outcome: Outcome) -> None:
    assert replaces(token, paths).outcome is outcome


def test_a_verdict_says_which_properties_decide() -> None:
    assert replaces("aws:ec2/subnet:Subnet", ["vpcId", "tags", "cidrBlock"]).because == (
        "cidrBlock cannot be changed in place",
        "vpcId cannot be changed in place",
    )
    assert replaces("aws:unheard/of:Type", ["tags"]).because == ("nobody has read what replaces aws:unheard/of:Type",)


@pytest.mark.parametrize(
    ("wanted", "changed", "outcome"),
    [
        pytest.param("vpcId", "vpcId", Outcome.REPLACE, id="the property"),
        pytest.param("tags", 'tags["team"]', Outcome.REPLACE, id="inside it"),
        pytest.param("rules[*].port", "rules[3].port", Outcome.REPLACE, id="whichever of a list"),
        pytest.param("*", "tags", Outcome.REPLACE, id="whatever changes"),
        pytest.param("vpcId", "tags", Outcome.UPDATE, id="another one"),
    ],
)
def test_a_program_can_want_a_replacement_where_the_provider_needs_none(wanted: str, changed: str, outcome: Outcome) -> None:
    assert replaces("aws:ec2/internetGateway:InternetGateway", [changed], wanted=[wanted]).outcome is outcome


def test_the_data_hold_only_what_the_reader_understands() -> None:
    keys = {key for triggers in known_triggers().values() for key in triggers}
    assert keys <= {"from", "replace", "conditional", "except", "unverified", "required", "revision"}
    assert all("[" not in path for triggers in known_triggers().values() for path in triggers.get("replace", []))
