"""What the engine does when things go wrong, and where things are made."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from estate.sandbox.changes import Change, change
from estate.sandbox.clients import Clients, Place, invoke
from estate.sandbox.emulator import Emulator
from estate.sandbox.errors import HalfMade, MustReplace, NotSupported, Refused, UnplacedProperty, Unreachable
from estate.sandbox.operations import create, read, update
from estate.sandbox.row import Call, Row
from estate.sandbox.table import TABLE
from estate.sandbox.template import evaluate

QUEUE = TABLE["aws:sqs/queue:Queue"]
GATEWAY = TABLE["aws:ec2/internetGateway:InternetGateway"]
LACKING = Call("create_coip_pool", arguments={"LocalGatewayRouteTableId": "lgw-rtb-1"})  # moto has no such action


def gateways_in(place: Place) -> object:
    return evaluate("InternetGateways", invoke(place.client("ec2"), "describe_internet_gateways", {}))


def test_an_account_stands_in_its_arns(place: Place) -> None:
    there = replace(place, account="333344445555")
    made = create(QUEUE, {"name": "mail"}, there)
    assert made.outputs["arn"] == "arn:aws:sqs:eu-west-1:333344445555:mail"
    assert read(QUEUE, made.id, {"name": "mail"}, place) is None, "another account sees the queue"


def test_an_input_puts_a_resource_into_another_region(place: Place) -> None:
    made = create(QUEUE, {"name": "mail", "region": "eu-central-1"}, place)
    assert made.outputs["arn"] == f"arn:aws:sqs:eu-central-1:{place.account}:mail"
    assert made.outputs["region"] == "eu-central-1"


def test_defaults_are_outputs_and_explicit_values_win(place: Place) -> None:
    row = TABLE["aws:ec2/vpc:Vpc"]
    made = create(row, {"cidrBlock": "10.9.0.0/16", "enableDnsSupport": False}, place)
    assert made.outputs["enableDnsSupport"] is False
    assert made.outputs["enableDnsHostnames"] is False
    found = read(row, made.id, made.outputs, place)
    assert found is not None
    assert evaluate("state.EnableDnsSupport", found.context) is False


def test_an_output_that_needs_a_read_of_its_own_is_there_from_the_start(place: Place) -> None:
    made = create(TABLE["aws:ec2/vpc:Vpc"], {"cidrBlock": "10.8.0.0/16"}, place)
    groups = invoke(place.client("ec2"), "describe_security_groups", {"Filters": [{"Name": "vpc-id", "Values": [made.id]}]})
    assert made.outputs["defaultSecurityGroupId"] == evaluate("SecurityGroups[0].GroupId", groups)


def test_what_the_emulator_lacks_is_told_from_what_it_refuses(place: Place) -> None:
    lacking = replace(GATEWAY, token="aws:ec2/pool:Pool", create=LACKING, tags="", apart=())
    with pytest.raises(NotSupported, match="aws:ec2/pool:Pool: the emulator does not support create_coip_pool"):
        create(lacking, {}, place)
    with pytest.raises(Refused, match=r"create_vpc was refused: InvalidVpc.Range") as refused:
        create(TABLE["aws:ec2/vpc:Vpc"], {"cidrBlock": "10.0.0.0/8"}, place)
    assert refused.value.code == "InvalidVpc.Range"


def test_an_argument_that_botocore_refuses_is_a_refusal(place: Place) -> None:
    with pytest.raises(Refused, match="RoleName"):
        create(TABLE["aws:iam/role:Role"], {"assumeRolePolicy": "{}"}, place)


def test_an_unknown_input_is_refused_before_anything_is_made(place: Place) -> None:
    with pytest.raises(UnplacedProperty, match="colour"):
        create(GATEWAY, {"colour": "red"}, replace(place, region="eu-north-1"))
    assert gateways_in(replace(place, region="eu-north-1")) == []


def test_what_a_failing_create_made_is_deleted_again(place: Place) -> None:
    there = replace(place, region="eu-west-2")
    with pytest.raises(Refused, match=r"attach_internet_gateway was refused: InvalidVpcID.NotFound"):
        create(GATEWAY, {"vpcId": "vpc-00000000000000000"}, there)
    assert gateways_in(there) == []


def test_what_a_failing_create_leaves_behind_is_said(place: Place) -> None:
    there = replace(place, region="eu-west-3")
    stuck = replace(GATEWAY, delete=(LACKING,))
    with pytest.raises(HalfMade, match=r"attach_internet_gateway was refused.*\nigw-.* is still there") as half_made:
        create(stuck, {"vpcId": "vpc-00000000000000000"}, there)
    assert evaluate("[].InternetGatewayId", gateways_in(there)) == [half_made.value.identity]


@pytest.mark.parametrize(
    ("row", "old", "new", "meant"),
    [
        pytest.param(QUEUE, {"delaySeconds": 1}, {"delaySeconds": 2}, Change(updates=("delaySeconds",)), id="a call carries it out"),
        pytest.param(QUEUE, {"name": "a"}, {"name": "b"}, Change(replaces=("name",)), id="the provider replaces"),
        pytest.param(QUEUE, {"delaySeconds": 0}, {}, Change(), id="a default that was spelled out"),
        pytest.param(QUEUE, {"maxMessageSize": 2048}, {}, Change(replaces=("maxMessageSize",)), id="no call takes it away"),
        pytest.param(QUEUE, {"colour": "red"}, {}, Change(replaces=("colour",)), id="no call knows it"),
        pytest.param(QUEUE, {"tags": {"a": "1"}}, {}, Change(updates=("tags",)), id="tags may go"),
        pytest.param(QUEUE, {}, {"region": "eu-west-1"}, Change(replaces=("region",)), id="another place"),
        pytest.param(
            TABLE["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
            {"cidrIpv4": "10.0.0.0/16"},
            {"cidrIpv6": "fd00::/8"},
            Change(replaces=("cidrIpv4", "cidrIpv6")),
            id="another kind of source",
        ),
        pytest.param(
            TABLE["aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule"],
            {"cidrIpv4": "10.0.0.0/16"},
            {"cidrIpv4": "10.1.0.0/16"},
            Change(updates=("cidrIpv4",)),
            id="another value of the same kind",
        ),
    ],
)
def test_a_change_is_an_update_or_a_replacement(row: Row, old: dict[str, object], new: dict[str, object], meant: Change) -> None:
    assert change(row, old, new) == meant


def test_an_update_refuses_what_only_a_replacement_changes(place: Place) -> None:
    with pytest.raises(MustReplace, match="name cannot be changed in place"):
        update(QUEUE, "id", {"name": "a"}, {"name": "b"}, place)


def test_the_users_own_aws_setup_is_never_read(emulator: Emulator, monkeypatch: pytest.MonkeyPatch) -> None:
    nowhere = "http://127.0.0.1:9"
    hostile = {
        "AWS_PROFILE": "nobody",
        "AWS_ENDPOINT_URL": nowhere,
        "HTTP_PROXY": nowhere,
        "AWS_MAX_ATTEMPTS": "7",
        "AWS_USE_FIPS_ENDPOINT": "true",
    }
    for name, value in {**hostile, "AWS_ACCESS_KEY_ID": "own", "AWS_SECRET_ACCESS_KEY": "own"}.items():
        monkeypatch.setenv(name, value)
    client = Clients(emulator.endpoint).client("sts", region="eu-west-1", account="222233334444")
    assert evaluate("Account", invoke(client, "get_caller_identity", {})) == "222233334444"


def test_threads_share_one_client(emulator: Emulator) -> None:
    clients = Clients(emulator.endpoint)
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(clients.client, "sqs", region="eu-west-1", account="222233334444") for _ in range(32)]
    assert len({id(client.result()) for client in asked}) == 1


def test_a_dead_emulator_is_said_with_its_address() -> None:
    with pytest.raises(Unreachable, match=r"no emulator answers at http://127\.0\.0\.1:9"):
        Clients("http://127.0.0.1:9").client("sqs", region="eu-west-1", account="222233334444")
