# Copyright: Platform team
# GNU General Public License v3.0+ (see https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Mutes the monitors of a host, and lets them speak again; in the controller's own process."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

from ansible.errors import AnsibleActionFail
from ansible_collections.platform.ops.plugins.plugin_utils.actions import ControllerAction
from ansible_collections.platform.ops.plugins.plugin_utils.monitors import Datadog, NewRelic

SPEC = {
    "state": {"type": "str", "choices": ["muted", "unmuted"], "required": True},
    "host": {"type": "str", "required": True},
    "minutes": {"type": "int", "default": 60},
    "datadog_url": {"type": "str", "default": "https://api.datadoghq.eu"},
    "newrelic_url": {"type": "str", "default": "https://api.eu.newrelic.com/graphql"},
    "newrelic_account": {"type": "int"},
}


class ActionModule(ControllerAction):
    """The action."""

    spec = SPEC

    def act(self, options):
        """At every vendor whose keys are there."""
        vendors = _vendors(options)
        if self._task.check_mode:
            return {"vendors": sorted(vendors)}
        until = datetime.now(UTC) + timedelta(minutes=options["minutes"])
        done = {
            name: vendor.unmute(options["host"]) if options["state"] == "unmuted" else [vendor.mute(options["host"], until)]
            for name, vendor in vendors.items()
        }
        return {"changed": any(done.values()), "vendors": sorted(vendors), "ids": done}


def _vendors(options):
    """Keys come from the environment, which no inventory and no evidence holds."""
    given = os.environ
    found = {}
    if given.get("DD_API_KEY"):
        found["datadog"] = Datadog(options["datadog_url"], given["DD_API_KEY"], given.get("DD_APP_KEY", ""))
    if given.get("NEW_RELIC_API_KEY"):
        if options["newrelic_account"] is None:
            raise AnsibleActionFail("NEW_RELIC_API_KEY is given and newrelic_account is not; expected the number of the account")
        found["newrelic"] = NewRelic(options["newrelic_url"], given["NEW_RELIC_API_KEY"], options["newrelic_account"])
    return found
