"""What has to be done at one schedule, whatever stands there."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from estate.roster.publishing.difference import Difference, difference
from estate.roster.publishing.ledger import Ledger, format_ledger, parse_ledger
from estate.roster.publishing.standing import Order, Standing

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
hours = st.integers(-30, 30).map(lambda count: NOW + timedelta(hours=8 * count))
users = st.sampled_from(["P1", "P2", "P3"])


@st.composite
def some_standing(draw: st.DrawFn) -> list[Standing]:
    """Overrides of any age, ours (`o`) and others' (`f`), on top of each other."""
    starts = draw(st.lists(hours, max_size=8))
    return [
        Standing(id=f"{draw(st.sampled_from('of'))}{place}", start=start, end=start + timedelta(hours=8), user=draw(users))
        for place, start in enumerate(starts)
    ]


@st.composite
def some_orders(draw: st.DrawFn) -> list[Order]:
    """Orders of one seat: never two at once."""
    starts = draw(st.lists(hours, max_size=8, unique=True))
    return [
        Order(alias=f"a-{start:%d-%H}", start=start, end=start + timedelta(hours=8), user=draw(users), instead_of="P9") for start in starts
    ]


def ours(standing: list[Standing]) -> frozenset[str]:
    return frozenset(one.id for one in standing if one.id.startswith("o"))


def done(standing: list[Standing], todo: Difference) -> list[Standing]:
    """What stands there afterwards."""
    removed = {one.id for one in todo.remove}
    made = [Standing(id=f"o-new{place}", start=one.start, end=one.end, user=one.user) for place, one in enumerate(todo.create)]
    return [*(one for one in standing if one.id not in removed), *made]


@given(some_orders(), some_standing())
def test_afterwards_every_order_stands_and_of_ours_nothing_else(orders: list[Order], standing: list[Standing]) -> None:
    after = done(standing, difference(orders, standing, ours=ours(standing), now=NOW))
    live = [(max(one.start, NOW), one.end, one.user) for one in after if one.end > NOW]
    wanted = {(max(one.start, NOW), one.end, one.user) for one in orders if one.end > NOW}
    assert wanted <= {*live}
    own = [(max(one.start, NOW), one.end, one.user) for one in after if one.end > NOW and one.id.startswith("o")]
    assert {*own} <= wanted
    assert len(own) == len({*own})


@given(some_orders(), some_standing())
def test_what_is_others_or_over_is_never_removed(orders: list[Order], standing: list[Standing]) -> None:
    todo = difference(orders, standing, ours=ours(standing), now=NOW)
    assert all(one.id.startswith("o") and one.end > NOW for one in todo.remove)
    assert all(order.end > NOW for order in todo.create)


@given(some_orders(), some_standing())
def test_when_it_is_done_there_is_nothing_to_do(orders: list[Order], standing: list[Standing]) -> None:
    after = done(standing, difference(orders, standing, ours=ours(standing), now=NOW))
    assert difference(orders, after, ours=ours(after), now=NOW).is_nothing


@given(some_orders(), st.text(max_size=10), st.text(max_size=10))
def test_a_ledger_is_read_as_it_was_written(orders: list[Order], schedule: str, user: str) -> None:
    printable = "".join(letter for letter in schedule + user if letter.isprintable())
    ledger = (
        Ledger(roster="ops").ordered("pagerduty", printable, orders).made("datadog", "S", [(order, f"Q{printable}") for order in orders])
    )
    read = parse_ledger(format_ledger(ledger).encode(), file="ledger", roster="ops")
    assert format_ledger(read) == format_ledger(ledger)
    assert read.ours("datadog", "S") == ledger.ours("datadog", "S")
