"""`service:*` in a statement that allows, or all actions but a few. A boundary gives nothing by itself."""

from estate.readiness.policy_documents import Statement
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.identity._documents import given, is_a_boundary


def judge(item: Item, world: World) -> Verdict:
    """Fails with the first statement that names a whole service, or what it does not allow."""
    for statement in given(item):
        if whole := _whole_services(statement):
            if is_a_boundary(item, world):
                return not_applicable("it is a boundary, which gives nothing by itself")
            return failed(f"{statement.place} allows {whole}; expected named actions")
    return passed()


def _whole_services(statement: Statement) -> str:
    if statement.value.at("NotAction").is_present:
        return "every action but those under NotAction"
    return ", ".join(action for action in statement.actions if action == "*" or action.endswith(":*"))
