"""Where Pulumi keeps what it knows of the estate: one backend for all stacks, as references cannot cross backends."""

from dataclasses import dataclass
from datetime import timedelta

import pulumi

from components.aws.encryption_key import EncryptionKey, EncryptionKeyArgs
from components.aws.private_bucket import PrivateBucket, PrivateBucketArgs
from estate.naming import Scope

KEEP_REPLACED = timedelta(days=90)  # how far back a state can be taken; Pulumi writes it whole at each step


@dataclass(frozen=True, kw_only=True)
class StateStoreArgs:
    """The store, whose uses are written to `log_bucket`."""

    scope: Scope
    log_bucket: pulumi.Input[str]


class StateStore(pulumi.ComponentResource):
    """Locked-down bucket and the key of the state's secrets (`awskms://`); nothing here is ever deleted by the engine."""

    bucket_name: pulumi.Output[str]
    bucket_arn: pulumi.Output[str]
    key_arn: pulumi.Output[str]

    def __init__(self, name: str, args: StateStoreArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:StateStore", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        key = EncryptionKey(name, EncryptionKeyArgs(scope=args.scope, description="Pulumi's state and its secrets", protect=True), child)
        bucket = PrivateBucket(
            name,
            PrivateBucketArgs(scope=args.scope, key_arn=key.arn, log_bucket=args.log_bucket, keep_replaced=KEEP_REPLACED, protect=True),
            child,
        )
        self.bucket_name = bucket.name
        self.bucket_arn = bucket.arn
        self.key_arn = key.arn
        self.register_outputs({"bucket_name": self.bucket_name, "bucket_arn": self.bucket_arn, "key_arn": self.key_arn})
