"""Every mistake that `waivers.yaml` can hold: a good one, one change, the words."""

import pytest

from tests.catalog.estates import Estate
from tests.readiness.small_projects import waiver

FILE = "waivers.yaml"
GOOD = waiver("queue_is_encrypted", "service: till", expires="2027-01-30")


def test_the_good_one_has_no_mistake(estate: Estate) -> None:
    estate.write(FILE, GOOD)
    assert estate.mistakes() == []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        pytest.param(
            "approver: agave", "approver: cedar", "approver: 'cedar' is the owner; expected somebody else", id="agrees with itself"
        ),
        pytest.param("2027-01-30", "2027-01-31", "2027-01-31 is 91 days after granted; expected 0 to 90", id="longer than a quarter"),
        pytest.param("2027-01-30", "2026-10-31", "is -1 days after granted", id="ends before it begins"),
        pytest.param("service: till", "service: tlil", "did you mean 'till'?", id="a service that is none"),
        pytest.param("service: till", "store: boks", "did you mean 'books'?", id="a store that is none"),
        pytest.param("owner: cedar", "owner: ceder", "'ceder' is nobody", id="an owner that is nobody"),
        pytest.param("service: till", "service: till, store: books", "expected one of service, store, team, resource", id="two subjects"),
        pytest.param("service: till, ", "", "expected one of service, store, team, resource", id="no subject"),
        pytest.param("PLAT-7", "soon", "expected a ticket such as PLAT-123", id="no ticket"),
        pytest.param("reason: it comes with the next release, ", "", "reason", id="no reason"),
        pytest.param("compensating_control: nothing secret stands in it, ", "", "compensating_control", id="nothing in its place"),
        pytest.param("queue_is_encrypted", "Queue-1", "expected the id of a check", id="no id"),
        pytest.param('"2027-01-30"', '"2027-02-30"', "is no date", id="a day that is none"),
    ],
)
def test_a_waiver_that_is_none_is_told(estate: Estate, old: str, new: str, told: str) -> None:
    assert old in GOOD
    estate.write(FILE, GOOD.replace(old, new))
    (mistake,) = estate.mistakes()
    assert told in mistake
    assert mistake.startswith("catalog/waivers.yaml:2:")


def test_nothing_is_waived_twice(estate: Estate) -> None:
    estate.write(FILE, GOOD + GOOD.partition("\n")[2])
    (mistake,) = estate.mistakes()
    assert "queue_is_encrypted for service till stands here twice, also as waivers[0]" in mistake
