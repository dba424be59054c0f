"""A resource with the tags that it lacks, as the engine goes on with it."""

from google.protobuf import struct_pb2
from pulumi.runtime.proto import analyzer_pb2

from estate.catalog.catalog import Catalog
from estate.graph.model import Resource
from estate.layers import StackName
from estate.readiness.remedies import POLICY, missing_tags
from estate.readiness.served.answers import PACK, VERSION

TAGS = ("tags", "tagsAll")
"""What the program gives, and, where a provider has filled it in, what it makes of that."""


def remediation(
    request: analyzer_pb2.AnalyzeRequest, resource: Resource, stack: StackName, catalog: Catalog
) -> analyzer_pb2.Remediation | None:
    """The properties with more tags; None where none is missing. Secrets and what is not known stay as the engine has them."""
    missing = missing_tags(resource, stack.environment, catalog)
    if not missing:
        return None
    properties = struct_pb2.Struct()
    properties.CopyFrom(request.properties)
    for name in TAGS:
        if name == TAGS[0] or name in properties.fields:
            properties.fields[name].struct_value.update(dict(missing))
    return analyzer_pb2.Remediation(
        policyName=POLICY,
        policyPackName=PACK,
        policyPackVersion=VERSION,
        description=f"Tags are added: {', '.join(f'{key}={value}' for key, value in missing.items())}",
        properties=properties,
    )
