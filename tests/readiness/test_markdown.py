"""Readiness in a pull request: no markup but our own, never longer than the forge takes, and what is left out is counted."""

import re

import pytest

from estate.readiness.markdown import as_markdown
from estate.readiness.report import Report, Was
from tests.readiness.reports import HOSTILE, a_card, a_check, a_report, a_result

FORGE_LIMIT = 65_536  # GitHub: "body is too long (maximum is 65536 characters)"
SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
CELL = re.compile(r"(?<!\\)\|")


def rows(comment: str) -> list[str]:
    return [line for line in comment.splitlines() if line.startswith("| ") and "asked" not in line]


def crowd(number: int, text: str = "it is not") -> Report:
    """So many services that each lack something of their own."""
    names = [f"service-{index:05}-{'x' * 40}" for index in range(number)]
    return a_report(*(a_card(name, a_result(a_check(f"check_{index}"), of=name, text=text)) for index, name in enumerate(names)))


def test_hostile_words_stay_in_code_spans_and_in_their_cell() -> None:
    card = a_card(HOSTILE, a_result(a_check(), of=HOSTILE, text=HOSTILE, source=HOSTILE))
    comment = as_markdown(a_report(card, warnings=(HOSTILE,), base=HOSTILE))
    outside = SPAN.sub("", comment)
    for word in ("<script>", "@everyone", "[bold]", "\x1b", "\u202e"):
        assert word not in outside
    assert "\x1b" not in comment
    assert "\u202e" not in comment
    (row,) = rows(comment)
    assert len(CELL.split(row)) == 7  # five cells between six bars


@pytest.mark.parametrize("limit", [1_000, 5_000, FORGE_LIMIT])
def test_a_comment_is_never_longer_than_its_limit_and_counts_what_is_left_out(limit: int) -> None:
    report = crowd(2_000, text="word " * 200)
    comment = as_markdown(report, limit=limit)
    assert len(comment) <= limit
    (left_out,) = re.findall(r"\*\*([0-9,]+) more did not fit into this comment\.\*\* All of it: `estate ready -v`", comment)
    listed = sum(line.startswith("1. ") for line in comment.splitlines())
    assert int(left_out.replace(",", "")) == len(report.cards) - len(rows(comment)) + len(report.gaps) - listed
    assert comment.count("<details>") == comment.count("</details>")


def test_the_limit_is_that_of_the_forge_when_nobody_says_another() -> None:
    assert 60_000 < len(as_markdown(crowd(2_000))) <= FORGE_LIMIT


def test_what_fits_leaves_nothing_out() -> None:
    assert "did not fit" not in as_markdown(crowd(3))


def test_more_than_twenty_gaps_are_counted() -> None:
    assert "**5 more did not fit into this comment.**" in as_markdown(crowd(25))


def test_gaps_stand_in_the_order_in_which_to_mend_them() -> None:
    results = [a_result(a_check(f"check_{severity}", severity=severity)) for severity in ("low", "critical", "high")]
    comment = as_markdown(a_report(a_card("till", *results)))
    assert re.findall(r"^1\. \*\*(\w+)\*\*", comment, re.MULTILINE) == ["critical", "high", "low"]


def test_an_empty_estate_is_no_table() -> None:
    comment = as_markdown(a_report())
    assert comment.startswith("### :white_check_mark: 0 of 0 reach what is asked of them")
    assert "|" not in comment


def test_against_a_base_only_who_moved_is_new_or_short_is_told() -> None:
    passing = {name: a_card(name, a_result(a_check(), outcome="pass", of=name)) for name in ("still", "moved", "new")}
    short = a_card("short", a_result(a_check("it_is_bad"), of="short"))
    stood = Was(reached="production", good=1, asked=1)
    before = (
        ("service still", stood),
        ("service moved", Was(reached="poc", good=0, asked=1)),
        ("service short", Was(reached=None, good=0, asked=1)),
    )
    comment = as_markdown(a_report(*passing.values(), short, base="main", before=before))
    assert [re.findall(r"`(\w+)`", row)[0] for row in rows(comment)] == ["moved", "new", "short"]
    assert [CELL.split(row)[5].strip() for row in rows(comment)] == ["poc 0/1", "new", "- 0/1"]
    assert comment.startswith("### :x: 3 of 4 reach what is asked of them — 1 thing below production")


def test_nothing_new_against_a_base_is_one_sentence() -> None:
    card = a_card("till", a_result(a_check(), outcome="pass"))
    comment = as_markdown(a_report(card, base="main", before=(("service till", Was(reached="production", good=1, asked=1)),)))
    assert comment.endswith("\nNothing changes against `main`.")
    assert rows(comment) == []


def test_a_gap_of_somebody_who_did_not_move_is_not_told_again() -> None:
    card = a_card("till", a_result(a_check()), wants="poc")
    moved = a_card("moved", a_result(a_check("other"), outcome="pass", of="moved"))
    report = a_report(card, moved, base="main", before=(("service till", Was(reached=None, good=0, asked=1)),))
    assert "it_is_good" not in as_markdown(report)
    assert "it_is_good" in as_markdown(a_report(card, moved))


def test_what_is_missing_in_an_environment_that_moved_is_told_by_the_resource_that_lacks_it() -> None:
    nobodys = a_result(a_check("bucket_is_closed"), of="logs", kind="resource", title="s3/bucket logs", belongs_to=None)
    place = a_card("production", nobodys, kind="environment")
    before = (("environment production", Was(reached="production", good=1, asked=1)),)
    assert "1 check, the most risk" in as_markdown(a_report(place, base="main", before=before))
