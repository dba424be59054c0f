"""What `estate alerts noise` says. Whatever comes from the export is text of strangers: escaped, cut, never markup."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rich.text import Text

from estate.alerting.history.noise import KINDS, Finding, Limits, Noise, find_noise
from estate.alerting.history.past import TITLES, Export, Tool, read_past
from estate.catalog.mistakes import shorten
from estate.cli.alert_names import of_title
from estate.cli.folding import folded, width
from estate.cli.input_file import read_input

JSON_VERSION = 1
SHOWN = 10
"""Findings of a kind that are shown; the JSON has all."""
MEANS = {
    "noisy": "told too often",
    "flapping": "over, and back at once",
    "never actioned": "nobody ever did anything",
    "always together": "one problem, several calls",
}


@dataclass(frozen=True, kw_only=True)
class Found:
    """An export and its noise."""

    export: Export
    noise: Noise
    limits: Limits


def find(path: Path, tool: Tool | None, limits: Limits) -> Found:
    """Read the export. InputError for what cannot be read."""
    export = read_past(read_input(path), file=shorten(str(path), 200), tool=tool)
    return Found(export=export, noise=find_noise(export.alerts, limits), limits=limits)


def as_text(found: Found) -> Iterator[Text]:
    """For people: the verdict, then each kind of noise."""
    noise, export = found.noise, found.export
    tool = TITLES[export.tool]
    verdict = f"{noise.alerts:,} alerts, {noise.names:,} different ones, in {noise.weeks:.1f} weeks of {tool}, {noise.per_week:.1f} a week"
    yield Text(verdict, style="bold")
    if export.is_part:
        yield from folded(f"{tool} says that there is more than this file has: get every page for the whole picture", style="yellow")
    if export.left_out:
        yield from folded(f"{export.left_out:,} entries are of no monitor, and were left out")
    if any(one.actioned is None for one in export.alerts):
        yield from folded("whether anybody acted on them does not stand in the export for all alerts: never actioned is not said of those")
    for kind in KINDS:
        mine = [one for one in noise.findings if one.kind == kind]
        if mine:
            yield Text()
            yield Text.assemble((f" {kind}", "bold yellow"), f"   {MEANS[kind]}")
            for one in mine[:SHOWN]:
                yield from _lines(one)
        if len(mine) > SHOWN:
            yield Text(f"   and {len(mine) - SHOWN} more: --json")
    yield Text()
    if noise.findings:
        yield Text("Next: estate alerts tune, or the change above with its reason in the catalog")
    else:
        yield Text("No noise was found.", style="green")


def _lines(one: Finding) -> Iterator[Text]:
    for name in one.names:
        yield Text(f"   {shorten(name, width() - 8)}", style="bold")
    yield from _indented(one.numbers)
    yield from _indented(f"change: {one.change}")
    if command := _command(one):
        yield from _indented(f"try: {command}")


def _indented(text: str) -> Iterator[Text]:
    yield from folded(f"     {text}", indent="       ")


def _command(one: Finding) -> str | None:
    """For an alert that the estate made: its title says which."""
    name, environment = of_title(one.names[0])
    if environment is None or one.kind not in ("noisy", "flapping"):
        return None
    return f"estate alerts tune {name} --environment {environment} --series FILE"


def as_document(found: Found) -> dict[str, Any]:
    """The documented JSON."""
    noise, export = found.noise, found.export
    return {
        "version": JSON_VERSION,
        "tool": export.tool,
        "weeks": round(noise.weeks, 4),
        "alerts": noise.alerts,
        "kinds": noise.names,
        "per_week": round(noise.per_week, 4),
        "is_part": export.is_part,
        "left_out": export.left_out,
        "findings": [
            {
                "kind": one.kind,
                "names": list(one.names),
                "occurrences": one.occurrences,
                "numbers": one.numbers,
                "change": one.change,
                "saved_per_week": round(one.saved, 4),
            }
            for one in noise.findings
        ],
    }
