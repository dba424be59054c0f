"""`estate alerts noise`: which alerts of the past were noise."""

from pathlib import Path
from typing import Annotated

import typer

from estate.alerting.history.noise import Limits
from estate.alerting.history.past import Tool
from estate.cli.exit_codes import ExitCode
from estate.cli.output import AsJson, print_json, stdout

commands = typer.Typer()
LIMITS = Limits()
PerWeek = Annotated[float, typer.Option("--per-week", min=0.0, help="More of one alert in a week than this are noise.", metavar="NUMBER")]
Minutes = Annotated[
    int, typer.Option("--flap-within", min=1, max=1440, help="Minutes; what opens again so soon was not over.", metavar="MINUTES")
]


@commands.command()
def noise(
    export: Annotated[Path, typer.Argument(help="The JSON of a tool's API, one answer or a list of its pages.", metavar="EXPORT.json")],
    *,
    tool: Annotated[Tool | None, typer.Option("--from", help="Whose export it is, where the file does not tell.")] = None,
    per_week: PerWeek = LIMITS.per_week,
    flap_within: Minutes = LIMITS.flap_minutes,
    as_json: AsJson = False,
) -> None:
    """Find the noise in an export of past alerts: noisy, flapping, never actioned, always together; each with a change to make.

    Reads PagerDuty's incidents, Opsgenie's alerts, Datadog's events. Exit code 0: there is none; 1: there is.
    Example: estate alerts noise incidents.json --from pagerduty
    """
    from estate.cli import alerts_noise_words

    found = alerts_noise_words.find(export, tool, Limits(per_week=per_week, flap_minutes=flap_within))
    if as_json:
        print_json(alerts_noise_words.as_document(found))
    else:
        for line in alerts_noise_words.as_text(found):
            stdout().print(line)
    if found.noise.findings:
        raise typer.Exit(ExitCode.FOUND)
