"""An override in a file that its authors wrote."""

import pytest

from estate.alerting.history.overrides import with_overrides
from estate.catalog.mistakes import CatalogError
from estate.catalog.reader import read_document
from tests.alerting.testing.worlds import ROOT

FILE = "catalog/services/payment.yaml"
TEXT = (ROOT / FILE).read_text(encoding="utf-8")
REASON = "2026-11-02 to 2026-11-16: 1.0 a week, was 1.5"
OWN = """\
alerts: # ours
  # the pods are small
  - {name: memory, critical: 95, warning: 92, recovery: 88, window: 30m, reason: the heap is bounded}
"""


def changed(text: str, *entries: dict[str, str | int | float]) -> str:
    return with_overrides(text, file=FILE, folder="services", entries=entries, reason=REASON)


def alerts(text: str) -> object:
    data = read_document(text.encode(), file=FILE).data
    return data["alerts"] if isinstance(data, dict) else None


def test_everything_else_stays_as_it_was() -> None:
    after = changed(TEXT, {"name": "availability.1h", "budget": 5}, {"name": "memory", "critical": 92.5, "window": "30m"})
    assert after.startswith(TEXT)
    assert alerts(after) == [
        {"name": "availability.1h", "budget": 5, "reason": REASON},
        {"name": "memory", "critical": 92.5, "window": "30m", "reason": REASON},
    ]


def test_an_override_of_the_same_alert_is_changed_and_the_comments_stay() -> None:
    after = changed(TEXT + OWN, {"name": "memory", "warning": 80, "critical": 85, "recovery": 75})
    assert after.startswith(f"{TEXT}alerts: # ours\n  # the pods are small\n")
    assert alerts(after) == [{"name": "memory", "warning": 80, "critical": 85, "recovery": 75, "window": "30m", "reason": REASON}]


def test_a_window_alone_leaves_the_thresholds() -> None:
    after = changed(TEXT + OWN, {"name": "memory", "window": "10m"})
    assert alerts(after) == [{"name": "memory", "critical": 95, "warning": 92, "recovery": 88, "window": "10m", "reason": REASON}]


def test_what_the_catalog_would_refuse_is_not_written() -> None:
    with pytest.raises(CatalogError, match="budget"):
        changed(TEXT, {"name": "availability.1h", "budget": 500})


def test_lines_fit_the_linter() -> None:
    """`.yamllint` allows 180 columns."""
    long = {"name": "balancer-latency", "warning": 94.95, "critical": 99.95, "recovery": 89.95, "window": "30m"}
    reason = "2026-11-02/2026-11-16: 12.5 a week, was 101.5; 100 % of 12 found after 132 m"
    after = with_overrides(TEXT, file=FILE, folder="services", entries=[long], reason=reason)
    assert max(map(len, after.splitlines())) <= 180
