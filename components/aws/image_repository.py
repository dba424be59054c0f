"""Where the images of a service lie."""

import json
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_aws import ecr

from estate.naming import Scope

KEPT_IMAGES = 50  # ten weeks of a release on each weekday
UNTAGGED_DAYS = 14


@dataclass(frozen=True, kw_only=True)
class ImageRepositoryArgs:
    """A repository whose tags never move."""

    scope: Scope
    key_arn: pulumi.Input[str]
    force_delete: bool
    """Whether it may be deleted with images in it."""


class ImageRepository(pulumi.ComponentResource):
    """ECR repository: immutable tags (FSBP ECR.2), scanned on push (ECR.1), old images expire (ECR.3)."""

    url: pulumi.Output[str]
    arn: pulumi.Output[str]

    def __init__(self, name: str, args: ImageRepositoryArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:aws:ImageRepository", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        repository = ecr.Repository(
            name,
            name=args.scope.name("ecr/repository", name),
            image_tag_mutability="IMMUTABLE",
            image_scanning_configuration={"scan_on_push": True},
            encryption_configurations=[{"encryption_type": "KMS", "kms_key": args.key_arn}],
            force_delete=args.force_delete,
            tags=args.scope.tags,
            opts=child,
        )
        ecr.LifecyclePolicy(name, repository=repository.name, policy=_lifecycle(), opts=child)
        self.url = repository.repository_url
        self.arn = repository.arn
        self.register_outputs({"url": self.url, "arn": self.arn})


def _lifecycle() -> str:
    untagged = {"tagStatus": "untagged", "countType": "sinceImagePushed", "countUnit": "days", "countNumber": UNTAGGED_DAYS}
    oldest = {"tagStatus": "any", "countType": "imageCountMoreThan", "countNumber": KEPT_IMAGES}
    return json.dumps({"rules": [_rule(1, "Without a tag nobody runs it", untagged), _rule(2, "The newest stay", oldest)]})


def _rule(priority: int, description: str, selection: dict[str, Any]) -> dict[str, Any]:
    return {"rulePriority": priority, "description": description, "selection": selection, "action": {"type": "expire"}}
