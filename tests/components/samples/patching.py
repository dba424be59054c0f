"""The smallest and the largest patching of hosts."""

from datetime import timedelta

from components.aws.patching import Patching, PatchingArgs
from estate.catalog.environment import PatchWindow
from estate.catalog.maintenance import Freeze
from estate.decisions.patching import Baseline, HostPatching, Rule, install_window
from tests.components.builds import KEY_ARN, SCOPE

DEBIAN = Baseline(
    system="debian-12",
    operating_system="DEBIAN",
    rules=(Rule(filters={"PRODUCT": ("Debian12",), "PRIORITY": ("*",)}, approve_after_days=None, compliance="HIGH"),),
    groups=("web-hosts",),
)
AMAZON = Baseline(
    system="amazon-linux-2023",
    operating_system="AMAZON_LINUX_2023",
    rules=(
        Rule(filters={"CLASSIFICATION": ("Security",), "SEVERITY": ("Critical",)}, approve_after_days=3, compliance="CRITICAL"),
        Rule(filters={"CLASSIFICATION": ("Security",), "SEVERITY": ("Low",)}, approve_after_days=3, compliance="HIGH"),
    ),
    groups=("tool-hosts", "build-hosts"),
)
WINDOW = PatchWindow.model_validate({"day": "thursday", "start": "05:00", "length": "3h", "zone": "Europe/Istanbul"})

SALE = Freeze.model_validate(
    {"name": "sale", "reason": "A sale.", "environments": ["dev"], "start": "2026-11-26T00:00", "zone": "Europe/Istanbul", "length": "5d"}
)


def smallest() -> None:
    """Hosts that are only looked at."""
    args = PatchingArgs(
        scope=SCOPE, patching=HostPatching(baselines=(DEBIAN,), window=None), keep_for=timedelta(days=30), key_arn=KEY_ARN, protect=False
    )
    Patching("patching", args)


def largest() -> None:
    """Two systems, one of them with a window, and a freeze."""
    window = install_window(WINDOW, ("build-hosts", "tool-hosts"), (SALE,))
    patching = HostPatching(baselines=(AMAZON, DEBIAN), window=window)
    Patching("patching", PatchingArgs(scope=SCOPE, patching=patching, keep_for=timedelta(days=400), key_arn=KEY_ARN, protect=True))
