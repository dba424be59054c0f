"""A roster's file from schedules of another tool: what is said there, what had to be assumed, and what has no place in it."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from estate.catalog.fact import NAME_LENGTH, format_duration
from estate.catalog.mistakes import shorten, show
from estate.errors import InputError
from estate.roster.importing.turns import DAY, WEEK, WEEKDAYS, Export, Turns, clock, is_round_the_clock
from estate.roster.importing.zones import country_of
from estate.roster.roster_text import word

WEEKS = 12
MOST_HEADS = 5  # of a lane
HOURS = "40h"
SCHEMA = "# yaml-language-server: $schema=../schema/roster.json"


@dataclass(frozen=True, kw_only=True)
class Known:
    """What the catalog knows: people by the vendor's ids, their zones by name, and the teams."""

    people: Mapping[str, str]
    zones: Mapping[str, str]
    teams: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Imported:
    """The file, and what has to be told about it."""

    text: str
    unsaid: tuple[str, ...]
    """What the export says and the roster does not."""
    assumed: tuple[str, ...]
    """What the roster says and the export does not."""


@dataclass(frozen=True, kw_only=True)
class _Lane:
    name: str
    zone: str
    start: timedelta
    length: timedelta
    turns: tuple[Turns, ...]
    heads: tuple[int, ...]
    """For each day of the week."""


def make_roster(exports: Sequence[Export], *, name: str, today: date, known: Known) -> Imported:
    """The file of a roster with every lane of the schedules. InputError where nobody takes turns in any of them."""
    turns = [one for export in exports for one in export.turns if one.people]
    if not turns:
        where = ", ".join(show(one.name) for one in exports) or "the export"
        raise InputError(f"nobody takes turns in {where}; expected rotations with people")
    lanes = tuple(_lanes(turns))
    people = _people(turns, known)
    regions = _regions(lanes, people)
    lines = [
        SCHEMA,
        f"name: {word(name)}",
        f"team: {word(_team(exports, name))}",
        f"description: {word(_description(exports))}",
        "duty: standby",
        f"coverage: {'always' if is_round_the_clock(turns) else 'lanes'}",
        f"horizon: {{first: {today + timedelta(days=7 - today.weekday())}, weeks: {WEEKS}}}",
        "lanes:",
        *(_lane_line(lane, people, regions) for lane in lanes),
        "members:",
        *_member_lines(turns, people, regions, known),
        *_rule_lines(lanes),
    ]
    assumed = tuple(_assumed(exports, name, people, known))
    return Imported(text="\n".join(lines) + "\n", unsaid=tuple(_unsaid(exports, lanes)), assumed=assumed)


def slug(text: str, *, otherwise: str) -> str:
    """A name of the catalog made of any text."""
    plain = unicodedata.normalize("NFKD", text[:200]).encode("ascii", "ignore").decode().lower()
    made = re.sub(r"[^a-z0-9]+", "-", plain).strip("-").lstrip("0123456789-")[:NAME_LENGTH].strip("-")
    return made or otherwise


def _unique(name: str, taken: Iterable[str]) -> str:
    if name not in taken:
        return name
    count = 2
    while (other := f"{name[: NAME_LENGTH - len(str(count)) - 1].strip('-')}-{count}") in taken:
        count += 1
    return other


def _lanes(turns: Sequence[Turns]) -> Iterator[_Lane]:
    """A lane for each part of the day that somebody's turns fill, the early ones first."""
    parts = sorted({(one.zone, window.start, window.length) for one in turns for window in one.windows})
    taken: set[str] = set()
    for zone, start, length in parts:
        here = [one for one in turns if one.zone == zone]
        own = tuple(one for one in here if any(_is_on(one, day, start, length) for day in range(len(WEEKDAYS))))
        heads = tuple(sum(_is_on(one, day, start, length) for one in own) for day in range(len(WEEKDAYS)))
        name = _unique(slug(own[0].name, otherwise=f"from-{clock(start).replace(':', '')}"), taken)
        taken.add(name)
        yield _Lane(name=name, zone=zone, start=start, length=length, turns=own, heads=tuple(min(count, MOST_HEADS) for count in heads))


def _is_on(one: Turns, day: int, start: timedelta, length: timedelta) -> bool:
    return any((window.weekday, window.start, window.length) == (day, start, length) for window in one.windows)


def _people(turns: Sequence[Turns], known: Known) -> Mapping[str, str]:
    """The name of everybody: the catalog's, or one made of how people call them."""
    names: dict[str, str] = {}
    everybody = dict.fromkeys(somebody for one in turns for somebody in one.people)
    for one in everybody:
        if one.id in known.people:
            names[one.id] = known.people[one.id]
    for one in everybody:
        if one.id not in names:
            names[one.id] = _unique(slug(one.label, otherwise="somebody"), {*names.values(), *known.zones})
    return names


