"""The fairness of rosters as a chart: a row for each roster, a column for each measure, a bar for each member."""

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import altair as alt
import vl_convert

from estate.roster.fairness import MEASURES, Load

COLOURS = ["#2f6fa7", "#c96f1e", "#4d8f4a", "#8a5ca0", "#a8443c"]  # told apart by people who see no red or no green
CARRIED = "#b8b8b8"
BAR = 16  # pixels
COLUMN = 150


def fairness_svg(rosters: Mapping[str, Sequence[Load]]) -> str:
    """An SVG of what each member bears; what was carried over from the last horizon is grey and comes first."""
    rows = [_row(name, loads) for name, loads in rosters.items()]
    chart = alt.vconcat(*rows).resolve_scale(color="independent").configure_view(stroke=None).configure_axis(grid=False)
    return vl_convert.vegalite_to_svg(chart.to_dict())


def _row(roster: str, loads: Sequence[Load]) -> alt.HConcatChart:
    regions = list(dict.fromkeys(load.region for load in loads))
    carried = ["carried"] if any(load.carried[measure] for load in loads for measure in MEASURES) else []
    palette = [COLOURS[place % len(COLOURS)] for place in range(len(regions))]
    colours = alt.Scale(domain=[*carried, *regions], range=[*[CARRIED for _ in carried], *palette])
    columns = [_column(measure, loads, colours, with_names=place == 0) for place, measure in enumerate(MEASURES)]
    return alt.hconcat(*columns, spacing=12).properties(title=alt.Title(roster, anchor="start"))


def _column(measure: Any, loads: Sequence[Load], colours: alt.Scale, *, with_names: bool) -> alt.Chart:
    people = [load.person for load in loads]
    names = alt.Axis(title=None, labels=with_names, ticks=False, domain=False)
    return (
        alt.Chart(alt.Data(values=list(_bars(measure, loads))))
        .mark_bar(height=BAR - 5)
        .encode(
            x=alt.X("value:Q", title=measure, axis=alt.Axis(values=_ticks(measure, loads), format="d")),
            y=alt.Y("person:N", sort=people, axis=names),
            color=alt.Color("part:N", scale=colours, legend=alt.Legend(title=None) if with_names else None),
            order=alt.Order("order:Q"),
        )
        .properties(width=COLUMN, height=BAR * len(loads))
    )


def _ticks(measure: Any, loads: Sequence[Load]) -> list[int]:
    """Whole numbers, four at most: half a holiday is none."""
    most = max((math.ceil(load.carried[measure] + load.worked[measure]) for load in loads), default=0)
    return list(range(0, most + 1, max(1, math.ceil(most / 3))))


def _bars(measure: Any, loads: Iterable[Load]) -> Iterable[dict[str, Any]]:
    for load in loads:
        if load.carried[measure]:
            yield {"person": load.person, "part": "carried", "order": 0, "value": round(float(load.carried[measure]), 2)}
        yield {"person": load.person, "part": load.region, "order": 1, "value": round(float(load.worked[measure]), 2)}
