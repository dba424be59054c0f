"""The rate of `estate sandbox up` against plain boto3 calls with the same parallelism, on one emulator.

Every call that bringing up the layers makes is written down, with what had ended before it began. The replay makes the same
calls in the same order of before and after, with as many threads, and puts the new ids where the old ones stood. Both start
with clients of their own and an empty emulator (the emulator slows as its state grows), and take turns.

    .venv/bin/python benchmarks/sandbox_rate.py
"""

import json
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from botocore.client import BaseClient
from botocore.exceptions import ClientError

from estate.catalog.load import load_catalog
from estate.graph.program import load_program
from estate.layers import StackName
from estate.sandbox.clients import Clients
from estate.sandbox.emulator import Emulator, running_emulator
from estate.sandbox.up import READERS, bring_up

ROOT = Path(__file__).parents[1]
LAYERS = ("network", "data")
ENVIRONMENT = "sandbox"
ROUNDS = 3


@dataclass
class Call:
    """One call as it was made."""

    service: str
    region: str
    account: str
    operation: str
    parameters: dict[str, Any]
    began: float
    ended: float = 0.0
    answer: dict[str, Any] = field(default_factory=dict[str, Any])


@contextmanager
def written_down(calls: list[Call]) -> Iterator[None]:
    """Every call of any client goes into `calls`, in the order in which they began."""
    lock, client_class = threading.Lock(), cast("Any", BaseClient)
    original = client_class._make_api_call

    def make(self: BaseClient, operation: str, parameters: dict[str, Any]) -> dict[str, Any]:
        call = Call(
            self.meta.service_model.service_name,
            self.meta.region_name,
            "",
            operation,
            json.loads(json.dumps(parameters, default=str)),
            time.perf_counter(),
        )
        with lock:
            calls.append(call)
        try:
            call.answer = original(self, operation, parameters)
            return call.answer
        except ClientError as error:
            call.answer = dict(error.response)
            raise
        finally:
            call.ended = time.perf_counter()

    client_class._make_api_call = make
    try:
        yield
    finally:
        client_class._make_api_call = original


def up(emulator: Emulator) -> float:
    """Seconds that bringing the layers up takes, without the reading back that follows."""
    catalog, program = load_catalog(ROOT / "catalog"), load_program(ROOT)
    stacks = [StackName(layer=layer, environment=ENVIRONMENT) for layer in LAYERS]
    began = time.perf_counter()
    for one in bring_up(program, stacks, catalog, Clients(emulator.endpoint), lambda _stack, _made: None):
        assert not one.unknown, one.unknown
    return time.perf_counter() - began


class Translation:
    """Old ids and the new ones that stand in their place."""

    def __init__(self) -> None:
        self._new: dict[str, str] = {}

    def learn(self, old: object, new: object) -> None:
        """Wherever the two answers hold different texts, one stands for the other."""
        if isinstance(old, dict) and isinstance(new, dict):
            for name in old.keys() & new.keys() - {"ResponseMetadata"}:
                self.learn(old[name], new[name])
        elif isinstance(old, list) and isinstance(new, list):
            for one, two in zip(old, new, strict=False):
                self.learn(one, two)
        elif isinstance(old, str) and isinstance(new, str) and old != new:
            self._new[old] = new

    def translate(self, value: object) -> object:
        """The value with every old id replaced, also inside longer texts."""
        if isinstance(value, dict):
            return {name: self.translate(member) for name, member in value.items()}
        if isinstance(value, list):
            return [self.translate(member) for member in value]
        if not isinstance(value, str):
            return value
        if value in self._new:
            return self._new[value]
        for old, new in list(self._new.items()):
            if len(old) > 8 and old in value:
                value = value.replace(old, new)
        return value


def replay(emulator: Emulator, calls: list[Call]) -> float:
    """Seconds that the same calls take through plain clients, as many at once as there were threads."""
    clients, translation = Clients(emulator.endpoint), Translation()
    account = load_catalog(ROOT / "catalog").environments[ENVIRONMENT].account

    def make(call: Call) -> None:
        client: Any = clients.client(call.service, region=call.region, account=account)
        try:
            answer = client._make_api_call(call.operation, translation.translate(call.parameters))
        except ClientError as error:
            answer = error.response
        translation.learn(call.answer, answer)

    began = time.perf_counter()
    waiting, running = [call for call in calls if call.service != "sts"], dict[Future[None], Call]()
    with ThreadPoolExecutor(READERS) as threads:
        while waiting or running:
            while waiting and len(running) < READERS and all(other.ended > waiting[0].began for other in running.values()):
                call = waiting.pop(0)
                running[threads.submit(make, call)] = call
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in done:
                future.result()
                del running[future]
    return time.perf_counter() - began


def reset(emulator: Emulator) -> None:
    """Empty the emulator."""
    request = urllib.request.Request(f"{emulator.endpoint}/moto-api/reset", method="POST")
    urllib.request.urlopen(request).close()


def main() -> None:
    """Take turns, and print the ratio of the best of each."""
    with tempfile.TemporaryDirectory() as folder, running_emulator(Path(folder) / "emulator.log") as emulator:
        calls: list[Call] = []
        with written_down(calls):
            up(emulator)  # also warms the emulator: it loads a service at its first call
        ups, plains = list[float](), list[float]()
        for _ in range(ROUNDS):
            reset(emulator)
            plains.append(replay(emulator, calls))
            reset(emulator)
            ups.append(up(emulator))
    ratio = min(plains) / min(ups)
    print(f"{len(calls)} calls; plain boto3 {len(calls) / min(plains):.0f} calls/s, estate sandbox up {len(calls) / min(ups):.0f} calls/s")
    print(f"sandbox up reaches {100 * ratio:.0f} % of the rate of plain boto3 (target: at least 80 %)")


if __name__ == "__main__":
    main()
