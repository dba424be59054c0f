"""A request from outside that a right answer must follow."""

from dataclasses import dataclass

import pulumi
import pulumi_datadog as datadog

from estate.alerting.forms.datadog_probes import ProbeForm

ANSWERED = "200"


@dataclass(frozen=True, kw_only=True)
class ProbeArgs:
    """What is asked, from where, and what must come back."""

    form: ProbeForm


class Probe(pulumi.ComponentResource):
    """A synthetic test over HTTP; its message names nobody, since an objective counts it."""

    probe_id: pulumi.Output[str]

    def __init__(self, name: str, args: ProbeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:datadog:Probe", name, None, opts)
        form = args.form
        test = datadog.SyntheticsTest(
            form.key,
            name=form.title,
            type="api",
            subtype="http",
            status="live",
            locations=list(form.locations),
            request_definition=datadog.SyntheticsTestRequestDefinitionArgs(method="GET", url=form.url),
            assertions=[
                datadog.SyntheticsTestAssertionArgs(type="statusCode", operator="is", target=ANSWERED),
                datadog.SyntheticsTestAssertionArgs(type="body", operator="contains", target=form.contains),
            ],
            options_list=datadog.SyntheticsTestOptionsListArgs(
                tick_every=form.every,
                min_location_failed=form.failed_locations,
                retry=datadog.SyntheticsTestOptionsListRetryArgs(count=form.retries, interval=form.retry_after),
            ),
            tags=list(form.tags),
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.probe_id = test.id
        self.register_outputs({"probe_id": self.probe_id})
