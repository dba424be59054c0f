"""Readiness at the terminal: 80 columns, nothing that the terminal would obey, the next three things, the verdict last."""

import pytest

from estate.readiness.report import Report, Was
from estate.readiness.terminal import lines
from estate.readiness.world import Attestation
from tests.readiness.reports import HOSTILE, TODAY, a_card, a_check, a_report, a_result


def shown(report: Report, *, width: int = 80, verbose: bool = False) -> list[str]:
    return [line.plain for line in lines(report, width=width, verbose=verbose)]


def hostile() -> Report:
    proof = Attestation(kind="drill", subject="till", on=TODAY, file=f"evidence/{HOSTILE}", passed=True, values={}, link=HOSTILE)
    results = [
        a_result(a_check(f"check_{number}"), of=HOSTILE, title=HOSTILE, text=HOSTILE * 20, source=f"{HOSTILE}:3", proofs=(proof,))
        for number in range(5)
    ]
    cards = (a_card(f"\x1b[2J{HOSTILE * 3}", *results), a_card("till", *results, kind="store"))
    return a_report(*cards, warnings=(HOSTILE * 4,))


@pytest.mark.parametrize("verbose", [False, True])
def test_nothing_that_a_terminal_obeys_is_written(*, verbose: bool) -> None:
    told = shown(hostile(), verbose=verbose)
    assert [line for line in told if not line.isprintable()] == []
    assert "\\x1b[31m" in "\n".join(told)


@pytest.mark.parametrize("verbose", [False, True])
@pytest.mark.parametrize("width", [80, 100])
def test_no_line_is_wider_than_the_terminal(width: int, *, verbose: bool) -> None:
    assert [line for line in shown(hostile(), width=width, verbose=verbose) if len(line) > width] == []


def test_a_line_is_never_too_wide_to_be_read() -> None:
    told = shown(a_report(a_card("till", a_result(a_check(), text="word " * 200))), width=400, verbose=True)
    assert max(map(len, told)) <= 120


def test_words_in_brackets_are_no_style() -> None:
    assert any("[bold]till[/]" in line for line in shown(a_report(a_card("[bold]till[/]"))))


def test_an_empty_estate_says_so() -> None:
    assert shown(a_report())[-1] == "0 of 0 reach what is asked of them (255 checks, 2026-11-30)"


def test_a_thing_of_which_nothing_is_asked_has_reached_nothing() -> None:
    (line,) = (line for line in shown(a_report(a_card("till"))) if line.startswith(" till"))
    assert line.split() == ["till", "production", "-", "0/0", "nothing", "is", "checked"]


def test_three_things_are_next_and_all_of_them_only_when_asked_for() -> None:
    severities = ("low", "medium", "high", "critical", "low")
    results = [a_result(a_check(f"check_{number}", severity=severity)) for number, severity in enumerate(severities)]
    report = a_report(a_card("till", *results))
    few, all_of_them = shown(report), shown(report, verbose=True)
    assert "To mend, the next 3 of 5: the most risk for the least effort first" in few
    assert [line.split("explain ")[1] for line in few if "explain" in line] == ["check_3", "check_2", "check_1"]
    assert sum("explain" in line for line in all_of_them) == 5


def test_a_thing_is_counted_by_what_it_wants() -> None:
    outcomes = ("pass", "fail", "undecided", "waived")
    results = [a_result(a_check(f"check_{number}"), outcome=outcome) for number, outcome in enumerate(outcomes)]
    later = a_result(a_check("later", level="production"))
    told = shown(a_report(a_card("till", *results, later, wants="poc")))
    start = next(index for index, line in enumerate(told) if line.startswith(" till"))
    assert told[start].split() == ["till", "poc", "-", "2/4", "1", "failed,", "1"]
    assert told[start + 1].strip() == "undecided, 1 waived", "what does not fit stands below, and is not cut"


def test_what_it_was_is_told_where_it_moved() -> None:
    good, bad = (a_card(name, a_result(a_check(), outcome="pass", of=name)) for name in ("still", "moved"))
    before = (("service still", Was(reached="production", good=1, asked=1)), ("service moved", Was(reached=None, good=0, asked=1)))
    told = shown(a_report(good, bad, base="main", before=before))
    assert [line.split()[0] for line in told if "(was" in line] == ["moved"]
    assert any(line.endswith("(was - 0/1)") for line in told)


def test_who_is_short_stands_last() -> None:
    cards = (a_card("till", a_result(a_check())), a_card("shelf", a_result(a_check(), of="shelf"), wants="poc"))
    assert shown(a_report(*cards))[-2:] == [
        "0 of 2 reach what is asked of them (255 checks, 2026-11-30)",
        "1 thing below production: till",
    ]


def test_a_base_in_which_all_stood_as_now_is_told_too() -> None:
    card = a_card("till", a_result(a_check(), outcome="pass"))
    same = (("service till", Was(reached="production", good=1, asked=1)),)
    assert shown(a_report(card, base="main", before=same))[-1] == "against main: nothing changed"
    less = (("service till", Was(reached="poc", good=0, asked=1)),)
    assert shown(a_report(card, base="main", before=less))[-1] == "against main: 1 thing changed"
    assert not any("against" in line for line in shown(a_report(card)))
