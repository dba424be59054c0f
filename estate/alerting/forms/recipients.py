"""Who can be told at all."""

from estate.alerting.spec import Alerting, Route
from estate.alerting.vendor_burn import Watcher, vendor_burn


def called(alerting: Alerting, vendor: Watcher) -> tuple[str, ...]:
    """The services for which somebody is called from a vendor, each once."""
    burning = ((slo.subject.service, alert.route) for slo in alerting.slos for alert in vendor_burn(slo, vendor).alerts)
    others = ((monitor.subject.service, monitor.route) for monitor in alerting.monitors)
    return tuple(dict.fromkeys(service for service, route in (*burning, *others) if _calls(route)))


def _calls(route: Route) -> bool:
    return route.told == "page"
