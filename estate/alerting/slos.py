"""From objectives to specs: which budgets are watched, and who is told when they burn."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from estate.alerting.burn import BurnError, BurnWindow, burn_windows
from estate.alerting.routing import route
from estate.alerting.silencers import silencers
from estate.alerting.slis import slis
from estate.alerting.spec import BurnAlert, Measured, SloSpec, Subject
from estate.alerting.subjects import measured_on, subject_of, waiting_in
from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment
from estate.catalog.fact import format_duration
from estate.catalog.objective import Objective
from estate.catalog.service import Service
from estate.catalog.store import Store
from estate.catalog.words import did_you_mean
from estate.naming import scope_of

MINUTE = timedelta(minutes=1)
BAD_MINUTES = 3
"""One reading is an accident, two may be one late reading; also what a release goes back on (`estate.alerting.rollback`)."""
SHORTER = Fraction(30, 28)
"""New Relic has 28 days for 30 (`estate.alerting.vendor_burn`): the share of that budget is smaller."""
WHY = f"fewer than {BAD_MINUTES} bad minutes are no trend"


def slos(catalog: Catalog, environment: Environment) -> tuple[SloSpec, ...]:
    """The objectives of every service that runs in the environment. BurnError for one whose budget cannot burn that fast."""
    return tuple(spec for service in catalog.services_in(environment) for spec in _of_service(catalog, environment, service))


def _of_service(catalog: Catalog, environment: Environment, service: Service) -> Iterator[SloSpec]:
    subject = subject_of(catalog, environment, service)
    _refuse_unknown(service, (change.name for change in service.alerts if change.budget is not None))
    for objective in service.objectives:
        measured, source = _measure(catalog, environment, service, objective)
        what = _what(objective)
        windows = _shares(service, objective, measured, burn_windows(subject.tier, objective.period))
        alerts = tuple(_alert(window, objective, subject, what, reason) for window, reason in windows)
        yield SloSpec(
            name=f"{service.name}.{what}",
            subject=subject,
            objective=objective,
            measured=measured,
            source=source,
            alerts=alerts,
            silenced_by=silencers(catalog, environment, service, objective.sli),
        )


def _what(objective: Objective) -> str:
    return objective.sli if objective.of is None else f"{objective.sli}.{objective.of}"


def _refuse_unknown(service: Service, names: Iterable[str]) -> None:
    """An environment may want less of a service than its tier: what is known is what its own tier has."""
    known = [
        f"{_what(objective)}.{format_duration(window.long)}"
        for objective in service.objectives
        for window in burn_windows(service.tier, objective.period)
    ]
    for name in names:
        if name not in known:
            hint = did_you_mean(name, known) or f"known are {', '.join(sorted(known)) or 'none: it has no objective'}"
            raise BurnError(f"catalog/services/{service.name}.yaml  alerts: {name!r} has no budget; {hint}")


def enough_minutes(window: BurnWindow, objective: Objective, measured: Measured) -> BurnWindow:
    """The window with a share that takes `BAD_MINUTES`, where minutes are counted: a share of a small budget may be less than a minute.

    Then one late reading would call people.
    """
    if slis()[f"{measured}.{objective.sli}"].kind != "slices":
        return window
    budget = objective.budget * Fraction(objective.period // MINUTE)
    # Alerts ask for more than their threshold: it lies under that many minutes, and not under one less.
    least = Fraction(math.ceil(100 * (BAD_MINUTES - 1) * SHORTER / budget), 100)
    return replace(window, share=max(window.share, least))


def _shares(service: Service, objective: Objective, measured: Measured, told: Iterable[BurnWindow]) -> Iterator[tuple[BurnWindow, str]]:
    """The windows with their shares, and why one is not the published share."""
    own = {change.name: change for change in service.alerts if change.budget is not None}
    for window in told:
        change = own.get(f"{_what(objective)}.{format_duration(window.long)}")
        if change is not None and change.budget is not None:
            yield _own(window, change.budget, objective, f"catalog/services/{service.name}.yaml  alerts: {change.name}"), change.reason
        else:
            enough = enough_minutes(window, objective, measured)
            yield enough, "" if enough == window else WHY


def _own(window: BurnWindow, percent: float, objective: Objective, where: str) -> BurnWindow:
    """The window with a share of the catalog's own. BurnError, with its place, for one that cannot be."""
    own = replace(window, share=Fraction(str(percent)) / 100)
    try:
        own.factor(objective.period)
    except BurnError as error:
        raise BurnError(f"{where}: {error}") from None
    return own


def _measure(catalog: Catalog, environment: Environment, service: Service, objective: Objective) -> tuple[Measured, str]:
    """What is counted and where; the checks of the catalog have seen that there is something."""
    if objective.probe:
        return "synthetic", objective.probe.path
    if objective.of:
        store = catalog.stores[objective.of]
        return waiting_in(store) or "queue", _waiting(catalog, environment, service, store)
    return measured_on(catalog, service) or "http", ""


def _waiting(catalog: Catalog, environment: Environment, service: Service, store: Store) -> str:
    """The topic of a stream, or the physical name of the queue."""
    scope = scope_of(organisation=catalog.organisation, environment=environment, team=catalog.teams[store.owner], thing=store)
    topic = next((use.topic for use in service.uses if use.store == store.name and use.topic), None)
    return topic or scope.name("sqs/queue", store.name)


def _alert(window: BurnWindow, objective: Objective, subject: Subject, what: str, reason: str) -> BurnAlert:
    factor = window.factor(objective.period)
    threshold = window.threshold(objective.period, objective.budget)
    if threshold > 1:
        text = f"{subject.service} {what}: {window.name} needs {float(threshold * 100):.4g} % bad ones, more than there are"
        raise BurnError(f"{text}; expected a target above {float(100 * (1 - 1 / factor)):.4g}")
    return BurnAlert(
        window=window, factor=factor, threshold=threshold, route=route(window.urgency, "symptom", subject, what), reason=reason
    )
