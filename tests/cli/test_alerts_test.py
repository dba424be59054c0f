"""`estate alerts test`, as a person starts it, on the reference estate."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
import typer

from estate.cli import alerts_testing
from estate.cli.alerts_test import commands
from estate.cli.alerts_testing import as_document, closing, lines_of, outcomes, prepare
from estate.errors import InputError

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def session() -> alerts_testing.Session:
    return prepare(ROOT, ["payment"], "production", "datadog")


def test_a_scenario_that_passes_is_one_line_and_one_that_fails_shows_what_was_measured(session: alerts_testing.Session) -> None:
    outcome = next(outcomes(session))
    (line,) = lines_of(outcome, session.bench)
    assert line.plain.startswith(" ok    paymentFailure 50 %")
    assert "pages storefront once, after 2 min, Datadog" in line.plain


def test_the_share_that_was_simulated_is_said_and_the_others_are_named(session: alerts_testing.Session) -> None:
    tried = [next(outcomes(session))]
    text = "\n".join(line.plain for line in closing(session, tried))
    assert "monitors simulated; not: image-provider.disk-forecast" in text
    assert "1 scenarios passed" in text
    document = json.loads(json.dumps(as_document(session, tried)))
    (scenario,) = document["scenarios"]
    assert (document["good"], scenario["name"], scenario["vendors"]["datadog"]["differences"]) == (True, "paymentFailure 50 %", [])
    assert "image-provider.disk-forecast" in scenario["vendors"]["datadog"]["not_simulated"]


def test_a_failure_says_where_it_stands_what_was_expected_and_what_came(session: alerts_testing.Session) -> None:
    silent = [one for one in session.bench.planned if one.name != "payment.availability.1h" and one.name != "payment.availability.6h"]
    failed = next(outcomes(replace(session, bench=replace(session.bench, planned=silent))))
    lines = [line.plain for line in lines_of(failed, session.bench)]
    assert lines[0].startswith(" FAIL  paymentFailure 50 %")
    assert "catalog/services/payment.alerts.yaml:3" in lines[0]
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


def test_both_commands_are_there() -> None:
    group = typer.main.get_command(commands)
    assert {"test", "mutants"} <= set(getattr(group, "commands", {}))
