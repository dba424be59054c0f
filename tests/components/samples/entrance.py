"""The smallest and the largest entrance."""

from components.aws.entrance import Door, Entrance, EntranceArgs, TargetType
from estate.catalog.service import ServicePort
from estate.decisions.edge import health_check
from tests.components.builds import SCOPE

DOOR = Door(
    listener_arn="arn:aws:elasticloadbalancing:eu-central-1:111111111111:listener/app/public/0000000000000000/0000000000000000",
    dns_name="public-1.eu-central-1.elb.amazonaws.com",
    zone_id="Z215JYRZR1TBD5",
)


def _entrance(name: str, port: ServicePort, priority: int, target_type: TargetType) -> None:
    args = EntranceArgs(
        scope=SCOPE,
        door=DOOR,
        host=f"{name}.dev.shop.example",
        zone_id="Z1",
        priority=priority,
        vpc_id="vpc-1",
        port=port,
        check=health_check(port),
        target_type=target_type,
    )
    Entrance(name, args)


def smallest() -> None:
    _entrance("ad", ServicePort(number=1, protocol="http"), 1, "instance")


def largest() -> None:
    """A name as long as the catalog allows, which leaves eight characters of a target group's 32."""
    port = ServicePort(number=65535, protocol="grpc", health="/grpc.health.v1.Health/Check")
    _entrance("recommendation-of-things", port, 50_000, "ip")
