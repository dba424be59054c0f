"""How promises are counted at each vendor."""

from dataclasses import replace
from pathlib import Path

import pytest

from estate.alerting.datadog.parse import parse_expression
from estate.alerting.datadog.syntax import metrics
from estate.alerting.slis import Sli, sli_of, slis
from estate.alerting.slos import slos
from estate.catalog.catalog import Catalog
from estate.catalog.load import load_catalog
from estate.catalog.objective import Objective

CATALOG = Path(__file__).resolve().parents[2] / "catalog"


@pytest.fixture(scope="module")
def reference() -> Catalog:
    return load_catalog(CATALOG)


def counted(catalog: Catalog, name: str) -> Sli:
    (found,) = [one for one in slos(catalog, catalog.environments["production"]) if one.name == name]
    return sli_of(found)


def test_every_objective_of_every_environment_is_counted_by_every_vendor(reference: Catalog) -> None:
    for environment in reference.environments.values():
        for slo in slos(reference, environment):
            text = sli_of(slo).model_dump_json()
            assert "$" not in text, slo.name


def test_a_way_of_counting_divides_counts_or_holds_a_value_against_the_bound() -> None:
    for name, sli in slis().items():
        asked = sli.datadog
        assert (sli.kind == "slices") == (asked.value is not None) == (asked.total is None) == (asked.bad is None), name


def test_slow_answers_are_those_beyond_the_bound(reference: Catalog) -> None:
    # catalog/services/checkout.yaml: under 500 ms.
    found = counted(reference, "checkout.latency")
    assert found.datadog.bad == "count(v: v>=0.5):trace.grpc.server.request{service:checkout,env:production}.as_count()"
    assert found.newrelic.bad == "duration.ms >= 500"
    assert found.prometheus
    assert found.prometheus.good is not None
    assert 'le="500"' in found.prometheus.good


def test_waiting_messages_are_those_of_one_reader(reference: Catalog) -> None:
    found = counted(reference, "accounting.freshness.order-stream")
    assert found.datadog.value == "max:aws.kafka.estimated_max_time_lag{consumer_group:accounting,environment:production,topic:orders}"
    queue = counted(reference, "email.freshness.order-mail")
    assert queue.datadog.value == "max:aws.sqs.approximate_age_of_oldest_message{queuename:shop-production-order-mail}"


@pytest.mark.parametrize(
    ("service", "datadog", "newrelic"),
    [
        pytest.param(
            "accounting", "trace.kafka.process{service:accounting,env:production}", "span.kind = 'consumer'", id="a message of a stream"
        ),
        pytest.param("email", "trace.aws_sqs.process{service:email,env:production}", "span.kind = 'consumer'", id="a message of a queue"),
        pytest.param(
            # docs.datadoghq.com/serverless/aws_lambda/metrics: enhanced metrics are distributions, the duration in seconds.
            "sales-report",
            "aws.lambda.enhanced.duration{service:sales-report,env:production}",
            "span.kind = 'server'",
            id="an invocation",
        ),
    ],
)
def test_work_that_takes_longer_than_the_bound_is_late(reference: Catalog, service: str, datadog: str, newrelic: str) -> None:
    late = Objective.model_validate({"sli": "latency", "under": "2s", "target": 99, "window": "30d", "minimum_samples": 1})
    changed = reference.services[service].model_copy(update={"objectives": (late,), "alerts": (), "port": None})
    found = counted(replace(reference, services={**reference.services, service: changed}), f"{service}.latency")
    assert found.datadog.bad == f"count(v: v>=2):{datadog}.as_count()"
    assert metrics(parse_expression(found.datadog.bad))
    assert newrelic in found.newrelic.where
    assert found.newrelic.bad == "duration.ms >= 2000"
