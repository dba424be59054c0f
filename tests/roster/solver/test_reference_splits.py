"""What eight people can and cannot do: found once by an independent model, and by counting heads against hours."""

import pytest

from estate.roster.solver.core import Inquiry
from estate.roster.without import Loss, lost
from tests.roster.solver.teams import facts, posed, split


@pytest.mark.parametrize(
    ("eu", "mx", "status"),
    [
        pytest.param(4, 4, "feasible", id="four and four"),
        pytest.param(5, 3, "feasible", id="five and three"),
        pytest.param(6, 2, "feasible", id="six and two"),
        # Three people in two lanes of seven days: one of them would have a lane alone, for 56 hours a week.
        pytest.param(3, 5, "infeasible", id="three and five"),
    ],
)
def test_eight_people_fill_the_lanes_where_there_are_enough_in_each_place(eu: int, mx: int, status: str) -> None:
    assert Inquiry(posed(split(eu, mx))).status() == status


@pytest.mark.parametrize(("eu", "mx"), [(4, 4), (5, 3), (6, 2)])
def test_eight_people_cannot_be_two_in_each_lane(eu: int, mx: int) -> None:
    # 14 shifts a week and lane, of eight hours and more: 4 or 2 or 3 people would have too many days in a row or hours.
    lanes = tuple(lane.model_copy(update={"heads": 2}) for lane in split(eu, mx).lanes)
    assert Inquiry(posed(split(eu, mx, lanes=lanes))).status() == "infeasible"


def failures(eu: int, mx: int) -> dict[str, set[str]]:
    roster = split(eu, mx)
    regions = {member.person: member.region for member in roster.members}
    found: dict[str, set[str]] = {}
    for loss in lost(roster, facts(roster)):
        found.setdefault(regions[loss.person], set()).add(verdict(loss))
    return found


def verdict(loss: Loss) -> str:
    return "survives" if loss.feasible else "fails"


@pytest.mark.parametrize(
    ("eu", "mx", "expected"),
    [
        (5, 3, {"eu": {"survives"}, "mx": {"survives"}}),
        (4, 4, {"eu": {"fails"}, "mx": {"survives"}}),
        (6, 2, {"eu": {"survives"}, "mx": {"fails"}}),
    ],
)
def test_five_and_three_alone_survive_the_loss_of_anybody(eu: int, mx: int, expected: dict[str, set[str]]) -> None:
    assert failures(eu, mx) == expected


def test_a_loss_that_cannot_be_borne_names_what_conflicts() -> None:
    roster = split(6, 2)
    (loss,) = [one for one in lost(roster, facts(roster)) if one.person == "ceiba"]
    assert loss.conflict[0].startswith("one in night on every day of ")
    assert len(loss.conflict) > 1
