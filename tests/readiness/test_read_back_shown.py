"""What was read of a sandbox, as the terminal, the comment, the page and the JSON show it."""

from dataclasses import replace
from datetime import UTC, datetime

from estate.readiness.document import as_document
from estate.readiness.markdown import as_markdown
from estate.readiness.page import as_page
from estate.readiness.report import Report
from estate.readiness.runtime import Looked
from estate.readiness.terminal import lines
from tests.readiness.reports import HOSTILE, a_card, a_check, a_report, a_result

LOOKED = Looked(
    at=datetime(2026, 11, 30, 9, 5, 7, tzinfo=UTC),
    endpoint="http://127.0.0.1:4000",
    by="moto 5.2",
    environments=("production", "global"),
    read=1_200,
    unread=3,
    gone=(),
)


def read_back(*, gone: tuple[str, ...] = (), title: str = "sqs/queue jobs", text: str = "read back: it is off; planned: pass") -> Report:
    """A card with a verdict of each kind; one contradicts the plan."""
    check = a_check("queue_is_encrypted")
    good, hidden = a_result(check, outcome="pass"), a_result(a_check("queue_is_named"), outcome="pass")
    wrong = replace(a_result(check, title=title, text=text), read_back="differs")
    card = a_card("till", replace(good, read_back="agrees"), replace(hidden, read_back="unseen"), wrong)
    return a_report(card, looked=replace(LOOKED, gone=gone), differs=(wrong,))


def test_the_terminal_says_where_when_and_what_differs() -> None:
    told = [line.plain for line in lines(read_back(gone=("s3/bucket photos (data-dev)",)), verbose=True)]
    words = " ".join(" ".join(told).split())
    assert "Read back from http://127.0.0.1:4000 (moto 5.2) at 2026-11-30 09:05 UTC: 1,200 resources of production and global" in words
    assert "1 gone, 3 cannot be read there" in words
    assert " gone s3/bucket photos (data-dev)" in words
    assert "differs queue_is_encrypted: sqs/queue jobs (production) read back: it is off; planned: pass" in words
    assert "Verdicts that agree: 1; that differ: 1; that cannot be seen there: 1 queue_is_named (1)" in words
    assert max(map(len, told)) <= 80


def test_what_a_sandbox_says_is_no_markup_and_no_command() -> None:
    report = read_back(gone=(HOSTILE,), title=HOSTILE, text=HOSTILE * 9)
    assert [line.plain for line in lines(report, verbose=True) if not line.plain.isprintable()] == []
    assert "<script>" not in as_page(report)
    rows = [row for row in as_markdown(report).splitlines() if "script" in row and row.startswith("* :x:")]
    assert len(rows) == 2
    assert all("``" in row for row in rows), "it stands in a code span that no tick of its own ends"


def test_the_page_lists_what_is_gone_and_what_differs() -> None:
    page = as_page(read_back(gone=("s3/bucket photos (data-dev)",)))
    assert "<li>gone: <code>s3/bucket photos (data-dev)</code></li>" in page
    assert "<code>sqs/queue jobs</code> (production): read back: it is off; planned: pass</li>" in page
    assert "<td>runtime</td>" in page


def test_the_json_says_it_by_verdict_and_as_a_whole() -> None:
    document = as_document(read_back())
    assert [(one["evidence"], one["read_back"]) for one in document["cards"][0]["verdicts"]] == [
        ("runtime", "agrees"),
        ("static", "unseen"),
        ("runtime", "differs"),
    ]
    live = document["live"]
    assert (live["at"], live["read"], live["unread"]) == ("2026-11-30T09:05:07+00:00", 1_200, 3)
    assert (live["agrees"], live["unseen"], [one["check"] for one in live["differs"]]) == (1, 1, ["queue_is_encrypted"])
    assert as_document(a_report())["live"] is None


def test_a_contradiction_or_a_loss_is_no_good_report_whoever_has_a_card() -> None:
    assert a_report(looked=LOOKED).is_good
    assert not a_report(looked=replace(LOOKED, gone=("s3/bucket photos (data-dev)",))).is_good
    assert not a_report(looked=LOOKED, differs=read_back().differs).is_good
