"""What really was wrong, as people write it down."""

import pytest

from estate.alerting.history.incidents import read_incidents
from estate.alerting.history.track import HistoryError
from tests.alerting.history.worlds import at

SERVICES = ("cart", "checkout", "payment")
YAML = """\
- {name: payment down, start: "2026-11-02T10:00:00Z", end: "2026-11-02T11:30:00+01:00", services: [payment, checkout]}
- {start: "2026-11-02T20:00:00Z", end: "2026-11-02T20:30:00Z", services: [cart]}
"""
CSV = """\
start,end,services,name
2026-11-02T20:00:00Z,2026-11-02T20:30:00Z,cart,
2026-11-02T10:00:00Z,2026-11-02T11:30:00+01:00,payment checkout,payment down
"""


def mistakes(text: str) -> list[str]:
    with pytest.raises(HistoryError) as error:
        read_incidents(text.encode(), file="i", services=SERVICES)
    return [f"{one} " for one in error.value.mistakes]


@pytest.mark.parametrize("text", [YAML, f"incidents:\n{YAML}", CSV], ids=["a list", "under a key", "CSV"])
def test_both_forms_say_the_same(text: str) -> None:
    first, second = read_incidents(text.encode(), file="i", services=SERVICES)
    assert (first.name, first.start, first.end, first.services) == ("payment down", at(600), at(630), {"payment", "checkout"})
    assert (second.start, second.services) == (at(1200), {"cart"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            '- {start: "2026-11-02T10:00:00", end: "2026-11-02T11:00:00Z", services: [cart]}',
            "i:1:11  [0].start: '2026-11-02T10:00:00' has no zone",
            id="no zone",
        ),
        pytest.param(
            '- {start: "noon", end: "2026-11-02T11:00:00Z", services: [cart]}', "i:1:11  [0].start: 'noon' is no time", id="no time"
        ),
        pytest.param(
            '- {start: "2026-11-02T10:00:00Z", end: "2026-11-02T10:00:00Z", services: [cart]}',
            "i:1:40  [0].end: is not after its start",
            id="no length",
        ),
        pytest.param(
            '- {start: "2026-11-02T10:00:00Z", end: "2026-11-02T11:00:00Z", services: [cat]}',
            "i:1:74  [0].services: 'cat' is no service or store\n    did you mean 'cart'?",
            id="an unknown service",
        ),
        pytest.param('- {start: "2026-11-02T10:00:00Z", services: [cart]}', "i:1:3  [0]: has no end", id="no end"),
        pytest.param(
            '- {strat: x, start: "2026-11-02T10:00:00Z", end: "2026-11-02T11:00:00Z", services: [cart]}',
            "i:1:11  [0].strat: is no key of an incident",
            id="an unknown key",
        ),
        pytest.param("start,end\n", "i:1:1  lacks a column", id="CSV without services"),
        pytest.param("start,end,services\nx,2026-11-02T11:00:00Z,cart\n", "i:2:1  start: 'x' is no time", id="CSV without a time"),
        pytest.param("5", "i:1:1  5 is no list of incidents", id="no list"),
        pytest.param("[]", "i:1:1  names no incident", id="none"),
    ],
)
def test_a_mistake_has_its_place(text: str, told: str) -> None:
    assert mistakes(text)[0].startswith(told)


def test_all_mistakes_are_told_at_once() -> None:
    assert len(mistakes("- {start: x, end: y, services: [cat]}\n- 5\n")) == 4
