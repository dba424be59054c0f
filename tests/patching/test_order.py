from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from estate.catalog.load import load_catalog
from estate.catalog.maintenance import Freeze
from estate.errors import InputError
from estate.patching.batches import split
from estate.patching.order import Request, order

CATALOG = load_catalog(Path(__file__).parents[2] / "catalog")
NOW = datetime(2026, 11, 23, tzinfo=UTC)
GOOD = Request(environment="production", groups=("relay-hosts",))


def test_production_gets_its_window_and_the_groups_under_ansibles_names() -> None:
    given = order(CATALOG, GOOD, now=NOW).variables
    assert given["patch_hosts"] == "relay_hosts"
    assert given["patch_scope"] == "security"
    assert given["patch_reboot"] == "never"
    assert given["patch_production"] is True
    # 2026-11-26 is the next Thursday; 05:00 in Istanbul is 02:00 UTC.
    assert given["patch_window"] == {"opens": "2026-11-26T02:00:00Z", "closes": "2026-11-26T05:00:00Z"}


def test_production_gets_its_freezes() -> None:
    sale = Freeze(
        name="sale", reason="The sale.", environments=("production",), start="2026-11-26T00:00", zone="Europe/Istanbul", length=timedelta(5)
    )
    catalog = replace(CATALOG, freezes=(sale,))
    # Midnight in Istanbul is 21:00 UTC of the day before.
    wanted = {"from": "2026-11-25T21:00:00Z", "until": "2026-11-30T21:00:00Z", "reason": "The sale."}
    assert order(catalog, GOOD, now=NOW).variables["patch_freezes"] == [wanted]
    assert order(catalog, replace(GOOD, environment="staging"), now=NOW).variables["patch_freezes"] == []
    assert order(catalog, GOOD, now=datetime(2026, 11, 30, 21, tzinfo=UTC)).variables["patch_freezes"] == []


def test_without_a_group_all_that_the_playbook_patches_are_meant() -> None:
    assert order(CATALOG, Request(environment="production"), now=NOW).groups == ("relay-hosts",)


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        pytest.param(Request(environment="prodution"), "'prodution' is no environment; did you mean 'production'?", id="environment"),
        pytest.param(replace(GOOD, groups=("relay-host",)), "'relay-host' is no group of hosts; did you mean 'relay-hosts'?", id="group"),
        pytest.param(replace(GOOD, groups=("web-hosts",)), "'web-hosts' is not patched by the playbook: an autoscaled group", id="image"),
        pytest.param(replace(GOOD, groups=("tool-hosts",)), "'tool-hosts' is not patched by the playbook: Systems Manager", id="window"),
        pytest.param(replace(GOOD, batches=("0",)), "no host would ever be patched", id="a batch of nobody"),
        pytest.param(replace(GOOD, batches=("0%",)), "no host would ever be patched", id="a share of nobody"),
        pytest.param(replace(GOOD, batches=("100%",)), "all hosts of production at once", id="everybody"),
        pytest.param(replace(GOOD, batches=("101%",)), "at most 100%", id="more than everybody"),
        pytest.param(replace(GOOD, batches=("some",)), "is no size", id="no size"),
        pytest.param(replace(GOOD, everything=True, packages=("nginx",)), "exclude each other", id="all and one"),
    ],
)
def test_a_mistake_is_refused_with_what_was_expected(request_: Request, said: str) -> None:
    with pytest.raises(InputError) as caught:
        order(CATALOG, request_, now=NOW)
    assert said in str(caught.value)


def test_all_mistakes_are_said_at_once() -> None:
    window = "2020-01-01T00:00Z/2020-01-02T00:00Z"
    with pytest.raises(InputError) as caught:
        order(CATALOG, replace(GOOD, groups=("web-hosts", "nobody"), batches=("0", "100%"), window=window), now=NOW)
    assert len(str(caught.value).splitlines()) == 5


def test_everybody_at_once_is_allowed_where_things_are_tried_out() -> None:
    assert order(CATALOG, Request(environment="dev", batches=("100%",)), now=NOW).variables["patch_batches"] == ["100%"]


@pytest.mark.parametrize(
    ("hosts", "sizes", "batches"),
    [
        pytest.param(8, ("1", "50%"), [1, 4, 3], id="a canary, then halves of all"),
        pytest.param(3, ("1", "50%"), [1, 1, 1], id="half of three is one"),
        pytest.param(5, ("10%",), [1, 1, 1, 1, 1], id="at least one"),
        pytest.param(5, ("2",), [2, 2, 1], id="the last size repeats"),
        pytest.param(0, ("2",), [], id="nobody"),
    ],
)
def test_batches_are_split_as_serial_does(hosts: int, sizes: tuple[str, ...], batches: list[int]) -> None:
    assert [len(batch) for batch in split([f"h{number}" for number in range(hosts)], sizes)] == batches
