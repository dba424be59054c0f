"""Settings of a whole account that make a mistake in one resource harmless."""

from dataclasses import dataclass

import pulumi
from pulumi_aws import accessanalyzer, ebs, iam, s3

from estate.naming import Scope

# CIS AWS Foundations Benchmark 1.8 and 1.9; FSBP IAM.7 asks for the rest.
PASSWORD_LENGTH = 14
PASSWORDS_REMEMBERED = 24
PASSWORD_AGE_DAYS = 90


@dataclass(frozen=True, kw_only=True)
class AccountGuardrailsArgs:
    """The account."""

    scope: Scope


class AccountGuardrails(pulumi.ComponentResource):
    """No public bucket (FSBP S3.1), no plain volume (EC2.7), no weak password (IAM.7), and an eye on what others can reach (IAM.28).

    Volumes are encrypted with AWS's own key unless a resource names one: a key of ours as the default would have to be
    opened to each service-linked role that starts hosts.
    """

    analyzer_arn: pulumi.Output[str]

    def __init__(self, name: str, args: AccountGuardrailsArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:AccountGuardrails", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        s3.AccountPublicAccessBlock(
            name,
            account_id=args.scope.account,
            block_public_acls=True,
            block_public_policy=True,
            ignore_public_acls=True,
            restrict_public_buckets=True,
            opts=child,
        )
        ebs.EncryptionByDefault(name, enabled=True, opts=child)
        self._password_policy(name)
        analyzer = accessanalyzer.Analyzer(
            name,
            analyzer_name=args.scope.name("accessanalyzer/analyzer", name),
            type="ACCOUNT",
            tags=args.scope.tags,
            opts=child,
        )
        self.analyzer_arn = analyzer.arn
        self.register_outputs({"analyzer_arn": self.analyzer_arn})

    def _password_policy(self, name: str) -> None:
        iam.AccountPasswordPolicy(
            name,
            minimum_password_length=PASSWORD_LENGTH,
            password_reuse_prevention=PASSWORDS_REMEMBERED,
            max_password_age=PASSWORD_AGE_DAYS,
            require_lowercase_characters=True,
            require_uppercase_characters=True,
            require_numbers=True,
            require_symbols=True,
            allow_users_to_change_password=True,
            opts=pulumi.ResourceOptions(parent=self),
        )
