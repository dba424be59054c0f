"""Rules as the file that Prometheus reads."""

from collections.abc import Iterator, Mapping
from typing import Any

from estate.alerting.prometheus.document import document
from estate.alerting.prometheus.promql import length
from estate.alerting.prometheus.rule import EVERY, Group
from estate.alerting.prometheus.rules import Rules


def rules_text(made: Rules, environment: str) -> str:
    """The file of rules; the same specs give the same bytes."""
    unsaid = [f"Not said here: {one.name}: {one.reason}" for one in made.unsaid]
    return document({"groups": [_group(group) for group in made.groups]}, environment, unsaid)


def _group(group: Group) -> Mapping[str, Any]:
    return {"name": group.name, "interval": length(EVERY), "rules": list(_rules(group))}


def _rules(group: Group) -> Iterator[Mapping[str, Any]]:
    for one in group.recordings:
        yield {"record": one.record, "expr": one.expression, "labels": dict(one.labels)}
    for one in group.alerts:
        yield {"alert": one.name, "expr": one.expression, "labels": dict(one.labels), "annotations": dict(one.annotations)}
