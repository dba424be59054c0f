"""What is tried again, what is not, and how long is waited."""

from collections.abc import Generator
from contextlib import contextmanager

import pytest
from flask import Flask, Response, request

from estate.vendors.http import Http, VendorError, asked_wait, connect
from tests.vendors.fakes import Fake, at, served


class Echo(Fake):
    """Answers with what it was asked."""

    def routes(self, app: Flask) -> None:
        @app.route("/", defaults={"path": ""}, methods=["GET", "POST", "PUT", "DELETE"])
        @app.route("/<path:path>", methods=["GET", "POST", "PUT", "DELETE"])
        def anything(path: str) -> Response | dict[str, object]:
            if path == "page":
                return Response("<html>", 200)
            return {"raw": request.environ["RAW_URI"], "body": request.get_json(silent=True)}


@contextmanager
def echo() -> Generator[tuple[Http, Echo, list[float]]]:
    fake, waited = Echo(now=at("2027-03-01T00:00:00Z")), list[float]()
    with served(fake) as url, connect("Echo", url, {"Authorization": "Token secret"}, pause=waited.append) as http:
        yield http, fake, waited


def failing(fake: Echo, *responses: Response) -> None:
    fake.before = dict(enumerate(responses, start=1))


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_what_may_be_done_twice_is_tried_again_with_growing_pauses(method: str) -> None:
    with echo() as (http, fake, waited):
        failing(fake, *(Response("down", 503) for _ in range(4)))
        _call(http, method)
        assert waited == [1, 2, 4, 8]


def _call(http: Http, method: str) -> None:
    match method:
        case "put":
            http.put("x", body={})
        case "post":
            http.post("x", body={})
        case "delete":
            http.delete("x")
        case _:
            http.get("x")


def test_after_five_attempts_it_is_told() -> None:
    with echo() as (http, fake, waited):
        failing(fake, *(Response("down\nfor today", 503) for _ in range(9)))
        with pytest.raises(VendorError, match=r"^Echo refused GET /x with 503: down for today$"):
            http.get("x", query={"secret": "word"})
        assert len(fake.log) == 5
        assert len(waited) == 4


def test_a_post_that_may_have_arrived_is_not_sent_again() -> None:
    with echo() as (http, fake, waited):
        failing(fake, Response("down", 503))
        with pytest.raises(VendorError, match="503"):
            http.post("x", body={})
        assert (len(fake.log), waited) == (1, [])


@pytest.mark.parametrize(
    ("headers", "waits"),
    [
        pytest.param({}, 1, id="nothing asked"),
        pytest.param({"Retry-After": "7"}, 7, id="Retry-After"),
        pytest.param({"ratelimit-reset": "9"}, 9, id="PagerDuty"),
        pytest.param({"X-RateLimit-Reset": "11"}, 11, id="Datadog"),
        pytest.param({"Retry-After": "Wed, 21 Oct 2026 07:28:00 GMT"}, 1, id="a date"),
        pytest.param({"Retry-After": "0"}, 1, id="none at all"),
    ],
)
def test_too_many_requests_are_sent_again_when_the_vendor_says_even_a_post(headers: dict[str, str], waits: float) -> None:
    with echo() as (http, fake, waited):
        failing(fake, Response("slow down", 429, headers=headers))
        assert http.post("x", body={"a": 1})["body"] == {"a": 1}
        assert waited == [waits]


def test_nobody_waits_for_an_hour() -> None:
    with echo() as (http, fake, waited):
        failing(fake, Response("", 429, headers={"Retry-After": "3600"}))
        with pytest.raises(VendorError, match="too many requests; try again later"):
            http.get("x")
        assert waited == []


def test_other_refusals_are_told_at_once() -> None:
    with echo() as (http, fake, waited):
        failing(fake, Response("no\x1b[31m" + "x" * 1000, 400))
        with pytest.raises(VendorError) as caught:
            http.get("x")
        assert "\x1b" not in str(caught.value)
        assert len(str(caught.value)) < 400
        assert waited == []


def test_removing_what_is_gone_is_fine() -> None:
    with echo() as (http, fake, _):
        failing(fake, Response("", 404))
        http.delete("x")


def test_a_page_instead_of_json_is_told() -> None:
    with echo() as (http, _, _), pytest.raises(VendorError, match="answered GET /page with something that is no JSON"):
        http.get("page")


def test_a_server_that_is_not_there_is_told_without_a_token() -> None:
    with connect("Echo", "http://127.0.0.1:9", {"Authorization": "Token secret"}, pause=lambda _: None) as http:
        with pytest.raises(VendorError, match=r"Echo cannot be reached at http://127.0.0.1:9") as caught:
            http.post("x", body={})
        assert "secret" not in str(caught.value) + repr(http)


@pytest.mark.parametrize("part", ["a/b", "../up", "a?b=c", "a#b", "é ", "%2e%2e%2f", "a;b"])
def test_a_part_of_a_path_stays_one_part(part: str) -> None:
    with echo() as (http, _, _):
        raw = http.get("first", part, "last")["raw"]
        assert raw.startswith("/first/")
        assert raw.endswith("/last")
        assert raw.count("/") == 3
        assert "?" not in raw


@pytest.mark.parametrize(("word", "seconds"), [("5", 5.0), ("-5", None), ("\u0665", None), ("1e9", None), ("", None)])
def test_only_plain_seconds_are_understood(word: str, seconds: float | None) -> None:
    assert asked_wait({"retry-after": word}) == seconds
