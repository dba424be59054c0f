"""What `estate check` looks at beyond the catalog's own files: alert tests, and overrides of alerts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import yaml

from estate.catalog.catalog import Catalog
from estate.catalog.layout import ALERT_TESTS_ENDING
from estate.catalog.load import Reading
from estate.catalog.mistakes import CatalogError, Mistake
from estate.errors import InputError

OVERRIDE = re.compile(r"alerts: '?([a-z0-9][a-z0-9.-]*)")
"""The override that a text is about: it begins with its name."""
TESTED = "production"
"""The environment whose alerts the tests name, as `estate alerts test` has it; without it any."""


def with_alerts(reading: Reading, folder: Path) -> Reading:
    """The reading, with the mistakes of alert tests and overrides. They are looked at once the catalog itself is good."""
    tests = len([*(folder / "services").glob(f"*{ALERT_TESTS_ENDING}")])
    if reading.catalog is None or not (tests or _has_overrides(reading.catalog)):
        return reading
    mistakes = (*dict.fromkeys(_placed(one, folder) for one in _overrides(reading.catalog)),)
    if tests and not mistakes:
        mistakes = _tests(reading.catalog, folder)
    found = tuple(sorted((*reading.mistakes, *mistakes), key=lambda one: one.order))
    return replace(reading, catalog=None if found else reading.catalog, mistakes=found, files=reading.files + tests)


def _has_overrides(catalog: Catalog) -> bool:
    return any(one.alerts for one in (*catalog.services.values(), *catalog.stores.values()))


def _overrides(catalog: Catalog) -> Iterator[Mistake]:
    """What cannot be watched, in any environment; such an error names its file before two spaces."""
    from estate.alerting.causes import cause_monitors
    from estate.alerting.slos import slos

    for environment in catalog.environments.values() if _has_overrides(catalog) else ():
        for made in (cause_monitors, slos):
            try:
                made(catalog, environment)
            except InputError as error:
                yield from _named(error)


def _named(error: InputError) -> Iterator[Mistake]:
    for line in str(error).splitlines():
        file, _, text = line.partition("  ")
        yield Mistake(file=file if text else "catalog", text=text or line)


def _placed(one: Mistake, folder: Path) -> Mistake:
    """With the line of the override that the text is about, where its file has one of that name."""
    path, about = folder.parent / one.file, OVERRIDE.match(one.text)
    root = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader) if about and path.is_file() else None
    for name in _names(root):
        if about and name.value == about[1]:
            return replace(one, line=name.start_mark.line + 1, column=name.start_mark.column + 1)
    return one


def _names(root: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    """Where the names of a file's overrides stand."""
    for change in _under(root, "alerts"):
        for one in change.value if isinstance(change, yaml.SequenceNode) else ():
            yield from (name for name in _under(one, "name") if isinstance(name, yaml.ScalarNode))


def _under(node: yaml.Node | None, key: str) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.MappingNode):
        yield from (value for name, value in node.value if name.value == key)


def _tests(catalog: Catalog, folder: Path) -> tuple[Mistake, ...]:
    from estate.alerting.testing.files import read_tests
    from estate.alerting.watch import watch

    environment = catalog.environments.get(TESTED) or next(iter(catalog.environments.values()))
    try:
        read_tests(folder, catalog, watch(catalog, environment))
    except CatalogError as error:
        return error.mistakes
    return ()
