"""How a host takes a role."""

from estate.sandbox.row import Call, Naming, Row, tags_by

OWN = {"InstanceProfileName": "{id}"}

INSTANCE_PROFILE = Row(
    "aws:iam/instanceProfile:InstanceProfile",
    service="iam",
    create=Call("create_instance_profile"),
    id="{in.name}",
    read=Call("get_instance_profile", arguments=OWN, at="InstanceProfile"),
    delete=(
        Call("remove_role_from_instance_profile", arguments={**OWN, "RoleName": "{item.RoleName}"}, each="state.Roles"),
        Call("delete_instance_profile", arguments=OWN),
    ),
    renames={"name": "InstanceProfileName"},
    apart=("role",),
    local=("namePrefix",),
    defaults={"path": "/"},
    naming=Naming(limit=128),
    updates=(
        Call(
            "remove_role_from_instance_profile",
            arguments={**OWN, "RoleName": "{item.RoleName}"},
            each="state.Roles",
            properties=("role",),
            clears=True,
        ),
        Call("add_role_to_instance_profile", arguments={**OWN, "RoleName": "{in.role}"}, when="in.role", properties=("role",), clears=True),
    ),
    tags="Tags",
    tag_updates=tags_by("tag_instance_profile", "untag_instance_profile", **OWN),
    observe={"role": "{state.Roles[0].RoleName}"},
    outputs={"arn": "{state.Arn}", "uniqueId": "{state.InstanceProfileId}", "createDate": "{state.CreateDate}"},
)

ROWS = (INSTANCE_PROFILE,)
