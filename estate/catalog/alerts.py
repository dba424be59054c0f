"""Numbers of one's own for an alert that the estate has anyway."""

from pydantic import Field

from estate.catalog.fact import Duration, Fact, Name


class AlertChange(Fact):
    """Another threshold than the library's, and why."""

    name: Name
    """Of the alert, as `estate alerts list` says it after the dot."""
    reason: str = Field(min_length=10)
    warning: float | None = Field(default=None, strict=False)
    critical: float | None = Field(default=None, strict=False)
    recovery: float | None = Field(default=None, strict=False)
    window: Duration | None = None
    off: bool = False
    """Not watched at all."""
