"""Check refuses what is wrong by name, all at once, and fills in what the provider fills in."""

import re
from collections.abc import Iterator

import pytest
from pulumi.runtime.proto import provider_pb2

from estate.sandbox.clients import Clients, Place
from tests.sandbox.attached import SEED, UNKNOWN, Attached, Known, message, values
from tests.sandbox.provider_fixtures import Bench, bench_in
from tests.sandbox.sample import Sample, The
from tests.sandbox.samples import all_samples

GROUP = "aws:cloudwatch/logGroup:LogGroup"
OTHER_SEED = bytes(reversed(SEED))
AUTOMATIC = re.compile(r"one-[0-9a-f]{7}")  # Pulumi, "Autonaming configuration": the name, a dash, seven hexadecimal digits


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """Nothing is created, so nothing listens behind it."""
    with bench_in(Place(account="222233334444", region="eu-west-1", clients=Clients("http://127.0.0.1:1"))) as bench:
        yield bench


@pytest.fixture
def group(bench: Bench) -> Attached:
    return bench.resource(GROUP)


def refused(resource: Attached, inputs: dict[str, object]) -> dict[str, str]:
    return {failure.property: failure.reason for failure in resource.check(inputs).failures}


def test_unknown_and_missing_properties_are_refused_by_name_all_at_once(bench: Bench) -> None:
    rules = [{"protcol": "-1", "fromPort": 0, "toPort": 0}]
    assert refused(bench.resource("aws:ec2/securityGroup:SecurityGroup"), {"nme": "x", "ingress": rules}) == {
        "nme": "there is no such property; did you mean 'name'?",
        "ingress": "the sandbox cannot place it: give each rule a resource of its own (aws:vpc/securityGroupIngressRule)",
        "ingress[0].protcol": "there is no such property; did you mean 'protocol'?",
        "ingress[0].protocol": "it is required, and nothing is given",
    }


def test_a_required_property_of_the_type_itself_is_missed(bench: Bench) -> None:
    assert refused(bench.resource("aws:iam/role:Role"), {}) == {"assumeRolePolicy": "it is required, and nothing is given"}


def test_a_property_that_is_like_none_is_answered_with_those_that_there_are(bench: Bench) -> None:
    assert refused(bench.resource("aws:s3/bucketPolicy:BucketPolicy"), {"bucket": "b", "policy": "{}", "xyzzy": 1}) == {
        "xyzzy": "there is no such property; known are bucket, policy, region"
    }


def test_what_the_emulator_does_not_keep_is_refused_with_the_reason(bench: Bench) -> None:
    found = refused(bench.resource("aws:ec2/subnet:Subnet"), {"vpcId": "vpc-1", "cidrBlock": "10.0.0.0/24", "enableDns64": True})
    assert found == {"enableDns64": "the sandbox cannot place it: the emulator does not keep it"}


def test_a_value_of_the_wrong_kind_is_refused_before_anything_is_made(bench: Bench) -> None:
    found = refused(bench.resource("aws:ec2/vpc:Vpc"), {"ipv4NetmaskLength": "wide"})
    assert list(found) == ["ipv4NetmaskLength"]
    assert found["ipv4NetmaskLength"].startswith("expected integer")


def test_the_provider_fills_in_its_defaults_and_says_which(bench: Bench) -> None:
    inputs = values(bench.resource("aws:ec2/vpc:Vpc").checked({"cidrBlock": "10.0.0.0/16", "enableDnsSupport": False}))
    # pulumi_aws, ec2.Vpc: enable_dns_hostnames "Defaults false", instance_tenancy "Default is `default`"
    assert (inputs["instanceTenancy"], inputs["enableDnsHostnames"], inputs["enableDnsSupport"]) == ("default", False, False)
    assert set(inputs["__defaults"]) == {"instanceTenancy", "enableDnsHostnames"}


def test_a_name_is_made_from_the_logical_name_and_the_seed(group: Attached) -> None:
    named, again, other = (values(group.checked({}, seed=seed))["name"] for seed in (SEED, SEED, OTHER_SEED))
    assert AUTOMATIC.fullmatch(named)
    assert named == again != other


