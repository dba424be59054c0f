"""What a plan says of the checks: what stops comes first, and silence where there is nothing."""

from dataclasses import replace

import pytest

from estate.catalog.waiver import Waiver
from estate.readiness.gaps import gaps
from estate.readiness.judge import Result, Subject
from estate.readiness.pack import load_pack
from estate.readiness.verdict import Verdict, failed, passed, undecided
from estate.readiness.violation_words import as_markdown, as_notes, lines
from estate.readiness.violations import Violations, against, failures, violations, with_waivers
from tests.readiness.reports import a_check, a_result, no_place, not_forced
from tests.readiness.small_projects import SmallProject, small_project

HOSTILE = "it is </details><b>`x` | \x1b[31m@all"


@pytest.fixture
def project(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    return small_project(tmp_path_factory.mktemp("estate"))


def result(project: SmallProject, check: str, verdict: Verdict, *, name: str = "jobs", environment: str = "live") -> Result:
    subject = Subject(kind="resource", name=name, title=f"sqs/queue {name}", source="components/aws/queue.py:46", belongs_to="till")
    return Result(check=load_pack(project.pack).named(check), subject=subject, environment=environment, verdict=verdict)


def shown(found: Violations, *, verbose: bool = False) -> str:
    return "\n".join(line.plain for line in lines(found, verbose=verbose))


def of_live(one: Result) -> bool:
    return one.environment == "live"


def test_nothing_is_said_where_nothing_fails(project: SmallProject) -> None:
    results = [result(project, "queue_is_encrypted", passed()), result(project, "queue_is_encrypted", undecided("it is not known"))]
    found = violations(results, forced=of_live)
    assert found.is_silent
    assert found.undecided == 1
    assert (shown(found), as_markdown(found), as_notes(found)) == ("", "", ())


def test_what_stops_a_rollout_is_shown_and_what_advises_is_counted(project: SmallProject) -> None:
    results = [
        result(project, "service_has_runbook", failed("it has none"), environment="trial"),
        result(project, "queue_is_encrypted", failed("encrypted is false; expected true")),
        result(project, "queue_is_encrypted", failed("encrypted is false; expected true"), environment="trial"),
    ]
    found = violations(results, forced=of_live)
    assert [gap.check.id for gap in found.mandatory] == ["queue_is_encrypted"]
    assert [gap.check.id for gap in found.advisory] == ["queue_is_encrypted", "service_has_runbook"]
    assert shown(found).splitlines() == [
        "",
        "Checks: 1 stops a rollout, 2 advise",
        " stop A queue is encrypted  queue_is_encrypted",
        "      sqs/queue jobs (live): encrypted is false; expected true",
        "      (components/aws/queue.py:46)",
        "Next: estate ready -v   what is missing, and where to mend it",
    ]
    assert "A service has a runbook" in shown(found, verbose=True)
    assert [is_bad for _text, is_bad in as_notes(found)] == [True, True, False, False]


def test_what_a_program_says_is_no_markup_in_a_comment_and_no_command_of_a_terminal(project: SmallProject) -> None:
    found = violations([result(project, "queue_is_encrypted", failed(HOSTILE), name="a\x1b[2Jb")], forced=of_live)
    (row,) = [line for line in as_markdown(found).splitlines() if "queue_is_encrypted" in line]
    assert "``it is </details><b>`x`" in row, "it stands in a code span that its own ticks do not end"
    assert "\x1b" not in as_markdown(found) + shown(found) + str(as_notes(found))


def test_a_comment_stays_small_however_much_fails(project: SmallProject) -> None:
    first = result(project, "queue_is_encrypted", failed("x" * 500))
    many = [replace(first, check=replace(first.check, id=f"check_{number}")) for number in range(500)]
    text = as_markdown(violations(many, forced=of_live))
    assert len(text) < 13_000
    assert "more: `estate ready -v`" in text


def a_waiver(*, reason: str = "it comes with the next release", service: str = "till") -> Waiver:
    return Waiver.model_validate(
        {
            "check": "queue_is_encrypted",
            "service": service,
            "owner": "cedar",
            "approver": "agave",
            "reason": reason,
            "compensating_control": "nothing secret stands in it",
            "ticket": "PLAT-7",
            "granted": "2026-11-01",
            "expires": "2026-11-20",
        }
    )


def test_waivers_that_come_go_or_change_are_seen_in_the_plan() -> None:
    kept, changed = a_waiver(service="shelf"), a_waiver(reason="it never comes at all")
    found = with_waivers(Violations(), [kept, changed], [kept, a_waiver(), a_waiver(service="night")])
    assert found.new_waivers == (changed,)
    assert [waiver.service for waiver in found.gone_waivers] == ["night"]
    assert "new waiver: queue_is_encrypted for service till until 2026-11-20, cedar, agreed\n   by agave" in shown(found)
    assert "waiver gone: queue_is_encrypted for service night" in as_markdown(found)
    assert with_waivers(Violations(), [kept], [kept]).is_silent


def test_what_is_new_comes_before_what_is_worse_and_was_there_before() -> None:
    worse, new = a_result(a_check("a_worse", severity="critical")), a_result(a_check("b_new", severity="low"))
    found = Violations(mandatory=gaps((worse, new), place_of=no_place, forced=not_forced))
    assert [gap.check.id for gap in found.mandatory] == ["a_worse", "b_new"]
    beside = against(found, failures((worse,)), whole=True)
    assert [(gap.check.id, beside.is_new(gap)) for gap in beside.mandatory] == [("b_new", True), ("a_worse", False)]
