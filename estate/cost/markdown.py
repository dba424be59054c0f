"""A statement for a pull request: what changes, as a table, and nothing at all where nothing does."""

from collections.abc import Iterator

from estate.cost import text, wording
from estate.cost.delta import Change
from estate.cost.model import Group
from estate.cost.statement import Statement
from estate.graph.markdown import code

LIMIT = 20_000
"""Characters: a third of what a comment may have (GitHub: 65,536), beside the plan and the checks."""
HEAD = "| environment | | before | after | change | without a sum |\n|---|---|--:|--:|--:|---|"
BILL_HEAD = "| environment | | at least | at most | without a sum |\n|---|---|--:|--:|---|"


def as_markdown(statement: Statement, *, limit: int = LIMIT) -> str:
    """The comment; empty when there is a base against which nothing changes, and nothing is over its budget."""
    rows = list(_changes(statement)) if statement.compared else list(_bill(statement))
    over = [f"- {code(text.over(one))}" for one in statement.over]
    trouble = [*over, *(f"- {code(error)}" for error in statement.errors)]
    if statement.compared and not rows and not trouble:
        return ""
    title = f"### Cost: {wording.counted(len(rows), 'change')}" if statement.compared else "### Cost a month"
    title += f" — {wording.counted(len(over), 'budget')} exceeded" if over else ""
    notes = [f"_{line}_" for line in _notes(statement)]
    head = HEAD if statement.compared else BILL_HEAD
    return _fit([title, *trouble, "", *([head] if rows else [])], rows, ["", *notes], limit)


def _fit(before: list[str], rows: list[str], after: list[str], limit: int) -> str:
    """The parts in one text; rows that would make it too long are left out, and counted."""
    room = limit - sum(len(part) + 1 for part in (*before, *after)) - len("\n**99,999 more rows did not fit.**")
    kept: list[str] = []
    for row in rows:
        room -= len(row) + 1
        if room < 0:
            break
        kept.append(row)
    left = len(rows) - len(kept)
    more = [f"\n**{left:,} more rows did not fit.**"] if left else []
    return "\n".join([*before, *kept, *more, *after]).strip()


def _changes(statement: Statement) -> Iterator[str]:
    for change in statement.compared.changes if statement.compared else ():
        more = wording.span(change.more_usd_monthly, signed=True)
        before, after = wording.known(change.before_usd_monthly), wording.known(change.after_usd_monthly)
        yield f"| {code(change.environment)} | {code(change.owner.name)} | {before} | {after} | {more} | {_opened(change)} |"


def _opened(change: Change) -> str:
    return "<br>".join(f"{one.count:+} {one.group.value.replace('_', '-')} {code(one.what)}" for one in change.opened)


def _bill(statement: Statement) -> Iterator[str]:
    for environment in statement.bill.environments:
        bill = statement.bill.of(environment)
        for owner in bill.owners:
            own = bill.owned_by(owner)
            if own.group(Group.PRICED) or wording.open_ends(own):
                low, high = wording.dollars(own.usd_monthly.at_least), wording.dollars(own.usd_monthly.at_most)
                low, high = (low, high) if own.group(Group.PRICED) else (wording.NO_SUM, wording.NO_SUM)
                yield f"| {code(environment)} | {code(owner.name)} | {low} | {high} | {wording.open_ends(own)} |"


def _notes(statement: Statement) -> Iterator[str]:
    yield "US dollars a month of 730 hours by list prices; what is paid by use or has no price is in no sum."
    yield from text.remarks(statement)
    yield from statement.compared.warnings if statement.compared else ()
