"""Names: never longer than their type allows, and never two things under one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.naming import GLOBAL, LIMITS, Scope, shorten
from tests.components.builds import REQUIRED_TAGS, SCOPE
from tests.stacks.recordings import reference_catalog

words = st.from_regex(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", fullmatch=True)
kinds = st.sampled_from(sorted(LIMITS))


@given(kinds, st.lists(words, max_size=8))
def test_no_name_is_longer_than_its_type_allows(kind: str, parts: list[str]) -> None:
    assert len(SCOPE.name(kind, *parts)) <= LIMITS[kind]


@given(kinds, words, words)
def test_two_names_that_differ_anywhere_stay_two(kind: str, one: str, other: str) -> None:
    long = "x" * LIMITS[kind]
    assert (SCOPE.name(kind, long, one) == SCOPE.name(kind, long, other)) == (one == other)


@given(st.text(max_size=80), st.integers(8, 64))
def test_a_name_that_fits_stays_as_it_is(name: str, limit: int) -> None:
    assert (shorten(name, limit) == name) == (len(name) <= limit)


def test_a_cut_name_keeps_its_beginning() -> None:
    cut = shorten("shop-production-a-service-with-a-very-long-name", 40)
    assert cut.startswith("shop-production-a-service-with-a")
    assert "--" not in cut


@pytest.mark.parametrize("kind", sorted(GLOBAL))
def test_names_that_the_world_shares_hold_the_account(kind: str) -> None:
    assert SCOPE.account in SCOPE.name(kind, "audit")


def test_a_type_that_carries_no_fixed_name_gets_none() -> None:
    with pytest.raises(KeyError):
        SCOPE.name("elbv2/targetGroup", "checkout")


def test_the_boundary_is_a_policy_of_the_scope_s_own_account() -> None:
    assert SCOPE.boundary_arn == "arn:aws:iam::111111111111:policy/shop-dev-boundary"


def test_the_tags_are_those_that_the_organisation_requires() -> None:
    assert set(reference_catalog().organisation.required_tags) == set(REQUIRED_TAGS) == set(SCOPE.tags)


def test_a_title_says_environment_and_service() -> None:
    assert Scope(prefix="shop", environment="dev", account="1", region="r", tags={"service": "cart"}).title == "shop-dev-cart"
