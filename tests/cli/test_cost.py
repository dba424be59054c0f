"""`estate cost` as a person starts it, in a small project with a history."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.graph.projects import Project, make_project

GATEWAYS = """from pulumi_aws import ec2, sqs


def build(catalog, environment):
    for number in range({count}):
        ec2.NatGateway(f"gate-{{number}}", subnet_id="subnet-1", tags={{"service": "checkout"}})
    sqs.Queue("jobs", tags={{"service": "order-mail"}})
"""
TASKS = """from pulumi_aws import ecs


def build(catalog, environment):
    task = ecs.TaskDefinition("cart", family="cart", cpu="1024", memory="4096", container_definitions="[]")
    ecs.Service("cart", desired_count=2, launch_type="FARGATE", task_definition=task.arn, tags={"service": "cart"})
"""
USAGE = """# yaml-language-server: $schema=schema/usage.json
usage:
  - {environment: production, of: checkout, sku: nat-gateway-gb, quantity: "200", source: a report, as_of: 2026-08-31}
  - {environment: production, of: chekout, sku: nat-gateway-gb, quantity: "200", source: a report, as_of: 2026-08-31}
"""
DAY = ("--on", "2026-09-01")


@pytest.fixture
def project(tmp_path: Path) -> Project:
    project = make_project(tmp_path)
    project.write("stacks/network.py", GATEWAYS.format(count=2))
    project.commit("gateways")
    return project


def owner(document: dict[str, Any], environment: str, name: str) -> dict[str, Any]:
    (found,) = [one for one in document["environments"] if one["name"] == environment]
    return next(one for one in found["owners"] if one["name"] == name)


def test_the_json_is_exact_and_a_stack_that_cannot_be_planned_is_no_saving(project: Project) -> None:
    project.write("stacks/account.py", GATEWAYS.format(count=2) + '    raise LookupError("no such thing")\n')
    done = project.estate("cost", "production", "--json", *DAY)
    assert (done.code, done.error) == (1, "")
    document = json.loads(done.out)
    assert list(document) == ["version", "day", "currency", "hours_monthly", "environments", "budgets", "prices", "warnings", "errors"]
    assert document["errors"] == ["account-production cannot be planned, and its cost is missing: LookupError: no such thing"]
    assert (document["version"], document["day"], document["hours_monthly"]) == (1, "2026-09-01", "730")
    assert [one["name"] for one in document["environments"]] == ["production"]
    checkout = owner(document, "production", "checkout")
    assert checkout["priced_usd_monthly"] == {"at_least": "65.7", "at_most": "65.7"}  # 2 x 730 h x 0.045
    assert [(one["sku"], one["usd_monthly"]) for one in checkout["usage_dependent"]] == [("nat-gateway-gb", None)]
    mail = owner(document, "production", "order-mail")
    assert (mail["priced_usd_monthly"], [one["sku"] for one in mail["usage_dependent"]]) == (None, ["sqs-request"])


def test_the_text_says_what_is_over_what_is_old_what_was_measured_and_what_could_be_smaller(project: Project) -> None:
    project.write("stacks/network.py", GATEWAYS.format(count=13))
    project.write("stacks/services.py", TASKS)
    project.write("catalog/usage.yaml", USAGE)
    project.write("used.csv", "environment,name,cpu_p95_percent,memory_p95_percent\nproduction,cart,20,30\n")
    done = project.estate("cost", "production", "--utilisation", "used.csv", "--on", "2027-01-01")
    assert (done.code, done.error) == (1, "")
    # 13 x 32.85 = 427.05 and 200 GB x 0.045 = 9.00: 36.05 over 400
    assert "     checkout                   $436.05     $436.05  of $400" in done.out
    over = "production: checkout is $36.05 over its budget of $400.00 at its least (catalog/services/checkout.yaml)"
    assert over in done.out.splitlines()
    assert "usage.yaml has nat-gateway-gb of 'chekout' in production, and nothing planned there is charged for it" in done.out
    assert "prices are of another region than what they price: us-east-1" in done.out
    assert "prices are stale on 2027-01-01: older than the book allows" in done.out
    assert "   production  cart                  1024 CPU units, 4096 MiB -> 512 CPU units, 2048 MiB" in done.out


def test_a_change_is_a_table_for_the_pull_request_and_no_change_is_silence(project: Project) -> None:
    silent = project.estate("cost", "production", "--base", "main", "--markdown", *DAY)
    assert (silent.code, silent.out, silent.error) == (0, "", "")
    project.write("stacks/network.py", GATEWAYS.format(count=3))
    done = project.estate("cost", "production", "--base", "main", "--markdown", *DAY)
    assert "| `production` | `checkout` | $65.70 | $98.55 | +$32.85 |  |" in done.out.splitlines()
    assert "order-mail" not in done.out, "what stays is not in the table"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["prodction"], "'prodction' is no environment; did you mean 'production'?"),
        (["production", "--service", "chekout"], "'chekout' has nothing planned here; did you mean 'checkout'?"),
        (["--json", "--markdown"], "--json and --markdown both write to standard output; choose one of them"),
        (["--utilisation", "none.csv"], "none.csv cannot be read: No such file or directory"),
        (["--utilisation", "wrong.csv"], "wrong.csv:2  has 1 cell; expected 4"),
        (["production", "--base", "nowhere"], "'nowhere'"),
        (["--on", "tomorrow"], "tomorrow"),
    ],
)
def test_wrong_input_is_answered_in_words(project: Project, arguments: list[str], told: str) -> None:
    project.write("wrong.csv", "environment,name,cpu_p95_percent,memory_p95_percent\ncart\n")
    done = project.estate("cost", *arguments)
    assert (done.code, done.out) == (2, "")
    assert told in done.error
    assert "Traceback" not in done.error
