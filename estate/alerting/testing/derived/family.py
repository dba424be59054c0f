"""All scenarios that follow from the definition, with what a vendor must tell of each."""

from dataclasses import dataclass
from itertools import chain

from estate.alerting.spec import Alerting
from estate.alerting.testing.derived.blame import blame_scenarios
from estate.alerting.testing.derived.budgets import budget_scenarios
from estate.alerting.testing.derived.expected import Definition, UnclearError
from estate.alerting.testing.derived.gone import gone_scenarios
from estate.alerting.testing.derived.limits import limit_scenarios
from estate.alerting.testing.derived.looks import look_scenarios
from estate.alerting.testing.derived.samples import sample_scenarios
from estate.alerting.testing.derived.shared import shared_scenarios, shared_thresholds
from estate.alerting.testing.model import Scenario
from estate.alerting.testing.vendors import Vendor


@dataclass(frozen=True, kw_only=True)
class Family:
    """The scenarios of an environment for one vendor: what it can say, and when, is its own."""

    scenarios: tuple[Scenario, ...]
    unclear: tuple[str, ...]
    """The names of those in which two calls lie so close that nothing can be expected."""


def derived_scenarios(alerting: Alerting, vendor: Vendor) -> Family:
    """Every scenario that follows from the objectives and thresholds of an environment."""
    definition = Definition(alerting=alerting, vendor=vendor)
    shared = shared_thresholds(alerting)
    loads = chain(
        budget_scenarios(definition),
        look_scenarios(definition),
        sample_scenarios(definition),
        blame_scenarios(definition),
        shared_scenarios(alerting),
    )
    found: list[Scenario] = []
    unclear: list[str] = []
    for one in loads:
        beside = (of.expected(one, vendor) for of in shared if of.service in one.touched)
        try:
            found.append(one.model_copy(update={"expect": (*definition.expected(one), *beside)}))
        except UnclearError:
            unclear.append(one.name)
    return Family(scenarios=(*found, *limit_scenarios(alerting, vendor), *gone_scenarios(alerting, vendor)), unclear=tuple(unclear))
