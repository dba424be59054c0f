# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mutes what vendors' monitors say of one host, and lets them speak again.

Datadog: downtimes of the API, version 2. New Relic: muting rules of NerdGraph. Each is told by its name whose it is, so that a second
process, on another day, finds it again; and each has an end of its own, in case that nobody comes back to say so.
"""

from __future__ import annotations

import json
import urllib.error
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from ansible.module_utils.urls import open_url
from ansible_collections.platform.ops.plugins.plugin_utils.errors import OpsError

PAGE = 100  # downtimes of an answer, at most (Datadog API reference, Get all downtimes, page[limit])
SECONDS = 10

_CREATE = "mutation($account: Int!, $rule: AlertsMutingRuleInput!) { alertsMutingRuleCreate(accountId: $account, rule: $rule) { id } }"
_DELETE = "mutation($account: Int!, $id: ID!) { alertsMutingRuleDelete(accountId: $account, id: $id) { id } }"
_LIST = "query($account: Int!) { actor { account(id: $account) { alerts { mutingRules { id name } } } } }"


class MonitorError(OpsError):
    """A vendor that refuses, or does not answer."""


@dataclass(frozen=True)
class Datadog:
    """The downtimes of a site."""

    url: str
    api_key: str
    application_key: str

    def mute(self, host: str, until: datetime) -> str:
        """The id of a downtime of all monitors, on this host alone, from this moment."""
        attributes = {
            "scope": f"host:{host}",
            "message": title(host),
            "monitor_identifier": {"monitor_tags": ["*"]},
            # An offset of zero is what the API takes.
            "schedule": {"end": until.astimezone(UTC).isoformat(timespec="seconds")},
        }
        answer = self._ask("POST", "", {"data": {"type": "downtime", "attributes": attributes}})
        return str(answer["data"]["id"])

    def unmute(self, host: str) -> list[str]:
        """Cancel every downtime that was begun for this host; their ids."""
        found = [one["id"] for one in self._current() if one["attributes"].get("message") == title(host)]
        for name in found:
            self._ask("DELETE", f"/{name}")
        return found

    def _current(self) -> Iterator[dict[str, Any]]:
        seen = 0
        while True:
            page = self._ask("GET", f"?current_only=true&page[limit]={PAGE}&page[offset]={seen}")["data"]
            yield from page
            seen += len(page)
            if len(page) < PAGE:
                return

    def _ask(self, method: str, path: str, body: dict[str, Any] | None = None) -> dict[str, Any]:
        keys = {"DD-API-KEY": self.api_key, "DD-APPLICATION-KEY": self.application_key}
        return call(method, f"{self.url}/api/v2/downtime{path}", keys, body)


@dataclass(frozen=True)
class NewRelic:
    """The muting rules of an account."""

    url: str
    key: str
    account: int

    def mute(self, host: str, until: datetime) -> str:
        """The id of a rule that mutes what is about this host, from this moment."""
        rule = {
            "name": title(host),
            "enabled": True,
            "condition": {"operator": "AND", "conditions": [{"attribute": "targetName", "operator": "EQUALS", "values": [host]}]},
            # Local times without an offset are what the API takes, and the zone beside them.
            "schedule": {"endTime": until.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds"), "timeZone": "UTC"},
        }
        return str(self._ask(_CREATE, rule=rule)["alertsMutingRuleCreate"]["id"])

    def unmute(self, host: str) -> list[str]:
        """Delete every rule that was made for this host; their ids."""
        rules = self._ask(_LIST)["actor"]["account"]["alerts"]["mutingRules"]
        found = [str(one["id"]) for one in rules if one["name"] == title(host)]
        for name in found:
            self._ask(_DELETE, id=name)
        return found

    def _ask(self, query: str, **variables: Any) -> dict[str, Any]:
        answer = call("POST", self.url, {"API-Key": self.key}, {"query": query, "variables": {"account": self.account, **variables}})
        # NerdGraph says what is wrong in an answer of status 200.
        if answer.get("errors"):
            raise MonitorError(f"{self.url}: {'; '.join(str(one.get('message')) for one in answer['errors'])}")
        return answer["data"]


def title(host: str) -> str:
    """By which a downtime or a rule is found again."""
    return f"platform.ops maintenance of {host}"


def call(method: str, url: str, headers: dict[str, str], body: dict[str, Any] | None) -> dict[str, Any]:
    """A JSON answer, empty where there is no text. MonitorError for any refusal but that it is gone already."""
    data = json.dumps(body) if body is not None else None
    try:
        with open_url(
            url, method=method, data=data, headers={"Content-Type": "application/json", **headers}, timeout=SECONDS, follow_redirects="none"
        ) as answer:
            text = answer.read()
    except urllib.error.HTTPError as error:
        with error:
            if method == "DELETE" and error.code == 404:
                return {}
            raise MonitorError(f"{method} {url} answers {error.code}: {error.read(500).decode(errors='replace')}") from error
    except OSError as error:
        raise MonitorError(f"{method} {url}: {getattr(error, 'reason', None) or error}") from error
    return json.loads(text) if text else {}
