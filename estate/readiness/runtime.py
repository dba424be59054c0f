"""Verdicts on what was planned, held against the same checks of what stands there.

The better of two answers is never taken silently: where they differ the verdict is a failure, or undecided, and says both. What nobody
could read stays what the plan shows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from estate.graph.wording import counted
from estate.readiness.judge import ReadBack, Result
from estate.readiness.verdict import Outcome, Verdict, failed, passed, undecided

Key = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Looked:
    """Where and when something was read, and how much of it."""

    at: datetime
    endpoint: str
    by: str
    """What answered: `moto 5.2.2`."""
    environments: tuple[str, ...]
    read: int
    """Resources that were read."""
    unread: int
    """Resources that stand in a plan alone: nobody made them there, or no call shows them."""
    gone: tuple[str, ...]
    """`s3/bucket photos (data-dev)`: made, and not there any more."""

    @property
    def words(self) -> str:
        """One sentence on where, when and how much."""
        where = " and ".join(self.environments)
        what = f"{counted(self.read, 'resource')} of {where}, {len(self.gone):,} gone, {self.unread:,} cannot be read there"
        return f"Read back from {self.endpoint} ({self.by}) at {self.at:%Y-%m-%d %H:%M} UTC: {what}"


@dataclass(frozen=True, kw_only=True)
class Seen:
    """The same checks on what stands there; and on two things that say what a verdict rests on."""

    live: tuple[Result, ...]
    """On every resource as it was read."""
    declared: tuple[Result, ...]
    """On what was declared, less the properties that no call shows."""
    blind: tuple[Result, ...]
    """On the same resources, as if nothing of them had been read."""
    read: frozenset[str]
    """The URNs of what was read."""
    gone: frozenset[str]

    @cached_property
    def _sides(self) -> tuple[Mapping[Key, Verdict], ...]:
        return tuple({_key(result): result.verdict for result in side} for side in (self.live, self.declared, self.blind))

    def verdict(self, planned: Result) -> Verdict | None:
        """What stands there says of the same thing; None where nothing that was read says anything of it."""
        live, _, blind = (side.get(_key(planned)) for side in self._sides)
        rests = live is not None and (planned.subject.urn in self.read or blind is None or blind.outcome != live.outcome)
        return live if rests else None

    def is_hidden(self, planned: Result) -> bool:
        """Whether it is undecided because no call shows what the check asks for, and not because of what one shows."""
        live, declared, _ = (side.get(_key(planned)) for side in self._sides)
        return live is not None and live.outcome == Outcome.UNDECIDED and (declared is None or declared.outcome == Outcome.UNDECIDED)


def hold_against(planned: Iterable[Result], seen: Seen) -> tuple[Result, ...]:
    """The planned verdicts with what was read: confirmed, contradicted, or as the plan alone has them."""
    return tuple(_held(result, seen) for result in planned)


def _held(planned: Result, seen: Seen) -> Result:
    was = planned.verdict.outcome
    if planned.subject.urn in seen.gone and was != Outcome.NOT_APPLICABLE:
        return _told(planned, undecided(f"it was made and is gone; planned: {planned.verdict.text}"), "differs")
    if seen.is_hidden(planned):
        return replace(planned, read_back="unseen")
    live = seen.verdict(planned)
    if live is None:
        return planned
    if live.outcome == was:
        return replace(planned, read_back="agrees")
    if was == Outcome.UNDECIDED and live.outcome == Outcome.PASS:
        return _told(planned, passed(f"read back: {live.text}", seen=live.seen), "agrees")
    return _contradicted(planned, live)


def _contradicted(planned: Result, live: Verdict) -> Result:
    was, text = planned.verdict.outcome, f"read back: {live.text}; planned: {planned.verdict.outcome}, {planned.verdict.text}"
    if live.outcome == Outcome.FAIL:
        return _told(planned, failed(text, seen=live.seen), "differs")
    if was == Outcome.PASS:
        return _told(planned, undecided(text, seen=live.seen), "differs")
    if was == Outcome.NOT_APPLICABLE:
        return planned
    return _told(planned, replace(planned.verdict, text=f"{planned.verdict.text}; read back: {live.outcome}, {live.text}"), "differs")


def _told(planned: Result, verdict: Verdict, read_back: ReadBack) -> Result:
    return replace(planned, verdict=verdict, read_back=read_back)


def _key(result: Result) -> Key:
    return result.check.id, result.environment, result.subject.urn or result.subject.title
