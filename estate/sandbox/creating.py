"""Answers a program's registrations by creating what it asks for on the emulator.

AWS types are made through their rows; a type that the emulator lacks, and everything that is not AWS, is recorded with
symbols for what it would compute. Nothing that goes wrong stops the program: each resource ends with an outcome.
"""

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from random import Random
from typing import Any

from pulumi.runtime import mocks

from estate.graph.symbols import STACK_REFERENCE, References, Symbols
from estate.graph.wire import revealed
from estate.sandbox.clients import Place
from estate.sandbox.errors import NotSupported, SandboxError
from estate.sandbox.names import with_name
from estate.sandbox.operations import create
from estate.sandbox.row import Row
from estate.sandbox.table import TABLE


class Outcome(StrEnum):
    """How a registration ended."""

    CREATED = "created"
    NOT_SUPPORTED = "not_supported"
    """The emulator lacks the type, or a call that it needs."""
    RECORDED = "recorded"
    """Not AWS: kept as it was declared."""
    FAILED = "failed"


@dataclass(frozen=True, kw_only=True)
class Made:
    """One resource and what became of it."""

    type: str
    name: str
    outcome: Outcome
    id: str = ""
    inputs: Mapping[str, object] = field(repr=False, default_factory=dict[str, object])
    """What the emulator was asked for, secrets and all: never to be shown."""
    why: str = ""
    """For what was not created."""


class Creating(mocks.Mocks):
    """The answers of one stack; `told` hears of every resource when it starts and when it is done. Thread-safe."""

    def __init__(self, place: Place, references: References, told: Callable[[Made], None]) -> None:
        self.made: list[Made] = []
        self._place = place
        self._symbols = Symbols(references)
        self._told = told
        self._lock = threading.Lock()

    def new_resource(self, args: mocks.MockResourceArgs) -> tuple[str | None, dict[str, Any]]:
        """Create, or record."""
        if args.typ == STACK_REFERENCE or not args.custom or args.typ.startswith("pulumi:"):
            return self._symbols.new_resource(args)
        row = TABLE.get(args.typ) if args.typ.startswith("aws:") else None
        if row is None:
            lacks = args.typ.startswith("aws:")
            made = Made(
                type=args.typ,
                name=args.name,
                outcome=Outcome.NOT_SUPPORTED if lacks else Outcome.RECORDED,
                why="the table has no row" if lacks else "",
            )
            return self._recorded(args, made)
        return self._created(args, row)

    def call(self, args: mocks.MockCallArgs) -> tuple[dict[str, Any], list[tuple[str, str]] | None]:
        """Refuses, as in a plan: the same program runs in both."""
        return self._symbols.call(args)

    def _created(self, args: mocks.MockResourceArgs, row: Row) -> tuple[str | None, dict[str, Any]]:
        # Names that the provider would make at random are made from the logical name: a second run gives the same estate.
        digits = Random(f"{self._place.account}/{args.typ}/{args.name}")  # noqa: S311 - a name is no secret
        try:
            inputs = with_name(row, args.name, revealed(args.inputs), lambda count: f"{digits.getrandbits(4 * count):0{count}x}")
            created = create(row, inputs, self._place)
        except SandboxError as error:
            outcome = Outcome.NOT_SUPPORTED if isinstance(error, NotSupported) else Outcome.FAILED
            return self._recorded(args, Made(type=args.typ, name=args.name, outcome=outcome, why=str(error)))
        self._keep(Made(type=args.typ, name=args.name, outcome=Outcome.CREATED, id=created.id, inputs=inputs))
        return created.id, dict(created.outputs)

    def _recorded(self, args: mocks.MockResourceArgs, made: Made) -> tuple[str | None, dict[str, Any]]:
        self._keep(made)
        return self._symbols.new_resource(args)

    def _keep(self, made: Made) -> None:
        with self._lock:
            self.made.append(made)
            self._told(made)
