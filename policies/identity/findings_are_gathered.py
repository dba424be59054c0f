"""Security Hub with at least one standard: without one it gathers, and judges nothing."""

from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import AwsAccount, World

HUB = "aws:securityhub/account:Account"
STANDARD = "aws:securityhub/standardsSubscription:StandardsSubscription"


def judge(account: AwsAccount, world: World) -> Verdict:
    """By default the provider subscribes to AWS's own standards."""
    hub = next((hub for hub in world.resources.of_type(HUB) if hub.environment == account.name), None)
    if hub is None:
        return failed("Security Hub is not switched on; expected a securityhub.Account")
    if any(standard.environment == account.name for standard in world.resources.of_type(STANDARD)):
        return passed("with a standard that is named")
    if hub.at("enableDefaultStandards").flag(default=True):
        return passed("with the standards that AWS subscribes to by itself")
    return failed("Security Hub holds it against no standard; expected a securityhub.StandardsSubscription")
