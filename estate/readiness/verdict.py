"""What a check says of its subject. What could not be seen is undecided, never fine."""

from dataclasses import dataclass
from enum import StrEnum

Seen = tuple[tuple[str, str], ...]
"""What was looked at: the path of a property (or the name of a resource), and what stands there."""


class Outcome(StrEnum):
    """The five things that a verdict can be."""

    PASS = "pass"
    FAIL = "fail"
    UNDECIDED = "undecided"
    NOT_APPLICABLE = "not_applicable"
    WAIVED = "waived"


@dataclass(frozen=True, kw_only=True, slots=True)
class Verdict:
    """One outcome, and why. `text` of a failure names what is there and what was expected."""

    outcome: Outcome
    text: str
    seen: Seen = ()


class NotKnownError(Exception):
    """A value that the check needs is not known; its text becomes the reason of an undecided verdict.

    It is the way in which reading tells a check to stop: a check does not catch it.
    """


def passed(text: str = "as expected", *, seen: Seen = ()) -> Verdict:
    """The subject is as it should be."""
    return Verdict(outcome=Outcome.PASS, text=text, seen=seen)


def failed(text: str, *, seen: Seen = ()) -> Verdict:
    """The subject is not as it should be; `text` names what is there and what was expected."""
    return Verdict(outcome=Outcome.FAIL, text=text, seen=seen)


def undecided(text: str, *, seen: Seen = ()) -> Verdict:
    """It cannot be said; `text` names what is not known."""
    return Verdict(outcome=Outcome.UNDECIDED, text=text, seen=seen)


def not_applicable(reason: str) -> Verdict:
    """The check asks nothing of this subject."""
    return Verdict(outcome=Outcome.NOT_APPLICABLE, text=reason)
