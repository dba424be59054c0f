"""Invariant 16: the lock is the answer to this catalog, in the bytes that its content gives."""

from collections.abc import Iterator

from estate.roster.lock import format_lock, made_from
from estate.roster.proof.evidence import Case, Evidence
from estate.roster.proof.violation import Violation


def belonging(evidence: Evidence) -> Iterator[Violation]:
    """A stale lock, one of another roster, other bytes than its content gives, an answer that claims too much."""
    for case in evidence.cases.values():
        again = f"solve again: estate roster solve {case.roster.name}"
        if case.lock.roster != case.roster.name:
            yield _said(case, f"the lock is that of {case.lock.roster}; {again}")
        elif case.lock.made_from != made_from(case.roster, evidence.catalog):
            yield _said(case, f"the lock is stale: the roster or its people changed after it was solved; {again}")
        if case.content is not None and format_lock(case.lock).encode() != case.content:
            yield _said(case, f"the lock's bytes are not those that its content gives: it was written by something else; {again}")
        yield from _answer(case, again)


def _answer(case: Case, again: str) -> Iterator[Violation]:
    answer = case.lock.answer
    if answer.bound > answer.cost or (answer.status == "optimal") != (answer.bound == answer.cost):
        text = f"the answer is called {answer.status} with a cost of {answer.cost} and a bound of {answer.bound}; {again}"
        yield _said(case, text)


def _said(case: Case, text: str) -> Violation:
    return Violation(invariant=16, roster=case.roster.name, text=text)
