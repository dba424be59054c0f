"""Instants as people say them: on the clock of a place, beside UTC."""

from datetime import UTC, datetime, tzinfo


def place_of(zone: str) -> str:
    """`Istanbul` of `Europe/Istanbul`, `Mexico City` of `America/Mexico_City`."""
    return zone.rsplit("/", 1)[-1].replace("_", " ")


def clock_of(instant: datetime, zone: tzinfo) -> str:
    """`15:04`."""
    return f"{instant.astimezone(zone):%H:%M}"


def day_of(instant: datetime, zone: tzinfo) -> str:
    """`Sunday 22 Nov`."""
    local = instant.astimezone(zone)
    return f"{local:%A} {local.day} {local:%b}"


def day_and_clock(instant: datetime, zone: tzinfo) -> str:
    """`Sunday 22 Nov 15:04`."""
    return f"{day_of(instant, zone)} {clock_of(instant, zone)}"


def beside_utc(instant: datetime, zone: str, tz: tzinfo) -> str:
    """`Sunday 22 Nov 15:04 in Istanbul (12:04 UTC)`; the day too where it is another one in UTC."""
    if zone == "UTC":
        return f"{day_and_clock(instant, UTC)} UTC"
    other = day_and_clock(instant, UTC) if instant.astimezone(tz).date() != instant.astimezone(UTC).date() else clock_of(instant, UTC)
    return f"{day_and_clock(instant, tz)} in {place_of(zone)} ({other} UTC)"


def when(instant: datetime, zone: tzinfo, *, seen_from: datetime) -> str:
    """The clock alone on the same day, with the weekday within a week, with the date otherwise."""
    there, here = instant.astimezone(zone), seen_from.astimezone(zone)
    days = (there.date() - here.date()).days
    if days == 0:
        return clock_of(instant, zone)
    if 0 < days < 7:
        return f"{there:%A} {clock_of(instant, zone)}"
    return f"{day_of(instant, zone)} {clock_of(instant, zone)}"
