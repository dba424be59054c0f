"""Who is meant: the roster and the members that somebody names."""

from collections.abc import Sequence

from estate.catalog.catalog import Catalog
from estate.catalog.mistakes import show
from estate.catalog.roster import Roster
from estate.catalog.words import any_of, did_you_mean
from estate.errors import InputError


def find_roster(catalog: Catalog, named: str | None, people: Sequence[str]) -> Roster:
    """The roster that is named, or the only one that has all of the people. InputError with what there is."""
    if named is not None:
        if named not in catalog.rosters:
            raise InputError(
                f"{show(named)} is no roster\n    {did_you_mean(named, catalog.rosters) or 'rosters: ' + ', '.join(catalog.rosters)}"
            )
        return catalog.rosters[named]
    found = [roster for roster in catalog.rosters.values() if {*people} <= {member.person for member in roster.members}]
    if len(found) == 1:
        return found[0]
    if found:
        raise InputError(
            f"{' and '.join(people)} are in {len(found)} rosters; expected --roster with {any_of(roster.name for roster in found)}"
        )
    raise InputError(_nowhere(catalog, people))


def _nowhere(catalog: Catalog, people: Sequence[str]) -> str:
    """Why no roster has them: misspelt, or not in the same one."""
    homes = {
        person: [name for name, one in catalog.rosters.items() if person in {member.person for member in one.members}] for person in people
    }
    members = sorted({member.person for roster in catalog.rosters.values() for member in roster.members})
    unknown = [person for person in people if not homes[person]]
    if unknown:
        return "\n".join(
            f"{show(person)} is in no roster\n    {did_you_mean(person, members) or 'members: ' + ', '.join(members)}" for person in unknown
        )
    where = "; ".join(f"{person} in {', '.join(homes[person])}" for person in people)
    return f"{' and '.join(people)} are in no roster together: {where}"


def find_member(roster: Roster, person: str) -> str:
    """The person, where the roster has them. InputError with the nearest name."""
    members = [member.person for member in roster.members]
    if person in members:
        return person
    raise InputError(
        f"{show(person)} is no member of {roster.name}\n    {did_you_mean(person, members) or 'members: ' + ', '.join(members)}"
    )
