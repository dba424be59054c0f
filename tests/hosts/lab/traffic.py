"""Constant traffic through the balancer, every request counted."""

import json
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tests.hosts.lab.running import Lab

RATE = 50  # requests a second


@dataclass(kw_only=True)
class Count:
    """What came of the requests; filled when the traffic has ended."""

    served: Mapping[str, int] = field(default_factory=dict[str, int])
    """Answers by the text that came: host and version."""
    failed: list[str] = field(default_factory=list[str])

    @property
    def total(self) -> int:
        """Every request, whatever came of it."""
        return sum(self.served.values()) + len(self.failed)

    def by_host(self) -> Mapping[str, int]:
        """Answers of each host."""
        counts = Counter[str]()
        for text, number in self.served.items():
            counts[text.split()[0]] += number
        return counts


@contextmanager
def traffic(one: Lab, *, rate: int = RATE) -> Iterator[Count]:
    """Requests come in while the block runs."""
    count = Count()
    words = one.words("python3", str(Path(__file__).with_name("pounder.py")), f"{one.url}/", str(rate))
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as pounder:
        try:
            yield count
        finally:
            said, _ = pounder.communicate("")
    answer = json.loads(said)
    count.served, count.failed = answer["served"], answer["failed"]
