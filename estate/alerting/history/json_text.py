"""Recorded data as JSON: a line for each point (NDJSON), or the answer of Prometheus to a range query."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

import numpy as np
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from estate.alerting.history.clock import Clock, TimeError
from estate.alerting.history.gathering import Gathering
from estate.alerting.history.naming import split_name
from estate.alerting.history.track import Place, Track
from estate.catalog.mistakes import Mistake, show
from estate.roster.json_text import complaints, read_json

LINE = '{"time": "2026-11-02T10:05:00Z", "metric": "checkout.requests", "tags": {}, "value": 600}'
RANGE = "an answer of Prometheus to a range query (GET /api/v1/query_range)"
LARGEST_SEARCH = 16 * 1024 * 1024
"""Bytes of JSON that are read once more to say on which line a mistake stands: some seconds."""


class Part(BaseModel):
    """A part of an answer."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Found(Part):
    """One series; a point is a time and a number that stands in quotes."""

    metric: Mapping[str, str]
    values: tuple[tuple[float, Annotated[str, Field(max_length=64)]], ...] = ()


class Matrix(Part):
    """What was found."""

    kind: Annotated[Literal["matrix"], Field(alias="resultType")]
    result: tuple[Found, ...]


class Answer(Part):
    """The whole answer."""

    status: Literal["success"]
    data: Matrix


@dataclass(kw_only=True)
class LinesReading:
    """NDJSON while it is read."""

    file: str
    lines: Sequence[str]
    mistakes: list[Mistake] = field(default_factory=list)
    clock: Clock = field(default_factory=Clock)

    def tracks(self) -> list[Track]:
        """Every series of the file."""
        gathering = Gathering(file=self.file)
        for line, text in enumerate(self.lines, start=1):
            if text.strip():
                self._point(gathering, line, text)
        return list(gathering.tracks(self._cell_place))

    def _point(self, gathering: Gathering, line: int, text: str) -> None:
        try:
            point = json.loads(text)
        except (json.JSONDecodeError, RecursionError) as error:
            column = error.colno if isinstance(error, json.JSONDecodeError) else 1
            cut = "is the file cut off? Export it again" if line == len(self.lines) else f"expected a line such as {LINE}"
            self._note(
                line, column, f"is no JSON: {error.msg.lower() if isinstance(error, json.JSONDecodeError) else 'nested too deep'}", cut
            )
            return
        problem = _odd(point)
        if problem:
            self._note(line, 1, problem, f"expected a line such as {LINE}")
            return
        try:
            metric, own = split_name(point["metric"])
            time = self.clock.read(str(point["time"]))
        except ValueError as error:
            self._note(line, 1, str(error), error.hint if isinstance(error, TimeError) else None)
            return
        tags = {**own, **{str(key): str(value) for key, value in point.get("tags", {}).items()}}
        gathering.points(metric, tags, head=(line, 1)).add(time, float(point["value"]), line)

    def _cell_place(self, line: int, _cell: int) -> tuple[int, int]:
        return line, 1

    def _note(self, line: int, column: int, text: str, hint: str | None = None) -> None:
        self.mistakes.append(Mistake(file=self.file, line=line, column=column, text=text, hint=hint))


def _odd(point: Any) -> str | None:
    """Why a line is no point."""
    if not isinstance(point, dict):
        return f"{show(point)} is no point"
    missing = [key for key in ("time", "metric", "value") if key not in point]
    if missing:
        return f"has no {' and no '.join(missing)}"
    if isinstance(point["value"], bool) or not isinstance(point["value"], int | float):
        return f"value: {show(point['value'])} is no number"
    if not isinstance(point["metric"], str) or not isinstance(point.get("tags", {}), dict):
        return "metric is no text, or tags are no mapping"
    return None


def range_tracks(content: bytes, *, file: str) -> list[Track]:
    """The series of a range query's answer. InputError for what is none."""
    data = read_json(content, file=file)
    try:
        answer = Answer.model_validate(data)
    except ValidationError as error:
        raise complaints(error, file=file, expected=RANGE) from None
    return list(_range(answer, content, file))


def _range(answer: Answer, content: bytes, file: str) -> Iterator[Track]:
    for place, found in enumerate(answer.data.result):
        tags = {key: value for key, value in found.metric.items() if key != "__name__"}
        yield Track(
            metric=found.metric.get("__name__", ""),
            tags=tags,
            times=np.array([int(time) for time, _ in found.values], dtype=np.int64),
            values=np.array([_number(text) for _, text in found.values], dtype=np.float64),
            file=file,
            head=(1, 1),
            time_place=_in_range(content, place, 0),
            value_place=_in_range(content, place, 1),
        )


def _number(text: str) -> float:
    """What is no number at all is as little measured as NaN."""
    try:
        return float(text)
    except ValueError:
        return float("nan")


def _in_range(content: bytes, series: int, part: int) -> Place:
    """JSON is YAML too, whose reader tells where everything stands."""

    def place(point: int) -> tuple[int, int]:
        if len(content) > LARGEST_SEARCH:
            return 1, 1
        node: Any = yaml.compose(content.decode(), Loader=yaml.CSafeLoader)
        for step in ("data", "result", series, "values", point, part):
            node = next(value for key, value in node.value if key.value == step) if isinstance(step, str) else node.value[step]
        return node.start_mark.line + 1, node.start_mark.column + 1

    return place
