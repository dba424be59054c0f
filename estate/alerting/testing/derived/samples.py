"""Scenarios for the least number of samples: at night every request fails, one too few to say anything, then enough.

Until then the service is so busy that what fails at night is nothing to the longer windows, nor to this one before it has
forgotten the day.
"""

from collections.abc import Iterator

from estate.alerting.testing.derived.budgets import BEFORE, load_of, scenario
from estate.alerting.testing.derived.curves import curve
from estate.alerting.testing.derived.expected import Definition
from estate.alerting.testing.derived.promised import Burn
from estate.alerting.testing.model import Scenario

DAY = 60_000
"""Requests a minute: in one minute more than the most samples asked for, divided by the least threshold."""
MORE = 0.6
"""Of the least number, all within a twelfth of the window: enough, and not twice the number."""
LONGEST = 360
"""Minutes; the longest window of New Relic, which alone has a condition for this."""


def sample_scenarios(definition: Definition) -> Iterator[Scenario]:
    """One for each window of each objective that asks for samples."""
    for slo in definition.alerting.slos:
        for burn in definition.burns(slo):
            if slo.objective.minimum_samples and burn.long <= LONGEST:
                yield _scenario(burn, slo.objective.minimum_samples)


def _scenario(burn: Burn, minimum: int) -> Scenario:
    few, quiet, burst = (minimum - 1) / burn.long, burn.long + max(30, burn.long // 4), burn.long // 12
    requests = curve([(BEFORE, DAY), (quiet, few), (burst, max(MORE * minimum, 1) / burst)], last=few)
    load = load_of(burn.slo, curve([(BEFORE, 0)], last=100), requests=requests)
    # Where one is enough, a shorter window counts as many; it forgets them sooner.
    after = 60 if minimum > 1 else burn.long + 60
    return scenario(f"{burn.name}: just enough samples", {"length": f"{BEFORE + quiet + burst + after}m", "load": [load]})
