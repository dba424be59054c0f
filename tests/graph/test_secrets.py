"""A secret of the program stands in no format, on neither side of a comparison, and in no error."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pulumi
import pytest
from pulumi_aws import ecs, rds, secretsmanager, sqs
from rich.console import Console

from estate.graph import terminal
from estate.graph.diff import compare
from estate.graph.markdown import as_markdown
from estate.graph.page import as_page
from estate.graph.plan import Plan
from estate.graph.planner import plan_stacks
from estate.graph.program import Program
from estate.graph.revision import BasePlan
from estate.layers import StackName
from tests.graph.graphs import REVISION

ROOT = Path(__file__).parents[2]
CANARY = "kanarienvogel-7731"
OTHER = "kanarienvogel-9942"
STACK = StackName(layer="data", environment="dev")


def planned(build: Callable[[], None]) -> Plan:
    program = Program(root=ROOT, stacks=(STACK,), build=lambda _stack: build(), references={})
    return plan_stacks(program, (STACK,))


def with_secrets(canary: str, name: str) -> None:
    """Plants the canary in a field, a list, a map, a JSON document, what is derived from it, an output, and an output of another."""
    secret = pulumi.Output.secret(canary)
    cluster = rds.Cluster("db", engine="aurora-postgresql", master_username=name, master_password=secret)
    secretsmanager.SecretVersion("v", secret_id="s", secret_string=pulumi.Output.json_dumps({"password": secret, "name": name}))
    ecs.TaskDefinition("t", family=name, container_definitions=pulumi.Output.json_dumps([{"environment": [{"value": secret}]}]))
    sqs.Queue("q", name=name, tags={"plain": name, "secret": secret})
    rds.ClusterParameterGroup(
        "p", family="aurora-postgresql16", parameters=[rds.ClusterParameterGroupParameterArgs(name=name, value=secret)]
    )
    sqs.Queue("copy", name=cluster.master_password.apply(lambda value: f"{value}-copy"))
    pulumi.export("password", secret)
    pulumi.export("nested", {"inside": [secret, cluster.master_password]})


def raised_after(canary: str) -> None:
    sqs.Queue("q", name=pulumi.Output.secret(canary))
    raise ValueError(f"the password {canary!r} is too short")


def raised_with_its_json(canary: str) -> None:
    odd = f'{canary}"\n'
    sqs.Queue("q", name=pulumi.Output.secret(odd))
    raise ValueError(json.dumps({"password": odd}))


def raised_at_work(canary: str) -> None:
    def check(value: str) -> str:
        raise ValueError(f"begins with {value[:16]}")

    sqs.Queue("q", name=pulumi.Output.secret(canary).apply(check))


def raised_about_several(canary: str) -> None:
    both = pulumi.Output.all(pulumi.Output.secret(canary), "plain")
    sqs.Queue("q", name=both.apply(lambda values: {}[values[0].upper()]))


def formats(before: Plan, after: Plan) -> Iterator[tuple[str, str]]:
    """Every way in which a plan is shown."""
    comparison = compare(REVISION, BasePlan(plan=before, warnings=()), after, whole=True)
    console = Console(width=200, record=True, file=None, quiet=True)
    for verbose in (False, True):
        for line in (*terminal.plan_lines(after, verbose=verbose), *terminal.comparison_lines(after, comparison, verbose=verbose)):
            console.print(line)
    yield "terminal", console.export_text()
    yield "JSON", json.dumps([before.as_json(), after.as_json(), comparison.as_json()], default=dict)
    yield "markdown", as_markdown(after, None) + as_markdown(after, comparison)
    yield "page", as_page(after) + as_page(after, comparison)


def test_no_secret_stands_in_any_format_nor_on_either_side_of_a_comparison() -> None:
    before, after = planned(lambda: with_secrets(CANARY, "old")), planned(lambda: with_secrets(OTHER, "new"))
    assert not before.errors
    assert len(before.stacks[0].made) == 6
    told = dict(formats(before, after))
    assert "old" in told["JSON"], "the plans themselves must be there"
    assert {name for name, text in told.items() if "kanarienvogel" in text} == set()


def test_a_secret_is_marked_and_what_is_beside_it_is_not() -> None:
    (stack,) = planned(lambda: with_secrets(CANARY, "old")).stacks
    inputs = {one.name: one.inputs for one in stack.resources}
    assert inputs["db"]["masterPassword"] == {"$secret": True}
    assert inputs["db"]["masterUsername"] == "old"
    assert stack.outputs["password"] == {"$secret": True}


def test_a_secret_that_becomes_another_is_no_change() -> None:
    before, after = planned(lambda: with_secrets(CANARY, "same")), planned(lambda: with_secrets(OTHER, "same"))
    assert not compare(REVISION, BasePlan(plan=before, warnings=()), after, whole=True).changed


@pytest.mark.parametrize("program", [raised_after, raised_with_its_json, raised_at_work, raised_about_several])
def test_an_error_tells_no_secret(program: Callable[[str], None], capfd: pytest.CaptureFixture[str]) -> None:
    failed = planned(lambda: program(CANARY))
    assert failed.errors[0].source
    told = dict(formats(failed, failed))
    told["standard error"] = "".join(capfd.readouterr())
    assert {name for name, text in told.items() if "kanarienvogel" in text.lower()} == set()


def test_an_error_keeps_the_words_that_are_no_secret() -> None:
    (error,) = planned(lambda: raised_after(CANARY)).errors
    assert error.text == "ValueError: the password '[secret]' is too short"
