"""What a dispatcher's runs attest: those of the last days alone, and whether each of them healed."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from estate.errors import InputError
from estate.remediation.attesting import attestation

NEWEST = datetime(2026, 11, 23, 3, 0, tzinfo=UTC)
MONTH = timedelta(days=30)


def line(event: str, *, before: timedelta = timedelta(0), **more: Any) -> dict[str, Any]:
    return {"event": event, "at": (NEWEST - before).isoformat(), **more}


def lines(*ended: tuple[str, timedelta]) -> list[dict[str, Any]]:
    return [line("started", before=2 * MONTH, environment="staging"), *(line(event, before=before) for event, before in ended)]


@pytest.mark.parametrize(
    ("before", "passed", "runs"),
    [
        pytest.param(MONTH, False, 2.0, id="just within"),
        pytest.param(MONTH + timedelta(seconds=1), True, 1.0, id="just before"),
    ],
)
def test_a_run_that_did_not_heal_counts_for_as_long_as_is_asked(before: timedelta, passed: bool, runs: float) -> None:  # noqa: FBT001 - a row of the table
    told = lines(("unhealed", before), ("healed", timedelta(0)))
    proof = attestation(told, file="audit.jsonl", since=MONTH)
    assert (proof.kind, proof.subject, proof.on, proof.passed) == ("remediation", "staging", NEWEST.date(), passed)
    assert proof.values == {"runs": runs, "healed": 1.0, "unhealed": runs - 1}


@pytest.mark.parametrize("told", [[], lines(), lines(("refused", timedelta(0)))])
def test_where_nothing_ended_there_is_nothing_to_attest(told: list[dict[str, Any]]) -> None:
    with pytest.raises(InputError, match=r"audit.jsonl tells of no run that ended"):
        attestation(told, file="audit.jsonl", since=MONTH)
