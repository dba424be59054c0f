"""What `estate cost` does before it shows anything: plan the environments, price them, hold them against a base."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.usage import EVERYWHERE
from estate.catalog.words import did_you_mean
from estate.cli.input_file import read_input
from estate.cli.planning import progress
from estate.cost.bill import Bill, make_bill
from estate.cost.budgets import budgets
from estate.cost.delta import delta
from estate.cost.rightsizing import Hint, hints
from estate.cost.statement import Compared, Statement, names, only, unused
from estate.cost.utilisation import Utilised, read_utilisation
from estate.errors import InputError
from estate.graph.git import find_revision
from estate.graph.plan import Plan
from estate.graph.planner import plan_stacks
from estate.graph.program import Program, load_program
from estate.graph.revision import BasePlan, plan_revision
from estate.layers import StackName


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody wants to know."""

    environments: tuple[str, ...]
    name: str | None
    base: str | None
    utilisation: Path | None
    day: date


def make(root: Path, asked: Asked) -> Statement:
    """The statement; InputError for an environment, a name or a file that is wrong, before anything is planned."""
    catalog = load_catalog(root / "catalog")
    chosen = _environments(asked, catalog)
    rows = read_utilisation(read_input(asked.utilisation), str(asked.utilisation)) if asked.utilisation else None
    program = load_program(root)
    revision = find_revision(root, asked.base) if asked.base is not None else None
    stacks = _stacks(program, chosen)
    with progress(len(stacks)) as told:
        before = plan_revision(root, revision) if revision else None
        head = plan_stacks(program, stacks, told=told)
    return _statement(asked, catalog, chosen, head, before, rows)


def _environments(asked: Asked, catalog: Catalog) -> tuple[str, ...]:
    known = (*catalog.environments, EVERYWHERE)
    wrong = [name for name in dict.fromkeys(asked.environments) if name not in known]
    if wrong:
        raise InputError(
            "\n".join(f"{name!r} is no environment; {did_you_mean(name, known) or 'known are ' + ', '.join(known)}" for name in wrong)
        )
    return tuple(name for name in known if not asked.environments or name in asked.environments)


def _stacks(program: Program, environments: tuple[str, ...]) -> tuple[StackName, ...]:
    """Those of the environments, and what serves all: the metrics that vendors count are planned there."""
    return tuple(stack for stack in program.stacks if stack.environment in {*environments, EVERYWHERE})


def _statement(
    asked: Asked, catalog: Catalog, chosen: tuple[str, ...], head: Plan, before: BasePlan | None, rows: tuple[Utilised, ...] | None
) -> Statement:
    whole = _bill(head, catalog, asked.day, chosen)
    earlier = _bill(before.plan, catalog, asked.day, chosen) if before else Bill(positions=())
    bill, earlier = _only(whole, earlier, asked.name)
    return Statement(
        day=asked.day,
        bill=bill,
        budgets=tuple(one for one in budgets(whole, catalog) if asked.name in (None, one.service)),
        regions={name: environment.region for name, environment in catalog.environments.items()},
        errors=tuple(f"{error.stack} cannot be planned, and its cost is missing: {error.text}" for error in head.errors),
        warnings=tuple(
            f"usage.yaml has {one.sku} of {one.of!r} in {one.environment}, and nothing planned there is charged for it"
            for one in unused(whole, catalog)
        ),
        compared=_compared(asked.base, bill, earlier, before) if before and asked.base else None,
        hints=_hints(rows, head, chosen, str(asked.utilisation)),
        detailed=asked.name is not None,
    )


def _bill(plan: Plan, catalog: Catalog, day: date, chosen: tuple[str, ...]) -> Bill:
    bill = make_bill(plan.stacks, catalog, day)
    return Bill(positions=tuple(one for one in bill.positions if one.environment in chosen))


def _only(bill: Bill, earlier: Bill, name: str | None) -> tuple[Bill, Bill]:
    """The part of one owner, who may have been there only earlier."""
    if name is None:
        return bill, earlier
    known = names(bill) | names(earlier)
    if name not in known:
        raise InputError(f"{name!r} has nothing planned here; {did_you_mean(name, known) or 'known are ' + ', '.join(sorted(known))}")
    return only(bill, name), only(earlier, name)


def _compared(base: str, after: Bill, earlier: Bill, before: BasePlan) -> Compared:
    failed = [f"{error.stack} of the base cannot be planned: what it cost is missing" for error in before.plan.errors]
    return Compared(base=base, changes=delta(earlier, after), warnings=(*before.warnings, *failed))


def _hints(rows: tuple[Utilised, ...] | None, plan: Plan, chosen: tuple[str, ...], file: str) -> tuple[Hint, ...] | None:
    if rows is None:
        return None
    return hints(rows, [stack for stack in plan.stacks if stack.environment in chosen], file)
