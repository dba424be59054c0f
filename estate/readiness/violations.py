"""What the checks say of a plan: what stops a rollout, what is advice, which waivers are new. Silent where there is nothing."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from estate.catalog.waiver import Waiver
from estate.readiness.document import gap_document
from estate.readiness.gaps import Gap, gaps
from estate.readiness.judge import Result
from estate.readiness.remedies import Remedy
from estate.readiness.verdict import Outcome

Key = tuple[str, str, str]
"""The check, the environment and the title of what fails it: by these a failure is the same in two plans."""


@dataclass(frozen=True, kw_only=True)
class Violations:
    """What a reader of a plan must know of the checks."""

    mandatory: tuple[Gap, ...] = ()
    advisory: tuple[Gap, ...] = ()
    undecided: int = 0
    """Verdicts that only the deployment will allow; they stop nobody here."""
    new_waivers: tuple[Waiver, ...] = ()
    """Those that the base does not have, or has in another form."""
    gone_waivers: tuple[Waiver, ...] = ()
    remedies: tuple[Remedy, ...] = ()
    """Tags that the policy pack adds in a rollout; the checks have judged the resources with them."""
    warnings: tuple[str, ...] = ()
    known: frozenset[Key] | None = None
    """What failed in the base already; None where nothing is compared."""
    mended: int = 0
    """Failures of the base that are none any more."""

    def is_new(self, gap: Gap) -> bool:
        """Whether something fails the check that did not in the base."""
        return self.known is not None and any(key_of(result) not in self.known for result in gap.results)

    @cached_property
    def is_silent(self) -> bool:
        """Whether nothing is to be said."""
        return not (
            self.mended or self.mandatory or self.advisory or self.new_waivers or self.gone_waivers or self.remedies or self.warnings
        )

    def as_json(self) -> dict[str, Any]:
        """The part `policy` of the plan's JSON."""
        return {
            "mandatory": [self._document(gap) for gap in self.mandatory],
            "advisory": [self._document(gap) for gap in self.advisory],
            "mended": self.mended,
            "undecided": self.undecided,
            "new_waivers": [waiver.model_dump(mode="json", exclude_none=True) for waiver in self.new_waivers],
            "gone_waivers": [waiver.model_dump(mode="json", exclude_none=True) for waiver in self.gone_waivers],
            "remedies": [remedy.as_json() for remedy in self.remedies],
            "warnings": list(self.warnings),
        }

    def _document(self, gap: Gap) -> dict[str, Any]:
        return {**gap_document(gap), "new": None if self.known is None else self.is_new(gap)}


def key_of(result: Result) -> Key:
    """What a failure is recognised by in another plan."""
    return result.check.id, result.environment, result.subject.title


def failures(results: Iterable[Result]) -> frozenset[Key]:
    """What fails, to be compared with."""
    return frozenset(key_of(result) for result in results if result.verdict.outcome == Outcome.FAIL)


def against(found: Violations, then: frozenset[Key], *, whole: bool) -> Violations:
    """The same beside what failed in a base, what is new first.

    `whole` says whether all stacks are seen: else nobody knows what was mended.
    """
    now = {key_of(result) for gap in (*found.mandatory, *found.advisory) for result in gap.results}
    beside = replace(found, known=then, mended=len(then - now) if whole else 0)

    def ordered(gaps_found: tuple[Gap, ...]) -> tuple[Gap, ...]:
        return tuple(sorted(gaps_found, key=lambda gap: not beside.is_new(gap)))

    return replace(beside, mandatory=ordered(found.mandatory), advisory=ordered(found.advisory))


def with_waivers(found: Violations, now: Sequence[Waiver], then: Sequence[Waiver]) -> Violations:
    """The same, with what changed in the waivers; one that is longer or has another reason is new."""
    known = {waiver.title for waiver in now}
    return replace(
        found,
        new_waivers=tuple(waiver for waiver in now if waiver not in then),
        gone_waivers=tuple(waiver for waiver in then if waiver.title not in known),
    )


def violations(results: Sequence[Result], *, forced: Callable[[Result], bool], warnings: Sequence[str] = ()) -> Violations:
    """What fails, the mandatory apart; a check that is mandatory here and advice there stands in both."""
    failed = [result for result in results if result.verdict.outcome == Outcome.FAIL]
    strict = {id(result) for result in failed if forced(result)}

    def ordered(chosen: Iterable[Result]) -> tuple[Gap, ...]:
        return gaps(chosen, place_of=lambda _result: None, forced=lambda result: id(result) in strict)

    return Violations(
        mandatory=ordered(result for result in failed if id(result) in strict),
        advisory=ordered(result for result in failed if id(result) not in strict),
        undecided=sum(result.verdict.outcome == Outcome.UNDECIDED for result in results),
        warnings=tuple(warnings),
    )
