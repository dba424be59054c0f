"""The HTTP side: one path for each sender, bodies of bounded size and time, answers in words.

Webhooks are answered on the bare protocol: a framework's routing, middleware and request cost as much as all that is done with one.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from estate.remediation.event import Sender
from estate.remediation.intake import Answer, Intake
from estate.remediation.secrets import known_sender

LARGEST_BODY = 256 * 1024
"""Bytes; a hundred alerts of Alertmanager with long annotations have as much, the other senders send one alert."""
BODY_SECONDS = 10.0
"""Datadog gives up after 15 seconds, PagerDuty after 5 (docs of their webhooks)."""

FOLDER = "/webhooks/"
OUTCOME_HEADER = b"x-outcome"

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


class TooLargeError(Exception):
    """More came than a webhook has; no more is read."""


class GoneError(Exception):
    """The sender hung up before all was there."""


def make_app(intake: Intake, *, lifespan: Lifespan | None = None) -> ASGIApp:
    """The application."""
    others = Starlette(routes=[Route("/health", _health, methods=["GET"])], lifespan=lifespan)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(FOLDER):
            await others(scope, receive, send)
        elif answer := await _webhook(intake, scope, receive):
            await _send(send, answer)

    return app


async def _health(_request: Request) -> Response:
    return JSONResponse({"message": "well"})


async def _webhook(intake: Intake, scope: Scope, receive: Receive) -> Answer | None:
    """The answer; None where nobody waits for one any more."""
    sender = known_sender(scope["path"].removeprefix(FOLDER))
    if sender is None:
        return Answer(status=404, words="no such sender")
    if scope["method"] != "POST":
        return Answer(status=405, words="webhooks are posted")
    return await _posted(intake, sender, {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}, receive)


async def _posted(intake: Intake, sender: Sender, headers: Mapping[str, str], receive: Receive) -> Answer | None:
    try:
        async with asyncio.timeout(BODY_SECONDS):
            body = await _body(headers, receive)
    except TimeoutError:
        return await intake.refuse(sender, 408, "the body did not come in time")
    except TooLargeError:
        return await intake.refuse(sender, 413, f"the body is larger than {LARGEST_BODY} bytes")
    except GoneError:
        return None
    return await intake.receive(sender, headers=headers, body=body)


async def _body(headers: Mapping[str, str], receive: Receive) -> bytes:
    """The body. TooLargeError as soon as it says or is seen to be; GoneError for half a body."""
    said = headers.get("content-length", "")
    if said.isdecimal() and int(said) > LARGEST_BODY:
        raise TooLargeError
    body, more = bytearray(), True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise GoneError
        body += message.get("body", b"")
        if len(body) > LARGEST_BODY:
            raise TooLargeError
        more = message.get("more_body", False)
    return bytes(body)


async def _send(send: Send, answer: Answer) -> None:
    """A webhook that was taken in is answered without a body: its words are a header, and one write to the socket is enough."""
    if answer.status == 202:
        body, headers = b"", [(OUTCOME_HEADER, answer.words.encode())]
    else:
        body, headers = json.dumps({"message": answer.words}).encode(), [(b"content-type", b"application/json")]
    if answer.status == 503:
        headers.append((b"retry-after", b"5"))
    length = (b"content-length", str(len(body)).encode())
    await send({"type": "http.response.start", "status": answer.status, "headers": [length, *headers]})
    await send({"type": "http.response.body", "body": body})
