"""What of an export becomes a roster, and what is told to be missing."""

import json
import re
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.catalog.fact import NAME_LENGTH, NAME_PATTERN
from estate.catalog.layout import FOLDERS
from estate.catalog.load import check_text
from estate.catalog.reader import read_document
from estate.catalog.roster import Roster
from estate.errors import InputError
from estate.roster.importing import opsgenie, pagerduty
from estate.roster.importing.roster import Imported, Known, make_roster, slug
from tests.roster.importing.exports import OPSGENIE, PAGERDUTY, V3

TODAY = date(2026, 11, 22)
KNOWN = Known(
    people={"cedar@corner.example": "cedar", "plane@corner.example": "plane", "PCEDAR": "cedar", "PPLANE": "plane"},
    zones={"cedar": "Europe/Istanbul", "plane": "America/Mexico_City"},
    teams=frozenset({"platform"}),
)
READERS = {"opsgenie": opsgenie.read_schedules, "pagerduty": pagerduty.read_schedules}


def imported(data: Any, tool: str = "opsgenie") -> Imported:
    return make_roster(READERS[tool](json.dumps(data).encode(), file="export.json"), name="support", today=TODAY, known=KNOWN)


def roster(made: Imported) -> Roster:
    """As `estate check` reads it."""
    assert check_text(made.text, file="support.yaml", kind=FOLDERS["rosters"]) == ()
    return Roster.model_validate(read_document(made.text.encode(), file="support.yaml").data)


def test_each_part_of_the_day_becomes_a_lane() -> None:
    morning, night = roster(imported(OPSGENIE)).lanes
    assert (morning.name, morning.zone, morning.start, morning.length) == ("morning", "Europe/Istanbul", "08:00", timedelta(hours=8))
    assert (morning.heads, morning.heads_on) == (1, {})
    assert (night.name, night.start, night.length) == ("office-hours", "22:30", timedelta(hours=8))
    assert (night.heads, night.heads_on) == (0, {"monday": 1, "sunday": 1})


def test_people_are_known_by_the_vendors_id_and_strangers_get_a_name() -> None:
    found = roster(imported(OPSGENIE))
    assert [(one.person, one.country, one.region) for one in found.members] == [
        ("cedar", "TR", "group-1"),
        ("plane", "MX", "group-2"),
        ("new-one", "TR", "group-1"),
    ]
    assert [lane.regions for lane in found.lanes] == [("group-1",), ("group-2",)]


def test_the_rest_of_the_roster_is_what_the_export_says_or_is_told_as_assumed() -> None:
    made = imported(OPSGENIE)
    found = roster(made)
    assert (found.name, found.team, found.description) == ("support", "platform", "Around the clock")
    assert (found.horizon.first, found.coverage) == (date(2026, 11, 23), "lanes")
    assert [(rule.kind, getattr(rule, "lane", None)) for rule in found.rules] == [("whole_week", "morning")]
    assert [text.partition(":")[0] for text in made.assumed] == [
        "duty",
        "hours",
        "no holidays, absences, wishes, and no rules but those of whole weeks; write those of the contracts and the law",
        "people.yaml does not know new-one; write them there, each with a zone and the vendor's id",
    ]


def test_what_has_no_place_in_a_roster_is_told() -> None:
    assert imported(OPSGENIE).unsaid == (
        "Support: rotation Office hours: turns of nobody; a roster has people, and says with `heads_on` when nobody is needed",
        "Support: rotation Office hours: turns of a whole team; a roster has people, and says with `heads_on` when nobody is needed",
        "Support: rotation Office hours ends on 2027-01-01; a roster ends with its horizon",
        "Support: Morning: whose turn it is, and who follows whom; the solver shares the shifts fairly instead",
        "Support: Office hours: whose turn it is, and who follows whom; the solver shares the shifts fairly instead",
        "Support: Office hours: turns of 2 days, 0:00:00; only turns of a week have a rule (whole_week)",
    )


def test_pagerdutys_layers_become_lanes_that_cover_the_clock() -> None:
    found = roster(imported(PAGERDUTY, "pagerduty"))
    assert [(lane.name, lane.start, lane.length, lane.zone) for lane in found.lanes] == [
        ("layer-2", "08:00", timedelta(hours=12), "Europe/Kyiv"),
        ("layer-1", "20:00", timedelta(hours=12), "Europe/Kyiv"),
    ]
    assert (found.coverage, found.team, found.description) == ("always", "engineering", "Imported from Night & day")
    assert {one.person for one in found.members} == {"cedar", "plane", "regina-phalange"}


def test_pagerdutys_events_become_lanes_on_their_days() -> None:
    (lane,) = roster(imported(V3, "pagerduty")).lanes
    assert (lane.name, lane.start, lane.length, lane.zone) == ("weekday-business-hours", "09:00", timedelta(hours=8), "America/Los_Angeles")
    assert (lane.heads, lane.heads_on) == (1, {"saturday": 0, "sunday": 0})


