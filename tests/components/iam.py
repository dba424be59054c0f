"""Who a policy lets do what, as the IAM user guide says (policy evaluation logic): a refusal wins, silence is no."""

import json
from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any

Context = Mapping[str, str]


def statements(document: str) -> list[dict[str, Any]]:
    """The statements of a document."""
    return json.loads(document)["Statement"]


def permits(document: str, action: str, resource: str, context: Context | None = None) -> bool:
    """Whether the document alone lets a caller with this context do the action."""
    effects = {one["Effect"] for one in statements(document) if _speaks_of(one, action, resource, context or {})}
    return effects == {"Allow"}


def _speaks_of(statement: Mapping[str, Any], action: str, resource: str, context: Context) -> bool:
    acts = _covers(statement, "Action", action.lower()) and _covers(statement, "Resource", resource)
    return acts and all(_holds(operator, keys, context) for operator, keys in statement.get("Condition", {}).items())


def _covers(statement: Mapping[str, Any], element: str, value: str) -> bool:
    patterns = statement.get(element, statement.get(f"Not{element}"))
    listed = [patterns] if isinstance(patterns, str) else patterns
    found = any(fnmatchcase(value, one.lower() if element == "Action" else one) for one in listed)
    return found if element in statement else not found


def _holds(operator: str, keys: Mapping[str, Any], context: Context) -> bool:
    """The operators that our policies use; a key that the call does not carry equals nothing."""
    pairs = [(context.get(key), [value] if isinstance(value, str) else value) for key, value in keys.items()]
    match operator:
        case "StringEquals" | "ForAnyValue:StringEquals" | "Bool":
            return all(actual in expected for actual, expected in pairs)
        case "StringNotEquals":
            return all(actual not in expected for actual, expected in pairs)
    raise NotImplementedError(operator)
