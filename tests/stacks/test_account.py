"""An environment's account before anything runs in it."""

import json

import botocore.session
import pytest

from stacks.baseline import WATCHED
from tests.components.builds import of_type, waits_for
from tests.stacks.recordings import recording_of, reference_catalog

ENVIRONMENTS = sorted(reference_catalog().environments)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_no_role_is_made_before_its_boundary(environment: str) -> None:
    recording = recording_of(f"account-{environment}")
    (boundary,) = of_type(recording, "aws:iam/policy:Policy").values()
    roles = of_type(recording, "aws:iam/role:Role").values()
    assert roles
    assert not [role.urn for role in roles if boundary.urn not in waits_for(recording, role)]


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_roles_that_bootstrap_trusts_are_the_roles_that_accounts_make(environment: str) -> None:
    runners = of_type(recording_of("bootstrap-global"), "aws:iam/role:Role")
    targets = of_type(recording_of(f"account-{environment}"), "aws:iam/role:Role")
    shared, account = "555566667777", reference_catalog().environments[environment].account
    policies = of_type(recording_of("bootstrap-global"), "aws:iam/rolePolicy:RolePolicy")
    for what, runner in (("preview", "preview"), ("apply", f"apply-{environment}")):
        trust = json.loads(targets[what].inputs["assumeRolePolicy"])["Statement"][0]
        assert trust["Principal"]["AWS"] == f"arn:aws:iam::{shared}:role/{runners[runner].inputs['name']}"
        assert f"arn:aws:iam::{account}:role/{targets[what].inputs['name']}" in policies[runner].inputs["policy"]


def test_the_boundary_keeps_the_record_of_this_account_out_of_reach() -> None:
    recording = recording_of("account-production")
    (boundary,) = of_type(recording, "aws:iam/policy:Policy").values()
    buckets = {bucket.inputs["bucket"] for name, bucket in of_type(recording, "aws:s3/bucket:Bucket").items() if name != "access-logs"}
    (alias,) = of_type(recording, "aws:kms/alias:Alias").values()
    assert len(buckets) == 2
    assert all(f"arn:aws:s3:::{bucket}/*" in boundary.inputs["policy"] for bucket in buckets)
    assert alias.inputs["name"] in boundary.inputs["policy"]


def test_the_account_s_own_settings_are_on() -> None:
    recording = recording_of("account-production")
    (block,) = of_type(recording, "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock").values()
    assert all(block.inputs[one] for one in ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"))
    assert block.inputs["accountId"] == "444455556666"
    (volumes,) = of_type(recording, "aws:ebs/encryptionByDefault:EncryptionByDefault").values()
    assert volumes.inputs["enabled"] is True
    (passwords,) = of_type(recording, "aws:iam/accountPasswordPolicy:AccountPasswordPolicy").values()
    # CIS AWS Foundations Benchmark 1.8 and 1.9.
    assert passwords.inputs["minimumPasswordLength"] >= 14
    assert passwords.inputs["passwordReusePrevention"] == 24


def test_the_platform_team_hears_of_the_budget_before_and_when_it_is_spent() -> None:
    budgets = of_type(recording_of("account-production"), "aws:budgets/budget:Budget")
    whole = budgets["spend"].inputs
    told = [(one["notificationType"], one["threshold"], one["subscriberEmailAddresses"]) for one in whole["notifications"]]
    platform = ["platform@astronomy-shop.example"]
    assert told == [("FORECASTED", 80, platform), ("ACTUAL", 100, platform)]
    assert (whole["limitAmount"], whole["limitUnit"], whole["timeUnit"]) == ("18000", "USD", "MONTHLY")


def test_a_service_s_budget_counts_what_carries_its_tag() -> None:
    checkout = of_type(recording_of("account-production"), "aws:budgets/budget:Budget")["spend-checkout"].inputs
    # Budgets API reference, Budget: a tag filter is written user:<key>$<value>.
    assert checkout["costFilters"] == [{"name": "TagKeyValue", "values": ["user:service$checkout"]}]


def test_what_is_protected_is_what_the_environment_says() -> None:
    protected = {environment: _any_protected(environment) for environment in ENVIRONMENTS}
    assert protected == {"dev": False, "production": True, "sandbox": False, "staging": False}


def _any_protected(environment: str) -> bool:
    return any(resource.protect for resource in recording_of(f"account-{environment}").resources)


def test_guardduty_knows_every_feature_that_is_asked_of_it() -> None:
    known = botocore.session.get_session().get_service_model("guardduty").shape_for("DetectorFeature").metadata["enum"]
    assert set(WATCHED) <= set(known)
