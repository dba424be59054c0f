"""Somebody leaves: the roster's file says from when, everything else in it stays as its authors wrote it."""

from datetime import date, timedelta

import yaml

from estate.catalog.reader import read_document
from estate.catalog.roster import Roster
from estate.errors import InputError
from estate.roster.clock import monday
from estate.roster.roster_text import with_value


def left(roster: Roster, person: str, day: date) -> Roster:
    """The roster without the person from that day on; the weeks before stay as they are. InputError where that cannot be."""
    member = next(member for member in roster.members if member.person == person)
    end = roster.horizon.first + timedelta(weeks=roster.horizon.weeks)
    if not roster.horizon.first < day < end:
        raise InputError(f"{day} is outside the horizon of {roster.name}; expected a day after {roster.horizon.first} and before {end}")
    if member.joins and day <= member.joins:
        raise InputError(f"{person} joins on {member.joins}; expected a later day than {day}")
    members = tuple(one.model_copy(update={"leaves": day}) if one is member else one for one in roster.members)
    frozen = max(monday(day), roster.frozen_until or roster.horizon.first)
    return roster.model_copy(update={"members": members, "frozen_until": frozen})


def with_leaving(text: str, *, file: str, person: str, roster: Roster) -> str:
    """The roster's text with the days that `left` has set. InputError where the file is written in a way that it cannot be changed."""
    day = next(member.leaves for member in roster.members if member.person == person)
    changed = with_value(_with_leaves(text, person, str(day)), file=file, path=("frozen_until",), value=str(roster.frozen_until))
    data = read_document(changed.encode(), file=file)
    if data.mistakes or Roster.model_validate(data.data) != roster:
        raise InputError(f"{file} is written in a way that it cannot be changed; say by hand that {person} leaves: {day}")
    return changed


def _with_leaves(text: str, person: str, day: str) -> str:
    member = _member(text, person)
    values = {key.value: value for key, value in member.value} if member else {}
    if member is None or "person" not in values:
        return text
    if "leaves" in values:
        found = values["leaves"]
        return f"{text[: found.start_mark.index]}{day}{text[found.end_mark.index :]}"
    end = values["person"].end_mark.index
    between = ", " if member.flow_style else "\n" + " " * member.start_mark.column
    return f"{text[:end]}{between}leaves: {day}{text[end:]}"


def _member(text: str, person: str) -> yaml.MappingNode | None:
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    members = [value for key, value in root.value if key.value == "members"] if isinstance(root, yaml.MappingNode) else []
    entries = members[0].value if members and isinstance(members[0], yaml.SequenceNode) else []
    for entry in entries:
        if isinstance(entry, yaml.MappingNode) and any(key.value == "person" and value.value == person for key, value in entry.value):
            return entry
    return None
