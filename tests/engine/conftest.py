"""A copy of the project for each test, and the reason where the real engine is missing."""

import shutil
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
NEEDED = ("catalog", "components", "docs", "estate", "stacks")
MISSING = "the Pulumi CLI is not on PATH (no package registry has it: pulumi.com/docs/install)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    found = shutil.which("pulumi") and shutil.which("pulumi-language-python")
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.engine)
            if not found:
                item.add_marker(pytest.mark.skip(reason=MISSING))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """The files that a program needs, to be changed at will."""
    for name in NEEDED:
        shutil.copytree(PROJECT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "Pulumi.yaml", tmp_path)
    return tmp_path
