"""The resources that a check may look at, and who refers to whom: by symbol, by real id, by physical name.

A relation that is not known stops the check (`NotKnownError`): that nothing was found means something only when
everything could be seen.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from estate.graph.differences import parse_path
from estate.graph.model import Resource, StackGraph, is_unknown
from estate.graph.references import symbol_start
from estate.readiness.twins import known_as
from estate.readiness.values import SYMBOL, Value, value_of
from estate.readiness.verdict import NotKnownError

OWNER_TAGS = ("service", "environment", "env")
"""The tags that say to which service or store, and to which environment a resource belongs."""
NAMED_BY: Mapping[str, str] = {
    "aws:elasticache/replicationGroup:ReplicationGroup": "replicationGroupId",
    "aws:msk/cluster:Cluster": "clusterName",
    "aws:rds/cluster:Cluster": "clusterIdentifier",
    "aws:rds/clusterInstance:ClusterInstance": "identifier",
    "aws:rds/instance:Instance": "identifier",
    "aws:s3/bucket:Bucket": "bucket",
}
"""The input that names a thing where it stands, by which others may refer to it; of all other types it is `name`."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Item:
    """One resource as a check sees it."""

    resource: Resource
    stack: str
    environment: str
    real: Mapping[str, Any] = field(default_factory=dict)
    """What is known of it once it exists: `id`, `arn` and other outputs. Empty in a plan."""
    sources: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The URNs whose outputs went into each property, where somebody says so, as the engine does. A plan's symbols say it themselves."""

    @property
    def type(self) -> str:
        """The type token, such as `aws:s3/bucket:Bucket`; of two names of the provider for one thing the one that checks know."""
        return known_as(self.resource.type)

    @property
    def name(self) -> str:
        """The program's name for it."""
        return self.resource.name

    @property
    def urn(self) -> str:
        """Where it stands in its stack."""
        return self.resource.urn

    @property
    def title(self) -> str:
        """How verdicts call it: `s3/bucket photos`."""
        return f"{self.type.split(':')[1]} {self.name}"

    def at(self, path: str) -> Value:
        """The property at `path`; one that nobody set may be known from the real resource."""
        found = value_of(dict(self.resource.inputs)).at(path)
        return value_of(dict(self.real)).at(path) if self.real and found.raw is value_of(None).raw else found

    def every(self, path: str) -> Iterator[Value]:
        """The properties at every place that `path` names: `rules[*].status`; one that nobody set may be known from the real resource."""
        inputs = self.resource.inputs
        is_real = bool(self.real) and parse_path(path)[0] not in inputs
        return value_of(dict(self.real if is_real else inputs)).every(path)

    @cached_property
    def tags(self) -> Mapping[str, str]:
        """The tags that are known: AWS's mapping or list of pairs, Datadog's `key:value` words, nothing for what has none."""
        raw = self.resource.inputs.get("tags")
        members = raw if isinstance(raw, list) else []
        words = (word.partition(":") for word in members if isinstance(word, str))
        pairs = [(key, value) for key, sign, value in words if sign]
        pairs += [(pair.get("key"), pair.get("value")) for pair in members if isinstance(pair, dict)]
        pairs += raw.items() if isinstance(raw, dict) else []
        return {key: value for key, value in pairs if isinstance(key, str) and isinstance(value, str)}

    @cached_property
    def hides_its_owner(self) -> bool:
        """Whether tags that say whose it is are known only after the deployment."""
        raw = self.resource.inputs.get("tags")
        if isinstance(raw, list):
            return any(is_unknown(member) or (isinstance(member, dict) and any(map(is_unknown, member.values()))) for member in raw)
        return is_unknown(raw) or (isinstance(raw, dict) and any(is_unknown(raw.get(key)) for key in OWNER_TAGS))

    @cached_property
    def names(self) -> frozenset[str]:
        """Every text by which others may refer to it, its symbol aside."""
        known = [self.own_name, *(self.real.get(key) for key in ("id", "arn", "name", "url"))]
        return frozenset(name for name in known if isinstance(name, str) and name and "${" not in name)

    @cached_property
    def has_unknown_name(self) -> bool:
        """Whether it is named by the program, and how is known only after the deployment."""
        return is_unknown(self.own_name)

    @property
    def own_name(self) -> object:
        """The input that names it where it stands, whatever it is."""
        return self.resource.inputs.get(NAMED_BY.get(self.type, "name"))


