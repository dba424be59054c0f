"""The words that every format of a plan shares. What comes from a program or a catalog is made harmless here for terminals;
each format escapes it once more for itself."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from estate.graph.comparison import Action, Follow, ResourceChange, is_tag
from estate.graph.differences import ABSENT, Difference, parse_path
from estate.graph.matching import parse_urn
from estate.graph.model import Resource, is_secret, is_unknown

DONE: Mapping[Action, str] = {
    Action.REPLACE: "replaced",
    Action.DELETE: "deleted",
    Action.MAY_REPLACE: "perhaps replaced",
    Action.CREATE: "created",
    Action.REVISE: "revised",
    Action.UPDATE: "updated",
}
VERB: Mapping[Action, str] = {**{action: action.replace("_", " ") for action in Action}, Action.REVISE: "new revision"}
ALWAYS_SAID = (Action.REPLACE, Action.DELETE)
"""Said also when there are none: a reader looks for them."""

UNKNOWN_WORD = "(known after the deployment)"
SECRET_WORD = "(secret)"
FORCES = " (forces it)"
PROTECTED = "it is protected: the engine will refuse"
CONTEXT = 12  # characters that stay, at most, of what two texts begin with alike
VALUE_LIMIT = 40  # characters of a value, where a reader skims
LEAST_VALUE = 10  # characters of a value, however narrow the line


def clean(text: str) -> str:
    """The text with whatever a terminal would obey, or would not show, written out."""
    return text if text.isprintable() else "".join(char if char.isprintable() else ascii(char)[1:-1] for char in text)


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters, with an ellipsis where something is left out; that a property decides is never left out."""
    if len(text) <= limit:
        return text
    end = FORCES if text.endswith(FORCES) else ""
    return f"{text[: limit - 1 - len(end)]}…{end}"


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


def difference(one: Difference, *, limit: int = VALUE_LIMIT, arrow: str = "->", room: int | None = None) -> str:
    """`port 5050 -> 5051`; where there is little room for the line, the end of the path and both values share it."""
    path = clean(one.path) if room is None else _ending(clean(one.path), room // 2)
    if one.before == ABSENT:
        return f"{path} added: {value(one.after, limit)}"
    if one.after == ABSENT:
        return f"{path} removed: {value(one.before, limit)}"
    if room is not None:
        limit = min(limit, max(LEAST_VALUE, (room - len(f"{path}  {arrow} ")) // 2))
    before, after = _where_they_part(one.before, one.after, limit)
    return f"{path} {value(before, limit)} {arrow} {value(after, limit)}"


def _ending(text: str, limit: int) -> str:
    """At most the last `limit` characters: of a path, the inner names tell most."""
    return text if len(text) <= limit else f"…{text[len(text) - limit + 1 :]}"


def _where_they_part(before: Any, after: Any, limit: int) -> tuple[Any, Any]:
    """Two long texts without most of what they begin with alike: a reader looks for what differs."""
    if not isinstance(before, str) or not isinstance(after, str) or max(len(before), len(after)) <= limit:
        return before, after
    pairs = enumerate(zip(before, after, strict=False))
    parting = next((index for index, (one, other) in pairs if one != other), min(len(before), len(after)))
    start = parting - min(CONTEXT, limit // 2)
    return (f"…{before[start:]}", f"…{after[start:]}") if start > 0 else (before, after)


def owner(one: Follow) -> str:
    """What a property follows: `lb/targetGroup checkout`, or `network-dev.vpc_id`."""
    if not one.owner.startswith("urn:"):
        return clean(one.owner)
    urn = parse_urn(one.owner)
    return f"{kind(urn.types[-1]).partition(':')[2]} {clean(urn.name)}"


def follow(prop: str, follows: Sequence[Follow]) -> str:
    """`vpcId follows ec2/vpc main`."""
    return f"{clean(prop)} follows {', '.join(owner(one) for one in follows)}"


def _followed(change: ResourceChange) -> list[str]:
    return list(dict.fromkeys(one.prop for one in change.follows))


def details(change: ResourceChange, *, limit: int = VALUE_LIMIT, arrow: str = "->", room: int | None = None) -> list[str]:
    """What changes, a sentence each: what decides comes first, tags come last and in one. `room`: characters of a line."""
    forcing = change.forced_by if change.action == Action.REPLACE else frozenset[str]()
    left = None if room is None else room - (len(FORCES) if forcing else 0)
    told = [(one.prop, difference(one, limit=limit, arrow=arrow, room=left)) for one in change.differences if not is_tag(one)]
    told += [(prop, follow(prop, [one for one in change.follows if one.prop == prop])) for prop in _followed(change)]
    told.sort(key=lambda item: item[0] not in change.forced_by)
    sentences = [f"{text}{FORCES}" if prop in forcing else text for prop, text in told]
    tags = [clean(".".join(map(str, parse_path(one.path)[1:])) or "all") for one in change.differences if is_tag(one)]
    return [*sentences, *([f"tags: {', '.join(tags)}"] if tags else [])]


def reasons(change: ResourceChange) -> list[str]:
    """What leaves it open, and what a reader must know beyond the change itself, one sentence each."""
    doubts = [clean(reason) for reason in change.because] if change.action == Action.MAY_REPLACE else []
    if_so = "" if change.action == Action.REPLACE else "if so, an "
    gaps = [f"{if_so}outage: {change.outage}"] if change.outage else []
    return [*doubts, *gaps, *([PROTECTED] if change.protected else [])]


def counts(numbers: Mapping[Action, int], *, joiner: str = ", ", always: bool = False) -> str:
    """`2 replaced, 0 deleted, 1 created`; what there is none of is left out, but for what is `always` said."""
    said = [f"{number:,} {DONE[action]}" for action, number in numbers.items() if number or (always and action in ALWAYS_SAID)]
    return joiner.join(said) or "nothing changes"
