"""What `estate roster who` says, as text and as JSON."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from textwrap import wrap
from typing import Any
from zoneinfo import ZoneInfo

from rich.text import Text

from estate.catalog.mistakes import show
from estate.catalog.roster import format_instant
from estate.catalog.words import did_you_mean
from estate.cli.exit_codes import ExitCode
from estate.errors import InputError
from estate.roster.asked_time import AskedTime
from estate.roster.duties import Duty, Rest
from estate.roster.escalation import Chain, Desk, Holder, Level
from estate.roster.local_time import beside_utc, clock_of, when
from estate.roster.who import HandOff

JSON_VERSION = 1
LABEL = 11
WIDTH = 80
NAME = 12


@dataclass(frozen=True, kw_only=True)
class Answer:
    """Who is on, as somebody in `zone` asks."""

    desk: Desk
    asked: AskedTime
    zone: str
    service: str | None
    chains: tuple[Chain, ...]

    @property
    def at(self) -> datetime:
        """In UTC."""
        return self.asked.instant

    @property
    def here(self) -> ZoneInfo:
        """The asker's clock."""
        return ZoneInfo(self.zone)

    @property
    def rests(self) -> tuple[Rest, ...]:
        """Who rests after a call-out."""
        return self.desk.rests(self.at)

    @property
    def stale(self) -> tuple[str, ...]:
        """Rosters of these chains that changed after they were solved."""
        asked = {level.roster for chain in self.chains for level in (*chain.levels, *chain.own)}
        return tuple(name for name in self.desk.stale if name in asked)

    @property
    def code(self) -> ExitCode:
        """FOUND where the locks do not say who is on."""
        return ExitCode.FOUND if any(chain.missing for chain in self.chains) or not self.chains else ExitCode.GOOD


def ask(desk: Desk, *, asked: AskedTime, zone: str, service: str | None) -> Answer:
    """Who is called for the service, or for all teams. InputError for a service that there is not."""
    if service is None:
        chains = desk.chains(asked.instant)
    elif service in desk.catalog.services:
        chain = desk.chain_of(desk.catalog.services[service].owner, asked.instant)
        chains = (chain,) if chain else ()
    else:
        guess = did_you_mean(service, desk.catalog.services)
        raise InputError(f"{show(service)} is no service\n    {guess or 'all of them: estate check --list services'}")
    return Answer(desk=desk, asked=asked, zone=zone, service=service, chains=chains)


def as_text(answer: Answer) -> Iterator[Text]:
    """For people, verdict first."""
    yield _row("time", beside_utc(answer.at, answer.zone, answer.here))
    if answer.asked.read_as:
        yield _row("", f"({answer.asked.read_as})", style="dim")
    if not answer.chains:
        yield from _nobody_called(answer)
    for chain in answer.chains:
        yield Text()
        if len(answer.chains) > 1:
            yield _row("teams", ", ".join(chain.teams), style="bold")
        yield from _chain(answer, chain)
    for rest in answer.rests:
        yield from _rest(answer, rest)
    for roster in answer.stale:
        yield from _wrapped("stale", f"{roster} changed after it was solved; this is what it was: estate roster solve {roster}")


def _nobody_called(answer: Answer) -> Iterator[Text]:
    if answer.service is None:
        yield from _wrapped("nobody", "no team has an on_call section; write one in catalog/teams/TEAM.yaml")
        return
    owner = answer.desk.catalog.services[answer.service].owner
    yield from _wrapped("nobody", f"{owner}, who owns {answer.service}, is not on call; add on_call to catalog/teams/{owner}.yaml")


def _chain(answer: Answer, chain: Chain) -> Iterator[Text]:
    standbys = 0
    for level in chain.levels:
        duty = answer.desk.catalog.rosters[level.roster].duty
        standbys += duty == "standby" and not level.in_hours
        label = "in hours" if level.in_hours else "on shift" if duty == "shift" else "standby" if standbys == 1 else "then"
        yield from _level(answer, level, label)
    for level in chain.own:
        yield from _level(answer, level, "own hours")
    if chain.next_hand_off:
        yield from _next(answer, *chain.next_hand_off)
    yield from _planned(answer, chain)


def _level(answer: Answer, level: Level, label: str) -> Iterator[Text]:
    for place, holder in enumerate(level.on):
        told = wrap(f"{_where(level, holder)}, {_until(answer, level.roster, holder)}", WIDTH - LABEL - NAME - 2)
        line = _row("" if place else label, "")
        yield line.append(f"{holder.shift.who:<{NAME}}", style="bold").append(f" {told[0]}")
        yield from (_row("", f"{'':<{NAME}} {more}") for more in told[1:])
    if level.missing:
        yield from _wrapped(label, level.missing.why)
        yield _row("", level.missing.todo, style="bold")


def _where(level: Level, holder: Holder) -> str:
    shift = holder.shift
    instead = f" for {shift.instead_of} ({shift.why})" if shift.instead_of else ""
    return f"{level.roster} {shift.lane}{instead}"


def _until(answer: Answer, roster: str, holder: Holder) -> str:
    if holder.leaves is None:
        return "to the end of what is solved"
    then = " and ".join(_names(holder.leaves)) or f"nobody of {roster}"
    return f"until {when(holder.leaves.at, answer.here, seen_from=answer.at)}, then {then}"


def _names(change: HandOff) -> tuple[str, ...]:
    return tuple(dict.fromkeys(shift.who for shift in change.on))


