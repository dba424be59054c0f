"""Sizes that are sold, and the next smaller one that still holds what is used: tables and arithmetic."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from importlib.resources import files

import yaml

from estate.decisions.fargate import SIZES, TaskSize

HEADROOM_PERCENT = 30
"""Of a size that stays unused at the 95th percentile: the other five percent of the time, and growth."""
USABLE = Decimal(100 - HEADROOM_PERCENT) / 100
STEP = 2
"""No step makes a thing smaller than half: what it does then is measured before the next one."""


@dataclass(frozen=True, kw_only=True)
class Use:
    """What is used at the 95th percentile, in percent of what is there."""

    cpu_percent: Decimal
    memory_percent: Decimal


@dataclass(frozen=True, kw_only=True)
class Size:
    """A class that is sold."""

    name: str
    vcpus: Decimal
    gib: Decimal
    baseline_percent: Decimal | None
    """Of one that may burst: the share of its CPUs that it may use without end."""

    @property
    def lasting_vcpus(self) -> Decimal:
        """Virtual CPUs that it has without end."""
        return self.vcpus if self.baseline_percent is None else self.vcpus * self.baseline_percent / 100


@cache
def ladders() -> Mapping[str, tuple[Size, ...]]:
    """The sizes of each family, smallest first, by the family's name with its prefix (`db.r7g`): the file `sizes.yaml`."""
    listed = yaml.safe_load(files("estate.cost").joinpath("sizes.yaml").read_text(encoding="utf-8"))
    return {
        f"{one['prefix']}{one['family']}": tuple(_size(f"{one['prefix']}{one['family']}", size) for size in one["sizes"])
        for one in listed["ladders"]
    }


def _size(family: str, given: Mapping[str, object]) -> Size:
    baseline = given.get("baseline_percent")
    return Size(
        name=f"{family}.{given['size']}",
        vcpus=Decimal(str(given["vcpus"])),
        gib=Decimal(str(given["gib"])),
        baseline_percent=None if baseline is None else Decimal(str(baseline)),
    )


def smaller_class(name: str, use: Use) -> str | None:
    """The class one step below that holds what is used with headroom; None where there is none. KeyError for an unknown family."""
    family, _, _ = name.rpartition(".")
    ladder = ladders()[family]
    place = [size.name for size in ladder].index(name)
    if place == 0:
        return None
    now, below = ladder[place], ladder[place - 1]
    cpu_fits = now.vcpus * use.cpu_percent / 100 <= below.lasting_vcpus * USABLE
    memory_fits = now.gib * use.memory_percent / 100 <= below.gib * USABLE
    return below.name if cpu_fits and memory_fits else None


def is_known(name: str) -> bool:
    """Whether the class stands in a ladder."""
    return any(size.name == name for size in ladders().get(name.rpartition(".")[0], ()))


def smaller_task(now: TaskSize, use: Use) -> TaskSize | None:
    """The smallest task of at least half of this one that holds what is used with headroom; None where it is this one."""
    cpu = max(Decimal(now.cpu) * use.cpu_percent / 100 / USABLE, Decimal(now.cpu) / STEP)
    memory = max(Decimal(now.memory) * use.memory_percent / 100 / USABLE, Decimal(now.memory) / STEP)
    for units, sizes in SIZES.items():
        for size in sizes:
            if cpu <= units <= now.cpu and memory <= size <= now.memory and (units, size) != (now.cpu, now.memory):
                return TaskSize(cpu=units, memory=size)
    return None
