"""Secrets are open for the emulator alone: marked in every answer, never in a text."""

from collections.abc import Iterator

import grpc
import pytest

from estate.sandbox.clients import Clients, Place, invoke
from estate.sandbox.properties import closed, opened
from tests.sandbox.attached import DIFF_NONE, DIFF_SOME, message, secret, values
from tests.sandbox.provider_fixtures import Bench, bench_in

CANARY = "hunter2-hunter2"
GROUP = "aws:cloudwatch/logGroup:LogGroup"


@pytest.fixture
def bench(clients: Clients) -> Iterator[Bench]:
    with bench_in(Place(account="777766665555", region="eu-west-1", clients=clients)) as bench:
        yield bench


def test_a_secret_reaches_the_emulator_open_and_the_state_marked(bench: Bench) -> None:
    group = bench.resource(GROUP, name="kept")
    known = group.create(group.checked({"tags": {"key": secret(CANARY), "team": "shop"}}))
    found = group.read(known)
    group.delete(known)
    for state in (known.inputs, known.outputs, found.inputs, found.properties):
        assert values(state)["tags"] == {"key": secret(CANARY), "team": "shop"}
    assert values(known.outputs)["tagsAll"] == {"key": secret(CANARY), "team": "shop"}
    assert str(known.outputs).count(CANARY) == 2, "the secret stands in another output as well"


def test_the_emulator_got_the_secret_itself(bench: Bench) -> None:
    group = bench.resource(GROUP, name="real")
    known = group.create(group.checked({"tags": {"key": secret(CANARY)}}))
    logs = bench.place.client("logs")
    tags = invoke(logs, "list_tags_log_group", {"logGroupName": known.id})["tags"]
    group.delete(known)
    assert tags == {"key": CANARY}


def test_what_the_program_will_see_is_marked_in_a_preview(bench: Bench) -> None:
    group = bench.resource(GROUP)
    checked = group.checked({"tags": {"key": secret(CANARY)}})
    assert values(group.preview(checked).properties)["tags"] == {"key": secret(CANARY)}


def test_a_value_that_becomes_a_secret_is_an_update(bench: Bench) -> None:
    group = bench.resource(GROUP, name="hidden")
    known = group.create(group.checked({"tags": {"key": CANARY}}))
    hidden = group.checked({"tags": {"key": secret(CANARY)}}, known.inputs)
    difference = group.diff(known, hidden)
    assert (difference.changes, list(difference.diffs), list(difference.replaces)) == (DIFF_SOME, ["tags"], [])
    known = group.update(known, hidden)
    assert values(known.outputs)["tags"] == {"key": secret(CANARY)}
    assert group.diff(known, hidden).changes == DIFF_NONE
    group.delete(known)


def test_no_error_tells_a_secret(bench: Bench) -> None:
    bucket = bench.resource("aws:s3/bucket:Bucket")
    with pytest.raises(grpc.RpcError) as caught:
        bucket.create(bucket.checked({"bucket": secret(f"{CANARY}!")}))
    text = str(caught.value.details())
    assert "Invalid bucket name" in text
    assert "[secret]" in text
    assert CANARY not in text
    assert CANARY not in str(bench.entries)


def test_no_log_line_tells_a_secret(bench: Bench) -> None:
    group = bench.resource(GROUP)
    known = group.create(group.checked({"name": secret(CANARY)}))
    group.delete(group.update(known, group.checked({"name": secret(CANARY), "retentionInDays": 7}, known.inputs)))
    assert [(entry.verb, entry.why) for entry in bench.entries] == [(verb, "[secret]") for verb in ("created", "updated", "deleted")]


def test_no_refused_property_tells_a_secret(bench: Bench) -> None:
    answer = bench.resource("aws:ec2/vpc:Vpc").check({"ipv4NetmaskLength": secret(CANARY)})
    assert [failure.property for failure in answer.failures] == ["ipv4NetmaskLength"]
    assert CANARY not in str(answer.failures)


def test_an_output_that_holds_the_text_of_a_secret_is_marked() -> None:
    inputs = opened(message({"password": secret(CANARY), "port": 5432}))
    outputs = values(
        closed({"password": CANARY, "endpoint": f"postgres://root:{CANARY}@db", "port": 5432, "names": [CANARY, "db"]}, inputs)
    )
    assert outputs == {
        "password": secret(CANARY),
        "endpoint": secret(f"postgres://root:{CANARY}@db"),
        "port": 5432,
        "names": [secret(CANARY), "db"],
    }


def test_a_list_with_a_secret_is_marked_as_a_whole_because_its_order_may_change() -> None:
    inputs = opened(message({"values": ["a", secret("b")]}))
    assert values(closed({"values": ["b", "a"]}, inputs)) == {"values": secret(["b", "a"])}


def test_the_values_inside_a_secret_document_are_secrets_too() -> None:
    inputs = opened(message({"secretString": secret('{"user": "shop", "password": "hunter2-hunter2"}')}))
    assert CANARY in inputs.words()
    assert "password" not in inputs.words()
