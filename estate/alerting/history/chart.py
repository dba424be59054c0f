"""Calls a week against the time to detect, for every pair of numbers that was tried: what nothing beats stands out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import altair as alt
import vl_convert

from estate.alerting.history.front import Outcome
from estate.alerting.history.tuning import Tuned

COLOURS = {"tried": "#b8b8b8", "nothing is better": "#2f6fa7", "present": "#c96f1e", "proposed": "#4d8f4a"}
"""Told apart by people who see no red or no green."""
WIDTH, HEIGHT = 420, 260  # pixels


def front_svg(tuned: Iterable[Tuned]) -> str:
    """An SVG with a chart for each alert of which any numbers detect something; those that do not are counted in the title."""
    every = tuple(tuned)
    told = [one for one in every if any(outcome.detection is not None for outcome in one.outcomes)]
    charts = [_chart(one) for one in told or every]
    whole = alt.vconcat(*charts).configure_view(stroke=None).configure_axis(grid=False)
    return vl_convert.vegalite_to_svg(whole.to_dict())


def _chart(one: Tuned) -> alt.LayerChart | alt.FacetChart:
    points = list(_points(one))
    blind = sum(outcome.detection is None for outcome in one.outcomes)
    title = f"{one.name}: {len(one.outcomes)} pairs tried, {blind} detect nothing"
    base = alt.Chart(alt.Data(values=points)).encode(
        x=alt.X("per_week:Q", title="calls a week", scale=alt.Scale(zero=True)),
        y=alt.Y("minutes:Q", title="median minutes to detect", scale=alt.Scale(zero=True)),
    )
    kinds = alt.Color("kind:N", scale=alt.Scale(domain=list(COLOURS), range=list(COLOURS.values())), legend=alt.Legend(title=None))
    dots = base.mark_point(filled=True).encode(
        color=kinds, size=alt.Size("recall:Q", title="share found", scale=alt.Scale(domain=[0, 1], range=[20, 130])), order="rank:Q"
    )
    words = base.transform_filter("datum.words != ''").mark_text(align="left", dx=8, dy=-6, fontSize=10).encode(text="words:N")
    return alt.layer(dots, words).properties(width=WIDTH, height=HEIGHT, title=alt.Title(title, anchor="start"))


def _points(one: Tuned) -> Iterator[dict[str, Any]]:
    best: Sequence[Outcome] = one.front
    for outcome in one.outcomes:
        if outcome.detection is None:
            continue
        kind = "proposed" if outcome is one.proposed else "nothing is better" if outcome in best else "tried"
        kind = "present" if outcome.is_present else kind
        yield {
            "per_week": round(outcome.per_week, 3),
            "minutes": round(outcome.detection / 60, 2),
            "recall": 1.0 if outcome.recall is None else round(outcome.recall, 3),
            "kind": kind,
            "rank": list(COLOURS).index(kind),
            "words": "" if kind == "tried" else outcome.candidate.words,
        }
