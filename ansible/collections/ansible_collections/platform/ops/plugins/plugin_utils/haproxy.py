# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""A server behind HAProxy, through the runtime API (HAProxy management guide, section 9)."""

from __future__ import annotations

import socket
from dataclasses import dataclass

from ansible_collections.platform.ops.plugins.plugin_utils.errors import OpsError

SECONDS = 5
# Bits of srv_admin_state that an operator sets through this socket: forced maintenance and forced drain (section 9.3).
# The status column of "show stat" mixes them with what the health checks say, so that a drained server that is ill reads DOWN.
FORCED = 0x01 | 0x08
ADMIN_STATE, RUNNING_STATE, SESSIONS = 6, 5, 4  # columns
RUNNING = 2


class BalancerError(OpsError):
    """What the balancer refused, or was not found behind it."""


@dataclass(frozen=True)
class Seen:
    """A server, as the balancer sees it."""

    drained: bool
    healthy: bool
    sessions: int


class Haproxy:
    """One backend behind one socket: a path, or HOST:PORT."""

    def __init__(self, address: str, backend: str) -> None:
        self.address = address
        self.backend = backend

    def servers(self) -> dict[str, Seen]:
        """Every server of the backend. BalancerError where there is no such backend."""
        states = [words for line in self.ask(f"show servers state {self.backend}").splitlines() if len(words := line.split()) > ADMIN_STATE]
        rows = (line.split(",") for line in self.ask("show stat").splitlines())
        sessions = {row[1]: int(row[SESSIONS]) for row in rows if row[0] == self.backend}
        found = {
            words[3]: Seen(
                drained=bool(int(words[ADMIN_STATE]) & FORCED), healthy=int(words[RUNNING_STATE]) == RUNNING, sessions=sessions[words[3]]
            )
            for words in states
            if words[1] == self.backend
        }
        if not found:
            raise BalancerError(f"no backend {self.backend!r} behind {self.address}")
        return found

    def seen(self, server: str) -> Seen:
        """One server. BalancerError with those that exist when it is none of them."""
        servers = self.servers()
        if server not in servers:
            raise BalancerError(f"no server {server!r} in backend {self.backend!r} of {self.address}; it has {', '.join(sorted(servers))}")
        return servers[server]

    def drain(self, server: str) -> None:
        """No new requests for the server."""
        self.command(f"set server {self.backend}/{server} state drain")

    def ready(self, server: str) -> None:
        """Requests again, as soon as its health checks pass."""
        self.command(f"set server {self.backend}/{server} state ready")

    def command(self, text: str) -> None:
        """A command that answers with nothing when all is well. BalancerError with what it answers else."""
        said = self.ask(text).strip()
        if said:
            raise BalancerError(f"{self.address} answers to {text!r}: {said}")

    def ask(self, question: str) -> str:
        """The answer to one command. BalancerError where nobody answers."""
        host, _colon, port = self.address.rpartition(":")
        family, target = (socket.AF_UNIX, self.address) if self.address.startswith("/") else (socket.AF_INET, (host, int(port)))
        try:
            with socket.socket(family) as stream:
                stream.settimeout(SECONDS)
                stream.connect(target)
                stream.sendall(f"{question}\n".encode())
                return b"".join(iter(lambda: stream.recv(65536), b"")).decode()
        except OSError as error:
            raise BalancerError(f"the balancer at {self.address} does not answer: {error.strerror or error}") from error
