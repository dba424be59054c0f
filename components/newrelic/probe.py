"""A request from outside that a right answer must follow."""

from dataclasses import dataclass

import pulumi
from pulumi_newrelic import synthetics

from estate.alerting.forms.newrelic_probes import ProbeForm


@dataclass(frozen=True, kw_only=True)
class ProbeArgs:
    """What is asked, and how often."""

    form: ProbeForm


class Probe(pulumi.ComponentResource):
    """A ping that reads the answer; its tags stand on the rows that the objective counts."""

    def __init__(self, name: str, args: ProbeArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:newrelic:Probe", name, None, opts)
        form = args.form
        synthetics.Monitor(
            name,
            name=form.title,
            type="SIMPLE",
            status="ENABLED",
            uri=form.url,
            validation_string=form.contains,
            # The answer to a HEAD request has nothing to look at.
            bypass_head_request=True,
            verify_ssl=True,
            treat_redirect_as_failure=False,
            period=form.period,
            locations_publics=list(form.locations),
            tags=[synthetics.MonitorTagArgs(key=key, values=[form.tags[key]]) for key in sorted(form.tags)],
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.register_outputs({})
