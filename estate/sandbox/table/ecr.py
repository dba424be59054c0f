"""Image repositories, and what is set on them by resources of its own."""

from estate.sandbox.row import Call, Naming, Row, tags_by

OWN = {"repositoryName": "{id}"}

REPOSITORY = Row(
    "aws:ecr/repository:Repository",
    service="ecr",
    create=Call("create_repository"),
    id="{in.name}",
    read=Call("describe_repositories", arguments={"repositoryNames": ["{id}"]}, at="repositories[0]"),
    also_read={"tags": Call("list_tags_for_resource", arguments={"resourceArn": "{state.repositoryArn}"}, at="tags")},
    delete=(Call("delete_repository", arguments={**OWN, "force": "{in.forceDelete}"}),),
    renames={"name": "repositoryName"},
    local=("forceDelete",),
    defaults={"imageTagMutability": "MUTABLE"},
    naming=Naming(limit=256, prefix="", lower=True),
    updates=(
        Call(
            "put_image_tag_mutability",
            arguments=OWN,
            properties=("imageTagMutability", "imageTagMutabilityExclusionFilters"),
            place=True,
            clears=True,
        ),
        Call("put_image_scanning_configuration", arguments=OWN, properties=("imageScanningConfiguration",), place=True),
    ),
    tags="tags",
    tag_updates=tags_by("tag_resource", "untag_resource", tags="tags", removed="tagKeys", resourceArn="{state.repositoryArn}"),
    outputs={"arn": "{state.repositoryArn}", "registryId": "{state.registryId}", "repositoryUrl": "{state.repositoryUri}"},
)


def document(token: str, *, put: str, get: str, delete: str, member: str) -> Row:
    """A document of a repository; `member` takes it."""
    return Row(
        token,
        service="ecr",
        create=Call(put),
        id="{in.repository}",
        read=Call(get, arguments=OWN),
        delete=(Call(delete, arguments=OWN),),
        renames={"repository": "repositoryName", "policy": member},
        put_again=True,
        replace_on=("repository",),
        outputs={"registryId": "{state.registryId}"},
    )


LIFECYCLE_POLICY = document(
    "aws:ecr/lifecyclePolicy:LifecyclePolicy",
    put="put_lifecycle_policy",
    get="get_lifecycle_policy",
    delete="delete_lifecycle_policy",
    member="lifecyclePolicyText",
)
REPOSITORY_POLICY = document(
    "aws:ecr/repositoryPolicy:RepositoryPolicy",
    put="set_repository_policy",
    get="get_repository_policy",
    delete="delete_repository_policy",
    member="policyText",
)

ROWS = (REPOSITORY, LIFECYCLE_POLICY, REPOSITORY_POLICY)
