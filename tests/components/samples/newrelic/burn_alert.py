"""Two windows alone, and as many components as a compound condition takes."""

from components.newrelic.burn_alert import BurnAlert, BurnAlertArgs
from estate.alerting.forms.newrelic_form import BurnForm, CompoundForm
from tests.components.samples.newrelic.places import measured

RUNBOOK = "https://github.com/astronomy-shop/estate/blob/main/docs/runbooks/checkout.md"


def build(key: str, aliases: str, triggers: dict[str, str]) -> None:
    """An alert whose components have these aliases; `triggers` by policy."""
    conditions = {alias: measured(f"{key}.{alias.lower()}") for alias in aliases}
    compounds = tuple(
        CompoundForm(
            key=f"{key}.{policy}",
            title=f"[production] {key}.{policy}",
            policy=policy,
            components={alias: one.key for alias, one in conditions.items()},
            trigger=trigger,
            duration=120,
            runbook=RUNBOOK,
        )
        for policy, trigger in triggers.items()
    )
    form = BurnForm(key=key, conditions=tuple(conditions.values()), compounds=compounds)
    BurnAlert(key, BurnAlertArgs(form=form, policy_ids={"components": "1", "page": "2", "ticket": "3"}))


def smallest() -> None:
    build("email.freshness.order-mail.1h", "AB", {"page": "A AND B"})


def largest() -> None:
    triggers = {"page": "A AND B AND C AND NOT (D AND E)", "ticket": "A AND B AND C AND D AND E"}
    build("checkout.availability.6h", "ABCDE", triggers)
