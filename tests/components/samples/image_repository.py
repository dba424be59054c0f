"""The smallest and the largest image repository."""

from components.aws.image_repository import ImageRepository, ImageRepositoryArgs
from tests.components.builds import KEY_ARN, SCOPE


def smallest() -> None:
    ImageRepository("checkout", ImageRepositoryArgs(scope=SCOPE, key_arn=KEY_ARN, force_delete=True))


def largest() -> None:
    ImageRepository("recommendation-of-the-nor", ImageRepositoryArgs(scope=SCOPE, key_arn=KEY_ARN, force_delete=False))
