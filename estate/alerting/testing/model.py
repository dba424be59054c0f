"""An alert test, as a team writes it beside its service: `catalog/services/<service>.alerts.yaml`."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, SkipValidation

from estate.alerting.testing.curve import Curve, parse_curve
from estate.alerting.testing.marks import MARK, moment_of, place_of
from estate.alerting.testing.vendors import Vendor
from estate.catalog.fact import NAME_LENGTH, Duration, Fact, Name, matching

Told = Literal["page", "ticket", "notify", "quiet"]
Line = Annotated[SkipValidation[Curve], BeforeValidator(parse_curve)]
Mark = Annotated[str, matching(MARK, 'a clock time in UTC in quotes, such as "12:20", or a length since the start, such as +90m')]
Start = Annotated[
    str, matching(r"^20[0-9]{2}-[01][0-9]-[0-3][0-9]T([01][0-9]|2[0-3]):[0-5][0-9]$", "a time in UTC in quotes, such as 2026-11-24T10:00")
]
AlertName = Annotated[
    str, matching(r"^(\*|[a-z][a-z0-9-]*)(\.[a-z0-9][a-z0-9-]*)+$", "an alert, such as checkout.availability, or *.memory for that of all")
]
Whose = Annotated[
    str, matching(r"^(\*|[a-z][a-z0-9]*(-[a-z0-9]+)*)$", 'the name of a service or store, or "*" for all', max_length=NAME_LENGTH)
]
ALL = "*"
SignalName = Annotated[str, matching(r"^[a-z0-9]+\.[a-z_]+$", "a signal, such as ecs.memory")]


class Gap(Fact):
    """A time in which nothing is heard of a service or a signal: the agent is lost, the service works on."""

    from_: Mark = Field(alias="from")
    until: Mark


class Load(Fact):
    """What a service has to do, and how it does; what is not said is as on a good day."""

    service: Whose
    requests: Line | None = None
    """A minute."""
    errors: Line | None = None
    """Percent of the requests."""
    slow: Line | None = None
    """Percent of the requests that take longer than the service promises."""
    age: Line | None = None
    """Seconds that the oldest message waits for the service."""
    failed_probes: Line | None = None
    """Percent of the probes."""
    passed_on: dict[Name, float] = Field(default_factory=dict, strict=False)
    """Services that fail, or are slow, with it: percent of their own requests that need it."""
    silent: tuple[Gap, ...] = Field(default=(), strict=False)


class Measured(Fact):
    """A signal of a service or a store that is not as on a good day. Of several hosts, brokers or nodes the first one has it."""

    of: Whose
    signal: SignalName
    value: Line | None = None
    """Without it, as on a good day."""
    silent: tuple[Gap, ...] = Field(default=(), strict=False)
    gone: tuple[Gap, ...] = Field(default=(), strict=False)
    """When the first of several sends nothing, while the others do."""


class Maintenance(Fact):
    """Work that is announced, beside what catalog/maintenance.yaml announces: meanwhile nobody is told of these services."""

    services: tuple[Name, ...] = Field(min_length=1, strict=False)
    from_: Mark = Field(alias="from")
    until: Mark


class Expectation(Fact):
    """What becomes of an alert."""

    alert: AlertName
    """One that has an expectation of its own is none of those that a star stands for."""
    told: Told
    team: Name | None = None
    """Who is told; without it, who owns the service or store."""
    level: Literal["critical", "warning"] | None = None
    """What the message says that it is, where both reach the same people."""
    times: int = Field(default=1, ge=1)
    not_before: Mark | None = None
    by: Mark | None = None
    over_by: Mark | None = None
    """When whoever was told must have heard that it is over."""
    not_over_before: Mark | None = None
    only: Vendor | None = None
    """Where one vendor alone can say it (`estate alerts explain` says why): at the others the alert stays quiet."""

    def at_vendor(self, vendor: Vendor) -> "Expectation":
        """What is expected of a vendor."""
        if self.only in (None, vendor):
            return self
        quiet: Told = "quiet"
        return Expectation(alert=self.alert, told=quiet)


class Scenario(Fact):
    """Something that happens, and what comes of it. Alerts that are not named stay quiet."""

    name: str = Field(min_length=3, max_length=80)
    flag: str | None = None
    """The failure flag of the OpenTelemetry Demo that does it."""
    start: Start
    length: Duration
    load: tuple[Load, ...] = Field(default=(), strict=False)
    signals: tuple[Measured, ...] = Field(default=(), strict=False)
    maintenance: tuple[Maintenance, ...] = Field(default=(), strict=False)
    expect: tuple[Expectation, ...] = Field(default=(), strict=False)

    @property
    def begin(self) -> int:
        """In seconds since 1970."""
        return moment_of(self.start)

    @property
    def end(self) -> int:
        """In seconds since 1970."""
        return self.begin + self.length // timedelta(seconds=1)

    @property
    def touched(self) -> frozenset[str]:
        """The services and stores that are not as on a good day; `*` stands for all."""
        passed = (name for load in self.load for name in load.passed_on)
        return frozenset({*(load.service for load in self.load), *passed, *(one.of for one in self.signals)})

    def at(self, mark: str) -> int:
        """The moment that a mark means."""
        return place_of(mark, after=self.begin, start=self.begin)

    @property
    def strikes(self) -> int | None:
        """When something first changes; None where nothing does."""
        lines = [line for load in self.load for line in (load.requests, load.errors, load.slow, load.age, load.failed_probes) if line]
        lines += [one.value for one in self.signals if one.value]
        marks = [line.ends(self.begin)[0] for line in lines if line.ends(self.begin)]
        marks += [self.at(gap.from_) for one in (*self.load, *self.signals) for gap in one.silent]
        marks += [self.at(gap.from_) for one in self.signals for gap in one.gone]
        return min(marks, default=None)


class AlertTests(Fact):
    """The file."""

    scenarios: tuple[Scenario, ...] = Field(strict=False)
