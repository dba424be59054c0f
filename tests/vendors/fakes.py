"""Servers on this machine that keep the vendors' documented rules, with a clock that tests set."""

import threading
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

from flask import Flask, Response, request
from werkzeug.serving import WSGIRequestHandler, make_server

UTC_FORM = "%Y-%m-%dT%H:%M:%SZ"


def at(word: str) -> datetime:
    return datetime.fromisoformat(word)


def text(instant: datetime) -> str:
    return instant.strftime(UTC_FORM)


@dataclass(kw_only=True)
class Stored:
    """An override at a vendor."""

    id: str
    schedule: str
    start: datetime
    end: datetime
    user: str
    instead_of: str = ""
    rotation: str = ""


@dataclass(frozen=True, kw_only=True)
class Turn:
    """What the rotations of a schedule render."""

    start: datetime
    end: datetime
    user: str
    rotation: str = "ROTATION"


@dataclass(kw_only=True)
class Fake:
    """What all vendors share: schedules, overrides in the order in which they were made, failures that are planned."""

    now: datetime
    schedules: dict[str, str] = field(default_factory=dict)
    """Names by id."""
    turns: dict[str, list[Turn]] = field(default_factory=dict)
    overrides: list[Stored] = field(default_factory=list)
    log: list[tuple[str, str]] = field(default_factory=list)
    """Every request: method and path."""
    before: dict[int, Response] = field(default_factory=dict)
    """The answer to the n-th request (from 1), instead of doing it."""
    after: dict[int, Response] = field(default_factory=dict)
    """The answer to the n-th request once it is done: the real one is lost."""
    loses: frozenset[str] = frozenset()
    """Methods whose answers never arrive, although they are done."""
    refuses: frozenset[str] = frozenset()
    """Methods that are answered with a failure, and not done."""
    made: int = 0

    def new_id(self) -> str:
        self.made += 1
        return f"Q{self.made:05d}"

    def writes(self) -> list[tuple[str, str]]:
        return [entry for entry in self.log if entry[0] != "GET"]

    def standing(self) -> set[tuple[str, datetime, datetime, str]]:
        return {(self.schedules[one.schedule], one.start, one.end, one.user) for one in self.overrides}

    def app(self) -> Flask:
        app = Flask("fake")

        @app.before_request
        def planned() -> Response | None:
            self.log.append((request.method, request.path))
            return Response("down", 500) if request.method in self.refuses else self.before.get(len(self.log))

        @app.after_request
        def lost(response: Response) -> Response:
            return Response("gone", 502) if request.method in self.loses else self.after.get(len(self.log), response)

        self.routes(app)
        return app

    def routes(self, app: Flask) -> None:
        raise NotImplementedError

    def final(self, schedule: str, *, later_wins: bool) -> list[tuple[datetime, datetime, str]]:
        """Who is on, cut at every edge: an override before the rotation, the last or the first one made."""
        own = [one for one in self.overrides if one.schedule == schedule]
        turns = self.turns.get(schedule, [])
        edges = sorted({edge for one in [*own, *turns] for edge in (one.start, one.end)})
        found = []
        for start, end in pairwise(edges):
            over = [one.user for one in own if one.start <= start < one.end]
            base = [turn.user for turn in turns if turn.start <= start < turn.end]
            if over or base:
                found.append((start, end, (over[-1] if later_wins else over[0]) if over else base[0]))
        return found


