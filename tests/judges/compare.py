"""Two judges of the same resources, side by side: where they agree, and where they do not."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from estate.readiness.judge import Result
from estate.readiness.verdict import Outcome
from tests.judges.corpora import FIXTURES, REFERENCE, Judgement, theirs

Theirs = Literal["pass", "fail"]
Found = Mapping[tuple[str, str], Theirs]
"""Their verdict, by the id of the check and the address of the resource."""
WORDS: Mapping[str, Theirs] = {"passed_checks": "pass", "failed_checks": "fail"}


@dataclass(frozen=True, kw_only=True)
class Pair:
    """One check of ours and one of theirs, of one resource."""

    corpus: str
    where: str
    check: str
    controls: tuple[str, ...]
    """Those of theirs that looked at it."""
    subject: str
    ours: Outcome
    text: str
    """Why ours says so."""
    theirs: Theirs
    """Fail where one of them fails: a check of ours may ask what several of theirs ask."""

    @property
    def case(self) -> str:
        """How a reason names it: the name of the fixture, else the corpus and the resource."""
        return self.where.partition(": ")[2] if self.corpus == FIXTURES else f"{self.corpus}: {self.subject}"

    @property
    def agrees(self) -> bool:
        """Whether both say the same; that ours asks nothing where theirs finds nothing, or cannot know, is no quarrel."""
        if self.ours == Outcome.UNDECIDED:
            return True
        return self.theirs == ("fail" if self.ours == Outcome.FAIL else "pass")

    @property
    def both_decide(self) -> bool:
        """Whether both say pass or fail."""
        return self.ours in (Outcome.PASS, Outcome.FAIL)


def read_theirs(document: Any) -> Found:
    """What checkov printed as JSON; it prints a list where there are several kinds of files."""
    parts: Sequence[Any] = document if isinstance(document, list) else [document]
    found: dict[tuple[str, str], Theirs] = {}
    for part in parts:
        for key, verdict in WORDS.items():
            for one in part["results"][key]:
                found[one["check_id"], one["resource_address"] or one["resource"]] = verdict
    return found


def pairs(judgements: Iterable[Judgement], found: Found) -> Iterator[Pair]:
    """Every resource that both judge, for every demand that both make."""
    for judgement in judgements:
        for result in judgement.results:
            address = judgement.judged.addresses.get(result.subject.urn or "", "")
            said = {control: found[control, address] for control in theirs(result.check) if (control, address) in found}
            if said:
                yield _pair(judgement, result, said)


def _pair(judgement: Judgement, result: Result, said: Mapping[str, Theirs]) -> Pair:
    return Pair(
        corpus=judgement.corpus,
        where=judgement.title,
        check=result.check.id,
        controls=tuple(said),
        subject=result.subject.title,
        ours=result.verdict.outcome,
        text=result.verdict.text,
        theirs="fail" if "fail" in said.values() else "pass",
    )


def only_theirs(judgements: Iterable[Judgement], found: Found, named: Iterable[str]) -> Mapping[str, int]:
    """What they find in the reference estate and no check of ours asks: how many resources, by the id of the check."""
    known = set(named)
    addresses = {address for one in judgements if one.corpus == REFERENCE for address in one.judged.addresses.values()}
    count: dict[str, int] = {}
    for (control, address), verdict in found.items():
        if verdict == "fail" and control not in known and address in addresses:
            count[control] = count.get(control, 0) + 1
    return dict(sorted(count.items()))
