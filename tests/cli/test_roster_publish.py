"""`estate roster publish` and `verify`, against servers that keep the vendors' rules."""

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from estate.cli.exit_codes import ExitCode
from tests.roster.handmade import horizon_of, quarters
from tests.vendors.fakes import Fake, FakePagerDuty, Stored, at, text
from tests.vendors.rostered import VENDORS, Rostered, fake_of, reachable, rostered, secrets_in, user


@pytest.fixture
def estate(tmp_path: Path) -> Rostered:
    return rostered(tmp_path)


def stretches(vendor: str, fake: Fake) -> Iterator[tuple[datetime, datetime, str]]:
    """What the vendor renders of all its schedules."""
    for schedule in fake.schedules:
        if vendor == "pagerduty-v3":
            assert isinstance(fake, FakePagerDuty)
            for one in fake.computed(schedule)["computed_shift_assignments"]:
                if one["member"]["type"] == "user_member":
                    yield at(one["start_time"]), at(one["end_time"]), one["member"]["user_id"]
        else:
            yield from fake.final(schedule, later_wins=vendor != "datadog")


@pytest.mark.parametrize("vendor", VENDORS)
def test_what_is_published_is_on_at_every_quarter_of_an_hour(estate: Rostered, vendor: str) -> None:
    estate.swap(3, 10, 11, 30, 40)
    with reachable(estate, vendor, fake_of(vendor, estate.rotated)) as fake:
        assert estate.run("verify", vendor, "--live").code == ExitCode.FOUND
        assert estate.run("publish", vendor).code == ExitCode.GOOD
        assert estate.run("verify", vendor, "--live").code == ExitCode.GOOD
    on: dict[datetime, set[str]] = {}
    for start, end, who in stretches(vendor, fake):
        for instant in quarters(start, end):
            on.setdefault(instant, set()).add(who)
    locked = {instant: set[str]() for instant in horizon_of(estate.lock)}
    for shift in estate.lock.shifts:
        for instant in quarters(shift.start, shift.end):
            locked[instant].add(user(vendor, shift.who))
    assert on == locked
    assert len(locked) == (21 * 24 - 1) * 4, "one hour less: Kyiv's clocks go forward on 25 March 2091"


def test_the_difference_is_shown_before_anything_is_done(estate: Rostered) -> None:
    (shift,) = estate.swap(0)
    line = f"  + Ops - day: {shift.start:%Y-%m-%dT%H:%MZ} to {shift.end:%Y-%m-%dT%H:%MZ} {shift.who} instead of {shift.instead_of}"
    with reachable(estate, "pagerduty", fake_of("pagerduty", estate.rotated)) as fake:
        looked = estate.run("publish", "pagerduty", "--dry-run")
        assert (looked.code, fake.writes()) == (ExitCode.FOUND, [])
        assert looked.out.splitlines() == ["ops at pagerduty", line, "Nothing was changed. Next: estate roster publish pagerduty"]
        assert estate.run("publish", "pagerduty").out.splitlines() == ["ops at pagerduty", line]
        again = estate.run("publish", "pagerduty", "--dry-run")
        assert (again.code, again.out.splitlines()) == (ExitCode.GOOD, ["ops at pagerduty: nothing to do"])


def test_json_says_what_was_made_and_what_stays(estate: Rostered) -> None:
    (shift,) = estate.swap(0)
    theirs = estate.rotated.shifts[2]
    with reachable(estate, "pagerduty", fake_of("pagerduty", estate.rotated)) as fake:
        fake.overrides.append(Stored(id="QTHEIRS", schedule="SDAY", start=theirs.start, end=theirs.end, user="PSOMEBODY"))
        document = estate.run("publish", "pagerduty", "--json").document
    times = {"start": f"{shift.start:%Y-%m-%dT%H:%MZ}", "end": f"{shift.end:%Y-%m-%dT%H:%MZ}"}
    other = {"start": f"{theirs.start:%Y-%m-%dT%H:%MZ}", "end": f"{theirs.end:%Y-%m-%dT%H:%MZ}"}
    created = {**times, "person": shift.who, "user": f"P{shift.who.upper()}", "instead_of": shift.instead_of}
    foreign = {**other, "person": None, "user": "PSOMEBODY", "id": "QTHEIRS"}
    nothing: dict[str, list[object]] = {part: [] for part in ("create", "change", "remove", "kept", "foreign")}
    assert document == {
        "version": 1,
        "vendor": "pagerduty",
        "dry_run": False,
        "rosters": [
            {
                "roster": "ops",
                "schedules": [
                    {"schedule": "Ops - day", "id": "SDAY", **nothing, "create": [created], "foreign": [foreign]},
                    {"schedule": "Ops - night", "id": "SNIGHT", **nothing},
                ],
                "refused": [],
            }
        ],
    }


