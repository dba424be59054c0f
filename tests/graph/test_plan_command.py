"""`estate plan` as a person starts it, in a small project with a history."""

import json
from pathlib import Path

import pytest

from estate.graph.git import find_revision
from estate.graph.plan import plan_from_json
from estate.graph.revision import BaseError, ForeignCodeError, plan_revision
from tests.graph.projects import PROGRAM, Project, make_project

RESOURCE_KEYS = {
    "urn",
    "type",
    "name",
    "parent",
    "custom",
    "inputs",
    "depends_on",
    "protect",
    "aliases",
    "ignore_changes",
    "region",
    "source",
    "replace_on_changes",
    "delete_before_replace",
}
BROKEN = PROGRAM + '    raise LookupError("no such thing: curency")\n'


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return make_project(tmp_path)


def test_the_json_is_the_contract_and_the_same_bytes_each_time(project: Project) -> None:
    first, second = project.estate("plan", "--json"), project.estate("plan", "--json")
    assert (first.code, first.error) == (0, "")
    assert first.out == second.out
    document = json.loads(first.out)
    assert list(document) == ["version", "stacks"]
    assert document["version"] == 1
    names = [stack["name"] for stack in document["stacks"]]
    assert names[:3] == ["bootstrap-global", "oncall-global", "telemetry-global"]
    assert {"account-dev", "network-dev", "data-dev", "services-dev", "services-production"} <= set(names)
    stack = document["stacks"][3]
    assert list(stack) == ["name", "layer", "environment", "resources", "outputs"]
    provider, queue = sorted(stack["resources"], key=lambda one: one["name"])
    assert set(queue) == set(provider) == RESOURCE_KEYS
    assert provider["type"] == "pulumi:providers:aws", "the engine makes one for what names none"
    assert queue["urn"] == f"urn:pulumi:{stack['name']}::estate::aws:sqs/queue:Queue::jobs"
    assert queue["inputs"] == {"delaySeconds": 1}
    assert queue["source"] == "stacks/account.py:5"
    assert plan_from_json(document).as_json() == document | {"stacks": plan_from_json(document).as_json()["stacks"]}
    assert str(project.root) not in first.out


def test_only_the_named_stacks_are_planned_in_the_order_of_the_rollout(project: Project) -> None:
    done = project.estate("plan", "network-production", "account-dev", "--json")
    assert [stack["name"] for stack in json.loads(done.out)["stacks"]] == ["account-dev", "network-production"]


def test_a_stack_that_is_none_is_answered_with_the_nearest(project: Project) -> None:
    done = project.estate("plan", "netwrok-dev", "moon")
    assert (done.code, done.out) == (2, "")
    assert "'netwrok-dev' is no stack; did you mean 'network-dev'?" in done.error
    assert "'moon' is no stack; known are bootstrap-global, oncall-global, telemetry-global, account-dev" in done.error


def test_a_broken_program_is_told_with_its_line_and_the_others_are_planned(project: Project) -> None:
    project.write("stacks/network.py", BROKEN)
    done = project.estate("plan", "account-dev", "network-dev")
    assert done.code == 1
    assert " account-dev               1 resource" in done.out
    assert "error  stacks/network.py:6\n   LookupError: no such thing: curency" in done.out
    assert "Traceback" not in done.out + done.error
    assert json.loads(project.estate("plan", "network-dev", "--json").out)["errors"] == [
        {
            "stack": "network-dev",
            "layer": "network",
            "environment": "dev",
            "text": "LookupError: no such thing: curency",
            "source": "stacks/network.py:6",
        }
    ]


def test_a_program_that_cannot_be_read_is_an_error_of_its_stack(project: Project) -> None:
    project.write("stacks/network.py", "def build(:\n")
    done = project.estate("plan", "account-dev", "network-dev")
    assert done.code == 1
    assert "error  stacks/network.py:1\n   SyntaxError" in done.out