@dataclass(kw_only=True)
class FakePagerDuty(Fake):
    """REST API v2 and v3. v2: the last override made wins, nothing is made or removed in the past, each item has its status."""

    token: str = "token"
    lists_overrides: bool = False
    """Whether POST answers as PagerDuty's guide from v2 to v3 shows it, not as the API reference does."""
    page: int = 2
    """Schedules in an answer, whatever limit was asked for: so that paging is needed."""

    def routes(self, app: Flask) -> None:
        @app.before_request
        def known() -> Response | None:
            return None if request.headers.get("Authorization") == f"Token token={self.token}" else Response("bad token", 401)

        @app.get("/schedules")
        @app.get("/v3/schedules")
        def schedules() -> Any:
            offset = request.args.get("offset", 0, int)
            name = "summary" if request.path.startswith("/v3") else "name"
            matching = [(key, word) for key, word in self.schedules.items() if request.args["query"].lower() in word.lower()]
            page = [{"id": key, name: word} for key, word in matching[offset : offset + self.page]]
            return {"schedules": page, "more": offset + self.page < len(matching)}

        @app.get("/schedules/<schedule>/overrides")
        def overrides(schedule: str) -> Any:
            since, until = at(request.args["since"]), at(request.args["until"])
            overflow = request.args.get("overflow") == "true"
            found = [one for one in self.overrides if one.schedule == schedule and one.start < until and one.end > since]
            return {"overrides": [self._override(one, since, until, overflow=overflow) for one in found]}

        @app.post("/schedules/<schedule>/overrides")
        def create(schedule: str) -> Any:
            made = [self._create(schedule, item) for item in request.json["overrides"]]
            return ({"overrides": [item["override"] for item in made]} if self.lists_overrides else made), 201

        @app.delete("/schedules/<schedule>/overrides/<override>")
        @app.delete("/v3/schedules/<schedule>/overrides/<override>")
        def remove(schedule: str, override: str) -> Any:
            return self._remove(schedule, override)

        @app.get("/schedules/<schedule>")
        def schedule(schedule: str) -> Any:
            entries = [
                {"start": text(start), "end": text(end), "user": {"id": user, "type": "user_reference"}}
                for start, end, user in self.final(schedule, later_wins=True)
            ]
            return {
                "schedule": {"id": schedule, "name": self.schedules[schedule], "final_schedule": {"rendered_schedule_entries": entries}}
            }

        self._v3(app)

    def _override(self, one: Stored, since: datetime, until: datetime, *, overflow: bool) -> dict[str, Any]:
        start, end = (one.start, one.end) if overflow else (max(one.start, since), min(one.end, until))
        return {"id": one.id, "start": text(start), "end": text(end), "user": {"id": one.user, "type": "user_reference"}}

    def _create(self, schedule: str, item: dict[str, Any]) -> dict[str, Any]:
        start, end = max(at(item["start"]), self.now), at(item["end"])
        told = {"start": text(start), "end": text(end), "user": item["user"]}
        if end <= start:
            return {"status": 400, "errors": ["Override must end after its start"], "override": told}
        one = Stored(id=self.new_id(), schedule=schedule, start=start, end=end, user=item["user"]["id"])
        self.overrides.append(one)
        return {"status": 201, "override": {"id": one.id, **told}}

    def _remove(self, schedule: str, override: str) -> Any:
        one = next((one for one in self.overrides if (one.schedule, one.id) == (schedule, override)), None)
        if one is None:
            return "", 404
        if one.end <= self.now:
            return {"error": {"message": "Cannot delete a past override"}}, 400
        if one.start < self.now:
            one.end = self.now
            return "", 200
        self.overrides.remove(one)
        return "", 204

    def _v3(self, app: Flask) -> None:
        @app.get("/v3/schedules/<schedule>")
        def schedule_v3(schedule: str) -> Any:
            assert request.args["include[]"] == "final_schedule"
            return {"schedule": {"id": schedule, "name": self.schedules[schedule], "final_schedule": self.computed(schedule)}}

        @app.get("/v3/schedules/<schedule>/overrides")
        def overrides_v3(schedule: str) -> Any:
            limit, offset = request.args.get("limit", 25, int), request.args.get("offset", 0, int)
            since, until = at(request.args["since"]), at(request.args["until"])
            if limit > 100:
                return {"error": "limit"}, 400
            found = [one for one in self.overrides if one.schedule == schedule and one.start < until and one.end > since]
            page = [_v3_override(one) for one in found[offset : offset + limit]]
            return {"overrides": page, "limit": limit, "offset": offset, "more": offset + limit < len(found)}

        @app.post("/v3/schedules/<schedule>/overrides")
        def create_v3(schedule: str) -> Any:
            made = [self._stored_v3(schedule, item) for item in request.json["overrides"]]
            self.overrides += made
            return {"overrides": [_v3_override(one) for one in made]}, 201

    def _stored_v3(self, schedule: str, item: dict[str, Any]) -> Stored:
        assert item["type"] == "override_shift"
        return Stored(
            id=self.new_id(),
            schedule=schedule,
            start=at(item["start_time"]),
            end=at(item["end_time"]),
            user=item["overriding_member"]["user_id"],
            instead_of=item["overridden_member"]["user_id"],
            rotation=item["rotation_id"],
        )

    def computed(self, schedule: str) -> dict[str, Any]:
        """Every rotation's turns; an override replaces that rotation's member alone; what nobody has is there as empty."""
        found = []
        for turn in self.turns.get(schedule, []):
            over = [
                one
                for one in self.overrides
                if (one.schedule, one.rotation, one.instead_of) == (schedule, turn.rotation, turn.user)
                and one.start < turn.end
                and one.end > turn.start
            ]
            edges = sorted({turn.start, turn.end, *(edge for one in over for edge in (one.start, one.end) if turn.start < edge < turn.end)})
            for start, end in pairwise(edges):
                user = next((one.user for one in over if one.start <= start < one.end), turn.user)
                found.append(_computed(start, end, {"type": "user_member", "user_id": user}, turn.rotation))
            found.append(_computed(turn.end, turn.end + timedelta(hours=1), {"type": "empty_member"}, turn.rotation))
        return {"type": "final_schedule", "rendered_coverage_percentage": 100, "computed_shift_assignments": found}


