"""Diff says what a change means: update or replacement, by which paths, and what must go first."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pulumi.runtime.proto import provider_pb2

from estate.sandbox.clients import Clients, Place
from tests.sandbox.attached import UNKNOWN, Attached, Known, message, values
from tests.sandbox.provider_fixtures import Bench, bench_in

Kind = provider_pb2.PropertyDiff
GROUP, VPC, TEMPLATE = "aws:cloudwatch/logGroup:LogGroup", "aws:ec2/vpc:Vpc", "aws:ec2/launchTemplate:LaunchTemplate"


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    """Nothing is created, so nothing listens behind it."""
    with bench_in(Place(account="222233334444", region="eu-west-1", clients=Clients("http://127.0.0.1:1"))) as bench:
        yield bench


def changed(resource: Attached, old: Mapping[str, Any], new: Mapping[str, Any]) -> provider_pb2.DiffResponse:
    before = resource.checked(old)
    return resource.diff(Known(id="made", inputs=before, outputs=before), resource.checked(new, before))


def test_every_innermost_place_that_differs_is_told_with_its_kind(bench: Bench) -> None:
    old = {"name": "g", "tags": {"same": "1", "changed": "1", "taken.away": "1"}}
    new = {"name": "g", "tags": {"same": "1", "changed": "2", "added": "1"}, "retentionInDays": 7}
    difference = changed(bench.resource(GROUP), old, new)
    assert {path: one.kind for path, one in difference.detailedDiff.items()} == {
        "tags.changed": Kind.UPDATE,
        'tags["taken.away"]': Kind.DELETE,
        "tags.added": Kind.ADD,
        "retentionInDays": Kind.ADD,
    }
    assert (list(difference.diffs), list(difference.replaces)) == (["retentionInDays", "tags"], [])


def test_what_aws_cannot_change_is_replaced_after_the_new_one_is_there(bench: Bench) -> None:
    difference = changed(bench.resource(VPC), {"cidrBlock": "10.0.0.0/16"}, {"cidrBlock": "10.1.0.0/16"})
    assert {path: one.kind for path, one in difference.detailedDiff.items()} == {"cidrBlock": Kind.UPDATE_REPLACE}
    assert (list(difference.replaces), difference.deleteBeforeReplace) == (["cidrBlock"], False)


@pytest.mark.parametrize(
    ("named", "first"),
    [
        # Pulumi, "Autonaming": a resource whose name is fixed must be deleted before its replacement is made
        pytest.param({"name": "/shop/checkout"}, True, id="two cannot have the name that the program fixes"),
        pytest.param({}, False, id="the replacement gets a name of its own"),
        pytest.param({"namePrefix": "shop-"}, False, id="a beginning is no name"),
    ],
)
def test_a_fixed_name_makes_the_old_one_go_first(bench: Bench, named: dict[str, str], first: bool) -> None:  # noqa: FBT001 - a table's column
    difference = changed(bench.resource(GROUP), {**named, "kmsKeyId": "arn:1"}, {**named, "kmsKeyId": "arn:2"})
    assert (list(difference.replaces), difference.deleteBeforeReplace) == (["kmsKeyId"], first)


def test_an_update_keeps_what_it_does_not_move_and_leaves_open_what_it_may(bench: Bench) -> None:
    template = bench.resource(TEMPLATE)
    old = template.checked({"name": "hosts", "instanceType": "t4g.small", "description": "one"})
    outputs = {**values(old), "arn": "arn:aws:ec2:eu-west-1:222233334444:launch-template/lt-1", "latestVersion": 1}
    new = template.checked({"name": "hosts", "instanceType": "t4g.large"}, old)
    shown = values(template.update(Known(id="lt-1", inputs=old, outputs=message(outputs)), new, preview=True).outputs)
    assert (shown["arn"], shown["latestVersion"], shown["instanceType"]) == (outputs["arn"], UNKNOWN, "t4g.large")
    assert "description" not in shown
