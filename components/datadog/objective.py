"""An objective of a service, with its error budget."""

from dataclasses import dataclass

import pulumi
import pulumi_datadog as datadog

from estate.alerting.forms.datadog_form import CountForm, ObjectiveForm, SliceForm


@dataclass(frozen=True, kw_only=True)
class ObjectiveArgs:
    """What is promised, and how it is counted."""

    form: ObjectiveForm


class Objective(pulumi.ComponentResource):
    """A service level objective; the alerts on its budget are monitors of their own."""

    objective_id: pulumi.Output[str]

    def __init__(self, name: str, args: ObjectiveArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:datadog:Objective", name, None, opts)
        form = args.form
        objective = datadog.ServiceLevelObjective(
            form.key,
            name=form.title,
            type="metric" if isinstance(form.measure, CountForm) else "time_slice",
            description=form.description,
            sli_specification=_specification(form.measure),
            thresholds=[
                datadog.ServiceLevelObjectiveThresholdArgs(timeframe=form.timeframe, target=form.target, warning=form.warning),
            ],
            tags=list(form.tags),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.objective_id = objective.id
        self.register_outputs({"objective_id": self.objective_id})


def _specification(measure: CountForm | SliceForm) -> datadog.ServiceLevelObjectiveSliSpecificationArgs:
    if isinstance(measure, CountForm):
        return datadog.ServiceLevelObjectiveSliSpecificationArgs(count=_count(measure))
    return datadog.ServiceLevelObjectiveSliSpecificationArgs(time_slice=_slice(measure))


def _count(measure: CountForm) -> datadog.ServiceLevelObjectiveSliSpecificationCountArgs:
    return datadog.ServiceLevelObjectiveSliSpecificationCountArgs(
        good_events_formula=measure.good,
        bad_events_formula=measure.bad,
        queries=[
            datadog.ServiceLevelObjectiveSliSpecificationCountQueryArgs(
                metric_query=datadog.ServiceLevelObjectiveSliSpecificationCountQueryMetricQueryArgs(name=name, query=query)
            )
            for name, query in measure.queries.items()
        ],
    )


def _slice(measure: SliceForm) -> datadog.ServiceLevelObjectiveSliSpecificationTimeSliceArgs:
    value = datadog.ServiceLevelObjectiveSliSpecificationTimeSliceQueryQueryArgs(
        metric_query=datadog.ServiceLevelObjectiveSliSpecificationTimeSliceQueryQueryMetricQueryArgs(name="value", query=measure.query)
    )
    return datadog.ServiceLevelObjectiveSliSpecificationTimeSliceArgs(
        query=datadog.ServiceLevelObjectiveSliSpecificationTimeSliceQueryArgs(
            formula=datadog.ServiceLevelObjectiveSliSpecificationTimeSliceQueryFormulaArgs(formula_expression="value"),
            queries=[value],
        ),
        comparator=measure.comparator,
        threshold=measure.threshold,
        query_interval_seconds=measure.seconds,
    )
