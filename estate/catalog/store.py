"""A store: what holds data, and how it is kept."""

from datetime import timedelta
from typing import Annotated, Literal

from pydantic import Field

from estate.catalog.alerts import AlertChange
from estate.catalog.fact import Duration, Fact, Name, Tier, matching


class Backup(Fact):
    """How long copies are kept."""

    retention: Duration


class Recovery(Fact):
    """What losing the data may cost at most."""

    rpo: Duration
    """How much of the newest data may be gone."""
    rto: Duration = Field(gt=timedelta(0))
    """How long until it serves again, from the moment somebody noticed."""


class _Store(Fact):
    """What every store says of itself."""

    name: Name
    description: str = Field(min_length=1)
    owner: Name
    tier: Tier
    encryption: Literal["own_key", "shared_key"] = "shared_key"
    """`own_key`: a KMS key for this store alone; `shared_key`: the environment's."""
    alerts: tuple[AlertChange, ...] = Field(default=(), strict=False)
    """Numbers of its own for what is watched anyway."""


class _Kept(_Store):
    """What stays until somebody deletes it; messages are only on their way."""

    recovery: Recovery | None = None
    """Nothing given: nobody has decided it yet, which is not good enough for production."""


class Postgres(_Kept):
    """Aurora PostgreSQL."""

    kind: Literal["postgres"]
    version: str = matching(r"^[0-9]+\.[0-9]+$", 'a version in quotes, such as "16.8"')
    database: str = matching(r"^[a-z][a-z0-9_]*$", "small letters, digits and underscores, beginning with a letter", max_length=63)
    backup: Backup


class Valkey(_Kept):
    """ElastiCache for Valkey, with replicas."""

    kind: Literal["valkey"]
    version: str = matching(r"^[0-9]+\.[0-9]+$", 'a version in quotes, such as "16.8"')
    backup: Backup


class KafkaTopic(Fact):
    """A topic of a Kafka cluster."""

    name: Name
    partitions: int = Field(ge=1)
    retention: Duration


class Kafka(_Store):
    """MSK."""

    kind: Literal["kafka"]
    version: str = matching(r"^[0-9]+\.[0-9]+\.([0-9]+|x)(\.kraft)?$", "a version of MSK, such as 3.9.x")
    storage_gib: int = Field(ge=10, le=16384)
    """For each broker."""
    topics: tuple[KafkaTopic, ...] = Field(min_length=1, strict=False)


class Attribute(Fact):
    """A key attribute of a table."""

    name: str = matching(r"^[A-Za-z][A-Za-z0-9_.-]*$", "letters, digits and _ . -, beginning with a letter", max_length=255)
    type: Literal["string", "number", "binary"]


class Capacity(Fact):
    """Provisioned capacity units that follow the load; both for reads and for writes."""

    minimum: int = Field(ge=1)
    maximum: int = Field(ge=1)


class DynamoDb(_Kept):
    """A DynamoDB table."""

    kind: Literal["dynamodb"]
    partition_key: Attribute
    sort_key: Attribute | None = None
    expires: str | None = None
    """The attribute that says when an item may go."""
    capacity: Capacity | None = None
    """Nothing given: paid by request."""


class Bucket(_Kept):
    """An S3 bucket."""

    kind: Literal["bucket"]
    served: Literal["private", "cdn"] = "private"
    """`cdn`: readable by everybody, through CloudFront alone."""
    expire_after: Duration | None = None
    """Objects older than this go; nothing given: they stay."""


class Queue(_Store):
    """An SQS queue, with the dead-letter queue behind it."""

    kind: Literal["queue"]
    visibility_timeout: Duration
    max_receives: int = Field(ge=1, le=1000)
    subscribes_to: Name | None = None
    """The topic whose messages arrive here."""


class Topic(_Store):
    """An SNS topic."""

    kind: Literal["topic"]


Store = Annotated[Postgres | Valkey | Kafka | DynamoDb | Bucket | Queue | Topic, Field(discriminator="kind")]
