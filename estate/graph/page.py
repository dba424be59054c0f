"""A plan as one page that needs nothing but itself: no scripts, no other files, light and dark, wide and narrow.

The template escapes every text; pictures come from Graphviz, which escapes its labels.
"""

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup

from estate.errors import SurroundingsError
from estate.graph import picture, wording
from estate.graph.comparison import Action, Comparison, ResourceChange, StackComparison
from estate.graph.model import Resource, StackGraph
from estate.graph.plan import Plan, ProgramError

UNSAFE = re.compile(r"[^A-Za-z0-9._/-]+")
VALUE_LIMIT = 300  # characters of a value that changes

Notes = Sequence[tuple[str, bool]]
"""What others have to say of the plan: a headline and its lines, each with whether it stops a rollout."""


@dataclass(frozen=True, kw_only=True)
class ResourceView:
    """A resource of a stack."""

    anchor: str
    kind: str
    name: str
    source: str
    inputs: str


@dataclass(frozen=True, kw_only=True)
class PartView:
    """What stands directly below a stack: a component with its resources, or a resource."""

    anchor: str
    name: str
    what: str
    resources: tuple[ResourceView, ...]


@dataclass(frozen=True, kw_only=True)
class StackView:
    """A stack."""

    name: str
    size: str
    groups: str
    picture: Markup
    parts: tuple[PartView, ...]
    outputs: str


@dataclass(frozen=True, kw_only=True)
class ChangeView:
    """A resource that changes."""

    mark: str
    verb: str
    what: str
    link: str
    details: tuple[str, ...]
    reasons: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class StackChanges:
    """The changes of a stack."""

    name: str
    counts: str
    changes: tuple[ChangeView, ...]
    tags_only: tuple[ChangeView, ...]


@dataclass(frozen=True, kw_only=True)
class PageView:
    """All that the template shows."""

    title: str
    mark: str
    verdict: str
    warnings: tuple[str, ...]
    errors: tuple[ProgramError, ...]
    notes: tuple[tuple[str, bool], ...]
    changes: tuple[StackChanges, ...]
    picture: Markup
    stacks: tuple[StackView, ...]


class PageError(SurroundingsError):
    """The page cannot be written."""


def write_page(path: Path, plan: Plan, comparison: Comparison | None = None, *, notes: Notes = ()) -> None:
    """Write the page in one step, and the folder where there is none. PageError, or MissingGraphvizError."""
    text = as_page(plan, comparison, notes=notes)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile("w", dir=path.parent, suffix=".part", delete=False, encoding="utf-8") as part:
            part.write(text)
        Path(part.name).chmod(0o644)
        Path(part.name).replace(path)
    except OSError as error:
        raise PageError(f"cannot write {path}: {error.strerror}") from None


def as_page(plan: Plan, comparison: Comparison | None = None, *, notes: Notes = ()) -> str:
    """The page; the same bytes for the same plan. `notes` stand above everything but errors."""
    anchors = _anchors(plan.stacks)
    marks = _marks(plan.stacks, comparison)
    view = PageView(
        title="The estate" if comparison is None else f"What changes against {wording.clean(comparison.base)}",
        mark=_mark(plan, comparison),
        verdict=_verdict(plan, comparison),
        warnings=() if comparison is None else (*map(wording.clean, comparison.warnings), *_uncompared(comparison)),
        errors=tuple(_error(error) for error in plan.errors),
        notes=tuple(notes),
        changes=tuple(_changes(stack, anchors) for stack in comparison.changed) if comparison else (),
        picture=Markup(picture.layers(plan.stacks, marks=marks)),  # noqa: S704 - Graphviz has escaped the labels
        stacks=tuple(_stack(stack, anchors, marks) for stack in plan.stacks),
    )
    return _template().render(page=view)


@cache
def _template() -> jinja2.Template:
    loader = jinja2.PackageLoader("estate.graph", ".")
    settings: dict[str, Any] = {"trim_blocks": True, "lstrip_blocks": True, "keep_trailing_newline": True}
    return jinja2.Environment(loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, **settings).get_template("page.html.j2")


def _anchors(stacks: Iterable[StackGraph]) -> dict[str, str]:
    """A readable anchor for each URN; the second of a name gets a number."""
    anchors: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for stack in stacks:
        for resource in stack.resources:
            word = UNSAFE.sub("-", f"{stack.name}/{picture.what(resource.type)}/{resource.name}")
            seen[word] += 1
            anchors[resource.urn] = word if seen[word] == 1 else f"{word}~{seen[word]}"
    return anchors


