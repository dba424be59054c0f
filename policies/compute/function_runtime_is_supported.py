"""The days on which runtimes are deprecated (Lambda developer guide, runtimes)."""

import re
from datetime import date

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed, undecided
from estate.readiness.world import World

DEPRECATED = re.compile(
    r"nodejs(\d\.\d+|4\.3-edge|1[0-8]\.x)?|python2\.7|python3\.[678]|ruby2\.\d|java8|go1\.x|provided|dotnet(core\d\.\d|[567](\.\d)?)"
)
"""Those whose day has long passed."""
ENDS = {
    "dotnet8": date(2026, 11, 10),
    "nodejs20.x": date(2026, 4, 30),
    "python3.9": date(2025, 12, 15),
    "python3.10": date(2026, 10, 31),
    "ruby3.2": date(2026, 3, 31),
}
SUPPORTED = frozenset(
    {"java17", "java21", "java25", "nodejs22.x", "nodejs24.x", "provided.al2023"} | {f"python3.{minor}" for minor in range(11, 15)}
)
"""Those whose day is 2027 or later."""


def judge(function: Item, world: World) -> Verdict:
    """About functions from an archive: an image brings its own runtime."""
    if function.at("packageType").text("Zip") == "Image":
        return not_applicable("its image brings its own runtime")
    runtime = function.at("runtime").text()
    end = ENDS.get(runtime)
    if DEPRECATED.fullmatch(runtime) or (end and end < world.today):
        return failed(f"runtime is {runtime}, which was deprecated {f'on {end}' if end else 'long ago'}; expected a newer one")
    if end or runtime in SUPPORTED:
        return passed(f"runtime is {runtime}")
    return undecided(f"runtime is {runtime}, which this check does not know")
