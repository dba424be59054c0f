"""What every on-call vendor can do with overrides, whatever its API looks like."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, Protocol, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from estate.catalog.mistakes import format_path
from estate.catalog.words import did_you_mean
from estate.roster.publishing.standing import Order, Standing
from estate.roster.readback.shown import Shown
from estate.vendors.http import VendorError

LONGEST_QUESTION = timedelta(days=45)
"""Datadog lists overrides of no longer range (API reference, list overrides); the others are asked the same way."""

Id = Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
"""What a vendor's answer may bring into a path of ours."""


class Answer(BaseModel):
    """A part of a vendor's answer: what we do not know of it is left out."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Interval(Answer):
    """What begins and ends."""

    start: AwareDatetime
    end: AwareDatetime


@dataclass(frozen=True, kw_only=True)
class Made:
    """What became of an order: its id at the vendor, or why it was refused."""

    id: str | None = None
    refusal: str = ""


class OnCallApi(Protocol):
    """The overrides and shifts of one vendor's schedules."""

    @property
    def vendor(self) -> str:
        """As the ledger calls it."""
        ...

    @property
    def most_at_once(self) -> int:
        """Orders that one request may hold."""
        ...

    @property
    def keeps_aliases(self) -> bool:
        """Whether an override's id is the alias that we gave it."""
        ...

    @property
    def later_wins(self) -> bool:
        """Whether an override may be made on top of another, which then says nothing."""
        ...

    def schedules(self, names: Sequence[str]) -> Mapping[str, str]:
        """The id of each schedule. VendorError where one is missing, or two have the same name."""
        ...

    def standing(self, schedule: str, *, since: datetime, until: datetime) -> tuple[Standing, ...]:
        """The overrides that hold at some instant of that time."""
        ...

    def create(self, schedule: str, orders: Sequence[Order]) -> tuple[Made, ...]:
        """Make overrides, at most `most_at_once`."""
        ...

    def change(self, schedule: str, order: Order) -> None:
        """Give the override with the order's alias other times or another person."""
        ...

    def remove(self, schedule: str, override: str) -> None:
        """Remove an override; one that is gone is fine."""
        ...


class RenderingApi(Protocol):
    """A vendor that says who is on when, for a range of time."""

    def schedules(self, names: Sequence[str]) -> Mapping[str, str]:
        """As OnCallApi has it."""
        ...

    def shown(self, schedule: str, *, since: datetime, until: datetime) -> tuple[Shown, ...]:
        """Its rendered shifts in that time, overrides included."""
        ...


class SamplingApi(Protocol):
    """A vendor that says only who is on at an instant."""

    def schedules(self, names: Sequence[str]) -> Mapping[str, str]:
        """As OnCallApi has it."""
        ...

    def on_at(self, schedule: str, instant: datetime) -> frozenset[str]:
        """The vendor's ids of those who are on."""
        ...


A = TypeVar("A", bound=BaseModel)


def understood(model: type[A], data: Any, *, vendor: str) -> A:
    """The answer as the vendor documents it. VendorError where it is none."""
    try:
        return model.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        text = f"{vendor} answered in another form than it documents: {format_path(first['loc'])}: {first['msg']}"
        raise VendorError(text) from None


def slices(since: datetime, until: datetime, *, longest: timedelta = LONGEST_QUESTION) -> Iterator[tuple[datetime, datetime]]:
    """The time from `since` to `until` in pieces that may be asked for."""
    while since < until:
        yield since, min(since + longest, until)
        since += longest


def utc(instant: datetime) -> str:
    """An instant as every vendor reads it: `2027-03-01T05:00:00Z`."""
    return instant.strftime("%Y-%m-%dT%H:%M:%SZ")


def by_name(names: Sequence[str], found: Collection[tuple[str, str]], *, vendor: str) -> Mapping[str, str]:
    """The ids of the named schedules, of all names and ids `found`. VendorError with all that is missing or there twice."""
    counts = Counter(name for name, _ in found)
    wrong = [_unclear(name, counts, vendor=vendor) for name in names if counts[name] != 1]
    if wrong:
        raise VendorError("\n".join(wrong))
    return {name: schedule for name, schedule in found if name in names}


def _unclear(name: str, counts: Counter[str], *, vendor: str) -> str:
    if counts[name]:
        return f"{vendor} has {counts[name]} schedules {name!r}; rename all but the one of oncall-global"
    return f"{vendor} has no schedule {name!r}; {did_you_mean(name, counts) or 'roll out oncall-global first'}"
