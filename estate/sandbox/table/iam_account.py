"""What stands in an account once: how good passwords are, whom it trusts, and the roles that AWS's services bring."""

from estate.sandbox.row import Call, Row, tags_by

PASSWORD_POLICY = Row(
    "aws:iam/accountPasswordPolicy:AccountPasswordPolicy",
    service="iam",
    create=Call("update_account_password_policy"),
    id="iam-account-password-policy",
    read=Call("get_account_password_policy", at="PasswordPolicy"),
    delete=(Call("delete_account_password_policy"),),
    defaults={"allowUsersToChangePassword": True, "minimumPasswordLength": 6},
    put_again=True,
    outputs={"expirePasswords": "{state.ExpirePasswords}"},
)

PROVIDER = {"OpenIDConnectProviderArn": "{id}"}

OPEN_ID_CONNECT_PROVIDER = Row(
    "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
    service="iam",
    create=Call("create_open_id_connect_provider"),
    id="{out.OpenIDConnectProviderArn}",
    read=Call("get_open_id_connect_provider", arguments=PROVIDER),
    delete=(Call("delete_open_id_connect_provider", arguments=PROVIDER),),
    updates=(
        Call(
            "update_open_id_connect_provider_thumbprint",
            arguments={**PROVIDER, "ThumbprintList": "{in.thumbprintLists}"},
            properties=("thumbprintLists",),
        ),
        Call(
            "remove_client_id_from_open_id_connect_provider",
            arguments={**PROVIDER, "ClientID": "{item}"},
            each="old.clientIdLists",
            properties=("clientIdLists",),
        ),
        Call(
            "add_client_id_to_open_id_connect_provider",
            arguments={**PROVIDER, "ClientID": "{item}"},
            each="in.clientIdLists",
            properties=("clientIdLists",),
        ),
    ),
    tags="Tags",
    tag_updates=tags_by("tag_open_id_connect_provider", "untag_open_id_connect_provider", **PROVIDER),
    # IAM keeps the address without its scheme.
    observe={"url": "https://{state.Url}"},
    outputs={"arn": "{id}", "thumbprintLists": "{state.ThumbprintList}"},
)

LINKED_ROLE = {"RoleName": "{state.RoleName}"}

SERVICE_LINKED_ROLE = Row(
    "aws:iam/serviceLinkedRole:ServiceLinkedRole",
    service="iam",
    create=Call("create_service_linked_role"),
    id="{out.Role.Arn}",
    read=Call("list_roles", arguments={"PathPrefix": "/aws-service-role/{in.awsServiceName}/"}, at="Roles[?Arn=='{id}'] | [0]"),
    also_read={"Tags": Call("list_role_tags", arguments=LINKED_ROLE, at="Tags")},
    delete=(Call("delete_service_linked_role", arguments=LINKED_ROLE, when="state.RoleName"),),
    apart=("tags",),
    updates=(
        Call(
            "update_role",
            arguments={**LINKED_ROLE, "Description": "{in.description || ''}"},
            properties=("description",),
            clears=True,
        ),
    ),
    tag_updates=tags_by("tag_role", "untag_role", **LINKED_ROLE),
    observe={"awsServiceName": "{in.awsServiceName}", "customSuffix": "{in.customSuffix}"},
    outputs={
        "arn": "{id}",
        "name": "{state.RoleName}",
        "path": "{state.Path}",
        "uniqueId": "{state.RoleId}",
        "createDate": "{state.CreateDate}",
    },
)

ROWS = (PASSWORD_POLICY, OPEN_ID_CONNECT_PROVIDER, SERVICE_LINKED_ROLE)
