"""The real engine brings the real stacks of `dev` up on the sandbox, and registers what a plan says."""

import re
from pathlib import Path

from tests.engine.cli import Pulumi, sandbox
from tests.engine.planned import READ, differences, plan

PROTECTED = ("bootstrap-global", "account-dev")  # holds what no destroy may take away
STACKS = ("network-dev", "data-dev", "services-dev")
RETENTION = re.compile(r"^log_retention_days: \d+$", re.MULTILINE)


def test_the_stacks_of_dev_live_their_whole_life_and_are_what_was_planned(project: Path) -> None:
    with sandbox(project) as pulumi:
        for stack in (*PROTECTED, *STACKS):
            assert_brought_up(pulumi, stack)
        planned = plan(project, *PROTECTED, *STACKS)
        differing = [found for stack in planned for found in differences(planned[stack], pulumi.resources(stack))]
        assert not differing, "\n".join(differing)
        assert_updated_in_place(pulumi, project)
        for stack in reversed(STACKS):
            assert_taken_down(pulumi, stack)


def assert_brought_up(pulumi: Pulumi, stack: str) -> None:
    pulumi.make(stack)
    foreseen = pulumi.preview(stack)["changeSummary"]
    made = pulumi.up(stack)
    assert made == {"create": len([one for one in pulumi.resources(stack) if one["type"] not in READ])}
    assert foreseen["create"] == made["create"]
    # Neither the program nor a look at every resource finds anything to do.
    pulumi("preview", "--refresh", "--expect-no-changes", stack=stack)


def assert_updated_in_place(pulumi: Pulumi, project: Path) -> None:
    """The environment keeps its logs longer: every log group is updated, nothing is replaced."""
    dev = project / "catalog" / "environments" / "dev.yaml"
    text, count = RETENTION.subn("log_retention_days: 365", dev.read_text())
    assert count == 1
    dev.write_text(text)
    changes = pulumi.up("network-dev")
    groups = [one for one in pulumi.resources("network-dev") if one["type"] == "aws:cloudwatch/logGroup:LogGroup"]
    assert changes == {"update": len(groups), "same": len(pulumi.resources("network-dev")) - len(groups)}
    assert {group["outputs"]["retentionInDays"] for group in groups} == {365}


def assert_taken_down(pulumi: Pulumi, stack: str) -> None:
    pulumi("destroy", "--yes", stack=stack)
    assert pulumi.resources(stack) == []
