"""One operation on one resource: what is known so far, and the calls that learn or change more."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property

from botocore.exceptions import ClientError, HTTPClientError, ParamValidationError
from botocore.exceptions import ConnectionError as Unconnected
from botocore.parsers import ResponseParserError

from estate.sandbox import shapes
from estate.sandbox.changes import REGION, TAGS, always_replaces, updated_by
from estate.sandbox.clients import Place, invoke
from estate.sandbox.errors import Gone, NotSupported, Refused, Unreachable
from estate.sandbox.failures import translate
from estate.sandbox.models import input_shape
from estate.sandbox.row import EVERYTHING, Call, Inputs, Row
from estate.sandbox.template import evaluate, expressions, fill, holds

Known = dict[str, object]
STATE = re.compile(r"\bstate\b")
STATE_PART = re.compile(r"\bstate\.(\w+)")
INPUT = re.compile(r"\bin\.(\w+)")


@dataclass(kw_only=True)
class Run:
    """The inputs are complete (with the row's defaults); `id`, `answer` and `state` fill up as calls are made."""

    row: Row
    inputs: Inputs
    place: Place
    id: str = ""
    answer: object = None
    state: Known = field(default_factory=dict[str, object])
    old: Inputs = field(default_factory=dict[str, object])

    @classmethod
    def of(cls, row: Row, inputs: Inputs, place: Place, *, identity: str = "", old: Inputs | None = None) -> "Run":
        """A run over the completed inputs, in the region that they ask for."""
        there = place.within(inputs, fixed=row.region)
        return cls(row=row, inputs=row.complete(inputs), place=there, id=identity, old=row.complete(old or {}))

    @cached_property
    def prepared(self) -> Inputs:
        """The inputs as the calls need them."""
        return self.row.prepare(self.inputs) if self.row.prepare else self.inputs

    def context(self, item: object = None) -> Known:
        """Everything that templates may ask for."""
        return {
            "account": self.place.account,
            "region": self.place.region,
            "partition": self.place.partition,
            "in": self.prepared,
            "old": self.old,
            "id": self.id,
            "out": self.answer,
            "state": self.state,
            "removed": _removed(self.old.get("tags"), self.inputs.get("tags")),
            "item": item,
        }

    def parameters(self) -> Known:
        """What the create call is given for the inputs and the tags."""
        return {**self._place(self.row.create, self._given()), **self._tags()}

    def call(self, call: Call, *, gone_is_fine: bool = False) -> None:
        """Make an update or delete call, once or for each item, where its condition holds."""
        if not holds(call.when, self.context()):
            return
        items = evaluate(call.each, self.context()) if call.each else [None]
        for item in items if isinstance(items, list) else []:
            try:
                self.make(call, self._placed(call), item=item)
            except Gone:
                if not gone_is_fine:
                    raise

    def make(self, call: Call, placed: Mapping[str, object], *, item: object = None) -> object:
        """Make one call and give its answer; raises NotSupported, Refused (Gone) or Unreachable."""
        arguments = {**placed, **self._arguments(call, item)}
        client = self.place.client(call.service or self.row.service)
        try:
            return invoke(client, call.operation, arguments)
        except ClientError as error:
            raise translate(error, token=self.row.token, operation=call.operation) from None
        except ResponseParserError as error:
            raise NotSupported(token=self.row.token, operation=call.operation, why=f"its answer is not AWS's: {error}") from None
        except ParamValidationError as error:
            raise Refused(token=self.row.token, operation=call.operation, code="ParamValidation", text=str(error)) from None
        except (Unconnected, HTTPClientError) as error:
            raise Unreachable(f"{self.row.token}: the emulator at {self.place.clients.endpoint} does not answer ({error})") from None

    def look(self, *, whole: bool = True) -> bool:
        """Read the state, or as much as the outputs ask for; False when the resource is gone."""
        try:
            found = self._seen(self.row.read)
        except Gone:
            return False
        if found in (None, [], {}, ""):
            return False
        self.state = dict(found) if isinstance(found, Mapping) else {"value": found}
        wanted = set(self.row.also_read) if whole or self.row.derive else states_for_outputs(self.row)
        for name, call in self.row.also_read.items():
            if name in wanted:
                self.state[name] = self._seen_if_there(call)
        return True

    def look_if_needed(self, calls: Iterable[Call]) -> None:
        """Read the state where one of the calls asks for it."""
        if any(STATE.search(expression) for call in calls for expression in asked_by(call)):
            self.look()

    def outputs(self) -> Known:
        """The inputs, and what AWS computed."""
        context, row = self.context(), self.row
        found: Known = dict(self.inputs)
        if row.tags or row.tag_updates:
            found["tagsAll"] = self.inputs.get("tags") or dict[str, object]()
        if always_replaces(row, REGION):
            found[REGION] = self.place.region
        computed = {name: fill(template, context) for name, template in row.outputs.items()}
        derived = row.derive(context) if row.derive else {}
        return {name: plain(value) for name, value in {**found, **computed, **derived}.items() if value is not None}

    def _seen(self, call: Call) -> object:
        answer = self.make(call, {})
        return evaluate(str(fill(call.at, self.context())), answer) if call.at and isinstance(answer, Mapping) else answer

    def _seen_if_there(self, call: Call) -> object:
        if not holds(call.when, self.context()):
            return None
        try:
            return self._seen(call)
        except Gone:
            return None

    def _given(self) -> Known:
        """The inputs that the create call takes."""
        skipped = TAGS | {REGION, *self.row.apart, *self.row.local, *self.row.inside, *inputs_named_by(self.row.create)}
        return {name: value for name, value in self.prepared.items() if name not in skipped}

    def _placed(self, call: Call) -> Known:
        """The inputs that an update call takes by their names."""
        if not call.place:
            return {}
        if call == self.row.again:
            return self._place(call, self._given())
        wide = call.properties == EVERYTHING
        mine = {name for name in self.prepared if (call in updated_by(self.row, name) if wide else name in call.properties)}
        return self._place(call, {name: value for name, value in self.prepared.items() if name in mine})

    def _place(self, call: Call, given: Inputs) -> Known:
        shape = input_shape(call.service or self.row.service, call.operation)
        renames = {**self.row.renames, **call.renames}
        return shapes.place(given, shape, token=self.row.token, operation=call.operation, renames=renames)

    def _arguments(self, call: Call, item: object) -> Known:
        """The call's own arguments, looked up and cast."""
        filled = fill(call.arguments, self.context(item))
        return self._cast(call, filled if isinstance(filled, dict) else {})

    def _tags(self) -> Known:
        """The tags as the create call takes them."""
        tags, (member, _, kind) = self.inputs.get("tags"), self.row.tags.partition(":")
        if not tags or not member:
            return {}
        return self._cast(self.row.create, {member: [{"ResourceType": kind, "Tags": tags}] if kind else tags})

    def _cast(self, call: Call, arguments: Mapping[str, object]) -> Known:
        shape = input_shape(call.service or self.row.service, call.operation)
        return shapes.place(arguments, shape, token=self.row.token, operation=call.operation, renames={})


def inputs_named_by(call: Call) -> frozenset[str]:
    """The inputs that the call's own arguments ask for, so that they need no place by their names."""
    return frozenset(name for expression in expressions(call.arguments) for name in INPUT.findall(expression))


def states_for_outputs(row: Row) -> set[str]:
    """The further reads that the outputs ask for, and those that these ask for."""
    wanted, asked = set[str](), list(expressions(dict(row.outputs)))
    while asked:
        named = {name for expression in asked for name in STATE_PART.findall(expression)} & set(row.also_read) - wanted
        wanted |= named
        asked = [expression for name in named for expression in asked_by(row.also_read[name])]
    return wanted


def asked_by(call: Call) -> tuple[str, ...]:
    """Every JMESPath of a call."""
    return (*expressions(call.arguments), *expressions(call.at), call.when, call.each)


def plain(value: object) -> object:
    """A value as the wire takes it: times as RFC 3339 text in UTC, bytes as text."""
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain(inner) for inner in value]
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.decode(errors="replace") if isinstance(value, bytes) else value


def _removed(old: object, new: object) -> Known:
    """The tags that were there and are not any more."""
    before, after = (tags if isinstance(tags, Mapping) else {} for tags in (old, new))
    return {str(key): value for key, value in before.items() if key not in after}
