"""The checks of a pack, found by their files: `<pillar>/<id>.yaml`, and `<pillar>/<id>.py` where a function judges."""

import importlib.util
import re
import sys
from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from estate.catalog.explain import explain
from estate.catalog.mistakes import CatalogError, Mistake
from estate.catalog.reader import read_document
from estate.catalog.words import did_you_mean
from estate.readiness.check import ID_PATTERN, PILLARS, Check, CheckFacts, Judge
from estate.readiness.resources import Item
from estate.readiness.rule import judge_rule
from estate.readiness.verdict import Verdict
from estate.readiness.world import World

POLICIES = "policies"
"""The folder of the pack, beside the catalog's."""
FIXTURES_ENDING = ".fixtures.yaml"
ENDING = ".yaml"
FUNCTION = "judge"

_ADAPTER = TypeAdapter(CheckFacts)


@dataclass(frozen=True, kw_only=True)
class Pack:
    """All checks, by pillar and id."""

    folder: Path
    checks: tuple[Check, ...]

    def named(self, name: str) -> Check:
        """The check with this id. CatalogError for a word that is none."""
        for check in self.checks:
            if check.id == name:
                return check
        known = [check.id for check in self.checks]
        raise CatalogError([Mistake(file=self.folder.name, text=f"{name!r} is no check", hint=did_you_mean(name, known))])


def load_pack(folder: Path) -> Pack:
    """Every check below `folder`. CatalogError with every mistake in their files."""
    checks: list[Check] = []
    mistakes: list[Mistake] = []
    with _importable(folder.resolve().parent):
        for path in _files(folder, mistakes):
            found = load_check(path, folder)
            if isinstance(found, Check):
                checks.append(found)
            else:
                mistakes += found
    mistakes += _twice(checks)
    if mistakes:
        raise CatalogError(mistakes)
    return Pack(folder=folder, checks=tuple(sorted(checks, key=lambda check: (PILLARS.index(check.pillar), check.id))))


def check_files(folder: Path) -> Mapping[str, Path]:
    """The file of every check below `folder`, by id; nothing of them is read."""
    return {path.stem: path for path in _files(folder, [])}


@contextmanager
def _importable(root: Path) -> Generator[None]:
    """Functions import what they share as `policies.network._ports`, also where the command was not started as `python -m`."""
    sys.path.insert(0, str(root))
    try:
        yield
    finally:
        sys.path.remove(str(root))


def load_check(path: Path, folder: Path) -> Check | list[Mistake]:
    """The check in one file, or what is wrong with it."""
    file = f"{folder.name}/{path.parent.name}/{path.name}"
    document = read_document(path.read_bytes(), file=file)
    if document.mistakes or not isinstance(document.data, dict):
        return list(document.mistakes) or [Mistake(file=file, line=1, column=1, text="expected keys and their values")]
    try:
        facts = _ADAPTER.validate_python(document.data)
    except ValidationError as error:
        return list(explain(error, document=document, model=CheckFacts))
    code = path.with_suffix(".py")
    judge = _judge(facts, code, file)
    if isinstance(judge, Mistake):
        return [judge]
    return Check(id=path.name.removesuffix(ENDING), pillar=path.parent.name, facts=facts, judge=judge, file=file)


def _files(folder: Path, mistakes: list[Mistake]) -> list[Path]:
    """The files of the checks, and what stands there without being one."""
    if not folder.is_dir():
        mistakes.append(Mistake(file=folder.name, text="is no folder; expected the policy pack's"))
        return []
    found: list[Path] = []
    for pillar in sorted(entry for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith(("_", "."))):
        if pillar.name not in PILLARS:
            text = "is no pillar"
            hint = did_you_mean(pillar.name, PILLARS) or f"pillars are {', '.join(PILLARS)}"
            mistakes.append(Mistake(file=f"{folder.name}/{pillar.name}", text=text, hint=hint))
            continue
        files = sorted(path for path in pillar.glob(f"*{ENDING}") if not path.name.endswith(FIXTURES_ENDING))
        mistakes += _strays(pillar, {path.stem for path in files}, folder.name)
        found += files
    return found


def _strays(pillar: Path, ids: set[str], root: str) -> list[Mistake]:
    """A function or fixtures whose check is missing would never run, and nobody would notice."""
    beside = [(path, path.stem) for path in pillar.glob("*.py") if not path.name.startswith("_")]
    beside += [(path, path.name.removesuffix(FIXTURES_ENDING)) for path in pillar.glob(f"*{FIXTURES_ENDING}")]
    text = "stands beside no check; expected {}.yaml"
    lost = [Mistake(file=f"{root}/{pillar.name}/{path.name}", text=text.format(name)) for path, name in sorted(beside) if name not in ids]
    wrong = (name for name in sorted(ids) if not _is_id(name))
    words = "is no id; expected small letters, digits and single underscores"
    return lost + [Mistake(file=f"{root}/{pillar.name}/{name}.yaml", text=words) for name in wrong]


def _is_id(name: str) -> bool:
    return re.fullmatch(ID_PATTERN, name) is not None


def _judge(facts: CheckFacts, code: Path, file: str) -> Judge | Mistake:
    if facts.expect or facts.related:
        if code.exists():
            return Mistake(file=file, path=("expect",), text=f"and {code.name} both decide; expected one of them")
        return partial(_by_rule, facts)
    if not code.exists():
        return Mistake(file=file, text=f"says nothing to compare, and {code.name} is missing; expected one of them")
    return _function(code)


def _by_rule(facts: CheckFacts, item: Item, world: World) -> Verdict:
    return judge_rule(item, world, when=facts.when, related=facts.related, expect=facts.expect)


def _function(code: Path) -> Judge | Mistake:
    """The function `judge` of a file of Python."""
    file = f"{code.parent.parent.name}/{code.parent.name}/{code.name}"
    spec = importlib.util.spec_from_file_location(f"{code.parent.parent.name}.{code.parent.name}.{code.stem}", code)
    if spec is None or spec.loader is None:
        return Mistake(file=file, text="cannot be imported")
    module = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
    except Exception as error:  # noqa: BLE001 - whatever a file does while it is imported, its author is told where
        return Mistake(file=file, text=f"cannot be imported: {type(error).__name__}: {error}")
    found = getattr(module, FUNCTION, None)
    return found if callable(found) else Mistake(file=file, text=f"has no function {FUNCTION}(subject, world)")


def _twice(checks: list[Check]) -> list[Mistake]:
    """An id names one check, whatever its pillar: waivers name it alone."""
    first: dict[str, str] = {}
    found = ((check, first.setdefault(check.id, check.file)) for check in checks)
    return [
        Mistake(file=check.file, text=f"has the id of {other}; expected one of its own") for check, other in found if other != check.file
    ]
