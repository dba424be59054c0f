"""What each vendor would have stored of a recording."""

import pytest

from estate.alerting.history.history import measurable
from estate.alerting.history.stored import stored
from estate.alerting.series import Events
from estate.alerting.testing.vendors import Vendor
from tests.alerting.history.worlds import Curve, at, csv_of, history
from tests.alerting.testing.worlds import alerting

GAP = range(70, 80)


@pytest.mark.parametrize("vendor", ["datadog", "newrelic"])
@pytest.mark.parametrize(
    ("column", "metric"),
    [
        pytest.param("accounting.age", "EstimatedMaxTimeLag", id="an age"),
        pytest.param("accounting.ecs.memory", "MemoryUtilization", id="a signal"),
    ],
)
def test_nothing_is_stored_of_a_minute_in_which_nothing_was_measured(vendor: Vendor, column: str, metric: str) -> None:
    made = history(csv_of({column: lambda minute: 5.0 + minute}, minutes=120, without=GAP), gaps=True)
    rows = stored(vendor, made, measurable(made, alerting()), alerting())
    (one,) = [row for row in rows if not isinstance(row, Events) and metric.lower() in row.metric.replace("_", "").lower()]
    assert one.times.tolist() == [at(minute) for minute in range(120) if minute not in GAP]
    assert one.values.tolist() == [5.0 + minute for minute in range(120) if minute not in GAP]


def test_what_holds_a_call_back_is_stored_as_on_a_good_day() -> None:
    """checkout needs payment, of which nothing was recorded: 600 requests a minute, as good_day.yaml has them."""
    columns: dict[str, Curve] = {"checkout.requests": lambda minute: 10.0 + minute, "checkout.errors": lambda minute: minute / 100}
    made = history(csv_of(columns, minutes=120))
    rows = stored("datadog", made, measurable(made, alerting()), alerting())
    hits = {row.tags["service"]: row for row in rows if not isinstance(row, Events) and row.metric == "trace.grpc.server.request.hits"}
    assert hits["payment"].values.tolist() == [600.0] * 120
    assert hits["checkout"].values.tolist() == [10.0 + minute for minute in range(120)]
