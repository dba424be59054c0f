"""Numbers of one's own for an alert that the estate has anyway."""

from typing import Annotated, Self

from pydantic import Field, model_validator

from estate.catalog.fact import Duration, Fact, matching

AlertName = Annotated[
    str,
    matching(r"^[a-z][a-z0-9-]*(\.[a-z0-9-]+)*$", "the name of an alert, such as memory, or availability.1h for a budget", max_length=60),
]


class AlertChange(Fact):
    """Another threshold than the library's, and why."""

    name: AlertName
    """Of the alert, as `estate alerts list` says it after the dot; for a budget with its long window, as `availability.1h`."""
    reason: str = Field(min_length=10)
    warning: float | None = Field(default=None, strict=False)
    critical: float | None = Field(default=None, strict=False)
    recovery: float | None = Field(default=None, strict=False)
    window: Duration | None = None
    budget: float | None = Field(default=None, gt=0, le=100, strict=False)
    """Percent of an objective's budget that may go within the window before somebody is told; a service's objectives alone have one."""
    off: bool = False
    """Not watched at all."""

    @model_validator(mode="after")
    def _budget_stands_alone(self) -> Self:
        others = (self.warning, self.critical, self.recovery, self.window)
        if self.budget is not None and (self.off or any(one is not None for one in others)):
            raise ValueError("a budget stands alone, for its threshold follows from the objective; expected no other number")
        return self