def test_a_recurrence_that_no_lane_has_is_told() -> None:
    odd = json.loads(json.dumps(V3).replace("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "FREQ=MONTHLY;BYMONTHDAY=1"))
    (export,) = pagerduty.read_schedules(json.dumps(odd).encode(), file="export.json")
    assert export.turns == ()
    assert export.unsaid == (
        "event Weekday business hours: the recurrence 'RRULE:FREQ=MONTHLY;BYMONTHDAY=1' is neither daily nor weekly on named days",
    )


def test_a_week_without_restrictions_is_a_lane_of_a_whole_day_from_when_turns_change() -> None:
    plain = json.loads(json.dumps(PAGERDUTY))
    for layer in plain["schedule"]["schedule_layers"]:
        layer["restrictions"] = []
    (lane,) = roster(imported(plain, "pagerduty")).lanes
    assert (lane.start, lane.length, lane.heads) == ("20:00", timedelta(hours=24), 2)


def test_a_restriction_of_several_days_is_cut_into_days() -> None:
    weekend = json.loads(json.dumps(PAGERDUTY))
    restriction = {"type": "weekly_restriction", "start_day_of_week": 5, "start_time_of_day": "18:00:00", "duration_seconds": 62 * 3600}
    weekend["schedule"]["schedule_layers"] = [{**weekend["schedule"]["schedule_layers"][0], "restrictions": [restriction]}]
    long, short = sorted(roster(imported(weekend, "pagerduty")).lanes, key=lambda lane: -lane.length)
    assert (long.start, long.length, long.heads, long.heads_on) == ("18:00", timedelta(hours=24), 0, {"friday": 1, "saturday": 1})
    assert (short.start, short.length, short.heads, short.heads_on) == ("18:00", timedelta(hours=14), 0, {"sunday": 1})


def test_nobody_at_all_is_no_roster() -> None:
    empty = json.loads(json.dumps(OPSGENIE))
    for rotation in empty["data"]["rotations"]:
        rotation["participants"] = [{"type": "none"}]
    with pytest.raises(InputError, match="nobody takes turns in 'Support'; expected rotations with people"):
        imported(empty)


def with_words(export: Any, old: str, new: str) -> bytes:
    return json.dumps(export).replace(old, new).encode()


@pytest.mark.parametrize(
    ("tool", "content", "told"),
    [
        pytest.param("opsgenie", b"", "export.json:1:1 is no JSON", id="nothing"),
        pytest.param("opsgenie", b"[1]", "export.json is not an export of Opsgenie's schedules", id="a list"),
        pytest.param("opsgenie", json.dumps(PAGERDUTY).encode(), "data: field required", id="the other tool's"),
        pytest.param("pagerduty", json.dumps(OPSGENIE).encode(), "is not an export of PagerDuty's schedules", id="the other's, turned"),
        pytest.param("opsgenie", with_words(OPSGENIE, "Europe/Istanbul", "Etc/GMT+3"), "'Etc/GMT+3' is UTC-3", id="reversed zone"),
        pytest.param("opsgenie", with_words(OPSGENIE, "Istanbul", "Istambul"), "did you mean 'Europe/Istanbul'?", id="no zone"),
        pytest.param("pagerduty", with_words(PAGERDUTY, "08:00:00", "28:00:00"), "start_time_of_day", id="no time"),
        pytest.param("opsgenie", with_words(OPSGENIE, '"startHour": 8', '"startHour": 80'), "startHour", id="no hour"),
    ],
)
def test_a_broken_export_is_refused_with_its_place(tool: str, content: bytes, told: str) -> None:
    with pytest.raises(InputError) as caught:
        READERS[tool](content, file="export.json")
    assert told in str(caught.value)


@pytest.mark.parametrize(("tool", "export"), [("opsgenie", OPSGENIE), ("pagerduty", PAGERDUTY), ("pagerduty", V3)])
@given(data=st.data())
def test_an_export_cut_anywhere_is_refused(tool: str, export: Any, data: st.DataObject) -> None:
    content = json.dumps(export).encode()
    with pytest.raises(InputError, match=r"export\.json"):
        READERS[tool](content[: data.draw(st.integers(0, len(content) - 1))], file="export.json")


HOSTILE = st.text(max_size=40) | st.sampled_from(
    ["yes", "null", "{a: b}", "- x", "../../etc/passwd", "\u202eevil", "a\nname: b", "'", '"', "#", "12:30", "\x00"]
)


@given(name=HOSTILE, rotation=HOSTILE, person=HOSTILE, team=HOSTILE, description=HOSTILE)
def test_hostile_words_never_break_the_file(name: str, rotation: str, person: str, team: str, description: str) -> None:
    export = json.loads(json.dumps(OPSGENIE))
    export["data"] |= {"name": name, "description": description, "ownerTeam": {"name": team}}
    export["data"]["rotations"][0] |= {"name": rotation}
    export["data"]["rotations"][0]["participants"].append({"type": "user", "username": person})
    made = imported(export)
    assert roster(made).name == "support"
    assert all(text.isprintable() for text in made.unsaid + made.assumed)


@given(st.text())
def test_every_text_becomes_a_name(text: str) -> None:
    assert re.fullmatch(NAME_PATTERN, slug(text, otherwise="imported"))
    assert len(slug(text, otherwise="imported")) <= NAME_LENGTH
