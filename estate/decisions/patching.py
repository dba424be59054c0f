"""Who patches which hosts, what is approved, and when.

A host has one owner. What an autoscaled group makes is replaced by hosts from a newer image. Hosts that stand alone are
patched where they stand: by Systems Manager in the patch window where its baselines can hold a patch back for some days,
else by the playbook, which goes host by host and takes what was seen to work. Systems Manager reads the packages of all.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, cast, get_args

from estate.catalog.catalog import Catalog
from estate.catalog.environment import Environment, PatchWindow
from estate.catalog.fact import format_duration
from estate.catalog.maintenance import Freeze
from estate.catalog.patching import HostSystem
from estate.catalog.service import Ec2Runtime
from estate.errors import InputError

Owner = Literal["image", "window", "playbook"]
Compliance = Literal["CRITICAL", "HIGH"]
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)
LONGEST_HOURS = 24  # of a maintenance window (Systems Manager API, CreateMaintenanceWindow, Duration)


class PatchingError(InputError):
    """Hosts that cannot be patched as the catalog says; the text says what fits."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Patches that match every filter are approved so many days after they were published; none: at once."""

    filters: Mapping[str, tuple[str, ...]]
    approve_after_days: int | None
    compliance: Compliance
    """How bad it is that one is missing."""


@dataclass(frozen=True, kw_only=True)
class System:
    """An operating system, as Systems Manager knows it; the filters are those of its API reference, PatchFilter."""

    operating_system: str
    filters: tuple[tuple[Compliance, Mapping[str, tuple[str, ...]]], ...]
    """Security updates alone: the most urgent ones, then the others."""
    can_wait: bool
    """Whether it says when a patch was published. Debian's archive does not: AWS takes no approval date there (PatchRule)."""


SYSTEMS: Mapping[HostSystem, System] = {
    "amazon-linux-2023": System(
        operating_system="AMAZON_LINUX_2023",
        filters=(
            ("CRITICAL", {"PRODUCT": ("AmazonLinux2023",), "CLASSIFICATION": ("Security",), "SEVERITY": ("Critical", "Important")}),
            ("HIGH", {"PRODUCT": ("AmazonLinux2023",), "CLASSIFICATION": ("Security",), "SEVERITY": ("Medium", "Low")}),
        ),
        can_wait=True,
    ),
    "debian-12": System(
        operating_system="DEBIAN",
        # Without `enable_non_security` Patch Manager looks at Debian's security archive alone, whatever the priority.
        filters=(("HIGH", {"PRODUCT": ("Debian12",), "PRIORITY": ("*",), "SECTION": ("*",)}),),
        can_wait=False,
    ),
    "windows-2022": System(
        operating_system="WINDOWS",
        filters=(("CRITICAL", {"PRODUCT": ("WindowsServer2022",), "CLASSIFICATION": ("CriticalUpdates", "SecurityUpdates")}),),
        can_wait=True,
    ),
}


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """What is approved for the hosts of one system, by their patch groups."""

    system: HostSystem
    operating_system: str
    rules: tuple[Rule, ...]
    groups: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Span:
    """A time in which a window opens, in UTC; none of its openings lasts into a freeze."""

    name: str
    begins: datetime | None = None
    ends: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class InstallWindow:
    """When Systems Manager installs, in the form of its maintenance windows: local time, summer and winter."""

    schedule: str
    zone: str
    hours: int
    cutoff_hours: int
    """No host is begun in the last so many hours."""
    groups: tuple[str, ...]
    spans: tuple[Span, ...]
    """The times between the freezes: a maintenance window for each, as one knows a first and a last day and no pause."""


@dataclass(frozen=True, kw_only=True)
class HostPatching:
    """What Systems Manager does in an environment."""

    baselines: tuple[Baseline, ...]
    window: InstallWindow | None
    """None where nobody's hosts are its to patch."""

    @property
    def groups(self) -> tuple[str, ...]:
        """Every patch group: the packages of all hosts are read."""
        return tuple(sorted(group for baseline in self.baselines for group in baseline.groups))


