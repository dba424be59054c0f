"""A downtime of two hours, and one with all that can be said."""

from components.datadog.downtime import Downtime, DowntimeArgs
from estate.alerting.forms.datadog_downtimes import DowntimeForm


def _build(message: str) -> None:
    form = DowntimeForm(
        key="upgrade.checkout",
        monitor_tags=("service:checkout", "env:dev"),
        zone="Europe/Istanbul",
        start="2026-12-03T03:00:00Z",
        end="2026-12-03T05:00:00Z",
        message=message,
    )
    Downtime(form.key, DowntimeArgs(form=form))


def smallest() -> None:
    _build("")


def largest() -> None:
    _build("Orders wait. On shift for it: mesquite.")
