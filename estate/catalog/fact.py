"""What every model of the catalog is made of: frozen, no unknown keys, types that say what is allowed."""

import re
from datetime import timedelta
from functools import cache
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetJsonSchemaHandler, PlainSerializer
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from estate.catalog.mistakes import show
from estate.catalog.words import did_you_mean

NAME_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
NAME_LENGTH = 24  # the provider appends 8 characters to the names that it makes; a target group has 32 (ELB API, CreateTargetGroup)

UNITS = {
    "ms": timedelta(milliseconds=1),
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
}
REVERSED_ZONE = re.compile(r"Etc/GMT([+-])([0-9]{1,2})")  # POSIX: east of Greenwich is negative (IANA tz database, file etcetera)
DURATION = re.compile(r"([0-9]{1,9})(ms|s|m|h|d)")


class Fact(BaseModel):
    """A fact of the catalog: frozen once read, and a key that it does not know is a mistake."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, use_attribute_docstrings=True)


class NotAllowedError(ValueError):
    """A value that a fact cannot have; `hint` says what it may have been meant to be."""

    hint: str | None

    def __init__(self, text: str, hint: str | None = None) -> None:
        super().__init__(text)
        self.hint = hint


PATTERN_WORDS: dict[str, str] = {}
"""What each pattern wants, in words; `matching` fills it while the models are made."""


def matching(pattern: str, words: str, *, max_length: int | None = None) -> Any:
    """A field of text that matches `pattern`; `words` say it to people, in mistakes and in editors."""
    PATTERN_WORDS[pattern] = f"expected {words}"
    return Field(pattern=pattern, max_length=max_length, json_schema_extra={"patternErrorMessage": PATTERN_WORDS[pattern]})


def parse_duration(value: object) -> timedelta:
    """`500ms`, `30s`, `15m`, `8h` or `30d` as a timedelta; anything else raises ValueError."""
    if isinstance(value, timedelta):
        return value
    found = DURATION.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"{show(value)} is no duration; expected a number and a unit (ms, s, m, h, d), such as 30s or 14d")
    return int(found[1]) * UNITS[found[2]]


def format_duration(value: timedelta) -> str:
    """The shortest exact form: 90 seconds are `90s`, 120 are `2m`."""
    for unit in reversed(UNITS):
        if value % UNITS[unit] == timedelta(0):
            return f"{value // UNITS[unit]}{unit}"
    raise ValueError(f"{value!r} is finer than a millisecond")


class _DurationSchema:
    """Editors see a duration as the text that people write."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": f"^{DURATION.pattern}$", "examples": ["30s", "14d"]}


Duration = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    PlainSerializer(format_duration, return_type=str),
    _DurationSchema(),
]


def whole(value: object) -> object:
    """Keeps `true` and `1.0` from passing for 1, to which Python holds them equal."""
    if not isinstance(value, bool | float):
        return value
    raise ValueError(f"{show(value)} is no whole number")


Name = Annotated[
    str,
    matching(NAME_PATTERN, "small letters, digits and single hyphens, such as order-mail", max_length=NAME_LENGTH),
]
TIERS: tuple[int, ...] = (1, 2, 3, 4)
Tier = Annotated[Literal[1, 2, 3, 4], BeforeValidator(whole)]
Maturity = Literal["poc", "pilot", "production"]
Environ = Annotated[str, matching(r"^[A-Z][A-Z0-9_]*$", "a variable in capitals, such as LOG_LEVEL")]
Account = Annotated[str, matching(r"^[0-9]{12}$", "twelve digits in quotes")]
Region = Annotated[str, matching(r"^[a-z]{2}(-[a-z]+)+-[0-9]$", "a region of AWS, such as eu-central-1")]
Domain = Annotated[str, matching(r"^([a-z0-9-]+\.)+[a-z]{2,}$", "a domain in small letters, such as dev.shop.example", max_length=253)]
Port = Annotated[int, Field(ge=1, le=65535)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
ClockTime = Annotated[str, matching(r"^([01][0-9]|2[0-3]):[0-5][0-9]$", 'a time of day in quotes, from "00:00" to "23:59"')]


@cache
def _zones() -> frozenset[str]:
    """The places of the IANA database, and UTC; without the `Etc/GMT` names, whose signs are reversed."""
    return frozenset(zone for zone in available_timezones() if "/" in zone and not zone.startswith("Etc/")) | {"UTC"}


def zone_name(value: Any) -> Any:
    """A time zone of the IANA database; ValueError for anything else."""
    if isinstance(value, str) and (found := REVERSED_ZONE.fullmatch(value)):
        sign = "-" if found[1] == "+" else "+"
        text = f"{value!r} is UTC{sign}{found[2]}: the signs of these names are reversed; expected a place, such as Europe/Istanbul"
        raise NotAllowedError(text)
    if not isinstance(value, str) or value not in _zones():
        hint = did_you_mean(value, _zones()) if isinstance(value, str) else None
        raise NotAllowedError(f"{show(value)} is no time zone of the IANA database; expected a place, such as Europe/Istanbul", hint)
    return value


ZoneName = Annotated[str, BeforeValidator(zone_name)]
