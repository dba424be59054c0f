"""Publishing to servers that keep the vendors' rules; whatever happens on the way, the end is what the lock says."""

from collections.abc import Generator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Response

from estate.roster.publishing.ledger import Ledger, format_ledger, parse_ledger
from estate.roster.publishing.wanted import Wanted
from estate.roster.schedule_names import Seat, schedule_name
from estate.vendors import datadog, opsgenie, pagerduty, pagerduty_v3
from estate.vendors.api import OnCallApi
from estate.vendors.datadog import Datadog
from estate.vendors.http import VendorError, connect
from estate.vendors.opsgenie import Opsgenie
from estate.vendors.pagerduty import PagerDuty
from estate.vendors.pagerduty_v3 import PagerDutyV3
from estate.vendors.publish import Refused, Request, carry_out, plan
from tests.vendors.fakes import Fake, FakeDatadog, FakeOpsgenie, FakePagerDuty, Stored, Turn, served

NOW = datetime(2027, 3, 1, 12, 0, 30, tzinfo=UTC)
DAY = timedelta(days=1)
MORNING, NIGHT = Seat(roster="operations", lane="morning"), Seat(roster="operations", lane="night")
NAMES = {seat: schedule_name(seat) for seat in (MORNING, NIGHT)}
USERS = {name: f"{name}-at-the-vendor" for name in ("cedar", "plane", "olive")}
VENDORS = ["pagerduty", "pagerduty-v3", "datadog", "opsgenie"]
LEDGERS = VENDORS[:3]


def shift(number: int, who: str = "plane", *, seat: Seat = MORNING) -> Wanted:
    """The shift that many days after tomorrow, which the rotation gives to cedar."""
    start = datetime(2027, 3, 2, 5, tzinfo=UTC) + number * DAY
    return Wanted(seat=seat, date=start.date(), start=start, end=start + timedelta(hours=8), who=who, instead_of="cedar")


@dataclass
class Desk:
    """Somebody who publishes: a vendor's server, its client and the ledger on the disk."""

    fake: Fake
    api: OnCallApi
    text: str = format_ledger(Ledger(roster="operations"))
    now: datetime = NOW
    saved: list[str] = field(default_factory=list)

    def publish(self, *wanted: Wanted) -> tuple[Refused, ...]:
        todo = plan(self.api, self.request(*wanted))
        return carry_out(self.api, todo, save=self.save)

    def is_done(self, *wanted: Wanted) -> bool:
        return plan(self.api, self.request(*wanted)).is_nothing

    def request(self, *wanted: Wanted) -> Request:
        ledger = parse_ledger(self.text.encode(), file="ledger", roster="operations")
        windows = dict.fromkeys(NAMES.values(), (shift(-1).start, shift(60).end))
        return Request(names=NAMES, wanted=wanted, users=USERS, windows=windows, ledger=ledger, now=self.now)

    def save(self, ledger: Ledger) -> None:
        self.text = format_ledger(ledger)
        self.saved.append(self.text)


def stands(*wanted: Wanted) -> set[tuple[str, datetime, datetime, str]]:
    return {(schedule_name(one.seat), one.start, one.end, USERS[one.who]) for one in wanted}


@contextmanager
def at_the_desk(vendor: str) -> Generator[Desk]:
    kinds = {"pagerduty": FakePagerDuty, "pagerduty-v3": FakePagerDuty, "datadog": FakeDatadog, "opsgenie": FakeOpsgenie}
    fake = kinds[vendor](now=NOW, schedules={"S1": "Operations - morning", "S2": "Operations - night", "S3": "Operations - morning 2"})
    turns = [Turn(start=shift(n).start, end=shift(n).end, user=USERS["cedar"], rotation=f"R{n % 7}") for n in range(-1, 80)]
    fake.turns = {"S1": turns, "S2": turns}
    made = {
        "pagerduty": (PagerDuty, pagerduty.headers("token")),
        "pagerduty-v3": (PagerDutyV3, pagerduty_v3.headers("token")),
        "datadog": (Datadog, datadog.headers("key", "app")),
        "opsgenie": (Opsgenie, opsgenie.headers("key")),
    }
    api, headers = made[vendor]
    with served(fake) as url, connect(vendor, url, headers, pause=lambda _: None) as http:
        yield Desk(fake=fake, api=api(http=http))


@pytest.fixture(params=VENDORS)
def desk(request: pytest.FixtureRequest) -> Generator[Desk]:
    with at_the_desk(request.param) as made:
        yield made


@pytest.fixture(params=LEDGERS)
def ledger_desk(request: pytest.FixtureRequest) -> Generator[Desk]:
    with at_the_desk(request.param) as made:
        yield made


def test_the_vendor_has_what_the_lock_wants(desk: Desk) -> None:
    wanted = [*(shift(n) for n in range(60)), shift(3, "olive", seat=NIGHT)]
    assert desk.publish(*wanted) == ()
    assert desk.fake.standing() == stands(*wanted)


