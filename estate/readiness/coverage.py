"""What the checks cover: distinct controls, and what no check looks at. Two checks of one control cover one."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import Field, TypeAdapter, ValidationError

from estate.catalog.explain import explain
from estate.catalog.fact import Fact
from estate.catalog.mistakes import CatalogError
from estate.catalog.reader import read_document
from estate.graph.model import StackGraph
from estate.readiness.check import PILLARS, Framework
from estate.readiness.pack import Pack
from estate.readiness.twins import known_as

FILE = "controls.yaml"


class LeftOut(Fact):
    """Controls that no check is to answer, for one reason."""

    framework: Framework
    ids: tuple[str, ...] = Field(min_length=1, strict=False)
    why: str = Field(min_length=10)


class _Controls(Fact):
    wanted: dict[Framework, list[list[str]]]
    """By rows, as people read them."""
    left_out: tuple[LeftOut, ...] = Field(default=(), strict=False)


_ADAPTER = TypeAdapter(_Controls)


@dataclass(frozen=True, kw_only=True)
class FrameworkCoverage:
    """One framework."""

    name: str
    covered: tuple[str, ...]
    """Distinct ids that some check answers."""
    missing: tuple[str, ...]
    """Wanted, and answered by none."""
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """What is covered, and what is not."""

    checks: int
    pillars: tuple[tuple[str, int], ...]
    frameworks: tuple[FrameworkCoverage, ...]
    unseen: tuple[tuple[str, int], ...]
    """Types that a plan holds and no check names, with how many resources of each, the most first. Tags are asked of all that take them."""
    seen: int
    """Types of the plan that some check names."""

    def as_json(self) -> dict[str, Any]:
        """The documented JSON."""
        return {
            "version": 1,
            "checks": self.checks,
            "pillars": dict(self.pillars),
            "frameworks": {
                one.name: {
                    "covered": list(one.covered),
                    "missing": list(one.missing),
                    "left_out": {ident: left.why for left in one.left_out for ident in left.ids},
                }
                for one in self.frameworks
            },
            "types": {"with_a_check": self.seen, "without": dict(self.unseen)},
        }


def coverage(pack: Pack, stacks: Iterable[StackGraph]) -> Coverage:
    """The coverage of a pack and of a plan. CatalogError for a list of controls with mistakes."""
    controls = _load(pack.folder)
    judged = {kind for check in pack.checks for kind in check.facts.types}
    judged |= {check.facts.related.type for check in pack.checks if check.facts.related}
    planned = Counter(known_as(resource.type) for stack in stacks for resource in stack.made)
    unseen = sorted(((kind, number) for kind, number in planned.items() if kind not in judged), key=lambda pair: (-pair[1], pair[0]))
    by_pillar = Counter(check.pillar for check in pack.checks)
    return Coverage(
        checks=len(pack.checks),
        pillars=tuple((pillar, by_pillar[pillar]) for pillar in PILLARS),
        frameworks=tuple(_frameworks(pack, controls)),
        unseen=tuple(unseen),
        seen=len(planned) - len(unseen),
    )


def _frameworks(pack: Pack, controls: _Controls) -> Iterable[FrameworkCoverage]:
    found: dict[str, set[str]] = {}
    for check in pack.checks:
        for control in check.facts.controls:
            found.setdefault(control.framework, set()).add(control.id)
    for name in sorted({*found, *controls.wanted}):
        left_out = tuple(one for one in controls.left_out if one.framework == name)
        wanted = {ident for framework, rows in controls.wanted.items() if framework == name for row in rows for ident in row}
        covered = found.get(name, set())
        missing = wanted - covered - {ident for one in left_out for ident in one.ids}
        yield FrameworkCoverage(name=name, covered=_sorted(covered), missing=_sorted(missing), left_out=left_out)


def _sorted(idents: Iterable[str]) -> tuple[str, ...]:
    """EC2.2 stands before EC2.13."""
    return tuple(sorted(idents, key=lambda ident: [(part.isdigit(), part.zfill(6)) for part in ident.replace("_", ".").split(".")]))


def _load(folder: Path) -> _Controls:
    path = folder / FILE
    if not path.is_file():
        return _Controls(wanted={})
    document = read_document(path.read_bytes(), file=f"{folder.name}/{FILE}")
    if document.mistakes:
        raise CatalogError(document.mistakes)
    try:
        return _ADAPTER.validate_python(document.data)
    except ValidationError as error:
        raise CatalogError(explain(error, document=document, model=_Controls)) from None