def _computed(start: datetime, end: datetime, member: dict[str, str], rotation: str) -> dict[str, Any]:
    source = {"type": "schedule_rotation", "rotation_id": rotation}
    return {"type": "computed_shift_assignment", "start_time": text(start), "end_time": text(end), "member": member, "source": source}


def _v3_override(one: Stored) -> dict[str, Any]:
    return {
        "id": one.id,
        "type": "override_shift",
        "rotation_id": one.rotation,
        "start_time": text(one.start),
        "end_time": text(one.end),
        "overridden_member": {"type": "user_member", "user_id": one.instead_of},
        "overriding_member": {"type": "user_member", "user_id": one.user},
    }


@dataclass(kw_only=True)
class FakeDatadog(Fake):
    """API v2: at most 25 overrides a POST, a filter of at most 45 days, pages of at most 50, none on top of another."""

    key: str = "key"
    app_key: str = "app"

    def routes(self, app: Flask) -> None:
        root = "/api/v2/on-call/schedules"

        @app.before_request
        def known() -> Response | None:
            keys = (request.headers.get("DD-API-KEY"), request.headers.get("DD-APPLICATION-KEY"))
            return None if keys == (self.key, self.app_key) else Response("Forbidden", 403)

        @app.get(root)
        def schedules() -> Any:
            size, number = request.args.get("page[size]", 10, int), request.args.get("page[number]", 0, int)
            if size > 100:
                return {"errors": ["page size"]}, 400
            page = [*self.schedules.items()][size * number : size * (number + 1)]
            return {"data": [{"id": key, "type": "schedules", "attributes": {"name": name}} for key, name in page]}

        @app.get(f"{root}/<schedule>/overrides")
        def overrides(schedule: str) -> Any:
            start, end = at(request.args["filter[start]"]), at(request.args["filter[end]"])
            size, number = request.args.get("page[size]", 10, int), request.args.get("page[number]", 0, int)
            if end - start > timedelta(days=45) or size > 50:
                return {"errors": ["range or page too large"]}, 400
            found = [one for one in self.overrides if one.schedule == schedule and one.start < end and one.end > start]
            return {"data": [_datadog(one) for one in found[size * number : size * (number + 1)]]}

        @app.post(f"{root}/<schedule>/overrides")
        def create(schedule: str) -> Any:
            data = request.json["data"]
            made = [self._stored(schedule, item) for item in data]
            if len(data) > 25 or any(self._overlaps(one) for one in made):
                return {"errors": ["at most 25, and none on top of another"]}, 400
            self.overrides += made
            return {"data": [_datadog(one) for one in made]}, 201

        @app.delete(f"{root}/<schedule>/overrides/<override>")
        def remove(schedule: str, override: str) -> Any:
            before = len(self.overrides)
            self.overrides = [one for one in self.overrides if (one.schedule, one.id) != (schedule, override)]
            return "", 204 if len(self.overrides) < before else 404

        @app.get(f"{root}/<schedule>/responders")
        def responders(schedule: str) -> Any:
            return self._responders(schedule, at(request.args["filter[at_ts]"]))

    def _stored(self, schedule: str, item: dict[str, Any]) -> Stored:
        assert item["type"] == "overrides"
        people = item["relationships"]
        return Stored(
            id=self.new_id(),
            schedule=schedule,
            start=at(item["attributes"]["start"]),
            end=at(item["attributes"]["end"]),
            user=people["user"]["data"]["id"],
            instead_of=people["overridden_user"]["data"]["id"],
        )

    def _overlaps(self, new: Stored) -> bool:
        return any(one.schedule == new.schedule and one.start < new.end and one.end > new.start for one in self.overrides)

    def _responders(self, schedule: str, instant: datetime) -> dict[str, Any]:
        on = [user for start, end, user in self.final(schedule, later_wins=False) if start <= instant < end]
        people = [{"user": {"data": {"id": user, "type": "users"}}} for user in on]
        shifts = [{"id": f"s{number}", "type": "shifts", "relationships": user} for number, user in enumerate(people)]
        current = {
            "id": "g",
            "type": "schedule_oncall_responder",
            "attributes": {"position": "current"},
            "relationships": {"shifts": {"data": [{"id": shift["id"], "type": "shifts"} for shift in shifts]}},
        }
        return {"data": {"id": "r", "type": "schedule_oncall_responders"}, "included": [current, *shifts] if on else []}