@dataclass(kw_only=True)
class _Index:
    """Who refers to whom with one property of one type."""

    holders: dict[Item, list[Item]] = field(default_factory=dict)
    may_refer: list[Item] = field(default_factory=list)
    """Those of which something is not known."""
    may_refer_to_unnamed: list[Item] = field(default_factory=list)
    """Those that may, besides, mean something whose own name is not known."""


class Resources:
    """The resources of several stacks, by type and by reference."""

    def __init__(self, items: Iterable[Item], outputs: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        self._items: tuple[Item, ...] = tuple(items)
        self._outputs = outputs or {}
        self._by_type: dict[str, list[Item]] = defaultdict(list)
        self._by_symbol: dict[tuple[str, str], list[Item]] = defaultdict(list)
        self._by_name: dict[str, list[Item]] = defaultdict(list)
        self._by_parent: dict[str, list[Item]] = defaultdict(list)
        self._by_urn: dict[str, Item] = {}
        self._indexes: dict[tuple[str, str], _Index] = {}
        for item in self._items:
            self._by_type[item.type].append(item)
            self._by_parent[item.resource.parent].append(item)
            self._by_symbol[item.stack, symbol_start(item.resource)].append(item)
            self._by_urn[item.urn] = item
            for name in item.names:
                self._by_name[name].append(item)

    @property
    def items(self) -> tuple[Item, ...]:
        """All of them, in the order of the plan."""
        return self._items

    def of_type(self, *types: str) -> tuple[Item, ...]:
        """Those of the types, in the order of the plan."""
        return tuple(item for kind in types for item in self._by_type.get(kind, ()))

    @property
    def types(self) -> frozenset[str]:
        """Every type that there is."""
        return frozenset(self._by_type)

    def below(self, parent: str) -> tuple[Item, ...]:
        """Those whose parent has this URN."""
        return tuple(self._by_parent.get(parent, ()))

    def referred(self, holder: Item, path: str, *types: str) -> Item | None:
        """The resource to which the property refers, one of the types where some are named; None where it is not set.

        NotKnownError where it cannot be found out: the property is not known, or names nothing that is seen.
        """
        value = holder.at(path)
        owners = self._sources(holder, path, [value])
        if owners is None and value.is_absent:
            return None
        owners = owners if owners is not None else self._owners(holder, value.written())
        found = [owner for owner in owners if not types or owner.type in types]
        if len(found) == 1:
            return found[0]
        if value.is_unknown:
            value.stop("is known only after the deployment")
        return value.stop(f"is {value.written()}, which {'may be several resources' if found else 'is not seen here'}")

    def referring(self, to: Item, kind: str, path: str) -> Iterator[Item]:
        """Those of type `kind` whose property at `path` (`*` for every member) refers to the item.

        At the end NotKnownError where some property is not known: whoever needs only one stops before, and whoever
        needs all of them, or none, is told that it cannot be said.
        """
        index = self._indexed(kind, path)
        sure = index.holders.get(to, ())
        yield from sure
        doubtful = index.may_refer_to_unnamed if to.has_unknown_name else index.may_refer
        if doubt := next((candidate for candidate in doubtful if candidate not in sure), None):
            raise NotKnownError(f"{path} of {doubt.title} is known only after the deployment; it may refer to {to.title}")

    def one_referring(self, to: Item, kind: str, path: str) -> Item | None:
        """The only one that refers to the item, or None. NotKnownError where there may be others."""
        found = list(self.referring(to, kind, path))
        return found[0] if found else None

    def refers(self, holder: Item, value: Value, to: Item) -> bool:
        """Whether a property of `holder` mentions the item, be it inside a longer text. NotKnownError where it is not known."""
        owners = self._sources(holder, value.path, [value])
        if owners is not None:
            return to in owners
        if value.is_absent:
            return False
        known = self._mentions(holder, value, to)
        return known if known is not None else value.stop(f"is {value.written()}, and the name of {to.title} is not known")

    def _indexed(self, kind: str, path: str) -> "_Index":
        """Who refers to whom with this property, worked out once: a check asks it for each of its subjects."""
        if (kind, path) not in self._indexes:
            index = _Index()
            for candidate in self._by_type.get(kind, ()):
                self._note(candidate, path, index)
            self._indexes[kind, path] = index
        return self._indexes[kind, path]

    def _note(self, candidate: Item, path: str, index: "_Index") -> None:
        try:
            values = list(candidate.every(path))
        except NotKnownError:
            index.may_refer.append(candidate)
            index.may_refer_to_unnamed.append(candidate)
            return
        hidden = any(value.is_unknown or value.is_secret for value in values)
        named = [self._owners(candidate, value.raw) for value in values if isinstance(value.raw, str)]
        sources = self._sources(candidate, path, values)
        for owner in dict.fromkeys(owner for owners in (*named, sources or ()) for owner in owners):
            index.holders.setdefault(owner, []).append(candidate)
        if sources is not None:
            return
        if hidden:
            index.may_refer.append(candidate)
        # A text that names nothing that is seen may be the name of what has one that is not known.
        if hidden or not all(named):
            index.may_refer_to_unnamed.append(candidate)

    def _sources(self, holder: Item, path: str, values: Sequence[Value]) -> Sequence[Item] | None:
        """What the values at the path come from that do not say it themselves; None where nobody knows, and where all of them say it.

        The engine tells it of a whole property. So it is known of a part only where all else in the property is known.
        """
        prop = parse_path(path)[0]
        given = [self._by_urn.get(urn) for urn in holder.sources.get(str(prop), ())]
        if not given or any(value.is_secret for value in values):
            return None
        silent = [value for value in values if value.is_unknown or (isinstance(value.raw, str) and not self._owners(holder, value.raw))]
        if not silent or sum(value.is_unknown for value in silent) != count_unknown(holder.resource.inputs.get(str(prop))):
            return None
        known = [owner for owner in given if owner is not None]
        return known if len(known) == len(given) else None

    def _mentions(self, candidate: Item, value: Value, to: Item) -> bool | None:
        """None where the text names nothing that is seen, and the item's own name is not known: the two may be one."""
        if not isinstance(value.raw, str):
            return False
        owners = self._owners(candidate, value.raw)
        return None if not owners and to.has_unknown_name else to in owners

    def _owners(self, holder: Item, text: str) -> Sequence[Item]:
        if "${" not in text:
            return self._named(holder, text)
        return tuple(dict.fromkeys(owner for body in SYMBOL.findall(text) for owner in self._of_symbol(holder, body)))

    def _of_symbol(self, holder: Item, body: str) -> Sequence[Item]:
        start = body
        while "." in start:
            start = start.rpartition(".")[0]
            if owners := self._by_symbol.get((holder.stack, start)):
                needed = [owner for owner in owners if owner.urn in holder.resource.depends_on]
                return needed or owners
        return self._of_output(body.replace('\\"', '"'))

    def _of_output(self, body: str) -> Sequence[Item]:
        stack, _, path = body.partition(".")
        given = value_of(dict(self._outputs.get(stack, {}))).at(path).raw if stack in self._outputs else None
        if not isinstance(given, str):
            return ()
        anyone = next((item for item in self._items if item.stack == stack), None)
        return self._owners(anyone, given) if anyone else ()

    def _named(self, holder: Item, text: str) -> Sequence[Item]:
        """By the whole text, or by the last word of an ARN."""
        whole = [owner for owner in self._by_name.get(text, ()) if not _is_named_after_another(owner, holder, text)]
        return whole or self._by_name.get(text.rpartition("/")[2].rpartition(":")[2], ())


def _is_named_after_another(owner: Item, holder: Item, text: str) -> bool:
    """Whether its id is the name of what it is about, as the holder's is: both ranges of a table have the id `table/sessions`."""
    return owner.type == holder.type and owner.own_name != text and text in owner.resource.inputs.values()


def count_unknown(value: object) -> int:
    """How many values inside this one are known only after the deployment."""
    if is_unknown(value):
        return 1
    members = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return sum(map(count_unknown, members))


Sources = Mapping[str, Mapping[str, tuple[str, ...]]]
"""By URN: what went into each property."""


def resources_of(
    stacks: Iterable[StackGraph], real: Mapping[str, Mapping[str, Any]] | None = None, sources: Sources | None = None
) -> Resources:
    """The resources of planned stacks; `real` says by URN what is known of those that exist, `sources` what their properties come from."""
    graphs = tuple(stacks)
    known, origins = real or {}, sources or {}
    items = (
        Item(
            resource=resource,
            stack=stack.name,
            environment=stack.environment,
            real=known.get(resource.urn, {}),
            sources=origins.get(resource.urn, {}),
        )
        for stack in graphs
        for resource in stack.resources
    )
    return Resources(items, {stack.name: stack.outputs for stack in graphs})
