"""In which order environments are patched: what is to prove a patch has run it for a day before it goes on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

from estate.catalog.draft import Complaint, Draft, Unknown, environment_file, service_file
from estate.catalog.environment import Environment, PatchWindow
from estate.catalog.fact import Weekday, format_duration
from estate.catalog.service import Ec2Runtime

DAY = timedelta(days=1)
WEEK = timedelta(days=7)
PROOF = DAY
"""How long the patched hosts of one environment have run, at least, when the next one's window begins."""
LATEST = 360
"""Days (Systems Manager API, PatchRule, ApproveAfterDays)."""
DAYS: tuple[Weekday, ...] = get_args(Weekday)


def start_in_utc(window: PatchWindow) -> timedelta:
    """Since Monday 00:00 UTC, by the place's standard time; negative when the place is still on Sunday there."""
    hours, minutes = map(int, window.start.split(":"))
    local = datetime(2026, 1, 1, tzinfo=ZoneInfo(window.zone))  # any day under the present rules does: summer time is taken off
    offset = (local.utcoffset() or timedelta()) - (local.dst() or timedelta())
    return DAYS.index(window.day) * DAY + timedelta(hours=hours, minutes=minutes) - offset


def head_start(proof: PatchWindow, window: PatchWindow) -> timedelta:
    """From the start of the last window of `proof` that was over for a day to the start of `window`."""
    apart = (start_in_utc(window) - start_in_utc(proof)) % WEEK
    return apart if apart - proof.length >= PROOF else apart + WEEK


def soonest_approval(proof: Environment, environment: Environment) -> timedelta:
    """The shortest `approve_after` with which `proof` has installed whatever `environment` installs, and ran it for a day.

    A day more than the windows are apart: AWS's own texts count a day from the moment of publication and from the midnight
    before it (Systems Manager API, PatchRule; CloudFormation reference, PatchBaseline Rule).
    """
    apart = head_start(proof.patch_window, environment.patch_window)
    return proof.patching.approve_after + -(-apart // DAY) * DAY + DAY


def check_patch_order(draft: Draft) -> Iterator[Complaint]:
    """Patches are approved after whole days, and late enough for the environment that proves them."""
    for name, environment in draft.environments.items():
        given = environment.patching.approve_after
        if given % DAY or given > LATEST * DAY:
            text = f"{format_duration(given)} does not fit; expected whole days, from 0d to {LATEST}d"
            yield Complaint(file=environment_file(name), path=("patching", "approve_after"), text=text)
        elif environment.patching.proven_in is not None:
            yield from _unproven(draft, name, environment, environment.patching.proven_in)


def _unproven(draft: Draft, name: str, environment: Environment, proven_in: str) -> Iterator[Complaint]:
    file, path = environment_file(name), ("patching", "proven_in")
    if proven_in == name:
        yield Complaint(file=file, path=path, text=f"{name!r} cannot prove its own patches; expected another environment")
    elif proven_in not in draft.names["environments"]:
        unknown = Unknown(word=proven_in, folder="environments")
        yield Complaint(file=file, path=path, text=f"{proven_in!r} is no environment", unknown=unknown)
    elif proof := draft.environments.get(proven_in):
        soonest, given = soonest_approval(proof, environment), environment.patching.approve_after
        if given < soonest:
            text = f"{format_duration(given)} is too soon: {proven_in!r} would not have run every patch for a day"
            hint = f"expected {format_duration(soonest)} or more, or another patch_window"
            yield Complaint(file=file, path=("patching", "approve_after"), text=text, hint=hint)


def check_patch_groups(draft: Draft) -> Iterator[Complaint]:
    """No host is patched in two ways: what an autoscaled group makes is in no group of hosts that stand alone."""
    standalone = draft.organisation.standalone_hosts if draft.organisation else {}
    for name, service in draft.services.items():
        if isinstance(service.runtime, Ec2Runtime) and service.runtime.patch_group in standalone:
            text = f"{service.runtime.patch_group!r} is a group of hosts that stand alone; this service's are replaced by new ones"
            hint = "expected a patch group of its own"
            yield Complaint(file=service_file(name), path=("runtime", "patch_group"), text=text, hint=hint)
