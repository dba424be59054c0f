"""What goes wrong is one resource's clean error, and the next deployment goes on."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import empty_pb2
from pulumi.runtime.proto import provider_pb2, provider_pb2_grpc, status_pb2

from estate.sandbox.aws_keeper import AwsKeeper
from estate.sandbox.clients import Clients, Place
from estate.sandbox.errors import HalfMade, Refused
from estate.sandbox.places import Places
from estate.sandbox.properties import Properties
from estate.sandbox.provider import Provider
from estate.sandbox.recorded import Journal
from estate.sandbox.subject import Kept, Subject
from tests.sandbox.attached import Attached, Known, message, secret, serving, values
from tests.sandbox.provider_fixtures import Bench, bench_in

CATALOG = Path(__file__).resolve().parents[2] / "catalog"
NOWHERE = Clients("http://127.0.0.1:1")
QUEUE, VPC = "aws:sqs/queue:Queue", "aws:ec2/vpc:Vpc"


@pytest.fixture
def bench(clients: Clients) -> Iterator[Bench]:
    with bench_in(Place(account="777766664444", region="eu-west-1", clients=clients)) as bench:
        yield bench


@dataclass(frozen=True, kw_only=True)
class FailingKeeper(AwsKeeper):
    """A keeper whose creates fail as the test says."""

    error: Exception
    place_of: Callable[[Subject], Place] = field(default=lambda _subject: Place(account="1", region="eu-west-1", clients=NOWHERE))

    def create(self, subject: Subject, inputs: Properties) -> Kept:
        raise self.error


def failing(error: Exception) -> Provider:
    journal = Journal()
    return Provider(package="aws", journal=journal, aws=FailingKeeper(journal=journal, error=error))


def test_a_refused_create_says_what_aws_says_and_leaves_nothing_to_repair(bench: Bench) -> None:
    subnet = bench.resource("aws:ec2/subnet:Subnet")
    with pytest.raises(grpc.RpcError) as caught:
        subnet.create(subnet.checked({"vpcId": "vpc-0123456789abcdef0", "cidrBlock": "10.0.0.0/24"}))
    # EC2 API reference, error codes; any code but UNKNOWN, INTERNAL and DATA_LOSS tells the engine that nothing is left
    assert caught.value.code() == grpc.StatusCode.FAILED_PRECONDITION
    assert "create_subnet was refused: InvalidVpcID.NotFound" in str(caught.value.details())
    assert [(entry.verb, entry.name) for entry in bench.entries] == [("failed", "one")]


def test_the_next_create_goes_on_after_a_failed_one(bench: Bench) -> None:
    bucket = bench.resource("aws:s3/bucket:Bucket")
    with pytest.raises(grpc.RpcError):
        bucket.create(bucket.checked({"bucket": "Not A Bucket"}))
    known = bucket.create(bucket.checked({"bucket": "a-bucket-after-all"}))
    bucket.delete(known)
    assert known.id == "a-bucket-after-all"


def test_a_resource_that_is_half_made_is_kept_in_the_state_and_replaced_by_the_next_deployment() -> None:
    first = Refused(token=QUEUE, operation="set_queue_attributes", code="Bad", text="no")
    second = Refused(token=QUEUE, operation="delete_queue", code="Bad", text="hunter2-hunter2")
    with serving(failing(HalfMade(token=QUEUE, identity="https://queue", first=first, second=second))) as stub:
        queue = Attached(stub=stub, token=QUEUE)
        checked = queue.checked({"name": "work", "policy": secret("hunter2-hunter2")})
        with pytest.raises(grpc.RpcError) as caught:
            queue.create(checked)
        left = left_behind(caught.value)
        assert left.id == "https://queue"
        assert "set_queue_attributes was refused" in left.reasons[0]
        assert "hunter2" not in left.reasons[0] + str(caught.value.details())
        assert values(left.properties)["policy"] == secret("hunter2-hunter2")
        difference = queue.diff(Known(id=left.id, inputs=checked, outputs=left.properties), checked)
    assert (list(difference.replaces), difference.deleteBeforeReplace) == (["id"], True)


def left_behind(error: grpc.RpcError) -> provider_pb2.ErrorResourceInitFailed:
    """What the engine finds in the status of the call."""
    trailer: Any = error.trailing_metadata()
    packed = dict(trailer)["grpc-status-details-bin"]
    left = provider_pb2.ErrorResourceInitFailed()
    assert status_pb2.Status.FromString(packed).details[0].Unpack(left)
    return left


def test_an_emulator_that_is_gone_is_said(bench: Bench) -> None:
    del bench
    with bench_in(Place(account="777766664444", region="eu-west-1", clients=NOWHERE)) as nowhere:
        vpc = nowhere.resource(VPC)
        with pytest.raises(grpc.RpcError) as caught:
            vpc.create(vpc.checked({"cidrBlock": "10.0.0.0/16"}))
    assert caught.value.code() == grpc.StatusCode.UNAVAILABLE
    assert "no emulator answers at http://127.0.0.1:1" in str(caught.value.details())


def test_a_mistake_of_our_own_is_said_as_one_and_tells_no_secret() -> None:
    with serving(failing(KeyError("hunter2-hunter2"))) as stub:
        vpc = Attached(stub=stub, token=VPC)
        with pytest.raises(grpc.RpcError) as caught:
            vpc.create(message({"cidrBlock": secret("hunter2-hunter2")}))
    assert caught.value.code() == grpc.StatusCode.FAILED_PRECONDITION
    assert caught.value.details() == f"{VPC} one: this is a mistake of estate itself, not yours: KeyError: '[secret]'"


def test_a_look_up_is_refused_with_the_way_out(bench: Bench) -> None:
    with pytest.raises(grpc.RpcError, match="take the value from the catalog, or from the output of a resource") as caught:
        bench.stub.Invoke(provider_pb2.InvokeRequest(tok="aws:index/getCallerIdentity:getCallerIdentity"))
    assert "aws:index/getCallerIdentity:getCallerIdentity" in str(caught.value.details())


def test_what_the_state_does_not_hold_is_not_read_by_its_id_alone(bench: Bench) -> None:
    vpc = bench.resource(VPC)
    with pytest.raises(grpc.RpcError, match="reads only what it has made; 'vpc-1' is not in this stack's state"):
        vpc.read(Known(id="vpc-1", inputs=message({}), outputs=message({})))


@pytest.fixture
def cataloged() -> Iterator[provider_pb2_grpc.ResourceProviderStub]:
    """The provider as it is served, with the catalog's accounts and regions."""
    journal = Journal()
    with serving(Provider(package="aws", journal=journal, aws=AwsKeeper(journal=journal, place_of=Places(CATALOG, NOWHERE).of))) as stub:
        yield stub


