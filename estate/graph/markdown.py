"""A plan as a comment for a pull request: the verdict, what is replaced or deleted, the rest folded away.

Nothing from a catalog or a program is markup here: it stands in code spans, which know no mentions, links or HTML. A comment
has a limit; what does not fit is left out from the mildest up, and said.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from estate.graph import wording
from estate.graph.comparison import Action, Comparison, ResourceChange, StackComparison
from estate.graph.model import StackGraph
from estate.graph.plan import Plan, ProgramError

LIMIT = 65_536  # characters of a comment (GitHub refuses longer ones: "body is too long")
RESERVE = 400  # characters kept for saying what was left out
WORST = (Action.REPLACE, Action.DELETE, Action.MAY_REPLACE)
DETAILS_SHOWN = 4  # properties of a resource
VALUE_LIMIT = 60  # characters of a value
ERROR_LIMIT = 2_000  # characters of a program's error
TABLE_HEAD = "| | resource | what |\n|---|---|---|"
TICKS = re.compile(r"`+")


@dataclass(kw_only=True)
class Body:
    """A comment that never grows beyond its limit."""

    limit: int
    parts: list[str] = field(default_factory=list)
    length: int = 0

    def add(self, text: str, *, closing: str = "") -> bool:
        """Append the text and remember that `closing` will follow; False when there is no room for both."""
        if self.length + len(text) + 1 + len(closing) > self.limit - RESERVE:
            return False
        self.force(text)
        return True

    def force(self, text: str) -> None:
        """Append what must stand there; the reserve is for it."""
        self.parts.append(text)
        self.length += len(text) + 1

    @property
    def text(self) -> str:
        """The comment."""
        return "\n".join(self.parts)


def as_markdown(plan: Plan, comparison: Comparison | None, *, limit: int = LIMIT) -> str:
    """The comment; at most `limit` characters."""
    body = Body(limit=limit)
    body.force(f"### {_verdict(plan, comparison)}")
    left_out = _errors(body, plan.errors)
    if comparison is None:
        left_out += _inventory(body, plan)
    else:
        for line in _remarks(plan, comparison):
            left_out += not body.add(line)
        left_out += _changes(body, comparison)
    if left_out:
        command = f"estate plan --base {comparison.base} -v" if comparison else "estate plan -v"
        body.force(f"\n**{left_out:,} more did not fit into this comment.** All of it: {code(wording.shorten(command, 80))}")
    return body.text


def code(text: str) -> str:
    """A code span that holds the text as it is, whatever it is; it may stand in a table."""
    clean = wording.clean(text).replace("|", "\\|")
    fence = "`" * (max((len(run) for run in TICKS.findall(clean)), default=0) + 1)
    pad = " " if not clean or clean[0] in "` " or clean[-1] in "` " else ""
    return f"{fence}{pad}{clean}{pad}{fence}"


def _verdict(plan: Plan, comparison: Comparison | None) -> str:
    errors = f" — {wording.counted(len(plan.errors), 'stack')} with an error" if plan.errors else ""
    if comparison is None:
        total = sum(len(stack.made) for stack in plan.stacks)
        said = f"{wording.counted(total, 'resource')} in {wording.counted(len(plan.stacks), 'stack')}"
        return f"{':x:' if plan.errors else ':white_check_mark:'} {said}{errors}"
    numbers = comparison.counts
    sign = ":x:" if plan.errors else ":warning:" if any(numbers[action] for action in WORST) else ":white_check_mark:"
    return f"{sign} {wording.counts(numbers, joiner=' · ')}{errors}"


def _errors(body: Body, errors: Sequence[ProgramError]) -> int:
    """The errors of programs; how many did not fit."""
    left_out = 0
    for error in errors:
        place = f" at {code(error.source)}" if error.source else ""
        text = "\n".join(wording.clean(line) for line in wording.shorten(error.text, ERROR_LIMIT).splitlines())
        fence = "`" * max(3, max((len(run) for run in TICKS.findall(text)), default=0) + 1)
        left_out += not body.add(f"\n**{code(error.stack)} has an error**{place}\n{fence}text\n{text}\n{fence}")
    return left_out


def _remarks(plan: Plan, comparison: Comparison) -> Iterator[str]:
    failed = {error.stack for error in plan.errors}
    compared = wording.counted(len(comparison.stacks), "stack")
    yield f"\nAgainst {code(comparison.base)} ({code(comparison.commit[:12])}), {compared} compared."
    yield from (f"\n> **Note** {code(warning)}" for warning in comparison.warnings)
    yield from (f"\n> {code(name)} is not compared: {code(why)}" for name, why in comparison.uncompared.items() if name not in failed)


def _changes(body: Body, comparison: Comparison) -> int:
    worst = [(stack, change) for stack in comparison.changed for change in stack.changes if change.action in WORST]
    worst.sort(key=lambda pair: pair[1].order[:2])
    left_out = _table(body, [_row(change, stack.name) for stack, change in worst], closing="")
    for stack in comparison.changed:
        left_out += _mild(body, stack)
    return left_out


def _table(body: Body, rows: Sequence[str], *, closing: str) -> int:
    if not rows:
        return 0
    if not body.add(f"\n{TABLE_HEAD}", closing=rows[0] + closing):
        return len(rows)
    for index, row in enumerate(rows):
        if not body.add(row, closing=closing):
            return len(rows) - index
    return 0


def _mild(body: Body, stack: StackComparison) -> int:
    """The created, revised and updated resources of a stack, folded away; changes of tags alone are only counted."""
    mild = [change for change in stack.changes if change.action not in WORST]
    telling = [change for change in mild if not change.tags_only]
    tags_only = len(mild) - len(telling)
    if not mild:
        return 0
    numbers = {action: number for action, number in stack.counts.items() if action not in WORST}
    closing = "\n</details>"
    if not body.add(f"\n<details><summary>{stack.name}: {wording.counts(numbers, joiner=' · ')}</summary>", closing=closing):
        return len(mild)
    left_out = _table(body, [_row(change, None) for change in telling], closing=closing)
    if tags_only and not body.add(f"\n{wording.counted(tags_only, 'resource')} with no other change than tags.", closing=closing):
        left_out += tags_only
    body.force(closing)
    return left_out


def _row(change: ResourceChange, stack: str | None) -> str:
    where = f"<br>{code(stack)}" if stack else ""
    what = [*_details(change), *(code(reason) for reason in wording.reasons(change))]
    return f"| {wording.VERB[change.action]} | {code(f'{wording.kind(change.type)} {change.name}')}{where} | {'<br>'.join(what)} |"


def _details(change: ResourceChange) -> list[str]:
    found = [code(detail) for detail in wording.details(change, limit=VALUE_LIMIT, arrow="→")]
    rest = len(found) - DETAILS_SHOWN
    return found if rest <= 0 else [*found[:DETAILS_SHOWN], f"and {rest:,} more"]


def _inventory(body: Body, plan: Plan) -> int:
    rows = [_inventory_row(stack) for stack in plan.stacks]
    if not rows or not body.add("\n| stack | resources | of which |\n|---|---|---|"):
        return len(rows)
    for index, row in enumerate(rows):
        if not body.add(row):
            return len(rows) - index
    return 0


def _inventory_row(stack: StackGraph) -> str:
    resources = stack.made
    of_which = ", ".join(f"{code(name)} {number:,}" for name, number in wording.groups(resources))
    return f"| {code(stack.name)} | {len(resources):,} | {of_which} |"
