"""What the engine registered, held against what a plan says: the same program, seen by both."""

import base64
import json
import os
import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tests.engine.cli import ESTATE, UP_SECONDS

# With the quotes that a shell needs round a symbol, and not round most values.
SYMBOL = re.compile(r"'?\$\{[^}]*\}'?")
SECRET_KEY, SECRET = "4dabf18193072939515e22adb298388d", "1b47061264138c4ac30d75fd1eb44270"  # Pulumi's mark of a secret
FILLED_IN = "__defaults"
# What is read and not made: other stacks, and the provider that reads them.
READ = ("pulumi:pulumi:StackReference", "pulumi:providers:pulumi")
STACK = "pulumi:pulumi:Stack"
Json = dict[str, Any]


def plan(root: Path, *stacks: str) -> dict[str, dict[str, Json]]:
    """`estate plan --json`: stack -> URN -> resource."""
    said = subprocess.run(  # noqa: S603 - this interpreter and a module of ours
        [*ESTATE, "plan", *stacks, "--json"],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        timeout=UP_SECONDS,
        check=False,
    )
    assert said.returncode == 0, said.stderr
    return {stack["name"]: {one["urn"]: one for one in stack["resources"]} for stack in json.loads(said.stdout)["stacks"]}


def differences(planned: Mapping[str, Json], registered: list[Json]) -> list[str]:
    """Every difference between a stack's plan and its state; the stack itself, and what is read, are no resources of a plan."""
    state = {one["urn"]: one for one in registered if one["type"] not in (STACK, *READ)}
    lacking = [f"{urn}: planned, not registered" for urn in sorted(planned.keys() - state.keys())]
    beside = [f"{urn}: registered, not planned" for urn in sorted(state.keys() - planned.keys())]
    both = [found for urn in sorted(planned.keys() & state.keys()) for found in _of_one(planned[urn], state[urn])]
    return lacking + beside + both


def _of_one(planned: Json, state: Json) -> Iterator[str]:
    urn = planned["urn"]
    for name, expected, found in (
        ("type", planned["type"], state["type"]),
        ("custom", planned["custom"], state["custom"]),
        ("parent", planned["parent"], state.get("parent", "")),
        ("protect", planned["protect"], state.get("protect", False)),
    ):
        if expected != found:
            yield f"{urn}: {name} planned {expected!r}, registered {found!r}"
    if planned["custom"]:
        yield from _of_inputs(urn, planned["inputs"], state.get("inputs", {}))


def _of_inputs(urn: str, planned: Json, state: Json) -> Iterator[str]:
    for name in sorted(planned):
        yield from _of_value(f"{urn}: {name}", planned[name], state.get(name))
    for name in sorted(state.keys() - planned.keys() - {*state.get(FILLED_IN, []), "version"}):
        if name.startswith("__"):
            continue
        yield f"{urn}: {name} registered as {state[name]!r}, not planned"


def _of_value(path: str, planned: Any, state: Any) -> Iterator[str]:
    if planned == {"$unknown": True}:
        return
    if planned == {"$secret": True}:
        if not isinstance(state, dict) or state.get(SECRET_KEY) != SECRET or "ciphertext" not in state:
            yield f"{path} is planned as a secret, and registered in the open"
    elif isinstance(planned, dict) and isinstance(state, dict):
        for name in sorted({*planned, *state}):
            yield from _of_value(f"{path}.{name}", planned.get(name), state.get(name))
    elif isinstance(planned, list) and isinstance(state, list) and len(planned) == len(state):
        for index, (one, other) in enumerate(zip(planned, state, strict=True)):
            yield from _of_value(f"{path}[{index}]", one, other)
    elif not _fits(planned, state):
        yield f"{path} planned {planned!r}, registered {state!r}"


def _fits(planned: Any, state: Any) -> bool:
    """Whether the value is the planned one, with something in place of each symbol, also inside base64."""
    if planned == state or not isinstance(planned, str) or not isinstance(state, str):
        return bool(planned == state)
    if SYMBOL.search(planned):
        return re.fullmatch(".+".join(re.escape(part) for part in SYMBOL.split(planned)), state, re.DOTALL) is not None
    inner, found = _decoded(planned), _decoded(state)
    return inner is not None and found is not None and SYMBOL.search(inner) is not None and _fits(inner, found)


def _decoded(text: str) -> str | None:
    try:
        return base64.b64decode(text, validate=True).decode()
    except ValueError:
        return None