def test_a_made_name_stays_when_the_resource_is_updated(group: Attached) -> None:
    first = group.checked({})
    later = group.checked({"retentionInDays": 7}, first, OTHER_SEED)
    assert values(later)["name"] == values(first)["name"]
    assert values(later)["__defaults"] == ["name"]


def test_a_replacement_gets_a_new_name(group: Attached) -> None:
    assert values(group.checked({}, message({}), OTHER_SEED))["name"] != values(group.checked({}))["name"]


def test_a_given_name_is_kept_as_it_is(group: Attached) -> None:
    inputs = values(group.checked({"name": "/shop/checkout"}))
    assert (inputs["name"], inputs["__defaults"]) == ("/shop/checkout", [])


def test_a_name_that_the_program_no_longer_gives_is_made(group: Attached) -> None:
    assert AUTOMATIC.fullmatch(values(group.checked({}, group.checked({"name": "/shop/checkout"})))["name"])


def test_a_given_beginning_begins_the_name_until_it_changes(group: Attached) -> None:
    first = group.checked({"namePrefix": "shop-"})
    assert re.fullmatch("shop-[0-9a-f]{26}", values(first)["name"])
    assert values(group.checked({"namePrefix": "shop-"}, first, OTHER_SEED))["name"] == values(first)["name"]
    assert values(group.checked({"namePrefix": "store-"}, first, OTHER_SEED))["name"].startswith("store-")


def test_a_beginning_that_nobody_knows_yet_makes_an_unknown_name(group: Attached) -> None:
    assert values(group.checked({"namePrefix": UNKNOWN}))["name"] == UNKNOWN


def test_a_name_that_does_not_fit_is_refused_with_the_limit(bench: Bench) -> None:
    role = bench.resource("aws:iam/role:Role", name="r" * 60)
    assert refused(role, {"assumeRolePolicy": "{}"})["name"].endswith(
        "has 68 characters; expected at most 64. Shorten the resource's name."
    )


@pytest.mark.parametrize(
    ("mode", "names"),
    [
        pytest.param(provider_pb2.CheckRequest.AutonamingOptions.PROPOSE, {"name": "as-proposed"}, id="the project's pattern is taken"),
        pytest.param(provider_pb2.CheckRequest.AutonamingOptions.ENFORCE, {"name": "as-proposed"}, id="an enforced pattern is taken"),
        pytest.param(provider_pb2.CheckRequest.AutonamingOptions.DISABLE, {}, id="no name is made where the project wants none"),
    ],
)
def test_the_naming_of_the_project_is_kept(
    group: Attached, mode: provider_pb2.CheckRequest.AutonamingOptions.Mode.ValueType, names: dict[str, str]
) -> None:
    options = provider_pb2.CheckRequest.AutonamingOptions(proposed_name="as-proposed" if names else "", mode=mode)
    answer = group.stub.Check(provider_pb2.CheckRequest(**group.who, news=message({}), randomSeed=SEED, autonaming=options))
    assert {name: value for name, value in values(answer.inputs).items() if name == "name"} == names


@pytest.mark.parametrize("sample", [pytest.param(sample, id=sample.title) for sample in all_samples()])
def test_nothing_breaks_on_what_nobody_knows_yet(sample: Sample, bench: Bench) -> None:
    resource = bench.resource(sample.token)
    inputs = {name: made_up(value) for name, value in sample.inputs.items()}
    checked = resource.checked(inputs)
    state = Known(id="i-1", inputs=checked, outputs=checked)
    for name in inputs:
        unknown = resource.checked({**inputs, name: UNKNOWN}, checked)
        assert values(unknown)[name] == UNKNOWN
        assert values(resource.preview(unknown).properties)[name] == UNKNOWN
        assert name in resource.diff(state, unknown).diffs
        assert values(resource.update(state, unknown, preview=True).outputs)[name] == UNKNOWN


def made_up(value: object) -> object:
    """The value, with something in place of every other resource's."""
    if isinstance(value, The):
        return f"arn:aws:made:up:222233334444:{value.token}"
    if isinstance(value, dict):
        return {name: made_up(member) for name, member in value.items()}
    return [made_up(member) for member in value] if isinstance(value, list) else value
