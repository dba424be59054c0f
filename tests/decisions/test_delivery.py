"""Who may change the estate from a workflow."""

from fnmatch import fnmatchcase

import pytest

from estate.decisions.delivery import Runner, runner_arn, runners, state_paths, target_arn
from estate.naming import scope_of_platform
from tests.stacks.recordings import reference_catalog

CATALOG = reference_catalog()


def everybody() -> dict[str, Runner]:
    return {runner.name: runner for runner in runners(CATALOG.organisation, CATALOG.environments.values())}


def test_each_environment_and_the_shared_account_have_a_runner_of_their_own_and_all_share_the_preview() -> None:
    assert set(everybody()) == {"preview", "apply-global", "apply-sandbox", "apply-dev", "apply-staging", "apply-production"}


def test_the_subjects_are_those_that_github_writes() -> None:
    # GitHub documentation, OpenID Connect reference: the subject of a pull request, and of a job that names an environment.
    assert everybody()["preview"].subject == "repo:astronomy-shop/estate:pull_request"
    assert everybody()["apply-production"].subject == "repo:astronomy-shop/estate:environment:production"


def test_only_the_main_branch_applies() -> None:
    assert {runner.ref for name, runner in everybody().items() if name != "preview"} == {"refs/heads/main"}


def test_a_runner_becomes_nothing_outside_its_own_environment() -> None:
    becomes = {name: runner.becomes for name, runner in everybody().items()}
    assert becomes["apply-production"] == ("arn:aws:iam::444455556666:role/shop-production-apply",)
    assert becomes["apply-dev"] == ("arn:aws:iam::222233334444:role/shop-dev-apply",)
    assert becomes["apply-global"] == ()
    assert all(arn.endswith("-preview") for arn in becomes["preview"])


def test_the_preview_writes_nothing() -> None:
    assert everybody()["preview"].writes is None


def test_names_of_targets_are_those_that_the_accounts_give_them() -> None:
    team = CATALOG.teams["platform"]
    for environment in CATALOG.environments.values():
        scope = scope_of_platform(organisation=CATALOG.organisation, environment=environment, team=team, what="account")
        expected = f"arn:aws:iam::{environment.account}:role/{scope.name('iam/role', 'apply')}"
        assert target_arn(CATALOG.organisation, environment, "apply") == expected


def test_names_of_runners_hold_the_shared_account() -> None:
    shared = scope_of_platform(organisation=CATALOG.organisation, environment=None, team=CATALOG.teams["platform"], what="account")
    assert runner_arn(shared, "apply-dev") == "arn:aws:iam::555566667777:role/shop-global-apply-dev"


# The files that Pulumi's own backend writes for `network-dev` (its documentation, using an object store).
FILES = (
    ".pulumi/stacks/estate/network-dev.json",
    ".pulumi/stacks/estate/network-dev.json.bak",
    ".pulumi/history/estate/network-dev/network-dev-1763827200000000000.history.json",
    ".pulumi/backups/estate/network-dev/network-dev.1763827200000000000.json",
    ".pulumi/locks/organization/estate/network-dev/0f3f5a1e.json",
)


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("environment", ["dev", None])
def test_the_state_of_a_stack_belongs_to_its_environment(file: str, environment: str | None) -> None:
    assert any(fnmatchcase(file, path) for path in state_paths(environment))


@pytest.mark.parametrize("file", FILES)
@pytest.mark.parametrize("environment", ["production", "global"])
def test_the_state_of_a_stack_belongs_to_no_other_environment(file: str, environment: str) -> None:
    assert not any(fnmatchcase(file, path) for path in state_paths(environment))
