"""How many hosts are replaced together."""

import re
from collections.abc import Iterator, Sequence

SHARE = re.compile(r"(\d{1,3})%")
DEFAULT = ("1", "50%")
"""A canary, then halves: the defaults of the role `patch`."""


def batch_mistakes(batches: Sequence[str], *, is_production: bool) -> Iterator[str]:
    """What is wrong with sizes of batches that can be seen without knowing how many hosts there are."""
    for batch in batches:
        share = SHARE.fullmatch(batch)
        if not share and not batch.isdigit():
            yield f"--batch {batch!r} is no size; expected a number of hosts or a share, such as 2 or 25%"
        elif int(share[1] if share else batch) == 0:
            yield f"--batch {batch!r}: no host would ever be patched; expected at least 1 host or 1%"
        elif share and int(share[1]) > 100:
            yield f"--batch {batch!r}; expected at most 100%"
        elif share and int(share[1]) == 100 and is_production:
            yield f"--batch {batch!r}: all hosts of production at once; expected a part of them, such as 50%"


def split(hosts: Sequence[str], sizes: Sequence[str] = DEFAULT) -> tuple[tuple[str, ...], ...]:
    """The batches, as Ansible's `serial` makes them: shares are of all hosts and at least one, the last size repeats."""
    batches: list[tuple[str, ...]] = []
    rest = tuple(hosts)
    while rest:
        size = sizes[min(len(batches), len(sizes) - 1)]
        share = SHARE.fullmatch(size)
        number = max(1, len(hosts) * int(share[1]) // 100) if share else int(size)
        batches.append(rest[:number])
        rest = rest[number:]
    return tuple(batches)
