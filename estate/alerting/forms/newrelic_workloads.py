"""What belongs to a service or a store, as searches for New Relic's entities."""

from collections.abc import Iterable

from estate.alerting.forms.newrelic_form import WorkloadForm
from estate.alerting.forms.newrelic_text import title
from estate.alerting.spec import Alerting, Subject


def workload_forms(alerting: Alerting) -> tuple[WorkloadForm, ...]:
    """One for each thing that is watched."""
    subjects = {one.subject.service: one.subject for one in (*alerting.slos, *alerting.monitors)}
    return tuple(_workload(subjects[name]) for name in sorted(subjects))


def _workload(subject: Subject) -> WorkloadForm:
    return WorkloadForm(
        key=subject.service,
        title=title(subject, subject.service),
        description=f"Owner: {subject.team}. Tier: {subject.tier}.",
        searches=tuple(_searches(subject)),
        tags=subject.tags,
    )


def _searches(subject: Subject) -> Iterable[str]:
    """What AWS and the agents tag, and what OpenTelemetry names; no workload finds itself, as those are of the domain NR1."""
    tagged = f"tags.service = '{subject.service}' AND tags.environment = '{subject.environment}'"
    yield f"domain IN ('INFRA', 'SYNTH', 'EXT') AND {tagged}"
    yield f"domain = 'EXT' AND type = 'SERVICE' AND name = '{subject.service}' AND tags.`deployment.environment` = '{subject.environment}'"
