"""What several simulations of the same data have in common: it is worked out once."""

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

Answer = TypeVar("Answer")


@dataclass(frozen=True, kw_only=True, eq=False)
class Kept:
    """Answers that hang on planned resources, the data and the time: whoever shares this has the same data and the same time.

    What is made of other resources than these, such as one with a planted defect, is worked out each time and not kept.
    """

    resources: Sequence[object] = ()
    _found: dict[tuple[Hashable, ...], Any] = field(default_factory=dict)

    @cached_property
    def _known(self) -> frozenset[int]:
        """The identities of the resources, which are held and so stay theirs."""
        return frozenset(map(id, self.resources))

    def of(self, what: Hashable, made_of: Iterable[object], make: Callable[[], Answer]) -> Answer:
        """The answer to a question about some resources."""
        parts = tuple(map(id, made_of))
        if not self._known.issuperset(parts):
            return make()
        key = (what, *parts)
        if key not in self._found:
            self._found[key] = make()
        found: Answer = self._found[key]
        return found
