from datetime import UTC, datetime, timedelta

import pytest

from estate.catalog.environment import PatchWindow
from estate.errors import InputError
from estate.patching.window import opening, parse_opening

KYIV = PatchWindow(day="sunday", start="02:00", length=timedelta(hours=3), zone="Europe/Kyiv")
ISTANBUL = PatchWindow(day="thursday", start="05:00", length=timedelta(hours=3), zone="Europe/Istanbul")  # UTC+3 all year


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        # 2026-12-03 is a Thursday; 05:00 in Istanbul is 02:00 UTC.
        pytest.param("2026-12-03T02:00:00+00:00", "2026-12-03T02:00:00Z", id="it opens now"),
        pytest.param("2026-12-03T04:59:59+00:00", "2026-12-03T02:00:00Z", id="it is open"),
        pytest.param("2026-12-03T05:00:00+00:00", "2026-12-10T02:00:00Z", id="it has just closed"),
        pytest.param("2026-12-02T12:00:00+00:00", "2026-12-03T02:00:00Z", id="the day before"),
        pytest.param("2026-12-04T12:00:00+00:00", "2026-12-10T02:00:00Z", id="the day after"),
    ],
)
def test_the_window_is_the_one_that_is_open_or_the_next(now: str, opens: str) -> None:
    assert opening(ISTANBUL, datetime.fromisoformat(now)).as_variables()["opens"] == opens


@pytest.mark.parametrize(
    ("now", "opens"),
    [
        # Kyiv is UTC+2 in winter and UTC+3 from the last Sunday of March, 03:00, to the last of October.
        pytest.param("2027-03-20T00:00:00+00:00", "2027-03-21T00:00:00Z", id="winter"),
        pytest.param("2027-04-03T00:00:00+00:00", "2027-04-03T23:00:00Z", id="summer"),
    ],
)
def test_a_window_follows_the_clock_on_the_wall(now: str, opens: str) -> None:
    assert opening(KYIV, datetime.fromisoformat(now)).as_variables()["opens"] == opens


def test_a_window_over_midnight_is_open_on_the_next_day() -> None:
    late = PatchWindow(day="sunday", start="23:00", length=timedelta(hours=3), zone="UTC")
    assert opening(late, datetime(2026, 12, 7, 1, tzinfo=UTC)).opens == datetime(2026, 12, 6, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("2020-01-01T02:00Z/2020-01-01T05:00Z", "is in the past: it closed at 2020-01-01T05:00:00Z", id="over"),
        pytest.param("2026-12-03T05:00Z/2026-12-03T02:00Z", "closes before it opens", id="backwards"),
        pytest.param("2026-12-03T05:00/2026-12-03T06:00", "has no offset from UTC", id="no offset"),
        pytest.param("tomorrow", "expected two moments", id="no moment"),
    ],
)
def test_a_window_of_the_command_line_is_refused_with_what_was_expected(text: str, said: str) -> None:
    with pytest.raises(InputError, match=said):
        parse_opening(text, datetime(2026, 11, 23, tzinfo=UTC))
