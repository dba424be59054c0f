"""What is the difference between a proof of concept and production? Written from the checks, to be handed to a developer."""

from collections.abc import Iterator
from textwrap import wrap

from estate.catalog.fact import Maturity
from estate.readiness.check import LEVELS, PILLARS, SEVERITIES, Check
from estate.readiness.pack import Pack

TOPIC = "poc-vs-production"
FILE = f"docs/guide/{TOPIC}.md"
WIDTH = 160
PILLAR_WORDS = {
    "network": "Network",
    "compute": "What runs",
    "edge": "The edge: load balancers, DNS, certificates",
    "data": "Databases, caches and streams",
    "storage": "Files and objects",
    "identity": "Identity, keys and secrets",
    "messaging": "Queues, topics and functions",
    "observability": "Seeing what happens",
    "oncall": "Somebody who comes",
    "recovery": "Coming back",
    "cost": "What it costs",
    "patching": "Staying patched",
    "delivery": "How changes arrive",
    "tagging": "Whose it is",
}
TITLES: dict[Maturity, str] = {"poc": "A proof of concept", "pilot": "A pilot adds", "production": "Production adds"}
WORDS: dict[Maturity, str] = {
    "poc": "Somebody tries something out. Nobody depends on it, and it may be gone tomorrow. But it stands in our account, under our name, "
    "and whoever breaks into it is inside. So it has an owner, it is closed to the world, and it costs what was agreed.",
    "pilot": "Real people use it, and they have been told that it is young. What they leave in it must not be lost, somebody hears of it "
    "when it breaks, and the version of yesterday can come back.",
    "production": "People depend on it, at night too. It survives the loss of a host and of a zone, somebody is woken by a promise that is "
    "being broken and knows what to do, and that it can be brought back was tried, not believed.",
}
INTRODUCTION = (
    "Every service of the catalog says its `maturity`: poc, pilot or production. Each level asks all that the levels below it ask: {} for "
    "a proof of concept, {} more for a pilot, {} more for production. `estate ready SERVICE` says how far a service is, and what to mend "
    "next; `estate policy explain ID` says all of one check. What cannot be seen is undecided, and undecided is not reached."
)


def poc_vs_production(pack: Pack) -> str:
    """The document: what each level asks beyond the one below, by pillar; the same bytes for the same checks."""
    return "\n".join(_lines(pack)).rstrip("\n") + "\n"


def _lines(pack: Pack) -> Iterator[str]:
    yield "# A proof of concept and production: what is the difference?"
    yield ""
    yield f"<!-- Written by: estate ready explain {TOPIC} > {FILE} -->"
    yield ""
    yield from _paragraph(INTRODUCTION.format(*(_at(pack, level) for level in LEVELS)))
    for level in LEVELS:
        yield from _level(pack, level)


def _at(pack: Pack, level: Maturity) -> int:
    return sum(check.facts.level == level for check in pack.checks)


def _level(pack: Pack, level: Maturity) -> Iterator[str]:
    yield f"## {TITLES[level]}"
    yield ""
    yield from _paragraph(WORDS[level])
    for pillar in PILLARS:
        checks = [check for check in pack.checks if check.pillar == pillar and check.facts.level == level]
        if checks:
            yield f"### {PILLAR_WORDS[pillar]}"
            yield ""
            for check in sorted(checks, key=lambda check: (-SEVERITIES.index(check.facts.severity), check.id)):
                yield from _check(check)
            yield ""


def _check(check: Check) -> Iterator[str]:
    """The demand, and why; how somebody else calls it."""
    facts = check.facts
    others = [f"{control.framework} {control.id}" for control in facts.controls if control.framework != "ours"]
    known = f" ({', '.join(others)})" if others else ""
    seen = "" if facts.evidence == "static" else f" Shown by {facts.evidence} evidence, not by a plan."
    text = f"**{facts.title}.** {facts.rationale}{seen} *{facts.severity}*, `{check.id}`{known}"
    yield from wrap(text, WIDTH, initial_indent="- ", subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def _paragraph(text: str) -> Iterator[str]:
    yield from wrap(text, WIDTH, break_long_words=False, break_on_hyphens=False)
    yield ""
