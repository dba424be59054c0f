"""A policy of New Relic: what its conditions open becomes issues, and its id is what workflows look for."""

from dataclasses import dataclass

import pulumi
import pulumi_newrelic as newrelic

from estate.alerting.forms.newrelic_form import PolicyForm


@dataclass(frozen=True, kw_only=True)
class PolicyArgs:
    """What the policy is called, and what it takes for one issue."""

    form: PolicyForm


class Policy(pulumi.ComponentResource):
    """The policy alone: conditions come to it, and whoever is told stands in workflows."""

    policy_id: pulumi.Output[str]
    account_id: pulumi.Output[str]
    """Of the account that it stands in."""

    def __init__(self, name: str, args: PolicyArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:newrelic:Policy", name, None, opts)
        policy = newrelic.AlertPolicy(
            name, name=args.form.title, incident_preference=args.form.preference, opts=pulumi.ResourceOptions(parent=self)
        )
        self.policy_id = policy.id
        self.account_id = policy.account_id
        self.register_outputs({"policy_id": self.policy_id, "account_id": self.account_id})
