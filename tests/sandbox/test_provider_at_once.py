"""The engine asks for many resources at once."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from estate.sandbox.clients import Clients, Place, invoke
from tests.sandbox.attached import Attached, Known, values
from tests.sandbox.provider_fixtures import Bench, bench_in

AT_ONCE = 16


@pytest.fixture
def bench(clients: Clients) -> Iterator[Bench]:
    with bench_in(Place(account="777766662222", region="eu-west-1", clients=clients)) as bench:
        yield bench


def resources(bench: Bench) -> list[tuple[Attached, dict[str, object]]]:
    """Four of each of four types."""
    numbers = range(4)
    return [
        *((bench.resource("aws:ec2/vpc:Vpc", name=f"vpc-{number}"), {"cidrBlock": f"10.{number}.0.0/16"}) for number in numbers),
        *((bench.resource("aws:sqs/queue:Queue", name=f"queue-{number}"), {"delaySeconds": number}) for number in numbers),
        *((bench.resource("aws:cloudwatch/logGroup:LogGroup", name=f"group-{number}"), {"retentionInDays": 7}) for number in numbers),
        *((bench.resource("aws:s3/bucket:Bucket", name=f"bucket-{number}"), {"tags": {"n": str(number)}}) for number in numbers),
    ]


def test_sixteen_different_resources_are_made_at_once_each_with_its_own_values(bench: Bench) -> None:
    def made(one: tuple[Attached, dict[str, object]]) -> Known:
        resource, inputs = one
        return resource.create(resource.checked(inputs))

    asked = resources(bench)
    with ThreadPoolExecutor(AT_ONCE) as threads:
        known = list(threads.map(made, asked))
    try:
        assert len({one.id for one in known}) == AT_ONCE
        for (_, inputs), one in zip(asked, known, strict=True):
            assert {name: values(one.outputs)[name] for name in inputs} == inputs
        found: Any = invoke(bench.place.client("ec2"), "describe_vpcs", {})["Vpcs"]
        assert {vpc["CidrBlock"] for vpc in found if not vpc["IsDefault"]} == {f"10.{number}.0.0/16" for number in range(4)}
    finally:
        for (resource, _), one in zip(asked, known, strict=True):
            resource.delete(one)
    assert [entry.verb for entry in bench.entries].count("created") == AT_ONCE
