"""Curves: how a number goes over the time of a scenario.

`200`, `sine(200, 0.5, 1d)` (a mean, the swing as a share of it, a period; the highest point lies half a period after
midnight in UTC), `0.1 until 12:00 then 50 until 12:30 then 0.1`, `70 until 12:00 then ramp to 97 by 12:30`. What stands
first was so before the scenario too, what stands last stays. A clock time is the first one after the mark before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken, v_args

from estate.alerting.series import Times, Values
from estate.alerting.testing.marks import DAY, length_of, place_of
from estate.catalog.fact import NotAllowedError
from estate.catalog.mistakes import show

EXAMPLES = "200, sine(200, 0.5, 1d), 0 until 12:00 then 50, or 70 until 12:00 then ramp to 97 by 12:30"


@dataclass(frozen=True, kw_only=True)
class Flat:
    """One value."""

    value: float


@dataclass(frozen=True, kw_only=True)
class Sine:
    """A wave around a mean."""

    mean: float
    swing: float
    """A share of the mean."""
    period: int
    """Seconds."""


@dataclass(frozen=True, kw_only=True)
class Ramp:
    """A straight way to a value."""

    to: float


Shape = Flat | Sine | Ramp


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A shape, and the mark at which it ends; None for the last one."""

    shape: Shape
    until: str | None


@dataclass(frozen=True, kw_only=True)
class Curve:
    """Pieces, one after the other."""

    text: str
    pieces: tuple[Piece, ...]

    def values(self, times: Times, start: int) -> Values:
        """The value at each time; `start` is the scenario's, in seconds since 1970."""
        result = np.empty(len(times))
        begin, before = 0, -np.inf
        for piece, end in zip(self.pieces, [*self.ends(start), np.inf], strict=False):
            last = np.searchsorted(times, end) if np.isfinite(end) else len(times)
            result[begin:last] = _values(piece.shape, times[begin:last], self._value_before(piece, start), before, end)
            begin, before = int(last), end
        if self.pieces[-1].until is not None and begin < len(times):
            result[begin:] = self._value_at_end(start)
        return result

    def ends(self, start: int) -> list[int]:
        """When each piece but an open last one ends."""
        found: list[int] = []
        for piece in self.pieces:
            if piece.until is not None:
                found.append(place_of(piece.until, after=found[-1] if found else start, start=start))
        return found

    def _value_before(self, piece: Piece, start: int) -> float:
        """What the piece before it ended with; a ramp begins there."""
        place = self.pieces.index(piece)
        if not isinstance(piece.shape, Ramp) or place == 0:
            return 0.0
        earlier = self.pieces[place - 1]
        at = self.ends(start)[place - 1]
        if isinstance(earlier.shape, Ramp):
            return earlier.shape.to
        return float(_values(earlier.shape, np.array([at], dtype=np.int64), 0.0, -np.inf, at)[0])

    def _value_at_end(self, start: int) -> float:
        last = self.pieces[-1].shape
        at = np.array([self.ends(start)[-1]], dtype=np.int64)
        return last.to if isinstance(last, Ramp) else float(_values(last, at, 0.0, -np.inf, np.inf)[0])


def _values(shape: Shape, times: Times, begins: float, since: float, until: float) -> Values:
    match shape:
        case Flat():
            return np.full(len(times), shape.value)
        case Sine():
            return shape.mean * (1.0 - shape.swing * np.cos(2 * np.pi * (times % DAY) / shape.period))
        case Ramp():
            return begins + (shape.to - begins) * ((times.astype(np.float64) - since) / (until - since))


@cache
def _parser() -> Lark:
    text = files("estate.alerting.testing").joinpath("curve.lark").read_text(encoding="utf-8")
    return Lark(text, parser="lalr", start="curve", maybe_placeholders=True)


def parse_curve(given: object) -> Curve:
    """A number or the text of a curve. ValueError says where it is not understood."""
    if isinstance(given, Curve):
        return given
    if isinstance(given, bool) or not isinstance(given, int | float | str):
        raise NotAllowedError(f"{show(given)} is no curve; expected one such as {EXAMPLES}")
    text = str(given)
    try:
        pieces: Sequence[Piece] = _Tree().transform(_parser().parse(text))
    except UnexpectedInput as error:
        ended = isinstance(error, UnexpectedToken) and error.token.type == "$END"
        where = "at its end" if ended else f"at column {error.column}"
        raise ValueError(f"{show(text)} is no curve, {where}; expected one such as {EXAMPLES}") from None
    for problem in _odd(text, pieces):
        raise ValueError(problem)
    return Curve(text=text, pieces=tuple(pieces))


def _odd(text: str, pieces: Sequence[Piece]) -> Iterator[str]:
    if isinstance(pieces[0].shape, Ramp):
        yield f"{show(text)} begins with a ramp; expected the value from which it goes, such as 70 until 12:00 then ramp to 97 by 12:30"
    if any(piece.until is None for piece in pieces[:-1]):
        yield f"{show(text)} does not say until when each part lasts; expected: 0 until 12:00 then 50"


@v_args(inline=True)
class _Tree(Transformer[Token, Any]):
    def curve(self, *pieces: Piece) -> Sequence[Piece]:
        return pieces

    def piece(self, shape: Shape, until: str | None) -> Piece:
        return Piece(shape=shape, until=until)

    def ramp(self, to: float, by: str) -> Piece:
        return Piece(shape=Ramp(to=to), until=by)

    def shape(self, value: float) -> Shape:
        return Flat(value=value)

    def sine(self, mean: float, swing: float, period: Token) -> Shape:
        return Sine(mean=mean, swing=swing, period=length_of(period))

    def number(self, token: Token) -> float:
        return float(token)

    def mark(self, token: Token) -> str:
        return str(token)
