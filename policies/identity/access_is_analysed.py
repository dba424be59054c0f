"""An analyser of the account or of the organisation."""

from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import AwsAccount, World

ANALYSER = "aws:accessanalyzer/analyzer:Analyzer"
FOR_STRANGERS = ("ACCOUNT", "ORGANIZATION")
"""The other kinds look for rights that nobody uses, or that stay inside."""


def judge(account: AwsAccount, world: World) -> Verdict:
    """The provider's default is the account."""
    for analyser in world.resources.of_type(ANALYSER):
        if analyser.environment == account.name and analyser.at("type").text("ACCOUNT") in FOR_STRANGERS:
            return passed(analyser.title)
    return failed("its account has no analyser for what strangers can reach; expected one of type ACCOUNT or ORGANIZATION")
