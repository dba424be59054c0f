"""Teams and the people in them."""

from pydantic import Field

from estate.catalog.fact import Fact, Name, ZoneName, matching


class Team(Fact):
    """Owns services and answers for them."""

    name: Name
    description: str
    cost_centre: str = matching(r"^[A-Z]{2,4}-[0-9]{3,5}$", "a cost centre, such as OPS-100")
    email: str = matching(r"^[a-z0-9._-]+@[a-z0-9.-]+$", "an address in small letters, such as operations@shop.example")


class Person(Fact):
    """Somebody in a team, by call-name."""

    name: Name
    team: Name
    zone: ZoneName


class People(Fact):
    """Everybody; the file `people.yaml`."""

    people: tuple[Person, ...] = Field(strict=False)
