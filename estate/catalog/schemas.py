"""The JSON Schemas of the catalog's files, from the models: what editors complete and explain."""

import json
from collections.abc import Mapping
from typing import Any

from estate.catalog.layout import KINDS, Kind

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> Mapping[str, str]:
    """The text of each schema by its file's name; the same bytes from run to run."""
    return {f"{kind.name}.json": f"{json.dumps(schema_of(kind), indent=2, ensure_ascii=False)}\n" for kind in KINDS}


def schema_of(kind: Kind) -> dict[str, Any]:
    """The schema of one kind of file."""
    return {"$schema": DIALECT, **kind.adapter.json_schema()}
