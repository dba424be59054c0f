"""The small language in which rows say values: text with `{JMESPath}` in it, looked up in what is known.

`"{in.vpcId}"` is the value itself, whatever its type; `"arn:{partition}:ec2:{region}"` is text. What a template asks for
and nobody knows is left out of the arguments, so that an optional parameter needs no condition.
"""

import re
from collections.abc import Mapping
from functools import cache

import jmespath
from jmespath.parser import ParsedResult

LOOSE_NOT = re.compile(r"!\s*\w+\.")
HASHES = 3  # how deep JMESPath hashes may stand in each other, `[].{outer: {inner: Name}}`


def _text(depth: int) -> str:
    """A pattern of one character, or of a pair of braces with others inside."""
    return rf"(?:[^{{}}]|\{{{_text(depth - 1)}*\}})" if depth else r"[^{}]"


PLACEHOLDER = re.compile(rf"\{{({_text(HASHES)}+)\}}")


@cache
def compiled(expression: str) -> ParsedResult:
    """The parsed JMESPath; its own ParseError shows where a mistake is."""
    if LOOSE_NOT.search(expression):
        raise ValueError(f"{expression!r} negates only the part before the dot, as JMESPath binds `!`; write !(a.b)")
    return jmespath.compile(expression)


def evaluate(expression: str, context: object) -> object:
    """The value of a JMESPath, None when there is none."""
    return compiled(expression).search(context)


def holds(condition: str, context: Mapping[str, object]) -> bool:
    """Whether a condition is true as JMESPath sees it: not null, false, or empty. No condition always holds."""
    if not condition:
        return True
    value = evaluate(condition, context)
    return not (value is None or value is False or value in ("", [], {}))


def text(value: object) -> str:
    """A value as AWS writes it: whole numbers without a fraction (the wire brings floats), booleans in lower case."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def fill(template: object, context: Mapping[str, object]) -> object:
    """The template with everything looked up; what is not known is left out, and None when nothing is."""
    if isinstance(template, str):
        whole = PLACEHOLDER.fullmatch(template)
        return evaluate(whole[1], context) if whole else PLACEHOLDER.sub(lambda found: text(evaluate(found[1], context)), template)
    if isinstance(template, Mapping):
        filled = {str(key): fill(value, context) for key, value in template.items()}
        known = {key: value for key, value in filled.items() if value is not None}
        return known if known or not template else None
    if isinstance(template, (list, tuple)):
        return [value for value in (fill(item, context) for item in template) if value is not None]
    return template


def expressions(template: object) -> tuple[str, ...]:
    """Every JMESPath that a template holds."""
    if isinstance(template, str):
        return tuple(PLACEHOLDER.findall(template))
    if isinstance(template, Mapping):
        return tuple(found for value in template.values() for found in expressions(value))
    if isinstance(template, (list, tuple)):
        return tuple(found for value in template for found in expressions(value))
    return ()
