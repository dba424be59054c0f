"""How promises are counted at each vendor: the file `slis.yaml`, filled in for an objective."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from string import Template
from typing import Literal

import yaml

from estate.alerting.spec import SloSpec
from estate.catalog.fact import Fact

Kind = Literal["ratio", "slices"]


class CountedQueries(Fact):
    """Queries of Datadog or Prometheus: what there was, and what was bad or good of it; or a value to hold against the bound."""

    total: str | None = None
    bad: str | None = None
    good: str | None = None
    value: str | None = None


class NrqlParts(Fact):
    """Parts of NRQL: which rows count, and which of them are bad; or the attributes whose sums are divided; or a value."""

    from_: str
    where: str
    bad: str | None = None
    total_sum: str | None = None
    bad_sum: str | None = None
    value: str | None = None


class Sli(Fact):
    """One way of counting. `ratio` divides counts; `slices` takes a minute for bad in which the value is beyond the bound."""

    kind: Kind
    datadog: CountedQueries
    newrelic: NrqlParts
    prometheus: CountedQueries | None = None


@cache
def slis() -> Mapping[str, Sli]:
    """Every way of counting, by `<measured>.<promise>`."""
    data = yaml.safe_load(files("estate.alerting").joinpath("slis.yaml").read_text(encoding="utf-8"))
    for one in data["slis"].values():
        one["newrelic"]["from_"] = one["newrelic"].pop("from")
    return {name: Sli.model_validate(one) for name, one in data["slis"].items()}


def sli_of(slo: SloSpec) -> Sli:
    """How an objective is counted, every word filled in."""
    found = slis()[f"{slo.measured}.{slo.objective.sli}"]
    bound = slo.objective.under
    words = {
        "service": slo.subject.service,
        "environment": slo.subject.environment,
        "source": slo.source,
        "seconds": f"{bound.total_seconds():g}" if bound else "",
        "milliseconds": f"{bound.total_seconds() * 1000:g}" if bound else "",
    }
    filled = {
        part: {key: Template(text).substitute(words) for key, text in queries.items() if text is not None}
        for part, queries in found.model_dump(exclude={"kind"}, exclude_none=True).items()
    }
    return Sli.model_validate({"kind": found.kind, **filled})
