"""What playbooks are given: numbers as numbers, and every text as data."""

import json
from pathlib import Path
from typing import Any

import pytest

from estate.remediation.fleet import UNSAFE
from estate.remediation.orders import Queued
from estate.remediation.spec import Places, make_spec
from tests.remediation.estates import NOW, ROOT, order, policy

PLACES = Places(root=ROOT, inventory=Path("hosts.yml"), state=Path("state"), locks=Path("locks"))


def queued(alert: str, host: str | None) -> Queued:
    return Queued(
        id=7, order=order(host, alert=alert), status="running", words="", guard="", seen=1, received_at=NOW, approved_by=None, began_at=NOW
    )


def variables(alert: str, host: str | None = "web-1") -> dict[str, Any]:
    return dict(make_spec(queued(alert, host), policy=policy(), places=PLACES, verifying=False).variables)


def texts(value: object) -> list[str]:
    """Every text that is not marked as data."""
    if isinstance(value, dict):
        return [] if value.keys() == {UNSAFE} else [text for member in value.values() for text in texts(member)]
    if isinstance(value, list):
        return [text for member in value for text in texts(member)]
    return [value] if isinstance(value, str) else []


@pytest.mark.parametrize("alert", sorted(policy().healings))
def test_every_text_is_marked_as_data(alert: str) -> None:
    given = variables(alert)
    assert texts(given) == []
    assert json.loads(json.dumps(given)) == given


def test_ages_are_seconds() -> None:
    rules = variables("image-provider.disk")["remediate_rules"]
    assert [rule["older_than"] for rule in rules] == [86_400, 3_600, 172_800], "1d, 1h and 2d of remediation.yaml"
    assert variables("image-provider.certificate")["remediate_valid_for"] == 15 * 86_400


def test_a_run_that_only_looks_waits_for_whoever_is_at_work() -> None:
    looks = make_spec(queued("image-provider.disk", "web-1"), policy=policy(), places=PLACES, verifying=True)
    acts = make_spec(queued("image-provider.disk", "web-1"), policy=policy(), places=PLACES, verifying=False)
    assert (looks.tags, acts.tags) == ("verify", None)
    assert looks.wait >= acts.timeout
    assert acts.wait == 0


def test_variables_are_of_one_prefix() -> None:
    assert all(name.startswith("remediate_") for alert in policy().healings for name in variables(alert))
