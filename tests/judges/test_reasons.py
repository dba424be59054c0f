"""Nothing that two judges disagree about passes unexplained, and no explanation outlives what it explained."""

from typing import Literal

import pytest

from estate.readiness.verdict import Outcome
from tests.judges.compare import Pair, Theirs, read_theirs
from tests.judges.corpora import REFERENCE
from tests.judges.documents import Finding, read_findings
from tests.judges.reasons import DocumentReason, Reason, Reasons, load_reasons, unexplained


def pair(*, ours: Outcome = Outcome.PASS, theirs: Theirs = "fail", subject: str = "s3/bucket photos") -> Pair:
    return Pair(
        corpus=REFERENCE,
        where="reference estate",
        check="bucket_is_well",
        controls=("CKV_AWS_1",),
        subject=subject,
        ours=ours,
        text="as expected",
        theirs=theirs,
    )


def reasons(*, case: str = "reference: s3/bucket *", ours: Literal["pass", "fail", "not_applicable"] = "pass") -> Reasons:
    one = Reason(check="bucket_is_well", ours=ours, theirs="fail", cases=(case,), why="Because the world is so.")
    return Reasons(disagreements=(one,), not_asked={}, documents=())


NONE = Reasons(disagreements=(), not_asked={}, documents=())


@pytest.mark.parametrize(
    ("ours", "theirs", "agrees"),
    [
        pytest.param(Outcome.PASS, "pass", True, id="both pass"),
        pytest.param(Outcome.FAIL, "fail", True, id="both fail"),
        pytest.param(Outcome.PASS, "fail", False, id="only theirs finds it"),
        pytest.param(Outcome.FAIL, "pass", False, id="only ours finds it"),
        pytest.param(Outcome.NOT_APPLICABLE, "fail", False, id="ours does not ask what theirs finds"),
        pytest.param(Outcome.NOT_APPLICABLE, "pass", True, id="ours asks nothing, theirs finds nothing"),
        pytest.param(Outcome.UNDECIDED, "fail", True, id="ours cannot know, theirs takes it as not set"),
    ],
)
def test_two_verdicts_agree_or_not(ours: Outcome, theirs: Theirs, agrees: bool) -> None:  # noqa: FBT001 - a column of the table
    assert pair(ours=ours, theirs=theirs).agrees is agrees


def test_a_disagreement_without_a_reason_is_named() -> None:
    (words,) = unexplained(NONE, [pair()], {}, [])
    assert words == "bucket_is_well (CKV_AWS_1), reference: s3/bucket photos: ours pass (as expected); theirs fail"


def test_a_reason_explains_its_own_cases_alone() -> None:
    assert unexplained(reasons(), [pair()], {}, []) == ()
    assert len(unexplained(reasons(case="reference: s3/bucket photos"), [pair(), pair(subject="s3/bucket logs")], {}, [])) == 1


def test_a_reason_for_the_other_direction_explains_nothing() -> None:
    assert len(unexplained(reasons(ours="not_applicable"), [pair()], {}, [])) == 2


def test_a_reason_that_nobody_needs_is_named() -> None:
    (words,) = unexplained(reasons(), [], {}, [])
    assert words == "the reason for bucket_is_well, reference: s3/bucket *: nobody disagrees"


def test_what_no_check_asks_needs_its_reason() -> None:
    (words,) = unexplained(NONE, [], {"CKV_AWS_2": 3}, [])
    assert words.startswith("CKV_AWS_2: fails for 3 resources")


def test_a_finding_in_a_document_needs_its_reason() -> None:
    line = (
        '{"issue": "RESOURCE_STAR", "severity": "LOW", "detail": ["s3:GetObject"], "location": {"filepath": "/x/aws_iam_policy.one.json"}}'
    )
    found = tuple(read_findings(line + "\n"))
    assert found == (Finding(document="aws_iam_policy.one", issue="RESOURCE_STAR", severity="LOW", detail='["s3:GetObject"]'),)
    assert len(unexplained(NONE, [], {}, found)) == 1
    known = DocumentReason(issue="RESOURCE_STAR", says="s3:GetObject", why="Because the world is so.")
    assert unexplained(NONE.model_copy(update={"documents": (known,)}), [], {}, found) == ()


def test_what_checkov_printed_is_read_by_check_and_address() -> None:
    one = {"check_id": "CKV_AWS_1", "resource_address": "aws_s3_bucket.a", "resource": "aws_s3_bucket.a"}
    document = {"results": {"passed_checks": [one], "failed_checks": [{**one, "check_id": "CKV_AWS_2"}]}}
    assert read_theirs([document]) == {("CKV_AWS_1", "aws_s3_bucket.a"): "pass", ("CKV_AWS_2", "aws_s3_bucket.a"): "fail"}


def test_the_committed_reasons_can_be_read() -> None:
    assert load_reasons().disagreements
