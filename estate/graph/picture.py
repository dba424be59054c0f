"""Pictures of what depends on what, drawn by Graphviz: the layers of the estate, and the components of a stack.

A picture of two thousand resources tells nothing: resources are drawn as the component that stands above them all.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import graphviz

from estate.errors import SurroundingsError
from estate.graph import wording
from estate.graph.model import Resource, StackGraph
from estate.graph.references import uses

MISSING = "the program 'dot' of Graphviz is not installed, and draws the picture of the page; apt-get install graphviz"
FONT = "Helvetica,Arial,sans-serif"
GRAPH = {"bgcolor": "transparent", "nodesep": "0.15", "ranksep": "0.4", "fontname": FONT, "fontsize": "12", "pad": "0.1"}
NODE = {"shape": "box", "style": "rounded", "fontname": FONT, "fontsize": "11", "height": "0.3", "margin": "0.12,0.06"}
EDGE = {"arrowsize": "0.6"}
COMMENT = re.compile(r"<!--.*?-->\n?", re.DOTALL)
LABEL_LIMIT = 40  # characters
MOST_BOXES = 40  # of a picture: what can be read on one screen
PROVIDERS = "pulumi:"


class MissingGraphvizError(SurroundingsError):
    """There is no Graphviz."""


@dataclass(frozen=True, kw_only=True)
class Box:
    """A node of a picture."""

    key: str
    label: str
    link: str
    """Where a click leads: an anchor of the page."""
    cluster: str = ""
    mark: str = ""
    """A word for the style sheet, such as `replace`."""


def layers(stacks: Sequence[StackGraph], *, marks: Mapping[str, str]) -> str:
    """The stacks, and which of them reads the outputs of which; environments are clusters."""
    boxes = [
        Box(
            key=stack.name,
            label=f"{stack.layer}\n{wording.counted(len(stack.made), 'resource')}",
            link=f"#{stack.name}",
            cluster=stack.environment,
            mark=marks.get(stack.name, ""),
        )
        for stack in stacks
    ]
    stack_of = {resource.urn: stack.name for stack in stacks for resource in stack.resources}
    used = ((stack_of.get(use.user), use.owner.partition(".")[0]) for use in uses(stacks) if not use.owner.startswith("urn:"))
    return draw("layers", boxes, sorted({(user, owner) for user, owner in used if user}), downwards=True)


def components(stack: StackGraph, *, links: Mapping[str, str], marks: Mapping[str, str]) -> str:
    """What the stack is made of at its highest level, and what depends on what there; many of a kind are one box."""
    tops = highest([resource for resource in stack.resources if not resource.type.startswith(PROVIDERS)])
    box_of = _crowded([resource for resource in stack.resources if tops.get(resource.urn) == resource.urn])
    members: dict[str, list[Resource]] = defaultdict(list)
    for resource in stack.resources:
        if resource.urn in box_of:
            members[box_of[resource.urn]].append(resource)
    boxes = [
        Box(
            key=key,
            label=_label(inside),
            link=f"#{links[inside[0].urn]}",
            mark=next((marks[one.urn] for one in inside if one.urn in marks), ""),
        )
        for key, inside in members.items()
    ]
    pairs = ((one.urn, other) for one in stack.resources for other in one.depends_on if one.urn in tops and other in tops)
    edges = {(box_of[tops[one]], box_of[tops[other]]) for one, other in pairs}
    return draw(stack.name, boxes, sorted((one, other) for one, other in edges if one != other))


def _crowded(tops: Sequence[Resource]) -> dict[str, str]:
    """The box of each resource: its own, or that of its type, from the most crowded type on until the picture is small enough."""
    types = Counter(resource.type for resource in tops)
    merged: set[str] = set()
    boxes = len(tops)
    for token, number in sorted(types.items(), key=lambda item: (-item[1], item[0])):
        if boxes <= MOST_BOXES:
            break
        merged.add(token)
        boxes -= number - 1
    return {resource.urn: resource.type if resource.type in merged else resource.urn for resource in tops}


def _label(inside: Sequence[Resource]) -> str:
    kind = what(inside[0].type)
    return f"{wording.shorten(wording.clean(inside[0].name), LABEL_LIMIT)}\n{kind}" if len(inside) == 1 else f"{len(inside):,} of\n{kind}"


def highest(resources: Iterable[Resource]) -> dict[str, str]:
    """For each URN the URN of what stands above it, directly below the stack."""
    parents = {resource.urn: resource.parent for resource in resources}
    found: dict[str, str] = {}

    def top(urn: str) -> str:
        if urn not in found:
            found[urn] = top(parents[urn]) if parents[urn] in parents else urn
        return found[urn]

    return {urn: top(urn) for urn in parents}


def what(token: str) -> str:
    """What a component or a resource is, in a word: `EcsService`, of another vendor `pagerduty/Escalation`; `ec2/vpc`."""
    package, _, rest = token.partition(":")
    module, _, name = rest.partition(":")
    if package == "estate":
        return wording.clean(name if module == "aws" else f"{module}/{name}")
    return wording.clean(module)


def draw(name: str, boxes: Sequence[Box], edges: Iterable[tuple[str, str]], *, downwards: bool = False) -> str:
    """An SVG element; the same bytes for the same picture. MissingGraphvizError when Graphviz is not there."""
    ids = {box.key: f"{name}-{index}" for index, box in enumerate(boxes)}
    graph = graphviz.Digraph(
        name, graph_attr={**GRAPH, "rankdir": "TB" if downwards else "LR", "id": f"picture-{name}"}, node_attr=NODE, edge_attr=EDGE
    )
    for cluster in dict.fromkeys(box.cluster for box in boxes):
        _draw_cluster(graph, cluster, [box for box in boxes if box.cluster == cluster], ids)
    for index, (one, other) in enumerate(edges):
        if one in ids and other in ids:
            graph.edge(ids[one], ids[other], id=f"{name}-edge-{index}", tooltip=" ")
    try:
        svg: str = graph.pipe(format="svg", encoding="utf-8")
    except graphviz.ExecutableNotFound:
        raise MissingGraphvizError(MISSING) from None
    return COMMENT.sub("", svg[svg.index("<svg") :])


def _draw_cluster(graph: graphviz.Digraph, cluster: str, boxes: Sequence[Box], ids: Mapping[str, str]) -> None:
    attributes = {"label": cluster, "id": f"{graph.name}-cluster-{cluster}", "style": "rounded"}
    inner = graphviz.Digraph(f"cluster_{cluster}", graph_attr=attributes)
    where = inner if cluster else graph
    for box in boxes:
        # Backslashes and leading angle brackets mean something to Graphviz; `nohtml` and `escape` take that away.
        label = "\n".join(graphviz.escape(line) for line in box.label.split("\n")).replace("\n", "\\n")
        attributes = {"id": ids[box.key], "URL": box.link, "tooltip": " ", **({"class": box.mark} if box.mark else {})}
        where.node(ids[box.key], graphviz.nohtml(label), **attributes)
    if cluster:
        graph.subgraph(inner)
