"""Teams and the people in them."""

from pydantic import Field

from estate.catalog.fact import Fact, Name, ZoneName


class Team(Fact):
    """Owns services and answers for them."""

    name: Name
    description: str
    cost_centre: str = Field(pattern=r"^[A-Z]{2,4}-\d{3,5}$")
    email: str = Field(pattern=r"^[a-z0-9._-]+@[a-z0-9.-]+$")


class Person(Fact):
    """Somebody in a team, by call-name."""

    name: Name
    team: Name
    zone: ZoneName


class People(Fact):
    """Everybody; the file `people.yaml`."""

    people: tuple[Person, ...] = Field(strict=False)
