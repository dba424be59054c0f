"""The time zones that PagerDuty knows, and what it calls those of the IANA database.

The list is the one that PagerDuty's Terraform provider checks against (v3.32.4, `ValidTZ`); the API documents the same.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from estate.catalog.words import any_of

_PLACES: Mapping[str, str] = {
    "Africa": "Algiers Cairo Casablanca Harare Johannesburg Monrovia Nairobi",
    "America": "Argentina/Buenos_Aires Bogota Caracas Chicago Chihuahua Denver Godthab Guatemala Guyana Halifax Indiana/Indianapolis "
    "Juneau La_Paz Lima Los_Angeles Mazatlan Mexico_City Monterrey Montevideo New_York Phoenix Puerto_Rico Regina Santiago Sao_Paulo "
    "St_Johns Tijuana",
    "Asia": "Almaty Baghdad Baku Bangkok Chongqing Colombo Dhaka Hong_Kong Irkutsk Jakarta Jerusalem Kabul Kamchatka Karachi Kathmandu "
    "Kolkata Krasnoyarsk Kuala_Lumpur Kuwait Magadan Muscat Novosibirsk Rangoon Riyadh Seoul Shanghai Singapore Srednekolymsk Taipei "
    "Tashkent Tbilisi Tehran Tokyo Ulaanbaatar Urumqi Vladivostok Yakutsk Yekaterinburg Yerevan",
    "Atlantic": "Azores Cape_Verde South_Georgia",
    "Australia": "Adelaide Brisbane Darwin Hobart Melbourne Perth Sydney",
    "Etc": "UTC",
    "Europe": "Amsterdam Athens Belgrade Berlin Bratislava Brussels Bucharest Budapest Copenhagen Dublin Helsinki Istanbul Kaliningrad "
    "Kiev Lisbon Ljubljana London Madrid Minsk Moscow Paris Prague Riga Rome Samara Sarajevo Skopje Sofia Stockholm Tallinn Vienna "
    "Vilnius Volgograd Warsaw Zagreb Zurich",
    "Pacific": "Apia Auckland Chatham Fakaofo Fiji Guadalcanal Guam Honolulu Majuro Midway Noumea Pago_Pago Port_Moresby Tongatapu",
}
KNOWN = frozenset(f"{area}/{place}" for area, places in _PLACES.items() for place in places.split())

# The same clocks under the name that the IANA database gave them later, or earlier (its file `backward`).
RENAMED: Mapping[str, str] = {
    "UTC": "Etc/UTC",
    "America/Buenos_Aires": "America/Argentina/Buenos_Aires",
    "America/Indianapolis": "America/Indiana/Indianapolis",
    "America/Nuuk": "America/Godthab",
    "Asia/Calcutta": "Asia/Kolkata",
    "Asia/Katmandu": "Asia/Kathmandu",
    "Asia/Yangon": "Asia/Rangoon",
    "Europe/Kyiv": "Europe/Kiev",
}


A_DAY = datetime(2027, 1, 1, tzinfo=UTC)


def zone_of(zone: str) -> str:
    """What PagerDuty calls the zone; one that it does not know stays as it is: see `unknown_zones`."""
    return RENAMED.get(zone, zone)


def unknown_zones(*zones: str) -> Iterator[str]:
    """A mistake for each zone that PagerDuty does not know."""
    for zone in zones:
        if zone_of(zone) not in KNOWN:
            same = sorted(_same_clock(zone))
            hint = f"its clock is that of {any_of(same)}" if same else "none of those that it knows has the same clock"
            yield f"{zone!r} is no time zone of PagerDuty; {hint}"


def _same_clock(zone: str) -> Iterator[str]:
    offsets = _offsets(zone)
    return (known for known in KNOWN if _offsets(known) == offsets)


@cache
def _offsets(zone: str) -> tuple[timedelta | None, ...]:
    """From UTC, on every day of two years: no two changes of a clock lie closer."""
    place = ZoneInfo(zone)
    return tuple((A_DAY + timedelta(days=day)).astimezone(place).utcoffset() for day in range(2 * 365))
