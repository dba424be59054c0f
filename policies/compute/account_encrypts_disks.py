"""A switch of the account, in its region."""

from estate.catalog.environment import Environment
from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import World

SWITCH = "aws:ebs/encryptionByDefault:EncryptionByDefault"


def judge(environment: Environment, world: World) -> Verdict:
    """The provider's default is on, once the resource is there."""
    for switch in world.resources.of_type(SWITCH):
        if switch.environment == environment.name:
            on = switch.at("enabled").flag(default=True)
            return passed(switch.title) if on else failed(f"{switch.title} is off; expected on")
    return failed("its account encrypts no disk by itself; expected an EncryptionByDefault")
