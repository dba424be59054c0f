"""How people name an alert: as the estate does, as a part of it is called, or as a vendor shows it."""

import re
from collections.abc import Iterable, Mapping

from estate.alerting.spec import Alerting, MonitorSpec, SloSpec
from estate.alerting.testing.hearing import alert_of
from estate.catalog.mistakes import show
from estate.catalog.words import did_you_mean
from estate.errors import InputError

Spec = SloSpec | MonitorSpec
TITLE = re.compile(r"\s*\[([a-z0-9-]+)\] ([a-z0-9]+(?:[.-][a-z0-9]+)+)(?: .*)?", re.DOTALL)
"""What a vendor shows: `[production] checkout.availability.1h`, and where it says so, on what."""


def of_title(text: str) -> tuple[str, str | None]:
    """The name in a vendor's title, and its environment; None where the text is no title."""
    found = TITLE.fullmatch(text)
    return (found[2], found[1]) if found else (text.strip(), None)


def spec_named(alerting: Alerting, name: str) -> Spec:
    """The spec of that name, or of which a monitor of that name is a part. InputError with the nearest."""
    known: Mapping[str, Spec] = {one.name: one for one in (*alerting.slos, *alerting.monitors)}
    found = known.get(alert_of(name, _with_parts(known.values(), name)))
    if found is None:
        hint = did_you_mean(name, known) or f"all of them: estate alerts list {alerting.environment}"
        raise InputError(f"{show(name)} is nothing that is watched in {alerting.environment}\n    {hint}")
    return found


PART = re.compile(r"\.\d+[smhd](\.(long|short|samples|needed-long|needed-short|held-back))?")
"""What stands after an objective's name in those of its monitors (`estate.alerting.forms`): the long window, and what is measured."""


def _with_parts(specs: Iterable[Spec], name: str) -> list[str]:
    """The names of which `name` may be a part: a threshold has none."""
    return [
        one.name
        for one in specs
        if name == one.name or (isinstance(one, SloSpec) and PART.fullmatch(name.removeprefix(one.name)) is not None)
    ]
