"""Runs checks on everything that they ask about. A check that raises loses its own verdict, and no other."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Literal

from estate.catalog.environment import Environment
from estate.catalog.fact import format_duration
from estate.catalog.service import Service
from estate.catalog.team import Team
from estate.readiness.check import Check
from estate.readiness.resources import Item
from estate.readiness.verdict import NotKnownError, Outcome, Verdict, failed, undecided
from estate.readiness.world import Attestation, AwsAccount, World

NEEDS_ALL = "it needs to see all stacks"


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What was judged, as reports name it."""

    kind: str
    """`resource`, `service`, `store`, `environment`, `account` or `team`."""
    name: str
    title: str
    urn: str | None = None
    source: str | None = None
    """`file:line` of the program, for a resource."""
    belongs_to: str | None = None
    """The service, the store or the part of the platform; None for what belongs to nobody."""


ReadBack = Literal["agrees", "differs", "unseen"]


@dataclass(frozen=True, kw_only=True)
class Result:
    """One check of one subject."""

    check: Check
    subject: Subject
    environment: str
    verdict: Verdict
    proofs: tuple[Attestation, ...] = ()
    """The evidence on which it rests; none for what the plan shows."""
    read_back: ReadBack | None = None
    """What stands there says of it, or hides; None where nobody looked, and where nothing that stands there bears on it."""


def judge(checks: Iterable[Check], world: World, *, whole: bool = True) -> tuple[Result, ...]:
    """Every verdict on the environment of `world`, in the order of the checks and of the plan.

    `whole` says whether all stacks are seen; where they are not, what needs them is undecided.
    """
    return tuple(result for check in checks for result in _results(check, world, whole=whole))


def judge_one(check: Check, subject: object, world: World) -> Verdict:
    """The verdict of one check on one subject; whatever it raises becomes undecided, with its words."""
    try:
        verdict = check.judge(subject, world)
    except NotKnownError as unknown:
        return undecided(str(unknown))
    except RecursionError:
        return undecided("a value is nested too deeply to be read")
    except Exception as error:  # noqa: BLE001 - the check is at fault, and the verdicts of the others must not go with it
        return undecided(f"the check failed by itself: {type(error).__name__}: {error}"[:400])
    return verdict if isinstance(verdict, Verdict) else undecided(f"the check returned {type(verdict).__name__}; expected a verdict")


def _results(check: Check, world: World, *, whole: bool) -> Iterator[Result]:
    unseen = check.needs_estate and not whole
    fresh = _with_fresh_evidence(check, world)
    for thing, subject in _subjects(check, world):
        world.shown.clear()
        verdict = undecided(NEEDS_ALL) if unseen else judge_one(check, thing, world)
        proofs = tuple(world.shown)
        if fresh and verdict.outcome == Outcome.PASS and judge_one(check, thing, fresh).outcome != Outcome.PASS:
            verdict = failed(f"{_why_stale(check, proofs)}: {verdict.text}")
        yield Result(check=check, subject=subject, environment=world.environment, verdict=verdict, proofs=proofs)


def _with_fresh_evidence(check: Check, world: World) -> World | None:
    """The world with the evidence that is young enough for the check, and about what is still there; None where all of it is."""
    if check.facts.evidence != "attested":
        return None
    limit = check.facts.max_age
    # Nothing that is older than a proof of another file says more than it.
    overtaken = {key for key, one in world.newest.items() if one.is_of_another_file}
    fresh = tuple(
        one
        for one in world.attestations
        if (limit is None or timedelta(0) <= world.today - one.on <= limit) and (one.kind, one.subject) not in overtaken
    )
    return None if len(fresh) == len(world.attestations) else replace(world, attestations=fresh)


def _why_stale(check: Check, proofs: Sequence[Attestation]) -> str:
    changed = next((proof for proof in proofs if proof.is_of_another_file), None)
    if changed:
        return f"{changed.link} was changed after the proof of {changed.on}, which says nothing of it any more"
    return f"what proves it is older than {format_duration(check.facts.max_age or timedelta(0))}"


def _subjects(check: Check, world: World) -> Iterator[tuple[object, Subject]]:
    if check.facts.subject == "resource":
        for item in world.resources.of_type(*check.types):
            if item.environment == world.environment:
                yield item, _of_item(item, world)
        return
    if world.catalog is None:
        return
    for name, thing in _things(check, world).items():
        yield thing, Subject(kind=check.facts.subject, name=name, title=f"{check.facts.subject} {name}", belongs_to=name)


def _things(check: Check, world: World) -> Mapping[str, Service | Environment | Team | object]:
    catalog = world.facts
    place = world.place
    if check.facts.subject == "account":
        return {world.environment: AwsAccount(name=world.environment)}
    if check.facts.subject == "team":
        return dict(catalog.teams) if place is None else {}
    if place is None:
        return {}
    if check.facts.subject == "service":
        return {service.name: service for service in catalog.services_in(place)}
    return dict(catalog.stores) if check.facts.subject == "store" else {place.name: place}


def _of_item(item: Item, world: World) -> Subject:
    return Subject(
        kind="resource",
        name=item.name,
        title=item.title,
        urn=item.urn,
        source=item.resource.source,
        belongs_to=world.subject_of(item),
    )


def worst(verdicts: Sequence[Verdict]) -> Verdict | None:
    """The first failure, else the first undecided one, else the first; None of none."""
    order = {"fail": 0, "undecided": 1}
    return min(verdicts, key=lambda verdict: order.get(verdict.outcome, 2), default=None)
