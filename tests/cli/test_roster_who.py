"""`estate roster who`, as a person asks; every time is worked out on paper from the estate's turns, on Istanbul's clock (UTC+3)."""

from pathlib import Path
from typing import Any

import pytest

from estate.cli.exit_codes import ExitCode
from tests.cli.catalog_commands import Outcome, run
from tests.roster.live_estate import LiveEstate, live_estate


@pytest.fixture
def live(tmp_path: Path) -> LiveEstate:
    return live_estate(tmp_path)


def who(live: LiveEstate, at: str, *arguments: object, zone: str = "Europe/Istanbul") -> Outcome:
    return run(["roster", "who", "--at", at, "--zone", zone, "--catalog", live.folder, *arguments])


def people(document: Any) -> list[list[str]]:
    (chain,) = document["escalations"]
    return [[holder["person"] for holder in level["on"]] for level in chain["levels"]]


# Monday 7 December: cedar by day and agave by night, and each in turn from there; olive and cedar trade the third and fourth day.
ON = {
    "the first instant": ("2026-12-07T05:00Z", [["cedar"], ["alder"], ["oak"]]),
    "the last second of a day": ("2026-12-07T16:59:59Z", [["cedar"], ["alder"], ["oak"]]),
    "the first of a night": ("2026-12-07T17:00Z", [["agave"], ["alder"], ["oak"]]),
    "an override of the plan": ("2026-12-09T12:00Z", [["cedar"], ["alder"], ["oak"]]),
    "the second week": ("2026-12-14T05:00Z", [["linden"], ["birch"], ["elm"]]),
    "the last instant": ("2027-01-04T04:59Z", [["agave"], ["birch"], ["elm"]]),
}


@pytest.mark.parametrize(("at", "expected"), ON.values(), ids=ON)
def test_each_level_has_whom_the_lock_has(live: LiveEstate, at: str, expected: list[list[str]]) -> None:
    outcome = who(live, at, "--json")
    assert people(outcome.document) == expected
    assert outcome.code == ExitCode.GOOD


def test_a_team_s_own_people_are_called_first_while_they_are_there(live: LiveEstate) -> None:
    at_ten, at_six = (who(live, f"2026-12-08T{clock}", "--service", "till", "--json").document for clock in ("10:00", "18:00"))
    assert people(at_ten) == [["maple"], ["linden"], ["alder"], ["oak"]]
    assert people(at_six) == [["linden"], ["alder"], ["oak"]]
    assert people(who(live, "2026-12-12T10:00", "--service", "till", "--json").document)[0] == ["olive"], (
        "nobody is in the shop on a Saturday"
    )


def test_it_is_said_on_the_askers_clock_and_in_utc(live: LiveEstate) -> None:
    lines = who(live, "2026-12-08T09:00Z", "--service", "till").out.splitlines()
    assert lines == [
        " time       Tuesday 8 Dec 12:00 in Istanbul (09:00 UTC)",
        "",
        " in hours   maple        shop office, until 18:00, then nobody of shop",
        " on shift   linden       ops day, until 20:00, then ceiba",
        " standby    alder        second standby, until Monday 08:00, then birch",
        " then       oak          third standby, until Monday 08:00, then elm",
        " next       18:00 (15:00 UTC)  shop: maple off",
        " planned    Wednesday 06:00-09:00  till-database: till, owner ceiba",
    ]


def test_another_clock_says_the_same_instants(live: LiveEstate) -> None:
    here, there = (who(live, "2026-12-08T09:00Z", "--json", zone=zone).document for zone in ("Europe/Istanbul", "America/Mexico_City"))
    assert (here["local"], there["local"]) == ("2026-12-08T12:00+03:00", "2026-12-08T03:00-06:00")
    assert here["escalations"][0]["next_hand_off"]["at"] == there["escalations"][0]["next_hand_off"]["at"] == "2026-12-08T15:00Z"
    assert people(here) == people(there)


def test_a_hand_off_says_from_when_the_next_one_is_there(live: LiveEstate) -> None:
    outcome = who(live, "2026-12-09T07:00")
    assert " next       08:00 (05:00 UTC)  ops: cedar on, ceiba off\n            handover from 15 minutes before\n" in outcome.out


def test_a_time_without_a_zone_is_said_to_be_read_on_the_askers_clock(live: LiveEstate) -> None:
    assert "(2026-12-08 12:00 was read on the clock of Kyiv)" in who(live, "2026-12-08T12:00", zone="Europe/Kyiv").out


def test_whoever_stands_in_is_named_with_whom_for(live: LiveEstate) -> None:
    assert run(["roster", "swap", "agave", "ceiba", "2026-W51", "--catalog", live.folder]).code == ExitCode.GOOD
    assert "agave        ops night for ceiba (swap), until" in who(live, "2026-12-14T20:00").out


BEYOND = {
    "before": ("2026-12-07T04:59Z", "ops begins 2026-12-07T05:00Z", "git log -p -- catalog/rosters/ops.lock.yaml"),
    "after": (
        "2027-01-04T05:00Z",
        "ops is solved until 2027-01-04T05:00Z and not further",
        "estate roster roll ops && estate roster solve ops",
    ),
}


@pytest.mark.parametrize(("at", "why", "todo"), BEYOND.values(), ids=BEYOND)
def test_outside_the_horizon_it_is_said_what_to_do(live: LiveEstate, at: str, why: str, todo: str) -> None:
    outcome = who(live, at)
    assert outcome.code == ExitCode.FOUND
    assert why in outcome.out
    assert todo in outcome.out


