"""The real Pulumi command line on a sandbox that `estate sandbox serve` keeps."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

UP_SECONDS = 900  # for the largest stack on a busy machine
READY_SECONDS = 120
ESTATE = (sys.executable, "-c", "from estate.cli.main import main; main()")
Json = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Pulumi:
    """`pulumi` commands, on the project in `root`."""

    root: Path
    served: Mapping[str, Any]
    """What `estate sandbox serve --json` said."""

    def __call__(self, *arguments: str, stack: str) -> str:
        """What the command printed; it must succeed."""
        ended = self.attempt(*arguments, stack=stack)
        assert ended.returncode == 0, f"pulumi {' '.join(arguments)} on {stack}:\n{ended.stdout}\n{ended.stderr}"
        return ended.stdout

    def attempt(self, *arguments: str, stack: str) -> subprocess.CompletedProcess[str]:
        """The command, however it ends."""
        return subprocess.run(  # noqa: S603 - the tests' own words
            ["pulumi", *arguments, "--stack", stack, "--non-interactive"],  # noqa: S607 - it must be on PATH, or the test is skipped
            cwd=self.root,
            env={**os.environ, **self.served["variables"]},
            capture_output=True,
            text=True,
            timeout=UP_SECONDS,
            check=False,
        )

    def make(self, stack: str) -> None:
        self("stack", "init", stack=stack)

    def preview(self, stack: str) -> Json:
        """The changes by kind, and the steps."""
        return cast("Json", json.loads(self("preview", "--json", stack=stack)))

    def up(self, stack: str) -> dict[str, int]:
        """Deploy; the changes by kind."""
        self("up", "--yes", "--skip-preview", stack=stack)
        return self.changes(stack)

    def changes(self, stack: str) -> dict[str, int]:
        """What the last update did: kind -> how many."""
        history = json.loads(self("stack", "history", "--json", "--page-size", "1", stack=stack))
        return cast("dict[str, int]", history[0]["resourceChanges"])

    def resources(self, stack: str) -> list[Json]:
        """What the state holds."""
        return cast("list[Json]", self.state(stack)["deployment"].get("resources", []))

    def state(self, stack: str) -> Json:
        return cast("Json", json.loads(self("stack", "export", stack=stack)))

    def one(self, stack: str, token: str, name: str | None = None) -> Json:
        """The one resource of that type, and of that name."""
        found = [one for one in self.resources(stack) if one["type"] == token and name in (None, one["urn"].rsplit("::", 1)[-1])]
        assert len(found) == 1, [one["urn"] for one in found]
        return found[0]


@contextmanager
def sandbox(root: Path) -> Iterator[Pulumi]:
    """`estate sandbox serve` for the project in `root`, until the block ends."""
    with (root / "serve.log").open("w") as log:
        process = subprocess.Popen(  # noqa: S603 - this interpreter and a module of ours
            [*ESTATE, "sandbox", "serve", "--json"],
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root)},
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
        )
    try:
        yield Pulumi(root=root, served=first_document(process, root))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(READY_SECONDS)
        if process.stdout:
            process.stdout.close()


def first_document(process: subprocess.Popen[str], root: Path) -> Json:
    """The document that is printed once everything is ready; the process runs on."""
    assert process.stdout
    text = ""
    for line in process.stdout:
        text += line
        if line == "}\n":
            return cast("Json", json.loads(text))
    raise AssertionError(f"estate sandbox serve ended:\n{(root / 'serve.log').read_text()}")
