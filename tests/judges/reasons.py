"""Why two judges disagree, written down by somebody who looked.

A disagreement without a reason is a failure, and so is a reason without a disagreement.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

from pydantic import Field, TypeAdapter

from estate.catalog.fact import Fact
from estate.catalog.reader import read_document
from tests.judges.compare import Pair
from tests.judges.documents import Finding

FILE = Path(__file__).with_name("reasons.yaml")


class Reason(Fact):
    """Why they differ about these cases of one check."""

    check: str
    ours: Literal["pass", "fail", "not_applicable"]
    theirs: Literal["pass", "fail"]
    cases: tuple[str, ...] = Field(min_length=1, strict=False)
    """Names of fixtures, or `reference: s3/bucket *`."""
    why: str = Field(min_length=10)

    def explains(self, pair: Pair) -> bool:
        """Whether it is about this disagreement."""
        same = (self.check, self.ours, self.theirs) == (pair.check, pair.ours.value, pair.theirs)
        return same and any(fnmatchcase(pair.case, case) for case in self.cases)


class DocumentReason(Fact):
    """Why something that parliament finds in IAM documents is as it should be."""

    issue: str
    says: str
    """Words of the finding."""
    why: str = Field(min_length=10)

    def explains(self, finding: Finding) -> bool:
        """Whether it is about this finding."""
        return self.issue == finding.issue and self.says in finding.detail


class Reasons(Fact):
    """The whole file."""

    disagreements: tuple[Reason, ...] = Field(strict=False)
    not_asked: dict[str, str]
    """What checkov finds in the reference estate and no check of ours asks: by its id, why."""
    documents: tuple[DocumentReason, ...] = Field(strict=False)


def load_reasons() -> Reasons:
    """The committed file. ValidationError for one that is none."""
    document = read_document(FILE.read_bytes(), file=FILE.name)
    if document.mistakes:
        raise ValueError(document.mistakes[0].message)
    return TypeAdapter(Reasons).validate_python(document.data)


def unexplained(reasons: Reasons, pairs: Iterable[Pair], only: Mapping[str, int], findings: Sequence[Finding]) -> tuple[str, ...]:
    """Everything that stands between the two judges and a common verdict."""
    quarrels = [pair for pair in pairs if not pair.agrees]
    words = (*_without_reason(reasons, quarrels, only, findings), *_without_use(reasons, quarrels, only, findings))
    return tuple(dict.fromkeys(words))


def _without_reason(reasons: Reasons, quarrels: Sequence[Pair], only: Mapping[str, int], findings: Sequence[Finding]) -> Iterator[str]:
    for pair in quarrels:
        if not any(reason.explains(pair) for reason in reasons.disagreements):
            said = f"ours {pair.ours.value} ({pair.text}); theirs {pair.theirs}"
            yield f"{pair.check} ({', '.join(pair.controls)}), {pair.case}: {said}"
    for control, number in only.items():
        if control not in reasons.not_asked:
            yield f"{control}: fails for {number} resources of the reference estate, and no check asks it"
    for finding in findings:
        if not any(reason.explains(finding) for reason in reasons.documents):
            yield f"{finding.document}: {finding.issue} {finding.detail}"


def _without_use(reasons: Reasons, quarrels: Sequence[Pair], only: Mapping[str, int], findings: Sequence[Finding]) -> Iterator[str]:
    """A reason that explains nothing would explain the next thing that nobody has looked at."""
    for reason in reasons.disagreements:
        for case in reason.cases:
            if not any(reason.model_copy(update={"cases": (case,)}).explains(pair) for pair in quarrels):
                yield f"the reason for {reason.check}, {case}: nobody disagrees"
    yield from (f"the reason for {control}: it finds nothing, or a check asks it" for control in reasons.not_asked if control not in only)
    for document in reasons.documents:
        if not any(map(document.explains, findings)):
            yield f"the reason for {document.issue} {document.says}: nothing is found"
