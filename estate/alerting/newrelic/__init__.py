"""New Relic's conditions, evaluated offline as they would be deployed."""

from estate.alerting.newrelic.incidents import Incident
from estate.alerting.newrelic.simulate import simulate
from estate.alerting.newrelic.simulation import Event, GroupRun, Issue, MonitorRun, Notification, Simulation, Span, State
from estate.alerting.planned import Planned
from estate.alerting.simulated import NotSimulated

__all__ = [
    "Event",
    "GroupRun",
    "Incident",
    "Issue",
    "MonitorRun",
    "NotSimulated",
    "Notification",
    "Planned",
    "Simulation",
    "Span",
    "State",
    "simulate",
]
