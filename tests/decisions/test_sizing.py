"""Sizes of stores, by the vendors' rules: MSK's best practices, and the limits of Aurora and ElastiCache."""

from datetime import timedelta

import pytest

from estate.decisions.sizing import (
    CacheLayout,
    KafkaLayout,
    SizingError,
    backup_days,
    cache_layout,
    kafka_layout,
    postgres_family,
    valkey_family,
)


@pytest.mark.parametrize(
    ("zones", "per_zone", "layout"),
    [
        pytest.param(3, 1, KafkaLayout(brokers=3, replication_factor=3, in_sync=2), id="three copies, two in sync"),
        pytest.param(3, 2, KafkaLayout(brokers=6, replication_factor=3, in_sync=2), id="more brokers, no more copies"),
        pytest.param(2, 1, KafkaLayout(brokers=2, replication_factor=2, in_sync=1), id="two brokers hold two copies, and one may be away"),
        pytest.param(2, 2, KafkaLayout(brokers=4, replication_factor=3, in_sync=2), id="four brokers in two zones"),
    ],
)
def test_a_message_survives_one_broker_wherever_there_are_two(zones: int, per_zone: int, layout: KafkaLayout) -> None:
    assert kafka_layout(store="orders", zones=zones, brokers_per_zone=per_zone, broker="kafka.m7g.large", protected=False) == layout


def test_protected_kafka_in_two_zones_is_told_to_take_a_third() -> None:
    with pytest.raises(SizingError, match=r"'orders'.*at least 3 zones, got 2; add a zone"):
        kafka_layout(store="orders", zones=2, brokers_per_zone=1, broker="kafka.m7g.large", protected=True)


def test_an_express_broker_is_refused_with_a_size_that_works() -> None:
    with pytest.raises(SizingError, match=r"express\.m7g\.large is an Express broker.*kafka\.m7g\.large"):
        kafka_layout(store="orders", zones=3, brokers_per_zone=1, broker="express.m7g.large", protected=True)


@pytest.mark.parametrize(("replicas", "layout"), [(0, CacheLayout(nodes=1, failover=False)), (2, CacheLayout(nodes=3, failover=True))])
def test_a_cache_fails_over_once_it_has_a_replica(replicas: int, layout: CacheLayout) -> None:
    assert cache_layout(replicas=replicas) == layout


@pytest.mark.parametrize(
    ("retention", "days"),
    [
        pytest.param(timedelta(days=30), 30, id="whole days"),
        pytest.param(timedelta(hours=36), 2, id="never shorter than asked"),
        pytest.param(timedelta(days=35), 35, id="the longest"),
    ],
)
def test_backups_are_kept_at_least_as_long_as_asked(retention: timedelta, days: int) -> None:
    assert backup_days(store="astronomy-db", retention=retention) == days


@pytest.mark.parametrize("retention", [timedelta(0), timedelta(days=36)])
def test_a_retention_that_aws_does_not_keep_is_told_the_longest(retention: timedelta) -> None:
    with pytest.raises(SizingError, match=r"'astronomy-db': backup\.retention is .*; expected up to 35d"):
        backup_days(store="astronomy-db", retention=retention)


def test_parameter_group_families_follow_the_major_version() -> None:
    assert postgres_family("16.8") == "aurora-postgresql16"
    assert valkey_family("8.0") == "valkey8"
    assert valkey_family("7.2") == "valkey7"
