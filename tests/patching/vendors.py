"""Datadog's downtimes and New Relic's muting rules, as far as their references say what they take and answer.

Datadog API reference, Downtimes, version 2: two keys; a scope, monitors, and times with an offset of zero; pages of 30, at most 100; 204
for what was cancelled. New Relic docs, NerdGraph: muting rules; local times without an offset beside a zone; mistakes come with status 200.
"""

import json
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

DATADOG_KEYS = {"DD-API-KEY": "an api key", "DD-APPLICATION-KEY": "an application key"}
NEWRELIC_KEY = "a user key"
ACCOUNT = 4711
ATTRIBUTES = {"conditionName", "policyName", "product", "targetId", "targetName"}
MOST_ON_A_PAGE = 100


@dataclass
class Vendors:
    """What both hold."""

    url: str = ""
    downtimes: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])
    rules: dict[str, dict[str, Any]] = field(default_factory=dict[str, dict[str, Any]])

    def held(self) -> list[str]:
        """Scopes of the downtimes and names of the rules."""
        scopes = [one["attributes"]["scope"] for one in self.downtimes.values()]
        return [*scopes, *(one["name"] for one in self.rules.values())]


@contextmanager
def vendors(port: int = 0) -> Iterator[Vendors]:
    """Both of them on one port of this machine; 0 takes a free one."""
    state = Vendors()

    class Handler(BaseHTTPRequestHandler):
        def _answer(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(size)) if size else None
            if self.path == "/held":
                status, said = 200, state.held()
            else:
                take = newrelic if self.path == "/graphql" else datadog
                status, said = take(state, self.command, self.path, self.headers, body)
            content = b"" if said is None else json.dumps(said).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self._answer()

        def do_DELETE(self) -> None:
            self._answer()

        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        state.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield state
        finally:
            server.shutdown()
            thread.join()


def datadog(state: Vendors, method: str, path: str, headers: Message, body: Any) -> tuple[int, Any]:
    """One request to the downtimes."""
    if any(headers.get(name) != value for name, value in DATADOG_KEYS.items()):
        return 403, {"errors": ["Forbidden"]}
    split = urlsplit(path)
    if method == "POST":
        wrong = downtime_mistake(body)
        if wrong:
            return 400, {"errors": [wrong]}
        name = f"00000000-0000-4000-8000-{len(state.downtimes):012}"
        state.downtimes[name] = {"id": name, "type": "downtime", "attributes": {**body["data"]["attributes"], "status": "active"}}
        return 200, {"data": state.downtimes[name]}
    if method == "DELETE":
        gone = state.downtimes.pop(split.path.rpartition("/")[2], None)
        return (204, None) if gone else (404, {"errors": ["Downtime not found"]})
    query = parse_qs(split.query)
    limit, offset = int(query.get("page[limit]", ["30"])[0]), int(query.get("page[offset]", ["0"])[0])
    if limit > MOST_ON_A_PAGE:
        return 400, {"errors": ["page[limit]"]}
    return 200, {"data": list(state.downtimes.values())[offset : offset + limit]}


def downtime_mistake(body: Any) -> str | None:
    """What the reference forbids in a downtime."""
    attributes = body["data"]["attributes"]
    if body["data"]["type"] != "downtime":
        return "type"
    if not re.fullmatch(r"\S+:\S+", attributes.get("scope", "")):
        return "scope"
    if not attributes.get("monitor_identifier", {}).get("monitor_tags") and not attributes.get("monitor_identifier", {}).get("monitor_id"):
        return "monitor_identifier"
    return None if re.fullmatch(r"[-0-9]{10}T[0-9:]{8}(\+00:00|Z)", attributes["schedule"]["end"]) else "schedule.end"


def newrelic(state: Vendors, _method: str, _path: str, headers: Message, body: Any) -> tuple[int, Any]:
    """One question to NerdGraph."""
    if headers.get("API-Key") != NEWRELIC_KEY:
        return 401, {"errors": [{"message": "Invalid API key"}]}
    given = body["variables"]
    if given["account"] != ACCOUNT:
        return 200, {"data": None, "errors": [{"message": "Account not found"}]}
    if "alertsMutingRuleCreate" in body["query"]:
        rule = given["rule"]
        wrong = [one["attribute"] for one in rule["condition"]["conditions"] if one["attribute"] not in ATTRIBUTES]
        if wrong or not re.fullmatch(r"[-0-9]{10}T[0-9:]{8}", rule["schedule"]["endTime"]):
            return 200, {"data": None, "errors": [{"message": f"not accepted: {wrong} {rule['schedule']}"}]}
        name = str(100 + len(state.rules))
        state.rules[name] = {"id": name, **rule}
        return 200, {"data": {"alertsMutingRuleCreate": {"id": name}}}
    if "alertsMutingRuleDelete" in body["query"]:
        gone = state.rules.pop(given["id"], None)
        errors = {} if gone else {"errors": [{"message": "Not found"}]}
        return 200, {"data": {"alertsMutingRuleDelete": gone and {"id": gone["id"]}}, **errors}
    listed = [{"id": one["id"], "name": one["name"]} for one in state.rules.values()]
    return 200, {"data": {"actor": {"account": {"alerts": {"mutingRules": listed}}}}}


if __name__ == "__main__":
    with vendors(int(sys.argv[1])):
        threading.Event().wait()
