"""What happens by itself when an incident is declared."""

from collections.abc import Sequence
from dataclasses import dataclass

import pulumi
import pulumi_pagerduty as pagerduty

from estate.roster.pagerduty.workflows import SEND_STATUS_UPDATE, Workflow


@dataclass(frozen=True, kw_only=True)
class IncidentWorkflowArgs:
    """What is told, and for which services."""

    workflow: Workflow
    team_id: pulumi.Input[str]
    """Who may change it."""
    service_ids: Sequence[pulumi.Input[str]]


class IncidentWorkflow(pulumi.ComponentResource):
    """The workflow, and the priority that starts it: whoever answers sets that, no monitor does."""

    workflow_id: pulumi.Output[str]

    def __init__(self, name: str, args: IncidentWorkflowArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:pagerduty:IncidentWorkflow", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        message = pagerduty.IncidentWorkflowStepInputArgs(name="Message", value=args.workflow.message)
        workflow = pagerduty.IncidentWorkflow(
            name,
            name=args.workflow.name,
            description=args.workflow.description,
            team=args.team_id,
            steps=[pagerduty.IncidentWorkflowStepArgs(name="Tell everybody who follows", action=SEND_STATUS_UPDATE, inputs=[message])],
            opts=child,
        )
        pagerduty.IncidentWorkflowTrigger(
            name,
            type="conditional",
            workflow=workflow.id,
            services=list(args.service_ids),
            subscribed_to_all_services=False,
            condition=args.workflow.condition,
            opts=child,
        )
        self.workflow_id = workflow.id
        self.register_outputs({"workflow_id": self.workflow_id})
