"""No monitor at all, and one of each type with every option."""

import pulumi

from components.datadog.monitor_set import MonitorSet, MonitorSetArgs
from estate.alerting.forms.datadog_form import DASHBOARD, MonitorForm, Thresholds


def smallest() -> None:
    MonitorSet("checkout", MonitorSetArgs(forms=(), ids={}, dashboard="/dashboard/abc"))


def largest() -> None:
    threshold = MonitorForm(
        key="images.disk",
        subject="images",
        title="[dev] images.disk",
        type="query alert",
        query="max(last_15m):max:system.disk.in_use{service:images} by {host} * 100 > 90",
        message=f"Almost full. https://app.datadoghq.eu{DASHBOARD} @webhook-tickets-dev",
        thresholds=Thresholds(critical="90", warning="85", critical_recovery="80"),
        tags=("env:dev",),
        priority="3",
        on_missing_data="show_no_data",
        require_full_window=False,
        evaluation_delay=60,
        new_group_delay=300,
        notify_by=("host",),
        renotify_minutes=60,
    )
    burn = MonitorForm(
        key="images.correctness.1h",
        subject="images",
        title="[dev] images.correctness.1h",
        type="slo alert",
        query='burn_rate("$slo").over("30d").long_window("1h").short_window("5m") > 14.4',
        named={"slo": "images.correctness"},
        message="Burns.",
        thresholds=Thresholds(critical="14.4"),
        tags=("env:dev",),
        priority="1",
    )
    both = MonitorForm(
        key="images.both",
        subject="images",
        title="[dev] images.both",
        type="composite",
        query="$a && !$b",
        named={"a": "first", "b": "second"},
        message="Both.",
        thresholds=None,
        tags=("env:dev",),
        priority="1",
    )
    ids = {name: pulumi.Output.from_input(f"{name}-id") for name in ("images.correctness", "first", "second")}
    MonitorSet("images", MonitorSetArgs(forms=(threshold, burn, both), ids=ids, dashboard="/dashboard/abc"))
