"""The HTTP side: one path for each sender, bodies of bounded size and time, answers in words."""

import asyncio
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager

from starlette.applications import Starlette
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from estate.remediation.intake import Answer, Intake
from estate.remediation.secrets import known_sender

LARGEST_BODY = 256 * 1024
"""Bytes; a hundred alerts of Alertmanager with long annotations have as much, the other senders send one alert."""
BODY_SECONDS = 10.0
"""Datadog gives up after 15 seconds, PagerDuty after 5 (docs of their webhooks)."""

OUTCOME_HEADER = "x-outcome"

Lifespan = Callable[[Starlette], AbstractAsyncContextManager[None]]


def make_app(intake: Intake, *, lifespan: Lifespan | None = None) -> Starlette:
    """The application."""

    async def webhook(request: Request) -> Response:
        word = request.path_params["sender"]
        sender = known_sender(word)
        if sender is None:
            return _response(Answer(status=404, words="no such sender"))
        try:
            async with asyncio.timeout(BODY_SECONDS):
                body = await _body(request)
        except TimeoutError:
            return _response(await intake.refuse(sender, 408, "the body did not come in time"))
        except ClientDisconnect:
            return Response(status_code=400)
        if body is None:
            return _response(await intake.refuse(sender, 413, f"the body is larger than {LARGEST_BODY} bytes"))
        return _response(await intake.receive(sender, headers=request.headers, body=body))

    async def health(_request: Request) -> Response:
        return _response(Answer(status=200, words="well"))

    routes = [Route("/webhooks/{sender}", webhook, methods=["POST"]), Route("/health", health, methods=["GET"])]
    return Starlette(routes=routes, lifespan=lifespan)


async def _body(request: Request) -> bytes | None:
    """The body; None for one that is too large, of which no more is read."""
    said = request.headers.get("content-length", "")
    if said.isdecimal() and int(said) > LARGEST_BODY:
        return None
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST_BODY:
            return None
    return bytes(body)


def _response(answer: Answer) -> Response:
    """A webhook that was taken in is answered without a body: its words are a header, and one write to the socket is enough."""
    if answer.status == 202:
        return Response(status_code=answer.status, headers={OUTCOME_HEADER: answer.words})
    headers = {"retry-after": "5"} if answer.status == 503 else None
    return JSONResponse({"message": answer.words}, status_code=answer.status, headers=headers)
