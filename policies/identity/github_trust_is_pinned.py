"""The claim `sub` begins with the repository; a star in the owner's or the repository's name lets strangers in."""

import re

from estate.readiness.policy_documents import Statement, allowed
from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

ISSUER = "token.actions.githubusercontent.com"
PROVIDER = "aws:iam/openIdConnectProvider:OpenIdConnectProvider"
SUBJECT = f"{ISSUER}:sub"
COMPARING = re.compile(r"(foranyvalue:)?string(equals|like)(ignorecase)?", re.IGNORECASE)
"""Operators that ask for a value; `ForAllValues:` holds where there is none."""
ONE_REPOSITORY = re.compile(r"repo:[^*?/:]+/[^*?/:]+:.+")


def judge(role: Item, world: World) -> Verdict:
    """About roles that trust GitHub's issuer."""
    asked = [statement for statement in allowed(role.at("assumeRolePolicy")) if _trusts_github(role, statement, world)]
    if not asked:
        return not_applicable("it does not trust GitHub")
    for statement in asked:
        subjects = _subjects(statement)
        wrong = [subject for subject in subjects if not ONE_REPOSITORY.fullmatch(subject)]
        if wrong or not subjects:
            words = f"takes {', '.join(wrong)}" if wrong else f"does not ask for {SUBJECT}"
            return failed(f"{statement.place} {words}; expected repo:<owner>/<name>:...")
    return passed()


def _trusts_github(role: Item, statement: Statement, world: World) -> bool:
    return any(_is_github(role, one, world) for one in statement.value.at("Principal.Federated").members())


def _is_github(role: Item, principal: Value, world: World) -> bool:
    if ISSUER in principal.written():
        return True
    providers = (one for one in world.resources.of_type(PROVIDER) if ISSUER in one.at("url").text())
    return any(world.resources.refers(role, principal, provider) for provider in providers)


def _subjects(statement: Statement) -> list[str]:
    tests = [tests for name, tests in statement.value.at("Condition").entries() if COMPARING.fullmatch(name)]
    return [one.written() for test in tests for key, asked in test.entries() if key.lower() == SUBJECT for one in asked.members()]
