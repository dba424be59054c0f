"""Something to be made as small as can be, with what is known of it beforehand."""

from dataclasses import dataclass, replace

from ortools.sat.python import cp_model

from estate.roster.solver.model import Sum


@dataclass(frozen=True, kw_only=True)
class Part:
    """A variable that the cost has so many times, and that is never below `at_least`."""

    variable: cp_model.IntVar
    weight: int = 1
    at_least: int = 0
    at_most: int


@dataclass(frozen=True, kw_only=True)
class Cost:
    """A sum of variables, and of terms of which nothing is known but that they are not negative."""

    parts: tuple[Part, ...] = ()
    terms: tuple[Sum, ...] = ()
    more: int = 0
    """That no solution can have less in the terms."""

    @property
    def at_least(self) -> int:
        """No solution costs less."""
        return self.more + sum(part.weight * part.at_least for part in self.parts)

    @property
    def all_terms(self) -> tuple[Sum, ...]:
        """Everything that adds up to the cost."""
        return (*(part.weight * part.variable for part in self.parts), *self.terms)

    def __add__(self, other: "Cost") -> "Cost":
        return Cost(parts=self.parts + other.parts, terms=self.terms + other.terms, more=self.more + other.more)

    def __rmul__(self, weight: int) -> "Cost":
        parts = tuple(replace(part, weight=weight * part.weight) for part in self.parts)
        return Cost(parts=parts, terms=tuple(weight * term for term in self.terms), more=weight * self.more)
