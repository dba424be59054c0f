"""The same checks on what was declared and on what is: where the two differ, and which way."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from estate.readiness.document import result_document
from estate.readiness.judge import Result
from estate.readiness.verdict import Outcome


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Verdicts on what is, beside those on what was declared."""

    same: int
    """Verdicts that are the same."""
    worse: tuple[Result, ...]
    """What fails, and was not declared so: somebody changed it."""
    unseen: tuple[Result, ...]
    """What only the declaration could answer."""
    better: tuple[Result, ...]
    """What is good, or asks nothing any more, and was not declared so."""

    def as_json(self) -> dict[str, Any]:
        """The documented JSON."""
        lists = {"worse": self.worse, "unseen": self.unseen, "better": self.better}
        return {"same": self.same, **{name: [result_document(result) for result in found] for name, found in lists.items()}}


def beside(declared: Iterable[Result], live: Iterable[Result]) -> Beside:
    """Both sides, by check and subject. A subject that is gone has no verdict on one side, and is told apart."""
    before = {_key(result): result.verdict.outcome for result in declared}
    pairs = [(result, before.get(_key(result))) for result in live]
    changed = [result for result, outcome in pairs if outcome is not None and outcome != result.verdict.outcome]
    return Beside(
        same=sum(outcome == result.verdict.outcome for result, outcome in pairs),
        worse=_of(changed, Outcome.FAIL),
        unseen=_of(changed, Outcome.UNDECIDED),
        better=_of(changed, Outcome.PASS, Outcome.NOT_APPLICABLE, Outcome.WAIVED),
    )


def _of(results: Sequence[Result], *outcomes: Outcome) -> tuple[Result, ...]:
    return tuple(result for result in results if result.verdict.outcome in outcomes)


def _key(result: Result) -> tuple[str, str, str]:
    return result.check.id, result.environment, result.subject.urn or result.subject.title