def owners(catalog: Catalog, environment: Environment) -> dict[str, Owner]:
    """Who patches the hosts of each patch group; the checks of the catalog have seen that no group is of both kinds."""
    made: dict[str, Owner] = dict.fromkeys(_fleets(catalog, environment), "image")
    standing = {name: _owner(SYSTEMS[group.system]) for name, group in catalog.organisation.standalone_hosts.items()}
    return dict(sorted({**made, **standing}.items()))


def host_patching(catalog: Catalog, environment: Environment) -> HostPatching:
    """Baselines and window of an environment. PatchingError for an image of no known system, or a window that AWS does not take."""
    systems = {name: {group.system} for name, group in catalog.organisation.standalone_hosts.items()}
    systems |= {group: {system_of(image) for image in images} for group, images in _fleets(catalog, environment).items()}
    installed = tuple(name for name, owner in owners(catalog, environment).items() if owner == "window")
    freezes = tuple(freeze for freeze in catalog.freezes if environment.name in freeze.environments)
    return HostPatching(
        baselines=tuple(_baselines(systems, environment.patching.approve_after // DAY)),
        window=install_window(environment.patch_window, installed, freezes) if installed else None,
    )


def system_of(machine_image: str) -> HostSystem:
    """The system of a host image, with whose name its own begins: `debian-12-arm64`. PatchingError for any other."""
    known = cast("tuple[HostSystem, ...]", get_args(HostSystem))
    for system in known:
        if machine_image == system or machine_image.startswith(f"{system}-"):
            return system
    raise PatchingError(f"machine_images: {machine_image!r} begins with no system; expected {' or '.join(known)}, such as debian-12-arm64")


def install_window(window: PatchWindow, groups: tuple[str, ...], freezes: Iterable[Freeze] = ()) -> InstallWindow:
    """The patch window as Systems Manager writes it. PatchingError for a length that is no number of hours."""
    if window.length % HOUR or not HOUR <= window.length <= LONGEST_HOURS * HOUR:
        raise PatchingError(f"patch_window.length is {format_duration(window.length)}; expected whole hours, from 1h to {LONGEST_HOURS}h")
    hours = window.length // HOUR
    hour, minute = map(int, window.start.split(":"))
    return InstallWindow(
        schedule=f"cron({minute} {hour} ? * {window.day[:3].upper()} *)",
        zone=window.zone,
        hours=hours,
        # A patch with its restart fits into an hour; a window of one hour has no other.
        cutoff_hours=1 if hours > 1 else 0,
        groups=groups,
        spans=spans(freezes, window.length),
    )


def spans(freezes: Iterable[Freeze], length: timedelta) -> tuple[Span, ...]:
    """What freezes leave of all time to a window of this length: until each of them, and after the last. No clock is asked."""
    found: list[Span] = []
    free_from: datetime | None = None
    for freeze in sorted(freezes, key=lambda one: one.begins):
        last = freeze.begins - length
        if free_from is None or free_from < last:
            found.append(Span(name=f"patches-until-{freeze.name}", begins=free_from, ends=last))
        free_from = max(freeze.ends, free_from or freeze.ends)
    return (*found, Span(name="patches", begins=free_from))


def _owner(system: System) -> Owner:
    return "window" if system.can_wait else "playbook"


def _fleets(catalog: Catalog, environment: Environment) -> dict[str, set[str]]:
    """The host images of each patch group whose hosts an autoscaled group makes."""
    found: dict[str, set[str]] = {}
    for service in catalog.services_in(environment):
        if isinstance(service.runtime, Ec2Runtime):
            found.setdefault(service.runtime.patch_group, set()).add(service.runtime.machine_image)
    return found


def _baselines(systems: Mapping[str, set[HostSystem]], days: int) -> Iterator[Baseline]:
    for name in sorted({system for own in systems.values() for system in own}):
        system = SYSTEMS[name]
        yield Baseline(
            system=name,
            operating_system=system.operating_system,
            rules=tuple(
                Rule(filters=filters, approve_after_days=days if system.can_wait else None, compliance=compliance)
                for compliance, filters in system.filters
            ),
            groups=tuple(sorted(group for group, own in systems.items() if name in own)),
        )
