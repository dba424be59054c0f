"""What PagerDuty cannot be told."""

from collections.abc import Iterable

from estate.errors import InputError


class PagerDutyError(InputError):
    """PagerDuty cannot say what the catalog and the locks say; the text lists all of it."""


def refuse(mistakes: Iterable[str]) -> None:
    """PagerDutyError with all mistakes, where there are any."""
    if found := sorted(set(mistakes)):
        raise PagerDutyError("\n".join(found))
