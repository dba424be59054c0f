"""Every mistake that a roster, an escalation or a window of maintenance can hold: a good estate, one change, the whole text."""

from typing import Any

import pytest

from tests.catalog.estates import Estate

ROSTER = """\
name: watch
team: store
description: Somebody is there.
duty: shift
coverage: lanes
horizon: {first: 2027-03-01, weeks: 4}
lanes:
  - {name: early, zone: Europe/Istanbul, start: "08:00", length: 8h, regions: [east]}
  - {name: late, zone: America/Mexico_City, start: "15:00", length: 8h, regions: [west], handover: 15m}
members:
  - {person: cedar, region: east, country: TR, hours: 40h}
  - {person: agave, region: west, country: MX, hours: 40h, joins: 2027-01-01, leaves: 2027-12-01}
rules:
  - {kind: rest, at_least: 11h, source: a law}
  - {kind: whole_week, lane: early, source: an agreement}
  - {kind: no_quick_return, after: late, before: early, source: an agreement}
absences:
  - {person: cedar, first: 2027-03-08, last: 2027-03-09}
  - {person: cedar, first: 2027-03-10, last: 2027-03-10}
earlier:
  - {lane: late, date: 2027-02-28, person: agave}
overrides:
  - {lane: late, date: 2027-03-02, person: cedar, instead_of: agave, why: swap}
call_outs:
  - {person: agave, start: "2027-03-03T01:00Z", end: "2027-03-03T02:00Z"}
holidays: {TR: [public], MX: [public, bank]}
"""
MAINTENANCE = """\
windows:
  - name: disks
    description: Larger ones.
    environment: live
    services: [till]
    start: "2027-03-04T06:00"
    zone: Europe/Istanbul
    length: 2h
    owner: cedar
"""
ON_CALL = "on_call: {levels: [watch], escalate_after: 10m}\n"
FILE, WINDOWS, TEAM = "rosters/watch.yaml", "maintenance.yaml", "teams/store.yaml"
ACCOUNTS = "datadog: 00000000-0000-0000-0000-000000000000"


@pytest.fixture
def estate(estate: Estate) -> Estate:
    """A roster whose people Datadog knows, its team's escalation, and a window."""
    estate.write(FILE, ROSTER)
    estate.write(WINDOWS, MAINTENANCE)
    estate.write(TEAM, estate.text(TEAM) + ON_CALL)
    for zone in ("Europe/Istanbul}", "America/Mexico_City}"):
        estate.change("people.yaml", zone, f"{zone[:-1]}, {ACCOUNTS}}}")
    return estate


def row(name: str, file: str, old: str, new: str, place: str, text: str, *, hint: str | None = None) -> Any:
    told = f"catalog/{file}:{place}  {text}" + (f"\n    {hint}" if hint else "")
    return pytest.param(file, old, new, told, id=name)


