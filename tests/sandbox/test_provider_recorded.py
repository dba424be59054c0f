"""What nobody makes is kept in the state with symbols, and never silently."""

from collections.abc import Iterator

import pytest

from estate.sandbox.clients import Clients, Place
from estate.sandbox.provider import Provider
from estate.sandbox.recorded import Journal
from tests.sandbox.attached import DIFF_NONE, DIFF_SOME, Attached, serving, values
from tests.sandbox.provider_fixtures import Bench, bench_in
from tests.sandbox.sample import Sample
from tests.sandbox.samples import all_samples

NO_ROW = "aws:gamelift/alias:Alias"  # a type of AWS that the estate does not use
LACKING = [pytest.param(sample, id=sample.title) for sample in all_samples() if sample.lacking]


@pytest.fixture
def bench(clients: Clients) -> Iterator[Bench]:
    with bench_in(Place(account="777766663333", region="eu-west-1", clients=clients)) as bench:
        yield bench


def test_a_type_without_a_row_is_recorded_with_symbols_and_said(bench: Bench) -> None:
    alias = bench.resource(NO_ROW, name="live")
    known = alias.create(alias.checked({"name": "live", "routingStrategy": {"type": "SIMPLE", "fleetId": "f-1"}}))
    assert known.id == "${gamelift/alias.live.id}"
    outputs = values(known.outputs)
    assert outputs["routingStrategy"] == {"type": "SIMPLE", "fleetId": "f-1"}
    assert outputs["arn"] == "${gamelift/alias.live.arn}"
    assert [str(entry) for entry in bench.entries] == [f"recorded  network-dev  {NO_ROW} live: the table has no row for it"]


def test_a_recorded_resource_lives_its_whole_life_in_the_state(bench: Bench) -> None:
    alias = bench.resource(NO_ROW)
    checked = alias.checked({"name": "live", "routingStrategy": {"type": "SIMPLE"}})
    known = alias.create(checked)
    assert alias.diff(known, checked).changes == DIFF_NONE
    changed = alias.checked({"name": "live", "routingStrategy": {"type": "TERMINAL"}}, checked)
    difference = alias.diff(known, changed)
    assert (difference.changes, list(difference.detailedDiff)) == (DIFF_SOME, ["routingStrategy.type"])
    known = alias.update(known, changed)
    assert values(known.outputs)["routingStrategy"] == {"type": "TERMINAL"}
    assert values(alias.read(known).properties) == values(known.outputs)
    assert [entry.type for entry in bench.journal.recorded()] == [NO_ROW]
    alias.delete(known)
    assert bench.journal.recorded() == ()


def test_a_property_that_replaces_in_the_provider_replaces_what_is_recorded(bench: Bench) -> None:
    pipeline = bench.resource("aws:imagebuilder/imagePipeline:ImagePipeline")
    known = pipeline.create(pipeline.checked({"name": "hosts", "infrastructureConfigurationArn": "arn:1"}))
    changed = pipeline.checked({"name": "machines", "infrastructureConfigurationArn": "arn:2"}, known.inputs)
    difference = pipeline.diff(known, changed)
    # Terraform's aws_imagebuilder_image_pipeline: `name` forces a new resource, the other does not
    assert (list(difference.replaces), list(difference.diffs)) == (["name"], ["infrastructureConfigurationArn", "name"])


def test_the_inputs_of_a_recorded_type_are_checked_as_the_sdk_knows_them(bench: Bench) -> None:
    failures = bench.resource(NO_ROW).check({"name": "live", "routingStrategi": {}}).failures
    assert {failure.property: failure.reason for failure in failures} == {
        "routingStrategi": "there is no such property; did you mean 'routingStrategy'?",
        "routingStrategy": "it is required, and nothing is given",
    }


@pytest.mark.parametrize("sample", LACKING)
def test_what_the_emulator_lacks_is_recorded_with_the_call_that_it_lacks(sample: Sample, bench: Bench) -> None:
    resource = bench.resource(sample.token)
    known = resource.create(resource.checked(sample.inputs))
    assert known.id.startswith("${")
    assert [entry.type for entry in bench.journal.recorded()] == [sample.token]
    assert f"does not support {sample.lacking}" in bench.journal.recorded()[0].why
    resource.delete(known)
    assert bench.journal.recorded() == ()


def test_a_package_outside_aws_is_recorded_even_where_its_sdk_is_not_installed() -> None:
    journal = Journal()
    with serving(Provider(package="elsewhere", journal=journal)) as stub:
        monitor = Attached(stub=stub, token="elsewhere:index/monitor:Monitor", name="errors", stack="observability-dev")
        checked = monitor.checked({"query": "sum:errors{*} > 5"})
        known = monitor.create(checked)
        assert (known.id, values(known.outputs)["query"]) == ("${index/monitor.errors.id}", "sum:errors{*} > 5")
        assert monitor.diff(known, checked).changes == DIFF_NONE
        monitor.delete(known)
    assert journal.recorded() == ()
