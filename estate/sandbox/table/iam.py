"""Roles and policies."""

from estate.sandbox.row import Call, Naming, Row, tags_by

ROLE_NAME = {"RoleName": "{id}"}
ROLE_OF_POLICY = {"RoleName": "{in.role}", "PolicyName": "{in.name}"}
POLICY_ARN = {"PolicyArn": "{id}"}

ROLE = Row(
    "aws:iam/role:Role",
    service="iam",
    create=Call("create_role"),
    id="{in.name}",
    read=Call("get_role", arguments=ROLE_NAME, at="Role"),
    also_read={
        "Attached": Call("list_attached_role_policies", arguments=ROLE_NAME, at="AttachedPolicies[].PolicyArn"),
        "Inline": Call("list_role_policies", arguments=ROLE_NAME, at="PolicyNames"),
    },
    delete=(
        Call(
            "detach_role_policy",
            arguments={**ROLE_NAME, "PolicyArn": "{item}"},
            each="state.Attached",
            when="in.forceDetachPolicies || in.managedPolicyArns",
        ),
        Call("delete_role_policy", arguments={**ROLE_NAME, "PolicyName": "{item}"}, each="state.Inline", when="in.forceDetachPolicies"),
        Call("delete_role", arguments=ROLE_NAME),
    ),
    renames={"name": "RoleName", "assumeRolePolicy": "AssumeRolePolicyDocument"},
    local=("forceDetachPolicies", "namePrefix"),
    defaults={"maxSessionDuration": 3600, "path": "/"},
    naming=Naming(limit=64),
    updates=(
        Call(
            "update_assume_role_policy",
            arguments={**ROLE_NAME, "PolicyDocument": "{in.assumeRolePolicy}"},
            properties=("assumeRolePolicy",),
        ),
        Call(
            "update_role",
            arguments={**ROLE_NAME, "Description": "{in.description || ''}", "MaxSessionDuration": "{in.maxSessionDuration}"},
            properties=("description", "maxSessionDuration"),
            clears=True,
        ),
        Call(
            "put_role_permissions_boundary",
            arguments={**ROLE_NAME, "PermissionsBoundary": "{in.permissionsBoundary}"},
            properties=("permissionsBoundary",),
            when="in.permissionsBoundary",
            clears=True,
        ),
        Call(
            "delete_role_permissions_boundary",
            arguments=ROLE_NAME,
            properties=("permissionsBoundary",),
            when="!(in.permissionsBoundary)",
            clears=True,
        ),
    ),
    known={
        "inlinePolicies": "give each policy a resource of its own (aws:iam/rolePolicy)",
        "managedPolicyArns": "give each attachment a resource of its own (aws:iam/rolePolicyAttachment)",
    },
    tags="Tags",
    tag_updates=tags_by("tag_role", "untag_role", RoleName="{id}"),
    observe={"permissionsBoundary": "{state.PermissionsBoundary.PermissionsBoundaryArn}"},
    outputs={"arn": "{state.Arn}", "uniqueId": "{state.RoleId}", "createDate": "{state.CreateDate}"},
)

ROLE_POLICY = Row(
    "aws:iam/rolePolicy:RolePolicy",
    service="iam",
    create=Call("put_role_policy"),
    id="{in.role}:{in.name}",
    read=Call("get_role_policy", arguments=ROLE_OF_POLICY),
    delete=(Call("delete_role_policy", arguments=ROLE_OF_POLICY),),
    renames={"role": "RoleName", "name": "PolicyName", "policy": "PolicyDocument"},
    local=("namePrefix",),
    put_again=True,
    naming=Naming(limit=128),
)

ROLE_POLICY_ATTACHMENT = Row(
    "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    service="iam",
    create=Call("attach_role_policy"),
    id="{in.role}-{in.policyArn}",
    read=Call(
        "list_attached_role_policies", arguments={"RoleName": "{in.role}"}, at="AttachedPolicies[?PolicyArn=='{in.policyArn}'] | [0]"
    ),
    delete=(Call("detach_role_policy", arguments={"RoleName": "{in.role}", "PolicyArn": "{in.policyArn}"}),),
    renames={"role": "RoleName"},
    observe={"role": "{in.role}"},
)

POLICY = Row(
    "aws:iam/policy:Policy",
    service="iam",
    create=Call("create_policy"),
    id="{out.Policy.Arn}",
    read=Call("get_policy", arguments=POLICY_ARN, at="Policy"),
    also_read={
        "Document": Call(
            "get_policy_version", arguments={**POLICY_ARN, "VersionId": "{state.DefaultVersionId}"}, at="PolicyVersion.Document"
        ),
        "OldVersions": Call("list_policy_versions", arguments=POLICY_ARN, at="Versions[?!IsDefaultVersion].VersionId"),
    },
    delete=(
        Call("delete_policy_version", arguments={**POLICY_ARN, "VersionId": "{item}"}, each="state.OldVersions"),
        Call("delete_policy", arguments=POLICY_ARN),
    ),
    renames={"name": "PolicyName", "policy": "PolicyDocument"},
    local=("delayAfterPolicyCreationInMs", "namePrefix"),
    defaults={"path": "/"},
    naming=Naming(limit=128),
    updates=(
        # IAM keeps five versions of a policy (IAM quotas); the provider keeps the default one alone.
        Call("delete_policy_version", arguments={**POLICY_ARN, "VersionId": "{item}"}, each="state.OldVersions", properties=("policy",)),
        Call(
            "create_policy_version",
            arguments={**POLICY_ARN, "PolicyDocument": "{in.policy}", "SetAsDefault": True},
            properties=("policy",),
        ),
    ),
    tags="Tags",
    tag_updates=tags_by("tag_policy", "untag_policy", PolicyArn="{id}"),
    observe={"policy": "{state.Document}"},
    outputs={"arn": "{id}", "policyId": "{state.PolicyId}", "attachmentCount": "{state.AttachmentCount}"},
)

ROWS = (ROLE, ROLE_POLICY, ROLE_POLICY_ATTACHMENT, POLICY)
