"""How commands speak: results on stdout, progress on stderr, JSON that nothing else is mixed into."""

import json
from collections.abc import Mapping
from typing import Annotated, Any

import typer
from rich.console import Console

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text; its fields: docs/guide/json.md.")]


def stdout() -> Console:
    """The console of results; made when used, so that tests and pipes see what is current."""
    return Console(highlight=False, soft_wrap=True)


def stderr() -> Console:
    """The console of progress and errors."""
    return Console(stderr=True, highlight=False, soft_wrap=True)


def print_json(document: Mapping[str, Any]) -> None:
    """Print one JSON document, keys in the order given, and nothing else."""
    typer.echo(json.dumps(document, indent=2, ensure_ascii=False))
