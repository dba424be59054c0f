"""The days on which standard support ends (EKS user guide, Kubernetes release calendar)."""

from datetime import date

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed, undecided
from estate.readiness.world import World

STANDARD_SUPPORT_ENDS = {
    29: date(2025, 3, 23),
    30: date(2025, 7, 23),
    31: date(2025, 11, 26),
    32: date(2026, 3, 23),
    33: date(2026, 7, 29),
    34: date(2026, 12, 2),
    35: date(2027, 3, 27),
}
"""Of 1.29 and so on."""


def judge(cluster: Item, world: World) -> Verdict:
    """What is older than the list has ended; what is newer is not known here."""
    version = cluster.at("version").text()
    major, _, minor = version.partition(".")
    if major != "1" or not minor.isdigit() or int(minor) > max(STANDARD_SUPPORT_ENDS):
        return undecided(f"version is {version}; the calendar of this check ends with 1.{max(STANDARD_SUPPORT_ENDS)}")
    end = STANDARD_SUPPORT_ENDS.get(int(minor))
    if end is None or end < world.today:
        return failed(f"version is {version}, whose standard support ended {f'on {end}' if end else 'long ago'}; expected a newer one")
    return passed(f"version {version} is supported until {end}")
