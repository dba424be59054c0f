"""Automatic names are those of the official provider."""

import re

import pytest

from estate.sandbox.errors import NameTooLong
from estate.sandbox.names import is_named_by_program, with_name
from estate.sandbox.table import TABLE


def digits(count: int) -> str:
    return "0123456789abcdef0123456789"[:count]


@pytest.mark.parametrize(
    ("token", "logical", "inputs", "name"),
    [
        pytest.param("aws:iam/role:Role", "checkout", {}, "checkout-0123456", id="seven digits"),
        pytest.param("aws:iam/role:Role", "checkout", {"name": "own"}, "own", id="the program's own name stays"),
        pytest.param("aws:s3/bucket:Bucket", "Images", {}, "images-0123456", id="a bucket has no capitals"),
        pytest.param("aws:sqs/queue:Queue", "orders", {"fifoQueue": True}, "orders-0123456.fifo", id="a FIFO queue ends in .fifo"),
        pytest.param("aws:kms/alias:Alias", "data", {}, "alias/data-0123456", id="an alias begins with alias/"),
        pytest.param("aws:iam/role:Role", "x", {"namePrefix": "shop-"}, "shop-0123456789abcdef0123456789", id="a given beginning"),
    ],
)
def test_a_resource_gets_the_name_that_the_provider_would_give(token: str, logical: str, inputs: dict[str, object], name: str) -> None:
    row = TABLE[token]
    assert row.naming
    assert with_name(row, logical, inputs, digits)[row.naming.property] == name


def test_a_type_without_names_stays_as_it_is() -> None:
    assert with_name(TABLE["aws:ec2/vpc:Vpc"], "main", {"cidrBlock": "10.0.0.0/16"}, digits) == {"cidrBlock": "10.0.0.0/16"}


def test_a_name_that_does_not_fit_says_the_limit() -> None:
    with pytest.raises(NameTooLong, match=re.escape("has 78 characters; expected at most 64")):
        with_name(TABLE["aws:iam/role:Role"], "r" * 70, {}, digits)


def test_only_a_name_of_the_programs_own_is_fixed() -> None:
    assert is_named_by_program(TABLE["aws:iam/role:Role"], {"name": "own"})
    assert not is_named_by_program(TABLE["aws:iam/role:Role"], {"namePrefix": "own"})
