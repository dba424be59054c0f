"""Copies of a service in an environment."""

import pytest

from estate.catalog.service import Replicas
from estate.decisions.scaling import ReplicaRange, replica_range


@pytest.mark.parametrize(
    ("limit", "minimum", "maximum"),
    [
        pytest.param(None, 3, 12, id="no limit: as the service asks"),
        pytest.param(20, 3, 12, id="a limit above what it asks changes nothing"),
        pytest.param(6, 3, 6, id="the limit cuts the most"),
        pytest.param(2, 2, 2, id="and the fewest"),
        pytest.param(1, 1, 1, id="one is enough to try it"),
    ],
)
def test_an_environment_cuts_what_a_service_asks_for(limit: int | None, minimum: int, maximum: int) -> None:
    asked = Replicas(minimum=3, maximum=12, target_cpu=55)
    assert replica_range(asked, limit) == ReplicaRange(minimum=minimum, maximum=maximum, target_cpu=55)
