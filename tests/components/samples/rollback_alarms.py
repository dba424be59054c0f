"""The smallest and the largest set of alarms of one service."""

from datetime import timedelta

from components.aws.rollback_alarms import RollbackAlarms, RollbackAlarmsArgs
from estate.alerting.rollback import LOAD_BALANCER, TARGET_GROUP, Query, RollbackAlarm
from tests.components.builds import SCOPE

WAITING = RollbackAlarm(
    name="email-freshness-order-mail",
    description="A bad release of email: the oldest waiting message is 10m old in 3 of 5 minutes.",
    namespace="AWS/SQS",
    dimensions={"QueueName": "shop-dev-order-mail"},
    queries=(Query(id="waiting", label="Seconds", metric="ApproximateAgeOfOldestMessage", statistic="Maximum"),),
    period=timedelta(minutes=1),
    periods=5,
    bad_periods=3,
    threshold=600,
    missing="notBreaching",
)
FAILING = RollbackAlarm(
    name="frontend-proxy-availability",
    description="A bad release of frontend-proxy: 0.72 % of 9 or more are bad in 5m.",
    namespace="AWS/ApplicationELB",
    dimensions={"TargetGroup": TARGET_GROUP, "LoadBalancer": LOAD_BALANCER},
    queries=(
        Query(id="total", label="All", metric="RequestCount", statistic="Sum"),
        Query(id="bad0", label="Failed", metric="HTTPCode_Target_5XX_Count", statistic="Sum"),
        Query(id="bad", label="Bad", expression="FILL(bad0, 0)"),
        Query(id="share", label="Percent", expression="IF(total >= 9 AND bad >= 5, 100 * bad / total, 0)"),
    ),
    period=timedelta(minutes=5),
    periods=1,
    bad_periods=1,
    threshold=0.72,
    missing="notBreaching",
)


def smallest() -> None:
    """One metric, of something whose name is known."""
    RollbackAlarms("email", RollbackAlarmsArgs(scope=SCOPE, alarms=(WAITING,), places={}))


def largest() -> None:
    """A share, of a target group that only the deployment knows."""
    places = {TARGET_GROUP: "targetgroup/frontend-proxy/0000000000000000", LOAD_BALANCER: "app/public/1111111111111111"}
    RollbackAlarms("frontend-proxy", RollbackAlarmsArgs(scope=SCOPE, alarms=(WAITING, FAILING), places=places))
