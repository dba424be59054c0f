"""All scenarios that follow from the definition, with what a vendor must tell of each."""

from collections.abc import Iterator
from contextlib import suppress
from itertools import chain

from estate.alerting.spec import Alerting
from estate.alerting.testing.derived.blame import blame_scenarios
from estate.alerting.testing.derived.budgets import budget_scenarios
from estate.alerting.testing.derived.expected import Definition, UnclearError
from estate.alerting.testing.derived.limits import limit_scenarios
from estate.alerting.testing.derived.samples import sample_scenarios
from estate.alerting.testing.derived.shared import shared_scenarios, shared_thresholds
from estate.alerting.testing.model import Scenario
from estate.alerting.testing.vendors import Vendor


def derived_scenarios(alerting: Alerting, vendor: Vendor) -> Iterator[Scenario]:
    """Every scenario of an environment, for one vendor: what it can say, and when, is its own."""
    definition = Definition(alerting=alerting, vendor=vendor)
    shared = shared_thresholds(alerting)
    loads = chain(budget_scenarios(definition), sample_scenarios(definition), blame_scenarios(definition), shared_scenarios(alerting))
    for one in loads:
        # Where two calls lie so close that the definition does not tell them apart, nothing can be expected.
        with suppress(UnclearError):
            beside = (of.expected(one, vendor) for of in shared if of.service in one.touched)
            yield one.model_copy(update={"expect": (*definition.expected(one), *beside)})
    yield from limit_scenarios(alerting, vendor)
