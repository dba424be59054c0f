"""Something to be made as small as can be, with what is known of it beforehand."""

from dataclasses import dataclass

from estate.roster.solver.model import Sum


@dataclass(frozen=True, kw_only=True)
class Cost:
    """A sum that no solution has below `at_least`."""

    terms: tuple[Sum, ...] = ()
    at_least: int = 0

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(terms=self.terms + other.terms, at_least=self.at_least + other.at_least)

    def __rmul__(self, weight: int) -> "Cost":
        return Cost(terms=tuple(weight * term for term in self.terms), at_least=weight * self.at_least)
