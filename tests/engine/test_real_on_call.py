"""The real engine brings the layer `oncall` up on the sandbox, and an edit of the catalog changes what it names and nothing else."""

from pathlib import Path

from tests.engine.cli import Json, Pulumi, sandbox
from tests.engine.planned import READ, differences, plan

STACK = "oncall-global"
SCHEDULES = (
    "pagerduty:index/schedule:Schedule",
    "datadog:index/onCallSchedule:OnCallSchedule",
    "opsgenie:index/scheduleRotation:ScheduleRotation",
)


def test_the_layer_is_what_was_planned_and_an_unrelated_edit_touches_no_schedule(project: Path) -> None:
    with sandbox(project) as pulumi:
        pulumi.make(STACK)
        made = pulumi.up(STACK)
        assert made == {"create": sum("::default_" not in one["urn"] for one in registered(pulumi))}, "the engine does not count its own"
        pulumi("preview", "--refresh", "--expect-no-changes", stack=STACK)
        differing = differences(plan(project, STACK)[STACK], registered(pulumi))
        assert not differing, "\n".join(differing)
        assert_no_schedule_is_touched(pulumi, project)


def assert_no_schedule_is_touched(pulumi: Pulumi, project: Path) -> None:
    """A team escalates sooner."""
    before = schedules(pulumi)
    team = project / "catalog" / "teams" / "storefront.yaml"
    text = team.read_text()
    assert "escalate_after: 10m" in text
    team.write_text(text.replace("escalate_after: 10m", "escalate_after: 5m"))
    changes = pulumi.up(STACK)
    assert changes["update"] == 2 + 2 + 2, "two policies of the team at each of three vendors"
    assert set(changes) == {"update", "same"}
    assert schedules(pulumi) == before


def registered(pulumi: Pulumi) -> list[Json]:
    """What the program registers, and the providers that the engine adds by itself."""
    return [one for one in pulumi.resources(STACK) if one["type"] not in READ]


def schedules(pulumi: Pulumi) -> dict[str, object]:
    """Every schedule of every vendor: what the engine knows of it."""
    return {one["urn"]: (one["id"], one["inputs"]) for one in pulumi.resources(STACK) if one["type"] in SCHEDULES}
