"""One line more in an environment's file: everything else in it stays as its authors wrote it."""

import yaml

from estate.catalog.reader import read_document
from estate.errors import InputError

KEY = "versions"
INDENT = "  "


def with_version(text: str, *, file: str, name: str, version: str) -> str:
    """The file's `text` with a version of one more service, in its sorted place. InputError where no line can be put in.

    A service that has a version keeps it.
    """
    before = read_document(text.encode(), file=file).data
    if not isinstance(before, dict) or not isinstance(versions := before.get(KEY, {}), dict):
        raise _unfit(file, name, version)
    if name in versions:
        return text
    changed = _insert(text, name, f"{name}: {version}")
    if read_document(changed.encode(), file=file).data != {**before, KEY: {**versions, name: version}}:
        raise _unfit(file, name, version)
    return changed


def _unfit(file: str, name: str, version: str) -> InputError:
    return InputError(f"{file} is written in a way that no line can be put into; add it by hand\n    {KEY}: {{{name}: {version}}}")


def _insert(text: str, name: str, entry: str) -> str:
    """`text` with the entry after the last one that sorts before it, or before all."""
    end = "\r\n" if "\r\n" in text else "\n"
    versions = _versions(text)
    if versions is None:
        return f"{_ended(text, end)}{KEY}:{end}{INDENT}{entry}{end}"
    smaller = [(key.value, value) for key, value in versions.value if key.value < name]
    if not versions.value:
        return _put(text, versions.start_mark.index + 1, entry)
    first = versions.value[0][0].start_mark
    if versions.flow_style:
        return _put(text, _last(smaller).end_mark.index, f", {entry}") if smaller else _put(text, first.index, f"{entry}, ")
    indent = " " * first.column
    if not smaller:
        return _put(text, first.index, f"{entry}{end}{indent}")
    # Behind the whole line, with the comment that may stand at its end.
    text = _ended(text, end)
    return _put(text, text.index("\n", _last(smaller).end_mark.index) + 1, f"{indent}{entry}{end}")


def _versions(text: str) -> yaml.MappingNode | None:
    """Where the versions stand; None where the file has none."""
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    values = [value for key, value in root.value if key.value == KEY] if isinstance(root, yaml.MappingNode) else []
    return values[0] if values and isinstance(values[0], yaml.MappingNode) else None


def _last(entries: list[tuple[str, yaml.Node]]) -> yaml.Node:
    return max(entries, key=lambda entry: entry[0])[1]


def _put(text: str, index: int, more: str) -> str:
    return f"{text[:index]}{more}{text[index:]}"


def _ended(text: str, end: str) -> str:
    return text if text.endswith("\n") else f"{text}{end}"
