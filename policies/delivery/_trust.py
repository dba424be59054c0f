"""For which of GitHub's tokens a role may be taken."""

from collections.abc import Iterator

from estate.readiness.policy_documents import COMPARING, allowed
from estate.readiness.resources import Item
from estate.readiness.values import Value

ISSUER = "token.actions.githubusercontent.com:"


def trusted_tokens(role: Item) -> Iterator[dict[str, list[str]]]:
    """The claims that each statement which allows asks of a token, such as `{"sub": ["repo:shop/estate:pull_request"]}`."""
    for statement in allowed(role.at("assumeRolePolicy")):
        claims: dict[str, list[str]] = {}
        for operator, compared in statement.value.at("Condition").entries():
            for key, value in compared.entries() if COMPARING.match(operator) else ():
                if key.startswith(ISSUER):
                    claims.setdefault(key.removeprefix(ISSUER), []).extend(_texts(value))
        if claims:
            yield claims


def _texts(value: Value) -> list[str]:
    return [one.text() for one in value.members()]
