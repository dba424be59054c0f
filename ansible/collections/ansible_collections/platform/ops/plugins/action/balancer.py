# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Takes a host out of service behind its balancer, and brings it back; in the controller's own process."""

from __future__ import annotations

import fcntl
import hashlib
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from ansible.errors import AnsibleActionFail
from ansible.plugins.action import ActionBase
from ansible_collections.platform.ops.plugins.plugin_utils.haproxy import BalancerError, Haproxy
from ansible_collections.platform.ops.plugins.plugin_utils.options import checked
from ansible_collections.platform.ops.plugins.plugin_utils.target_group import TargetGroup

STATES = ("drained", "ready", "seen")
SPEC = {
    "state": {"type": "str", "choices": list(STATES), "required": True},
    "server": {"type": "str", "required": True},
    "minimum_healthy": {"type": "int", "default": 1},
    "timeout": {"type": "int", "default": 60},
    "haproxy": {
        "type": "dict",
        "options": {"socket": {"type": "str", "required": True}, "backend": {"type": "str", "required": True}},
    },
    "target_group": {
        "type": "dict",
        "options": {
            "arn": {"type": "str", "required": True},
            "region": {"type": "str", "required": True},
            "endpoint_url": {"type": "str"},
        },
    },
}
PAUSE = 0.05  # seconds between two looks


class ActionModule(ActionBase):
    """The action."""

    _requires_connection = False
    _supports_check_mode = True

    def run(self, tmp=None, task_vars=None):
        """Do it, and wait until it is so."""
        result = super().run(tmp, task_vars)
        options = checked(self._task.args, SPEC)
        try:
            return {**result, **self._bring_about(options)}
        except BalancerError as error:
            raise AnsibleActionFail(str(error)) from error

    def _bring_about(self, options):
        balancer, server = _balancer(options), options["server"]
        with _alone(options):
            before = balancer.seen(server)
            drains = options["state"] == "drained"
            changed = options["state"] != "seen" and before.drained != drains
            if changed and drains:
                _refuse_below_minimum(balancer.servers(), server, options["minimum_healthy"])
            if changed and not self._task.check_mode:
                (balancer.drain if drains else balancer.ready)(server)
        if options["state"] != "seen" and not self._task.check_mode:
            _wait(balancer, server, drains, options["timeout"])
        return {"changed": changed, "was_drained": before.drained, "healthy": before.healthy, "sessions": before.sessions}


def _balancer(options):
    kinds = [kind for kind in ("haproxy", "target_group") if options[kind]]
    if len(kinds) != 1:
        raise AnsibleActionFail(f"{' and '.join(kinds) or 'no balancer'} given; expected one of haproxy and target_group")
    if options["haproxy"]:
        return Haproxy(options["haproxy"]["socket"], options["haproxy"]["backend"])
    import boto3

    group = options["target_group"]
    return TargetGroup(boto3.client("elbv2", region_name=group["region"], endpoint_url=group["endpoint_url"]), group["arn"])


@contextmanager
def _alone(options):
    """Two hosts that are drained at once would each count the other among those that stay."""
    name = hashlib.sha256(repr((options["haproxy"], options["target_group"])).encode()).hexdigest()[:16]
    with (Path(tempfile.gettempdir()) / f"platform-ops-balancer-{name}").open("a") as stream:
        fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def _refuse_below_minimum(servers, server, minimum):
    others = sorted(name for name, seen in servers.items() if name != server and seen.healthy and not seen.drained)
    if len(others) < minimum:
        raise BalancerError(
            f"{server} cannot be drained: {len(others)} others are healthy ({', '.join(others) or 'none'}), "
            f"{minimum} must be. Heal a host first."
        )


def _wait(balancer, server, drains, timeout):
    end = time.monotonic() + timeout
    while True:
        seen = balancer.seen(server)
        if seen.drained == drains and (seen.sessions == 0 if drains else seen.healthy):
            return
        if time.monotonic() >= end:
            wanted = "without requests" if drains else "healthy and served"
            raise BalancerError(f"{server} is not {wanted} after {timeout} s: {seen}")
        time.sleep(PAUSE)