def test_the_ledger_has_a_line_for_each_override_and_the_catalog_stays_good(estate: Rostered) -> None:
    (shift,) = estate.swap(0)
    with reachable(estate, "pagerduty", fake_of("pagerduty", estate.rotated)):
        estate.run("publish", "pagerduty")
    times = f"start: {shift.start:%Y-%m-%dT%H:%MZ}, end: {shift.end:%Y-%m-%dT%H:%MZ}"
    line = f'  - {{vendor: pagerduty, schedule: "SDAY", {times}, user: "P{shift.who.upper()}", id: "Q00001"}}'
    assert estate.ledger.splitlines()[1:] == ["version: 1", "roster: ops", "overrides:", line]
    assert estate.estate.mistakes() == []


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param("version: 1\nroster: ops\noverrides:\n  - {vendor: pager", id="cut"),
        pytest.param("version: 2\nroster: ops\noverrides: []\n", id="another version"),
        pytest.param("version: 1\nroster: other\noverrides: []\n", id="another roster's"),
        pytest.param("", id="empty"),
    ],
)
def test_with_a_broken_ledger_nothing_is_done(estate: Rostered, broken: str) -> None:
    estate.swap(0)
    estate.estate.write("rosters/ops.published.yaml", broken)
    with reachable(estate, "pagerduty", fake_of("pagerduty", estate.rotated)) as fake:
        outcome = estate.run("publish", "pagerduty")
        assert fake.writes() == []
    assert "take the last good one from version control" in outcome.error
    assert estate.ledger == broken


def test_opsgenie_needs_no_ledger(estate: Rostered) -> None:
    (shift,) = estate.swap(0)
    with reachable(estate, "opsgenie", fake_of("opsgenie", estate.rotated)) as fake:
        estate.run("publish", "opsgenie")
    assert [one.id for one in fake.overrides] == [f"estate-ops-day-1-{shift.date}"]
    assert not (estate.estate.catalog / "rosters/ops.published.yaml").exists()


@pytest.mark.parametrize("vendor", VENDORS)
def test_a_missing_token_is_named(estate: Rostered, vendor: str) -> None:
    names = {"datadog": "DD_API_KEY and DD_APP_KEY", "opsgenie": "OPSGENIE_API_KEY"}
    assert estate.run("publish", vendor).error.startswith(f"{names.get(vendor, 'PAGERDUTY_TOKEN')} must be set to reach {vendor}")


def test_a_token_is_never_shown(estate: Rostered) -> None:
    estate.swap(0)
    with reachable(estate, "pagerduty", fake_of("pagerduty", estate.rotated)) as fake:
        assert isinstance(fake, FakePagerDuty)
        fake.token = "another"
        refused = estate.run("publish", "pagerduty")
    assert "PagerDuty refused GET /schedules with 401: bad token\n    look whether the token is right" in refused.error
    estate.environment.update({"PAGERDUTY_TOKEN": "pd-secret", "PAGERDUTY_URL": "http://127.0.0.1:9"})
    assert secrets_in([refused.out, refused.error]) == []


@pytest.mark.parametrize(
    "address", ["http://pagerduty.example", "https://me:word@pagerduty.example", "pagerduty.example", "https://x/?a=b", "file:///etc"]
)
def test_tokens_go_nowhere_without_encryption(estate: Rostered, address: str) -> None:
    estate.environment.update({"PAGERDUTY_TOKEN": "pd-secret", "PAGERDUTY_URL": address})
    assert "expected an address that begins with https://" in estate.run("publish", "pagerduty").error


def test_a_stale_lock_is_not_published(estate: Rostered) -> None:
    estate.estate.change("rosters/ops.yaml", "handover: 15m", "handover: 30m")
    with reachable(estate, "pagerduty", fake_of("pagerduty", estate.rotated)) as fake:
        for command in (["publish", "pagerduty"], ["verify", "pagerduty", "--live"]):
            assert "the lock of ops is stale" in estate.run(*command).error
        assert fake.log == []


