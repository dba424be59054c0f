"""One, and two."""

from components.opsgenie.people import People, PeopleArgs


def smallest() -> None:
    People("people", PeopleArgs(addresses={"cedar": "cedar@shop.example"}))


def largest() -> None:
    People("people", PeopleArgs(addresses={"cedar": "cedar@shop.example", "plane": "plane@shop.example"}))
