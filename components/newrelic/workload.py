"""A service as New Relic knows it: all entities that carry its tags."""

from dataclasses import dataclass

import pulumi
import pulumi_newrelic as newrelic
from pulumi_newrelic import plugins

from components.newrelic.entity_tags import tag_list
from estate.alerting.forms.newrelic_form import WorkloadForm


@dataclass(frozen=True, kw_only=True)
class WorkloadArgs:
    """What it is called, and which entities belong to it."""

    form: WorkloadForm


class Workload(pulumi.ComponentResource):
    """A dynamic workload: what is deployed later, with the same tags, belongs to it."""

    guid: pulumi.Output[str]

    def __init__(self, name: str, args: WorkloadArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:newrelic:Workload", name, None, opts)
        child, form = pulumi.ResourceOptions(parent=self), args.form
        workload = plugins.Workload(
            name,
            name=form.title,
            description=form.description,
            entity_search_queries=[plugins.WorkloadEntitySearchQueryArgs(query=search) for search in form.searches],
            opts=child,
        )
        newrelic.EntityTags(name, guid=workload.guid, tags=tag_list(form.tags), opts=child)
        self.guid = workload.guid
        self.register_outputs({"guid": self.guid})
