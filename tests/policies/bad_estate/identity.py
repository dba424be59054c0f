"""Rights that were given because nobody knew which ones were needed, and an account in which nobody looks."""

import json
from typing import Any

from pulumi_aws import cloudtrail, iam, kms, secretsmanager, ssm

ISSUER = "token.actions.githubusercontent.com"


def build() -> None:
    _rights()
    _lasting_credentials()
    _secrets()
    cloudtrail.Trail("one-region", s3_bucket_name="bad-archive")


def _rights() -> None:
    everything = _document({"Effect": "Allow", "Action": "*", "Resource": "*"})
    anybody = iam.Role("anybody", assume_role_policy=_trust({"Principal": {"AWS": "*"}, "Action": "sts:AssumeRole"}))
    iam.RolePolicy("everything", role=anybody.name, policy=everything)
    provider = iam.OpenIdConnectProvider("github", url=f"https://{ISSUER}", client_id_lists=["sts.amazonaws.com"])
    claims = {"StringEquals": {f"{ISSUER}:aud": "sts.amazonaws.com"}}
    workflows = provider.arn.apply(
        lambda arn: _trust({"Principal": {"Federated": arn}, "Action": "sts:AssumeRoleWithWebIdentity", "Condition": claims})
    )
    role = iam.Role("workflows", assume_role_policy=workflows)
    iam.RolePolicyAttachment("workflows", role=role.name, policy_arn="arn:aws:iam::aws:policy/AdministratorAccess")


def _lasting_credentials() -> None:
    user = iam.User("deploy")
    iam.AccessKey("deploy", user=user.name)
    iam.UserPolicy("deploy", user=user.name, policy=_document({"Effect": "Allow", "Action": "s3:*", "Resource": "*"}))


def _secrets() -> None:
    everybody = {"Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*"}
    kms.Key("everybodys", policy=_document(everybody))
    secret = secretsmanager.Secret("token", name="token")
    secretsmanager.SecretVersion("token", secret_id=secret.id, secret_string="correct horse")
    ssm.Parameter("password", name="/shop/database/password", type="String", insecure_value="correct horse")


def _trust(statement: dict[str, Any]) -> str:
    return _document({"Effect": "Allow", **statement})


def _document(statement: dict[str, Any]) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})