def test_publishing_again_writes_nothing(desk: Desk) -> None:
    wanted = [shift(n) for n in range(60)]
    desk.publish(*wanted)
    before = desk.fake.writes()
    assert desk.is_done(*wanted)
    desk.publish(*wanted)
    assert desk.fake.writes() == before


def test_looking_changes_nothing(desk: Desk) -> None:
    assert not desk.is_done(shift(1))
    assert desk.fake.writes() == []
    assert desk.saved == []


def test_what_is_wanted_no_more_goes_and_what_changes_changes(desk: Desk) -> None:
    desk.publish(shift(1), shift(2), shift(3))
    desk.publish(shift(2, "olive"), shift(3))
    assert desk.fake.standing() == stands(shift(2, "olive"), shift(3))
    desk.publish()
    assert desk.fake.standing() == set()


def test_an_override_of_somebody_else_stays_whatever_it_says(desk: Desk) -> None:
    same, other = shift(1), shift(5, "olive")
    foreign(desk, same, other)
    ids = {one.id for one in desk.fake.overrides}
    desk.publish(same, shift(2))
    assert desk.fake.standing() == stands(same, other, shift(2))
    desk.publish()
    assert desk.fake.standing() == stands(same, other)
    assert {one.id for one in desk.fake.overrides} == ids


def test_what_belongs_to_an_earlier_or_a_later_lock_stays(desk: Desk) -> None:
    desk.publish(shift(5), shift(20), shift(40))
    later = replace(desk.request(), windows=dict.fromkeys(NAMES.values(), (shift(10).start, shift(30).end)))
    carry_out(desk.api, plan(desk.api, later), save=desk.save)
    assert desk.fake.standing() == stands(shift(5), shift(40))
    desk.publish()
    assert desk.fake.standing() == set()


def test_what_reaches_over_from_an_earlier_lock_stays(desk: Desk) -> None:
    desk.publish(shift(5))
    later = replace(desk.request(), windows=dict.fromkeys(NAMES.values(), (shift(5).start + timedelta(hours=1), shift(30).end)))
    carry_out(desk.api, plan(desk.api, later), save=desk.save)
    assert desk.fake.standing() == stands(shift(5))
    desk.publish()
    assert desk.fake.standing() == set()


@pytest.mark.parametrize("lost", range(5, 17))
def test_a_run_that_dies_anywhere_is_finished_by_the_next_one(desk: Desk, lost: int) -> None:
    """Each request in turn is done without its answer arriving, and everything after it fails."""
    before, after = [shift(n) for n in range(6)], [shift(n, "olive") for n in range(3, 7)]
    desk.publish(*before)
    first = len(desk.fake.log)
    desk.fake.after = {first + lost: Response("gone", 500)}
    desk.fake.before = {first + number: Response("down", 503) for number in range(lost + 1, 99)}
    with suppress(VendorError):
        desk.publish(*after)
    desk.fake.after.clear()
    desk.fake.before.clear()
    assert desk.publish(*after) == ()
    assert desk.fake.standing() == stands(*after)
    desk.publish()
    assert desk.fake.standing() == set()


def test_what_was_made_without_an_answer_is_known_as_ours_by_the_next_run(ledger_desk: Desk) -> None:
    desk = ledger_desk
    desk.fake.loses = frozenset({"POST"})
    with pytest.raises(VendorError):
        desk.publish(shift(1), shift(2))
    assert desk.fake.standing() == stands(shift(1), shift(2))
    desk.fake.loses = frozenset()
    desk.publish(shift(1))
    assert desk.fake.standing() == stands(shift(1))


def test_what_was_ordered_in_vain_is_not_taken_from_somebody_else_later(ledger_desk: Desk) -> None:
    desk = ledger_desk
    desk.fake.refuses = frozenset({"POST"})
    with pytest.raises(VendorError, match="500"):
        desk.publish(shift(1))
    desk.fake.refuses = frozenset()
    desk.publish()
    foreign(desk, shift(1))
    desk.publish()
    assert desk.fake.standing() == stands(shift(1))


def foreign(desk: Desk, *wanted: Wanted) -> None:
    """Somebody makes the same by hand."""
    for one in wanted:
        name = desk.fake.new_id()
        made = Stored(id=name, schedule="S1", start=one.start, end=one.end, user=USERS[one.who], instead_of=USERS["cedar"], rotation="R1")
        desk.fake.overrides.append(made)


@pytest.mark.parametrize("vendor", LEDGERS)
def test_an_order_without_an_answer_is_sent_once(vendor: str) -> None:
    with at_the_desk(vendor) as desk:
        desk.fake.loses = frozenset({"POST"})
        with pytest.raises(VendorError, match="502"):
            desk.publish(shift(1))
        assert [method for method, _ in desk.fake.writes()] == ["POST"]


def test_the_rest_of_a_shift_that_has_begun_is_published_once() -> None:
    with at_the_desk("pagerduty") as desk:
        desk.now = desk.fake.now = shift(0).start + timedelta(hours=2, seconds=20)
        desk.publish(shift(-1), shift(0))
        begun = shift(0).start + timedelta(hours=2, minutes=1)
        assert desk.fake.standing() == {("Operations - morning", begun, shift(0).end, USERS["plane"])}
        desk.now = desk.fake.now = desk.now + timedelta(hours=1)
        assert desk.is_done(shift(-1), shift(0))
        desk.publish()
        assert {one.end for one in desk.fake.overrides} == {desk.now}


