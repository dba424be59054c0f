"""stub"""

from pathlib import Path
from estate.graph.comparison import Comparison
from estate.graph.plan import Plan


def write_page(path: Path, plan: Plan, comparison: Comparison | None = None) -> None:
    raise NotImplementedError
