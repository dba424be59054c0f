"""A plan of Pulumi's in the form of a plan of Terraform's, for tools that read nothing else.

The provider is the same underneath: a type and a property have two spellings. What is known only after the deployment is left out;
a symbol becomes a reference, as Terraform's configuration has it, and inside a longer text (a policy document) an ARN of its type.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from estate.graph.model import is_secret, is_unknown
from estate.graph.references import SYMBOL, symbol_start
from estate.readiness.resources import Item, Resources
from estate.readiness.values import value_of

NAMES: Mapping[str, Any] = yaml.safe_load(Path(__file__).with_name("terraform_names.yaml").read_text(encoding="utf-8"))
ACCOUNT = "111122223333"
"""The account of AWS's own examples."""
HIDDEN = "not-shown"
PREFIX = "aws:"


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One set of resources that refer to each other: a plan, or a fixture."""

    name: str
    """Letters, digits and underscores."""
    resources: Resources
    outputs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """What stacks give each other, by the stack's name."""

    @cached_property
    def addresses(self) -> Mapping[str, str]:
        """What Terraform would call each resource, by URN; each address once."""
        found: dict[str, str] = {}
        taken: set[str] = set()
        for item in self.resources.items:
            if not item.type.startswith(PREFIX):
                continue
            address = f"{type_name(item.type)}.{self.name}__{_word(item.stack)}__{_word(item.name)}"
            while address in taken:
                address += "_"
            taken.add(address)
            found[item.urn] = address
        return found

    @cached_property
    def by_symbol(self) -> Mapping[tuple[str, str], Item]:
        """The first resource of a stack whose symbols begin so."""
        found: dict[tuple[str, str], Item] = {}
        for item in self.resources.items:
            found.setdefault((item.stack, symbol_start(item.resource)), item)
        return found

    def owner(self, stack: str, body: str) -> tuple[Item, str] | None:
        """The resource that a symbol means, and its output; None where it is not seen."""
        start = body.rpartition(".")[0]
        while start:
            if item := self.by_symbol.get((stack, start)):
                return item, body[len(start) + 1 :]
            start = start.rpartition(".")[0]
        other, _, path = body.partition(".")
        given = value_of(dict(self.outputs.get(other, {}))).at(path.replace('\\"', '"')).raw if other in self.outputs else None
        found = SYMBOL.fullmatch(given) if isinstance(given, str) else None
        return self.owner(other, found[1]) if found and found[1] != body else None


def type_name(token: str) -> str:
    """`aws_s3_bucket_policy` of `aws:s3/bucketPolicy:BucketPolicy`."""
    module, _, name = token.split(":")[1].partition("/")
    return NAMES["types"].get(token) or f"aws_{module}_{snake(name)}"


def snake(name: str) -> str:
    """`kms_key_id` of `kmsKeyId`."""
    return re.sub(r"(?<!^)([A-Z])", lambda found: f"_{found[1].lower()}", name)


def as_terraform(sets: Iterable[Judged]) -> dict[str, Any]:
    """The document that `terraform show -json` would print of a plan that creates everything."""
    values: list[dict[str, Any]] = []
    configured: list[dict[str, Any]] = []
    for one in sets:
        for item in one.resources.items:
            if item.urn in one.addresses:
                head = _head(one.addresses[item.urn])
                known, expressions = _block(dict(item.resource.inputs), item, one)
                values.append({**head, "values": known})
                configured.append({**head, "expressions": expressions})
    changes = [
        {
            **{key: one[key] for key in ("address", "mode", "type", "name")},
            "change": {"actions": ["create"], "before": None, "after": one["values"]},
        }
        for one in values
    ]
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.0",
        "planned_values": {"root_module": {"resources": values}},
        "resource_changes": changes,
        "configuration": {"root_module": {"resources": configured}},
    }


def _head(address: str) -> dict[str, Any]:
    kind, _, name = address.partition(".")
    return {"address": address, "mode": "managed", "type": kind, "name": name}


def _block(inputs: Mapping[str, Any], item: Item, one: Judged) -> tuple[dict[str, Any], dict[str, Any]]:
    """The values of a block, and the expressions behind those that refer to other resources."""
    known: dict[str, Any] = {}
    expressions: dict[str, Any] = {}
    for key, raw in inputs.items():
        name = block_name(key, raw)
        if is_unknown(raw) or raw is None:
            continue
        if name in NAMES["documents"] and isinstance(raw, (dict, list)):
            if not _hides(raw):
                known[name] = _text(json.dumps(raw), item, one)
        elif name in NAMES["maps"] and isinstance(raw, dict):
            known[name] = {word: _text(value, item, one) for word, value in raw.items() if not is_unknown(value)}
        elif isinstance(raw, dict) and not is_secret(raw):
            known[name], expressions[name] = _blocks([raw], item, one)
        elif isinstance(raw, list) and any(isinstance(member, dict) and not is_unknown(member) for member in raw):
            known[name], expressions[name] = _blocks([member for member in raw if isinstance(member, dict)], item, one)
        else:
            _plain(name, raw, item, one, known, expressions)
    return known, expressions