def test_the_past_is_left_alone(desk: Desk) -> None:
    desk.publish(shift(1), shift(2))
    desk.now = desk.fake.now = shift(1).end + timedelta(minutes=30)
    desk.publish(shift(2, "olive"))
    assert desk.fake.standing() == stands(shift(1), shift(2, "olive"))
    assert shift(1).start.strftime("%Y-%m-%dT%H:%MZ") not in desk.text


def test_each_refused_override_is_told_and_the_others_stand() -> None:
    with at_the_desk("pagerduty") as desk:
        desk.fake.now = shift(1).end
        refused = desk.publish(shift(1), shift(2))
        assert [(one.order.start, one.reason) for one in refused] == [(shift(1).start, "Override must end after its start")]
        assert desk.fake.standing() == stands(shift(2))


def test_both_answers_that_pagerduty_documents_are_read() -> None:
    with at_the_desk("pagerduty") as desk:
        assert isinstance(desk.fake, FakePagerDuty)
        desk.fake.lists_overrides = True
        desk.publish(shift(1), shift(2))
        desk.publish(shift(2))
        assert desk.fake.standing() == stands(shift(2))


@pytest.mark.parametrize("vendor", VENDORS)
def test_an_answer_in_another_form_is_told_and_nothing_is_done(vendor: str) -> None:
    with at_the_desk(vendor) as desk:
        desk.fake.before = {1: Response('{"schedules": 1, "data": [{"id": "../x"}]}', 200)}
        with pytest.raises(VendorError, match="in another form than it documents"):
            desk.publish(shift(1))
        assert desk.fake.writes() == []


def test_opsgenie_is_not_given_what_it_would_move() -> None:
    with at_the_desk("opsgenie") as desk:
        odd = replace(shift(1), end=shift(1).end + timedelta(minutes=15))
        assert [one.reason for one in desk.publish(odd)] == [
            "Opsgenie knows only half hours, and would move 2027-03-03T05:00:00Z to 2027-03-03T13:15:00Z"
        ]


def test_at_pagerduty_the_new_override_stands_before_the_old_one_goes() -> None:
    with at_the_desk("pagerduty") as desk:
        desk.publish(shift(1))
        desk.publish(shift(1, "olive"))
        assert [method for method, _ in desk.fake.writes()] == ["POST", "POST", "DELETE"]


def test_at_datadog_the_old_override_goes_once_before_the_new_one_is_made() -> None:
    with at_the_desk("datadog") as desk:
        desk.publish(shift(1))
        desk.publish(shift(1, "olive"))
        assert [method for method, _ in desk.fake.writes()] == ["POST", "DELETE", "POST"]


def test_a_v3_override_takes_the_rotation_that_has_the_whole_shift() -> None:
    with at_the_desk("pagerduty-v3") as desk:
        hour = timedelta(hours=1)
        desk.fake.turns["S1"] += [Turn(start=shift(1).start - hour, end=shift(1).start + hour, user=USERS["cedar"], rotation="OTHER")]
        desk.publish(shift(1))
        assert [one.rotation for one in desk.fake.overrides] == ["R1"]


def test_a_v3_override_replaces_the_member_of_the_rotation_that_has_them_on() -> None:
    with at_the_desk("pagerduty-v3") as desk:
        desk.publish(shift(1), shift(2))
        assert {(one.rotation, one.instead_of) for one in desk.fake.overrides} == {("R1", USERS["cedar"]), ("R2", USERS["cedar"])}


def test_a_v3_override_without_such_a_rotation_is_an_error() -> None:
    with at_the_desk("pagerduty-v3") as desk:
        desk.fake.turns = {}
        with pytest.raises(VendorError, match="do not have on whom the lock says: cedar-at-the-vendor at 2027-03-03T05:00:00Z"):
            desk.publish(shift(1))


def test_a_schedule_of_layers_is_said_to_be_none_of_rotations() -> None:
    answer = '{"schedule": {"id": "S1", "name": "Operations", "final_schedule": {"rendered_schedule_entries": []}}}'
    with at_the_desk("pagerduty-v3") as desk:
        assert isinstance(desk.api, PagerDutyV3)
        desk.fake.before = {1: Response(answer, 200)}
        with pytest.raises(VendorError, match="answered with a schedule of layers; publish it as pagerduty"):
            desk.api.shown("S1", since=NOW, until=NOW + DAY)


def test_a_missing_schedule_is_named_with_the_nearest(desk: Desk) -> None:
    desk.fake.schedules = {"S1": "Operations - mornings"}
    with pytest.raises(VendorError, match="no schedule 'Operations - morning'"):
        desk.publish()


def test_two_schedules_of_one_name_are_an_error(desk: Desk) -> None:
    desk.fake.schedules["S9"] = "Operations - night"
    with pytest.raises(VendorError, match="has 2 schedules 'Operations - night'"):
        desk.publish()
