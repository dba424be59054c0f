"""One service, and two."""

from components.pagerduty.incident_workflow import IncidentWorkflow, IncidentWorkflowArgs
from estate.roster.pagerduty.workflows import Workflow

WORKFLOW = Workflow(priority="P1", name="P1 declared", description="Customers cannot buy.", message="P1 on {{current_date}}")


def smallest() -> None:
    IncidentWorkflow("P1", IncidentWorkflowArgs(workflow=WORKFLOW, team_id="PTEAM01", service_ids=["PSERV01"]))


def largest() -> None:
    IncidentWorkflow("P1", IncidentWorkflowArgs(workflow=WORKFLOW, team_id="PTEAM01", service_ids=["PSERV01", "PSERV02"]))