COUNTS = "known: estate check --list"
ROWS = [
    row(
        "no Monday",
        FILE,
        "first: 2027-03-01",
        "first: 2027-03-02",
        "6:18",
        "horizon.first: 2027-03-02 is a Tuesday; expected a Monday",
        hint="such as 2027-03-01 or 2027-03-08",
    ),
    row(
        "no date",
        FILE,
        "first: 2027-03-01",
        "first: 2027-02-30",
        "6:18",
        "horizon.first: '2027-02-30' is no date; expected year, month and day, such as 2027-03-01",
    ),
    row(
        "a zone whose sign is reversed",
        FILE,
        "zone: Europe/Istanbul",
        "zone: Etc/GMT+3",
        "8:25",
        "lanes[0].zone: 'Etc/GMT+3' is UTC-3: the signs of these names are reversed; expected a place, such as Europe/Istanbul",
    ),
    row(
        "a lane over 24 hours",
        FILE,
        "length: 8h, regions: [east]",
        "length: 25h, regions: [east]",
        "8:66",
        "lanes[0].length: 25h is no length of a lane; expected whole minutes, more than 0 and at most 24h",
    ),
    row(
        "a lane of nothing",
        FILE,
        "length: 8h, regions: [east]",
        "length: 0h, regions: [east]",
        "8:66",
        "lanes[0].length: 0d is no length of a lane; expected whole minutes, more than 0 and at most 24h",
    ),
    row("two lanes of one name", FILE, "name: late", "name: early", "9:12", "lanes[1].name: 'early' stands here twice"),
    row(
        "a handover longer than the lane",
        FILE,
        "handover: 15m",
        "handover: 8h",
        "9:100",
        "lanes[1].handover: 8h is no handover; expected whole minutes, less than the lane has",
    ),
    row(
        "a region without anybody",
        FILE,
        "regions: [east]",
        "regions: [eastt]",
        "8:80",
        "lanes[0].regions[0]: nobody is in 'eastt'",
        hint="did you mean 'east'?",
    ),
    row(
        "too many heads",
        FILE,
        "regions: [east]",
        "regions: [east], heads_on: {monday: 6}",
        "8:106",
        "lanes[0].heads_on.monday: 6 is out of bounds; expected 0 to 5",
    ),
    row(
        "an unknown person",
        FILE,
        "person: cedar, region",
        "person: ceder, region",
        "11:14",
        "members[0].person: 'ceder' is nobody",
        hint="did you mean 'cedar'? (2 people are known: estate check --list people)",
    ),
    row("a member twice", FILE, "person: agave, region", "person: cedar, region", "12:14", "members[1].person: 'cedar' stands here twice"),
    row(
        "leaving before joining",
        FILE,
        "leaves: 2027-12-01",
        "leaves: 2027-01-01",
        "12:87",
        "members[1].leaves: 2027-01-01 is not after the first day, 2027-01-01",
    ),
    row(
        "absences that overlap",
        FILE,
        "first: 2027-03-10, last: 2027-03-10",
        "first: 2027-03-09, last: 2027-03-10",
        "19:28",
        "absences[1].first: 2027-03-09 to 2027-03-10 overlaps 2027-03-08 to 2027-03-09 of 'cedar'",
        hint="join them into one",
    ),
    row(
        "an absence that ends before it begins",
        FILE,
        "last: 2027-03-10",
        "last: 2027-03-09",
        "19:46",
        "absences[1].last: 2027-03-09 is before the first day, 2027-03-10",
    ),
    row(
        "an absence of somebody else",
        FILE,
        "person: cedar, first: 2027-03-08",
        "person: pine, first: 2027-03-08",
        "18:14",
        "absences[0].person: 'pine' is no member of this roster; expected agave or cedar",
    ),
    row(
        "a rule for an unknown lane",
        FILE,
        "whole_week, lane: early",
        "whole_week, lane: erly",
        "15:30",
        "rules[1].lane: 'erly' is no lane of this roster; expected early or late",
        hint="did you mean 'early'?",
    ),
    row(
        "a rule without its source",
        FILE,
        ", source: a law",
        "",
        "14:5",
        "rules[0].source: is missing",
        hint="The law, the contract or the agreement that it stands in.",
    ),
    row(
        "an unknown rule",
        FILE,
        "kind: rest,",
        "kind: rests,",
        "14:12",
        "rules[0].kind: 'rests' is no kind; expected 'rest', 'rest_after_call_out', 'daily_hours', 'weekly_hours', 'average_hours', "
        "'consecutive_days', 'weekends', 'weekly_block', 'whole_week' or 'no_quick_return'",
        hint="did you mean 'rest'?",
    ),
    row(
        "an override outside the horizon",
        FILE,
        "date: 2027-03-02",
        "date: 2027-04-02",
        "23:24",
        "overrides[0].date: 2027-04-02 is outside the horizon; expected 2027-03-01 to 2027-03-28",
    ),
    row(
        "an override for oneself",
        FILE,
        "person: cedar, instead_of",
        "person: agave, instead_of",
        "23:44",
        "overrides[0].person: 'agave' cannot stand in for themselves",
    ),
    row(
        "an earlier shift in the horizon",
        FILE,
        "date: 2027-02-28",
        "date: 2027-03-01",
        "21:24",
        "earlier[0].date: 2027-03-01 is not before the horizon, which begins 2027-03-01",
    ),
    row(
        "a call-out that ends before it begins",
        FILE,
        'end: "2027-03-03T02:00Z"',
        'end: "2027-03-03T01:00Z"',
        "25:54",
        "call_outs[0].end: is not after its start",
    ),
    row(
        "a call-out in local time",
        FILE,
        'end: "2027-03-03T02:00Z"',
        'end: "2027-03-03T02:00"',
        "25:54",
        "call_outs[0].end: '2027-03-03T02:00' is no instant; expected a time in UTC with a Z, such as 2027-03-01T05:00Z",
    ),
    row(
        "an unknown roster",
        TEAM,
        "levels: [watch]",
        "levels: [wach]",
        "5:20",
        "on_call.levels[0]: 'wach' is no roster",
        hint="did you mean 'watch'? (1 rosters are known: estate check --list rosters)",
    ),
    row(
        "one roster on two levels",
        TEAM,
        "levels: [watch]",
        "in_hours: watch, levels: [watch]",
        "5:21",
        "on_call.in_hours: 'watch' is called twice; expected another roster on each level",
    ),
    row(
        "an account that is missing",
        "people.yaml",
        f", {ACCOUNTS}}}",
        "}",
        "2:5",
        "people[0].datadog: is missing; 'cedar' is rostered, and datadog must know whom to call",
    ),
    row(
        "a day that is none",
        WINDOWS,
        "2027-03-04",
        "2027-02-30",
        "6:12",
        "windows[0].start: '2027-02-30T06:00' is on no day of the calendar",
    ),
    row(
        "a list of one, which is wrong and not too short",
        WINDOWS,
        "[till]",
        "[Till]",
        "5:16",
        "windows[0].services[0]: 'Till' does not fit; expected small letters, digits and single hyphens, such as order-mail",
    ),
    row("a window of nothing", WINDOWS, "length: 2h", "length: 0h", "8:13", "windows[0].length: is nothing; expected a length, such as 2h"),
    row(
        "a window for an unknown service",
        WINDOWS,
        "[till]",
        "[tell]",
        "5:16",
        "windows[0].services[0]: 'tell' is no service",
        hint="did you mean 'till'? (3 services are known: estate check --list services)",
    ),
    row(
        "a window in an unknown environment",
        WINDOWS,
        "environment: live",
        "environment: alive",
        "4:18",
        "windows[0].environment: 'alive' is no environment",
        hint="did you mean 'live'? (2 environments are known: estate check --list environments)",
    ),
    row(
        "a window of nobody",
        WINDOWS,
        "owner: cedar",
        "owner: ceder",
        "9:12",
        "windows[0].owner: 'ceder' is nobody",
        hint="did you mean 'cedar'? (2 people are known: estate check --list people)",
    ),
]


def test_the_estate_is_good_before_it_is_broken(estate: Estate) -> None:
    assert estate.mistakes() == []


@pytest.mark.parametrize(("file", "old", "new", "text"), ROWS)
def test_a_mistake_says_where_what_and_what_to_do(estate: Estate, file: str, old: str, new: str, text: str) -> None:
    estate.change(file, old, new)
    # What refers to a name that is gone is told as well.
    assert text in estate.mistakes()


def test_a_lock_beside_a_roster_is_no_fact(estate: Estate) -> None:
    estate.write("rosters/watch.lock.yaml", "anything")
    assert estate.mistakes() == []
