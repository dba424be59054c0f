"""Announced work."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_pagerduty as pagerduty

from estate.roster.pagerduty.maintenance import Window


@dataclass(frozen=True, kw_only=True)
class PlannedMaintenanceArgs:
    """When, and which services."""

    window: Window
    service_ids: Sequence[pulumi.Input[str]]


class PlannedMaintenance(pulumi.ComponentResource):
    """One window; PagerDuty knows no repetition. Its services create no incidents meanwhile."""

    window_id: pulumi.Output[str]

    def __init__(self, name: str, args: PlannedMaintenanceArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:pagerduty:PlannedMaintenance", name, None, opts)
        window = pagerduty.MaintenanceWindow(
            name,
            description=args.window.description,
            start_time=args.window.start,
            end_time=args.window.end,
            services=list(args.service_ids),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.window_id = window.id
        self.register_outputs({"window_id": self.window_id})
