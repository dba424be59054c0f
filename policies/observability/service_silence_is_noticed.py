"""A monitor of the service that tells of missing data, or that asks whether there was anything at all."""

import re

from estate.catalog.service import Service
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World
from policies.observability._alerts import CONDITION, MONITOR, query, tells

TIER = 1
TOLD = ("show_and_notify_no_data",)
NOTHING = re.compile(r"<=?\s*(0|0\.0+|1)\s*$")
"""Fewer than one of something."""


def judge(service: Service, world: World) -> Verdict:
    """Of services of tier 1, at any of the vendors."""
    if service.tier != TIER:
        return not_applicable(f"it is of tier {service.tier}")
    for alert in world.of(service, MONITOR, CONDITION):
        if _hears_silence(alert) and tells(alert, world):
            return passed(f"{alert.title} tells of it")
    return failed("no monitor tells of missing data; expected one")


def _hears_silence(alert: Item) -> bool:
    if alert.type == CONDITION:
        # Without a duration no signal is ever lost (provider, NrqlAlertCondition).
        return alert.at("openViolationOnExpiration").flag(default=False) and alert.at("expirationDuration").is_present
    spoken = alert.at("onMissingData").text("") in TOLD or alert.at("notifyNoData").flag(default=False)
    return spoken or NOTHING.search(query(alert)) is not None
