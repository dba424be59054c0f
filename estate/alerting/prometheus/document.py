"""A file that a program writes: YAML, in one order, with a word about where it comes from."""

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

WIDTH = 140


def document(data: Mapping[str, Any], environment: str, remarks: Sequence[str] = ()) -> str:
    """The text of the file, ending in a new line."""
    head = [f"Written by: estate alerts prometheus {environment}. Changes belong in the catalog.", *remarks]
    body = yaml.safe_dump(data, sort_keys=False, default_flow_style=False, width=WIDTH, allow_unicode=True)
    return "".join(f"# {line}\n" for line in head) + body
