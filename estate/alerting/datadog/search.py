"""Searches over tags, as downtimes and notification rules have them (docs: monitors/downtimes, monitors/notify/notification_rules)."""

from functools import cache
from importlib.resources import files

from lark import Lark, Token, Transformer, UnexpectedInput, v_args

from estate.alerting.datadog.syntax import Everything, Negated, NotSimulatedError, Scope, Several, Tag


@cache
def _parser() -> Lark:
    return Lark(
        files("estate.alerting.datadog").joinpath("search.lark").read_text(), parser="lalr", start="search", maybe_placeholders=False
    )


@cache
def parse_search(text: str) -> Scope:
    """The scope that a search means. NotSimulatedError says where it is not understood."""
    try:
        return _Tree().transform(_parser().parse(text))
    except UnexpectedInput as error:
        raise NotSimulatedError(f"the search {text!r} is not understood at column {error.column}") from None


@v_args(inline=True)
class _Tree(Transformer[Token, Scope]):
    def search(self, inner: Scope) -> Scope:
        return inner

    def either(self, *scopes: Scope) -> Scope:
        return Several(scopes=scopes, every=False)

    def both(self, *scopes: Scope) -> Scope:
        return Several(scopes=scopes, every=True)

    def everything(self) -> Scope:
        return Everything()

    def tag(self, token: Token) -> Scope:
        key, _, value = token.partition(":")
        return _signed(key, Tag(key=key.lstrip("-"), value=value.strip('"')))

    def group(self, key: Token, *values: Token) -> Scope:
        name = key.strip("-").removesuffix(":")
        return _signed(str(key), Several(scopes=tuple(Tag(key=name, value=str(value)) for value in values), every=False))

    def negated(self, inner: Scope) -> Scope:
        return Negated(scope=inner)


def _signed(key: str, scope: Scope) -> Scope:
    return Negated(scope=scope) if key.startswith("-") else scope
