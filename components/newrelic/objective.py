"""An objective of a service: a service level with its budget."""

from dataclasses import dataclass

import pulumi
import pulumi_newrelic as newrelic

from components.newrelic.entity_tags import tag_list
from estate.alerting.forms.newrelic_form import EventsForm, ServiceLevelForm


@dataclass(frozen=True, kw_only=True)
class ObjectiveArgs:
    """The objective, and the entity that it is about."""

    form: ServiceLevelForm
    entity_guid: pulumi.Input[str]
    account_id: pulumi.Input[str]
    """Where its rows stand."""


class Objective(pulumi.ComponentResource):
    """The service level, told by its bad events alone: New Relic takes either these or the good ones."""

    guid: pulumi.Output[str]

    def __init__(self, name: str, args: ObjectiveArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:newrelic:Objective", name, None, opts)
        child, form = pulumi.ResourceOptions(parent=self), args.form
        level = newrelic.ServiceLevel(
            name,
            name=form.title,
            description=form.description,
            guid=args.entity_guid,
            events=newrelic.ServiceLevelEventsArgs(account_id=args.account_id, valid_events=_valid(form.valid), bad_events=_bad(form.bad)),
            objective=newrelic.ServiceLevelObjectiveArgs(target=form.target, time_window=_rolling(form.days)),
            opts=child,
        )
        newrelic.EntityTags(name, guid=level.sli_guid, tags=tag_list(form.tags), opts=child)
        self.guid = level.sli_guid
        self.register_outputs({"guid": self.guid})


def _rolling(days: int) -> newrelic.ServiceLevelObjectiveTimeWindowArgs:
    rolling = newrelic.ServiceLevelObjectiveTimeWindowRollingArgs(count=days, unit="DAY")
    return newrelic.ServiceLevelObjectiveTimeWindowArgs(rolling=rolling)


def _valid(events: EventsForm) -> newrelic.ServiceLevelEventsValidEventsArgs:
    select = newrelic.ServiceLevelEventsValidEventsSelectArgs(function="SUM", attribute=events.attribute) if events.attribute else None
    return newrelic.ServiceLevelEventsValidEventsArgs(from_=events.from_, where=events.where, select=select)


def _bad(events: EventsForm) -> newrelic.ServiceLevelEventsBadEventsArgs:
    select = newrelic.ServiceLevelEventsBadEventsSelectArgs(function="SUM", attribute=events.attribute) if events.attribute else None
    return newrelic.ServiceLevelEventsBadEventsArgs(from_=events.from_, where=events.where, select=select)
