"""What the planner imports once, before it forks a process for each stack."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = """
import sys
from pathlib import Path
from estate.graph.program import load_program
program = load_program(Path.cwd())
program.prepare(next(stack for stack in program.stacks if stack.layer == "observability"))
print(*[name for name in ("pulumi_datadog", "pulumi_newrelic", "pulumi_opsgenie") if name in sys.modules])
"""


def test_the_vendors_of_a_layer_are_imported_and_no_others() -> None:
    ended = subprocess.run([sys.executable, "-c", PROGRAM], cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - this interpreter
    assert ended.stdout.split() == ["pulumi_datadog", "pulumi_newrelic"]
