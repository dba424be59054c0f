"""A statement as the documented JSON: amounts are exact decimals in text, so that no reader rounds them."""

from collections.abc import Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from estate.cost.bill import Bill
from estate.cost.budgets import Budgeted
from estate.cost.delta import Change
from estate.cost.model import HOURS_MONTHLY, Amount, Group, Owner, Position
from estate.cost.statement import Compared, Statement
from estate.cost.wording import by_type

JSON_VERSION = 1


def as_document(statement: Statement) -> Mapping[str, Any]:
    """The same bytes for the same plan, catalog and day."""
    document: dict[str, Any] = {
        "version": JSON_VERSION,
        "day": statement.day.isoformat(),
        "currency": "USD",
        "hours_monthly": exact(HOURS_MONTHLY),
        "environments": [_environment(statement, name) for name in statement.bill.environments],
        "budgets": [_budget(one) for one in statement.budgets],
        "prices": [asdict(quote) | {"usd_per_unit": exact(quote.usd_per_unit)} for quote in statement.quotes],
        "warnings": list(statement.warnings),
    }
    if statement.compared:
        document["comparison"] = _comparison(statement.compared)
    if statement.hints is not None:
        document["hints"] = [asdict(hint) for hint in statement.hints]
    if statement.errors:
        document["errors"] = list(statement.errors)
    return document


def exact(number: Decimal) -> str:
    """All its digits, without an exponent or zeros behind them."""
    return f"{number.normalize():f}"


def _amount(amount: Amount) -> dict[str, str]:
    return {"at_least": exact(amount.at_least), "at_most": exact(amount.at_most)}


def _environment(statement: Statement, name: str) -> dict[str, Any]:
    bill = statement.bill.of(name)
    return {
        "name": name,
        "region": statement.regions.get(name),
        "priced_usd_monthly": _amount(bill.usd_monthly),
        "complete": bill.complete,
        "owners": [_owner(bill.owned_by(owner), owner) for owner in bill.owners],
        "free": [{"type": token, "why": why, "count": count} for token, why, count in by_type(bill.group(Group.FREE))],
    }


def _owner(bill: Bill, owner: Owner) -> dict[str, Any]:
    return {
        "heading": owner.heading.value,
        "name": owner.name,
        "priced_usd_monthly": _amount(bill.usd_monthly) if bill.group(Group.PRICED) else None,
        "priced": [_position(one) for one in bill.group(Group.PRICED)],
        "usage_dependent": [_position(one) for one in bill.group(Group.USAGE)],
        "unpriced": [{"type": token, "why": why, "count": count} for token, why, count in by_type(bill.group(Group.UNPRICED))],
    }


def _position(one: Position) -> dict[str, Any]:
    return {
        "type": one.type,
        "name": one.name,
        "sku": one.sku,
        "units_monthly": _amount(one.units) if one.units else None,
        "usd_per_unit": exact(one.quote.usd_per_unit) if one.quote else None,
        "price_region": one.quote.region if one.quote else None,
        "usd_monthly": _amount(one.usd_monthly) if one.usd_monthly else None,
        **({"why": one.why} if one.why else {}),
    }


def _budget(one: Budgeted) -> dict[str, Any]:
    return {
        "environment": one.environment,
        "service": one.service,
        "budget_usd_monthly": exact(one.budget_usd_monthly),
        "usd_monthly": _amount(one.usd_monthly),
        "complete": one.complete,
        "over_usd_monthly": exact(one.over_usd_monthly),
        "file": one.file,
    }


def _comparison(compared: Compared) -> dict[str, Any]:
    return {"base": compared.base, "changes": [_change(change) for change in compared.changes], "warnings": list(compared.warnings)}


def _change(change: Change) -> dict[str, Any]:
    return {
        "environment": change.environment,
        "heading": change.owner.heading.value,
        "name": change.owner.name,
        "before_usd_monthly": _amount(change.before_usd_monthly) if change.before_usd_monthly else None,
        "after_usd_monthly": _amount(change.after_usd_monthly) if change.after_usd_monthly else None,
        "more_usd_monthly": _amount(change.more_usd_monthly),
        "opened": [{"group": one.group.value, "what": one.what, "count": one.count} for one in change.opened],
    }
