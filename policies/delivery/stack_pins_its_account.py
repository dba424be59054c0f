"""The account of the environment, or the shared one of what serves all."""

from estate.naming import SHARED
from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, passed, undecided
from estate.readiness.world import World


def judge(provider: Item, world: World) -> Verdict:
    """One account, and no other."""
    facts = world.facts
    if provider.environment == SHARED:
        account = facts.organisation.shared_account
    elif place := facts.environments.get(provider.environment):
        account = place.account
    else:
        return undecided(f"the catalog has no environment {provider.environment}")
    allowed = [value.text() for value in provider.every("allowedAccountIds[*]")]
    if allowed == [account]:
        return passed(account)
    return failed(f"it allows {', '.join(allowed) or 'every account'}; expected {account} alone")
