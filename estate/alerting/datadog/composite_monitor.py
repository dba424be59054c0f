"""Composites over the monitors that were evaluated before them."""

from estate.alerting.datadog import composite, resources
from estate.alerting.datadog.parse import parse_composite
from estate.alerting.datadog.resources import MonitorInputs
from estate.alerting.datadog.syntax import NotSimulatedError, references
from estate.alerting.datadog.world import Evaluated, World

SLO_IN_COMPOSITE = "an SLO alert inside a composite is documented nowhere"


def evaluated(monitor: MonitorInputs, world: World) -> Evaluated:
    """The states of every group that the children have in common. NotSimulatedError where a child has no states."""
    trigger = parse_composite(monitor.query)
    children = {name: _child(name, world) for name in references(trigger)}
    instants = world.instants()
    met = composite.common_groups([(name, one.tracks) for name, one in children.items()])
    return Evaluated(
        monitor=monitor,
        keys=max((one.keys for one in children.values()), key=len),
        tracks={group: composite.track(trigger, of, instants, notify_no_data=monitor.notify_no_data) for group, of in met.items()},
        unproven=(SLO_IN_COMPOSITE,) if any(one.monitor.type == resources.SLO_TYPE for one in children.values()) else (),
    )


def _child(name: str, world: World) -> Evaluated:
    if name not in world.done:
        raise NotSimulatedError(f"the composite names the monitor {name}, which is not simulated")
    if world.done[name].monitor.type == resources.COMPOSITE_TYPE:
        raise NotSimulatedError(f"the composite names {name}, which is a composite itself")
    return world.done[name]
