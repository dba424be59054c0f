"""The settings of a provider in the program, compared with where the catalog puts the stack."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from estate.sandbox.declared import Fault
from estate.sandbox.properties import holds_unknown


@dataclass(frozen=True, kw_only=True)
class Pins:
    """Where the catalog puts a stack."""

    account: str
    region: str


def config_faults(settings: Mapping[str, object], pins: Pins | None) -> tuple[Fault, ...]:
    """What the settings and the catalog say differently: the official provider would refuse the account, and so does this."""
    if pins is None:
        return ()
    return tuple(fault for fault in (_account(settings, pins), _region(settings, pins)) if fault)


def _account(settings: Mapping[str, object], pins: Pins) -> Fault | None:
    allowed = _value(settings.get("allowedAccountIds"))
    if not isinstance(allowed, list) or pins.account in allowed:
        return None
    return Fault(
        property="allowedAccountIds", reason=f"the stack lives in account {pins.account}, allowed are {', '.join(map(str, allowed))}"
    )


def _region(settings: Mapping[str, object], pins: Pins) -> Fault | None:
    region = _value(settings.get("region"))
    if not isinstance(region, str) or region == pins.region:
        return None
    reason = f"the sandbox puts this stack into {pins.region}, as the catalog says, and cannot tell several providers apart"
    return Fault(property="region", reason=f"{reason}; give the resources of {region} their own region= instead")


def _value(given: object) -> object:
    """A setting; the engine sends all but texts as JSON. None where nobody knows it yet."""
    if given is None or holds_unknown(given):
        return None
    try:
        return json.loads(given) if isinstance(given, str) and given.startswith("[") else given
    except ValueError:
        return given
