"""A second bucket in another region that gets every new object of the first."""

from dataclasses import dataclass, replace

import pulumi
from pulumi_aws import s3

from components.aws.policy_document import Statement
from components.aws.private_bucket import PrivateBucket, PrivateBucketArgs
from components.aws.service_role import service_role

SERVICE = "s3.amazonaws.com"
READ = ("s3:GetObjectVersionForReplication", "s3:GetObjectVersionAcl", "s3:GetObjectVersionTagging")


@dataclass(frozen=True, kw_only=True)
class BucketCopyArgs:
    """The bucket, and where its copy stands."""

    source: PrivateBucket
    settings: PrivateBucketArgs
    """What the bucket was made with; the copy differs in what stands below."""
    region: str
    key_arn: pulumi.Input[str]
    """The KMS key of the other region."""
    statements: tuple[Statement, ...] = ()
    """More of the copy's policy."""
    log_bucket: pulumi.Input[str]
    """Of the other region: S3 writes no access log into another one."""


class BucketCopy(pulumi.ComponentResource):
    """Replication of all new objects (FSBP S3.7). Deletions are not repeated: a copy that repeats them saves nobody from a mistake."""

    name: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(self, name: str, args: BucketCopyArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:BucketCopy", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        settings = replace(args.settings, key_arn=args.key_arn, statements=args.statements, log_bucket=args.log_bucket, region=args.region)
        copy = PrivateBucket(name, settings, child)
        # S3 does not say for which account it calls (S3 user guide, permissions for live replication).
        role = service_role(name, settings.scope, service=SERVICE, statements=_may_copy(args, copy), condition=None, opts=child)
        s3.BucketReplicationConfig(
            name,
            bucket=args.source.name,
            role=role.arn,
            rules=[_rule(copy, args.key_arn)],
            # Both buckets must keep versions before (S3 user guide, requirements for replication).
            opts=pulumi.ResourceOptions(parent=self, depends_on=[args.source, copy]),
        )
        self.name = copy.name
        self.arn = copy.arn
        self.register_outputs({"name": self.name, "arn": self.arn})


def _rule(copy: PrivateBucket, key_arn: pulumi.Input[str]) -> s3.BucketReplicationConfigRuleArgsDict:
    return {
        "id": "all",
        "status": "Enabled",
        "priority": 0,
        "filter": {"prefix": ""},
        "delete_marker_replication": {"status": "Disabled"},
        # Without it S3 leaves out what a KMS key encrypted, which is everything.
        "source_selection_criteria": {"sse_kms_encrypted_objects": {"status": "Enabled"}},
        "destination": {"bucket": copy.arn, "encryption_configuration": {"replica_kms_key_id": key_arn}},
    }


def _may_copy(args: BucketCopyArgs, copy: PrivateBucket) -> list[Statement]:
    """What S3 needs (S3 user guide, permissions for live replication and replicating encrypted objects), without deletions."""
    source, own_key = args.source.arn, args.settings.key_arn
    return [
        {"Effect": "Allow", "Action": ["s3:GetReplicationConfiguration", "s3:ListBucket"], "Resource": source},
        {"Effect": "Allow", "Action": list(READ), "Resource": pulumi.Output.concat(source, "/*")},
        {"Effect": "Allow", "Action": ["s3:ReplicateObject", "s3:ReplicateTags"], "Resource": pulumi.Output.concat(copy.arn, "/*")},
        *([_may_use(own_key, args.settings.scope.region, "kms:Decrypt")] if own_key is not None else []),
        _may_use(args.key_arn, args.region, "kms:Encrypt", "kms:GenerateDataKey"),
    ]


def _may_use(key_arn: pulumi.Input[str], region: str, *actions: str) -> Statement:
    """The key, through S3 of its region alone."""
    return {
        "Effect": "Allow",
        "Action": list(actions),
        "Resource": key_arn,
        "Condition": {"StringEquals": {"kms:ViaService": f"s3.{region}.amazonaws.com"}},
    }
