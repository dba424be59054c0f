"""A service that can call somebody."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_pagerduty as pagerduty

from components.pagerduty.event_rules import CATCH_ALL, event_rules
from estate.roster.pagerduty.services import PagedService as Decided
from estate.roster.pagerduty.services import SupportHours


@dataclass(frozen=True, kw_only=True)
class PagedServiceArgs:
    """A service in an environment, and whom it calls."""

    service: Decided
    policy_id: pulumi.Input[str]
    in_hours_policy_id: pulumi.Input[str]
    in_hours: Sequence[str]
    """Conditions of PagerDuty; while one of them holds, `in_hours_policy_id` is called."""


class PagedService(pulumi.ComponentResource):
    """The service, the key that alerts come in with, how they are grouped, and the rules that they pass."""

    service_id: pulumi.Output[str]
    integration_key: pulumi.Output[str]
    """Secret: whoever has it can call people."""

    def __init__(self, name: str, args: PagedServiceArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:pagerduty:PagedService", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        service = self._service(name, args)
        integration = pagerduty.ServiceIntegration(
            name,
            name="Events",
            service=service.id,
            type="events_api_v2_inbound_integration",
            opts=pulumi.ResourceOptions(parent=self, additional_secret_outputs=["integrationKey"]),
        )
        pagerduty.AlertGroupingSetting(
            name,
            name=args.service.name,
            services=[service.id],
            type="content_based",
            config=pagerduty.AlertGroupingSettingConfigArgs(
                aggregate="all", fields=list(args.service.grouped_by), time_window=args.service.grouping_seconds
            ),
            opts=child,
        )
        pagerduty.EventOrchestrationService(
            name,
            service=service.id,
            enable_event_orchestration_for_service=True,
            sets=event_rules(args.in_hours, args.in_hours_policy_id),
            catch_all=CATCH_ALL,
            opts=child,
        )
        self.service_id = service.id
        self.integration_key = pulumi.Output.secret(integration.integration_key)
        self.register_outputs({"service_id": self.service_id, "integration_key": self.integration_key})

    def _service(self, name: str, args: PagedServiceArgs) -> pagerduty.Service:
        decided = args.service
        return pagerduty.Service(
            name,
            name=decided.name,
            description=decided.description,
            escalation_policy=args.policy_id,
            acknowledgement_timeout=decided.acknowledgement_timeout,
            auto_resolve_timeout=decided.auto_resolve_timeout,
            incident_urgency_rule=_urgency(decided),
            support_hours=_support_hours(decided.support_hours) if decided.support_hours else None,
            auto_pause_notifications_parameters=_pause(decided.pause_seconds),
            opts=pulumi.ResourceOptions(parent=self),
        )


def _urgency(service: Decided) -> pagerduty.ServiceIncidentUrgencyRuleArgs:
    if service.support_hours is None:
        return pagerduty.ServiceIncidentUrgencyRuleArgs(type="constant", urgency=service.urgency)
    return pagerduty.ServiceIncidentUrgencyRuleArgs(
        type="use_support_hours",
        during_support_hours=pagerduty.ServiceIncidentUrgencyRuleDuringSupportHoursArgs(type="constant", urgency=service.urgency),
        outside_support_hours=pagerduty.ServiceIncidentUrgencyRuleOutsideSupportHoursArgs(type="constant", urgency="low"),
    )


def _support_hours(hours: SupportHours) -> pagerduty.ServiceSupportHoursArgs:
    return pagerduty.ServiceSupportHoursArgs(
        type="fixed_time_per_day", time_zone=hours.zone, start_time=hours.start, end_time=hours.end, days_of_weeks=list(hours.days)
    )


def _pause(seconds: int | None) -> pagerduty.ServiceAutoPauseNotificationsParametersArgs:
    """A time where there is none to wait is refused by PagerDuty."""
    return pagerduty.ServiceAutoPauseNotificationsParametersArgs(enabled=seconds is not None, timeout=seconds)
