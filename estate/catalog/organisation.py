"""The organisation: what is true in every environment."""

from typing import Literal

from pydantic import Field

from estate.catalog.fact import Account, ClockTime, Duration, Fact, Name, Region, Weekday, ZoneName

Vendor = Literal["datadog", "newrelic", "pagerduty", "opsgenie"]


class Regions(Fact):
    """Where the platform runs, and where it recovers."""

    primary: Region
    recovery: Region


class Repository(Fact):
    """The repository whose workflows may change the estate."""

    owner: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9-]*$")
    name: str = Field(pattern=r"^[A-Za-z0-9._-]+$")
    branch: str = Field(pattern=r"^[A-Za-z0-9._/-]+$")


class Severity(Fact):
    """How bad an incident is, and how soon somebody answers."""

    meaning: str
    acknowledge_within: Duration


class BusinessHours(Fact):
    """When the offices are staffed."""

    zone: ZoneName
    days: tuple[Weekday, ...] = Field(min_length=1, strict=False)
    start: ClockTime
    end: ClockTime


class Severities(Fact):
    """The four severities."""

    P1: Severity
    P2: Severity
    P3: Severity
    P4: Severity


class Organisation(Fact):
    """The company: names, regions, vendors and the words that everybody shares."""

    name: str = Field(min_length=1, max_length=64)
    prefix: str = Field(pattern=r"^[a-z][a-z0-9]{1,7}$")
    """Begins every physical name."""
    domain: str = Field(pattern=r"^([a-z0-9-]+\.)+[a-z]{2,}$")
    regions: Regions
    shared_account: Account
    """Holds what serves every environment: the state, the keys, the roles of CI."""
    platform_team: Name
    """Owns what belongs to no service: networks, baselines, the state."""
    repository: Repository
    vendors: tuple[Vendor, ...] = Field(strict=False)
    required_tags: tuple[str, ...] = Field(min_length=1, strict=False)
    severities: Severities
    business_hours: BusinessHours
