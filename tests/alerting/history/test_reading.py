"""Files of recorded data: what is read from them, and what is said of each mistake."""

import json

import pytest

from estate.alerting.history.reading import File, read_files
from estate.alerting.history.track import HistoryError
from tests.alerting.history.worlds import at, tracks_of

HEAD = "time,payment.requests,payment.errors\n"
GOOD = HEAD + "2026-11-02T00:00:00Z,600,0.1\n2026-11-02T00:01:00Z,610,0.2\n"


def mistakes(content: bytes | str, *, gaps: bool = False, file: str = "data.csv") -> list[str]:
    with pytest.raises(HistoryError) as error:
        tracks_of(content, gaps=gaps, file=file)
    return [f"{one.place} {one.text}" for one in error.value.mistakes]


def test_a_column_is_a_series() -> None:
    requests, errors = tracks_of(GOOD)
    assert (requests.metric, requests.times.tolist(), requests.values.tolist()) == ("payment.requests", [at(0), at(1)], [600, 610])
    assert (errors.name, errors.values.tolist(), errors.step, errors.gaps) == ("payment.errors", [0.1, 0.2], 60, ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param('time,metric,tags,value\n1793577600,up,"job:api,zone:a",1\n', "up{job:api,zone:a}", id="tags in a cell"),
        pytest.param('timestamp,metric,value\n1793577600000,up{job="api"},1\n', "up{job:api}", id="tags of Prometheus, milliseconds"),
        pytest.param("time,up{job:api;zone:a}\n2026-11-02T01:00:00+01:00,1\n", "up{job:api,zone:a}", id="tags in a header, another zone"),
        pytest.param('{"time": 1793577600, "metric": "up", "tags": {"job": "api"}, "value": 1}\n', "up{job:api}", id="a line of JSON"),
    ],
)
def test_every_form_gives_the_same_point(text: str, name: str) -> None:
    (track,) = tracks_of(text)
    assert (track.name, track.times.tolist(), track.values.tolist()) == (name, [at(0)], [1.0])


def test_the_answer_to_a_range_query_is_read() -> None:
    """The shape of https://prometheus.io/docs/prometheus/latest/querying/api/ (range queries)."""
    series = {
        "metric": {"__name__": "up", "job": "prometheus", "instance": "localhost:9090"},
        "values": [[1435781430.781, "1"], [1435781445.781, "0"]],
    }
    answer = {"status": "success", "data": {"resultType": "matrix", "result": [series]}}
    (track,) = tracks_of(json.dumps(answer))
    assert (track.metric, track.tags["job"], track.times.tolist()) == ("up", "prometheus", [1435781430, 1435781445])
    assert (track.values.tolist(), track.step) == ([1.0, 0.0], 15)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        pytest.param("2026-11-02T00:00:00Z,NaN,0\n", "2:22 payment.requests is nan", id="NaN"),
        pytest.param("2026-11-02T00:00:00Z,1,-inf\n", "2:24 payment.errors is -inf", id="infinity"),
        pytest.param("2026-11-02T00:00:00Z,many,0\n", "2:22 'many' is no number", id="a word"),
        pytest.param(
            "2026-11-02T00:01:00Z,1,0\n2026-11-02T00:00:00Z,1,0\n", "3:1 payment.errors: 2026-11-02T00:00Z stands after", id="unordered"
        ),
        pytest.param(
            "2026-11-02T00:01:00Z,1,0\n2026-11-02T00:01:00Z,1,0\n", "3:1 payment.errors: 2026-11-02T00:01Z stands here twice", id="twice"
        ),
        pytest.param(
            "2026-11-02T00:00:00Z,1,0\n2026-11-02T01:01:00+01:00,1,0\n",
            "3:1 this time is in UTC+01:00, those before it in UTC",
            id="two zones",
        ),
        pytest.param(
            "2026-11-02T00:00:00Z,1,0\n1793577660,1,0\n", "3:1 this time is in seconds since 1970, those before it in UTC", id="two ways"
        ),
        pytest.param("2026-11-02T00:00:00,1,0\n", "2:1 '2026-11-02T00:00:00' has no zone", id="no zone"),
        pytest.param("yesterday,1,0\n", "2:1 'yesterday' is no time", id="no time"),
        pytest.param("-5,1,0\n", "2:1 '-5' is no moment of this century", id="before 1970"),
        pytest.param("2026-11-02T00:00:00Z,1\n", "2:1 has 2 of the 3 cells", id="cut off"),
        pytest.param('2026-11-02T00:00:00Z,"1,0\n', "2:1 is no CSV from here on", id="an open quote"),
        pytest.param("", "1:1 has no points under its names", id="names alone"),
    ],
)
def test_a_mistake_has_its_line_and_column(rows: str, told: str) -> None:
    assert mistakes(HEAD + rows)[0].startswith(f"data.csv:{told}")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"", "data.csv:1:1 is empty", id="empty"),
        pytest.param(b"\xff\xfe\x00", "data.csv:1:1 byte 0 is no UTF-8", id="no text"),
        pytest.param(b"when,payment.requests\n", "data.csv:1:1 the first column is called 'when'", id="no times"),
        pytest.param(b"time\n1793577600\n", "data.csv:1:1 has no column beside the times", id="no series"),
        pytest.param(b"time,a.b,a.b\n1793577600,1,1\n", "data.csv:1:10 a.b has two columns", id="a name twice"),
        pytest.param(b"time,a b\n1793577600,1\n", "data.csv:1:6 'a b' is no name of a series", id="no name"),
        pytest.param(b"time,a{b}\n1793577600,1\n", "data.csv:1:6 'b' are no tags", id="no tags"),
        pytest.param(b'{"time":1,"metric":"a","value":1}\n{"time":6', "data.csv:2:10 is no JSON", id="a cut line of JSON"),
        pytest.param(b'{"time":1,"metric":"a","value":"x"}', "data.csv:1:1 value: 'x' is no number", id="text for a number"),
        pytest.param(b'{"metric":"a","value":1}\n{"metric":"a","value":1}', "data.csv:1:1 has no time", id="a point without a time"),
        pytest.param(b'{"status":"success","data":{"resultType":"matrix","result":[', "data.csv:1:61 is no JSON", id="a cut answer"),
        pytest.param(b'{"status":"error","error":"timeout"}', "data.csv is not an answer of Prometheus", id="an error of Prometheus"),
        pytest.param(b"# step: fast\ntime,a.b\n1793577600,1\n", "data.csv:1:1 'fast' is no duration", id="a claim that is none"),
    ],
)
def test_a_file_that_is_none_says_where(content: bytes, told: str) -> None:
    assert mistakes(content)[0].startswith(told)


