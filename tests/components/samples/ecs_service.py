"""The smallest and the largest service on Fargate."""

from components.aws.ecs_service import EcsService, EcsServiceArgs, Place, Rights
from components.aws.log_group import LogSettings
from components.aws.task_containers import ServiceContainer
from estate.catalog.service import ServicePort
from estate.decisions.fargate import TaskSize
from estate.decisions.health import container_check
from estate.decisions.scaling import ReplicaRange
from tests.components.builds import KEY_ARN, SCOPE

REPOSITORY_ARN = "arn:aws:ecr:eu-central-1:111111111111:repository/shop-dev-checkout"
TARGET_GROUP_ARN = "arn:aws:elasticloadbalancing:eu-central-1:111111111111:targetgroup/checkout/0000000000000000"
SECRET_ARN = "arn:aws:secretsmanager:eu-central-1:111111111111:secret:astronomy-db-AbCdEf"
QUEUE_ARN = "arn:aws:sqs:eu-central-1:111111111111:shop-dev-order-mail"

PLACE = Place(
    cluster_arn="arn:aws:ecs:eu-central-1:111111111111:cluster/shop-dev-services",
    cluster_name="shop-dev-services",
    namespace_arn="arn:aws:servicediscovery:eu-central-1:111111111111:namespace/ns-1",
    subnet_ids=["subnet-a", "subnet-b"],
    security_group_id="sg-checkout",
)
READ_QUEUE = {"Effect": "Allow", "Action": ["sqs:ReceiveMessage"], "Resource": [QUEUE_ARN]}
READ_SECRET = {"Effect": "Allow", "Action": ["secretsmanager:GetSecretValue"], "Resource": [SECRET_ARN]}


def smallest() -> None:
    """A consumer without a port."""
    container = ServiceContainer(name="accounting", image="accounting:1.0.0", memory=4, ports=(), check=None, variables={}, secrets={})
    EcsService(
        "accounting",
        EcsServiceArgs(
            scope=SCOPE,
            place=PLACE,
            container=container,
            size=TaskSize(cpu=256, memory=512),
            replicas=ReplicaRange(minimum=1, maximum=1, target_cpu=60),
            rights=Rights(own=(), at_start=(), repository_arn=REPOSITORY_ARN),
            logs=LogSettings(retention_days=1, key_arn=KEY_ARN),
            target_group_arn=None,
            rollback_alarms=None,
        ),
    )


def largest() -> None:
    """Two ports, a load balancer, secrets and rights."""
    grpc = ServicePort(number=5050, protocol="grpc", health="/grpc.health.v1.Health/Check")
    container = ServiceContainer(
        name="checkout",
        image="checkout@sha256:0000000000000000000000000000000000000000000000000000000000000000",
        memory=30000,
        ports=(grpc, ServicePort(number=8080, protocol="http")),
        check=container_check(grpc),
        variables={"CART_ADDR": "cart:7070"},
        secrets={"ASTRONOMY_DB_SECRET": SECRET_ARN},
    )
    EcsService(
        "checkout",
        EcsServiceArgs(
            scope=SCOPE,
            place=PLACE,
            container=container,
            size=TaskSize(cpu=4096, memory=30720),
            replicas=ReplicaRange(minimum=3, maximum=12, target_cpu=60),
            rights=Rights(own=(READ_QUEUE,), at_start=(READ_SECRET,), repository_arn=REPOSITORY_ARN),
            logs=LogSettings(retention_days=3653, key_arn=KEY_ARN),
            target_group_arn=TARGET_GROUP_ARN,
            rollback_alarms=["checkout-availability-1a2b3c4"],
        ),
    )
