"""What may be healed without a person: alert -> action, how far each environment lets it go, and the limits around it."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from estate.catalog.fact import Duration, Fact, Name, matching

Mode = Literal["observe", "approve", "auto"]
"""`observe` says what it would do, `approve` waits for a person, `auto` acts."""
ActionName = Literal[
    "restart-service",
    "clear-disk",
    "rotate-logs",
    "recycle-worker",
    "renew-certificate",
    "restart-consumer",
    "scale-out",
    "detach-host",
    "fail-over-replica",
    "roll-back-release",
]
HOST_ACTIONS: frozenset[ActionName] = frozenset(
    {"restart-service", "clear-disk", "rotate-logs", "recycle-worker", "renew-certificate", "detach-host"}
)
"""Those that need to know which host; the others are about a service or a store."""
INTERRUPTING: frozenset[ActionName] = frozenset({"restart-service", "recycle-worker", "renew-certificate", "detach-host"})
"""Those during which the host does not serve: they count against the healthy minimum behind the balancer."""
BY_PERSON: frozenset[ActionName] = frozenset({"fail-over-replica", "roll-back-release"})
"""Those that a person must approve everywhere: data or a release may be lost."""

Teller = Literal["datadog", "newrelic", "pagerduty", "alertmanager"]
"""Who can tell a dispatcher of an alert."""
Address = Annotated[
    str,
    matching(
        r"^https://[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?$",
        "an address with TLS and without a path, such as https://dispatcher.example.org",
        max_length=200,
    ),
]
AlertName = Annotated[
    str,
    matching(
        r"^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$", "a service or store, a dot, and what is watched, such as cart.memory", max_length=120
    ),
]
Unit = Annotated[
    str, matching(r"^[A-Za-z0-9][A-Za-z0-9_.@-]*$", "a unit of systemd without its ending, such as nginx or worker@1", max_length=100)
]
Folder = Annotated[
    str,
    matching(r"^(/[A-Za-z0-9_@+][A-Za-z0-9_.@+-]*)+$", "an absolute path of plain names, such as /var/cache/nginx", max_length=200),
]
Mount = Annotated[
    str, matching(r"^/$|^(/[A-Za-z0-9_@+][A-Za-z0-9_.@+-]*)+$", "where a file system is mounted, such as / or /srv", max_length=200)
]
Glob = Annotated[str, matching(r"^[A-Za-z0-9_.*?-]+$", "names with * and ?, such as *.log.*", max_length=100)]


class Rule(Fact):
    """What may be deleted: old files of one folder by their names, and nothing else."""

    folder: Folder
    names: Glob
    older_than: Duration


class RestartService(Fact):
    """Starts a unit again."""

    kind: Literal["restart-service"]
    unit: Unit


class ClearDisk(Fact):
    """Deletes what its rules name until the disk is used less."""

    kind: Literal["clear-disk"]
    mount: Mount
    below: int = Field(ge=10, le=95)
    """Percent of the file system that may be in use afterwards."""
    rules: tuple[Rule, ...] = Field(strict=False)


class RotateLogs(Fact):
    """Rotates the logs of one package, as its own configuration of logrotate says."""

    kind: Literal["rotate-logs"]
    config: Folder
    folder: Folder
    """Where the logs are."""
    below_mib: int = Field(ge=1)
    """MiB that the folder's open logs may have afterwards."""


class RecycleWorker(Fact):
    """Kills a worker that does not end by itself, and starts a new one."""

    kind: Literal["recycle-worker"]
    unit: Unit


class RenewCertificate(Fact):
    """Runs the unit that renews, and makes the server read what is new."""

    kind: Literal["renew-certificate"]
    renew: Unit
    certificate: Folder
    reload: Unit
    valid_for: Duration
    """How long the certificate is valid afterwards, at least."""


class RestartConsumer(Fact):
    """Replaces the tasks of a consumer that takes no messages."""

    kind: Literal["restart-consumer"]
    service: Name


class ScaleOut(Fact):
    """Asks for more tasks, never above the service's maximum."""

    kind: Literal["scale-out"]
    service: Name
    by: int = Field(ge=1, le=10)


class DetachHost(Fact):
    """Takes a host out of its group, which starts another one; the ill one stays to be looked at."""

    kind: Literal["detach-host"]


class FailOverReplica(Fact):
    """Makes a replica of a database the one that is written to."""

    kind: Literal["fail-over-replica"]
    store: Name


class RollBackRelease(Fact):
    """Goes back to the release before."""

    kind: Literal["roll-back-release"]
    service: Name


Action = Annotated[
    RestartService
    | ClearDisk
    | RotateLogs
    | RecycleWorker
    | RenewCertificate
    | RestartConsumer
    | ScaleOut
    | DetachHost
    | FailOverReplica
    | RollBackRelease,
    Field(discriminator="kind"),
]


class Healing(Fact):
    """What is done when an alert comes."""

    alert: AlertName
    """As `estate alerts list` has it: `image-provider.disk`."""
    do: Action
    raised_by: str | None = Field(default=None, min_length=1)
    """Who raises an alert that the estate itself does not watch."""


class Permission(Fact):
    """How far an action may go."""

    modes: dict[Name, Mode] = Field(json_schema_extra={"additionalProperties": False})
    """By environment; each one is named."""
    cool_down: Duration
    """Between two actions on one host, or on one service or store."""
    timeout: Duration
    """After which a run is ended and counts as not healed."""
    source: str = Field(min_length=1)
    """Where the numbers come from."""


class Breaker(Fact):
    """When an action that does not heal is stopped until a person looks."""

    failures: int = Field(ge=1, le=20)
    within: Duration


class Rate(Fact):
    """Runs of one environment together."""

    runs: int = Field(ge=1, le=1000)
    per: Duration
    at_once: int = Field(ge=1, le=50)


class Limits(Fact):
    """What holds for all actions."""

    rate: Rate
    breaker: Breaker
    healthy_share: int = Field(ge=1, le=100)
    """Percent of a service's hosts that always stay healthy behind the balancer."""
    stale_after: Duration
    """An alert that is older starts nothing."""
    approve_within: Duration
    """A run that nobody approved until then is dropped."""
    source: str = Field(min_length=1)


class Dispatcher(Fact):
    """Where the alerts of one environment go to be healed."""

    address: Address
    """Of the proxy with TLS before it."""
    told_by: tuple[Teller, ...] = Field(min_length=1, strict=False)
    """Who sends them. Two that watch the same tell it twice; the limits let one through."""


class Remediation(Fact):
    """The file `remediation.yaml`."""

    limits: Limits
    dispatchers: dict[Name, Dispatcher] = Field(default_factory=dict, json_schema_extra={"additionalProperties": False})
    """By environment; where there is none, no vendor is told to send anything."""
    actions: dict[ActionName, Permission]
    alerts: tuple[Healing, ...] = Field(strict=False)

    def healings(self) -> Mapping[str, Healing]:
        """By alert."""
        return {healing.alert: healing for healing in self.alerts}
