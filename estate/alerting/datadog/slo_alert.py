"""Alerts on an objective: burn rates and used budgets (docs: service_level_objectives/burn_rate, error_budget)."""

from collections.abc import Collection
from dataclasses import replace

import numpy as np

from estate.alerting.datadog import evaluate, resources
from estate.alerting.datadog.frame import Instants
from estate.alerting.datadog.metric import Group
from estate.alerting.datadog.options import thresholds
from estate.alerting.datadog.parse import parse_slo, seconds
from estate.alerting.datadog.resources import MonitorInputs
from estate.alerting.datadog.simulation import Track
from estate.alerting.datadog.slo import Measure, Objective, objective
from estate.alerting.datadog.states import Rules, Silence, outcomes
from estate.alerting.datadog.syntax import BurnRate, ErrorBudget, NotSimulatedError
from estate.alerting.datadog.windows import frequency
from estate.alerting.datadog.world import Evaluated, World
from estate.alerting.planned import of_type
from estate.alerting.series import Values

PER_CENT = 100.0


def evaluated(monitor: MonitorInputs, world: World) -> Evaluated:
    """The states of the whole objective; where nothing happened in a window, its state stays."""
    query = parse_slo(monitor.query)
    window = query.long if isinstance(query, BurnRate) else seconds(query.over)
    instants = world.instants(every=frequency(window), delay=monitor.evaluation_delay, window=window)
    how = Rules(
        thresholds=thresholds(monitor, query.condition),
        silence=Silence(meaning="keep"),
        require_full_window=False,
        group_delay=None,
    )
    value = _measured(query, _objective(query.slo, world), instants, world)
    always = np.ones(len(value), dtype=bool)
    seen = evaluate.Evaluated(value=value, missing=~always, full=None, seen=np.ones(world.frame.minutes, dtype=bool))
    tracks: dict[Group, Track] = {(): Track.of(outcomes(seen, how, instants), instants)} if instants.number else {}
    return Evaluated(monitor=monitor, keys=(), tracks=tracks)


def _measured(query: BurnRate | ErrorBudget, found: Objective, instants: Instants, world: World) -> Values:
    """The lower of both burn rates, since both must be above; or the per cent of the budget that is used."""
    budget = found.budget(query.over)
    if not instants.number:
        return np.zeros(0)
    measure = Measure(store=world.store, tracks={name: one.tracks for name, one in world.done.items()})
    value = measure.bad_share(found.sli, instants) / budget
    if isinstance(query, ErrorBudget):
        return value * PER_CENT
    return np.minimum(value, measure.bad_share(found.sli, replace(instants, window=query.short)) / budget)


def _objective(name: str, world: World) -> Objective:
    for one in of_type(world.planned, resources.OBJECTIVE):
        if name in (names := {one.name, f"${{index/serviceLevelObjective.{one.name}.id}}"}):
            _refuse_corrections(one.name, names, world)
            return objective(one)
    raise NotSimulatedError(f"the query names the objective {name}, which the plan does not hold")


def _refuse_corrections(name: str, names: Collection[str], world: World) -> None:
    """A correction takes time out of the measured; what it does to a burn rate meanwhile is not published."""
    for one in of_type(world.planned, resources.CORRECTION):
        if one.inputs.get("sloId") in names:
            raise NotSimulatedError(f"the objective {name} has the correction {one.name}, and corrections are not simulated")