def _regions(lanes: Sequence[_Lane], people: Mapping[str, str]) -> Mapping[str, str]:
    """The region of everybody: those who work the same lanes share one."""
    works: dict[str, tuple[str, ...]] = dict.fromkeys(people.values(), ())
    for lane in lanes:
        for name in dict.fromkeys(people[one.id] for turn in lane.turns for one in turn.people):
            works[name] = (*works[name], lane.name)
    groups = list(dict.fromkeys(works.values()))
    if len(groups) == 1:
        return dict.fromkeys(works, "everywhere")
    return {name: f"group-{groups.index(group) + 1}" for name, group in works.items()}


def _lane_line(lane: _Lane, people: Mapping[str, str], regions: Mapping[str, str]) -> str:
    usual = Counter(lane.heads).most_common(1)[0][0]
    others = [f"{WEEKDAYS[day]}: {heads}" for day, heads in enumerate(lane.heads) if heads != usual]
    own = sorted({regions[people[one.id]] for turn in lane.turns for one in turn.people})
    when = f'zone: {lane.zone}, start: "{clock(lane.start)}", length: {_hours(lane.length)}'
    told = [f"name: {word(lane.name)}", when, f"regions: [{', '.join(own)}]"]
    told += [f"heads: {usual}"] if usual != 1 else []
    told += [f"heads_on: {{{', '.join(others)}}}"] if others else []
    return f"  - {{{', '.join(told)}}}"


def _hours(length: timedelta) -> str:
    return "24h" if length == DAY else format_duration(length)


def _member_lines(turns: Sequence[Turns], people: Mapping[str, str], regions: Mapping[str, str], known: Known) -> Iterator[str]:
    for name in dict.fromkeys(people.values()):
        zone = known.zones.get(name) or next(one.zone for one in turns if any(people[somebody.id] == name for somebody in one.people))
        yield f"  - {{person: {word(name)}, region: {regions[name]}, country: {word(country_of(zone) or 'ZZ')}, hours: {HOURS}}}"


def _rule_lines(lanes: Sequence[_Lane]) -> list[str]:
    weekly = [lane for lane in lanes if all(turn.turn == WEEK for turn in lane.turns)]
    rules = [f"  - {{kind: whole_week, lane: {word(lane.name)}, source: Turns of a week in the export}}" for lane in weekly]
    return ["rules:", *rules] if rules else []


def _team(exports: Sequence[Export], name: str) -> str:
    teams = [export.team for export in exports if export.team]
    return slug(teams[0], otherwise=name) if teams else name


def _description(exports: Sequence[Export]) -> str:
    told = " ".join(exports[0].description.split())
    return shorten(told, 200) if told else shorten(f"Imported from {exports[0].name}", 200)


def _unsaid(exports: Sequence[Export], lanes: Sequence[_Lane]) -> Iterator[str]:
    for export in exports:
        for text in export.unsaid:
            yield f"{shorten(export.name)}: {text}"
        for turns in export.turns:
            yield from _unsaid_turns(export, turns)
    for lane in lanes:
        if len(lane.turns) > MOST_HEADS:
            yield f"lane {lane.name}: {len(lane.turns)} rotations at once; a lane has at most {MOST_HEADS} heads"


def _unsaid_turns(export: Export, turns: Turns) -> Iterator[str]:
    where = f"{shorten(export.name)}: {shorten(turns.name)}"
    if not turns.people:
        yield f"{where}: nobody takes turns in it; it is left out"
        return
    yield f"{where}: whose turn it is, and who follows whom; the solver shares the shifts fairly instead"
    if turns.turn != WEEK:
        yield f"{where}: turns of {turns.turn}; only turns of a week have a rule (whole_week)"
    if len({*turns.people}) < len(turns.people):
        yield f"{where}: somebody has several turns in a round; a roster says with `hours` who works more"


def _assumed(exports: Sequence[Export], name: str, people: Mapping[str, str], known: Known) -> Iterator[str]:
    yield "duty: standby; write shift where people sit there and their hours count"
    yield f"hours: {HOURS} for everybody, and the country of everybody's zone; write what the contracts say"
    yield "no holidays, absences, wishes, and no rules but those of whole weeks; write those of the contracts and the law"
    if (team := _team(exports, name)) not in known.teams:
        yield f"team: {team} is no team of the catalog; write its file, or name another"
    if strangers := sorted({*people.values()} - {*known.zones}):
        yield f"people.yaml does not know {', '.join(strangers)}; write them there, each with a zone and the vendor's id"
