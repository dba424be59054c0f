"""The organisation: what is true in every environment."""

from typing import Literal

from pydantic import Field

from estate.catalog.fact import Account, ClockTime, Domain, Duration, Fact, Name, Region, Weekday, ZoneName, matching
from estate.catalog.patching import StandaloneHosts

Vendor = Literal["datadog", "newrelic", "pagerduty", "opsgenie"]


class Regions(Fact):
    """Where the platform runs, and where it recovers."""

    primary: Region
    recovery: Region


class Repository(Fact):
    """The repository whose workflows may change the estate."""

    owner: str = matching(r"^[A-Za-z0-9][A-Za-z0-9-]*$", "an account of GitHub")
    name: str = matching(r"^[A-Za-z0-9._-]+$", "a repository's name without its owner")
    branch: str = matching(r"^[A-Za-z0-9._/-]+$", "a branch, such as main")


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
    prefix: str = matching(r"^[a-z][a-z0-9]{1,7}$", "two to eight small letters and digits, beginning with a letter")
    """Begins every physical name."""
    domain: Domain
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
    standalone_hosts: dict[Name, StandaloneHosts] = Field(default_factory=dict, json_schema_extra={"additionalProperties": False})
    """Hosts that no autoscaled group makes, by their patch group; they stand in any environment."""
