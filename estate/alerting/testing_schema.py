"""The JSON Schema of alert tests: what editors complete and explain."""

import json
from collections.abc import Mapping

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from estate.alerting.testing.curve import EXAMPLES, Curve
from estate.alerting.testing.files import KIND
from estate.catalog.schemas import DIALECT

FILE = f"{KIND.name}.json"


class _AsWritten(GenerateJsonSchema):
    """Curves as people write them; the model holds what was made of them."""

    def dataclass_schema(self, schema: core_schema.DataclassSchema) -> JsonSchemaValue:
        if schema["cls"] is not Curve:
            return super().dataclass_schema(schema)
        described = f"How a number goes over the time of the scenario: {EXAMPLES}."
        return {"anyOf": [{"type": "number"}, {"type": "string"}], "description": described}


def alert_tests_schema() -> Mapping[str, str]:
    """The text of the schema by its file's name; the same bytes from run to run."""
    schema = {"$schema": DIALECT, **KIND.adapter.json_schema(schema_generator=_AsWritten)}
    return {FILE: f"{json.dumps(schema, indent=2, ensure_ascii=False)}\n"}
