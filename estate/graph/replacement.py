"""Which change of a property replaces its resource: read from the providers' own sources, never guessed.

The data say what always replaces, what replaces under a condition, and what nobody could read; and of which types a
replacement is but a new revision beside the old one. A type that they lack *may replace*: it is never called an update.
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
EVERYTHING = "*"  # in `replace_on_changes`, whatever changes (Pulumi's resource option of that name)

# Replaced by deleting first even when nothing carries a fixed name (the notes in the data file).
DELETED_FIRST = frozenset({"aws:ecr/lifecyclePolicy:LifecyclePolicy", "aws:iam/rolePolicyAttachment:RolePolicyAttachment"})


class Outcome(StrEnum):
    """What a change does to its resource, from mild to bad."""

    UPDATE = "update"
    REVISE = "revise"
    MAY_REPLACE = "may_replace"
    REPLACE = "replace"

    @property
    def makes_anew(self) -> bool:
        """Whether the resource is another one afterwards, for certain: also a new revision has a new id."""
        return self in (Outcome.REVISE, Outcome.REPLACE)


SEVERITY = tuple(Outcome)


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What a change does, and why: one sentence for each property that decides."""

    outcome: Outcome
    because: tuple[str, ...] = ()


class Triggers(TypedDict, total=False):
    """What the sources say of one type; paths are dotted, without indexes."""

    replace: list[str]
    revision: str
    """Why nothing that runs notices a replacement, and who says so."""
    conditional: dict[str, str]
    unverified: list[str]


@cache
def known_triggers() -> Mapping[str, Triggers]:
    """The triggers of every type that was read, by type token."""
    text = files("estate.graph").joinpath("replace_on_change.json").read_text(encoding="utf-8")
    return cast("Mapping[str, Triggers]", json.loads(text)["types"])


def replaces(token: str, changed_paths: Iterable[str], *, wanted: Iterable[str] = ()) -> Verdict:
    """What changing `changed_paths` does to a resource of type `token`; the program wants `wanted` to replace it.

    A path reads `cidrBlock`, `rules[0].priority` or `tags["team"]`; a block that was added, removed or re-counted is
    named by its own path. The worst property decides, and every property that is as bad is named.
    """
    triggers, asked = known_triggers().get(token), [INDEX.sub("", path) for path in wanted]
    found = [_wanted(path, asked) or _judge(path, token, triggers) for path in sorted(INDEX.sub("", path) for path in changed_paths)]
    worst = max((verdict.outcome for verdict in found), key=SEVERITY.index, default=Outcome.UPDATE)
    reasons = dict.fromkeys(reason for verdict in found if verdict.outcome == worst for reason in verdict.because)
    return Verdict(outcome=worst, because=tuple(reasons))


def _wanted(path: str, asked: Iterable[str]) -> Verdict | None:
    """A replacement that the program asks for."""
    if any(one == EVERYTHING or _is_within(path, one) for one in asked):
        return Verdict(outcome=Outcome.REPLACE, because=(f"the program wants a new one when {path} changes",))
    return None


def _judge(path: str, token: str, triggers: Triggers | None) -> Verdict:
    """The verdict on one dotted path."""
    if triggers is None:
        return Verdict(outcome=Outcome.MAY_REPLACE, because=(f"nobody has read what replaces {token}",))
    always = triggers.get("replace", [])
    if path in always:
        outcome = Outcome.REVISE if "revision" in triggers else Outcome.REPLACE
        return Verdict(outcome=outcome, because=(f"{path} cannot be changed in place",))
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
