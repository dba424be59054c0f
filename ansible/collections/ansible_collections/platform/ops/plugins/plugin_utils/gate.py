# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Whether a rolling change may begin: its batches, its window, a freeze. Values in, reasons out."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any

WHOSE = {"image": "replaced by hosts from a newer image", "window": "patched by Systems Manager in its window"}
PERCENT = re.compile(r"(\d{1,3})%")


def batch_mistakes(batches: list[Any], *, hosts: int, production: bool) -> list[str]:
    """What is wrong with the sizes of the batches, for so many hosts."""
    mistakes = [] if batches else ["patch_batches is empty; expected sizes such as [1, '50%']"]
    for batch in batches:
        share = PERCENT.fullmatch(str(batch))
        size = int(str(batch)) if str(batch).isdigit() else None
        if size is None and share is None:
            mistakes.append(f"patch_batches has {batch!r}; expected a number of hosts or a share such as '25%'")
        elif size == 0 or (share and int(share[1]) == 0):
            mistakes.append(f"patch_batches has {batch!r}: no host would ever be patched; expected at least 1 host or 1 %")
        elif share and int(share[1]) > 100:
            mistakes.append(f"patch_batches has {batch!r}; expected at most 100 %")
        elif production and hosts > 1 and ((size or 0) >= hosts or (share and int(share[1]) == 100)):
            mistakes.append(f"patch_batches has {batch!r}: all {hosts} hosts of production at once; expected a part of them, such as '50%'")
    return mistakes


def owner_mistakes(owners: dict[str, str]) -> list[str]:
    """Hosts that are patched in another way, by host who patches it; nothing for hosts of which nobody says it."""
    return [
        f"{host} is not patched by the playbook: it is {WHOSE.get(owner, f'of {owner}')} (estate_patched_by)"
        for host, owner in sorted(owners.items())
        if owner not in ("", "playbook")
    ]


def closed(*, now: datetime, window: dict[str, str] | None, freezes: list[dict[str, str]]) -> list[str]:
    """Why nothing may be changed at this moment; empty when something may."""
    reasons = []
    if window:
        opens, closes = parse(window["opens"]), parse(window["closes"])
        if closes <= opens:
            reasons.append(f"the window closes at {window['closes']}, before it opens at {window['opens']}")
        elif now >= closes:
            reasons.append(f"the window is in the past: it closed at {window['closes']}")
        elif now < opens:
            reasons.append(f"the window is closed: it opens at {window['opens']}")
    frozen = [freeze for freeze in freezes if parse(freeze["from"]) <= now < parse(freeze["until"])]
    return reasons + [f"changes are frozen until {freeze['until']}: {freeze['reason']}" for freeze in frozen]


def parse(moment: str) -> datetime:
    """A moment with its offset from UTC. ValueError for one without."""
    found = datetime.fromisoformat(moment)
    if found.tzinfo is None:
        raise ValueError(f"{moment!r} has no offset from UTC; expected one such as 2026-12-03T02:00:00Z")
    return found.astimezone(UTC)
