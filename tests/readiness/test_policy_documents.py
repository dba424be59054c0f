"""IAM documents: who may do what, in every spelling that IAM takes (IAM user guide, JSON policy reference)."""

import json
from typing import Any

import pytest

from estate.graph.model import UNKNOWN
from estate.readiness.policy_documents import Statement, allowed, matches, statements
from estate.readiness.values import value_of
from estate.readiness.verdict import NotKnownError

ALLOW = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}


def the_statement(**keys: Any) -> Statement:
    (one,) = statements(value_of({"Statement": [{**ALLOW, **keys}]}))
    return one


@pytest.mark.parametrize(
    ("pattern", "action", "matched"),
    [
        pytest.param("*", "s3:GetObject", True, id="everything"),
        pytest.param("s3:Get*", "s3:GetObject", True, id="a prefix"),
        pytest.param("S3:GETOBJECT", "s3:GetObject", True, id="capitals do not matter"),
        pytest.param("s3:GetObjec?", "s3:GetObject", True, id="one sign"),
        pytest.param("s3:GetObject", "s3:GetObjectAcl", False, id="no longer name"),
        pytest.param("s3:[GP]*", "s3:GetObject", False, id="brackets mean nothing to IAM"),
        pytest.param("s3.GetObject", "s3:GetObject", False, id="a dot is a dot"),
    ],
)
def test_patterns_match_as_iam_matches_them(pattern: str, action: str, matched: bool) -> None:  # noqa: FBT001 - a column of the table
    assert matches(pattern, action) is matched


@pytest.mark.parametrize(
    ("principal", "anybody"),
    [
        pytest.param("*", True, id="the bare star"),
        pytest.param({"AWS": "*"}, True, id="every account"),
        pytest.param({"AWS": ["arn:aws:iam::111111111111:root", "*"]}, True, id="a star in a list"),
        pytest.param({"AWS": "111111111111"}, False, id="an account"),
        pytest.param({"Service": "*"}, False, id="IAM knows no star for services"),
        pytest.param({"CanonicalUser": "79a59df9"}, False, id="a user of S3"),
    ],
)
def test_everybody_is_told_from_somebody(principal: object, anybody: bool) -> None:  # noqa: FBT001 - a column of the table
    assert the_statement(Principal=principal).is_for_anybody is anybody


def test_everybody_but_one_is_everybody() -> None:
    assert the_statement(NotPrincipal={"AWS": "arn:aws:iam::111111111111:root"}).is_for_anybody


@pytest.mark.parametrize(
    ("condition", "narrowed"),
    [
        pytest.param({"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}, True, id="an organisation"),
        pytest.param({"ArnLike": {"AWS:SOURCEARN": "arn:aws:sns:*:111111111111:*"}}, True, id="capitals do not matter"),
        pytest.param({"IpAddress": {"aws:SourceIp": ["10.0.0.0/8"]}}, True, id="a network"),
        pytest.param({"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "::/0"]}}, False, id="a network and the world"),
        pytest.param({"StringLike": {"aws:PrincipalArn": "*"}}, False, id="a star"),
        pytest.param({"StringNotEquals": {"aws:PrincipalOrgID": "o-1234567890"}}, False, id="everybody but one's own"),
        pytest.param({"StringEqualsIfExists": {"aws:SourceAccount": "111111111111"}}, False, id="whoever leaves the key out"),
        pytest.param({"Bool": {"aws:SecureTransport": "true"}}, False, id="something else"),
    ],
)
def test_a_condition_that_leaves_named_callers_narrows(condition: object, narrowed: bool) -> None:  # noqa: FBT001 - a column of the table
    assert the_statement(Principal="*", Condition=condition).is_narrowed is narrowed


def test_what_is_not_excluded_is_covered() -> None:
    statement = next(statements(value_of({"Statement": {"Effect": "Allow", "NotAction": ["iam:*"], "Resource": "*"}})))
    assert statement.covers("kms:Decrypt")
    assert not statement.covers("iam:CreateUser")


def test_a_document_may_be_text_and_its_only_statement_no_list() -> None:
    document = value_of({"policy": json.dumps({"Statement": ALLOW})}).at("policy")
    assert [statement.place for statement in allowed(document)] == ["policy.Statement"]


def test_no_document_has_no_statements() -> None:
    assert list(statements(value_of({}).at("policy"))) == []


@pytest.mark.parametrize(
    "document",
    [
        pytest.param("[]", id="a list"),
        pytest.param("allow everything", id="no JSON"),
        pytest.param("${iam/policyDocument.all.json}", id="a symbol"),
        pytest.param({"Statement": ["Allow"]}, id="a statement that is text"),
        pytest.param({"Statement": UNKNOWN}, id="statements that nobody knows"),
        pytest.param(UNKNOWN, id="nobody knows"),
    ],
)
def test_what_cannot_be_read_stops_the_check(document: object) -> None:
    with pytest.raises(NotKnownError):
        list(statements(value_of({"policy": document}).at("policy")))


def test_a_document_of_ten_megabytes_stops_the_check() -> None:
    document = json.dumps({"Statement": [ALLOW], "Id": "x" * 10_000_000})
    with pytest.raises(NotKnownError, match="at most 1,000,000 are read"):
        list(statements(value_of({"policy": document}).at("policy")))