def _next(answer: Answer, roster: str, change: HandOff) -> Iterator[Text]:
    at = f"{when(change.at, answer.here, seen_from=answer.at)}"
    utc = "" if answer.zone == "UTC" else f" ({clock_of(change.at, UTC)} UTC)"
    comes = f"{' and '.join(change.comes)} on" if change.comes else ""
    goes = f"{' and '.join(change.goes)} off" if change.goes else ""
    yield from _wrapped("next", f"{at}{utc}  {roster}: {', '.join(part for part in (comes, goes) if part)}", style="")
    if change.handover_minutes:
        yield _row("", f"handover from {change.handover_minutes} minutes before")


def _planned(answer: Answer, chain: Chain) -> Iterator[Text]:
    for place, duty in enumerate(duties_on(chain)):
        span = f"{when(duty.start, answer.here, seen_from=answer.at)}-{clock_of(duty.end, answer.here)}"
        owner = f", owner {duty.window.owner}" if duty.window.owner else ""
        yield from _wrapped(
            "" if place else "planned", f"{span}  {duty.window.name}: {', '.join(duty.window.services)}{owner}", style="cyan"
        )


def duties_on(chain: Chain) -> Sequence[Duty]:
    """The planned work in the shifts that are on, the first one first."""
    found = {duty.window.name: duty for level in (*chain.levels, *chain.own) for holder in level.on for duty in holder.duties}
    return sorted(found.values(), key=lambda duty: (duty.start, duty.window.name))


def _rest(answer: Answer, rest: Rest) -> Iterator[Text]:
    until = when(rest.until, answer.here, seen_from=answer.at)
    yield _row(
        "rest", f"{rest.person} until {until}, called out until {clock_of(rest.called.end, answer.here)} ({rest.source})", style="cyan"
    )
    if rest.breaks:
        begins = when(rest.breaks.works_from, answer.here, seen_from=answer.at)
        cover = f"estate roster cover {rest.person} {rest.breaks.date} {rest.breaks.date}"
        yield _row("", f"but is to work {rest.breaks.lane} from {begins}: {cover}", style="yellow")


def _wrapped(label: str, words: str, *, style: str = "yellow") -> Iterator[Text]:
    for place, line in enumerate(wrap(words, WIDTH - LABEL - 1)):
        yield _row("" if place else label, line, style=style)


def _row(label: str, words: str, *, style: str = "") -> Text:
    return Text(f" {label:<{LABEL}}").append(words, style=style)


def as_document(answer: Answer) -> dict[str, Any]:
    """The documented JSON."""
    return {
        "version": JSON_VERSION,
        "at": format_instant(answer.at),
        "zone": answer.zone,
        "local": _local(answer, answer.at),
        "read_as": answer.asked.read_as,
        "service": answer.service,
        "escalations": [_chain_document(answer, chain) for chain in answer.chains],
        "stale": list(answer.stale),
        "rests": [_rest_document(answer, rest) for rest in answer.rests],
    }


def _local(answer: Answer, instant: datetime) -> str:
    return instant.astimezone(answer.here).isoformat(timespec="minutes")


def _chain_document(answer: Answer, chain: Chain) -> dict[str, Any]:
    change = chain.next_hand_off
    return {
        "teams": list(chain.teams),
        "levels": [_level_document(answer, level) for level in chain.levels],
        "own_hours": [_level_document(answer, level) for level in chain.own],
        "next_hand_off": _hand_off_document(answer, *change) if change else None,
        "maintenance": [_duty_document(answer, duty) for duty in duties_on(chain)],
        "missing": [{"why": missing.why, "do": missing.todo} for missing in chain.missing],
    }


def _level_document(answer: Answer, level: Level) -> dict[str, Any]:
    return {
        "roster": level.roster,
        "duty": answer.desk.catalog.rosters[level.roster].duty,
        "in_hours": level.in_hours,
        "on": [_holder_document(answer, holder) for holder in level.on],
    }


def _holder_document(answer: Answer, holder: Holder) -> dict[str, Any]:
    shift, leaves = holder.shift, holder.leaves
    return {
        "person": shift.who,
        "lane": shift.lane,
        "seat": shift.seat,
        "start": format_instant(shift.start),
        "end": format_instant(shift.end),
        "why": shift.why,
        "instead_of": shift.instead_of,
        "until": format_instant(leaves.at) if leaves else None,
        "until_local": _local(answer, leaves.at) if leaves else None,
        "then": list(_names(leaves)) if leaves else [],
    }


def _hand_off_document(answer: Answer, roster: str, change: HandOff) -> dict[str, Any]:
    return {
        "roster": roster,
        "at": format_instant(change.at),
        "local": _local(answer, change.at),
        "comes": list(change.comes),
        "goes": list(change.goes),
        "handover_minutes": change.handover_minutes,
    }


def _duty_document(answer: Answer, duty: Duty) -> dict[str, Any]:
    return {
        "name": duty.window.name,
        "services": list(duty.window.services),
        "environment": duty.window.environment,
        "start": format_instant(duty.start),
        "end": format_instant(duty.end),
        "local": _local(answer, duty.start),
        "owner": duty.window.owner,
    }


def _rest_document(answer: Answer, rest: Rest) -> dict[str, Any]:
    return {
        "person": rest.person,
        "until": format_instant(rest.until),
        "local": _local(answer, rest.until),
        "source": rest.source,
        "breaks": {"lane": rest.breaks.lane, "date": rest.breaks.date.isoformat()} if rest.breaks else None,
    }
