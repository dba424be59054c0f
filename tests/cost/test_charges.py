"""What each type is charged for: prices a person can multiply, sums done on paper."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from estate.cost.model import Group
from tests.cost.bills import DATA, NAT, NETWORK, SERVICES, TARGET, UNKNOWN, bill, catalog, fargate, hosts, one, price
from tests.graph.graphs import resource, stack

ARM = (price("fargate-arm64-vcpu-hour", "0.04"), price("fargate-arm64-gb-hour", "0.004"))


def sums(token: str, inputs: Mapping[str, Any], *prices: Mapping[str, Any]) -> tuple[Decimal, Decimal]:
    usd = bill(one(token, inputs), catalog(*prices)).usd_monthly
    return usd.at_least, usd.at_most


def test_a_thing_that_runs_costs_730_hours_a_month() -> None:
    # 730 h x 0.045 = 32.85
    assert sums(NAT, {}, price("nat-gateway-hour", "0.045")) == (Decimal("32.85"), Decimal("32.85"))


def test_tasks_cost_their_cpus_and_memory_at_the_fewest_and_at_the_most() -> None:
    # 512 units are half a CPU, 1,024 MiB are 1 GB: (0.5 x 0.04 + 1 x 0.004) x 730 = 17.52 a task; 2 to 6 tasks
    usd = bill(stack(*fargate(low=2, high=6), name=SERVICES), catalog(*ARM)).usd_monthly
    assert (usd.at_least, usd.at_most) == (Decimal("35.04"), Decimal("105.12"))


def test_tasks_of_another_architecture_have_another_price() -> None:
    found = bill(stack(*fargate(architecture="X86_64"), name=SERVICES), catalog(*ARM))
    assert [one.sku for one in found.group(Group.UNPRICED)] == ["fargate-x86-64-vcpu-hour", "fargate-x86-64-gb-hour"]


def test_tasks_that_nothing_scales_cost_what_is_desired() -> None:
    task, tasks, _ = fargate(low=3)
    usd = bill(stack(task, tasks, name=SERVICES), catalog(*ARM)).usd_monthly
    assert usd.at_least == usd.at_most == Decimal("52.56")  # 3 x 17.52


def test_hosts_cost_with_their_disks() -> None:
    # 730 x 0.01 = 7.30 and 16 GB x 0.10 = 1.60 a host; 1 to 2 hosts
    known = catalog(price("ec2-t4g.micro-hour", "0.01"), price("ebs-gp3-gb-month", "0.10", unit="GB-month"))
    usd = bill(stack(*hosts(), name=SERVICES), known).usd_monthly
    assert (usd.at_least, usd.at_most) == (Decimal("8.90"), Decimal("17.80"))


def test_a_table_costs_its_capacity_from_the_least_to_the_most() -> None:
    table = resource(
        "aws:dynamodb/table:Table", "visits", {"billingMode": "PROVISIONED", "readCapacity": 5, "writeCapacity": 5}, stack=DATA
    )
    writes = {"scalableDimension": "dynamodb:table:WriteCapacityUnits", "minCapacity": 5, "maxCapacity": 20}
    scaled = resource(TARGET, "visits-write", writes, stack=DATA, depends_on=(table.urn,))
    usd = bill(
        stack(table, scaled, name=DATA), catalog(price("dynamodb-rcu-hour", "0.001"), price("dynamodb-wcu-hour", "0.01"))
    ).usd_monthly
    # reads stay: 5 x 0.73 = 3.65; writes: 5 x 7.30 = 36.50 to 20 x 7.30 = 146
    assert (usd.at_least, usd.at_most) == (Decimal("40.15"), Decimal("149.65"))


BROKERS = {
    "numberOfBrokerNodes": 3,
    "brokerNodeGroupInfo": {"instanceType": "kafka.t3.small", "storageInfo": {"ebsStorageInfo": {"volumeSize": 100}}},
}
ALB = {"loadBalancerType": "application", "internal": False, "subnets": ["a", "b"]}


@pytest.mark.parametrize(
    ("token", "inputs", "prices", "usd"),
    [
        pytest.param(
            "aws:wafv2/webAcl:WebAcl",
            {"rules": [{}, {}, {}]},
            [price("waf-acl-month", "5"), price("waf-rule-month", "1")],
            "8",
            id="a rule each",
        ),
        pytest.param("aws:kms/key:Key", {}, [price("kms-key-month", "1")], "1", id="a key"),
        pytest.param(
            "aws:route53/zone:Zone", {}, [price("hosted-zone-month", "0.50", region="global")], "0.5", id="a zone costs the same anywhere"
        ),
        pytest.param(
            "aws:rds/clusterInstance:ClusterInstance",
            {"engine": "aurora-postgresql", "instanceClass": "db.r7g.large"},
            [price("aurora-postgresql-db.r7g.large-hour", "0.2")],
            "146",
            id="a class of Aurora",
        ),
        pytest.param(
            "aws:rds/cluster:Cluster",
            {"engine": "aurora-postgresql", "manageMasterUserPassword": True},
            [price("secret-month", "0.40")],
            "0.4",
            id="the password is a secret",
        ),
        pytest.param(
            "aws:rds/instance:Instance",
            {"engine": "mysql", "instanceClass": "db.t4g.small", "allocatedStorage": 20, "multiAz": True},
            [price("rds-mysql-db.t4g.small-multi-az-hour", "0.065"), price("rds-mysql-db.t4g.small-hour", "0.032")],
            "47.45",
            id="a standby has its own price",
        ),
        pytest.param(
            "aws:elasticache/replicationGroup:ReplicationGroup",
            {"engine": "valkey", "nodeType": "cache.t4g.micro", "numCacheClusters": 3},
            [price("elasticache-valkey-cache.t4g.micro-hour", "0.01")],
            "21.9",
            id="each node",
        ),
        pytest.param(
            "aws:elasticache/replicationGroup:ReplicationGroup",
            {"engine": "valkey", "nodeType": "cache.t4g.micro", "numNodeGroups": 2, "replicasPerNodeGroup": 1},
            [price("elasticache-valkey-cache.t4g.micro-hour", "0.01")],
            "29.2",
            id="each node of each shard",
        ),
        pytest.param(
            "aws:msk/cluster:Cluster",
            BROKERS,
            [price("msk-kafka.t3.small-hour", "0.01"), price("msk-storage-gb-month", "0.10")],
            "51.9",
            id="brokers 21.90 and disks 30.00",
        ),
        pytest.param(
            "aws:lb/loadBalancer:LoadBalancer",
            ALB,
            [price("alb-hour", "0.02"), price("public-ipv4-hour", "0.005")],
            "21.9",
            id="a balancer 14.60 and two addresses 7.30",
        ),
        pytest.param(
            "aws:lb/loadBalancer:LoadBalancer",
            ALB | {"internal": True},
            [price("alb-hour", "0.02"), price("public-ipv4-hour", "0.005")],
            "14.6",
            id="inside it has no address",
        ),
        pytest.param(
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            {"vpcEndpointType": "Interface", "subnetIds": ["a", "b", "c"]},
            [price("vpc-endpoint-hour", "0.01")],
            "21.9",
            id="an endpoint in each zone",
        ),
        pytest.param(
            "aws:ec2/vpcEndpoint:VpcEndpoint",
            {"vpcEndpointType": "Gateway"},
            [price("vpc-endpoint-hour", "0.01")],
            "0",
            id="a gateway costs nothing",
        ),
        pytest.param(
            "aws:cloudwatch/metricAlarm:MetricAlarm",
            {"period": 60},
            [price("cloudwatch-alarm-standard-metric-month", "0.10")],
            "0.1",
            id="an alarm",
        ),
        pytest.param(
            "aws:cloudwatch/metricAlarm:MetricAlarm",
            {"metricQueries": [{"id": "e"}, {"metric": {"period": 10}}, {"metric": {"period": 60}}]},
            [price("cloudwatch-alarm-high-metric-month", "0.30")],
            "0.6",
            id="an alarm on two metrics, one of them often",
        ),
        pytest.param("aws:eks/cluster:Cluster", {}, [price("eks-cluster-hour", "0.10")], "73", id="a control plane"),
    ],
)
def test_a_type_costs_what_its_page_says(token: str, inputs: dict[str, Any], prices: list[dict[str, Any]], usd: str) -> None:
    assert sums(token, inputs, *prices) == (Decimal(usd), Decimal(usd))


@pytest.mark.parametrize(
    ("resources", "why"),
    [
        pytest.param(hosts(low=UNKNOWN), "minSize is known only after the deployment", id="a count that is not known"),
        pytest.param(hosts(low="${other-live.count}"), "minSize is no number in the plan", id="a count that is a symbol"),
        pytest.param(hosts(low=True), "minSize is no number in the plan", id="a switch is no count"),
        pytest.param(hosts(high="1e400"), "maxSize is no number in the plan", id="a count beyond all measure"),
        pytest.param(hosts(high=-1), "maxSize is no number in the plan", id="less than none"),
        pytest.param(hosts(low=3, high=2), "minSize is 3 and maxSize is 2", id="the ends are swapped"),
        pytest.param(hosts(instance=UNKNOWN), "instanceType is known only after the deployment", id="a class that is not known"),
        pytest.param(
            hosts(disk_gb={"$secret": True}),
            "blockDeviceMappings[0].ebs.volumeSize is known only after the deployment",
            id="a size that nobody is shown",
        ),
        pytest.param(hosts()[1:], "it depends on 0 of aws:ec2/launchTemplate:LaunchTemplate; expected one", id="a template of elsewhere"),
        pytest.param(fargate(low=UNKNOWN, high=3), "desiredCount is known only after the deployment", id="tasks that are not known"),
        pytest.param(fargate(cpu="half"), "cpu is no number in the plan", id="a CPU in words"),
    ],
)
def test_what_the_plan_does_not_know_is_unpriced_and_says_why(resources: list[Any], why: str) -> None:
    known = catalog(*ARM, price("ec2-t4g.micro-hour", "0.01"), price("ebs-gp3-gb-month", "0.10"))
    found = bill(stack(*resources, name=SERVICES), known)
    assert [one.why for one in found.group(Group.UNPRICED)] == [why]
    assert not found.group(Group.PRICED)


def test_a_type_that_nobody_described_is_unpriced_and_not_free() -> None:
    found = bill(one("aws:redshift/cluster:Cluster", {"nodeType": "ra3.large"}, at=NETWORK), catalog())
    assert [(one.group, one.why) for one in found.positions] == [(Group.UNPRICED, "no price is known for this type")]


def test_a_free_type_says_why_it_is() -> None:
    (position,) = bill(one("aws:iam/role:Role", {}), catalog()).positions
    assert (position.group, position.why) == (Group.FREE, "identities, roles and policies are not charged (IAM pricing)")


def test_a_delivery_is_free_to_a_queue_alone() -> None:
    token = "aws:sns/topicSubscription:TopicSubscription"
    (queue,), (letters,) = (bill(one(token, {"protocol": protocol}), catalog()).positions for protocol in ("sqs", "email"))
    assert (queue.group, letters.group, letters.sku) == (Group.FREE, Group.UNPRICED, "sns-email-delivery")
