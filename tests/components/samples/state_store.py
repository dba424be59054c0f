"""The state store has one size."""

from components.aws.state_store import StateStore, StateStoreArgs
from tests.components.builds import SCOPE


def smallest() -> None:
    StateStore("state", StateStoreArgs(scope=SCOPE, log_bucket="shop-dev-access-logs-111111111111"))


largest = smallest
