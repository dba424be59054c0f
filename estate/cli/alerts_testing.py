"""What `estate alerts test` does before and after the tests: the planned resources, the words, the JSON."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from estate.alerting.testing.crew import side_by_side
from estate.alerting.testing.derived.family import derived_scenarios
from estate.alerting.testing.files import EVERY, ScenarioFile, read_tests
from estate.alerting.testing.hearing import calls
from estate.alerting.testing.killing import Hunt
from estate.alerting.testing.model import Scenario
from estate.alerting.testing.picture import picture
from estate.alerting.testing.run import Bench, Outcome, Tried, try_scenario
from estate.alerting.testing.vendors import TITLES, Vendor
from estate.alerting.testing.verdict import Difference
from estate.alerting.watch import watch
from estate.catalog.catalog import Catalog
from estate.catalog.layout import ALERT_TESTS_ENDING
from estate.catalog.load import load_catalog
from estate.catalog.words import did_you_mean
from estate.errors import InputError
from estate.graph.planner import plan_stacks
from estate.graph.program import load_program
from estate.layers import StackName

JSON_VERSION = 1
NAME = 30
LABEL = 10
INDENT = " " * 7
SHOWN = 8
"""Monitors that are named as not simulated; the JSON has all."""


@dataclass(frozen=True, kw_only=True)
class Session:
    """Everything that a run of the tests needs."""

    bench: Bench
    files: tuple[ScenarioFile, ...]
    vendors: tuple[Vendor, ...]
    """Those that have something planned."""
    absent: tuple[Vendor, ...]
    """Those of the organisation of which nothing is tested."""


def prepare(root: Path, services: Sequence[str], environment: str, vendor: Vendor | None, *, all_tests: bool = False) -> Session:
    """Read the tests, and plan what they are about. InputError for what is not there, CatalogError for mistakes in the files."""
    catalog = load_catalog(root / "catalog")
    if environment not in catalog.environments:
        raise InputError(f"{environment!r} is no environment; {_nearest(environment, catalog.environments)}")
    for name in services:
        if name not in (*catalog.services, EVERY):
            raise InputError(f"{name!r} is no service; {_nearest(name, catalog.services)}")
    alerting = watch(catalog, catalog.environments[environment])
    files = read_tests(root / "catalog", catalog, alerting, () if all_tests else tuple(services))
    missing = [] if all_tests else sorted(set(services) - {file.service for file in files})
    if missing or not files:
        raise InputError(f"{', '.join(missing) or 'no service'} has no alert tests; write catalog/services/NAME{ALERT_TESTS_ENDING}")
    bench = bench_of(root, catalog, environment)
    asked = [one for one in TITLES if (vendor or one) == one and one in catalog.organisation.vendors]
    there = tuple(one for one in asked if bench.monitors(one))
    return Session(bench=bench, files=files, vendors=there, absent=tuple(one for one in asked if one not in there))


def _nearest(name: str, known: Sequence[str] | Any) -> str:
    return did_you_mean(name, known) or f"known are {', '.join(sorted(known))}"


def bench_of(root: Path, catalog: Catalog, environment: str) -> Bench:
    """What would be deployed in an environment. InputError where it cannot be planned."""
    plan = plan_stacks(load_program(root), [StackName(layer="observability", environment=environment)])
    for error in plan.errors:
        raise InputError(f"{error.stack} cannot be planned: {error.text}\n    see: estate plan {error.stack}")
    return Bench(
        catalog=catalog,
        alerting=watch(catalog, catalog.environments[environment]),
        planned=tuple(resource for stack in plan.stacks for resource in stack.made),
    )


def outcomes(session: Session) -> Iterator[Outcome]:
    """Every scenario, tried."""
    for file in session.files:
        for place in range(len(file.tests.scenarios)):
            yield try_scenario(session.bench, file, place, session.vendors)


def lines_of(outcome: Outcome, bench: Bench) -> Iterator[Text]:
    """A scenario, for people."""
    if outcome.good:
        yield Text.assemble((" ok    ", "green"), f"{outcome.scenario.name:<{NAME}} {_summary(outcome)}")
        return
    where = f"{outcome.file.file}:{outcome.file.lines[('scenarios', outcome.place)]}"
    yield Text.assemble((" FAIL  ", "bold red"), f"{outcome.scenario.name:<{NAME}} tests in {where}")
    alert = next(one.alert for tried in outcome.by_vendor.values() for one in tried.differences)
    yield from _difference(outcome, alert, bench)
    rest = {one.alert for tried in outcome.by_vendor.values() for one in tried.differences} - {alert}
    if rest:
        yield _row("also", ", ".join(sorted(rest)))


def _difference(outcome: Outcome, alert: str, bench: Bench) -> Iterator[Text]:
    found = {vendor: _of(tried, alert) for vendor, tried in outcome.by_vendor.items()}
    first = next(one for one in found.values() if one)
    if first.place is not None:
        way = ("scenarios", outcome.place, "expect", first.place)
        yield _row("alert", f"{alert}, line {outcome.file.lines[way]}")
    else:
        yield _row("alert", f"{alert}, of which the test says nothing")
    yield _row("expected", first.expected)
    for vendor, one in found.items():
        yield _row(TITLES[vendor], one.found if one else "as expected")
    drawn = picture(outcome.truth, bench.alerting, alert)
    if drawn:
        yield Text(f"{INDENT}{drawn.begin} {drawn.blocks} {drawn.end}   {drawn.words}")
    yield _row("try", f"estate alerts explain {alert}")


def _of(tried: Tried, alert: str) -> Difference | None:
    return next((one for one in tried.differences if one.alert == alert), None)


def _row(label: str, text: str) -> Text:
    return Text(f"{INDENT}{label:<{LABEL}}{text}")


def _summary(outcome: Outcome) -> str:
    """`pages storefront once, after 4 min`: as the first vendor has it, since all did as expected."""
    told = next(iter(outcome.by_vendor.values())).heard.told
    pages = [one for one in told if one.heard == "page"]
    tickets = [one for one in told if one.heard == "ticket"]
    loudest = pages or tickets
    if not loudest:
        return f"nobody is {'told' if not told else 'called'}"
    number = calls(loudest)
    times = {1: "once", 2: "twice"}.get(number, f"{number} times")
    named = sorted({one.team or "nobody" for one in loudest})
    teams = named[0] if len(named) == 1 else f"{len(named)} teams"
    after = f", after {(loudest[0].time - outcome.scenario.strikes) // 60} min" if outcome.scenario.strikes is not None else ""
    return f"{'pages' if pages else 'ticket for'} {teams} {times}{after}"


@dataclass(frozen=True, kw_only=True)
class Followed:
    """What became of the scenarios that follow from the definition, at a vendor."""

    vendor: Vendor
    number: int
    unclear: tuple[str, ...]
    failed: Mapping[str, Sequence[Difference]]
    """By the name of the scenario."""


def followed(session: Session, services: Sequence[str]) -> Iterator[Followed]:
    """The scenarios that nobody had to write: all, or those that some services are named in."""
    for vendor in session.vendors:
        family = derived_scenarios(session.bench.alerting, vendor)
        mine = [one for one in family.scenarios if not services or one.touched & set(services)]
        hunt = Hunt(bench=session.bench, vendor=vendor, scenarios=mine)
        judged = dict(side_by_side(_judging(hunt), mine))
        failed = {one.name: judged[one.name] for one in mine if judged[one.name]}
        yield Followed(vendor=vendor, number=len(mine), unclear=family.unclear, failed=failed)


def _judging(hunt: Hunt) -> Callable[[Scenario], tuple[str, tuple[Difference, ...]]]:
    def judged(scenario: Scenario) -> tuple[str, tuple[Difference, ...]]:
        return scenario.name, hunt.differences(scenario)

    return judged


def lines_of_followed(one: Followed) -> Iterator[Text]:
    """Those that failed, and how many passed."""
    for name, differences in one.failed.items():
        first = differences[0]
        yield Text.assemble((" FAIL  ", "bold red"), f"{name}  follows from the definition")
        yield _row("alert", first.alert)
        yield _row("expected", first.expected)
        yield _row(TITLES[one.vendor], first.found)
    if one.number > len(one.failed):
        text = f"{one.number - len(one.failed)} that follow from the definition, {TITLES[one.vendor]}"
        unclear = f"; {len(one.unclear)} more cannot be told apart" if one.unclear else ""
        yield Text.assemble((" ok    ", "green"), f"{text}{unclear}")


def closing(session: Session, tried: Sequence[Outcome]) -> Iterator[Text]:
    """What was proved, and what nobody can speak for."""
    failed = sum(not one.good for one in tried)
    yield Text()
    for vendor in session.vendors:
        heard = tried[0].by_vendor[vendor].heard
        every = heard.simulated + len(heard.not_simulated)
        share = f"{100 * heard.simulated / every:.1f} % of {every} monitors simulated" if every else "no monitors"
        names = sorted(heard.not_simulated)
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        unsaid = f"; not: {', '.join(names[:SHOWN])}{more}" if names else ""
        yield Text(f"{TITLES[vendor]}: {share}{unsaid}")
    for vendor in session.absent:
        text = f"{TITLES[vendor]} has nothing planned in {session.bench.alerting.environment}: nothing of it was tested"
        yield Text(text, style="bold yellow")
    number = "1 scenario" if len(tried) == 1 else f"{len(tried)} scenarios"
    at = " and ".join(TITLES[vendor] for vendor in session.vendors)
    yield Text(f"{number}, {failed} failed" if failed else f"{number} passed at {at}", style="red" if failed else "green")


def as_document(session: Session, tried: Sequence[Outcome], derived: Sequence[Followed] = ()) -> dict[str, Any]:
    """The documented JSON."""
    return {
        "version": JSON_VERSION,
        "environment": session.bench.alerting.environment,
        "good": good(session, tried, derived),
        "vendors_without_resources": list(session.absent),
        "scenarios": [_scenario(one) for one in tried],
        "from_the_definition": {one.vendor: _followed(one) for one in derived},
    }


def good(session: Session, tried: Sequence[Outcome], derived: Sequence[Followed] = ()) -> bool:
    """Whether there was something to test, and all of it passed."""
    return bool(session.vendors) and all(one.good for one in tried) and not any(one.failed for one in derived)


def _followed(one: Followed) -> dict[str, Any]:
    failed = [{"name": name, "differences": [asdict(of) for of in differences]} for name, differences in one.failed.items()]
    return {"scenarios": one.number, "unclear": list(one.unclear), "failed": failed}


def _scenario(outcome: Outcome) -> dict[str, Any]:
    return {
        "file": outcome.file.file,
        "line": outcome.file.lines[("scenarios", outcome.place)],
        "name": outcome.scenario.name,
        "good": outcome.good,
        "vendors": {
            vendor: {
                "told": [asdict(telling) for telling in one.heard.told],
                "differences": [asdict(difference) for difference in one.differences],
                "simulated": one.heard.simulated,
                "not_simulated": dict(one.heard.not_simulated),
            }
            for vendor, one in outcome.by_vendor.items()
        },
    }
