"""An exception of a program, as its author should see it: what, where, no entrails and no secrets."""

import asyncio
import gc
import json
import re
import traceback
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from pulumi import output
from pulumi.runtime import stack

from estate.graph.source import place_of, place_of_trace

HIDDEN = "[secret]"
SHORTEST = 4  # characters; a shorter secret would take the letters out of every other word
WITHHELD = "its words are withheld, because it was raised at work on a secret"
WRAPPERS = (Exception, ValueError, AssertionError)  # the kinds that pulumi.runtime.resource and pulumi.runtime.rpc wrap in
RUNNER = Path(__file__).with_name("record.py")
ADDRESS = re.compile(r" at 0x[0-9a-f]+")


def first(error: BaseException, root: Path) -> BaseException:
    """Of all that went wrong in the program the mistake that stands first; the SDK reports any of them."""
    futures = [thing for thing in gc.get_objects() if isinstance(thing, asyncio.Future) and thing.done() and not thing.cancelled()]
    found = {id(one): one for one in (error, *_masked(error), *(future.exception() for future in futures)) if one is not None}
    return min(found.values(), key=lambda one: (_reading_order(where(one, root)), str(one)))


def _reading_order(place: str | None) -> tuple[bool, str, int]:
    file, _, line = (place or "").rpartition(":")
    return (place is None, file, int(line or 0))


def where(error: BaseException, root: Path) -> str | None:
    """`file:line` of the innermost line of the program in `root`; for what cannot even be parsed, the line that is wrong."""
    chain = list(_chain(error))
    places = (place for link in chain for place in (_syntax_place(link, root), _frame_place(link, root)))
    registrations = (_registration_place(link, root) for link in chain)
    return next((place for found in (places, registrations) for place in found if place), None)


def words(error: BaseException) -> str:
    """The kind of the exception and its text, with every secret taken out."""
    # The SDK repeats the words of what it wraps, so one secret in the chain is a secret in all of it.
    at_work_on_a_secret = any(_holds_a_secret(frame) for link in _chain(error) for frame in _frames(link))
    error = _origin(error)
    kind = type(error).__name__
    if at_work_on_a_secret:
        return f"{kind}: {WITHHELD}"
    text = ADDRESS.sub("", f"{kind}: {error}" if str(error) else kind)
    for secret in sorted(_known_secrets(), key=lambda value: (-len(value), value)):
        text = text.replace(secret, HIDDEN)
    return text


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception and what led to it; the SDK may name an exception as its own cause."""
    waiting: list[BaseException | None] = [error]
    seen: set[int] = set()
    while waiting:
        link = waiting.pop(0)
        if link is not None and id(link) not in seen:
            seen.add(id(link))
            yield link
            waiting += [link.__cause__, link.__context__, *_masked(link)]


def _masked(error: BaseException) -> list[BaseException]:
    """What the program raised itself, when a failed call of the SDK's is reported in its place (pulumi.runtime.stack)."""
    held = [frame.f_locals.get("ex") for frame in _frames(error) if frame.f_code.co_filename == stack.__file__]
    return [one for one in held if isinstance(one, BaseException)]


def _origin(error: BaseException) -> BaseException:
    """The exception that the program raised, where the SDK wrapped it on its way out."""
    causes = [link for link in _chain(error) if type(link) not in WRAPPERS]
    return causes[0] if type(error) in WRAPPERS and error.__cause__ is not None and causes else error


def _syntax_place(error: BaseException, root: Path) -> str | None:
    if not isinstance(error, SyntaxError) or error.filename is None:
        return None
    return place_of(Path(error.filename), error.lineno, root)


def _frame_place(error: BaseException, root: Path) -> str | None:
    frames = traceback.extract_tb(error.__traceback__)
    # What stands before the runner called the program: whoever asked for the plan, such as a test of the same project.
    start = max((index for index, frame in enumerate(frames) if Path(frame.filename) == RUNNER), default=-1)
    places = [place_of(Path(frame.filename), frame.lineno, root) for frame in frames[start + 1 :]]
    return next((place for place in reversed(places) if place), None)


def _registration_place(error: BaseException, root: Path) -> str | None:
    """Where the program asked for what the SDK could not register: the SDK keeps it beside the registration."""
    traces = [frame.f_locals["stack_trace"] for frame in _frames(error) if "stack_trace" in frame.f_locals]
    return next((place for trace in traces if (place := place_of_trace(trace, root))), None)


def _frames(error: BaseException) -> list[FrameType]:
    return [frame for frame, _ in traceback.walk_tb(error.__traceback__)]


def _holds_a_secret(frame: FrameType) -> bool:
    """Whether the frame is the SDK's `Output.apply`, or its kin, at work on a secret."""
    return frame.f_code.co_filename == output.__file__ and _says_secret(frame.f_locals)


def _says_secret(names: dict[str, Any]) -> bool:
    data = names.get("data")
    return bool(names.get("is_secret") or (isinstance(data, output._OutputData) and data.is_secret))


def _known_secrets() -> set[str]:
    """Every text inside a secret value that the program's memory holds, also as Python and JSON would quote it."""
    values = [thing.value for thing in gc.get_objects() if isinstance(thing, output._OutputData) and thing.is_secret]
    texts = {text for text in _texts(values) if len(text) >= SHORTEST}
    return texts | {repr(text)[1:-1] for text in texts} | {json.dumps(text)[1:-1] for text in texts}


def _texts(value: object) -> Iterable[str]:
    if isinstance(value, dict):
        return [text for member in (*value.keys(), *value.values()) for text in _texts(member)]
    if isinstance(value, (list, tuple, set)):
        return [text for member in value for text in _texts(member)]
    return [str(value)] if isinstance(value, str | int | float) else []