def test_somebody_whom_the_vendor_does_not_know_is_named(estate: Rostered) -> None:
    estate.estate.change("people.yaml", " pagerduty: PCEDAR,", "")
    with reachable(estate, "pagerduty", fake_of("pagerduty", estate.rotated)):
        assert "gives no pagerduty for cedar" in estate.run("publish", "pagerduty").error


def answers(estate: Rostered, **changes: str) -> list[Path]:
    """Two files with PagerDuty's answers; who is on in place of somebody, by the number of the shift."""
    files = []
    for lane in ("day", "night"):
        shifts = [one for one in estate.lock.shifts if one.lane == lane]
        entries = [
            {"start": text(one.start), "end": text(one.end), "user": {"id": changes.get(f"{lane}{place}", f"P{one.who.upper()}")}}
            for place, one in enumerate(shifts)
        ]
        answer = {"schedule": {"id": "S", "name": f"Ops - {lane}", "final_schedule": {"rendered_schedule_entries": entries}}}
        files.append(estate.estate.catalog.parent / f"{lane}.json")
        files[-1].write_text(json.dumps(answer))
    return files


def test_files_that_show_the_lock_agree(estate: Rostered) -> None:
    day, night = answers(estate)
    outcome = estate.run("verify", "pagerduty", "--from", day, "--from", night)
    assert outcome.code == ExitCode.GOOD
    assert outcome.out.splitlines() == ["Ops - day: pagerduty agrees with the lock", "Ops - night: pagerduty agrees with the lock"]


def test_every_difference_is_told_as_a_stretch_and_people(estate: Rostered) -> None:
    day, night = answers(estate, night1="PCEDAR", day0="PSTRANGER")
    first, second = estate.lock.shifts[0], [one for one in estate.lock.shifts if one.lane == "night"][1]
    outcome = estate.run("verify", "pagerduty", "--from", day, "--from", night, "--json")
    assert outcome.code == ExitCode.FOUND
    found = [(one["schedule"], one["differences"]) for one in outcome.document["rosters"][0]["schedules"]]
    assert found == [
        ("Ops - day", [difference(first.start, first.end, first.who, "PSTRANGER (nobody in people.yaml)")]),
        ("Ops - night", [difference(second.start, second.end, second.who, "cedar")]),
    ]


def difference(start: datetime, end: datetime, locked: str, shown: str) -> dict[str, object]:
    return {"start": f"{start:%Y-%m-%dT%H:%MZ}", "end": f"{end:%Y-%m-%dT%H:%MZ}", "locked": [locked], "shown": [shown]}


def test_a_schedule_that_no_file_shows_is_told(estate: Rostered) -> None:
    day, _ = answers(estate)
    outcome = estate.run("verify", "pagerduty", "--from", day)
    assert (outcome.code, outcome.out.splitlines()[-1]) == (ExitCode.FOUND, "Ops - night: pagerduty does not show it")


def test_only_the_time_that_is_named_is_compared(estate: Rostered) -> None:
    day, night = answers(estate, day0="PSTRANGER")
    after = f"{estate.lock.shifts[0].end:%Y-%m-%dT%H:%MZ}"
    assert estate.run("verify", "pagerduty", "--from", day, "--from", night, "--since", after).code == ExitCode.GOOD
    assert estate.run("verify", "pagerduty", "--from", day, "--from", night, "--until", after).code == ExitCode.FOUND


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["pagerduty"], "expected --from FILE, or --live"),
        (["pagerduty", "--live", "--from", "x.json"], "expected --from FILE, or --live"),
        (["pagerduty", "--from", "missing.json"], "missing.json cannot be read: No such file"),
        (["pagerduty", "--from", "."], "cannot be read: "),
        (["datadog", "--from", "x.json"], "Datadog answers only who is on at one instant"),
        (["pagerduty", "--live", "--since", "yesterday"], "'yesterday' is no instant"),
        (["pagerduty", "--live", "--roster", "opps"], "'opps' is no roster\n    did you mean 'ops'?"),
    ],
)
def test_a_wrong_question_is_answered_with_the_right_one(estate: Rostered, words: list[str], told: str) -> None:
    assert told in estate.run("verify", *words).error