def block_name(key: str, raw: object) -> str:
    """Terraform's name of a property; a list of blocks has the name of one block."""
    name = snake(key)
    if not isinstance(raw, list) or not any(isinstance(member, dict) for member in raw) or name in NAMES["keep"]:
        return name
    return (
        re.sub(r"ies$", "y", name) if name.endswith("ies") else name.removesuffix("es") if name.endswith("sses") else name.removesuffix("s")
    )


def _blocks(members: Sequence[Mapping[str, Any]], item: Item, one: Judged) -> tuple[list[Any], list[Any]]:
    made = [_block(member, item, one) for member in members if not is_unknown(member)]
    return [known for known, _ in made], [expressions for _, expressions in made]


def _plain(name: str, raw: object, item: Item, one: Judged, known: dict[str, Any], expressions: dict[str, Any]) -> None:
    """A value, or a list of plain values; whole symbols become references."""
    members = raw if isinstance(raw, list) else [raw]
    references = [reference for member in members for reference in _mentioned(member, item, one)]
    if references:
        expressions[name] = {"references": [text for reference in references for text in reference]}
    if isinstance(raw, list):
        shown = [None if _reference(member, item, one) else _text(member, item, one) for member in raw if not is_unknown(member)]
        known[name] = shown
    elif not _reference(raw, item, one):
        known[name] = _text(raw, item, one)


def _mentioned(raw: object, item: Item, one: Judged) -> Iterator[tuple[str, str]]:
    """The references in a text, as Terraform has them where a text is put together."""
    for found in SYMBOL.finditer(raw) if isinstance(raw, str) else ():
        if reference := _reference(found[0], item, one):
            yield reference


def _hides(raw: object) -> bool:
    """Whether something below is not known: then the whole document is not, as its text."""
    if isinstance(raw, dict):
        return is_unknown(raw) or any(map(_hides, raw.values()))
    return isinstance(raw, list) and any(map(_hides, raw))


def _reference(raw: object, item: Item, one: Judged) -> tuple[str, str] | None:
    found = SYMBOL.fullmatch(raw) if isinstance(raw, str) else None
    owner = one.owner(item.stack, found[1]) if found else None
    address = one.addresses.get(owner[0].urn) if owner else None
    return (f"{address}.{snake(owner[1])}", address) if owner and address else None


def _text(raw: object, item: Item, one: Judged) -> object:
    """A plain value without symbols and secrets."""
    if is_secret(raw):
        return HIDDEN
    return SYMBOL.sub(lambda found: _example(found[1], item, one), raw) if isinstance(raw, str) else raw


def _example(body: str, item: Item, one: Judged) -> str:
    """What could stand in the place of a symbol: an ARN as AWS forms it for the type."""
    owner = one.owner(item.stack, body)
    word = body.rpartition(".")[2].rstrip('"]')
    if not word.lower().endswith("arn"):
        return _word(owner[0].name if owner else body).lower()
    if owner and word.replace("_", "").lower().endswith("secretarn"):
        return example_arn("aws:secretsmanager/secret:Secret", owner[0].name)
    return example_arn(owner[0].type, owner[0].name) if owner else f"arn:aws:unknown:eu-central-1:{ACCOUNT}:{_word(body)}"


ARNS: Mapping[str, str] = {
    "aws:cloudwatch/logGroup:LogGroup": "logs:eu-central-1:{account}:log-group:{name}",
    "aws:dynamodb/table:Table": "dynamodb:eu-central-1:{account}:table/{name}",
    "aws:ecr/repository:Repository": "ecr:eu-central-1:{account}:repository/{name}",
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider": "iam::{account}:oidc-provider/{name}",
    "aws:iam/role:Role": "iam::{account}:role/{name}",
    "aws:kms/key:Key": "kms:eu-central-1:{account}:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    "aws:lambda/alias:Alias": "lambda:eu-central-1:{account}:function:{name}:live",
    "aws:lambda/function:Function": "lambda:eu-central-1:{account}:function:{name}",
    "aws:msk/cluster:Cluster": "kafka:eu-central-1:{account}:cluster/{name}/1234abcd-12ab-34cd-56ef-1234567890ab-1",
    "aws:s3/bucket:Bucket": "s3:::{name}",
    "aws:secretsmanager/secret:Secret": "secretsmanager:eu-central-1:{account}:secret:{name}-AbCdEf",
    "aws:sns/topic:Topic": "sns:eu-central-1:{account}:{name}",
    "aws:sqs/queue:Queue": "sqs:eu-central-1:{account}:{name}",
}
"""The forms of the Service Authorization Reference."""


def example_arn(kind: str, name: str) -> str:
    """An ARN of the type; of the service alone where its form is not written down here."""
    form = ARNS.get(kind, f"{kind.split(':')[1].partition('/')[0]}:eu-central-1:{{account}}:{{name}}")
    return "arn:aws:" + form.format(account=ACCOUNT, name=_word(name).lower())


def _word(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9_-]", "_", text)
