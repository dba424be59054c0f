"""The widgets of Datadog's dashboards (docs: dashboards/widgets)."""

from collections.abc import Iterable, Sequence
from typing import Any

Widget = dict[str, Any]


def group(title: str, widgets: Iterable[Widget]) -> Widget:
    """A titled box of widgets."""
    return {"definition": {"type": "group", "layout_type": "ordered", "title": title, "widgets": list(widgets)}}


def note(text: str) -> Widget:
    """Words, as Markdown."""
    return {"definition": {"type": "note", "content": text, "background_color": "white", "show_tick": False}}


def lines(title: str, queries: Sequence[str], *, critical: str | None = None, warning: str | None = None, bars: bool = False) -> Widget:
    """Values over time, with the thresholds that are told of."""
    limits = (("error dashed", critical), ("warning dashed", warning))
    shown = "bars" if bars else "line"
    return {
        "definition": {
            "type": "timeseries",
            "title": title,
            "requests": [{"q": query, "display_type": shown} for query in queries],
            "markers": [{"value": f"y = {value}", "display_type": kind} for kind, value in limits if value is not None],
        }
    }


def budget(objective: str, *, timeframe: str, title: str) -> Widget:
    """What is left of an error budget."""
    return {
        "definition": {
            "type": "slo",
            "title": title,
            "view_type": "detail",
            "view_mode": "overall",
            "slo_id": objective,
            "time_windows": [timeframe],
            "show_error_budget": True,
        }
    }


def alerts(query: str) -> Widget:
    """The monitors that a search finds, with their states."""
    return {
        "definition": {
            "type": "manage_status",
            "title": "What alerts",
            "query": query,
            "sort": "status,asc",
            "display_format": "countsAndList",
            "color_preference": "text",
            "hide_zero_counts": True,
            "show_last_triggered": True,
        }
    }
