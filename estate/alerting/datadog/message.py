"""Whom a monitor's message names, once its conditions are decided (docs: monitors/notify/variables)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from estate.alerting.datadog.states import State
from estate.alerting.datadog.syntax import NotSimulatedError, Tags

PIECE = re.compile(r"\{\{\s*(?P<sign>[#^/]?)\s*(?P<word>[a-zA-Z_.\[\]@]+)(?P<rest>[^}]*)\}\}")
HANDLE = re.compile(r"(?<![\w@.])@[\w][\w.+/\-]*(?:@[\w][\w.\-]*)?")
ARGUMENT = re.compile(r"\"([^\"]*)\"|'([^']*)'|(\S+)")


@dataclass(frozen=True, kw_only=True)
class Context:
    """What a message knows when it is sent."""

    state: State
    before: State
    """What was told before; OK where nothing was."""
    renotify: bool
    priority: str | None
    tags: Tags

    @property
    def conditions(self) -> Mapping[str, bool]:
        """The conditions without arguments."""
        recovery = self.state is State.OK
        return {
            "is_alert": self.state is State.ALERT,
            "is_warning": self.state is State.WARN,
            "is_no_data": self.state is State.NO_DATA,
            "is_unknown": False,
            "is_recovery": recovery,
            # From ALERT to WARN its recipients are told too, without a text.
            "is_alert_recovery": self.before is State.ALERT and self.state in {State.OK, State.WARN},
            "is_warning_recovery": recovery and self.before is State.WARN,
            "is_no_data_recovery": self.before is State.NO_DATA and self.state is not State.NO_DATA,
            "is_alert_to_warning": self.state is State.WARN and self.before is State.ALERT,
            "is_renotify": self.renotify,
        }


def recipients(message: str, context: Context) -> tuple[str, ...]:
    """The handles that the message names for this context, without their `@`, in the order in which they stand, each once.

    NotSimulatedError for a condition that is not known.
    """
    return tuple(dict.fromkeys(handle[1:].rstrip(".") for handle in HANDLE.findall(render(message, context))))


def render(message: str, context: Context) -> str:
    """The text that is sent for this context; variables other than tags stay as they are."""
    shown: list[str] = []
    open_blocks: list[tuple[str, bool]] = []
    place = 0
    for piece in PIECE.finditer(message):
        visible = all(true for _, true in open_blocks)
        if visible:
            shown.append(message[place : piece.start()])
        place = piece.end()
        word, sign = piece["word"], piece["sign"]
        if sign in {"#", "^"}:
            open_blocks.append((word, _decide(word, piece["rest"], context) == (sign == "#")))
        elif sign == "/":
            _close(open_blocks, word)
        elif word == "else" and open_blocks:
            open_blocks[-1] = (open_blocks[-1][0], not open_blocks[-1][1])
        elif visible:
            shown.append(_variable(piece, context))
    if open_blocks:
        raise NotSimulatedError(f"the message never closes {{{{#{open_blocks[-1][0]}}}}}")
    return "".join((*shown, message[place:]))


def _close(open_blocks: list[tuple[str, bool]], word: str) -> None:
    if not open_blocks or open_blocks[-1][0] != word:
        raise NotSimulatedError(f"the message closes {{{{/{word}}}}}, which is not the block that is open")
    open_blocks.pop()


def _decide(word: str, rest: str, context: Context) -> bool:
    if word in context.conditions:
        return context.conditions[word]
    arguments = [next(part for part in found if part is not None) for found in _arguments(rest)]
    if word == "is_priority" and arguments:
        return context.priority is not None and arguments[0] in {context.priority, f"P{context.priority}"}
    if word in {"is_match", "is_exact_match"} and len(arguments) > 1:
        value = _tag(arguments[0], context.tags)
        return any((value == wanted) if word == "is_exact_match" or not wanted else (wanted in value) for wanted in arguments[1:])
    raise NotSimulatedError(f"the condition {{{{#{word}{rest}}}}} of the message is not simulated")


def _arguments(rest: str) -> list[tuple[str | None, ...]]:
    return [found.groups() for found in ARGUMENT.finditer(rest)]


def _tag(variable: str, tags: Tags) -> str:
    return tags.get(variable.removesuffix(".name").strip("[]"), "")


def _variable(piece: re.Match[str], context: Context) -> str:
    key = piece["word"].removesuffix(".name").strip("[]")
    return context.tags.get(key, piece[0])
