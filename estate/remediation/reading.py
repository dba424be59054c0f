"""A webhook's body as events: the shape of its sender, or what is wrong with it in words that repeat nothing of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import TypeAdapter, ValidationError

from estate.remediation.event import Event, Sender, ShapeError
from estate.remediation.shapes import alertmanager, datadog, newrelic, pagerduty

MOST_WORDS = 3
"""Mistakes of a shape that are told."""


@dataclass(frozen=True, kw_only=True)
class _Shape:
    adapter: TypeAdapter[Any]
    events: Callable[[Any], tuple[Event, ...]]


SHAPES: Mapping[Sender, _Shape] = {
    "datadog": _Shape(adapter=TypeAdapter(datadog.Datadog), events=datadog.events),
    "newrelic": _Shape(adapter=TypeAdapter(newrelic.NewRelic), events=newrelic.events),
    "pagerduty": _Shape(adapter=TypeAdapter(pagerduty.PagerDuty), events=pagerduty.events),
    "alertmanager": _Shape(adapter=TypeAdapter(alertmanager.Alertmanager), events=alertmanager.events),
}


def read_events(sender: Sender, body: bytes) -> tuple[Event, ...]:
    """The events of a webhook. ShapeError for anything that its sender does not send."""
    shape = SHAPES[sender]
    try:
        told = shape.adapter.validate_json(body)
    except ValidationError as error:
        raise ShapeError(_words(error)) from None
    return shape.events(told)


def _words(error: ValidationError) -> str:
    mistakes = error.errors(include_input=False, include_context=False, include_url=False)
    if mistakes[0]["type"] == "json_invalid":
        return "is no JSON"
    # Only keys that a shape has are named: a key of a mapping is the sender's text.
    told = [f"{_place(mistake['loc'])}: {mistake['msg']}" for mistake in mistakes[:MOST_WORDS]]
    return "; ".join(told)


def _place(loc: tuple[int | str, ...]) -> str:
    words = [str(part) for part in loc if isinstance(part, int) or part.isidentifier()]
    return ".".join(word[:40] for word in words[:5]) or "the body"
