"""What `estate alerts prometheus` writes, and says of it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from rich.text import Text

from estate.alerting.forms.addresses import addresses
from estate.alerting.prometheus.files import Files, files
from estate.alerting.prometheus.receivers import SECRETS, TICKETS, Surroundings
from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.mistakes import show
from estate.cli.alerts_environment import known_environment
from estate.cli.writing import write_file
from estate.errors import InputError

JSON_VERSION = 1


@dataclass(frozen=True, kw_only=True)
class Written:
    """The files of an environment, where they stand."""

    environment: str
    paths: tuple[Path, ...]
    files: Files


def write_prometheus(folder: Path, name: str, *, to: Path, tickets: str | None) -> Written:
    """Write both files; all of their text is made before the first one is written."""
    catalog = load_catalog(folder)
    environment = known_environment(catalog, name)
    made = files(catalog, environment, _surroundings(catalog, tickets))
    for file, text in made.texts.items():
        write_file(to / file, text)
    return Written(environment=name, paths=tuple(to / file for file in made.texts), files=made)


def _surroundings(catalog: Catalog, tickets: str | None) -> Surroundings:
    usual = addresses(catalog).tickets
    url = tickets or usual
    parts = urlsplit(url)
    if parts.username or parts.password:
        raise InputError(f"--tickets: there is a secret in the address; leave it out: the token is read from {SECRETS}/{TICKETS}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise InputError(f"--tickets: {show(url)} is no address; expected one such as {usual}")
    return Surroundings(ticket_url=url, mail_from=f"alertmanager@{catalog.organisation.domain}")


def as_text(written: Written) -> Iterator[Text]:
    """For people: what was written, and what is missing."""
    made = written.files
    yield Text(f"{made.recordings} recording rules and {made.alerts} alerts of {written.environment}", style="bold")
    for path in written.paths:
        yield Text(f"  {path} written")
    if made.unsaid:
        yield Text(f"{len(made.unsaid)} cannot be said to Prometheus:", style="yellow")
        yield from (Text(f"  {reason}: {', '.join(names)}") for reason, names in _by_reason(made).items())


def _by_reason(made: Files) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for one in made.unsaid:
        found[one.reason].append(one.name)
    return found


def as_document(written: Written) -> dict[str, Any]:
    """The documented JSON."""
    made = written.files
    return {
        "version": JSON_VERSION,
        "environment": written.environment,
        "written": [str(path) for path in written.paths],
        "recordings": made.recordings,
        "alerts": made.alerts,
        "unsaid": [{"name": one.name, "reason": one.reason} for one in made.unsaid],
    }