def test_what_goes_wrong_at_work_on_a_secret_tells_it_nowhere(project: Project) -> None:
    project.write(
        "stacks/network.py",
        """import pulumi
from pulumi_aws import sqs


def refuse(value):
    raise ValueError(f"too short: {value}")


def build(catalog, environment):
    secret = pulumi.Output.secret("kanarienvogel-7731")
    sqs.Queue("first", name=secret)
    for number in range(3):
        sqs.Queue(f"queue-{number}", name=secret.apply(refuse))
""",
    )
    done = project.estate("plan", "network-dev", "--json", "--html", "build/page.html")
    assert json.loads(done.out)["errors"][0]["source"] == "stacks/network.py:6"
    assert "kanarienvogel" not in done.out + done.error + (project.root / "build/page.html").read_text()
    assert done.error == "The page: build/page.html\n", "the SDK's own complaints would hold its words"


def test_uncommitted_changes_are_compared_with_the_base(project: Project) -> None:
    project.write("stacks/network.py", PROGRAM.replace("delay_seconds=1", "delay_seconds=2, fifo_queue=True"))
    project.write("stacks/services.py", PROGRAM.replace('"jobs"', '"tasks"'))
    done = project.estate("plan", "network-dev", "services-dev", "account-dev", "--base", "main", "--json")
    comparison = json.loads(done.out)["comparison"]
    found = {stack["name"]: [(one["action"], one["name"]) for one in stack["resources"]] for stack in comparison["stacks"]}
    assert found == {
        "account-dev": [],
        "network-dev": [("replace", "jobs")],
        "services-dev": [("delete", "jobs"), ("create", "tasks")],
    }
    assert comparison["commit"] == project.git("rev-parse", "main")
    assert comparison["warnings"] == []


def test_every_format_is_written_and_the_base_is_planned_once(project: Project) -> None:
    project.write("stacks/network.py", PROGRAM.replace("delay_seconds=1", "delay_seconds=2"))
    terminal = project.estate("plan", "--base", "HEAD")
    kept = list((project.root / "build/plan").iterdir())
    assert [path.suffix for path in kept] == [".json"], "the revision's files are gone, its plan stays"
    # What is read on the second time is what was kept: without it the base would have to be planned again.
    kept[0].write_text(kept[0].read_text().replace('"delaySeconds": 1', '"delaySeconds": 7'))
    markdown = project.estate("plan", "--base", "HEAD", "--markdown", "--html", "build/page.html")
    assert "delaySeconds 1 -> 2" in terminal.out
    assert "delaySeconds 7 → 2" in markdown.out
    assert "delaySeconds 7 → 2" in (project.root / "build/page.html").read_text()
    assert (terminal.code, markdown.code) == (0, 0)


def test_a_changed_lock_and_a_broken_base_are_said(project: Project) -> None:
    project.write("stacks/network.py", BROKEN)
    project.commit("broken")
    project.write("stacks/network.py", PROGRAM)
    project.write("requirements.lock", "pulumi==4\n")
    done = project.estate("plan", "account-dev", "network-dev", "--base", "main")
    assert done.code == 0, "the head has no error"
    assert "network-dev               not compared: main has an error: LookupError: no such thing: curency" in done.out
    assert "warning: requirements.lock differs: main is planned with the dependencies of the\n" in done.out


def test_a_base_that_cannot_be_planned_says_why_in_its_own_words(project: Project) -> None:
    project.write("catalog/organisation.yaml", "name: [")
    project.commit("a broken catalog")
    with pytest.raises(BaseError) as raised:
        plan_revision(project.root, find_revision(project.root, "main"))
    assert "catalog/organisation.yaml:" in str(raised.value)
    assert str(raised.value).endswith("\nName another revision.")
    assert str(project.root) not in str(raised.value)


def test_the_code_of_another_revision_never_runs_in_place_of_its_own(tmp_path: Path) -> None:
    project = Project(root=tmp_path)
    project.git("init", "--quiet")
    project.write("stacks/__init__.py", "")
    project.commit("without tools of its own")
    with pytest.raises((ForeignCodeError, BaseError), match=r"not its own code|has no packages 'estate' and 'stacks'"):
        plan_revision(tmp_path, find_revision(tmp_path, "main"))


def test_a_revision_that_is_none_is_an_error_of_the_input(project: Project) -> None:
    done = project.estate("plan", "--base", "mian")
    assert done.code == 2
    assert done.error.startswith("'mian' is no revision of this repository; did you mean 'main'?")
