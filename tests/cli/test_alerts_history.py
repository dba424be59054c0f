"""`estate alerts backtest` and `tune`, as a person starts them, on the reference estate."""

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from estate.alerting.history.backtest import AtVendor
from estate.alerting.testing.vendors import Vendor
from estate.cli import alerts_backtesting, alerts_tuning
from estate.cli.alerts_backtesting import Asked, Session, prepare
from estate.cli.exit_codes import ExitCode
from estate.cli.main import outcome
from tests.alerting.history.worlds import Curve, csv_of
from tests.cli.catalog_commands import run

ROOT = Path(__file__).resolve().parents[2]
DAYS = 3 * 1440
COLUMNS: dict[str, Curve] = {
    "payment.requests": lambda _: 240,
    # An outage of 30 minutes at noon of the second day; four bad minutes at six of the third, which were nothing.
    "payment.errors": lambda minute: 40.0 if 2160 <= minute < 2190 else 12.0 if 3240 <= minute < 3244 else 0.02,
    "payment.ecs.memory": lambda minute: 95.0 if 600 <= minute < 660 else 60.0,
}
INCIDENTS = '- {name: card processor, start: "2026-11-03T12:00:00Z", end: "2026-11-03T12:30:00Z", services: [payment]}\n'


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    (folder / "payment.csv").write_bytes(csv_of(COLUMNS, minutes=DAYS))
    (folder / "incidents.yaml").write_text(INCIDENTS, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def session(data: Path) -> Session:
    asked = Asked(series=(data / "payment.csv",), incidents=data / "incidents.yaml", gaps=False, environment="production")
    return prepare(ROOT, asked, services=("payment",))


@pytest.fixture(scope="module")
def tried(session: Session) -> Mapping[Vendor, AtVendor]:
    return alerts_backtesting.run(session)


@pytest.fixture(scope="module")
def tuned(session: Session) -> alerts_tuning.Answer:
    return alerts_tuning.answer(session, "[production] payment.availability.1h")


def test_the_numbers_of_each_alert_stand_under_each_vendor(session: Session, tried: Mapping[Vendor, AtVendor]) -> None:
    """Two pages in 71 hours are 4.7 a week; one of them was true, and the incident was found."""
    lines = [line.plain for line in alerts_backtesting.as_text(session, tried)]
    assert lines[0] == "3.0 days of production, 2026-11-02T01:00Z to 2026-11-05T00:00Z"
    rows = [line.split() for line in lines if line.startswith("  payment.availability")]
    assert [row[1:7] for row in rows] == [["4.7", "50", "%", "1", "of", "1"]] * 2
    assert max(map(len, lines)) <= 80


def test_what_is_not_in_the_data_is_named_and_what_was_simulated_is_said(session: Session, tried: Mapping[Vendor, AtVendor]) -> None:
    text = " ".join(line.plain.strip() for line in alerts_backtesting.as_text(session, tried))
    assert "not in the data, and counted nowhere: payment.latency, payment.cpu, payment.running" in text
    assert "Datadog: 100.0 % of" in text
    assert "New Relic: 100.0 % of" in text


def test_the_json_has_every_call(session: Session, tried: Mapping[Vendor, AtVendor]) -> None:
    document = json.loads(json.dumps(alerts_backtesting.as_document(session, tried)))
    found = document["vendors"]["datadog"]["alerts"]["payment.availability"]
    assert (found["precision"], found["recall"], found["incidents"], len(found["told"])) == (0.5, 1.0, 1, 2)
    assert found["told"][0]["from"].startswith("2026-11-03T12:0")
    assert document["vendors"]["datadog"]["alerts"]["payment.memory"]["judged_by"] == "ticket"


def test_numbers_are_proposed_that_drop_the_false_page_and_keep_the_true_one(session: Session, tuned: alerts_tuning.Answer) -> None:
    (one,) = tuned.tuned
    assert one.present.candidate.words == "2 % in 1h, 5 % in 6h"
    assert (one.present.precision, one.proposed.precision, one.proposed.recall) == (0.5, 1.0, 1.0)
    assert one.proposed.per_week < one.present.per_week
    lines = [line.plain for line in alerts_tuning.as_text(session, tuned, (), written=False)]
    assert sum(line.endswith("present") for line in lines) == sum(line.endswith("proposed") for line in lines) == 1


def test_without_incidents_the_calls_of_the_present_numbers_are_what_must_be_found(session: Session) -> None:
    """Memory stood at 95 % for an hour: the present 90 % told of it, and a limit of 95 % or more never would."""
    alone = replace(session, backtest=replace(session.backtest, incidents=None))
    (one,) = alerts_tuning.answer(alone, "payment.memory").tuned
    assert (one.present.recall, one.present.detection) == (1.0, 0)
    found = {outcome.candidate.words: outcome.recall for outcome in one.outcomes}
    assert found["> 95 over 15m"] == 0.0
    assert found["> 91.5 over 15m"] == 1.0


def test_the_change_is_shown_and_written_only_when_asked(session: Session, tuned: alerts_tuning.Answer, tmp_path: Path) -> None:
    folder = tmp_path / "catalog"
    shutil.copytree(ROOT / "catalog", folder)
    shutil.copytree(ROOT / "docs/runbooks", tmp_path / "docs/runbooks")
    file = folder / "services/payment.yaml"
    before = file.read_text(encoding="utf-8")
    changed = alerts_tuning.changes(session, tuned, folder)
    shown = "\n".join(line.plain for line in alerts_tuning.as_text(session, tuned, changed, written=False))
    assert "+  - {name: availability.1h, budget: " in shown
    assert "Nothing was written. To write it: --write" in shown
    assert file.read_text(encoding="utf-8") == before
    alerts_tuning.write(changed)
    after = file.read_text(encoding="utf-8")
    assert after.startswith(before)
    assert "2026-11-02/2026-11-05" in after
    assert run(["check", "--catalog", folder]).code == ExitCode.GOOD


def test_the_drawing_has_the_proposal(tuned: alerts_tuning.Answer, tmp_path: Path) -> None:
    alerts_tuning.draw(tuned, tmp_path / "front.svg")
    svg = (tmp_path / "front.svg").read_text(encoding="utf-8")
    assert svg.startswith("<svg")
    assert tuned.tuned[0].proposed.candidate.words in svg
    assert "calls a week" in svg


@pytest.mark.parametrize(
    ("content", "arguments", "told"),
    [
        pytest.param("time,paymnt.requests\n1793577600,1\n", [], "did you mean 'payment.requests'?", id="an unknown service"),
        pytest.param("time,payment.requests\n1793577600,nan\n", [], "data.csv:2:12  payment.requests is nan", id="NaN"),
        pytest.param("", [], "data.csv:1:1  is empty", id="empty"),
        pytest.param("time,payment.requests\n1793577600,1\n", ["--service", "paymnt"], "did you mean 'payment'?", id="no such service"),
        pytest.param(
            "time,payment.requests\n1793577600,1\n", ["--environment", "prodution"], "did you mean 'production'?", id="no such environment"
        ),
    ],
)
def test_what_is_wrong_is_told_before_anything_is_planned(
    content: str, arguments: list[str], told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr(alerts_backtesting, "bench_of", None)
    file = tmp_path / "data.csv"
    file.write_text(content, encoding="utf-8")
    assert told in run(["alerts", "backtest", "--series", file, *arguments]).error


def test_a_mistake_is_exit_code_two() -> None:
    def command() -> None:
        alerts_backtesting.prepare(ROOT, Asked(series=(Path("/nowhere/data.csv"),), incidents=None, gaps=False, environment="production"))

    assert outcome(command) == ExitCode.INPUT
