"""Changing a roster's file: what changes is written, everything else stays as its authors wrote it, with every comment.

A comment beside an entry goes with the entry; a comment in a line of its own stays.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence

import yaml

from estate.catalog.reader import read_document
from estate.catalog.scalars import AmbiguousWordError, plain_value
from estate.errors import InputError

Entry = Mapping[str, str | int | float]
INDENT = "  "
PLAIN_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]*")


def with_entries(text: str, *, file: str, key: str, drop: Collection[int] = (), add: Sequence[Entry] = ()) -> str:
    """`text` with the list `key` without the entries at the places `drop`, and with `add` at its end.

    InputError where the file is written in a way that this cannot be done without touching anything else.
    """
    before = _data(text, file=file)
    entries = before.get(key, [])
    if not isinstance(entries, list):
        raise _unfit(file, key, add)
    if not drop and not add:
        return text
    after = [entry for place, entry in enumerate(entries) if place not in drop]
    changed = _change(text, key, drop, [_line(entry) for entry in add])
    if _data(changed, file=file) != {**before, key: [*after, *(dict(entry) for entry in add)]}:
        raise _unfit(file, key, add)
    return changed


def with_value(text: str, *, file: str, path: tuple[str, ...], value: str) -> str:
    """`text` with another word at the path of keys; a key of the first level is added where it is missing. InputError as above."""
    found = _node(text, path)
    if found is None and len(path) == 1:
        return f"{_ended(text)}{path[0]}: {word(value)}{_line_end(text)}"
    if not isinstance(found, yaml.ScalarNode):
        raise InputError(f"{file} has no {'.'.join(path)} that could be changed; write it by hand: {value}")
    return f"{text[: found.start_mark.index]}{word(value)}{text[found.end_mark.index :]}"


def without_key(text: str, *, key: str) -> str:
    """`text` without the line of a key of the first level that has a single word."""
    found = _node(text, (key,))
    if found is None:
        return text
    lines = text.splitlines(keepends=True)
    del lines[found.start_mark.line]
    return "".join(lines)


def word(value: str | float) -> str:
    """A value as YAML: without quotes where every reader reads the same."""
    if isinstance(value, int | float):
        return str(value)
    try:
        if PLAIN_WORD.fullmatch(value) and plain_value(value) == value:
            return value
    except AmbiguousWordError:
        pass
    return json.dumps(value, ensure_ascii=False)


def _line(entry: Entry) -> str:
    return f"- {{{', '.join(f'{key}: {word(value)}' for key, value in entry.items())}}}"


def _data(text: str, *, file: str) -> dict[str, object]:
    data = read_document(text.encode(), file=file).data
    return {**data} if isinstance(data, dict) else {}


def _node(text: str, path: Sequence[str]) -> yaml.Node | None:
    """What stands at the path of keys."""
    node: yaml.Node | None = yaml.compose(text, Loader=yaml.CSafeLoader)
    for key in path:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((value for name, value in node.value if name.value == key), None)
    return node


def _change(text: str, key: str, drop: Collection[int], add: Sequence[str]) -> str:
    node = _node(text, (key,))
    if not isinstance(node, yaml.SequenceNode):
        return f"{_ended(text)}{key}:{_line_end(text)}{''.join(f'{INDENT}{line}{_line_end(text)}' for line in add)}"
    if node.flow_style:
        kept = [_in_a_line(text, entry) for place, entry in enumerate(node.value) if place not in drop]
        return _flow(text, node, [*(f"- {entry}" for entry in kept), *add])
    return _block(text, node, drop, add)


def _in_a_line(text: str, entry: yaml.Node) -> str:
    return " ".join(text[entry.start_mark.index : entry.end_mark.index].split())


def _flow(text: str, node: yaml.SequenceNode, lines: Sequence[str]) -> str:
    """A list in brackets, written as lines from now on; an empty one stays in brackets."""
    before, after = text[: node.start_mark.index], text[node.end_mark.index :]
    if not lines:
        return f"{before}[]{after}"
    rest, _, following = _ended(after).partition("\n")
    end = _line_end(text)
    return f"{before.rstrip(' ')}{rest.rstrip()}{end}{''.join(f'{INDENT}{line}{end}' for line in lines)}{following}"


def _block(text: str, node: yaml.SequenceNode, drop: Collection[int], add: Sequence[str]) -> str:
    lines = _ended(text).splitlines(keepends=True)
    end = _line_end(text)
    indent = " " * node.start_mark.column
    last = _last_line(node)
    lines[last + 1 : last + 1] = [f"{indent}{line}{end}" for line in add]
    for place in sorted(drop, reverse=True):
        entry = node.value[place]
        del lines[entry.start_mark.line : _last_line(entry) + 1]
    if len({*drop}) == len(node.value) and not add:
        key_line = _key_line(lines, node.value[0].start_mark.line)
        lines[key_line] = lines[key_line].replace(":", ": []", 1)
    return "".join(lines)


def _key_line(lines: Sequence[str], below: int) -> int:
    """The nearest line above that is no comment and not empty: the key's."""
    return next(place for place in range(below - 1, -1, -1) if (told := lines[place].strip()) and not told.startswith("#"))


def _last_line(node: yaml.Node) -> int:
    """The last line with something of the node; a block's own end mark stands behind the comments that follow it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return _last_line(last[1] if isinstance(last, tuple) else last)
    mark = node.end_mark
    return mark.line - 1 if mark.column == 0 and mark.line > node.start_mark.line else mark.line


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _ended(text: str) -> str:
    return text if text.endswith("\n") or not text else f"{text}{_line_end(text)}"


def _unfit(file: str, key: str, add: Sequence[Entry]) -> InputError:
    wanted = "".join(f"\n    {_line(entry)}" for entry in add)
    return InputError(f"{file}: the list {key} is written in a way that it cannot be changed without touching more; do it by hand{wanted}")