def settings(stub: provider_pb2_grpc.ResourceProviderStub, stack: str, **given: str) -> dict[str, str]:
    urn = f"urn:pulumi:{stack}::estate::pulumi:providers:aws::aws"
    answer = stub.CheckConfig(provider_pb2.CheckRequest(urn=urn, news=message(given)))
    return {failure.property: failure.reason for failure in answer.failures}


@pytest.mark.parametrize(
    ("stack", "given", "failing"),
    [
        # catalog/environments/dev.yaml: account 222233334444, eu-central-1; catalog/organisation.yaml: 555566667777, eu-central-1
        pytest.param("network-dev", {"region": "eu-central-1", "allowedAccountIds": '["222233334444"]'}, [], id="as the catalog says"),
        pytest.param("bootstrap-global", {"allowedAccountIds": '["555566667777"]'}, [], id="what serves all environments"),
        pytest.param("network-dev", {"allowedAccountIds": '["555566667777"]'}, ["allowedAccountIds"], id="another account is refused"),
        pytest.param("network-dev", {"region": "us-east-1"}, ["region"], id="a second provider could not be told apart"),
        pytest.param("network-dev", {"defaultTags": '{"tags": {"a": "b"}}'}, ["defaultTags"], id="tags that nobody could give"),
        pytest.param("network-dev", {}, [], id="nothing pinned"),
    ],
)
def test_the_settings_of_a_provider_must_agree_with_the_catalog(
    cataloged: provider_pb2_grpc.ResourceProviderStub, stack: str, given: dict[str, str], failing: list[str]
) -> None:
    assert sorted(settings(cataloged, stack, **given)) == failing


def test_a_catalog_that_changes_is_seen_when_the_engine_begins(tmp_path: Path) -> None:
    for folder in ("catalog", "docs"):
        shutil.copytree(CATALOG.parent / folder, tmp_path / folder)
    places = Places(tmp_path / "catalog", NOWHERE)
    vpc = Subject(urn="urn:pulumi:network-dev::estate::aws:ec2/vpc:Vpc::network")
    assert places.of(vpc).account == "222233334444"
    dev = tmp_path / "catalog" / "environments" / "dev.yaml"
    dev.write_text(dev.read_text().replace("222233334444", "999988887777"))
    assert places.of(vpc).account == "222233334444"
    places.of(Subject(urn="urn:pulumi:network-dev::estate::pulumi:providers:aws::aws"))
    assert places.of(vpc).account == "999988887777"


def test_a_stack_that_the_catalog_does_not_have_is_said_with_those_that_it_has(cataloged: provider_pb2_grpc.ResourceProviderStub) -> None:
    with pytest.raises(grpc.RpcError, match="'play' is no stack; known are bootstrap-global"):
        settings(cataloged, "play")


def test_the_version_of_the_sdk_is_told_so_that_no_stack_warns(cataloged: provider_pb2_grpc.ResourceProviderStub) -> None:
    assert cataloged.GetPluginInfo(empty_pb2.Empty()).version == "7.51.1"  # pyproject.toml
