"""The vendors' accounts, as environment variables name them; no secret is ever printed."""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from estate.catalog.roster import Roster
from estate.catalog.team import Person
from estate.cli.vendor_names import Vendor
from estate.errors import InputError, SurroundingsError
from estate.roster.lock import Lock
from estate.roster.schedule_names import Seat, schedule_name, shift_schedule_name
from estate.vendors import datadog, opsgenie, pagerduty, pagerduty_v3
from estate.vendors.datadog import Datadog
from estate.vendors.http import base_url, connect
from estate.vendors.opsgenie import Opsgenie
from estate.vendors.pagerduty import PagerDuty
from estate.vendors.pagerduty_v3 import PagerDutyV3

Api = PagerDuty | PagerDutyV3 | Datadog | Opsgenie


@dataclass(frozen=True, kw_only=True)
class Account:
    """What it takes to reach a vendor."""

    secrets: tuple[str, ...]
    """Variables that must be set."""
    address: str
    """The variable that names another region, or a server on this machine."""
    default: str
    key: str
    """The field of a person that holds the vendor's id of them."""


PAGERDUTY = Account(secrets=("PAGERDUTY_TOKEN",), address="PAGERDUTY_URL", default=pagerduty.URL, key="pagerduty")
ACCOUNTS: Mapping[Vendor, Account] = {
    Vendor.PAGERDUTY: PAGERDUTY,
    Vendor.PAGERDUTY_V3: PAGERDUTY,
    Vendor.DATADOG: Account(secrets=("DD_API_KEY", "DD_APP_KEY"), address="DATADOG_URL", default=datadog.URL, key="datadog"),
    Vendor.OPSGENIE: Account(secrets=("OPSGENIE_API_KEY",), address="OPSGENIE_URL", default=opsgenie.URL, key="email"),
}


@contextmanager
def opened(vendor: Vendor, variables: Mapping[str, str]) -> Generator[Api]:
    """The vendor's API. SurroundingsError names every variable that is missing, InputError an address that is none."""
    account = ACCOUNTS[vendor]
    missing = [name for name in account.secrets if not variables.get(name, "").strip()]
    if missing:
        raise SurroundingsError(f"{' and '.join(missing)} must be set to reach {vendor.value}\n    such as: export {missing[0]}=...")
    secrets = [_secret(name, variables[name].strip()) for name in account.secrets]
    base = base_url(variables.get(account.address) or account.default, variable=account.address)
    match vendor:
        case Vendor.PAGERDUTY:
            with connect(pagerduty.NAME, base, pagerduty.headers(*secrets)) as http:
                yield PagerDuty(http=http)
        case Vendor.PAGERDUTY_V3:
            with connect(pagerduty_v3.NAME, base, pagerduty_v3.headers(*secrets)) as http:
                yield PagerDutyV3(http=http)
        case Vendor.DATADOG:
            with connect(datadog.NAME, base, datadog.headers(*secrets)) as http:
                yield Datadog(http=http)
        case Vendor.OPSGENIE:
            with connect(opsgenie.NAME, base, opsgenie.headers(*secrets)) as http:
                yield Opsgenie(http=http)


def _secret(name: str, word: str) -> str:
    if not (word.isascii() and word.isprintable()) or " " in word:
        raise InputError(f"{name} holds a character that no token has; copy it again")
    return word


def users(vendor: Vendor, lock: Lock, people: Mapping[str, Person]) -> Mapping[str, str]:
    """The vendor's id of everybody in the lock. InputError names all who have none."""
    key = ACCOUNTS[vendor].key
    named = sorted({person for shift in lock.shifts for person in (shift.who, shift.planned)})
    ids = {person: getattr(people.get(person), key, None) for person in named}
    if missing := [person for person, own in ids.items() if not own]:
        raise InputError(f"catalog/people.yaml gives no {key} for {', '.join(missing)}; {vendor.value} must know whom to call")
    return {person: own for person, own in ids.items() if own}


def names(vendor: Vendor, roster: Roster, lock: Lock) -> Mapping[Seat, str]:
    """The schedule at the vendor that each seat of the lock is part of."""
    zones = {lane.name: lane.zone for lane in roster.lanes}
    seats = sorted({Seat(roster=lock.roster, lane=shift.lane, seat=shift.seat) for shift in lock.shifts})
    if vendor is Vendor.PAGERDUTY_V3:
        return {seat: shift_schedule_name(roster, zones[seat.lane]) for seat in seats}
    return {seat: schedule_name(seat) for seat in seats}
