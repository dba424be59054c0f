"""The smallest and the largest key."""

from components.aws.encryption_key import EncryptionKey, EncryptionKeyArgs, used_by, used_by_logs
from tests.components.builds import SCOPE


def smallest() -> None:
    EncryptionKey("data", EncryptionKeyArgs(scope=SCOPE, description="Data", protect=False))


def largest() -> None:
    uses = (used_by(SCOPE, "sns.amazonaws.com"), used_by_logs(SCOPE))
    EncryptionKey("data", EncryptionKeyArgs(scope=SCOPE, description="Data of the shop", uses=uses, protect=True))
