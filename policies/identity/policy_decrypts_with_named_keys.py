"""Decryption on the full star, or on all keys of an account. A boundary gives nothing by itself."""

import re

from estate.readiness.policy_documents import Statement
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.identity._documents import given, is_a_boundary

DECRYPTION = ("kms:Decrypt", "kms:ReEncryptFrom")
EVERY_KEY = re.compile(r"arn:[^:]+:kms:[^:]*:[^:]*:(key/)?\*")


def judge(item: Item, world: World) -> Verdict:
    """Fails with the first statement that decrypts with any key."""
    for statement in given(item):
        if _is_on_every_key(statement) and any(statement.covers(action) for action in DECRYPTION):
            if is_a_boundary(item, world):
                return not_applicable("it is a boundary, which gives nothing by itself")
            return failed(f"{statement.place} decrypts with every key; expected the keys that are used")
    return passed()


def _is_on_every_key(statement: Statement) -> bool:
    return statement.is_on_everything or any(EVERY_KEY.fullmatch(one) for one in statement.resources)
