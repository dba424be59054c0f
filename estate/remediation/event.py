"""What a webhook says, whoever sent it. Its text is looked up, and goes nowhere else."""

import hashlib
import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Literal, get_args

from pydantic import BaseModel, ConfigDict, StringConstraints

Sender = Literal["datadog", "newrelic", "pagerduty", "alertmanager"]
SENDERS: tuple[Sender, ...] = get_args(Sender)
State = Literal["firing", "over", "other"]
"""`other` is what asks for nothing: a warning, missing data, an acknowledgement."""

MOST_EVENTS = 100
"""Of one webhook; Alertmanager is told so by `max_alerts`."""
NAME_LENGTH = 253
"""Of a host: a DNS name (RFC 1035)."""
HOST = re.compile(r"[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")
TITLE = re.compile(r"\[(?P<environment>[a-z][a-z0-9-]{0,30})\] (?P<alert>[a-z][a-z0-9-]{0,60}(\.[a-z][a-z0-9-]{0,60}){1,3})(?![a-z0-9.-])")
"""How the estate's monitors are called at every vendor: `[production] image-provider.disk`."""

Short = Annotated[str, StringConstraints(max_length=1000)]
Long = Annotated[str, StringConstraints(max_length=8000)]


class Shape(BaseModel):
    """A part of a webhook: what is needed of it, typed; vendors add keys as they like."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)


class ShapeError(ValueError):
    """The webhook is not as its sender documents it; the text says what was expected, and never what was sent."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Event:
    """One alert of a webhook. Only `key` is of the sender's own making, and it is a hash."""

    sender: Sender
    key: str
    """The same for everything that is told of one alert between its begin and its end."""
    environment: str
    alert: str
    """As the estate calls it; empty for what is none of the estate's."""
    host: str | None
    """None where it names none, empty where it names what no host can be called."""
    state: State
    at: datetime
    """When it began, as the sender says."""


def key_of(sender: Sender, *parts: str) -> str:
    """A key of fixed size from whatever the sender calls an alert."""
    text = "\0".join((sender, *parts))
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def named(title: str) -> tuple[str, str]:
    """Environment and alert of a title; two empty texts where it names none."""
    found = TITLE.search(title)
    return (found["environment"], found["alert"]) if found else ("", "")


def host_name(word: str) -> str | None:
    """A host's name without its port; None for nothing, and an empty text for what no host can be called."""
    word = word.strip()
    if not word:
        return None
    name, _, port = word.partition(":")
    return name if (not port or port.isdecimal()) and HOST.fullmatch(name) else ""
