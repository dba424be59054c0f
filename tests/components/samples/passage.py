"""The smallest and the largest passage."""

from components.aws.passage import Passage, PassageArgs
from tests.components.builds import SCOPE


def _passage(port: int) -> None:
    args = PassageArgs(scope=SCOPE, caller_group_id="sg-caller", callee_group_id="sg-callee", port=port, description="frontend calls cart")
    Passage(f"frontend-to-cart-{port}", args)


def smallest() -> None:
    _passage(1)


def largest() -> None:
    _passage(65535)
