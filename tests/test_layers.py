"""Layers: every stack has a name, an order and what it stands on."""

import pytest

from estate.layers import UnknownStackError, all_stacks, below, parse_stack

ENVIRONMENTS = ("dev", "production")


def test_every_name_of_a_stack_is_read_back_as_that_stack() -> None:
    stacks = all_stacks(ENVIRONMENTS)
    assert [parse_stack(str(stack), ENVIRONMENTS) for stack in stacks] == list(stacks)
    assert len({str(stack) for stack in stacks}) == len(stacks)


def test_a_stack_comes_after_all_that_it_reads() -> None:
    stacks = all_stacks(ENVIRONMENTS)
    late = [(str(stack), str(lower)) for stack in stacks for lower in below(stack) if stacks.index(lower) > stacks.index(stack)]
    assert not late


def test_a_stack_reads_its_own_environment_and_what_serves_all() -> None:
    read = {lower.environment for stack in all_stacks(ENVIRONMENTS) for lower in below(stack) if stack.environment == "dev"}
    assert read <= {"dev", "global"}
    assert "dev" in read


def test_what_serves_all_stands_once_and_first() -> None:
    shared = ["bootstrap-global", "oncall-global", "telemetry-global"]
    assert [str(stack) for stack in all_stacks(ENVIRONMENTS)[:3]] == shared
    assert sum(stack.environment == "global" for stack in all_stacks(ENVIRONMENTS)) == len(shared)


WRONG = ["network", "network-", "network-moon", "moon-dev", "bootstrap-dev", "oncall-dev", "network-global", "-", ""]


@pytest.mark.parametrize("name", WRONG)
def test_an_unknown_stack_is_answered_with_those_that_are(name: str) -> None:
    with pytest.raises(UnknownStackError, match=r"is no stack; known are bootstrap-global, oncall-global, .*network-dev.*services-"):
        parse_stack(name, ENVIRONMENTS)
