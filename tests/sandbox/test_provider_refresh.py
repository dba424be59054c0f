"""A refresh finds what people have done by hand."""

from collections.abc import Iterator

import pytest

from estate.sandbox.clients import Clients, Place, invoke
from estate.sandbox.engine_errors import HALF_MADE
from tests.sandbox.attached import Attached, Known, message, values
from tests.sandbox.provider_fixtures import Bench, bench_in

GROUP = "aws:cloudwatch/logGroup:LogGroup"


@pytest.fixture
def bench(clients: Clients) -> Iterator[Bench]:
    with bench_in(Place(account="777766661111", region="eu-west-1", clients=clients)) as bench:
        yield bench


@pytest.fixture
def group(bench: Bench) -> Attached:
    return bench.resource(GROUP, name="group")


@pytest.fixture
def known(group: Attached) -> Iterator[Known]:
    known = group.create(group.checked({"retentionInDays": 30, "tags": {"team": "shop"}}))
    yield known
    group.delete(known)


def test_a_value_that_was_changed_by_hand_is_found_and_put_right_by_the_next_update(bench: Bench, group: Attached, known: Known) -> None:
    invoke(bench.place.client("logs"), "put_retention_policy", {"logGroupName": known.id, "retentionInDays": 7})
    found = group.read(known)
    assert values(found.inputs)["retentionInDays"] == values(found.properties)["retentionInDays"] == 7
    refreshed = Known(id=found.id, inputs=found.inputs, outputs=found.properties)
    assert list(group.diff(refreshed, known.inputs).diffs) == ["retentionInDays"]
    assert values(group.update(refreshed, known.inputs).outputs)["retentionInDays"] == 30


def test_a_value_that_was_taken_away_by_hand_is_found(bench: Bench, group: Attached, known: Known) -> None:
    invoke(bench.place.client("logs"), "delete_retention_policy", {"logGroupName": known.id})
    assert "retentionInDays" not in values(group.read(known).inputs)


def test_a_tag_that_was_changed_by_hand_is_found(bench: Bench, group: Attached, known: Known) -> None:
    invoke(bench.place.client("logs"), "tag_log_group", {"logGroupName": known.id, "tags": {"team": "somebody"}})
    found = group.read(known)
    assert values(found.inputs)["tags"] == values(found.properties)["tagsAll"] == {"team": "somebody"}


def test_a_resource_that_was_deleted_by_hand_is_gone_and_deleting_it_again_is_fine(bench: Bench, group: Attached, known: Known) -> None:
    invoke(bench.place.client("logs"), "delete_log_group", {"logGroupName": known.id})
    assert group.read(known).id == ""


def test_what_a_failed_create_left_behind_stays_marked(group: Attached, known: Known) -> None:
    half = Known(id=known.id, inputs=known.inputs, outputs=message({**values(known.outputs), HALF_MADE: True}))
    found = group.read(half)
    assert list(group.diff(Known(id=found.id, inputs=found.inputs, outputs=found.properties), known.inputs).replaces) == ["id"]
