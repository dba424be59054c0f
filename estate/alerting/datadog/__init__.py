"""Datadog's monitors, evaluated offline as they would be deployed."""

from estate.alerting.datadog.limits import Mistake, mistakes
from estate.alerting.datadog.notifications import Notification, Span
from estate.alerting.datadog.simulate import simulate
from estate.alerting.datadog.simulation import GroupRun, MonitorRun, Simulation
from estate.alerting.datadog.states import State
from estate.alerting.planned import Planned
from estate.alerting.simulated import NotSimulated

__all__ = [
    "GroupRun",
    "Mistake",
    "MonitorRun",
    "NotSimulated",
    "Notification",
    "Planned",
    "Simulation",
    "Span",
    "State",
    "mistakes",
    "simulate",
]
