"""Checks that are data: properties compared with what is expected."""

import re
from collections.abc import Iterable, Mapping
from typing import Literal, Self

from pydantic import Field, model_validator

from estate.catalog.fact import Fact
from estate.readiness.resources import Item
from estate.readiness.values import Value, show
from estate.readiness.verdict import NotKnownError, Seen, Verdict, failed, not_applicable, passed, undecided
from estate.readiness.world import World

Plain = str | bool | int | float

COMPARISONS = ("equals", "differs", "one_of", "none_of", "at_least", "at_most", "matches", "present")


class Expectation(Fact):
    """One comparison of one property; `[*]` in its path stands for every member of a list."""

    path: str = Field(min_length=1)
    default: Plain | None = None
    """What the provider takes where nobody sets it."""
    equals: Plain | None = None
    differs: Plain | None = None
    one_of: tuple[Plain, ...] | None = Field(default=None, strict=False)
    none_of: tuple[Plain, ...] | None = Field(default=None, strict=False)
    at_least: int | float | None = None
    at_most: int | float | None = None
    matches: str | None = None
    """A regular expression that the text must contain."""
    present: bool | None = None
    """Whether something must stand there, whatever it is."""

    @model_validator(mode="after")
    def _compares_once(self) -> Self:
        given = [name for name in COMPARISONS if getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(f"expected one comparison ({', '.join(COMPARISONS)}), got {', '.join(given) or 'none'}")
        return self

    @property
    def words(self) -> str:
        """`at least 7`."""
        if self.present is not None:
            return "it to be set" if self.present else "it not to be set"
        name = next(name for name in COMPARISONS if getattr(self, name) is not None)
        wanted = getattr(self, name)
        return WORDS[name].format(", ".join(map(show, wanted)) if isinstance(wanted, tuple) else show(wanted))


class Related(Fact):
    """The resource that says it of the subject: one of `type` whose property `by` refers to it."""

    type: str = Field(min_length=1)
    by: str = Field(min_length=1)
    missing: Literal["fail", "not_applicable"] = "fail"
    """What it means that there is none."""


WORDS: Mapping[str, str] = {
    "equals": "{}",
    "differs": "anything but {}",
    "one_of": "one of {}",
    "none_of": "none of {}",
    "at_least": "at least {}",
    "at_most": "at most {}",
    "matches": "something like {}",
}


def judge_rule(item: Item, world: World, *, when: Iterable[Expectation], related: Related | None, expect: Iterable[Expectation]) -> Verdict:
    """The verdict of a check that is data."""
    for expectation in when:
        if found := next((value for value in item.every(expectation.path) if not holds(value, expectation)), None):
            return not_applicable(f"{found.path} is {show(found.raw)}; it asks where it is {expectation.words}")
    if related is None:
        return _compare((item,), expect)
    holders = tuple(world.resources.referring(item, related.type, related.by))
    if holders:
        return _compare(holders, expect)
    text = f"no {related.type.split(':')[1]} refers to {item.title}; expected one"
    return failed(text) if related.missing == "fail" else not_applicable(text.removesuffix("; expected one"))


def _compare(holders: Iterable[Item], expect: Iterable[Expectation]) -> Verdict:
    """Fails with everything that does not hold; is undecided where something is not known and nothing is known to be wrong."""
    wrong: list[str] = []
    doubts: list[str] = []
    seen: list[tuple[str, str]] = []
    expected = tuple(expect)
    for holder in holders:
        for expectation in expected:
            try:
                for value in holder.every(expectation.path):
                    seen.append((value.path, show(value.raw)))
                    if not holds(value, expectation):
                        wrong.append(f"{value.path} is {show(value.raw)}; expected {expectation.words}")
            except NotKnownError as unknown:
                doubts.append(str(unknown))
    return _verdict(wrong, doubts, tuple(seen))


def _verdict(wrong: list[str], doubts: list[str], seen: Seen) -> Verdict:
    if wrong:
        return failed(". ".join(wrong), seen=seen)
    return undecided(". ".join(doubts), seen=seen) if doubts else passed(seen=seen)


def holds(value: Value, expectation: Expectation) -> bool:
    """Whether the comparison holds. NotKnownError where that is not known."""
    if expectation.present is not None:
        return value.is_present == expectation.present
    if value.is_absent and expectation.default is None:
        return expectation.differs is not None or expectation.none_of is not None
    if expectation.at_least is not None:
        return value.number(_number(expectation.default)) >= expectation.at_least
    if expectation.at_most is not None:
        return value.number(_number(expectation.default)) <= expectation.at_most
    return _holds_plainly(_plain(value, expectation), expectation)


def _holds_plainly(text: str, expectation: Expectation) -> bool:
    if expectation.matches is not None:
        return re.search(expectation.matches, text) is not None
    wanted = expectation.one_of or expectation.none_of or tuple(one for one in (expectation.equals, expectation.differs) if one is not None)
    found = text in map(_spelled, wanted)
    return found if expectation.differs is None and expectation.none_of is None else not found


def _plain(value: Value, expectation: Expectation) -> str:
    """The value as text: providers write `true` for true, and numbers as either."""
    if value.is_absent or isinstance(value.raw, bool | int | float):
        return _spelled(expectation.default if value.is_absent else value.raw)
    return value.text()


def _spelled(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _number(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
