"""What stops a rollout and what is advice: by environment and maturity, from the pack's `enforcement.yaml`."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pydantic import Field, TypeAdapter, ValidationError

from estate.catalog.explain import explain
from estate.catalog.fact import Fact, Maturity
from estate.catalog.mistakes import CatalogError, Mistake
from estate.catalog.reader import read_document
from estate.catalog.words import did_you_mean
from estate.readiness.check import LEVELS, Check

FILE = "enforcement.yaml"
Force = Literal["mandatory", "advisory"]
Upto = Literal["none", "poc", "pilot", "production"]


class Row(Fact):
    """For each maturity the highest level whose checks are mandatory; `none`: all of them advise."""

    poc: Upto
    pilot: Upto
    production: Upto


class _Rows(Fact):
    default: Row
    environments: dict[str, Row] = Field(default_factory=dict)


EVERYWHERE = Row(poc="poc", pilot="pilot", production="production")
"""Without a file: a thing is held to what its maturity promises."""
_ADAPTER = TypeAdapter(_Rows)


@dataclass(frozen=True, kw_only=True)
class Enforcement:
    """The whole file."""

    default: Row
    environments: dict[str, Row]

    def upto(self, environment: str, maturity: Maturity) -> Maturity | None:
        """The highest level whose checks are mandatory there; None where all of them advise."""
        found: Upto = getattr(self.environments.get(environment, self.default), maturity)
        return None if found == "none" else found

    def of(self, check: Check, *, environment: str, maturity: Maturity) -> Force:
        """Whether the check stops a rollout of a thing with this maturity."""
        upto = self.upto(environment, maturity)
        return "mandatory" if upto and LEVELS.index(check.facts.level) <= LEVELS.index(upto) else "advisory"


def load_enforcement(folder: Path, *, environments: Iterable[str] = ()) -> Enforcement:
    """The file of the pack in `folder`. CatalogError with every mistake; an environment that is none of those given is one."""
    path = folder / FILE
    if not path.is_file():
        return Enforcement(default=EVERYWHERE, environments={})
    file = f"{folder.name}/{FILE}"
    document = read_document(path.read_bytes(), file=file)
    if document.mistakes:
        raise CatalogError(document.mistakes)
    try:
        rows = _ADAPTER.validate_python(document.data)
    except ValidationError as error:
        raise CatalogError(explain(error, document=document, model=_Rows)) from None
    known = tuple(environments)
    wrong = [name for name in rows.environments if known and name not in known]
    if wrong:
        places = document.places()
        raise CatalogError([_unknown(name, known, file, places["environments", name].key) for name in wrong])
    return Enforcement(default=rows.default, environments=rows.environments)


def _unknown(name: str, known: tuple[str, ...], file: str, place: tuple[int, int]) -> Mistake:
    hint = did_you_mean(name, known) or f"known: {', '.join(known)}"
    line, column = place
    return Mistake(file=file, line=line, column=column, path=("environments", name), text=f"{name!r} is no environment", hint=hint)
