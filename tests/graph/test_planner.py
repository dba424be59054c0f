"""Stacks side by side, each in a process of its own; errors, deaths and interrupts."""

import multiprocessing
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pulumi
import pytest
from pulumi_aws import Provider, get_caller_identity, get_regions_output, sqs

from estate.graph.plan import Plan
from estate.graph.planner import plan_stacks
from estate.graph.program import Program
from estate.layers import StackName

ROOT = Path(__file__).parents[2]
NO_INPUT: Any = object()
HERE = "tests/graph/test_planner.py"


def stacks(*environments: str) -> tuple[StackName, ...]:
    return tuple(StackName(layer="network", environment=environment) for environment in environments)


def planned(build: Callable[[StackName], None], *environments: str, workers: int | None = None) -> Plan:
    program = Program(root=ROOT, stacks=(), build=build, references={})
    return plan_stacks(program, stacks(*environments), workers=workers)


def line_of(function: Callable[..., object], offset: int) -> str:
    return f"{HERE}:{function.__code__.co_firstlineno + offset}"


def queue(stack: StackName) -> None:
    sqs.Queue(f"q-{stack.environment}")


def test_each_stack_has_what_its_own_program_registers_in_the_order_asked_for() -> None:
    plan = planned(queue, "b", "a", "c", workers=2)
    assert [(stack.name, [one.name for one in stack.made]) for stack in plan.stacks] == [
        ("network-b", ["q-b"]),
        ("network-a", ["q-a"]),
        ("network-c", ["q-c"]),
    ]


def test_what_names_no_provider_gets_one_of_the_engines_for_each_version_of_a_package() -> None:
    def build(_stack: StackName) -> None:
        named = Provider("aws", region="eu-central-1")
        sqs.Queue("named", opts=pulumi.ResourceOptions(provider=named))
        pulumi.ComponentResource("estate:aws:Queue", "part")
        for name, version in (("a", "7.39.0"), ("b", "7.39.0"), ("c", "8.0.0-beta.1+build")):
            sqs.Queue(name, opts=pulumi.ResourceOptions(version=version))

    (stack,) = planned(build, "a").stacks
    assert [one.urn for one in stack.resources if one.is_default_provider] == [
        "urn:pulumi:network-a::estate::pulumi:providers:aws::default_7_39_0",
        "urn:pulumi:network-a::estate::pulumi:providers:aws::default_8_0_0_beta_1_build",
    ]
    assert [one.name for one in stack.resources if one.type == "pulumi:providers:aws" and not one.is_default_provider] == ["aws"]


def test_a_resource_knows_the_line_of_the_program_that_asked_for_it() -> None:
    (stack,) = planned(queue, "a").stacks
    assert stack.resources[0].source == line_of(queue, 1)


def raises(stack: StackName) -> None:
    queue(stack)
    if stack.environment == "bad":
        raise LookupError("no such thing: curency")


def test_an_error_in_one_stack_hides_no_other_and_has_its_line() -> None:
    plan = planned(raises, "a", "bad", "b")
    assert [stack.name for stack in plan.stacks] == ["network-a", "network-b"]
    assert [(error.stack, error.text, error.source) for error in plan.errors] == [
        ("network-bad", "LookupError: no such thing: curency", line_of(raises, 3))
    ]


def in_apply(_stack: StackName) -> None:
    sqs.Queue("q").arn.apply(lambda arn: int(arn, 10))


def unregistrable(_stack: StackName) -> None:
    sqs.Queue("q", fifo_queue=NO_INPUT)


def no_contract(_stack: StackName) -> None:
    pulumi.StackReference("organization/estate/moon-dev")


def asks_plainly(_stack: StackName) -> None:
    get_caller_identity()


def asks_for_output(_stack: StackName) -> None:
    sqs.Queue("q", name=get_regions_output().names[0])


def leaves(_stack: StackName) -> None:
    sys.exit(3)


