"""A statement for a terminal: the verdict on budgets last, every sum with what is not in it."""

from collections.abc import Iterable, Iterator

from rich.text import Text

from estate.cost import wording
from estate.cost.bill import Bill
from estate.cost.budgets import Budgeted, without_vendors
from estate.cost.delta import Change
from estate.cost.model import Group, Heading, Owner, Position
from estate.cost.rightsizing import Hint
from estate.cost.statement import Compared, Statement, budget_of

NAME, MONEY = 22, 12


def lines(statement: Statement, *, verbose: bool) -> Iterator[Text]:
    """The whole statement, or with a base what changes."""
    if statement.compared:
        yield from _compared(statement.compared)
    else:
        for environment in statement.bill.environments:
            yield from _environment(statement, environment, verbose=verbose)
    yield from _hints(statement.hints)
    yield from _remarks(statement)
    yield from _verdict(statement)


def _environment(statement: Statement, environment: str, *, verbose: bool) -> Iterator[Text]:
    bill = statement.bill.of(environment)
    region = statement.regions.get(environment)
    title = f"{environment}{f' ({region})' if region else ''}, US dollars a month"
    yield Text(f" {title}", style="bold")
    yield Text(f"     {'':<{NAME}}{'at least':>{MONEY}}{'at most':>{MONEY}}", style="dim")
    heading = None
    for owner in bill.owners:
        own = bill.owned_by(owner)
        if not (own.group(Group.PRICED) or wording.open_ends(own)):
            continue
        if owner.heading != heading:
            heading = owner.heading
            yield Text(f"   {wording.HEADINGS[heading]}", style="bold")
        yield _owner(own, owner, budget_of(statement, environment, owner) if heading is Heading.SERVICE else None)
        if statement.detailed or verbose or heading is Heading.VENDOR:
            yield from _positions(own)
    yield from _sums(statement, environment, bill)
    yield from _open(bill)
    yield from _free(bill, verbose=verbose)
    yield Text("")


def _row(name: str, bill: Bill) -> str:
    if not bill.group(Group.PRICED):
        return f"{name:<{NAME}}{wording.NO_SUM:>{MONEY}}{wording.NO_SUM:>{MONEY}}"
    usd = bill.usd_monthly
    return f"{name:<{NAME}}{wording.dollars(usd.at_least):>{MONEY}}{wording.dollars(usd.at_most):>{MONEY}}"


def _owner(bill: Bill, owner: Owner, budget: Budgeted | None) -> Text:
    text = Text(f"     {_row(owner.name, bill)}")
    if budget:
        style = "bold red" if budget.over_usd_monthly else "yellow" if budget.over_at_most_usd_monthly else "dim"
        text.append(f"  of {_limit(budget)}", style=style)
    if ends := wording.open_ends(bill):
        text.append(f"  {ends}", style="dim")
    return text


def _limit(budget: Budgeted) -> str:
    return wording.dollars(budget.budget_usd_monthly).removesuffix(".00")


def _positions(bill: Bill) -> Iterator[Text]:
    for one in bill.positions:
        if one.group is not Group.FREE:
            yield Text(f"       {one.name}: {_spell(one)}", style="dim")


def _spell(one: Position) -> str:
    if one.quote is None:
        counted = f"{wording.units(one.units)}, " if one.units else f"{one.type}, " if one.urn else ""
        return f"{counted}unpriced: {one.why}"
    price = f"{one.sku} at {wording.per(one.quote)}"
    if one.usd_monthly is None or one.units is None:
        return f"{price}, by use"
    said = f" ({one.why})" if one.why else ""
    return f"{wording.units(one.units)} {price} = {wording.span(one.usd_monthly)}{said}"


def _sums(statement: Statement, environment: str, bill: Bill) -> Iterator[Text]:
    aws = without_vendors(bill)
    budget = budget_of(statement, environment, None)
    limit = f"  of {_limit(budget)}" if budget else ""
    if budget or aws.group(Group.PRICED) or wording.open_ends(aws):
        yield Text(f"     {_row('AWS in all', aws)}{limit}", style="bold")
    vendors = Bill(positions=tuple(one for one in bill.positions if not one.type.startswith("aws:") and one.group is not Group.FREE))
    if vendors.positions:
        yield Text(f"     {_row('vendors in all', vendors)}", style="bold")


