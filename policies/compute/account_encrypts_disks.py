"""A switch of the account, in its region."""

from estate.readiness.verdict import Verdict, failed, passed
from estate.readiness.world import AwsAccount, World

SWITCH = "aws:ebs/encryptionByDefault:EncryptionByDefault"


def judge(account: AwsAccount, world: World) -> Verdict:
    """The provider's default is on, once the resource is there."""
    for switch in world.resources.of_type(SWITCH):
        if switch.environment == account.name:
            on = switch.at("enabled").flag(default=True)
            return passed(switch.title) if on else failed(f"{switch.title} is off; expected on")
    return failed("its account encrypts no disk by itself; expected an EncryptionByDefault")
