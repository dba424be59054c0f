# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Missing upgrades as compliance items (Systems Manager API, PutComplianceItems and ComplianceItemEntry)."""

from __future__ import annotations

from datetime import datetime
from typing import Any

# Of the values that AWS takes (ComplianceItemEntry, Severity).
SECURITY, OTHER = "HIGH", "LOW"


def remember(known: dict[str, dict[str, str]], hosts: dict[str, list[dict[str, Any]]], now: datetime) -> dict[str, dict[str, str]]:
    """When each upgrade that is missing now was first missing, by host; what is installed since is forgotten."""
    moment = now.isoformat(timespec="seconds")
    return {host: {key: known.get(host, {}).get(key, moment) for key in map(_key, missing)} for host, missing in hosts.items()}


def items(hosts: dict[str, list[dict[str, Any]]], seen: dict[str, dict[str, str]], now: datetime) -> dict[str, dict[str, Any]]:
    """For each host a summary and its items, the ones that matter most and are oldest first."""
    return {host: _host(missing, seen[host], now) for host, missing in sorted(hosts.items())}


def _host(missing: list[dict[str, Any]], seen: dict[str, str], now: datetime) -> dict[str, Any]:
    ordered = sorted(missing, key=lambda one: (not one["security"], seen[_key(one)], one["name"]))
    entries = [_item(one, seen[_key(one)], now) for one in ordered]
    security = sum(one["security"] for one in missing)
    return {"missing": len(missing), "missing_security": security, "status": "NON_COMPLIANT" if security else "COMPLIANT", "Items": entries}


def _item(one: dict[str, Any], first: str, now: datetime) -> dict[str, Any]:
    days = (now - datetime.fromisoformat(first)).days
    return {
        "Id": one["name"],
        "Title": f"{one['name']} {one['old']} -> {one['new']}",
        "Severity": SECURITY if one["security"] else OTHER,
        "Status": "NON_COMPLIANT",
        "Details": {"InstalledVersion": one["old"], "MissingVersion": one["new"], "Origin": one["origin"], "DaysMissing": str(days)},
    }


def _key(one: dict[str, Any]) -> str:
    return f"{one['name']}={one['new']}"
