"""The guardrails have one size."""

from components.aws.account_guardrails import AccountGuardrails, AccountGuardrailsArgs
from tests.components.builds import SCOPE


def smallest() -> None:
    AccountGuardrails("guardrails", AccountGuardrailsArgs(scope=SCOPE))


largest = smallest
