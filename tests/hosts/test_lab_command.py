"""`make lab`: a person brings the hosts up, uses what is printed, and ends all of it."""

import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from tests.hosts.lab import Base
from tests.hosts.lab.needs import cgroups
from tests.hosts.patching import BETTER, OLD, ROOT

pytestmark = pytest.mark.usefixtures("base")
COMMAND = [sys.executable, "-m", "tests.hosts.lab"]


def test_what_is_printed_works_and_ctrl_c_leaves_nothing(base: Base) -> None:
    assert base.root.is_dir()
    with subprocess.Popen([*COMMAND, "2"], cwd=ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True) as one:
        try:
            assert one.stdout is not None
            said = "".join(until_it_waits(one.stdout))
            lines = dict(re.findall(r"^  (a request|a plan) +(.+)$", said, re.MULTILINE))
            page = run(lines["a request"])
            plan = run(lines["a plan"])
        finally:
            one.send_signal(signal.SIGINT)
            rest = one.communicate(timeout=60)[0]
    assert page.stdout.split()[1] == OLD, page.stderr
    assert plan.returncode == 0, plan.stderr
    assert f"shop-web {OLD} -> {BETTER}" in plan.stdout
    assert (one.returncode, rest) == (0, "The lab is gone.\n")
    state = Path(re.findall(r"inventory +(\S+)/inventory.yml", said)[0])
    assert not state.exists()
    assert [folder for group in cgroups() for folder in group.glob(state.name)] == []


@pytest.mark.parametrize("word", ["1", "19", "three"])
def test_a_number_of_hosts_that_cannot_be_is_refused(word: str) -> None:
    done = subprocess.run([*COMMAND, word], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (2, f"'{word}' is no number of hosts; expected 2 to 18\n")


def until_it_waits(lines: IO[str]) -> Iterator[str]:
    """What it says before it waits; all of it where it ends."""
    for line in lines:
        yield line
        if line.startswith("Ctrl-C"):
            return


def run(line: str) -> subprocess.CompletedProcess[str]:
    """A line of what was printed, as somebody types it."""
    return subprocess.run(line.split(), capture_output=True, text=True, check=False, timeout=120, stdin=subprocess.DEVNULL)