@pytest.mark.parametrize(
    ("program", "words"),
    [
        pytest.param(in_apply, "invalid literal for int()", id="inside apply"),
        pytest.param(unregistrable, "unexpected input of type object", id="an input that no engine takes"),
        pytest.param(no_contract, "no stack 'moon-dev' has a contract", id="another stack's outputs"),
        pytest.param(
            asks_plainly, "getCallerIdentity: a plan asks no account; take the value from the catalog", id="a call to the account"
        ),
        pytest.param(asks_for_output, "getRegions: a plan asks no account", id="a call whose answer is an output"),
        pytest.param(leaves, "SystemExit: 3", id="sys.exit"),
    ],
)
def test_every_kind_of_mistake_is_told_with_its_line(program: Callable[[StackName], None], words: str) -> None:
    (error,) = planned(program, "dev").errors
    assert words in error.text
    assert "Traceback" not in error.text
    assert error.source == line_of(program, 1)


def test_of_several_mistakes_it_is_always_the_same_that_is_told() -> None:
    def several(_stack: StackName) -> None:
        for number in range(20):
            sqs.Queue(f"q{number}").arn.apply(lambda arn, number=number: int(f"{arn} {number}"))

    told = {planned(several, "dev").errors[0].text for _ in range(3)}
    assert len(told) == 1


def dies(stack: StackName) -> None:
    queue(stack)
    if stack.environment == "exit":
        os._exit(7)
    if stack.environment == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if stack.environment == "crash":
        os.kill(os.getpid(), signal.SIGTERM)


def test_a_process_that_dies_is_an_error_of_its_stack() -> None:
    plan = planned(dies, "exit", "a", "killed", "crash")
    assert [stack.name for stack in plan.stacks] == ["network-a"]
    assert [error.text for error in plan.errors] == [
        "the program ended its process with exit code 7 before the plan was told",
        "the process of the program was ended by SIGKILL, as the kernel does when memory runs out",
        "the process of the program was ended by SIGTERM",
    ]


def test_what_a_program_prints_does_not_stand_in_the_plan(capfd: pytest.CaptureFixture[str]) -> None:
    def prints(_stack: StackName) -> None:
        sys.stdout.write("noise")

    planned(prints, "dev")
    assert "noise" not in capfd.readouterr().out


def test_listeners_hear_of_every_stack_once() -> None:
    heard: list[str] = []
    program = Program(root=ROOT, stacks=(), build=raises, references={})
    plan_stacks(program, stacks("a", "bad", "b"), told=lambda stack, _outcome: heard.append(str(stack)))
    assert sorted(heard) == ["network-a", "network-b", "network-bad"]


def test_no_process_is_left_when_the_listener_interrupts() -> None:
    def waits(stack: StackName) -> None:
        if stack.environment != "a":
            signal.pause()

    def interrupt(_stack: StackName, _outcome: object) -> None:
        raise KeyboardInterrupt

    program = Program(root=ROOT, stacks=(), build=waits, references={})
    with pytest.raises(KeyboardInterrupt):
        plan_stacks(program, stacks("a", "b", "c"), told=interrupt, workers=3)
    assert multiprocessing.active_children() == []


INTERRUPTED = """
import os, signal, sys
from contextlib import suppress
from pathlib import Path
from estate.graph.planner import plan_stacks
from estate.graph.program import Program
from estate.layers import StackName

def build(stack):
    os.write(2, b"%d\\n" % os.getpid())  # at once: what two processes print piece by piece is mixed
    signal.pause()

signal.signal(signal.SIGINT, signal.default_int_handler)  # as at a terminal: whoever runs tests in the background may have it ignored
stacks = [StackName(layer="network", environment=name) for name in "ab"]
plan_stacks(Program(root=Path.cwd(), stacks=(), build=build, references={}), stacks, workers=2)
"""


def test_ctrl_c_at_the_terminal_ends_every_process() -> None:
    with subprocess.Popen(  # noqa: S603 - this interpreter, and a program that stands above
        [sys.executable, "-c", INTERRUPTED], cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True, start_new_session=True
    ) as run:
        try:
            assert run.stderr
            children = [int(run.stderr.readline()) for _ in range(2)]
            os.killpg(run.pid, signal.SIGINT)
            run.communicate(timeout=60)
        finally:
            with suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)
    assert run.returncode != 0
    for child in children:
        with pytest.raises(ProcessLookupError):
            os.kill(child, 0)
