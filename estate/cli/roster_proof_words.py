"""What `estate roster prove` says, as text of 80 columns and as JSON."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import groupby
from textwrap import wrap
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from estate.catalog.roster import format_instant
from estate.cli.roster_proving import Report, Survival
from estate.roster.fairness import MEASURES, Load, Spread, owed, spreads
from estate.roster.proof.invariants import BY_NUMBER, INVARIANTS
from estate.roster.proof.violation import Violation

JSON_VERSION = 1
WIDTH = 80
MOST = 10
"""Violations of one invariant that the terminal shows; the JSON has all."""


def show(report: Report, console: Console, *, whole: bool) -> None:
    """The verdict, then each violation, then what was not seen, then the shares: everybody's, or each region's least and most."""
    console.print(_verdict(report))
    for line in (*_violations(report.proof.violations), *_unseen(report), *_survivals(report.survivals)):
        console.print(line)
    console.print()
    console.print(_everybody(report) if whole else _regions(report))


def as_document(report: Report) -> dict[str, Any]:
    """The documented JSON: the same bytes for the same locks."""
    proof = report.proof
    return {
        "version": JSON_VERSION,
        "proved": not proof.violations,
        "rosters": list(proof.rosters),
        "shifts": proof.shifts,
        "invariants": [
            {
                "number": one.number,
                "title": one.title,
                "violations": sum(violation.invariant == one.number for violation in proof.violations),
                "unseen": proof.unseen.get(one.number),
            }
            for one in INVARIANTS
        ],
        "violations": [_violation(violation) for violation in proof.violations],
        "losses": [_loss(one) for one in report.survivals],
        "shares": {name: _shares(loads) for name, loads in report.shares.items()},
    }


def _violation(violation: Violation) -> dict[str, Any]:
    return {
        "invariant": violation.invariant,
        "roster": violation.roster or None,
        "at": format_instant(violation.at) if violation.at else None,
        "who": violation.who,
        "text": violation.text,
        "source": violation.source,
    }


def _loss(one: Survival) -> dict[str, Any]:
    return {"roster": one.roster, "person": one.person, "feasible": one.feasible, "conflict": list(one.conflict)}


def _shares(loads: Sequence[Load]) -> dict[str, Any]:
    found = spreads(loads)
    return {
        "people": [
            {
                "person": load.person,
                "region": load.region,
                "worked": {measure: _number(load.worked[measure]) for measure in MEASURES},
                "carried": {measure: _number(load.carried[measure]) for measure in MEASURES},
                "owed": owed(load, found).model_dump(include=set(MEASURES)),
            }
            for load in loads
        ],
        "spreads": [
            {
                "region": one.region,
                "measure": one.measure,
                "least": _number(one.least),
                "most": _number(one.most),
                "spread": _number(one.width),
                "ratio": _number(one.ratio) if one.ratio is not None else None,
            }
            for one in found
        ],
    }


def _number(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else round(float(value), 3)


def _verdict(report: Report) -> Text:
    proof = report.proof
    seen = len(INVARIANTS) - sum(number in (10, 15, 17) for number in proof.unseen)
    looked = f"{seen} of {len(INVARIANTS)} invariants, {proof.shifts:,} shifts in {_rosters(len(proof.rosters))}, {report.took:.1f} s"
    if not proof.violations:
        return Text.assemble(("Proved", "bold green"), f": {looked}")
    violated = len({violation.roster for violation in proof.violations})
    return Text(f"{_violated(len(proof.violations))} in {_rosters(violated)} ({looked})", style="bold red")


def _rosters(number: int) -> str:
    return f"{number} roster" if number == 1 else f"{number} rosters"


def _violated(number: int) -> str:
    return f"{number:,} violation" if number == 1 else f"{number:,} violations"


def _violations(violations: Sequence[Violation]) -> Iterator[Text]:
    for roster, theirs in groupby(violations, key=lambda violation: violation.roster):
        yield Text()
        yield Text(roster or "no roster", style="bold")
        for number, group in groupby(theirs, key=lambda violation: violation.invariant):
            found = list(group)
            yield Text(f"  {number:>2}  {BY_NUMBER[number].title}", style="bold")
            for violation in found[:MOST]:
                yield from _said(violation)
            if len(found) > MOST:
                yield Text(f"      and {len(found) - MOST:,} more: --json has all")


def _said(violation: Violation) -> Iterator[Text]:
    where = "  ".join(word for word in (format_instant(violation.at) if violation.at else "", violation.who or "") if word)
    if where:
        yield Text(f"      {where}", style="red")
    yield from (Text(f"      {line}") for line in wrap(violation.text, WIDTH - 6))
    if violation.source:
        yield from (Text(f"      {line}", style="dim") for line in wrap(violation.source, WIDTH - 6))


def _unseen(report: Report) -> Iterator[Text]:
    if report.proof.unseen:
        yield Text()
        yield Text("Not wholly seen", style="bold yellow")
    reasons = groupby(sorted(report.proof.unseen.items(), key=lambda item: (item[1], item[0])), key=lambda item: item[1])
    merged = [(", ".join(str(number) for number, _ in group), why) for why, group in reasons]
    for numbers, why in sorted(merged, key=lambda item: int(item[0].split(",")[0])):
        for place, line in enumerate(wrap(why, WIDTH - 14)):
            yield Text(f"  {numbers if place == 0 else '':<10}  {line}")


def _survivals(survivals: Sequence[Survival]) -> Iterator[Text]:
    for roster, group in groupby(survivals, key=lambda one: one.roster):
        theirs = list(group)
        good = [one.person for one in theirs if one.feasible]
        yield Text()
        yield Text(f"{roster} survives the loss of {len(good)} of {len(theirs)} people", style="bold")
        for conflict, people in groupby(sorted((one for one in theirs if one.conflict), key=_conflict), key=_conflict):
            who = ", ".join(one.person for one in people)
            yield from (Text(f"  {line}") for line in wrap(f"not of {who}: these conflict:", WIDTH - 2))
            yield from (Text(f"    {line}") for text in conflict for line in wrap(text, WIDTH - 4, subsequent_indent="  "))


def _conflict(one: Survival) -> tuple[str, ...]:
    return one.conflict


def _everybody(report: Report) -> Table:
    table = _table("shares")
    for roster, loads in report.shares.items():
        table.add_row(Text(_title(report, roster), style="bold"))
        for load in loads:
            table.add_row(f"  {load.person}", load.region, *(_share(load, measure) for measure in MEASURES))
        for region, found in groupby(spreads(loads), key=lambda one: one.region):
            theirs = list(found)
            table.add_row("  spread", region, *(_spread(one) for one in theirs), style="dim")
    return table


def _regions(report: Report) -> Table:
    table = _table("least to most")
    for roster, loads in report.shares.items():
        for region, found in groupby(spreads(loads), key=lambda one: one.region):
            table.add_row(_title(report, roster), region, *(f"{_short(one.least)}-{_short(one.most)}" for one in found))
    return table


def _table(first: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column(first)
    table.add_column("region")
    for measure in MEASURES:
        table.add_column(measure, justify="right")
    return table


def _title(report: Report, roster: str) -> str:
    return f"{roster} (standby)" if roster in report.standby else roster


def _share(load: Load, measure: Any) -> str:
    carried = load.carried[measure]
    return f"{_short(load.worked[measure])}{f' {carried:+d}' if carried else ''}"


def _spread(one: Spread) -> str:
    return f"{_short(one.width)} ({float(one.ratio):.2f}x)" if one.ratio is not None else _short(one.width)


def _short(value: Fraction) -> str:
    return str(value) if value.denominator == 1 else f"{float(value):.1f}"
