# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a host out of service behind its balancer, and brings it back."""

from __future__ import annotations

import fcntl
import hashlib
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ansible_collections.platform.ops.plugins.plugin_utils.haproxy import BalancerError, Haproxy, Seen
from ansible_collections.platform.ops.plugins.plugin_utils.target_group import TargetGroup

PAUSE = 0.05  # seconds between two looks


def bring_about(state: str, options: dict[str, Any], *, check_mode: bool) -> dict[str, Any]:
    """The server drained or ready, as soon as it is so; V(seen) only looks. BalancerError where that cannot be."""
    behind, server = _balancer(options), options["server"]
    with _alone(options):
        before = behind.seen(server)
        drains = state == "drained"
        changed = state != "seen" and before.drained != drains
        if changed and drains:
            _refuse_below_minimum(behind.servers(), server, options["minimum_healthy"])
        if changed and not check_mode:
            (behind.drain if drains else behind.ready)(server)
    if state != "seen" and not check_mode:
        _wait(behind, server, drains=drains, timeout=options["timeout"])
    return {"changed": changed, "was_drained": before.drained, "healthy": before.healthy, "sessions": before.sessions}


def of_role(drain: dict[str, Any], host: str) -> dict[str, Any] | None:
    """What `bring_about` takes, from the variables of the role drain; None for a host that serves nobody."""
    kind = drain["drain_balancer"]
    if kind == "none":
        return None
    return {
        "server": drain["drain_server"] or host,
        "minimum_healthy": drain["drain_minimum_healthy"],
        "timeout": drain["drain_timeout"],
        kind: drain[f"drain_{kind}"],
    }


def _balancer(options: dict[str, Any]) -> Haproxy | TargetGroup:
    kinds = [kind for kind in ("haproxy", "target_group") if options.get(kind)]
    if len(kinds) != 1:
        raise BalancerError(f"{' and '.join(kinds) or 'no balancer'} given; expected one of haproxy and target_group")
    if kinds == ["haproxy"]:
        return Haproxy(options["haproxy"]["socket"], options["haproxy"]["backend"])
    return TargetGroup.of_options(options["target_group"])


@contextmanager
def _alone(options: dict[str, Any]) -> Iterator[None]:
    """Two hosts that are drained at once would each count the other among those that stay."""
    name = hashlib.sha256(repr((options.get("haproxy"), options.get("target_group"))).encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"platform-ops-balancer-{name}").open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _refuse_below_minimum(servers: dict[str, Seen], server: str, minimum: int) -> None:
    others = sorted(name for name, seen in servers.items() if name != server and seen.healthy and not seen.drained)
    if len(others) < minimum:
        raise BalancerError(
            f"{server} cannot be drained: {len(others)} others are healthy ({', '.join(others) or 'none'}), "
            f"{minimum} must be. Heal a host first."
        )


def _wait(behind: Haproxy | TargetGroup, server: str, *, drains: bool, timeout: int) -> None:
    end = time.monotonic() + timeout
    while True:
        seen = behind.seen(server)
        if seen.drained == drains and (seen.sessions == 0 if drains else seen.healthy):
            return
        if time.monotonic() >= end:
            wanted = "without requests" if drains else "healthy and served"
            raise BalancerError(f"{server} is not {wanted} after {timeout} s: {seen}")
        time.sleep(PAUSE)
