"""The IAM statements of a store's use: what `estate.decisions.access` decided, with the store's addresses filled in."""

from dataclasses import dataclass

import pulumi

from components.aws.policy_document import Statement
from estate.decisions.access import Grant, StoreUse, grants, kafka_arn
from estate.naming import Scope


@dataclass(frozen=True, kw_only=True)
class StoreAddresses:
    """Where a store, its key and its secret are."""

    arn: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    secret_arn: pulumi.Input[str] = ""
    """Of a database whose password the service reads."""
    resource_id: pulumi.Input[str] = ""
    """Of a database that the service signs in to through IAM."""


def statements(use: StoreUse, addresses: StoreAddresses, *, scope: Scope) -> list[Statement]:
    """The statements for the service's role; `scope` is the store's. AccessError for a use that IAM cannot give."""
    arn = pulumi.Output.from_input(addresses.arn)
    filled: dict[str, pulumi.Input[str]] = {
        "arn": arn,
        "key_arn": addresses.key_arn,
        "secret_arn": addresses.secret_arn,
        "resource_id": addresses.resource_id,
        "region": scope.region,
        "account": scope.account,
        "topics": arn.apply(lambda cluster: kafka_arn(cluster, "topic")),
        "groups": arn.apply(lambda cluster: kafka_arn(cluster, "group")),
    }
    return [_statement(grant, filled, scope.region) for grant in grants(use)]


def _statement(grant: Grant, filled: dict[str, pulumi.Input[str]], region: str) -> Statement:
    condition = {"Condition": {"StringEquals": {"kms:ViaService": f"{grant.via}.{region}.amazonaws.com"}}} if grant.via else {}
    return {
        "Effect": "Allow",
        "Action": list(grant.actions),
        "Resource": [_fill(pattern, filled) for pattern in grant.resources],
        **condition,
    }


def _fill(pattern: str, filled: dict[str, pulumi.Input[str]]) -> pulumi.Output[str]:
    """The pattern with only what it names, so that nothing else that is unknown makes it unknown."""
    named = {name: value for name, value in filled.items() if f"{{{name}}}" in pattern}
    return pulumi.Output.format(pattern, **named)
