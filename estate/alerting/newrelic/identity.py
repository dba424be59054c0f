"""Whose an event is: what muting rules, issues and workflows know of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from estate.alerting.newrelic.incidents import Incident
from estate.alerting.newrelic.issues import Occurrence, issue_key
from estate.alerting.newrelic.muting import EventAttributes, Mute
from estate.alerting.newrelic.resources import ENTITY_TAGS, POLICY, ConditionInputs, Directory, named, symbol
from estate.alerting.newrelic.simulation import Tags
from estate.alerting.newrelic.syntax import Query
from estate.alerting.planned import Planned, of_type


@dataclass(frozen=True, kw_only=True)
class Identity:
    """A condition's name, policy and tags."""

    condition: Planned
    policy: str
    """The logical name of its policy, or its id where the plan does not hold it."""
    preference: str
    attributes: EventAttributes
    """Of every event of it; `of_signal` adds the facet's."""

    def of_signal(self, tags: Tags) -> EventAttributes:
        """`FACET host` gives `tags.host`; an attribute that is a tag itself is found by its own name too."""
        own = {key: value for key, value in tags.items() if key.startswith("tags.")}
        return {**self.attributes, **{f"tags.{key}": value for key, value in tags.items()}, **own}

    def occurrences(self, tags: Tags, incidents: Sequence[Incident], mutes: Sequence[Mute]) -> list[Occurrence]:
        """The events of one signal, each muted by what covers its opening."""
        attributes, key = self.of_signal(tags), issue_key(self.policy, self.preference, self.condition.name, tags)
        return [
            Occurrence(
                incident=one,
                muted=any(mute.start <= one.opened < mute.end for mute in mutes),
                monitor=self.condition.name,
                group=tags,
                policy=self.policy,
                attributes=attributes,
                key=key,
            )
            for one in incidents
        ]


@dataclass(frozen=True, kw_only=True)
class Identities:
    """Everything of a plan that an identity is made of."""

    names: Directory
    tags: Mapping[str, EventAttributes]
    """By the symbol of the entity that they are put on."""

    @classmethod
    def of(cls, planned: Iterable[Planned], names: Directory) -> "Identities":
        """Those of a plan."""
        tags: dict[str, dict[str, str]] = {}
        for one in of_type(planned, ENTITY_TAGS):
            given = ((tag["key"], value) for tag in one.inputs.get("tags") or () for value in tag.get("values") or ())
            tags.setdefault(str(one.inputs.get("guid")), {}).update({f"tags.{key}": str(value) for key, value in given})
        return cls(names=names, tags=tags)

    def condition(self, planned: Planned, condition: ConditionInputs, query: Query) -> Identity:
        """Of a NRQL condition."""
        more = {"conditionType": condition.type, "nrqlEventType": ",".join(query.types), "nrqlQuery": condition.query}
        return self._identity(planned, condition.policy, {**more, **self.tags.get(symbol(planned, "entityGuid"), {})})

    def compound(self, planned: Planned, policy: str) -> Identity:
        """Of a compound condition, which takes no tags."""
        return self._identity(planned, policy, {"conditionType": "compound", "nrqlEventType": "", "nrqlQuery": ""})

    def _identity(self, planned: Planned, policy: str, more: EventAttributes) -> Identity:
        owner = named(self.names, POLICY, policy)
        attributes = {
            "conditionId": symbol(planned),
            "conditionName": str(planned.inputs.get("name", planned.name)),
            "conditionRunbookUrl": str(planned.inputs.get("runbookUrl") or ""),
            "policyId": policy,
            "policyName": "" if owner is None else str(owner.inputs.get("name", owner.name)),
            **more,
        }
        return Identity(
            condition=planned,
            policy=policy if owner is None else owner.name,
            preference="" if owner is None else str(owner.inputs.get("incidentPreference") or ""),
            attributes=attributes,
        )
