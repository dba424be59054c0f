"""What a playbook is given: words of the catalog and one host of the inventory, marked so that nothing in them is a template."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from estate.catalog.remediation import Action
from estate.remediation.fleet import UNSAFE
from estate.remediation.orders import Queued
from estate.remediation.policy import Policy

PLAYBOOKS = Path("ansible/playbooks/remediate")
VERIFY = "verify"
"""The tag of a playbook's tasks that only look."""
GRACE = timedelta(seconds=20)
"""Beyond the time limit that Ansible keeps itself, until the process is ended."""


@dataclass(frozen=True, kw_only=True)
class RunSpec:
    """One run of a playbook, as the process that runs it reads it."""

    playbook: str
    inventory: str
    variables: Mapping[str, Any]
    tags: str | None
    timeout: int
    """Seconds."""
    environment: str
    target: str
    """Whose lock is held meanwhile."""
    what: str
    """What the lock says of it."""
    wait: int
    """Seconds to wait for the lock."""
    locks: str
    config: str
    """Ansible's configuration of the repository: where its collections are, and what counts as a mistake."""

    def document(self) -> dict[str, Any]:
        """As JSON has it."""
        return asdict(self)


@dataclass(frozen=True, kw_only=True)
class Places:
    """Where things are on this machine."""

    root: Path
    """The repository: playbooks and catalog."""
    inventory: Path
    state: Path
    locks: Path

    @property
    def config(self) -> Path:
        """Ansible's configuration."""
        return self.root / "ansible" / "ansible.cfg"

    @property
    def store(self) -> Path:
        """The queue."""
        return self.state / "queue.sqlite"

    @property
    def audit(self) -> Path:
        """The audit."""
        return self.state / "audit.jsonl"

    def run(self, number: int, *, verifying: bool) -> Path:
        """The folder of one run."""
        return self.state / "runs" / (f"{number}-verify" if verifying else f"{number}")


def make_spec(queued: Queued, *, policy: Policy, places: Places, verifying: bool) -> RunSpec:
    """The run of an order; `verifying` only looks, and waits for whoever is still at work."""
    permission = policy.permissions[queued.order.action]
    timeout = int(permission.timeout.total_seconds())
    folder = places.run(queued.id, verifying=verifying)
    return RunSpec(
        playbook=str((places.root / PLAYBOOKS / f"{queued.order.action}.yml").resolve()),
        inventory=str(places.inventory.resolve()),
        variables=variables(queued, policy=policy, evidence=folder / "evidence"),
        tags=VERIFY if verifying else None,
        timeout=timeout,
        environment=policy.environment.name,
        target=queued.order.target,
        what=f"remediation order {queued.id} ({queued.order.action})",
        wait=timeout + int(GRACE.total_seconds()) if verifying else 0,
        locks=str(places.locks.resolve()),
        config=str(places.config.resolve()),
    )


def variables(queued: Queued, *, policy: Policy, evidence: Path) -> dict[str, Any]:
    """The variables of a playbook; each begins with `remediate_`, and a duration is in seconds."""
    subject = policy.subject(queued.order.alert)
    action = policy.healings[queued.order.alert].do
    service = policy.services.get(getattr(action, "service", subject))
    port = service.port if service else None
    values: dict[str, Any] = {
        "order": queued.id,
        "environment": policy.environment.name,
        "region": policy.environment.region,
        "service": service.name if service else subject,
        "port": port.number if port and port.protocol == "http" else 0,
        "health": port.health if port else "/",
        "evidence": str(evidence.resolve()),
        **_settings(action),
    }
    if queued.order.host is not None:
        values["host"] = queued.order.host
    if service is not None and hasattr(service.runtime, "replicas"):
        values["maximum"] = service.runtime.replicas.maximum
    return {f"remediate_{name}": unsafe(value) for name, value in values.items()}


def _settings(action: Action) -> dict[str, Any]:
    return {name: value for name, value in action if name != "kind"}


def unsafe(value: Any) -> Any:
    """The value as JSON has it, with every text marked as data."""
    if isinstance(value, BaseModel):
        return {name: unsafe(member) for name, member in value}
    if isinstance(value, str):
        return {UNSAFE: value}
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    if isinstance(value, Mapping):
        return {name: unsafe(member) for name, member in value.items()}
    if isinstance(value, Sequence):
        return [unsafe(member) for member in value]
    return value
