"""`estate alerts noise`, as a person starts it."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from estate.cli.exit_codes import ExitCode
from tests.cli.catalog_commands import Outcome, run

BEGIN = datetime(2026, 11, 2, tzinfo=UTC)


def incident(title: str, minute: int, *, by: str = "service_reference") -> dict[str, Any]:
    start, end = BEGIN + timedelta(minutes=minute), BEGIN + timedelta(minutes=minute + 20)
    return {
        "id": f"{title}-{minute}",
        "title": title,
        "created_at": start.isoformat(),
        "status": "resolved",
        "resolved_at": end.isoformat(),
        "last_status_change_by": {"id": "P1", "type": by},
    }


def noise(folder: Path, *incidents: dict[str, Any], arguments: tuple[str, ...] = ()) -> Outcome:
    file = folder / "incidents.json"
    file.write_text(json.dumps({"incidents": incidents, "more": False}), encoding="utf-8")
    return run(["alerts", "noise", file, *arguments])


DAILY = [incident("[production] ad.memory", day * 1440) for day in range(15)]


def test_each_noise_has_its_numbers_and_a_change(tmp_path: Path) -> None:
    done = noise(tmp_path, *DAILY)
    assert done.code == ExitCode.FOUND
    lines = done.out.splitlines()
    assert lines[0] == "15 alerts, 1 different ones, in 2.0 weeks of PagerDuty, 7.5 a week"
    assert "     15 times, 7.5 a week" in lines
    assert "     15 times, nobody acknowledged or closed it; 15 went by themselves" in lines
    assert "     try: estate alerts tune ad.memory --environment production --series FILE" in lines
    assert max(map(len, lines)) <= 80


def test_what_is_too_often_can_be_said(tmp_path: Path) -> None:
    by = {"by": "user_reference"}
    done = noise(tmp_path, *(incident("disk", day * 1440, **by) for day in range(15)), arguments=("--per-week", "8"))
    assert (done.code, done.out.splitlines()[-1]) == (ExitCode.GOOD, "No noise was found.")


def test_the_json_has_all_findings(tmp_path: Path) -> None:
    document = noise(tmp_path, *DAILY, arguments=("--json", "--from", "pagerduty")).document
    assert [one["kind"] for one in document["findings"]] == ["noisy", "never actioned"]
    assert (document["alerts"], document["weeks"], document["tool"]) == (15, pytest_approx_two_weeks(), "pagerduty")


def pytest_approx_two_weeks() -> float:
    """Fourteen days and the twenty minutes of the last one."""
    return round((14 * 1440 + 20) / (7 * 1440), 4)


def test_text_of_strangers_is_no_markup_and_moves_no_cursor(tmp_path: Path) -> None:
    title = "[bold]evil[/bold] \x1b[2J\u202egnp.exe"
    out = noise(tmp_path, *(incident(title, day * 1440) for day in range(15))).out
    assert "[bold]evil[/bold]" in out
    assert "\x1b" not in out
    assert "\u202e" not in out
    assert "try:" not in out


def test_a_cut_file_is_told_with_its_place(tmp_path: Path) -> None:
    file = tmp_path / "cut.json"
    file.write_text(json.dumps({"incidents": DAILY})[:200], encoding="utf-8")
    done = run(["alerts", "noise", file])
    assert "cut.json:1:" in done.error
    assert "it was cut off there" in done.error


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    assert "cannot be read" in run(["alerts", "noise", tmp_path / "none.json"]).error
