"""The settings of a provider in the program, compared with where the catalog puts the stack."""

import json
from collections.abc import Iterator, Mapping

from estate.sandbox.clients import Place
from estate.sandbox.declared import Fault
from estate.sandbox.properties import holds_unknown

UNKEPT = ("defaultTags", "ignoreTags")  # settings that would change the provider's resources


def config_faults(settings: Mapping[str, object], place: Place) -> tuple[Fault, ...]:
    """What the settings and the catalog say differently: the official provider refuses another account, and so does this."""
    found = (_account(settings, place.account), _region(settings, place.region), *_unkept(settings))
    return tuple(fault for fault in found if fault)


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


def _unkept(settings: Mapping[str, object]) -> Iterator[Fault]:
    for name in UNKEPT:
        if settings.get(name) is not None:
            yield Fault(
                property=name, reason="the engine does not tell the sandbox which resources it is for; give each resource its own tags"
            )


def _value(given: object) -> object:
    """A setting; the engine sends all but texts as JSON. None where nobody knows it yet."""
    if given is None or holds_unknown(given):
        return None
    try:
        return json.loads(given) if isinstance(given, str) and given.startswith("[") else given
    except ValueError:
        return given
