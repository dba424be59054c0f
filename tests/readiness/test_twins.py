"""Second names of the provider: of things that there are."""

import pytest

from estate.graph.symbols import resource_class
from estate.readiness.twins import TWINS, known_as


@pytest.mark.parametrize(("second", "known"), TWINS.items())
def test_both_names_are_those_of_a_resource(second: str, known: str) -> None:
    assert resource_class(second).__name__.removesuffix("V2") == resource_class(known).__name__


def test_a_name_of_its_own_stays() -> None:
    assert known_as("aws:elb/loadBalancer:LoadBalancer") == "aws:elb/loadBalancer:LoadBalancer"
