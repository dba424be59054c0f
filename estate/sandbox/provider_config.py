"""The settings of a provider in the program, compared with where the catalog puts the stack."""

import json
from collections.abc import Mapping

from estate.sandbox.clients import Place
from estate.sandbox.declared import Fault
from estate.sandbox.properties import holds_unknown


def config_faults(settings: Mapping[str, object], place: Place) -> tuple[Fault, ...]:
    """What the settings and the catalog say differently: the official provider refuses another account, and so does this."""
    return tuple(fault for fault in (_account(settings, place.account), _region(settings, place.region)) if fault)


def _account(settings: Mapping[str, object], account: str) -> Fault | None:
    allowed = _value(settings.get("allowedAccountIds"))
    if not isinstance(allowed, list) or account in allowed:
        return None
    return Fault(property="allowedAccountIds", reason=f"the stack lives in account {account}, allowed are {', '.join(map(str, allowed))}")


def _region(settings: Mapping[str, object], pinned: str) -> Fault | None:
    region = _value(settings.get("region"))
    if not isinstance(region, str) or region == pinned:
        return None
    reason = f"the sandbox puts this stack into {pinned}, as the catalog says, and cannot tell several providers apart"
    return Fault(property="region", reason=f"{reason}; give the resources of {region} their own region= instead")


def _value(given: object) -> object:
    """A setting; the engine sends all but texts as JSON. None where nobody knows it yet."""
    if given is None or holds_unknown(given):
        return None
    try:
        return json.loads(given) if isinstance(given, str) and given.startswith("[") else given
    except ValueError:
        return given
