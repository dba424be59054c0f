"""`estate check` reads alert tests and overrides of alerts, and `estate schema` describes them."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from estate.alerting.testing_schema import FILE, alert_tests_schema
from estate.cli.exit_codes import ExitCode
from tests.cli.catalog_commands import Outcome, run

ROOT = Path(__file__).resolve().parents[2]
TESTS = sorted((ROOT / "catalog/services").glob("*.alerts.yaml"))
SCHEMA: Any = json.loads(alert_tests_schema()[FILE])


@pytest.fixture
def catalog(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "catalog", tmp_path / "catalog")
    shutil.copytree(ROOT / "docs/runbooks", tmp_path / "docs/runbooks")
    return tmp_path / "catalog"


def check(catalog: Path) -> Outcome:
    return run(["check", "--catalog", catalog])


def test_a_mistake_in_an_alert_test_has_its_place(catalog: Path) -> None:
    (catalog / "services/payment.alerts.yaml").write_text(
        "scenarios:\n"
        "  - name: payment fails\n"
        '    start: "2026-11-24T10:00"\n'
        "    length: 2h\n"
        "    expect:\n"
        "      - {alert: paymnt.availability, told: page}\n",
        encoding="utf-8",
    )
    done = check(catalog)
    assert done.code == ExitCode.INPUT
    assert done.out.startswith(
        "catalog/services/payment.alerts.yaml:6:17  scenarios[0].expect[0].alert: 'paymnt.availability' is no alert of production\n"
        "    did you mean 'payment.availability'?\n"
    )


def test_every_override_that_cannot_be_is_told_at_once(catalog: Path) -> None:
    file = catalog / "services/payment.yaml"
    before = file.read_text(encoding="utf-8")
    overrides = (
        "  - {name: memry, critical: 5, reason: it is so small}\n",
        "  - {name: availability.1h, budget: 0.1, reason: it is so strict}\n",
        "  - {name: cpu, recovery: 99, reason: it is so slow}\n",
        "  - {name: running, window: 90d, reason: it is so long}\n",
    )
    file.write_text(f"{before}alerts:\n{''.join(overrides)}", encoding="utf-8")
    done = check(catalog)
    first = len(before.splitlines()) + 2
    where = [f"catalog/services/payment.yaml:{first + place}:12  alerts: " for place in range(len(overrides))]
    told = [line for line in done.out.splitlines() if line.startswith("catalog/")]
    assert (done.code, len(told)) == (ExitCode.INPUT, 4)
    assert told[0].startswith(f"{where[0]}'memry' watches nothing of 'payment'; did you mean 'memory'?")
    assert told[1].startswith(f"{where[1]}availability.1h: 0.1 % of 30d within 1h is 0.72 times the even rate")
    assert told[2].startswith(f"{where[2]}cpu: its recovery, 99, must be below its critical threshold")
    assert told[3].startswith(f"{where[3]}running: its window is 90d; expected")
    assert "4 mistakes in 1 file" in done.out


def test_a_mistake_stands_where_it_was_made_and_not_where_the_word_is_that_was_meant(catalog: Path) -> None:
    file = catalog / "services/payment.yaml"
    before = file.read_text(encoding="utf-8")
    right, slip = "  - {name: cpu, critical: 95, reason: it is so small}\n", "  - {name: cpuu, critical: 95, reason: it is so small}\n"
    file.write_text(f"{before}alerts:\n{right}{slip}", encoding="utf-8")
    line = len(before.splitlines()) + 3
    assert check(catalog).out.startswith(f"catalog/services/payment.yaml:{line}:12  alerts: 'cpuu' watches nothing")


def test_the_reference_estate_is_good_and_its_alert_tests_were_read() -> None:
    document = run(["check", "--catalog", ROOT / "catalog", "--json"]).document
    assert document["mistakes"] == []
    assert document["files"] >= 40 + len(TESTS)


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_the_schema_takes_what_the_program_takes(path: Path) -> None:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(SCHEMA).iter_errors(document)] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(("told",), "pge", id="a word"),
        pytest.param(("alert",), "Payment", id="a pattern"),
        pytest.param(("times",), 0, id="a limit"),
        pytest.param(("tolled",), "page", id="an unknown key"),
    ],
)
def test_the_schema_refuses_what_the_program_refuses(path: tuple[str], value: object) -> None:
    wanted = {"alert": "payment.availability", "told": "page", path[0]: value}
    document = {"scenarios": [{"name": "fails", "start": "2026-11-24T10:00", "length": "2h", "expect": [wanted]}]}
    assert list(Draft202012Validator(SCHEMA).iter_errors(document))


@pytest.mark.parametrize("path", TESTS, ids=lambda path: path.name)
def test_every_alert_test_names_its_schema(path: Path) -> None:
    assert path.read_text(encoding="utf-8").splitlines()[0] == f"# yaml-language-server: $schema=../schema/{FILE}"
