"""Calling somebody: pages are kept with what they are about, and sent until PagerDuty has them."""

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import httpx

from estate.catalog.mistakes import shorten
from estate.errors import InputError
from estate.remediation.store import tell
from estate.vendors.http import base_url

KEY_VARIABLE = "ESTATE_REMEDIATION_PAGE_KEY"
URL_VARIABLE = "ESTATE_REMEDIATION_PAGE_URL"
URL = "https://events.pagerduty.com"
LONGEST_SUMMARY = 1024  # characters (Events API v2, payload.summary)
ACCEPTED = 202
TIMEOUT = httpx.Timeout(10.0)
MOST_AT_ONCE = 20
FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Page:
    """What somebody is called for."""

    key: str
    """Two pages of one key are one call."""
    summary: str
    source: str
    details: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class Pager:
    """Where pages go."""

    url: str
    routing_key: str


def read_pager(variables: Mapping[str, str]) -> Pager:
    """The pager that the environment names. InputError for none: what could not be healed must reach somebody."""
    key = variables.get(KEY_VARIABLE, "").strip()
    if not key:
        raise InputError(f"{KEY_VARIABLE} is not set; expected the integration key of a PagerDuty service (Events API v2)")
    return Pager(url=base_url(variables.get(URL_VARIABLE) or URL, variable=URL_VARIABLE), routing_key=key)


def call(connection: sqlite3.Connection, page: Page, *, now: datetime) -> None:
    """Keep a page, in the transaction of what it is about."""
    body = {"summary": page.summary[:LONGEST_SUMMARY], "source": page.source, "severity": "error", "custom_details": page.details}
    added = connection.execute("INSERT OR IGNORE INTO pages (key, body) VALUES (?, ?)", (page.key, json.dumps(body)))
    if added.rowcount:
        tell(connection, "paged", now=now, page=page.key, summary=page.summary)


def due(connection: sqlite3.Connection, *, now: datetime) -> tuple[tuple[str, str], ...]:
    """Key and body of the pages that are to be sent now."""
    rows = connection.execute(
        "SELECT key, body FROM pages WHERE sent_at IS NULL AND next_at <= ? ORDER BY id LIMIT ?", (now.timestamp(), MOST_AT_ONCE)
    )
    return tuple((row["key"], row["body"]) for row in rows)


def sent(connection: sqlite3.Connection, key: str, *, now: datetime) -> None:
    """PagerDuty has it."""
    connection.execute("UPDATE pages SET sent_at = ?, tries = tries + 1 WHERE key = ?", (now.timestamp(), key))
    tell(connection, "page sent", now=now, page=key)


def not_sent(connection: sqlite3.Connection, key: str, *, why: str, now: datetime) -> None:
    """It is tried again, each time a little later."""
    tries = connection.execute("SELECT tries FROM pages WHERE key = ?", (key,)).fetchone()["tries"]
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(tries, 10))
    connection.execute("UPDATE pages SET tries = tries + 1, next_at = ? WHERE key = ?", ((now + pause).timestamp(), key))
    if tries == 0:
        tell(connection, "page not sent", now=now, page=key, why=why)


async def send(client: httpx.AsyncClient, pager: Pager, *, key: str, body: str) -> str | None:
    """Send one page; why it was not taken, None when it was."""
    event = {"routing_key": pager.routing_key, "event_action": "trigger", "dedup_key": key, "payload": json.loads(body)}
    try:
        answer = await client.post(f"{pager.url}/v2/enqueue", json=event, timeout=TIMEOUT)
    except httpx.HTTPError as error:
        return f"{type(error).__name__}"
    return None if answer.status_code == ACCEPTED else f"PagerDuty answered {answer.status_code}: {shorten(answer.text, 200)}"
