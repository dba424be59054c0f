"""A small estate with a pack of three checks and a plan, to be judged without planning anything."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from estate.graph.model import Resource, StackGraph, graphs_as_json
from tests.catalog.estates import Estate, small_estate

QUEUE = "aws:sqs/queue:Queue"
BUCKET = "aws:s3/bucket:Bucket"

CHECK = """\
title: {title}
level: {level}
severity: {severity}
effort: {effort}
{about}
controls:
  - {{framework: ours, id: example}}
rationale: Because.
fix: Do it.
link: https://example.com/why
"""
ENCRYPTED = """expect:
  - {path: encrypted, equals: true, default: false}
"""
RUNBOOK = """
from estate.readiness.verdict import failed, passed

def judge(service, world):
    return passed(service.runbook) if service.runbook else failed("runbook is not set; expected a file")
"""
DRILL = """
from estate.readiness.verdict import failed, passed

def judge(store, world):
    done = world.attested("restore", store.name)
    return passed(f"restored on {done.on}") if done and done.passed else failed("it was never restored; expected a drill")
"""


def check(title: str, about: str, *, level: str = "poc", severity: str = "high", effort: str = "minutes") -> str:
    return CHECK.format(title=title, about=about, level=level, severity=severity, effort=effort)


PACK = {
    "messaging/queue_is_encrypted.yaml": check("A queue is encrypted", f"types: [{QUEUE}]") + ENCRYPTED,
    "messaging/queue_is_encrypted.fixtures.yaml": f"""\
fixtures:
  - {{name: it is, expect: pass, resources: [{{type: "{QUEUE}", inputs: {{encrypted: true}}}}]}}
  - {{name: it is not, expect: fail, resources: [{{type: "{QUEUE}"}}]}}
  - {{name: nobody knows, expect: undecided, resources: [{{type: "{QUEUE}", inputs: {{encrypted: {{$unknown: true}}}}}}]}}
""",
    "observability/service_has_runbook.yaml": check(
        "A service has a runbook", "subject: service\ncatalog: {file: subject, path: runbook}", level="pilot", severity="low", effort="days"
    ),
    "observability/service_has_runbook.py": RUNBOOK,
    "recovery/store_was_restored.yaml": check(
        "A store was restored",
        "subject: store\nevidence: attested\nmax_age: 90d\ncatalog: {file: subject, path: tier}",
        level="production",
        severity="critical",
        effort="days",
    ),
    "recovery/store_was_restored.py": DRILL,
}


def resource(kind: str, name: str, inputs: Mapping[str, Any], *, stack: str = "services-live", parent: str = "root") -> Resource:
    return Resource(
        urn=f"urn:pulumi:{stack}::estate::{kind}::{name}",
        type=kind,
        name=name,
        parent=parent,
        custom=True,
        inputs=inputs,
        depends_on=(),
        protect=False,
        aliases=(),
        ignore_changes=(),
        region=None,
        source="components/aws/queue.py:46",
    )


def stack(name: str, *resources: Resource, outputs: Mapping[str, Any] | None = None) -> StackGraph:
    layer, _, environment = name.partition("-")
    return StackGraph(name=name, layer=layer, environment=environment, resources=resources, outputs=outputs or {})


@dataclass(frozen=True, kw_only=True)
class SmallProject:
    """A folder that `estate ready` can be started in."""

    root: Path
    estate: Estate

    @property
    def pack(self) -> Path:
        return self.root / "policies"

    @property
    def plan(self) -> Path:
        return self.root / "plan.json"

    def write(self, name: str, text: str) -> None:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def planned(self, *stacks: StackGraph) -> None:
        self.plan.write_text(json.dumps(graphs_as_json(stacks)))


def jobs(*, service: str = "till", **inputs: Any) -> Resource:
    """A queue of a service."""
    return resource(QUEUE, "jobs", {"tags": {"service": service}, **inputs})


def small_project(folder: Path) -> SmallProject:
    """The small estate with the pack, and a plan of one queue of the service till that is encrypted."""
    project = SmallProject(root=folder, estate=small_estate(folder))
    for name, text in PACK.items():
        project.write(f"policies/{name}", text)
    catalog = Path(__file__).parents[2] / "policies/_catalog"
    (project.pack / "_catalog").symlink_to(catalog)
    project.planned(stack("services-live", jobs(encrypted=True)))
    return project


WAIVER = (
    "waivers:\n  - {check: CHECK, SUBJECT, owner: cedar, approver: agave, reason: it comes with the next release, "
    'compensating_control: nothing secret stands in it, ticket: PLAT-7, granted: "2026-11-01", expires: "EXPIRES"}\n'
)


def waiver(name: str, subject: str, *, expires: str = "2026-11-20") -> str:
    """The file of one waiver."""
    return WAIVER.replace("CHECK", name).replace("SUBJECT", subject).replace("EXPIRES", expires)
