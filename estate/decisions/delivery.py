"""Who may change the estate from the repository's workflows, and how far that reaches.

The shared account alone trusts GitHub. A workflow takes a *runner* role there, which holds nothing but its part of the
state, and from it a *target* role in the one account that it works on:

    pull request ------------> <prefix>-global-preview --------> <prefix>-<environment>-preview   reads
    environment production --> <prefix>-global-apply-production -> <prefix>-production-apply      changes

So no workflow of `dev` can become anything in `production`, and a reviewer who guards the GitHub environment guards the
account. Layers `bootstrap` and `account` hold these roles, their boundary and the audit trail: a person applies them
with a session of their own, for a workflow that could change its own limits had none.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from estate.catalog.environment import Environment
from estate.catalog.organisation import Organisation, Repository
from estate.naming import SHARED, Scope

TARGETS = ("preview", "apply")
"""The roles of each environment's account."""
PROJECT = "estate"  # the name in Pulumi.yaml; paths of the state hold it


@dataclass(frozen=True, kw_only=True)
class Runner:
    """A role of the shared account that workflows of the repository take."""

    name: str
    subject: str
    """The token's claim `sub`, exactly."""
    ref: str | None
    """The token's claim `ref`: the branch that the workflow runs on; none where pull requests are meant."""
    becomes: tuple[str, ...]
    """ARNs of the roles that it may take in other accounts."""
    writes: str | None
    """The environment whose stacks' state it may change; none: it reads the state of all."""


def runners(organisation: Organisation, environments: Iterable[Environment]) -> tuple[Runner, ...]:
    """The preview runner, and an apply runner for each environment and for what serves all."""
    everywhere = tuple(environments)
    repository = organisation.repository
    preview = Runner(
        name="preview",
        subject=f"{_repository(repository)}:pull_request",
        ref=None,
        becomes=tuple(target_arn(organisation, environment, "preview") for environment in everywhere),
        writes=None,
    )
    targets = {SHARED: (), **{environment.name: (target_arn(organisation, environment, "apply"),) for environment in everywhere}}
    applies = (
        Runner(
            name=f"apply-{environment}",
            # A job that names an environment has no branch in its subject (GitHub documentation, OpenID Connect reference).
            subject=f"{_repository(repository)}:environment:{environment}",
            ref=f"refs/heads/{repository.branch}",
            becomes=becomes,
            writes=environment,
        )
        for environment, becomes in targets.items()
    )
    return (preview, *applies)


def target_arn(organisation: Organisation, environment: Environment, what: str) -> str:
    """The role `preview` or `apply` of an environment's account."""
    return f"arn:aws:iam::{environment.account}:role/{organisation.prefix}-{environment.name}-{what}"


def runner_arn(shared: Scope, what: str) -> str:
    """The runner `preview` or `apply-<environment>` of the shared account."""
    return f"arn:aws:iam::{shared.account}:role/{shared.name('iam/role', what)}"


def state_paths(environment: str | None) -> tuple[str, ...]:
    """The keys in the state bucket that belong to an environment's stacks, or to all (layout of Pulumi's own backend)."""
    if environment is None:
        return (".pulumi/*",)
    stacks = f"*-{environment}"
    return (
        f".pulumi/stacks/{PROJECT}/{stacks}.json*",
        f".pulumi/history/{PROJECT}/{stacks}/*",
        f".pulumi/backups/{PROJECT}/{stacks}/*",
        f".pulumi/locks/organization/{PROJECT}/{stacks}/*",
    )


def _repository(repository: Repository) -> str:
    return f"repo:{repository.owner}/{repository.name}"
