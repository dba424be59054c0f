"""The words that every format of a plan shares. What comes from a program or a catalog is made harmless here for terminals;
each format escapes it once more for itself."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from estate.graph.comparison import Action, Follow, ResourceChange
from estate.graph.differences import ABSENT, Difference
from estate.graph.matching import parse_urn
from estate.graph.model import Resource, is_secret, is_unknown

DONE: Mapping[Action, str] = {
    Action.REPLACE: "replaced",
    Action.DELETE: "deleted",
    Action.MAY_REPLACE: "perhaps replaced",
    Action.CREATE: "created",
    Action.UPDATE: "updated",
}
VERB: Mapping[Action, str] = {action: action.replace("_", " ") for action in Action}
ALWAYS_SAID = (Action.REPLACE, Action.DELETE)
"""Said also when there are none: a reader looks for them."""

UNKNOWN_WORD = "(known after the deployment)"
SECRET_WORD = "(secret)"
PROTECTED = "it is protected: the engine will refuse"
VALUE_LIMIT = 40  # characters of a value, where a reader skims


def clean(text: str) -> str:
    """The text with whatever a terminal would obey, or would not show, written out."""
    return text if text.isprintable() else "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, with an ellipsis where something is left out."""
    return text if len(text) <= limit else f"{text[: limit - 1]}…"


def counted(number: int, noun: str) -> str:
    """`1 stack`, `1,874 resources`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def kind(token: str) -> str:
    """The type as people say it: `aws:lb/targetGroup` for `aws:lb/targetGroup:TargetGroup`."""
    package, _, rest = token.partition(":")
    module, _, _name = rest.partition(":")
    return clean(token if module == "providers" else f"{package}:{module}")


def group(token: str) -> str:
    """What the type belongs to: `ec2`; of another provider, `datadog`."""
    package, _, rest = token.partition(":")
    return clean(rest.split("/", 1)[0] if package == "aws" else package)


def groups(resources: Iterable[Resource]) -> list[tuple[str, int]]:
    """How many resources there are of each group, the largest first."""
    found: dict[str, int] = {}
    for resource in resources:
        found[group(resource.type)] = found.get(group(resource.type), 0) + 1
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def value(given: Any, limit: int = VALUE_LIMIT) -> str:
    """A value in a sentence."""
    if is_unknown(given):
        return UNKNOWN_WORD
    if is_secret(given):
        return SECRET_WORD
    text = given if isinstance(given, str) and given else json.dumps(given, ensure_ascii=False, sort_keys=True)
    return shorten(clean(text), limit)


def difference(one: Difference, *, limit: int = VALUE_LIMIT, arrow: str = "->") -> str:
    """`port 5050 -> 5051`."""
    path = clean(one.path)
    if one.before == ABSENT:
        return f"{path} added: {value(one.after, limit)}"
    if one.after == ABSENT:
        return f"{path} removed: {value(one.before, limit)}"
    return f"{path} {value(one.before, limit)} {arrow} {value(one.after, limit)}"


def owner(one: Follow) -> str:
    """What a property follows: `lb/targetGroup checkout`, or `network-dev.vpc_id`."""
    if not one.owner.startswith("urn:"):
        return clean(one.owner)
    urn = parse_urn(one.owner)
    return f"{kind(urn.types[-1]).partition(':')[2]} {clean(urn.name)}"


def follow(one: Follow) -> str:
    """`vpcId follows ec2/vpc main`."""
    return f"{clean(one.prop)} follows {owner(one)}"


def reasons(change: ResourceChange) -> list[str]:
    """Why it is as bad as it is, one sentence each."""
    return [*(clean(reason) for reason in change.because), *(consequence for consequence in consequences(change))]


def consequences(change: ResourceChange) -> list[str]:
    """What a reader must know beyond the change itself."""
    if_so = "" if change.action == Action.REPLACE else "if so, an "
    found = [f"{if_so}outage: {change.outage}"] if change.outage else []
    return found + ([PROTECTED] if change.protected else [])


def counts(numbers: Mapping[Action, int], *, joiner: str = ", ", always: bool = False) -> str:
    """`2 replaced, 0 deleted, 1 created`; what there is none of is left out, but for what is `always` said."""
    said = [f"{number:,} {DONE[action]}" for action, number in numbers.items() if number or (always and action in ALWAYS_SAID)]
    return joiner.join(said) or "nothing changes"
