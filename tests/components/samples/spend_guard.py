"""The smallest and the largest guard of spending."""

from components.aws.spend_guard import SpendGuard, SpendGuardArgs
from estate.decisions.spending import Limit
from tests.components.builds import SCOPE

WHOLE = Limit(monthly_usd=1500, email="platform@shop.example", service=None)
CHECKOUT = Limit(monthly_usd=400, email="storefront@shop.example", service="checkout")


def build(*limits: Limit) -> None:
    SpendGuard("spend", SpendGuardArgs(scope=SCOPE, limits=limits, anomaly_usd=75, email="platform@shop.example"))


def smallest() -> None:
    build(WHOLE)


def largest() -> None:
    build(WHOLE, CHECKOUT)
