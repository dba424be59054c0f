"""Values as the SDK sends them to the engine, made plain.

The SDK marks secrets, assets and resource references with a dictionary that carries a signature, and unknown values with
one fixed string (pulumi.runtime.rpc).
"""

from typing import Any

from google.protobuf import struct_pb2
from pulumi.runtime import rpc

from estate.graph.model import SECRET, UNKNOWN

SIGNATURE_KEY = rpc._special_sig_key
SECRET_SIGNATURE = rpc._special_secret_sig
RESOURCE_SIGNATURE = rpc._special_resource_sig
ASSET_SIGNATURES = (rpc._special_asset_sig, rpc._special_archive_sig)


def public(struct: struct_pb2.Struct) -> dict[str, Any]:
    """The properties as they may be shown: secrets and unknown values are replaced by their marks."""
    return {name: _public(value) for name, value in sorted(struct.fields.items()) if not _is_null(value)}


def revealed(value: Any) -> Any:
    """A deserialised value with every secret opened: for what really creates, never for what shows."""
    if isinstance(value, dict):
        if value.get(SIGNATURE_KEY) == SECRET_SIGNATURE:
            return revealed(value["value"])
        return {name: revealed(member) for name, member in value.items()}
    if isinstance(value, list):
        return [revealed(member) for member in value]
    return value


def _is_null(value: struct_pb2.Value) -> bool:
    return value.WhichOneof("kind") == "null_value"


def _public(value: struct_pb2.Value) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return dict(UNKNOWN) if value.string_value == rpc.UNKNOWN else value.string_value
    if kind == "number_value":
        return int(value.number_value) if value.number_value.is_integer() else value.number_value
    if kind == "bool_value":
        return value.bool_value
    if kind == "list_value":
        return [_public(member) for member in value.list_value.values]
    if kind == "struct_value":
        return _public_struct(value.struct_value)
    return None


def _public_struct(struct: struct_pb2.Struct) -> Any:
    signature = struct.fields[SIGNATURE_KEY].string_value if SIGNATURE_KEY in struct.fields else None
    if signature == SECRET_SIGNATURE:
        return dict(SECRET)
    if signature == RESOURCE_SIGNATURE:
        return struct.fields["urn"].string_value
    if signature in ASSET_SIGNATURES:
        return {"$asset": {name: _public(value) for name, value in sorted(struct.fields.items()) if name != SIGNATURE_KEY}}
    return public(struct)