def test_one_lock_that_is_missing_hides_no_other(live: LiveEstate) -> None:
    (live.folder / "rosters/second.lock.yaml").unlink()
    outcome = who(live, "2026-12-08T12:00Z")
    assert outcome.code == ExitCode.FOUND
    assert " on shift   linden " in outcome.out
    (missing,) = who(live, "2026-12-08T12:00Z", "--json").document["escalations"][0]["missing"]
    assert missing == {"why": f"{live.folder}/rosters/second.lock.yaml is missing; solve it", "do": "estate roster solve second"}


def test_a_gap_is_no_answer(live: LiveEstate) -> None:
    live.solve("ops", lambda day, lane: None if (day, lane) == (1, "day") else "cedar" if lane == "day" else "agave")
    outcome = who(live, "2026-12-08T12:00Z")
    assert outcome.code == ExitCode.FOUND
    assert "ops has a gap: nobody is on\n            estate roster prove ops\n" in outcome.out


def test_a_team_s_own_roster_is_missed_only_at_hours_at_which_it_has_somebody(live: LiveEstate) -> None:
    begun, over = "2026-12-07T05:00Z", "2027-01-04T04:59Z"
    assert [who(live, at).code for at in (begun, over)] == [ExitCode.GOOD, ExitCode.GOOD], "before nine o'clock nobody has to be there"
    live.estate.change("rosters/shop.yaml", "weeks: 4", "weeks: 3")
    live.solve("shop")
    after = who(live, "2026-12-28T09:00", "--json").document["escalations"][0]
    assert [missing["do"] for missing in after["missing"]] == ["estate roster roll shop && estate roster solve shop"]


def test_a_lock_older_than_its_roster_is_said_to_be_stale(live: LiveEstate) -> None:
    live.estate.change("rosters/ops.yaml", "at_least: 11h", "at_least: 10h")
    outcome = who(live, "2026-12-08T12:00Z", "--json")
    assert outcome.document["stale"] == ["ops"]


CALL_OUTS = """\
call_outs:
  - {person: alder, start: 2026-12-08T01:00Z, end: 2026-12-08T02:10Z}
"""


def test_rest_after_a_call_out_is_listed_until_it_is_over(live: LiveEstate) -> None:
    live.estate.write("rosters/second.yaml", live.text("second") + CALL_OUTS)
    live.solve("second")
    assert " rest       alder until 16:10, called out until 05:10 (the directive)\n" in who(live, "2026-12-08T16:09").out
    assert "rest " not in who(live, "2026-12-08T16:10").out
    assert who(live, "2026-12-08T03:00", "--json").document["rests"] == [], "not before the call"


def test_a_shift_that_begins_within_the_rest_is_named_with_what_to_do(live: LiveEstate) -> None:
    member = "  - {person: alder, region: eu, country: TR, hours: 45h}\n"
    live.estate.change("rosters/ops.yaml", "rules:\n", f"{member}rules:\n")
    live.estate.write("rosters/second.yaml", live.text("second") + CALL_OUTS)
    live.solve("second")
    live.solve("ops", lambda day, lane: "agave" if lane == "night" else "alder" if day == 1 else "cedar")
    outcome = who(live, "2026-12-08T05:30")
    assert "but is to work day from 07:45: estate roster cover alder 2026-12-08 2026-12-08\n" in outcome.out
    assert outcome.code == ExitCode.GOOD


REFUSED = {
    "no service": (["--service", "tll"], "'tll' is no service\n    did you mean 'till'?"),
    "no time": (["--at", "noon"], "'noon' is no time; expected 2027-03-01T05:00Z"),
    "no zone": (["--zone", "Europe/Istambul"], "'Europe/Istambul' is no time zone"),
    "a zone with its sign reversed": (["--zone", "Etc/GMT+3"], "'Etc/GMT+3' is UTC-3"),
}


@pytest.mark.parametrize(("arguments", "told"), REFUSED.values(), ids=REFUSED)
def test_what_there_is_not_is_refused(live: LiveEstate, arguments: list[str], told: str) -> None:
    assert told in who(live, "2026-12-08T12:00Z", *arguments).error


def test_a_service_whose_owner_is_not_on_call_is_said(live: LiveEstate) -> None:
    live.estate.change("services/night.yaml", "owner: store", "owner: platform")
    live.estate.write("teams/platform.yaml", live.estate.text("teams/platform.yaml").partition("on_call:")[0])
    outcome = who(live, "2026-12-08T12:00Z", "--service", "night")
    assert outcome.code == ExitCode.FOUND
    assert "platform, who owns night, is not on call; add on_call to" in outcome.out


def test_the_machines_zone_is_the_askers_unless_another_is_given(live: LiveEstate, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "America/Mexico_City")
    command = ["roster", "who", "--at", "2026-12-08T09:00Z", "--catalog", live.folder, "--json"]
    assert run(command).document["zone"] == "America/Mexico_City"
    assert run([*command, "--zone", "UTC"]).document["zone"] == "UTC"
    monkeypatch.setenv("TZ", ":/etc/nowhere")
    assert run(command).document["local"].startswith("2026-12-08T"), "a TZ that is no zone is passed over"


def test_no_line_is_wider_than_a_terminal(live: LiveEstate) -> None:
    long = "bartholomew-montgomery-x"
    for file in ("people.yaml", "rosters/ops.yaml"):
        live.estate.write(file, live.estate.text(file).replace("cedar", long))
    live.estate.change("maintenance.yaml", "services: [till]", "services: [till, shelf, night]")
    live.solve("ops", lambda _, lane: long if lane == "day" else "agave")
    for at in ("2026-12-08T12:00", "2026-12-09T07:00", "2026-12-01T00:00"):
        assert max(len(line) for line in who(live, at, zone="America/Mexico_City").out.splitlines()) <= 80