def _marks(stacks: Iterable[StackGraph], comparison: Comparison | None) -> dict[str, str]:
    """The worst that happens to, or inside, each stack and each of its parts: changes stand worst first."""
    marks: dict[str, str] = {}
    changes = {stack.name: stack.changes for stack in comparison.stacks} if comparison else {}
    for stack in stacks:
        tops = picture.highest(stack.resources)
        for change in changes.get(stack.name, ()):
            marks.setdefault(stack.name, str(change.action))
            marks.setdefault(tops.get(change.urn, change.urn), str(change.action))
    return marks


def _mark(plan: Plan, comparison: Comparison | None) -> str:
    if plan.errors:
        return "error"
    bad = comparison and (comparison.counts[Action.REPLACE] or comparison.counts[Action.DELETE])
    return str(Action.REPLACE) if bad else ""


def _verdict(plan: Plan, comparison: Comparison | None) -> str:
    total = sum(len(stack.made) for stack in plan.stacks)
    what = f"{wording.counted(total, 'resource')} in {wording.counted(len(plan.stacks), 'stack')}"
    errors = f"; {wording.counted(len(plan.errors), 'stack')} with an error" if plan.errors else ""
    return f"{what}{errors}" if comparison is None else f"{wording.counts(comparison.counts, always=True)}, of {what}{errors}"


def _error(error: ProgramError) -> ProgramError:
    text = "\n".join(wording.clean(line) for line in error.text.splitlines())
    return replace(error, text=text, source=wording.clean(error.source) if error.source else None)


def _uncompared(comparison: Comparison) -> list[str]:
    return [f"{name} is not compared: {wording.clean(why)}" for name, why in comparison.uncompared.items()]


def _changes(stack: StackComparison, anchors: Mapping[str, str]) -> StackChanges:
    return StackChanges(
        name=stack.name,
        counts=wording.counts(stack.counts),
        changes=tuple(_change(change, anchors) for change in stack.changes if not change.tags_only),
        tags_only=tuple(_change(change, anchors) for change in stack.changes if change.tags_only),
    )


def _change(change: ResourceChange, anchors: Mapping[str, str]) -> ChangeView:
    return ChangeView(
        mark=str(change.action),
        verb=wording.VERB[change.action],
        what=f"{wording.kind(change.type)} {wording.clean(change.name)}",
        link=anchors.get(change.urn, ""),
        details=tuple(wording.details(change, limit=VALUE_LIMIT, arrow="→")),
        reasons=tuple(wording.reasons(change)),
    )


def _stack(stack: StackGraph, anchors: Mapping[str, str], marks: Mapping[str, str]) -> StackView:
    return StackView(
        name=stack.name,
        size=wording.counted(len(stack.made), "resource"),
        groups=", ".join(f"{name} {number:,}" for name, number in wording.groups(stack.made)),
        picture=Markup(picture.components(stack, links=_part_links(stack, anchors), marks=marks)),  # noqa: S704 - Graphviz has escaped the labels
        parts=tuple(_parts(stack, anchors)),
        outputs=_pretty(stack.outputs) if stack.outputs else "",
    )


def _part_links(stack: StackGraph, anchors: Mapping[str, str]) -> dict[str, str]:
    return {resource.urn: f"{anchors[resource.urn]}/part" for resource in stack.resources}


def _parts(stack: StackGraph, anchors: Mapping[str, str]) -> list[PartView]:
    tops = picture.highest(stack.resources)
    inside: dict[str, list[Resource]] = {}
    for resource in stack.made:
        inside.setdefault(tops[resource.urn], []).append(resource)
    links = _part_links(stack, anchors)
    parts = [(top, inside[top.urn]) for top in stack.resources if top.urn in inside]
    return [
        PartView(
            anchor=links[top.urn],
            name=wording.clean(top.name),
            what=picture.what(top.type),
            resources=tuple(_resource(resource, anchors[resource.urn]) for resource in _by_type(resources)),
        )
        for top, resources in sorted(parts, key=lambda part: (picture.what(part[0].type), part[0].name, part[0].urn))
    ]


def _by_type(resources: Sequence[Resource]) -> list[Resource]:
    return sorted(resources, key=lambda one: (one.type, one.name, one.urn))


def _resource(resource: Resource, anchor: str) -> ResourceView:
    return ResourceView(
        anchor=anchor,
        kind=wording.kind(resource.type),
        name=wording.clean(resource.name),
        source=wording.clean(resource.source or ""),
        inputs=_pretty(resource.inputs),
    )


def _pretty(values: Mapping[str, Any]) -> str:
    """Properties a line each; what nobody knows, or may see, in words."""
    return "\n".join(f"{wording.clean(name)}: {wording.value(given, limit=VALUE_LIMIT)}" for name, given in sorted(values.items()))
