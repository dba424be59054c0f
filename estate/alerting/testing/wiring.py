"""How the planned monitors of a vendor hang together: what a defect in one of them can change, and what must be evaluated for it."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from estate.alerting.newrelic.resources import ENTITY_TAGS, SERVICE_LEVEL
from estate.alerting.planned import Planned
from estate.alerting.testing.run import MONITORS
from estate.alerting.testing.vendors import Vendor

PART = re.compile(r"\$\{index/(?:monitor|nrqlAlertCondition)\.(.+?)\.id\}")
TAGGED = re.compile(r"\$\{index/nrqlAlertCondition\.(.+)\.entityGuid\}$")
OWN: Mapping[Vendor, tuple[str, ...]] = {"datadog": ("datadog:",), "newrelic": ("newrelic:",)}
SILENT = frozenset({"None", "${index/alertPolicy.components.id}"})
"""Policies of which nobody is told."""
OBJECTIVE_METRICS = "newrelic.sli"
"""What a service level makes metrics of: they are made for those alone that ask for them."""
DRAWN = ("DashboardJson", "Workload", "syntheticsTest", "synthetics/")
"""In the types of what nobody is told by."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Wiring:
    """A vendor's plan, by who needs whom."""

    vendor: Vendor
    planned: tuple[Planned, ...]

    @cached_property
    def monitors(self) -> Mapping[str, Planned]:
        """What the vendor evaluates, by logical name."""
        return {one.name: one for one in self.planned if one.type in MONITORS[self.vendor]}

    @cached_property
    def parts(self) -> Mapping[str, frozenset[str]]:
        """The monitors of which each one is made."""
        return {name: frozenset(_parts(one)) for name, one in self.monitors.items()}

    @cached_property
    def wholes(self) -> Mapping[str, frozenset[str]]:
        """The monitors that are made of each one."""
        found: dict[str, set[str]] = {name: set() for name in self.monitors}
        for name, parts in self.parts.items():
            for part in parts & found.keys():
                found[part].add(name)
        return {name: frozenset(wholes) for name, wholes in found.items()}

    @cached_property
    def _by_policy(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for name, one in self.monitors.items():
            found.setdefault(str(one.inputs.get("policyId")), set()).add(name)
        return {policy: frozenset(names) for policy, names in found.items()}

    @cached_property
    def _of_one_issue(self) -> frozenset[str]:
        """The policies all of whose conditions share an issue."""
        return frozenset(
            f"${{index/alertPolicy.{one.name}.id}}" for one in self.planned if one.inputs.get("incidentPreference") == "PER_POLICY"
        )

    @cached_property
    def _levels(self) -> tuple[Planned, ...]:
        return tuple(one for one in self.planned if one.type == SERVICE_LEVEL)

    @cached_property
    def _tags(self) -> Mapping[str, tuple[Planned, ...]]:
        """Of New Relic's conditions, by the condition; those of other things under an empty name."""
        found: dict[str, list[Planned]] = {}
        for one in self.planned:
            if one.type == ENTITY_TAGS:
                tagged = TAGGED.match(str(one.inputs.get("guid")))
                found.setdefault(tagged[1] if tagged else "", []).append(one)
        return {name: tuple(tags) for name, tags in found.items()}

    @cached_property
    def _others(self) -> tuple[Planned, ...]:
        """Where messages lead, and what keeps them back."""
        apart = {*MONITORS[self.vendor], SERVICE_LEVEL, ENTITY_TAGS}
        mine = (one for one in self.planned if one.type.startswith(OWN[self.vendor]) and one.type not in apart)
        return tuple(one for one in mine if not any(part in one.type for part in DRAWN))

    def reach(self, names: Iterable[str], *, whole_policies: bool = False) -> frozenset[str]:
        """The monitors whose messages may change with these: they, what is made of them, and what shares an issue with those."""
        first = frozenset(names)
        above = first.union(*(self.wholes.get(name, frozenset()) for name in first))
        policies = {str(self.monitors[name].inputs.get("policyId")) for name in above if name in self.monitors} - SILENT
        shared = policies if whole_policies else policies & self._of_one_issue
        return above.union(*(self._by_policy[policy] for policy in shared))

    def told_through(self, channel: str) -> frozenset[str]:
        """The monitors of which a channel tells."""
        flows = [
            str(one.inputs.get("issuesFilter"))
            for one in self.planned
            if one.type.endswith(":Workflow") and f".{channel}.id}}" in str(one.inputs)
        ]
        return frozenset().union(*(names for policy, names in self._by_policy.items() if any(policy in text for text in flows)))

    def needed(self, reach: Iterable[str], changed: Planned | None = None) -> tuple[Planned, ...]:
        """What must be evaluated to know what these monitors tell: they, what they are made of and where they lead; one may be changed."""
        names = frozenset(reach)
        every = names.union(*(self.parts.get(name, frozenset()) for name in names))
        monitors = [one for name, one in self.monitors.items() if name in every]
        levels = self._levels if any(OBJECTIVE_METRICS in str(one.inputs.get("nrql")) for one in monitors) else ()
        tags = (tag for name in ("", *every) for tag in self._tags.get(name, ()))
        return tuple(_swapped(one, changed) for one in (*monitors, *levels, *tags, *self._others))


def _swapped(one: Planned, changed: Planned | None) -> Planned:
    return changed if changed is not None and (one.type, one.name) == (changed.type, changed.name) else one


def _parts(planned: Planned) -> Iterator[str]:
    given = planned.inputs
    asked = str(given.get("query") or "") if given.get("type") == "composite" else ""
    yield from PART.findall(f"{given.get('componentConditions') or ''} {asked}")
