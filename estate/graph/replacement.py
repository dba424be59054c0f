"""Which change of a property replaces its resource: read from the providers' own sources, never guessed.

The data say what always replaces, what replaces under a condition, and what nobody could read. A type that they lack
*may replace*: it is never called an update.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import TypedDict, cast

INDEX = re.compile(r"\[[^\]]*\]")

# Replaced by deleting first even when nothing carries a fixed name (the notes in the data file).
DELETED_FIRST = frozenset({"aws:ecr/lifecyclePolicy:LifecyclePolicy", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"})


class Outcome(StrEnum):
    """What a change does to its resource, from mild to bad."""

    UPDATE = "update"
    MAY_REPLACE = "may_replace"
    REPLACE = "replace"


SEVERITY = tuple(Outcome)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a change does, and why: one sentence for each property that decides."""

    outcome: Outcome
    because: tuple[str, ...] = ()


class Triggers(TypedDict, total=False):
    """What the sources say of one type; paths are dotted, without indexes."""

    replace: list[str]
    conditional: dict[str, str]
    unverified: list[str]


@cache
def known_triggers() -> Mapping[str, Triggers]:
    """The triggers of every type that was read, by type token."""
    text = files("estate.graph").joinpath("replace_on_change.json").read_text(encoding="utf-8")
    return cast("Mapping[str, Triggers]", json.loads(text)["types"])


def replaces(token: str, changed_paths: Iterable[str]) -> Verdict:
    """What changing `changed_paths` does to a resource of type `token`.

    A path reads `cidrBlock`, `rules[0].priority` or `tags["team"]`; a block that was added, removed or re-counted is
    named by its own path. The worst property decides, and every property that is as bad is named.
    """
    triggers = known_triggers().get(token)
    if triggers is None:
        return Verdict(outcome=Outcome.MAY_REPLACE, because=(f"nobody has read what replaces {token}",))
    found = [_judge(INDEX.sub("", path), triggers) for path in sorted(changed_paths)]
    worst = max((verdict.outcome for verdict in found), key=SEVERITY.index, default=Outcome.UPDATE)
    reasons = dict.fromkeys(reason for verdict in found if verdict.outcome == worst for reason in verdict.because)
    return Verdict(outcome=worst, because=tuple(reasons))


def _judge(path: str, triggers: Triggers) -> Verdict:
    """The verdict on one dotted path."""
    always = triggers.get("replace", [])
    if path in always:
        return Verdict(outcome=Outcome.REPLACE, because=(f"{path} cannot be changed in place",))
    doubt = _doubt(path, triggers, always)
    return Verdict(outcome=Outcome.MAY_REPLACE, because=(doubt,)) if doubt else Verdict(outcome=Outcome.UPDATE)


def _doubt(path: str, triggers: Triggers, always: list[str]) -> str:
    """Why the path may replace, or nothing."""
    conditional = triggers.get("conditional", {})
    if path in conditional:
        return f"{path} replaces when: {conditional[path]}"
    if any(_is_within(path, unread) for unread in triggers.get("unverified", [])):
        return f"nobody has read whether {path} replaces"
    inner = [listed for listed in (*always, *conditional) if listed.startswith(f"{path}.")]
    if inner:
        return f"{path} holds {', '.join(sorted(inner))}, which may replace"
    outer = [listed for listed in always if path.startswith(f"{listed}.") and not _has_fields(listed, always)]
    return f"{outer[0]} cannot be changed in place and {path} is inside it" if outer else ""


def _is_within(path: str, outer: str) -> bool:
    return path == outer or path.startswith(f"{outer}.")


def _has_fields(block: str, listed: Iterable[str]) -> bool:
    """Whether fields of the block are listed on their own, so that the unlisted ones are known to be mild."""
    return any(other.startswith(f"{block}.") for other in listed)
