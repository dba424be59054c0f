"""Which numbers are worth a look: those that no others beat in everything that counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from estate.alerting.history.candidates import Candidate
from estate.alerting.history.scoring import Score


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """A candidate over the data; of several vendors the worst figure of each kind."""

    candidate: Candidate
    per_week: float
    recall: float | None
    """None where there was no incident."""
    detection: float | None
    """Median seconds to the detection of an incident; None where none was detected."""
    worst: float | None
    """Seconds to the latest detection."""
    precision: float | None

    @classmethod
    def of(cls, candidate: Candidate, scores: Sequence[Score]) -> "Outcome":
        """The worst of the vendors."""
        recalls = [one.recall for one in scores if one.recall is not None]
        precisions = [one.precision for one in scores if one.precision is not None]
        return cls(
            candidate=candidate,
            per_week=max(one.per_week for one in scores),
            recall=min(recalls, default=None),
            detection=_slowest([one.median_detection for one in scores]),
            worst=_slowest([one.worst_detection for one in scores]),
            precision=min(precisions, default=None),
        )

    @property
    def is_present(self) -> bool:
        """Whether it is what the alert has."""
        return not self.candidate.entries

    @property
    def coordinates(self) -> tuple[float, float, float]:
        """Calls a week, seconds to the detection, and the share of incidents that is missed: less is better in each."""
        return self.per_week, inf if self.detection is None else self.detection, 1.0 - (1.0 if self.recall is None else self.recall)


def _slowest(seconds: Sequence[float | None]) -> float | None:
    """The slower vendor; a vendor that detects nothing has no time, which the recall tells."""
    return max((one for one in seconds if one is not None), default=None)


def dominates(one: Outcome, other: Outcome) -> bool:
    """Whether one is nowhere worse than the other, and better somewhere."""
    pairs = list(zip(one.coordinates, other.coordinates, strict=True))
    return all(mine <= theirs for mine, theirs in pairs) and any(mine < theirs for mine, theirs in pairs)


def front(outcomes: Sequence[Outcome]) -> tuple[Outcome, ...]:
    """The Pareto front, the fewest calls first; of those with the same figures the first one alone."""
    kept: dict[tuple[float, float, float], Outcome] = {}
    for one in outcomes:
        if not any(dominates(other, one) for other in outcomes):
            kept.setdefault(one.coordinates, one)
    return tuple(sorted(kept.values(), key=lambda one: one.coordinates))


def proposed(outcomes: Sequence[Outcome], present: Outcome) -> Outcome:
    """The fewest calls of those that miss no more than the present numbers do, then the fastest; the present ones where nothing is better.

    Where the present numbers find nothing, the incidents say nothing of this alert: nothing is proposed.
    """
    if present.recall == 0:
        return present
    enough = [one for one in front(outcomes) if one.coordinates[2] <= present.coordinates[2]]
    best = min(enough, key=lambda one: one.coordinates[:2], default=present)
    return best if best.coordinates != present.coordinates else present