def _datadog(one: Stored) -> dict[str, Any]:
    return {
        "id": one.id,
        "type": "overrides",
        "attributes": {"start": text(one.start), "end": text(one.end)},
        "relationships": {
            "user": {"data": {"id": one.user, "type": "users"}},
            "overridden_user": {"data": {"id": one.instead_of, "type": "users"}},
        },
    }


@dataclass(kw_only=True)
class FakeOpsgenie(Fake):
    """Schedule API: an alias is unique in its schedule; names stand in paths when the query says so."""

    key: str = "key"

    def routes(self, app: Flask) -> None:
        @app.before_request
        def known() -> Response | None:
            return None if request.headers.get("Authorization") == f"GenieKey {self.key}" else Response("no key", 401)

        @app.get("/v2/schedules")
        def schedules() -> Any:
            return {"data": [{"id": key, "name": name, "enabled": True} for key, name in self.schedules.items()]}

        @app.get("/v2/schedules/<name>/overrides")
        def overrides(name: str) -> Any:
            return {"data": [_opsgenie(one) for one in self.overrides if one.schedule == self._id(name)]}

        @app.post("/v2/schedules/<name>/overrides")
        def create(name: str) -> Any:
            told = request.json
            one = self._stored(told["alias"], self._id(name), told)
            if any((other.schedule, other.id) == (one.schedule, one.id) for other in self.overrides):
                return {"message": "There is an override with this alias"}, 409
            self.overrides.append(one)
            return {"data": {"alias": one.id}}, 201

        @app.put("/v2/schedules/<name>/overrides/<alias>")
        def change(name: str, alias: str) -> Any:
            kept = [one for one in self.overrides if (one.schedule, one.id) != (self._id(name), alias)]
            if len(kept) == len(self.overrides):
                return {"message": "not found"}, 404
            self.overrides = [*kept, self._stored(alias, self._id(name), request.json)]
            return {"data": {"alias": alias}}

        @app.delete("/v2/schedules/<name>/overrides/<alias>")
        def remove(name: str, alias: str) -> Any:
            before = len(self.overrides)
            self.overrides = [one for one in self.overrides if (one.schedule, one.id) != (self._id(name), alias)]
            return ({"result": "Deleted"}, 200) if len(self.overrides) < before else ({"message": "not found"}, 404)

        @app.get("/v2/schedules/<name>/timeline")
        def timeline(name: str) -> Any:
            return {"data": self._timeline(name)}

    def _id(self, name: str) -> str:
        by_name = {word: key for key, word in self.schedules.items()}
        return by_name[name] if "name" in (request.args.get("scheduleIdentifierType"), request.args.get("identifierType")) else name

    def _stored(self, alias: str, schedule: str, told: dict[str, Any]) -> Stored:
        user = told["user"]["username"]
        return Stored(id=alias, schedule=schedule, start=at(told["startDate"]), end=at(told["endDate"]), user=user)

    def _timeline(self, name: str) -> dict[str, Any]:
        first = at(request.args["date"])
        assert request.args["intervalUnit"] == "weeks"
        last = first + timedelta(weeks=int(request.args["interval"]))
        periods = [
            {
                "startDate": text(max(start, first)),
                "endDate": text(min(end, last)),
                "type": "default",
                "recipient": {"id": "u", "type": "user", "name": user},
            }
            for start, end, user in self.final(self._id(name), later_wins=True)
            if start < last and end > first
        ]
        rotations = [{"id": "r", "name": "r", "order": 1.0, "periods": periods}]
        return {"_parent": {"id": self._id(name), "name": name}, "startDate": text(first), "finalTimeline": {"rotations": rotations}}


def _opsgenie(one: Stored) -> dict[str, Any]:
    user = {"type": "user", "id": "u", "username": one.user}
    return {"alias": one.id, "user": user, "startDate": text(one.start), "endDate": text(one.end), "rotations": []}


class _Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log(self, type: str, message: str, *args: object) -> None:  # noqa: A002 - the base class's name
        pass


@contextmanager
def served(fake: Fake) -> Generator[str]:
    """The fake on a port of this machine: its address."""
    server = make_server("127.0.0.1", 0, fake.app(), request_handler=_Quiet)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
