"""PagerDuty's Events API v2 on loopback, with the rules that its documentation has (developer docs: events API v2, send an alert event)."""

import json
import queue
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

ROUTING_KEY = "0123456789abcdef0123456789abcdef"  # pragma: allowlist secret
LARGEST = 512 * 1024
LONGEST_DEDUP_KEY = 255
LONGEST_SUMMARY = 1024
SEVERITIES = {"critical", "error", "warning", "info"}
ACTIONS = {"trigger", "acknowledge", "resolve"}


def objections(body: bytes) -> list[str]:
    """What PagerDuty would refuse of an event."""
    if len(body) > LARGEST:
        return ["the event is larger than 512 KB"]
    event: Mapping[str, Any] = json.loads(body)
    payload = event.get("payload") or {}
    rules = {
        "routing_key has 32 characters": re.fullmatch("[0-9a-f]{32}", str(event.get("routing_key"))),
        "event_action is one of three": event.get("event_action") in ACTIONS,
        "dedup_key has at most 255 characters": len(str(event.get("dedup_key", ""))) <= LONGEST_DEDUP_KEY,
        "payload.summary is a text of at most 1024 characters": 0 < len(str(payload.get("summary", ""))) <= LONGEST_SUMMARY,
        "payload.source is a text": payload.get("source"),
        "payload.severity is one of four": payload.get("severity") in SEVERITIES,
        "payload.custom_details is an object": isinstance(payload.get("custom_details", {}), dict),
    }
    return [rule for rule, holds in rules.items() if not holds]


class _Handler(BaseHTTPRequestHandler):
    taken: "queue.Queue[dict[str, Any]]"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        wrong = ["no such path"] if self.path != "/v2/enqueue" else objections(body)
        status, words = (400, {"status": "invalid event", "message": "Event object is invalid", "errors": wrong}) if wrong else (202, {})
        answer = json.dumps(words).encode()
        self.send_response(status)
        self.send_header("content-length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)
        self.taken.put({"refused": wrong} if wrong else json.loads(body))

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Nothing is said."""


@contextmanager
def pagerduty_events() -> "Iterator[tuple[str, queue.Queue[dict[str, Any]]]]":
    """Its address, and what it took or refused, one after the other."""
    taken: queue.Queue[dict[str, Any]] = queue.Queue()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (_Handler,), {"taken": taken}))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", taken
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
