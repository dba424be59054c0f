"""A small project in a folder of its own: this repository's tools, the reference catalog, and a program of a few lines."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAYERS = ("bootstrap", "oncall", "telemetry", "account", "network", "data", "services", "observability")
PROGRAM = """from pulumi_aws import sqs


def build(catalog, environment):
    sqs.Queue("jobs", delay_seconds=1)
"""
CONTRACTS = """def symbols(catalog):
    return {}
"""
COMMAND = "from estate.cli.main import main; main()"
IDENTITY = {
    "GIT_AUTHOR_NAME": "birch",
    "GIT_AUTHOR_EMAIL": "birch@shop.example",
    "GIT_COMMITTER_NAME": "birch",
    "GIT_COMMITTER_EMAIL": "birch@shop.example",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}


@dataclass(frozen=True, kw_only=True)
class Done:
    """What a command did."""

    code: int
    out: str
    error: str


@dataclass(frozen=True, kw_only=True)
class Project:
    """A folder with a project in it."""

    root: Path

    def write(self, path: str, text: str) -> None:
        """Write a file of the project."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def git(self, *arguments: str) -> str:
        """What git says."""
        done = subprocess.run(  # noqa: S603 - git, in a folder of the test
            ["git", "-c", "init.defaultBranch=main", *arguments],  # noqa: S607 - the git of the machine
            cwd=self.root,
            env={**os.environ, **IDENTITY},
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout.strip()

    def commit(self, message: str) -> str:
        """Commit everything; its hash."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        return self.git("rev-parse", "HEAD")

    def estate(self, *arguments: str) -> Done:
        """Run the project's own `estate`."""
        done = subprocess.run(  # noqa: S603 - this interpreter, and the project's own code
            [sys.executable, "-c", COMMAND, *arguments],
            cwd=self.root,
            env={**os.environ, **IDENTITY, "PYTHONPATH": str(self.root)},
            capture_output=True,
            text=True,
            check=False,
        )
        return Done(code=done.returncode, out=done.stdout, error=done.stderr)


def make_project(root: Path) -> Project:
    """A project of one small program a layer, committed."""
    project = Project(root=root)
    for folder in ("estate", "catalog", "docs"):
        shutil.copytree(ROOT / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__"))
    for package in ("components", "stacks"):
        project.write(f"{package}/__init__.py", "")
    shutil.copy(ROOT / "stacks/__main__.py", root / "stacks/__main__.py")
    project.write("stacks/contracts.py", CONTRACTS)
    for layer in LAYERS:
        project.write(f"stacks/{layer}.py", PROGRAM)
    project.write("requirements.lock", "pulumi==3\n")
    project.write(".gitignore", "build/\n__pycache__/\n")
    project.git("init", "--quiet")
    project.commit("first")
    return project
