"""A place that New Relic tells of issues."""

from collections.abc import Mapping
from dataclasses import dataclass

import pulumi
import pulumi_newrelic as newrelic

from estate.alerting.forms.newrelic_form import DestinationForm


@dataclass(frozen=True, kw_only=True)
class Credentials:
    """A user's name and password; both may be secret."""

    user: pulumi.Input[str]
    password: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class Token:
    """What stands in the header Authorization."""

    prefix: str
    token: pulumi.Input[str]


@dataclass(frozen=True, kw_only=True)
class DestinationArgs:
    """The place, and how New Relic says who it is there."""

    form: DestinationForm
    proof: Credentials | Token | None


class Destination(pulumi.ComponentResource):
    """The destination; in which words it is told, its channels say."""

    destination_id: pulumi.Output[str]

    def __init__(self, name: str, args: DestinationArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("estate:newrelic:Destination", name, None, opts)
        form = args.form
        destination = newrelic.NotificationDestination(
            name,
            name=form.title,
            type=form.type,
            active=True,
            properties=_properties(form.properties),
            auth_basic=_basic(args.proof) if isinstance(args.proof, Credentials) else None,
            auth_token=_token(args.proof) if isinstance(args.proof, Token) else None,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.destination_id = destination.id
        self.register_outputs({"destination_id": self.destination_id})


def _properties(given: Mapping[str, str]) -> list[newrelic.NotificationDestinationPropertyArgs]:
    return [newrelic.NotificationDestinationPropertyArgs(key=key, value=value) for key, value in given.items()]


def _basic(proof: Credentials) -> newrelic.NotificationDestinationAuthBasicArgs:
    return newrelic.NotificationDestinationAuthBasicArgs(user=proof.user, password=pulumi.Output.secret(proof.password))


def _token(proof: Token) -> newrelic.NotificationDestinationAuthTokenArgs:
    return newrelic.NotificationDestinationAuthTokenArgs(prefix=proof.prefix, token=pulumi.Output.secret(proof.token))
