"""One service, and several."""

from components.newrelic.muting import Muting, MutingArgs
from estate.alerting.forms.newrelic_form import MuteForm


def build(key: str, *services: str) -> None:
    """Two hours of a morning."""
    form = MuteForm(
        key=key,
        title=f"[production] {key}",
        description="Larger disks.",
        prefixes=tuple(f"[production] {service}." for service in services),
        start="2026-12-03T06:00:00",
        end="2026-12-03T08:00:00",
        zone="Europe/Istanbul",
    )
    Muting(key, MutingArgs(form=form))


def smallest() -> None:
    build("disks", "image-provider")


def largest() -> None:
    build("database-upgrade", "checkout", "accounting")