def test_what_is_no_number_in_an_answer_has_its_line() -> None:
    text = '{"status":"success","data":{"resultType":"matrix","result":[{"metric":{"__name__":"up"},"values":[\n[60,"1"],\n[120,"NaN"]]}]}}'
    assert mistakes(text) == ["data.csv:3:6 up is nan at 1970-01-01T00:02Z; expected a number"]


def test_all_mistakes_of_all_files_are_told_at_once() -> None:
    with pytest.raises(HistoryError) as error:
        read_files([File(name="a.csv", content=b""), File(name="b.csv", content=f"{HEAD}x,1,1\nx,NaN,2\n".encode())], gaps=False)
    assert [one.file for one in error.value.mistakes] == ["a.csv", "b.csv", "b.csv"]
    assert str(error.value).endswith("3 mistakes in 2 files")


def test_many_of_one_kind_are_counted() -> None:
    rows = "".join(f"{1793577600 + 60 * place},nan,0\n" for place in range(50))
    told = mistakes(HEAD + rows)
    assert len(told) == 3
    assert told[2].endswith("(and 47 more like it)")


def test_a_gap_is_a_mistake_until_somebody_says_that_there_are_gaps() -> None:
    rows = "".join(f"{at(minute)},600,0.1\n" for minute in (0, 1, 2, 9, 10))
    assert mistakes(HEAD + rows) == [
        "data.csv:5:1 payment.errors has a gap of 6m from 2026-11-02T00:03Z",
        "data.csv:5:1 payment.requests has a gap of 6m from 2026-11-02T00:03Z",
    ]
    requests, _ = tracks_of(HEAD + rows, gaps=True)
    assert [(gap.since, gap.until, gap.seconds) for gap in requests.gaps] == [(at(3), at(9), 360)]


def test_an_empty_cell_is_a_point_of_that_series_that_was_not_measured() -> None:
    text = HEAD + "".join(f"{at(minute)},{'' if minute == 2 else 600},0.1\n" for minute in range(6))
    assert mistakes(text) == ["data.csv:5:1 payment.requests has a gap of 1m from 2026-11-02T00:02Z"]
    assert [len(track.times) for track in tracks_of(text, gaps=True)] == [5, 6]


def test_a_claimed_step_must_be_kept_even_where_gaps_may_be() -> None:
    text = f"# step: 1m\n{HEAD}{at(0)},600,0.1\n{at(2)},600,0.1\n"
    assert mistakes(text, gaps=True)[0] == (
        "data.csv:4:1 payment.errors: 2026-11-02T00:02Z is 2m after the point before it; the file claims a step of 1m"
    )
    assert tracks_of(f"# step: 2m\n{HEAD}{at(0)},600,0.1\n{at(2)},600,0.1\n")[0].step == 120


def test_a_series_that_two_files_have_is_told() -> None:
    with pytest.raises(HistoryError, match=r"b.csv:1:6  payment.requests stands in a.csv too"):
        read_files([File(name=name, content=GOOD.encode()) for name in ("a.csv", "b.csv")], gaps=False)


def test_text_of_strangers_cannot_move_the_cursor() -> None:
    (told,) = mistakes("time,a\x1b[31m\n1793577600,1\n")
    assert "\x1b" not in told
