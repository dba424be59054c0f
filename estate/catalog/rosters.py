"""What a roster says must fit together before anybody tries to solve it."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from estate.catalog.draft import Complaint, Draft, Unknown, roster_file
from estate.catalog.fact import format_duration
from estate.catalog.mistakes import Way
from estate.catalog.roster import Absence, NoQuickReturn, Roster, WholeWeek
from estate.catalog.words import any_of, did_you_mean

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)
Odd = Iterator[tuple[Way, str, str | None]]
"""The way to what is wrong, what is wrong, and a hint."""


def check_rosters(draft: Draft) -> Iterator[Complaint]:
    """Teams and people exist; lanes, members, absences and rules fit each other."""
    for name, roster in draft.rosters.items():
        file = roster_file(name)
        if roster.team not in draft.names["teams"]:
            yield Complaint(
                file=file, path=("team",), text=f"{roster.team!r} is no team", unknown=Unknown(word=roster.team, folder="teams")
            )
        for index, member in enumerate(roster.members):
            if draft.people and member.person not in draft.names["people"]:
                unknown = Unknown(word=member.person, folder="people")
                yield Complaint(file=file, path=("members", index, "person"), text=f"{member.person!r} is nobody", unknown=unknown)
        for part in (_horizon, _lanes, _members, _absences, _named):
            for path, text, hint in part(roster):
                yield Complaint(file=file, path=path, text=text, hint=hint)


def _horizon(roster: Roster) -> Odd:
    first = roster.horizon.first
    if first.weekday() != 0:
        monday = first - timedelta(days=first.weekday())
        yield ("horizon", "first"), f"{first} is a {first:%A}; expected a Monday", f"such as {monday} or {monday + 7 * DAY}"


def _lanes(roster: Roster) -> Odd:
    for index, again in _twice([lane.name for lane in roster.lanes]):
        yield ("lanes", index, "name"), f"{again!r} stands here twice", None
    regions = {member.region for member in roster.members}
    for index, lane in enumerate(roster.lanes):
        if not timedelta(0) < lane.length <= DAY or lane.length % MINUTE:
            text = f"{format_duration(lane.length)} is no length of a lane; expected whole minutes, more than 0 and at most 24h"
            yield ("lanes", index, "length"), text, None
        elif lane.handover % MINUTE or lane.handover >= lane.length:
            text = f"{format_duration(lane.handover)} is no handover; expected whole minutes, less than the lane has"
            yield ("lanes", index, "handover"), text, None
        for place, region in enumerate(lane.regions):
            if region not in regions:
                yield ("lanes", index, "regions", place), f"nobody is in {region!r}", _nearest(region, regions)
        for day, heads in lane.heads_on.items():
            if not 0 <= heads <= 5:
                yield ("lanes", index, "heads_on", day), f"{heads} is out of bounds; expected 0 to 5", None


def _members(roster: Roster) -> Odd:
    for index, again in _twice([member.person for member in roster.members]):
        yield ("members", index, "person"), f"{again!r} stands here twice", None
    for index, member in enumerate(roster.members):
        if member.joins and member.leaves and member.joins >= member.leaves:
            yield ("members", index, "leaves"), f"{member.leaves} is not after the first day, {member.joins}", None


def _absences(roster: Roster) -> Odd:
    for key, spans in (("absences", roster.absences), ("wishes", roster.wishes)):
        for index, span in enumerate(spans):
            if span.last < span.first:
                yield (key, index, "last"), f"{span.last} is before the first day, {span.first}", None
    by_start = sorted(enumerate(roster.absences), key=lambda item: (item[1].person, item[1].first, item[0]))
    for (_, one), (index, other) in pairwise(by_start):
        if one.person == other.person and other.first <= one.last:
            yield ("absences", index, "first"), f"{_span(other)} overlaps {_span(one)} of {one.person!r}", "join them into one"


def _span(absence: Absence) -> str:
    return f"{absence.first} to {absence.last}"


def _named(roster: Roster) -> Odd:
    """Every person, lane and region that the other parts name."""
    people = {member.person for member in roster.members}
    lanes = {lane.name for lane in roster.lanes}
    regions = {member.region for member in roster.members}
    for path, word, known, what in _words(roster, people, lanes, regions):
        if word not in known:
            yield path, f"{word!r} is no {what} of this roster; expected {any_of(sorted(known))}", _nearest(word, known)
    for index, call_out in enumerate(roster.call_outs):
        if call_out.end <= call_out.start:
            yield ("call_outs", index, "end"), "is not after its start", None
    last = roster.horizon.first + timedelta(weeks=roster.horizon.weeks)
    for index, override in enumerate(roster.overrides):
        if not roster.horizon.first <= override.date < last:
            text = f"{override.date} is outside the horizon; expected {roster.horizon.first} to {last - DAY}"
            yield ("overrides", index, "date"), text, None
        if override.person == override.instead_of:
            yield ("overrides", index, "person"), f"{override.person!r} cannot stand in for themselves", None
    for index, earlier in enumerate(roster.earlier):
        if earlier.date >= roster.horizon.first:
            yield ("earlier", index, "date"), f"{earlier.date} is not before the horizon, which begins {roster.horizon.first}", None


def _words(roster: Roster, people: set[str], lanes: set[str], regions: set[str]) -> Iterator[tuple[Way, str, set[str], str]]:
    for key in ("absences", "wishes", "carried", "call_outs"):
        for index, entry in enumerate(getattr(roster, key)):
            yield (key, index, "person"), entry.person, people, "member"
    for key in ("earlier", "overrides"):
        for index, entry in enumerate(getattr(roster, key)):
            yield (key, index, "person"), entry.person, people, "member"
            yield (key, index, "lane"), entry.lane, lanes, "lane"
    for index, override in enumerate(roster.overrides):
        yield ("overrides", index, "instead_of"), override.instead_of, people, "member"
    for index, rule in enumerate(roster.rules):
        for place, region in enumerate(rule.regions):
            yield ("rules", index, "regions", place), region, regions, "region"
        if isinstance(rule, WholeWeek):
            yield ("rules", index, "lane"), rule.lane, lanes, "lane"
        if isinstance(rule, NoQuickReturn):
            yield ("rules", index, "after"), rule.after, lanes, "lane"
            yield ("rules", index, "before"), rule.before, lanes, "lane"


def _twice(names: list[str]) -> Iterator[tuple[int, str]]:
    seen: Counter[str] = Counter()
    for index, name in enumerate(names):
        if seen[name]:
            yield index, name
        seen[name] += 1


def _nearest(word: str, known: set[str]) -> str | None:
    return did_you_mean(word, known) or None


def check_on_call(draft: Draft) -> Iterator[Complaint]:
    """The rosters that a team's escalation names exist; who owns a service of tier 1 or 2 is called for it."""
    for name, team in draft.teams.items():
        file = f"teams/{name}"
        if team.on_call is None:
            continue
        named: list[tuple[Way, str]] = [(("on_call", "levels", index), level) for index, level in enumerate(team.on_call.levels)]
        if team.on_call.in_hours:
            named.append((("on_call", "in_hours"), team.on_call.in_hours))
        for path, roster in named:
            if roster not in draft.names["rosters"]:
                unknown = Unknown(word=roster, folder="rosters")
                yield Complaint(file=file, path=path, text=f"{roster!r} is no roster", unknown=unknown)
        for index, again in _twice([roster for _, roster in named]):
            yield Complaint(file=file, path=named[index][0], text=f"{again!r} is called twice; expected another roster on each level")


def check_vendor_accounts(draft: Draft) -> Iterator[Complaint]:
    """Whoever is rostered can be called by every vendor in use."""
    if draft.organisation is None:
        return
    rostered = {member.person for roster in draft.rosters.values() for member in roster.members}
    needed = [
        (vendor, key)
        for vendor, key in (("pagerduty", "pagerduty"), ("datadog", "datadog"), ("opsgenie", "email"))
        if vendor in draft.organisation.vendors
    ]
    for index, person in enumerate(draft.people):
        for vendor, key in needed:
            if person.name in rostered and getattr(person, key) is None:
                text = f"is missing; {person.name!r} is rostered, and {vendor} must know whom to call"
                yield Complaint(file="people", path=("people", index, key), text=text)
