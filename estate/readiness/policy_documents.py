"""IAM documents as checks read them: who may do what, on which resources, under which condition.

IAM writes one member or a list of them, `"*"` or `{"AWS": "*"}`, and takes actions in any case (IAM user guide, JSON policy
reference). Reading stops with NotKnownError where a part is not known, as everywhere.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from estate.readiness.values import Value

ANYTHING = "*"
WORLD = frozenset({ANYTHING, "0.0.0.0/0", "::/0"})
NARROWING = frozenset(
    {
        "aws:principalaccount",
        "aws:principalarn",
        "aws:principalorgid",
        "aws:principalorgpaths",
        "aws:sourceaccount",
        "aws:sourcearn",
        "aws:sourceip",
        "aws:sourceorgid",
        "aws:sourceorgpaths",
        "aws:sourceowner",
        "aws:sourcevpc",
        "aws:sourcevpce",
        "aws:userid",
        "kms:calleraccount",
        "s3:dataaccesspointaccount",
    }
)
"""Condition keys that leave named callers alone (S3 user guide, "The meaning of public"; KMS developer guide, condition keys)."""
COMPARING = re.compile(r"^(forAnyValue:)?(string(equals|like)(ignorecase)?|arn(equals|like)|ipaddress)$", re.IGNORECASE)
"""Operators that ask for a value: not their opposites, and not those that hold where the key is missing (`...IfExists`)."""


@dataclass(frozen=True, kw_only=True)
class Statement:
    """One statement of a document."""

    value: Value

    @property
    def place(self) -> str:
        """Where it stands: `policy.Statement[0]`."""
        return self.value.path

    @property
    def allows(self) -> bool:
        """Whether it gives something; else it takes away."""
        return self.value.at("Effect").text() == "Allow"

    @property
    def actions(self) -> tuple[str, ...]:
        """What `Action` names, in small letters."""
        return tuple(one.written().lower() for one in self.value.at("Action").members())

    @property
    def resources(self) -> tuple[str, ...]:
        """What `Resource` names, with the symbols in it."""
        return tuple(one.written() for one in self.value.at("Resource").members())

    @property
    def principals(self) -> tuple[tuple[str, str], ...]:
        """Whom it is for: the kind (`AWS`, `Service`, `Federated`; `*` for the bare star) and the name."""
        members = self.value.at("Principal").members()
        return tuple(pair for member in members for pair in _principals(member))

    @property
    def is_for_anybody(self) -> bool:
        """Whether it names everybody; `NotPrincipal` beside Allow is everybody but a few."""
        named = any(who == ANYTHING for kind, who in self.principals if kind in (ANYTHING, "AWS"))
        return named or self.value.at("NotPrincipal").is_present

    @property
    def is_on_everything(self) -> bool:
        """Whether it is about every resource, or about all but those that it names."""
        return ANYTHING in self.resources or self.value.at("NotResource").is_present

    @property
    def is_narrowed(self) -> bool:
        """Whether a condition leaves only named accounts, organisations, networks or resources."""
        operators = list(self.value.at("Condition").entries())
        return any(_narrows(key, asked) for name, tests in operators if COMPARING.match(name) for key, asked in tests.entries())

    def covers(self, action: str) -> bool:
        """Whether the action, such as `kms:Decrypt`, is among those that it is about."""
        if self.value.at("NotAction").is_present:
            return not any(matches(one.written(), action) for one in self.value.at("NotAction").members())
        return any(matches(pattern, action) for pattern in self.actions)

    def refuses_plain_http(self, action: str) -> bool:
        """Whether it takes the action away from everybody who comes without TLS."""
        without_tls = self.value.at("Condition.Bool.aws:SecureTransport").members()
        covered = any(matches(given, action) for given in self.actions)
        return not self.allows and self.is_for_anybody and covered and any(not one.flag() for one in without_tls)


def statements(document: Value) -> Iterator[Statement]:
    """The statements of a document, a text or a mapping; none where there is no document. NotKnownError where it cannot be read."""
    if document.is_absent:
        return
    read = document.document()
    if not read.is_mapping:
        document.stop("is no policy document; expected a JSON object with Statement")
    for member in read.at("Statement").members():
        if not member.is_mapping:
            member.stop("is no statement; expected a JSON object")
        yield Statement(value=member)


def allowed(document: Value) -> Iterator[Statement]:
    """The statements that give something."""
    return (statement for statement in statements(document) if statement.allows)


def matches(pattern: str, action: str) -> bool:
    """Whether a pattern of IAM (`s3:Get*`, `*`) takes in the action; capitals do not matter."""
    return _expression(pattern.lower()).fullmatch(action.lower()) is not None


@lru_cache(maxsize=4096)
def _expression(pattern: str) -> re.Pattern[str]:
    return re.compile("".join({"*": ".*", "?": "."}.get(sign, re.escape(sign)) for sign in pattern), re.DOTALL)


def _principals(member: Value) -> Iterator[tuple[str, str]]:
    if not member.is_mapping:
        yield (ANYTHING, member.written())
        return
    for kind, names in member.entries():
        yield from ((kind, name.written()) for name in names.members())


def _narrows(key: str, asked: Value) -> bool:
    return key.lower() in NARROWING and all(one.written() not in WORLD for one in asked.members())
