"""A check: what it asks, of what, from which level on, and why. Its file is documented in docs/guide/write-a-policy.md."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Self

from pydantic import Field, model_validator

from estate.catalog.fact import Duration, Fact, Maturity, matching
from estate.readiness import taggable
from estate.readiness.rule import Expectation, Related
from estate.readiness.verdict import Verdict
from estate.readiness.world import World

LEVELS: tuple[Maturity, ...] = ("poc", "pilot", "production")
"""Cumulative: what a level asks, those above ask too."""
SEVERITIES = ("low", "medium", "high", "critical")
EFFORTS = ("minutes", "hours", "days")
PILLARS = (
    "network",
    "compute",
    "edge",
    "data",
    "storage",
    "identity",
    "messaging",
    "observability",
    "oncall",
    "recovery",
    "cost",
    "patching",
    "delivery",
    "tagging",
)
"""The folders of a pack, in the order in which they are shown."""

Severity = Literal["low", "medium", "high", "critical"]
Effort = Literal["minutes", "hours", "days"]
SubjectKind = Literal["resource", "service", "store", "environment", "account", "team"]
EvidenceKind = Literal["static", "runtime", "attested"]
Framework = Literal["FSBP", "CIS v5", "checkov", "ORR", "ours"]

Judge = Callable[[Any, World], Verdict]
"""The function of a check: its subject (an Item, Service, Store, Environment, AwsAccount or Team, as `subject` says) and the world."""

ID_PATTERN = r"^[a-z][a-z0-9]*(_[a-z0-9]+)*$"


class Control(Fact):
    """What a framework calls the same demand; `ours` where nobody else makes it."""

    framework: Framework
    id: str = Field(min_length=1)


class CatalogPlace(Fact):
    """Where in the catalog somebody changes it."""

    file: Literal["subject", "environment", "organisation", "team", "roster", "maintenance"]
    """`subject`: the file of the service, store, team or environment to which what was found belongs."""
    path: str = ""
    """The key in that file, such as `backup.retention`."""


class CheckFacts(Fact):
    """What the file of a check says."""

    title: str = Field(min_length=1, max_length=100)
    """What is true when it passes: `A bucket keeps old versions`."""
    level: Maturity
    """The first level that asks for it; the levels above ask for it too."""
    severity: Severity
    """What it costs to be without."""
    effort: Effort
    """What it costs to mend."""
    subject: SubjectKind = "resource"
    types: tuple[str, ...] = Field(default=(), strict=False)
    """The types of resources that are judged, one by one; only for the subject `resource`. `taggable`: all of AWS's that take tags."""
    needs: Literal["stack", "estate"] | None = None
    """What must be seen to judge: the resource's own stack, or all of them. Nothing given: `stack` for resources, else `estate`."""
    evidence: EvidenceKind = "static"
    max_age: Duration | None = None
    """How old attested evidence may be."""
    controls: tuple[Control, ...] = Field(min_length=1, strict=False)
    rationale: str = Field(min_length=1)
    """What happens to those who do without."""
    fix: str = Field(min_length=1)
    """What to do, as a person would say it."""
    link: str = matching(r"^(https://\S+|docs/\S+)$", "an address that begins with https://, or a file under docs/")
    catalog: CatalogPlace | None = None
    when: tuple[Expectation, ...] = Field(default=(), strict=False)
    """The check is about those resources alone for which all of these hold."""
    related: Related | None = None
    """The resource that is looked at in place of the subject."""
    expect: tuple[Expectation, ...] = Field(default=(), strict=False)
    """What must hold; nothing given: the function `judge` beside the file decides."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.subject == "resource") != bool(self.types):
            raise ValueError("types: expected at least one for the subject resource, and none for another one")
        if self.subject != "resource" and (self.when or self.related or self.expect):
            raise ValueError("when, related and expect compare properties of a resource; expected the subject resource")
        if (self.when or self.related) and not self.expect and not self.related:
            raise ValueError("when: expected something to compare under expect; a function decides by itself what it applies to")
        return self


@dataclass(frozen=True, kw_only=True)
class Check:
    """A check, ready to be run."""

    id: str
    pillar: str
    facts: CheckFacts
    judge: Judge
    file: str
    """Where it is written, from the repository's root."""

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The types of resources that are judged."""
        named = self.facts.types
        every = sorted(taggable.taggable()) if taggable.WORD in named else ()
        return (*(kind for kind in named if kind != taggable.WORD), *every)

    @property
    def needs_estate(self) -> bool:
        """Whether it must see all stacks, and cannot be run on one of them."""
        return (self.facts.needs or ("stack" if self.facts.subject == "resource" else "estate")) == "estate"


def counts_at(check: Check, level: Maturity) -> bool:
    """Whether `level` asks for the check."""
    return LEVELS.index(check.facts.level) <= LEVELS.index(level)