def _open(bill: Bill) -> Iterator[Text]:
    by_use, unpriced = wording.metered(bill.group(Group.USAGE)), wording.by_type(bill.group(Group.UNPRICED))
    if by_use:
        yield Text("   paid by use, no number yet (catalog/usage.yaml)", style="yellow")
    for quote, owners in by_use:
        yield Text(f"     {quote.sku:<30}{wording.per(quote)}, {wording.counted(owners, 'owner')}")
    if unpriced:
        yield Text("   unpriced: their cost is not known, and in no sum", style="yellow")
    for token, why, count in unpriced:
        yield Text(f"     {count:>3} {token}: {why}")


def _free(bill: Bill, *, verbose: bool) -> Iterator[Text]:
    free = wording.by_type(bill.group(Group.FREE))
    if free:
        types, total = wording.counted(len({token for token, _, _ in free}), "type"), sum(count for _, _, count in free)
        yield Text(f"   free: {wording.counted(total, 'resource')} of {types}{'' if verbose else '  (-v says why)'}", style="dim")
    for token, why, count in free if verbose else ():
        yield Text(f"     {count:>3} {token}: {why}", style="dim")


def _compared(compared: Compared) -> Iterator[Text]:
    if not compared.changes:
        yield Text(f"No cost changes against {compared.base}, by today's prices.", style="green")
    else:
        yield Text(f" US dollars a month against {compared.base}, by today's prices", style="bold")
    for change in compared.changes:
        yield Text(f"   {change.environment:<12}{change.owner.name:<{NAME}}{moved(change)}")
        for one in change.opened:
            yield Text(f"{'':>15}{one.count:+} {one.group.value.replace('_', '-')}: {one.what}", style="yellow")
    yield from (Text(warning, style="yellow") for warning in compared.warnings)


def moved(change: Change) -> str:
    """`$10.00 -> $20.00 (+$10.00)`."""
    before, after = change.before_usd_monthly, change.after_usd_monthly
    if before == after:
        return f"{wording.known(after)} as before"
    return f"{wording.known(before)} -> {wording.known(after)} ({wording.span(change.more_usd_monthly, signed=True)})"


def _hints(hints: Iterable[Hint] | None) -> Iterator[Text]:
    if hints is None:
        return
    yield Text(" What could be a size smaller", style="bold")
    for hint in hints:
        where = f"   {hint.environment:<12}{hint.resource:<{NAME}}"
        if hint.smaller:
            yield Text.assemble(where, (f"{hint.now} -> {hint.smaller}", "green"))
        else:
            yield Text(f"{where}{hint.now} stays")
        yield Text(f"{'':>15}{hint.why}", style="dim")
    yield Text("")


def _remarks(statement: Statement) -> Iterator[Text]:
    yield from (Text(warning, style="yellow") for warning in remarks(statement))
    yield from (Text(error, style="bold red") for error in statement.errors)


def remarks(statement: Statement) -> Iterator[str]:
    """What a reader must know of the sums: prices of elsewhere, old ones, numbers that fit nothing."""
    quotes = statement.quotes
    foreign = sorted({quote.region for quote in quotes if quote.foreign})
    if foreign:
        count = sum(quote.foreign for quote in quotes)
        yield f"{count} of {len(quotes)} prices are of another region than what they price: {', '.join(foreign)}"
    stale = sorted((quote.as_of, quote.sku) for quote in quotes if quote.stale)
    if stale:
        words = f"{len(stale)} of {len(quotes)} prices are stale on {statement.day}: older than the book allows"
        yield f"{words}, the oldest of {stale[0][0]} ({stale[0][1]})"
    yield from statement.warnings


def _verdict(statement: Statement) -> Iterator[Text]:
    for one in statement.over:
        yield Text(over(one), style="bold red")
    for one in statement.budgets:
        if one.over_at_most_usd_monthly and not one.over_usd_monthly:
            whose = one.service or one.environment
            more = wording.dollars(one.over_at_most_usd_monthly)
            yield Text(f"{one.environment}: {whose} would be {more} over its budget at its maximum", style="yellow")
    if statement.budgets and not statement.over:
        count = wording.counted(len(statement.budgets), "budget")
        missing = "" if all(one.complete for one in statement.budgets) else ", as far as prices and numbers are known"
        yield Text(f"Nothing is over its budget at its least ({count}){missing}.", style="bold green")


def over(one: Budgeted) -> str:
    """`production: checkout is $12.00 over its budget of $400.00 (catalog/services/checkout.yaml)`."""
    whose = one.service or "the environment"
    known = "" if one.complete else ", and not all of it has a price"
    limit = wording.dollars(one.budget_usd_monthly)
    return (
        f"{one.environment}: {whose} is {wording.dollars(one.over_usd_monthly)} over its budget of {limit} at its least{known} ({one.file})"
    )
