"""`estate alerts test`, as a person starts it, on the reference estate."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import typer

from estate.alerting.mutants import Mutant, Operator
from estate.alerting.testing.killing import Fate
from estate.alerting.testing.verdict import Difference
from estate.cli import alerts_test_mutants, alerts_testing
from estate.cli.alerts_test import commands
from estate.cli.alerts_test_mutants import Hunted, as_text
from estate.cli.alerts_testing import Followed, as_document, closing, lines_of, lines_of_followed, outcomes, prepare
from estate.errors import InputError
from tests.alerting.testing.worlds import bench

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def session() -> alerts_testing.Session:
    return prepare(ROOT, ["payment"], "production", "datadog")


def test_a_scenario_that_passes_is_one_line_and_one_that_fails_shows_what_was_measured(session: alerts_testing.Session) -> None:
    outcome = next(outcomes(session))
    (line,) = lines_of(outcome, session.bench)
    assert line.plain.startswith(" ok    paymentFailure 50 %")
    assert line.plain.endswith("pages storefront once, after 2 min")


def test_the_share_that_was_simulated_is_said_and_the_others_are_named(session: alerts_testing.Session) -> None:
    tried = [next(outcomes(session))]
    text = "\n".join(line.plain for line in closing(session, tried))
    assert "monitors simulated; not: image-provider.disk-forecast" in text
    assert "1 scenario passed at Datadog" in text
    document = json.loads(json.dumps(as_document(session, tried)))
    (scenario,) = document["scenarios"]
    assert (document["good"], scenario["name"], scenario["vendors"]["datadog"]["differences"]) == (True, "paymentFailure 50 %", [])
    assert "image-provider.disk-forecast" in scenario["vendors"]["datadog"]["not_simulated"]


def test_a_failure_says_where_it_stands_what_was_expected_and_what_came(session: alerts_testing.Session) -> None:
    silent = [one for one in session.bench.planned if one.name != "payment.availability.1h" and one.name != "payment.availability.6h"]
    failed = next(outcomes(replace(session, bench=replace(session.bench, planned=silent))))
    lines = [line.plain for line in lines_of(failed, session.bench)]
    assert lines[0].startswith(" FAIL  paymentFailure 50 %")
    assert "catalog/services/payment.alerts.yaml:4" in lines[0]
    assert [line.split()[0] for line in lines[1:4]] == ["alert", "expected", "Datadog"]
    assert lines[3].split()[1:3] == ["never:", "only"]
    assert "█" in lines[4]
    assert lines[5].split()[0] == "try"


@pytest.mark.parametrize(
    ("services", "environment", "told"),
    [
        pytest.param(["paymnt"], "production", "did you mean 'payment'", id="no such service"),
        pytest.param(["payment"], "prodution", "did you mean 'production'", id="no such environment"),
        pytest.param(["load-generator"], "production", "has no alert tests", id="no tests"),
    ],
)
def test_a_name_that_is_none_is_said_before_anything_is_planned(services: list[str], environment: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        prepare(ROOT, services, environment, None)


def fate(operator: Operator, *, killed_by: str | None = None, equivalent: str | None = None) -> Fate:
    mutant = Mutant(operator=operator, type="datadog:index/monitor:Monitor", name="payment.cpu", inputs={}, source="monitor_set.py:38")
    return Fate(mutant=mutant, killed_by=killed_by, equivalent=equivalent)


FATES = (fate("higher", killed_by="too hot"), fate("lower"), fate("no-data", equivalent="nobody is told"))
SMALL = alerts_testing.Session(bench=bench(), files=(), vendors=("datadog",), absent=())
HALF = Hunted(vendor="datadog", fates=FATES, scenarios=7)


def test_a_defect_that_survives_is_named_and_one_that_changes_nothing_does_not_count() -> None:
    first, last = (line.plain for line in as_text(HALF))
    assert first == " survived  lower      payment.cpu  (monitor_set.py:38)"
    assert last == "Datadog: 1 of 2 planted defects noticed by 7 scenarios, 50.0 %; 1 change nothing"


@pytest.mark.parametrize(("at_least", "enough"), [(50.0, True), (50.1, False)])
def test_too_small_a_share_is_a_finding(at_least: float, *, enough: bool) -> None:
    assert alerts_test_mutants.good([HALF], at_least=at_least) is enough
    document = json.loads(json.dumps(alerts_test_mutants.as_document(SMALL, [HALF], at_least=at_least)))
    assert (document["good"], document["at_least_percent"]) == (enough, at_least)
    assert document["vendors"]["datadog"]["noticed_percent"] == 50
    assert document["vendors"]["datadog"]["defects"][0] == {
        "operator": "higher", "resource": "payment.cpu", "noticed_by": "too hot", "equivalent": None,
    }  # fmt: skip


def test_nothing_that_was_hunted_is_no_success() -> None:
    assert not alerts_test_mutants.good([], at_least=0)


def test_what_follows_from_the_definition_fails_with_the_monitor_that_is_wrong() -> None:
    failed = {"payment.cpu: just crossed": (Difference(alert="payment.cpu", place=None, expected="ticket", found="never"),)}
    one = Followed(vendor="datadog", number=3, unclear=("odd",), failed=failed)
    lines = [" ".join(line.plain.split()) for line in lines_of_followed(one)]
    assert lines == [
        "FAIL payment.cpu: just crossed follows from the definition",
        "alert payment.cpu",
        "expected ticket",
        "Datadog never",
        "ok 2 that follow from the definition, Datadog; 1 more cannot be told apart",
    ]
    assert not alerts_testing.good(SMALL, [], [one])
    assert alerts_testing.good(SMALL, [], [Followed(vendor="datadog", number=3, unclear=(), failed={})])


def test_both_commands_are_there() -> None:
    group = typer.main.get_command(commands)
    assert {"test", "mutants"} <= set(getattr(group, "commands", {}))
