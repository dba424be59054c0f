"""Image repositories."""

import json

from tests.sandbox.sample import Sample, The

REPOSITORY = The("aws:ecr/repository:Repository", "name")


def keep_newest(count: int) -> str:
    selection = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": count}
    return json.dumps({"rules": [{"rulePriority": 1, "selection": selection, "action": {"type": "expire"}}]})


def pull(account: str) -> str:
    statement = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{account}:root"}, "Action": "ecr:BatchGetImage"}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


SAMPLES = (
    Sample(
        "aws:ecr/repository:Repository",
        inputs={
            "name": "shop/checkout",
            "imageTagMutability": "IMMUTABLE",
            "encryptionConfigurations": [{"encryptionType": "KMS", "kmsKey": The("aws:kms/key:Key", "arn")}],
            "imageScanningConfiguration": {"scanOnPush": True},
            "tags": {"team": "storefront"},
        },
        steps=(
            {"imageScanningConfiguration": {"scanOnPush": False}},
            {"imageTagMutability": "MUTABLE"},
            {
                "imageTagMutability": "IMMUTABLE_WITH_EXCLUSION",
                "imageTagMutabilityExclusionFilters": [{"filter": "latest*", "filterType": "WILDCARD"}],
            },
            {"forceDelete": True},
            {"tags": {"owner": "storefront"}},
        ),
    ),
    Sample("aws:ecr/lifecyclePolicy:LifecyclePolicy", inputs={"repository": REPOSITORY, "policy": keep_newest(50)}),
    Sample(
        "aws:ecr/repositoryPolicy:RepositoryPolicy",
        inputs={"repository": REPOSITORY, "policy": pull("111122223333")},
        steps=({"policy": pull("444455556666")},),
    ),
)
