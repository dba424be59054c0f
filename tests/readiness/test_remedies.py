"""Tags that are missing: only those of which there is one right value are added, and a plan says which."""

import collections.abc
import typing
from typing import Any

import pytest
from pulumi._types import resource_types

from estate.graph.model import SECRET, UNKNOWN
from estate.graph.symbols import resource_class
from estate.readiness.remedies import missing_tags, remedied, remedies
from estate.readiness.taggable import taggable
from estate.readiness.violation_words import lines
from estate.readiness.violations import Violations
from estate.sandbox.table import TABLE
from tests.readiness.small_projects import BUCKET, QUEUE, resource, stack
from tests.stacks.recordings import reference_catalog

OF_THE_STACK = {"organisation": "shop", "environment": "production", "managed-by": "pulumi"}
OF_CHECKOUT = {
    "owner": "storefront",
    "tier": "1",
    "source": "catalog/services/checkout.yaml",
}


def missing(tags: object, *, kind: str = QUEUE, environment: str = "production") -> dict[str, str]:
    inputs: dict[str, Any] = {} if tags is None else {"tags": tags}
    return dict(missing_tags(resource(kind, "jobs", inputs), environment, reference_catalog()))


def test_a_resource_of_nobody_gets_what_the_whole_stack_has() -> None:
    prefix = reference_catalog().organisation.prefix
    assert missing(None) == OF_THE_STACK | {"organisation": prefix}


def test_whose_it_is_says_the_rest() -> None:
    added = missing({"service": "checkout", "managed-by": "somebody"})
    assert OF_CHECKOUT.items() <= added.items()
    assert not {"service", "managed-by"} & set(added), "what somebody has written is not changed"


def test_in_a_stack_that_serves_all_environments_the_environment_is_not_guessed() -> None:
    assert set(missing({"service": "checkout"}, environment="global")) == {"organisation", "managed-by"}


@pytest.mark.parametrize("tags", [pytest.param(dict(UNKNOWN), id="not known"), pytest.param(dict(SECRET), id="secret")])
def test_tags_that_are_not_seen_are_left_alone(tags: object) -> None:
    assert missing(tags) == {}


def test_what_takes_no_tags_gets_none() -> None:
    assert missing(None, kind="aws:s3/bucketPolicy:BucketPolicy") == {}


def test_a_plan_says_what_is_added_and_is_judged_with_it() -> None:
    planned = stack(
        "services-production", resource(BUCKET, "photos", {"tags": {"service": "nobodys", "organisation": "x", "environment": "y"}})
    )
    found = remedies((planned,), reference_catalog())
    (changed,) = remedied((planned,), found)
    assert changed.resources[0].inputs["tags"]["managed-by"] == "pulumi"
    assert changed.resources[0].inputs["tags"]["organisation"] == "x"
    shown = "\n".join(line.plain for line in lines(Violations(remedies=found)))
    assert "the policy pack adds tags: s3/bucket photos (production): managed-by=pulumi" in shown
    assert Violations(remedies=found).as_json()["remedies"][0]["tags"] == {"managed-by": "pulumi"}


def test_the_types_that_take_tags_are_those_of_the_sdk() -> None:
    of_the_sdk = {
        token for token in TABLE if typing.get_origin(resource_types(resource_class(token)).get("tags")) is collections.abc.Mapping
    }
    assert taggable() & set(TABLE) == of_the_sdk
