from datetime import UTC, datetime

import pytest

from tests.patching.collection import gate

NOW = datetime(2026, 12, 3, 3, tzinfo=UTC)
OPEN = {"opens": "2026-12-03T02:00:00Z", "closes": "2026-12-03T05:00:00Z"}


@pytest.mark.parametrize(
    ("batches", "hosts", "production", "number"),
    [
        pytest.param([1, "50%"], 3, True, 0, id="a canary, then halves"),
        pytest.param([0], 3, False, 1, id="nobody"),
        pytest.param(["0%"], 3, False, 1, id="a share of nobody"),
        pytest.param(["100%"], 3, True, 1, id="everybody in production"),
        pytest.param(["100%"], 3, False, 0, id="everybody elsewhere"),
        pytest.param([3], 3, True, 1, id="everybody, counted"),
        pytest.param([1], 1, True, 0, id="the only one"),
        pytest.param([-1], 3, False, 1, id="less than nobody"),
        pytest.param(["some"], 3, False, 1, id="no size"),
        pytest.param(["150%"], 3, False, 1, id="more than everybody"),
        pytest.param([], 3, False, 1, id="none"),
        pytest.param([0, "100%"], 3, True, 2, id="both are said"),
    ],
)
def test_batches_that_patch_nobody_or_everybody_are_mistakes(batches: list[object], hosts: int, *, production: bool, number: int) -> None:
    assert len(gate.batch_mistakes(batches, hosts=hosts, production=production)) == number


@pytest.mark.parametrize(
    ("now", "reason"),
    [
        pytest.param("2026-12-03T01:59:59+00:00", "the window is closed: it opens at 2026-12-03T02:00:00Z", id="before"),
        pytest.param("2026-12-03T02:00:00+00:00", None, id="as it opens"),
        pytest.param("2026-12-03T04:59:59+00:00", None, id="before it closes"),
        pytest.param("2026-12-03T05:00:00+00:00", "the window is in the past: it closed at 2026-12-03T05:00:00Z", id="as it closes"),
    ],
)
def test_a_window_is_open_from_its_start_up_to_its_end(now: str, reason: str | None) -> None:
    assert gate.closed(now=datetime.fromisoformat(now), window=OPEN, freezes=[]) == ([reason] if reason else [])


def test_a_freeze_holds_in_an_open_window() -> None:
    freeze = {"from": "2026-12-01T00:00:00Z", "until": "2026-12-05T00:00:00Z", "reason": "the sale"}
    assert gate.closed(now=NOW, window=OPEN, freezes=[freeze]) == ["changes are frozen until 2026-12-05T00:00:00Z: the sale"]


def test_a_host_that_is_patched_in_another_way_is_refused_with_the_way() -> None:
    owners = {"relay1": "playbook", "web1": "image", "tool1": "window", "new1": ""}
    assert gate.owner_mistakes(owners) == [
        "tool1 is not patched by the playbook: it is patched by Systems Manager in its window (estate_patched_by)",
        "web1 is not patched by the playbook: it is replaced by hosts from a newer image (estate_patched_by)",
    ]


def test_a_moment_without_an_offset_is_refused() -> None:
    with pytest.raises(ValueError, match="has no offset from UTC"):
        gate.parse("2026-12-03T02:00:00")
