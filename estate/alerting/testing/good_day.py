"""How everything is on a good day: the file `good_day.yaml`."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

import yaml
from pydantic import Field

from estate.catalog.fact import Fact


class GoodTraffic(Fact):
    """Of every service; requests and probes a minute, shares in percent, the age in seconds."""

    requests: float = Field(strict=False)
    errors: float
    slow: float
    age: float = Field(strict=False)
    probes: float = Field(strict=False)
    failed_probes: float = Field(strict=False)


class GoodDay(Fact):
    """What is so unless a scenario says otherwise."""

    traffic: GoodTraffic
    signals: Mapping[str, float] = Field(strict=False)
    follows_traffic: tuple[str, ...] = Field(strict=False)


@cache
def good_day() -> GoodDay:
    """The file."""
    return GoodDay.model_validate(yaml.safe_load(files("estate.alerting.testing").joinpath("good_day.yaml").read_text(encoding="utf-8")))
