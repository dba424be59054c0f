"""What was planned beside what was read: confirmed, contradicted, or left as it is. The better answer is never taken silently."""

from pathlib import Path

import pytest

from estate.readiness.check import Check
from estate.readiness.document import evidence_of
from estate.readiness.judge import ReadBack, Result, Subject
from estate.readiness.pack import load_pack
from estate.readiness.runtime import Seen, hold_against
from estate.readiness.verdict import Outcome, Verdict, failed, not_applicable, passed, undecided
from tests.readiness.small_projects import small_project

JOBS = Subject(kind="resource", name="jobs", title="sqs/queue jobs", urn="urn:jobs")
TILL = Subject(kind="service", name="till", title="service till", belongs_to="till")


@pytest.fixture
def check(tmp_path: Path) -> Check:
    return load_pack(small_project(tmp_path).pack).named("queue_is_encrypted")


def held(
    check: Check,
    planned: Verdict,
    live: Verdict,
    *,
    declared: Verdict | None = None,
    blind: Verdict | None = None,
    subject: Subject = JOBS,
    read: bool = True,
) -> Result:
    def one(verdict: Verdict) -> Result:
        return Result(check=check, subject=subject, environment="live", verdict=verdict)

    seen = Seen(
        live=(one(live),),
        declared=(one(declared or planned),),
        blind=(one(blind or undecided("nothing was read")),),
        read=frozenset({"urn:jobs"} if read else ()),
        gone=frozenset(),
    )
    (result,) = hold_against([one(planned)], seen)
    return result


PASS, FAIL, UNKNOWN, NOTHING = passed(), failed("it is off"), undecided("not known"), not_applicable("it is a daemon")


@pytest.mark.parametrize(
    ("planned", "live", "outcome", "read_back"),
    [
        pytest.param(PASS, PASS, Outcome.PASS, "agrees", id="confirmed"),
        pytest.param(FAIL, FAIL, Outcome.FAIL, "agrees", id="a failure is confirmed"),
        pytest.param(UNKNOWN, PASS, Outcome.PASS, "agrees", id="known once it exists"),
        pytest.param(PASS, FAIL, Outcome.FAIL, "differs", id="somebody switched it off"),
        pytest.param(UNKNOWN, FAIL, Outcome.FAIL, "differs", id="known once it exists, and wrong"),
        pytest.param(NOTHING, FAIL, Outcome.FAIL, "differs", id="somebody made what was not asked for"),
        pytest.param(PASS, UNKNOWN, Outcome.UNDECIDED, "differs", id="changed into what cannot be read"),
        pytest.param(PASS, NOTHING, Outcome.UNDECIDED, "differs", id="changed into what nobody asks about"),
        pytest.param(FAIL, PASS, Outcome.FAIL, "differs", id="mended by hand alone: the next rollout takes it back"),
        pytest.param(FAIL, NOTHING, Outcome.FAIL, "differs", id="not asked there, and still wrong in the plan"),
        pytest.param(NOTHING, PASS, Outcome.NOT_APPLICABLE, None, id="good, and not asked for"),
        pytest.param(UNKNOWN, NOTHING, Outcome.UNDECIDED, "differs", id="not asked there, and not known in the plan"),
    ],
)
def test_of_two_answers_the_worse_one_counts(
    check: Check, planned: Verdict, live: Verdict, outcome: Outcome, read_back: ReadBack | None
) -> None:
    result = held(check, planned, live, declared=PASS)
    assert (result.verdict.outcome, result.read_back) == (outcome, read_back)


def test_a_contradiction_says_both_sides(check: Check) -> None:
    assert held(check, PASS, FAIL).verdict.text == "read back: it is off; planned: pass, as expected"
    assert held(check, FAIL, PASS).verdict.text == "it is off; read back: pass, as expected"


def test_what_no_call_shows_stays_what_the_plan_shows(check: Check) -> None:
    hidden = held(check, PASS, UNKNOWN, declared=UNKNOWN)
    assert (hidden.verdict, hidden.read_back, evidence_of(hidden)) == (PASS, "unseen", "static")


def test_what_exists_is_evidence_only_of_what_was_read(check: Check) -> None:
    assert evidence_of(held(check, PASS, PASS)) == "runtime"
    assert evidence_of(held(check, PASS, PASS, read=False, blind=PASS)) == "static", "the resource was never made there"
    assert evidence_of(held(check, PASS, PASS, subject=TILL)) == "runtime", "the resources of the service were read"
    assert evidence_of(held(check, PASS, PASS, subject=TILL, blind=PASS)) == "static", "the catalog alone says it"


def test_what_is_gone_passes_nothing_any_more(check: Check) -> None:
    planned = [Result(check=check, subject=JOBS, environment="live", verdict=verdict) for verdict in (PASS, NOTHING)]
    seen = Seen(live=(), declared=(), blind=(), read=frozenset(), gone=frozenset({"urn:jobs"}))
    gone, not_asked = hold_against(planned, seen)
    assert (gone.verdict.outcome, gone.read_back) == (Outcome.UNDECIDED, "differs")
    assert gone.verdict.text == "it was made and is gone; planned: as expected"
    assert not_asked.verdict == NOTHING


def test_what_was_read_of_another_environment_says_nothing(check: Check) -> None:
    planned = Result(check=check, subject=JOBS, environment="trial", verdict=PASS)
    live = Result(check=check, subject=JOBS, environment="live", verdict=FAIL)
    seen = Seen(live=(live,), declared=(live,), blind=(live,), read=frozenset({"urn:jobs"}), gone=frozenset())
    assert hold_against([planned], seen) == (planned,)
