"""An environment: an account, a network, and how large things are in it."""

from ipaddress import IPv4Network
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler, PlainSerializer
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from estate.catalog.fact import Account, ClockTime, Domain, Duration, Fact, Maturity, Name, Region, Tier, Weekday, ZoneName, matching, whole
from estate.catalog.mistakes import show
from estate.catalog.patching import Patching

# The retention periods that CloudWatch Logs accepts (API reference, PutRetentionPolicy), up to ten years.
LogRetentionDays = Annotated[
    Literal[1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653], BeforeValidator(whole)
]


def _why(error: ValueError) -> str:
    return " (bits are set behind the prefix)" if "host bits set" in str(error) else ""


def parse_range(value: object) -> IPv4Network:
    """`10.20.0.0/16` as a network; host bits that are set raise ValueError."""
    if isinstance(value, IPv4Network):
        return value
    try:
        return IPv4Network(str(value))
    except ValueError as error:
        raise ValueError(f"{show(value)} is no address range{_why(error)}; expected a network, such as 10.20.0.0/16") from None


class _RangeSchema:
    """Editors see an address range as text."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"type": "string", "pattern": r"^[0-9]+(\.[0-9]+){3}/[0-9]+$", "examples": ["10.20.0.0/16"]}


def tier_of_key(value: object) -> object:
    """The tier that a key such as `"1"` names: the keys of a file are text. What names no tier stays as it is."""
    return int(value) if isinstance(value, str) and value in {"1", "2", "3", "4"} else value


TierKey = Annotated[Tier, BeforeValidator(tier_of_key)]
AddressRange = Annotated[IPv4Network, BeforeValidator(parse_range), PlainSerializer(str, return_type=str), _RangeSchema()]


# A tag as the OCI distribution specification has it (at most 128 characters), or a digest. A word without a digit, such as
# latest, names another image tomorrow.
Version = Annotated[
    str,
    matching(
        r"^(sha256:[0-9a-f]{64}|([A-Za-z_][A-Za-z_.-]*)?[0-9][A-Za-z0-9_.-]*)$",
        "a tag with a digit, such as 1.4.0, or sha256: and 64 hexadecimal digits",
        max_length=128,
    ),
]
MachineImageId = Annotated[str, matching(r"^ami-[0-9a-f]{8}([0-9a-f]{9})?$", "the id of an image of EC2, such as ami-0123456789abcdef0")]


class Size(Fact):
    """How large the things of one tier are in this environment."""

    database: str = matching(r"^db\.[a-z0-9]+\.[a-z0-9]+$", "a class of RDS, such as db.r7g.large")
    database_instances: int = Field(ge=1, le=15)
    cache: str = matching(r"^cache\.[a-z0-9]+\.[a-z0-9]+$", "a node type of ElastiCache, such as cache.t4g.micro")
    cache_replicas: int = Field(ge=0, le=5)
    broker: str = matching(r"^(kafka|express)\.[a-z0-9]+\.[a-z0-9]+$", "a broker type of MSK, such as kafka.m7g.large")
    brokers_per_zone: int = Field(ge=1, le=5)
    host: str = matching(r"^[a-z0-9]+\.[a-z0-9]+$", "an instance type of EC2, such as t4g.small")
    replica_limit: int | None = Field(default=None, ge=1)
    """No service runs more replicas here; nothing given: as many as the service says."""


class PatchWindow(Fact):
    """When hosts may be patched."""

    day: Weekday
    start: ClockTime
    length: Duration
    zone: ZoneName


class Environment(Fact):
    """One account with its network, the sizes of what runs in it, and which version of each service that is.

    A service that runs here from an image has a version here. Were a missing one to mean that the service does not run here,
    a line that was deleted by mistake would take it down.
    """

    name: Name
    account: Account
    region: Region
    domain: Domain
    address_range: AddressRange
    zones: tuple[str, ...] = Field(min_length=2, max_length=4, strict=False)
    nat: Literal["single", "per_zone"]
    accepts: tuple[Maturity, ...] = Field(min_length=1, strict=False)
    """The maturities that run here: a proof of concept has no place in production."""
    sizes: dict[TierKey, Size] = Field(json_schema_extra={"propertyNames": {"enum": ["1", "2", "3", "4"]}})
    """What a tier's things are made of; the tier in quotes, as a key is text."""
    deletion_protection: bool
    log_retention_days: LogRetentionDays
    monthly_budget_usd: int = Field(gt=0)
    patch_window: PatchWindow
    patching: Patching = Patching()
    machine_images: dict[Name, MachineImageId] = Field(default_factory=dict, json_schema_extra={"additionalProperties": False})
    """What hosts are made from, by the name that services give it; ids belong to a region."""
    versions: dict[Name, Version] = Field(default_factory=dict, json_schema_extra={"additionalProperties": False})
    """Which image each service runs from here: the tag or the digest. A release is one changed line."""
