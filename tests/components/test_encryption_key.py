"""Who may use a key."""

from typing import Any

from tests.components.builds import graph_of, of_type
from tests.components.iam import statements
from tests.components.samples import encryption_key


def key_policy() -> list[dict[str, Any]]:
    (key,) = of_type(graph_of(encryption_key.largest), "aws:kms/key:Key").values()
    return statements(key.inputs["policy"])


def test_the_key_is_renewed_and_stays_recoverable_for_thirty_days() -> None:
    (key,) = of_type(graph_of(encryption_key.largest), "aws:kms/key:Key").values()
    assert key.inputs["enableKeyRotation"] is True
    assert key.inputs["deletionWindowInDays"] == 30  # KMS API, ScheduleKeyDeletion: 7 to 30
    assert key.protect


def test_everything_is_the_account_s_alone() -> None:
    principals = [one["Principal"] for one in key_policy() if one["Action"] == "kms:*"]
    assert principals == [{"AWS": "arn:aws:iam::111111111111:root"}]


def test_a_service_uses_the_key_under_a_condition_and_administers_nothing() -> None:
    services = [one for one in key_policy() if one["Principal"] != {"AWS": "arn:aws:iam::111111111111:root"}]
    assert [one["Principal"] for one in services] == [{"Service": "sns.amazonaws.com"}, {"Service": "logs.eu-central-1.amazonaws.com"}]
    assert services[0]["Condition"] == {"StringEquals": {"aws:SourceAccount": "111111111111"}}
    groups = "arn:aws:logs:eu-central-1:111111111111:log-group:*"
    assert services[1]["Condition"] == {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}}
    administration = ("kms:Put", "kms:Schedule", "kms:Disable", "kms:CreateGrant", "kms:*")
    assert not [action for one in services for action in one["Action"] if action.startswith(administration)]
