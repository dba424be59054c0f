"""What databases stand on: subnet groups and parameter groups."""

from collections.abc import Mapping
from typing import cast

from estate.sandbox.row import Call, Inputs, Naming, Row, tags_by

DESCRIPTION = "Managed by Pulumi"  # what the provider writes where the program says nothing
APPLIED = "immediate"  # the provider's apply method where a parameter names none
LONGEST_NAME = 255  # of groups (RDS API reference, CreateDBSubnetGroup and CreateDBClusterParameterGroup)


def subnet_group() -> Row:
    """A subnet group. The emulator forgets the group that ModifyDBSubnetGroup changes, so that every change replaces here."""
    return Row(
        "aws:rds/subnetGroup:SubnetGroup",
        service="rds",
        create=Call("create_db_subnet_group"),
        id="{in.name}",
        read=Call("describe_db_subnet_groups", arguments={"DBSubnetGroupName": "{id}"}, at="DBSubnetGroups[0]"),
        also_read={"Tags": Call("list_tags_for_resource", arguments={"ResourceName": "{state.DBSubnetGroupArn}"}, at="TagList")},
        delete=(Call("delete_db_subnet_group", arguments={"DBSubnetGroupName": "{id}"}),),
        renames={"name": "DBSubnetGroupName", "description": "DBSubnetGroupDescription"},
        local=("namePrefix",),
        defaults={"description": DESCRIPTION},
        naming=Naming(limit=LONGEST_NAME, lower=True),
        replace_on=("description", "subnetIds"),
        tags="Tags",
        tag_updates=tags_by("add_tags_to_resource", "remove_tags_from_resource", ResourceName="{state.DBSubnetGroupArn}"),
        observe={"subnetIds": "{state.Subnets[].SubnetIdentifier}"},
        outputs={
            "arn": "{state.DBSubnetGroupArn}",
            "supportedNetworkTypes": "{state.SupportedNetworkTypes}",
            "vpcId": "{state.VpcId}",
        },
    )


def with_methods(inputs: Inputs) -> Inputs:
    """The inputs with an apply method in every parameter."""
    given = cast("list[Mapping[str, object]]", inputs.get("parameters") or [])
    return {**inputs, "parameters": [{"applyMethod": APPLIED, **parameter} for parameter in given]}


def parameter_group(token: str, *, kind: str, local: tuple[str, ...] = ()) -> Row:
    """A group of parameters; `kind` stands in the names of its calls and members: `DBCluster` or `DB`."""
    word = "db_cluster" if kind == "DBCluster" else "db"
    own = {f"{kind}ParameterGroupName": "{id}"}
    arn = f"{{state.{kind}ParameterGroupArn}}"
    return Row(
        token,
        service="rds",
        create=Call(f"create_{word}_parameter_group"),
        id="{in.name}",
        read=Call(f"describe_{word}_parameter_groups", arguments=own, at=f"{kind}ParameterGroups[0]"),
        also_read={
            "Parameters": Call(f"describe_{word}_parameters", arguments={**own, "Source": "user"}, at="Parameters"),
            "Tags": Call("list_tags_for_resource", arguments={"ResourceName": arn}, at="TagList"),
        },
        delete=(Call(f"delete_{word}_parameter_group", arguments=own, when="!(in.skipDestroy)"),),
        renames={
            "name": f"{kind}ParameterGroupName",
            "family": "DBParameterGroupFamily",
            "parameters.name": "ParameterName",
            "parameters.value": "ParameterValue",
        },
        apart=("parameters",),
        local=("namePrefix", *local),
        defaults={"description": DESCRIPTION},
        prepare=with_methods,
        naming=Naming(limit=LONGEST_NAME, lower=True),
        updates=(
            # JMESPath compares no two lists, so that all are reset where there are fewer; the next call sets what stays.
            Call(
                f"reset_{word}_parameter_group",
                arguments={**own, "ResetAllParameters": True},
                properties=("parameters",),
                when="length(old.parameters || `[]`) > length(in.parameters)",
                clears=True,
            ),
            Call(
                f"modify_{word}_parameter_group",
                arguments=own,
                properties=("parameters",),
                place=True,
                when="in.parameters",
                clears=True,
            ),
        ),
        tags="Tags",
        tag_updates=tags_by("add_tags_to_resource", "remove_tags_from_resource", ResourceName=arn),
        observe={"parameters": "{state.Parameters[].{name: ParameterName, value: ParameterValue, applyMethod: ApplyMethod}}"},
        outputs={"arn": arn},
    )


ROWS = (
    subnet_group(),
    parameter_group("aws:rds/clusterParameterGroup:ClusterParameterGroup", kind="DBCluster"),
    parameter_group("aws:rds/parameterGroup:ParameterGroup", kind="DB", local=("skipDestroy",)),
)
