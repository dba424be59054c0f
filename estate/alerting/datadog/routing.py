"""Whom a notification reaches: the handles of the message, and those of the notification rules that match.

Sources: docs monitors/notify, monitors/notify/notification_rules; the provider's schema of datadog_monitor_notification_rule.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from estate.alerting.datadog.message import Context, recipients, render
from estate.alerting.datadog.notifications import Notification, Told
from estate.alerting.datadog.resources import NOTIFICATION_RULE, MonitorInputs
from estate.alerting.datadog.search import parse_search
from estate.alerting.datadog.states import State
from estate.alerting.datadog.syntax import NotSimulatedError, Tags
from estate.alerting.planned import Planned, of_type

TRANSITIONS: Mapping[str, State] = {
    "is_alert": State.ALERT,
    "is_warning": State.WARN,
    "is_no_data": State.NO_DATA,
    "is_recovery": State.OK,
}


@dataclass(frozen=True, kw_only=True)
class TagSet:
    """Tags of which a key may have several values, as a search looks at them."""

    pairs: tuple[tuple[str, str], ...]

    def items(self) -> Iterator[tuple[str, str]]:
        """Every key with every value."""
        return iter(self.pairs)


@dataclass(frozen=True, kw_only=True)
class Routing:
    """Puts addresses on what is told."""

    rules: tuple[Planned, ...]

    @classmethod
    def of(cls, planned: Iterable[Planned]) -> "Routing":
        """The routing of a plan."""
        return cls(rules=tuple(of_type(planned, NOTIFICATION_RULE)))

    def check(self, monitor: MonitorInputs) -> None:
        """NotSimulatedError where a condition on the way to the recipients is not simulated."""
        self.handles(monitor, Told(time=0, before=State.OK, state=State.ALERT, renotify=True), {})

    def addressed(self, told: Told, monitor: MonitorInputs, tags: Tags) -> Notification:
        """The notification with its recipients."""
        return Notification(
            time=told.time,
            monitor=monitor.name,
            group=tags,
            before=told.before,
            state=told.state,
            renotify=told.renotify,
            recipients=self.handles(monitor, told, tags),
            priority=monitor.priority,
            text=render(monitor.message, _context(monitor, told, tags)).strip(),
        )

    def handles(self, monitor: MonitorInputs, told: Told, tags: Tags) -> tuple[str, ...]:
        """Every handle once: those of the message, of the escalation message in a reminder, and of the rules."""
        context = _context(monitor, told, tags)
        escalation = recipients(monitor.escalation, context) if told.renotify else ()
        bag = _tag_set(monitor, tags)
        ruled = (handle for rule in self.rules if _applies(rule, bag) for handle in _rule_handles(rule, told.state, bag))
        return tuple(dict.fromkeys((*recipients(monitor.message, context), *escalation, *ruled)))


def _context(monitor: MonitorInputs, told: Told, tags: Tags) -> Context:
    return Context(state=told.state, before=told.before, renotify=told.renotify, priority=monitor.priority, tags=tags)


def _tag_set(monitor: MonitorInputs, tags: Tags) -> TagSet:
    own = tuple((key, value) for key, _, value in (tag.partition(":") for tag in monitor.tags))
    priority = () if monitor.priority is None else (("priority", f"p{monitor.priority}"),)
    return TagSet(pairs=(*own, *tags.items(), *priority))


def _applies(rule: Planned, bag: TagSet) -> bool:
    wanted = rule.inputs.get("filter") or {}
    scope = wanted.get("scope")
    return all(tuple(tag.split(":", 1)) in bag.pairs for tag in wanted.get("tags") or ()) and (
        not scope or parse_search(scope).matches(bag)
    )


def _rule_handles(rule: Planned, state: State, bag: TagSet) -> Sequence[str]:
    always: Sequence[str] = rule.inputs.get("recipients") or ()
    conditional: Mapping[str, Any] = rule.inputs.get("conditionalRecipients") or {}
    met = [handle for one in conditional.get("conditions") or () if _holds(one["scope"], state, bag) for handle in one["recipients"]]
    return (*always, *(met or conditional.get("fallbackRecipients") or ()))


def _holds(scope: str, state: State, bag: TagSet) -> bool:
    key, _, value = scope.partition(":")
    if key != "transition_type":
        return parse_search(scope).matches(bag)
    if value not in TRANSITIONS:
        raise NotSimulatedError(f"the transition type {value} is not simulated; simulated are {', '.join(TRANSITIONS)}")
    return TRANSITIONS[value] is state
