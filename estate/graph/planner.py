"""Plans stacks side by side: one forked process each, because two programs in one process corrupt each other.

The parent imports what the stacks use before it forks, so that they share it; the children answer with plain data.
"""

import gc
import logging
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import connection
from multiprocessing.context import ForkProcess
from typing import Any, NoReturn

from pulumi import runtime

from estate.graph import failure
from estate.graph.model import StackGraph
from estate.graph.plan import Plan, ProgramError
from estate.graph.program import Program
from estate.graph.record import record
from estate.graph.symbols import Symbols, UnansweredError, refusal
from estate.layers import StackName

FORK = multiprocessing.get_context("fork")
LETHAL = signal.SIGKILL

Outcome = StackGraph | ProgramError
Told = Callable[[StackName, Outcome], None]


@dataclass(frozen=True, kw_only=True)
class Running:
    """A stack that is being planned."""

    stack: StackName
    process: ForkProcess
    answer: connection.Connection


def plan_stacks(program: Program, stacks: Sequence[StackName], *, told: Told | None = None, workers: int | None = None) -> Plan:
    """Plan the stacks, at most `workers` at once (as many as there are cores); `told` hears of each as it is done.

    The error of one stack hides no other. An interrupt ends every process before it passes.
    """
    collected = gc.isenabled()
    # Imports make a million objects that stay: a collector that looks through them again and again takes as long as they do.
    gc.disable()
    try:
        for layer in {stack.layer: stack for stack in stacks}.values():
            program.prepare(layer)
        gc.collect()
        gc.freeze()
        outcomes = dict(_outcomes(program, _largest_first(stacks), told=told, workers=workers or len(os.sched_getaffinity(0))))
    finally:
        gc.unfreeze()
        if collected:
            gc.enable()
    return _in_order(outcomes, stacks)


def _largest_first(stacks: Sequence[StackName]) -> list[StackName]:
    """Later layers hold more: they begin first, so that the last process to end is a short one."""
    layers = list(dict.fromkeys(stack.layer for stack in stacks))
    return sorted(stacks, key=lambda stack: -layers.index(stack.layer))


def _in_order(outcomes: Mapping[StackName, Outcome], stacks: Sequence[StackName]) -> Plan:
    ordered = [outcomes[stack] for stack in stacks]
    return Plan(
        stacks=tuple(outcome for outcome in ordered if isinstance(outcome, StackGraph)),
        errors=tuple(outcome for outcome in ordered if isinstance(outcome, ProgramError)),
    )


def _outcomes(program: Program, stacks: list[StackName], *, told: Told | None, workers: int) -> Iterator[tuple[StackName, Outcome]]:
    waiting, running = list(stacks), list[Running]()
    try:
        while waiting or running:
            while waiting and len(running) < workers:
                running.append(_start(program, waiting.pop(0)))
            ready = connection.wait([one.answer for one in running])
            for one in [one for one in running if one.answer in ready]:
                running.remove(one)
                outcome = _outcome(one)
                if told:
                    told(one.stack, outcome)
                yield one.stack, outcome
    finally:
        for one in running:
            one.process.kill()
            one.process.join()


def _start(program: Program, stack: StackName) -> Running:
    answer, give = FORK.Pipe(duplex=False)
    process = FORK.Process(target=_child, args=(program, stack, give), name=str(stack), daemon=True)
    # An interrupt that arrives while libraries run what they have registered for a fork would be lost: Python drops what is raised there.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    give.close()
    return Running(stack=stack, process=process, answer=answer)


def _outcome(one: Running) -> Outcome:
    """What the child answered; a child that died without an answer is an error of its stack."""
    with one.answer, suppress(EOFError, OSError):
        outcome: Outcome = one.answer.recv()
        one.process.join()
        return outcome
    one.process.join()
    return _error(one.stack, text=_death(one.process.exitcode or 0), source=None)


def _death(code: int) -> str:
    if code >= 0:
        return f"the program ended its process with exit code {code} before the plan was told"
    name = signal.Signals(-code).name
    hint = ", as the kernel does when memory runs out" if -code == LETHAL else ""
    return f"the process of the program was ended by {name}{hint}"


def _child(program: Program, stack: StackName, give: connection.Connection) -> None:
    """Plans one stack in a process of its own."""
    # An interrupt ends the whole group of processes; only the parent has something to say about it.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    # What the program prints must not stand in the plan.
    sys.stdout.flush()
    os.dup2(2, 1)
    sys.stdout = sys.stderr
    # Unretrieved exceptions are told with all their words, and those may hold a secret.
    logging.getLogger("asyncio").disabled = True
    gc.disable()
    _refuse_invokes()
    # The SDK notes every frame above a registration; on a thread of its own a program has none of the command line above it.
    with ThreadPoolExecutor(max_workers=1) as thread:
        give.send(thread.submit(_planned, program, stack).result())
    give.close()


def _planned(program: Program, stack: StackName) -> Outcome:
    try:
        recording = record(
            lambda: program.build(stack), stack=str(stack), answers=Symbols(program.references), root=program.root, waits=False
        )
    except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a program raises is its author's to see
        first = failure.first(error, program.root)
        return _error(stack, text=failure.words(first), source=failure.where(first, program.root))
    return StackGraph(
        name=str(stack),
        layer=stack.layer,
        environment=stack.environment,
        resources=recording.resources,
        outputs=recording.outputs,
    )


def _refuse_invokes() -> None:
    """Refuse calls of provider functions where the program makes them: later, the SDK no longer knows the line."""

    def refuse(token: str, *_arguments: Any, **_options: Any) -> NoReturn:
        raise UnansweredError(refusal(token))

    for name in ("invoke", "invoke_async", "invoke_output", "invoke_single", "invoke_output_single"):
        if hasattr(runtime, name):
            setattr(runtime, name, refuse)


def _error(stack: StackName, *, text: str, source: str | None) -> ProgramError:
    return ProgramError(stack=str(stack), layer=stack.layer, environment=stack.environment, text=text, source=source)
