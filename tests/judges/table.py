"""The comparison as a page of the guide."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap

from estate.readiness.verdict import Outcome
from tests.judges.compare import Pair
from tests.judges.corpora import BAD, FIXTURES, REFERENCE
from tests.judges.documents import Finding
from tests.judges.reasons import Reasons

WIDTH = 160
CORPORA: Mapping[str, str] = {
    REFERENCE: "the reference estate's plan",
    BAD: "the bad estate's plan",
    FIXTURES: "the fixtures of our checks",
}
INTRODUCTION = (
    "Who writes the checks also writes their fixtures, and may be wrong in both. So two judges from outside look at the same resources: "
    "[checkov](https://github.com/bridgecrewio/checkov) at the plan in the form of a plan of Terraform's, and "
    "[parliament](https://github.com/duo-labs/parliament) at the IAM documents in it. A check of ours names the checks of theirs that make "
    "the same demand; where both judge one resource, both must say the same, or `tests/judges/reasons.yaml` says why not. `make judges` "
    "compares, and fails for what nobody has explained."
)
UNDECIDED = (
    "What only the deployment knows is left out of a plan of Terraform's: checkov takes it as not set, and ours is undecided. "
    "Such pairs are counted, and no disagreement."
)


def page(
    pairs: Sequence[Pair], only: Mapping[str, int], findings: Sequence[Finding], documents: int, reasons: Reasons, versions: str
) -> str:
    """The page; the same bytes for the same verdicts."""
    return "\n".join(_lines(pairs, only, findings, documents, reasons, versions)).rstrip("\n") + "\n"


def _lines(
    pairs: Sequence[Pair], only: Mapping[str, int], findings: Sequence[Finding], documents: int, reasons: Reasons, versions: str
) -> Iterator[str]:
    yield from ("# Judges from outside", "", "<!-- Written by: make judges -->", "")
    yield from _paragraph(INTRODUCTION)
    yield from _paragraph(UNDECIDED)
    yield from (f"Compared with {versions}.", "", "## How often", "")
    yield from (
        "| pairs of a check and a resource | both pass | both fail | ours cannot know | ours asks nothing | disagree |",
        "|---|--:|--:|--:|--:|--:|",
    )
    for corpus, words in CORPORA.items():
        yield _counted(words, [pair for pair in pairs if pair.corpus == corpus])
    yield _counted("**all**", pairs)
    checks = len({pair.check for pair in pairs})
    controls = len({control for pair in pairs for control in pair.controls})
    yield from ("", f"{checks} checks of ours and {controls} of checkov's were compared.", "", "## Where they disagree", "")
    yield from ("| check of ours | checkov | ours | theirs | pairs | why |", "|---|---|---|---|--:|---|")
    for reason in sorted(reasons.disagreements, key=lambda one: (one.check, one.ours)):
        about = [pair for pair in pairs if not pair.agrees and reason.explains(pair)]
        controls_of = ", ".join(sorted({control for pair in about for control in pair.controls}))
        ours = reason.ours.replace("_", " ")
        yield f"| `{reason.check}` | {controls_of} | {ours} | {reason.theirs} | {len(about)} | {_cell(reason.why)} |"
    yield from (
        "",
        "## What checkov finds in the reference estate, and no check asks",
        "",
        "| checkov | resources | why not |",
        "|---|--:|---|",
    )
    yield from (
        f"| {control} | {number} | {_cell(reasons.not_asked.get(control, '**nobody has said why**'))} |" for control, number in only.items()
    )
    yield from (
        "",
        "## What parliament finds",
        "",
        f"{documents} documents, {len(findings)} findings.",
        "",
        "| issue | about | findings | why |",
        "|---|---|--:|---|",
    )
    for reason in reasons.documents:
        yield f"| {reason.issue} | `{reason.says}` | {sum(map(reason.explains, findings))} | {_cell(reason.why)} |"


def _counted(words: str, pairs: Sequence[Pair]) -> str:
    quarrels = sum(not pair.agrees for pair in pairs)
    agreed = Counter(pair.ours for pair in pairs if pair.agrees)
    numbers = (agreed[Outcome.PASS], agreed[Outcome.FAIL], agreed[Outcome.UNDECIDED], agreed[Outcome.NOT_APPLICABLE], quarrels)
    return f"| {words}: {len(pairs):,} | {' | '.join(f'{number:,}' for number in numbers)} |"


def _paragraph(text: str) -> Iterator[str]:
    yield from wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    yield ""


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
