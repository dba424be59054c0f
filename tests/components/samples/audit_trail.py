"""The smallest and the largest audit trail."""

from datetime import timedelta

from components.aws.audit_trail import AuditTrail, AuditTrailArgs
from tests.components.builds import SCOPE


def build(*, days: int, locked_for: timedelta | None, protect: bool) -> None:
    AuditTrail(
        "audit",
        AuditTrailArgs(
            scope=SCOPE,
            log_bucket="shop-dev-access-logs-111111111111",
            keep_for=timedelta(days=days),
            locked_for=locked_for,
            log_retention_days=days,
            protect=protect,
        ),
    )


def smallest() -> None:
    build(days=1, locked_for=None, protect=False)


def largest() -> None:
    build(days=731, locked_for=timedelta(days=365), protect=True)
