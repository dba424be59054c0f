"""The vocabulary of the table: one `Row` says how one type is created, read, updated and deleted through boto3.

Values are templates (see `estate.sandbox.template`). They may ask for
`in` the inputs with the row's defaults, `id`, `out` the answer of the create call, `state` what the read call finds,
`old` the inputs before an update, `removed` the tags that an update takes away, `item` the present one of `each`, and
`account`, `region`, `partition`.
"""

from collections.abc import Callable, Mapping
from dataclasses import KW_ONLY, dataclass, field

Inputs = Mapping[str, object]

EVERYTHING = ("*",)
"""Every property that the call has a place for, unless another call or a replacement takes it."""


@dataclass(frozen=True)
class Call:
    """One boto3 call. Its arguments name AWS members exactly; their values are templates, cast by the shape."""

    operation: str
    """boto3's method, such as `modify_vpc_attribute`."""
    _: KW_ONLY
    arguments: Mapping[str, object] = field(default_factory=dict[str, object])
    at: str = ""
    """Reads: the JMESPath template of the part of the answer that counts; null or empty means that it is gone."""
    when: str = ""
    """The call is made only where this JMESPath is true (not null, false, or empty)."""
    each: str = ""
    """The call is made once for each member of this JMESPath list, as `item`."""
    service: str = ""
    """The boto3 service, where it is not the row's."""
    properties: tuple[str, ...] = ()
    """Updates: the inputs whose change the call carries out."""
    place: bool = False
    """Updates: the call takes its properties by their names and the row's renames, like a create call."""
    clears: bool = False
    """Updates: the call also does right when one of its properties was taken away and has no default."""
    renames: Mapping[str, str] = field(default_factory=dict[str, str])
    """With `place`: renames that differ from the row's."""


@dataclass(frozen=True, kw_only=True)
class Naming:
    """How the official provider names what the program leaves unnamed: `<logical name><separator><7 hex digits>`."""

    limit: int
    """Longest name, from the service's API reference."""
    property: str = "name"
    prefix: str = "namePrefix"
    """The property that gives a beginning instead of a name; empty where the type has none."""
    stem: str = ""
    """What every name begins with, such as an alias's `alias/`."""
    separator: str = "-"
    ending: str = ""
    """A template that ends the name, such as a FIFO queue's `.fifo`."""
    lower: bool = False
    """The name may hold no capitals."""


@dataclass(frozen=True)
class Row:
    """How one Pulumi type lives on AWS. Each says create, read, update where there is one, and delete."""

    token: str
    """The type, such as `aws:ec2/vpc:Vpc`."""
    _: KW_ONLY
    service: str
    """The boto3 service."""
    create: Call
    """Takes every input by its name; its `arguments` are added."""
    id: str | Callable[[Mapping[str, object]], str]
    """The id that the official provider reports: a template, or a pure function of the context."""
    read: Call
    delete: tuple[Call, ...]
    also_read: Mapping[str, Call] = field(default_factory=dict[str, Call])
    """More of the state: its name there -> the call that gives it."""
    began: Call | None = None
    """Asks what the create call began, where its own answer names only an operation; `out` is then this answer."""
    after: tuple[Call, ...] = ()
    """Calls that always follow the create call."""
    updates: tuple[Call, ...] = ()
    put_again: bool = False
    """Making the create call again changes whatever no update takes."""
    apart: tuple[str, ...] = ()
    """Inputs that the create call does not take: the updates that are for them follow it."""
    local: tuple[str, ...] = ()
    """Inputs that AWS never sees: they steer the provider, such as `forceDestroy`."""
    inside: tuple[str, ...] = ()
    """Inputs that `prepare` has put inside another, so that they need no place of their own."""
    renames: Mapping[str, str] = field(default_factory=dict[str, str])
    """Where a property goes whose name differs: dotted Pulumi path -> dotted path of members or map keys."""
    defaults: Mapping[str, object] = field(default_factory=dict[str, object])
    """What the official provider takes where an input is not given."""
    outputs: Mapping[str, object] = field(default_factory=dict[str, object])
    """Computed outputs, as templates; inputs are outputs by themselves."""
    tags: str = ""
    """The member of the create call that takes tags: `Tags`, or `TagSpecifications:vpc` with EC2's resource type."""
    tag_updates: tuple[Call, ...] = ()
    naming: Naming | None = None
    replace_on: tuple[str, ...] = ()
    """Inputs that replace only here, because the emulator cannot update them; the provider's own triggers are data."""
    replace_when: Mapping[str, str] = field(default_factory=dict[str, str])
    """Inputs that replace when a JMESPath over `old` and `new` is true."""
    observe: Mapping[str, str] = field(default_factory=dict[str, str])
    """Where the state shows an input under another name: property -> JMESPath template into the whole context."""
    known: Mapping[str, str] = field(default_factory=dict[str, str])
    """Inputs of the type that the row cannot place, and why: what the emulator or boto3 lacks."""
    lingers: str = ""
    """Why the read call still finds something after the delete calls: AWS has no way to take it away."""
    region: str = ""
    """The one region that the service is reached in, such as CloudFront's us-east-1."""
    prepare: Callable[[Inputs], Inputs] | None = None
    """Code of the row's own: the inputs and more, as the calls need them. Pure; for what no rename can say."""
    derive: Callable[[Mapping[str, object]], Mapping[str, object]] | None = None
    """Code of the row's own: outputs from the context that no template can say. Pure."""

    @property
    def again(self) -> Call:
        """The create call as the update of everything."""
        return Call(self.create.operation, arguments=self.create.arguments, properties=EVERYTHING, place=True, clears=True)

    @property
    def calls(self) -> tuple[Call, ...]:
        """Every call of the row."""
        began = () if self.began is None else (self.began,)
        return (self.create, *began, self.read, *self.also_read.values(), *self.after, *self.updates, *self.tag_updates, *self.delete)

    def complete(self, inputs: Inputs) -> dict[str, object]:
        """The inputs with the defaults of those not given."""
        return {**self.defaults, **{name: value for name, value in inputs.items() if value is not None}}


def in_map(member: str, *names: str, **renamed: str) -> dict[str, str]:
    """Renames into a map of attributes: `names` keep theirs with a capital, `renamed` give property=attribute."""
    own = {name: f"{member}.{name[0].upper()}{name[1:]}" for name in names}
    return own | {name: f"{member}.{attribute}" for name, attribute in renamed.items()}


def tags_by(tag: str, untag: str, *, tags: str = "Tags", removed: str = "TagKeys", **where: object) -> tuple[Call, Call]:
    """The usual pair of tag updates; `where` names the resource, `tags` and `removed` the members that take the tags and the keys."""
    return (
        Call(tag, arguments={**where, tags: "{in.tags}"}, when="in.tags"),
        Call(untag, arguments={**where, removed: "{keys(removed)}"}, when="removed"),
    )
