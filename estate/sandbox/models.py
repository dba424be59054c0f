"""botocore's own description of the AWS APIs: which parameters an operation takes, and of what shape."""

from collections.abc import Mapping
from functools import cache

from botocore import xform_name
from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, Shape, StructureShape

LOADER = Loader()


@cache
def service_model(service: str) -> ServiceModel:
    """The model of a service by its boto3 name (`ec2`); botocore's UnknownServiceError names the valid ones."""
    return ServiceModel(LOADER.load_service_model(service, "service-2"), service_name=service)


@cache
def operations(service: str) -> Mapping[str, str]:
    """The operations of a service: boto3's method name -> the API's name."""
    return {xform_name(name): name for name in service_model(service).operation_names}


def operation_model(service: str, operation: str) -> OperationModel:
    """The model of one operation by its boto3 name (`create_vpc`); KeyError when the service has none."""
    return service_model(service).operation_model(operations(service)[operation])


def input_shape(service: str, operation: str) -> StructureShape:
    """What the operation takes; one that takes nothing has no members."""
    return _structure(operation_model(service, operation).input_shape)


def output_shape(service: str, operation: str) -> StructureShape:
    """What the operation answers; one that answers nothing has no members."""
    return _structure(operation_model(service, operation).output_shape)


def members(shape: Shape) -> Mapping[str, Shape]:
    """The members of a structure by name; none of anything else."""
    return shape.members if isinstance(shape, StructureShape) else {}


def _structure(shape: Shape | None) -> StructureShape:
    return shape if isinstance(shape, StructureShape) else StructureShape("Nothing", {"type": "structure", "members": {}})
