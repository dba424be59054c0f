"""Services that cannot start without each other."""

from collections.abc import Iterator, Mapping, Sequence

from estate.catalog.draft import Complaint, Draft, service_file

LONGEST_TRIP = 12
"""Names of a round trip that a message tells."""


def check_hard_cycles(draft: Draft) -> Iterator[Complaint]:
    """No service needs itself by a round trip of hard dependencies; each round trip is told once."""
    needs = {
        name: sorted({other.service for other in service.depends_on if other.need == "hard" and other.service in draft.services} - {name})
        for name, service in sorted(draft.services.items())
    }
    for trip in round_trips(needs):
        first = draft.services[trip[0]]
        index = next(index for index, other in enumerate(first.depends_on) if other.service == trip[1])
        yield Complaint(
            file=service_file(trip[0]),
            path=("depends_on", index),
            text=f"hard dependencies go round: {' -> '.join(trip)}",
            hint="make one of them soft, or say which one starts without the other",
        )


def round_trips(needs: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, ...]]:
    """A round trip for each dependency that closes one, from its first name back to it; the middle of a long one is left out.

    One walk in depth, without recursion: linear in services and dependencies.
    """
    done: set[str] = set()
    for start in needs:
        if start not in done:
            yield from _walk(start, needs, done)


def _walk(start: str, needs: Mapping[str, Sequence[str]], done: set[str]) -> Iterator[tuple[str, ...]]:
    trail = [start]
    depth = {start: 0}
    waiting = [iter(needs[start])]
    while waiting:
        name = next(waiting[-1], None)
        if name is None:
            waiting.pop()
            left = trail.pop()
            del depth[left]
            done.add(left)
        elif name in depth:
            yield _trip(trail, depth[name])
        elif name not in done:
            depth[name] = len(trail)
            trail.append(name)
            waiting.append(iter(needs[name]))


def _trip(trail: Sequence[str], begin: int) -> tuple[str, ...]:
    """The trail from `begin` on, turned so that its first name leads, and closed."""
    if len(trail) - begin > LONGEST_TRIP:
        half = LONGEST_TRIP // 2
        left_out = f"... {len(trail) - begin - 2 * half:,} more ..."
        return (*trail[begin : begin + half], left_out, *trail[-half:], trail[begin])
    trip = trail[begin:]
    lead = trip.index(min(trip))
    return (*trip[lead:], *trip[: lead + 1])
