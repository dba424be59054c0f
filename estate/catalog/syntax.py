"""What a YAML parser's complaint means for whoever wrote the file."""

import yaml

from estate.catalog.mistakes import Mistake

# What libyaml says of a fault (scanner.c, parser.c), what it is, and what to do.
FAULTS: dict[str, tuple[str, str]] = {
    "mapping values are not allowed in this context": (
        "a colon where no key can stand",
        "put text that holds a colon in quotes; check that the line is indented like its neighbours",
    ),
    "found unexpected end of stream": ("the file ends inside a quoted text", "close the quotes"),
    "did not find expected ',' or ']'": ("a list in brackets is not closed", "expected a comma or ]"),
    "did not find expected ',' or '}'": (
        "a mapping in braces is not closed",
        "expected a comma or }; put text with a comma in quotes",
    ),
    "did not find expected node content": ("a value is missing or begins with a closing sign", "expected a value"),
    "did not find expected '-' indicator": ("a key among the items of a list", "begin the line with '- ', or indent it below its item"),
    "did not find expected key": (
        "no key where one belongs",
        "indent the line like its neighbours; put text with quotes in double quotes",
    ),
    "could not find expected ':'": ("a key without a colon", "expected 'key: value'"),
    "found character that cannot start any token": ("a sign that no value can begin with", "put the text in quotes"),
    "found unknown escape character": ("an escape that YAML does not know", "write the text in single quotes, or the backslash twice"),
    "found invalid Unicode character escape code": ("an escape that is no character", "write the character itself"),
    "did not find expected <document start>": ("something stands after the end of the facts", "a file holds one mapping and no more"),
    "found undefined tag handle": ("a tag; expected a plain value", "facts are text, numbers, switches, lists and mappings"),
    "found unexpected document indicator": ("--- inside a quoted text", "close the quotes before it"),
}


def explain_syntax(error: yaml.YAMLError, *, file: str) -> Mistake:
    """The parser's complaint in our words, where it happened."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    problem = (error.problem if isinstance(error, yaml.MarkedYAMLError) else None) or "not understood"
    what, hint = FAULTS.get(problem, (problem, None))
    line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
    return Mistake(file=file, line=line, column=column, text=f"cannot be read as YAML: {what}", hint=hint)
