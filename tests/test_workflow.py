"""The workflow brings what `make test` asks for: without it nothing is installed there, since nobody is root."""

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[1]
NEED = re.compile(r"(?<![\w$(])([a-z][a-z0-9-]*)=[a-z]")  # PACKAGE=PROGRAM
RUNNERS_OWN = {"chromium", "git", "python3"}
"""What the image ubuntu-24.04 has (actions/runner-images); google-chrome stands for chromium."""


def test_every_package_that_the_tests_need_is_installed_first() -> None:
    steps = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text())["jobs"]["check"]["steps"]
    runs = [step["run"] for step in steps if "run" in step]
    assert runs[-1] == "make test"
    needed = set(NEED.findall((ROOT / "Makefile").read_text())) | set(NEED.findall(_setup_line()))
    assert {"mmdebstrap", "graphviz", "prometheus-alertmanager"} <= needed
    assert needed - RUNNERS_OWN - set(" ".join(runs).split()) == set()


def _setup_line() -> str:
    (line,) = [line for line in (ROOT / "tools/setup").read_text().splitlines() if line.startswith("install_missing ")]
    return line
