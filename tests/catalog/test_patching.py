"""Who patches what, and what proves a patch: the whole text of each mistake."""

from datetime import timedelta

import pytest

from estate.catalog.environment import PatchWindow
from estate.catalog.patch_order import PROOF, head_start
from tests.catalog.estates import Estate, row

LIVE = "environments/live.yaml"
WINDOW = 'patch_window: {day: monday, start: "05:00", length: 2h, zone: Europe/Istanbul}\n'
STANDALONE = "standalone_hosts:\n  hosts: {system: debian-12, description: By hand.}\n"


def patching(facts: str) -> str:
    return f"{WINDOW}patching: {{{facts}}}\n"


ROWS = [
    row(
        "part of a day",
        LIVE,
        WINDOW,
        patching("approve_after: 36h"),
        "environments/live.yaml:18:27  patching.approve_after: 36h does not fit; expected whole days, from 0d to 360d",
    ),
    row(
        "more than AWS takes",
        LIVE,
        WINDOW,
        patching("approve_after: 361d"),
        "environments/live.yaml:18:27  patching.approve_after: 361d does not fit; expected whole days, from 0d to 360d",
    ),
    row(
        "proof by itself",
        LIVE,
        WINDOW,
        patching("proven_in: live"),
        "environments/live.yaml:18:23  patching.proven_in: 'live' cannot prove its own patches; expected another environment",
    ),
    row(
        "proof by nobody",
        LIVE,
        WINDOW,
        patching("proven_in: trail"),
        "environments/live.yaml:18:23  patching.proven_in: 'trail' is no environment",
        hint="did you mean 'trial'? (2 environments are known: estate check --list environments)",
    ),
    row(
        # Both windows are on Monday at five: what trial installs, live has for a week; a day more for how AWS counts days.
        "too soon",
        LIVE,
        WINDOW,
        patching("approve_after: 7d, proven_in: trial"),
        "environments/live.yaml:18:27  patching.approve_after: 7d is too soon: 'trial' would not have run every patch for a day",
        hint="expected 8d or more, or another patch_window",
    ),
    row(
        "too soon by default",
        LIVE,
        WINDOW,
        patching("proven_in: trial"),
        "environments/live.yaml:18:11  patching.approve_after: 0d is too soon: 'trial' would not have run every patch for a day",
        hint="expected 8d or more, or another patch_window",
    ),
]


@pytest.mark.parametrize(("file", "old", "new", "told"), ROWS)
def test_patches_that_would_not_be_proven_are_refused(estate: Estate, file: str, old: str, new: str, told: str) -> None:
    estate.change(file, old, new)
    assert estate.mistakes() == [told]


def test_late_enough_is_good(estate: Estate) -> None:
    estate.change(LIVE, WINDOW, patching("approve_after: 8d, proven_in: trial"))
    assert estate.mistakes() == []


def test_hosts_that_are_replaced_are_in_no_group_that_is_patched_where_it_stands(estate: Estate) -> None:
    estate.change("organisation.yaml", "business_hours", f"{STANDALONE}business_hours")
    text = "runtime.patch_group: 'hosts' is a group of hosts that stand alone; this service's are replaced by new ones"
    assert estate.mistakes() == [f"catalog/services/shelf.yaml:12:16  {text}\n    expected a patch group of its own"]


def window(day: str, start: str = "10:00", zone: str = "Europe/Istanbul") -> PatchWindow:
    return PatchWindow.model_validate({"day": day, "start": start, "length": "3h", "zone": zone})


@pytest.mark.parametrize(
    ("proof", "then", "hours"),
    [
        # Tuesday 10:00 to Thursday 05:00: 43 hours.
        pytest.param(window("tuesday"), window("thursday", "05:00"), 43, id="two nights"),
        # Wednesday 13:00 to Thursday 05:00 is no day: the window of the week before counts, 19 + 168 hours.
        pytest.param(window("wednesday"), window("thursday", "05:00"), 187, id="too short a night"),
        pytest.param(window("tuesday"), window("wednesday", "13:00"), 27, id="just a day after the end"),
        pytest.param(window("tuesday"), window("wednesday", "12:59"), 26 + 168 + 59 / 60, id="a minute less"),
        pytest.param(window("sunday"), window("tuesday"), 48, id="over the week's end"),
        pytest.param(window("monday", "02:00"), window("tuesday", "05:00", "UTC"), 30, id="in other places"),
        pytest.param(window("monday"), window("monday"), 168, id="at once is a week later"),
    ],
)
def test_what_is_proven_ran_for_a_day_when_the_next_window_begins(proof: PatchWindow, then: PatchWindow, hours: float) -> None:
    found = head_start(proof, then)
    assert found == timedelta(hours=hours)
    assert found - proof.length >= PROOF
