"""A service, as its team writes it."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from estate.catalog.alerts import AlertChange
from estate.catalog.fact import Duration, Environ, Fact, Maturity, Name, Port, Tier, matching, whole
from estate.catalog.objective import Objective

Access = Literal["read", "write", "read_write"]
Cpu = Annotated[Literal[256, 512, 1024, 2048, 4096], BeforeValidator(whole)]
Schedule = Annotated[str, matching(r"^(cron|rate)\(.+\)$", "an expression of EventBridge, such as rate(1 day)")]
HealthPath = Annotated[str, matching(r"^/[A-Za-z0-9._/-]*$", "a path such as /healthz, for gRPC a method")]
RunbookFile = Annotated[str, matching(r"^docs/[A-Za-z0-9._/-]+\.md$", "a Markdown file under docs/")]


class Replicas(Fact):
    """How many copies run, and the load at which one more starts."""

    minimum: int = Field(ge=1)
    maximum: int = Field(ge=1)
    target_cpu: int = Field(default=60, ge=10, le=90)
    """Percent."""


class EcsRuntime(Fact):
    """A container on Fargate."""

    kind: Literal["ecs"]
    image: Name
    cpu: Cpu
    """CPU units; 1024 are one virtual CPU."""
    memory: int = Field(ge=4, le=30720)
    """MiB that the container may use; the task gets the next size that Fargate sells."""
    replicas: Replicas
    variables: dict[Environ, str] = Field(default_factory=dict, json_schema_extra={"additionalProperties": False})


class Ec2Runtime(Fact):
    """A program on hosts of an autoscaled group."""

    kind: Literal["ec2"]
    machine_image: Name
    """What the hosts are made from: a name that each environment gives an id, under `machine_images`."""
    package: Name
    """The Debian package that the hosts run."""
    disk_gib: int = Field(default=16, ge=8, le=1024)
    replicas: Replicas
    patch_group: Name


class LambdaRuntime(Fact):
    """A function that runs when it is called, or on a schedule."""

    kind: Literal["lambda"]
    image: Name
    memory: int = Field(ge=128, le=10240)
    """MiB."""
    timeout: Duration
    concurrency: int = Field(ge=1, le=1000)
    """Copies that may run at once; reserved for it."""
    schedule: Schedule | None = None
    """An EventBridge expression, in UTC."""
    variables: dict[Environ, str] = Field(default_factory=dict, json_schema_extra={"additionalProperties": False})


class EksRuntime(Fact):
    """A container on Kubernetes."""

    kind: Literal["eks"]
    image: Name
    cpu: Cpu
    memory: int = Field(ge=4, le=30720)
    replicas: Replicas


Runtime = Annotated[EcsRuntime | Ec2Runtime | LambdaRuntime | EksRuntime, Field(discriminator="kind")]


class ServicePort(Fact):
    """Where a service listens."""

    number: Port
    protocol: Literal["http", "grpc"]
    health: HealthPath = "/"
    """The path that answers when the service is well; for gRPC the method."""


class Ingress(Fact):
    """How callers outside the cluster reach the service."""

    scope: Literal["public", "internal"]
    host: Name
    """The label before the environment's domain."""


class Dependency(Fact):
    """Another service that this one calls; `soft` means that it still answers without it."""

    service: Name
    need: Literal["hard", "soft"]


class Use(Fact):
    """A store that the service uses, and what it does there."""

    store: Name
    access: Access
    topic: Name | None = None
    """The Kafka topic, where the store is a Kafka cluster."""


class Budget(Fact):
    """What the service may cost a month before its owner is told."""

    monthly_usd: int = Field(gt=0)


class Service(Fact):
    """One deployable thing with an owner: one file gives network, runtime, stores, access and recovery."""

    name: Name
    description: str = Field(min_length=1)
    owner: Name
    tier: Tier
    """1 revenue stops .. 4 nobody notices today."""
    maturity: Maturity
    language: str
    runtime: Runtime
    port: ServicePort | None = None
    more_ports: tuple[ServicePort, ...] = Field(default=(), strict=False)
    ingress: Ingress | None = None
    depends_on: tuple[Dependency, ...] = Field(default=(), strict=False)
    uses: tuple[Use, ...] = Field(default=(), strict=False)
    objectives: tuple[Objective, ...] = Field(default=(), strict=False)
    alerts: tuple[AlertChange, ...] = Field(default=(), strict=False)
    """Numbers of its own for what is watched anyway."""
    budget: Budget | None = None
    runbook: RunbookFile | None = None

    @property
    def image(self) -> str | None:
        """The container image that it runs from; None for what runs on hosts."""
        return None if isinstance(self.runtime, Ec2Runtime) else self.runtime.image

    @property
    def ports(self) -> tuple[ServicePort, ...]:
        """Every port, the main one first."""
        return (*((self.port,) if self.port else ()), *self.more_ports)
