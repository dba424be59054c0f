"""What `estate alerts mutants` does: the hunt at each vendor, its progress, the words, the JSON."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from rich.progress import BarColumn, MofNCompleteColumn, Progress, TaskID, TextColumn, TimeElapsedColumn
from rich.text import Text

from estate.alerting.testing.crew import side_by_side
from estate.alerting.testing.derived.family import derived_scenarios
from estate.alerting.testing.killing import Bag, Fate, Hunt, score
from estate.alerting.testing.vendors import TITLES, Vendor
from estate.cli.alerts_testing import JSON_VERSION, Session
from estate.cli.output import stderr
from estate.errors import InputError

LABEL = 10


@dataclass(frozen=True, kw_only=True)
class Hunted:
    """What became of every planted defect at a vendor."""

    vendor: Vendor
    fates: tuple[Fate, ...]
    scenarios: int

    @property
    def survivors(self) -> tuple[Fate, ...]:
        """Those that nobody noticed, and that somebody could."""
        return tuple(one for one in self.fates if one.killed_by is None and one.equivalent is None)

    @property
    def percent(self) -> float:
        """The share that was noticed, of those that can be."""
        return score(self.fates)


def hunted(session: Session, services: Sequence[str]) -> Iterator[Hunted]:
    """Every vendor's hunt, with the progress on stderr. InputError where a scenario fails on the plan as it is."""
    written = [scenario for file in session.files for scenario in file.tests.scenarios]
    with _progress() as bar:
        for vendor in session.vendors:
            task = bar.add_task(TITLES[vendor], total=None)
            hunt = Hunt(
                bench=session.bench, vendor=vendor, scenarios=(*written, *derived_scenarios(session.bench.alerting, vendor).scenarios)
            )
            bags = tuple(_watched(hunt, services, bar, task))
            _refuse(vendor, bags)
            order = {(one.type, one.name): place for place, one in enumerate(session.bench.planned)}
            fates = sorted((fate for bag in bags for fate in bag.fates), key=lambda one: order[one.mutant.type, one.mutant.name])
            yield Hunted(vendor=vendor, fates=tuple(fates), scenarios=len(hunt.scenarios))


def _watched(hunt: Hunt, services: Sequence[str], bar: Progress, task: TaskID) -> Iterator[Bag]:
    errands = hunt.errands(services)
    bar.update(task, total=sum(len(one.mutants) for one in errands), refresh=True)
    hunt.prepare()
    for bag in side_by_side(hunt.run, errands):
        bar.update(task, advance=len(bag.fates), refresh=True)
        yield bag


def _refuse(vendor: Vendor, bags: Sequence[Bag]) -> None:
    failed = sorted(frozenset[str]().union(*(bag.failed for bag in bags)))
    if failed:
        raise InputError(
            f"at {TITLES[vendor]} {len(failed)} scenarios fail on the plan as it is: {', '.join(failed)}\n    see: estate alerts test"
        )


@contextmanager
def _progress() -> Iterator[Progress]:
    """It draws from this thread alone, since processes are forked beside it."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("defects"), TimeElapsedColumn())
    console = stderr()
    with Progress(*columns, console=console, transient=True, auto_refresh=False, disable=not console.is_terminal) as bar:
        yield bar


def as_text(one: Hunted) -> Iterator[Text]:
    """What nobody noticed, and the share that was."""
    for fate in one.survivors:
        mutant = fate.mutant
        yield Text(f" survived  {mutant.operator:<{LABEL}} {mutant.name}  ({mutant.source or 'no line'})")
    equivalent = sum(fate.equivalent is not None for fate in one.fates)
    counted = len(one.fates) - equivalent
    share = f"{counted - len(one.survivors)} of {counted} planted defects noticed by {one.scenarios} scenarios, {one.percent:.1f} %"
    yield Text(f"{TITLES[one.vendor]}: {share}; {equivalent} change nothing")


def as_document(session: Session, found: Sequence[Hunted], *, at_least: float) -> dict[str, Any]:
    """The documented JSON."""
    return {
        "version": JSON_VERSION,
        "environment": session.bench.alerting.environment,
        "at_least_percent": at_least,
        "good": good(found, at_least=at_least),
        "vendors": {one.vendor: _vendor(one) for one in found},
    }


def good(found: Sequence[Hunted], *, at_least: float) -> bool:
    """Whether enough was noticed at every vendor, and there was one."""
    return bool(found) and all(one.percent >= at_least for one in found)


def _vendor(one: Hunted) -> Mapping[str, Any]:
    return {"noticed_percent": one.percent, "scenarios": one.scenarios, "defects": [_defect(fate) for fate in one.fates]}


def _defect(one: Fate) -> dict[str, Any]:
    mutant = one.mutant
    return {"operator": mutant.operator, "resource": mutant.name, "noticed_by": one.killed_by, "equivalent": one.equivalent}
