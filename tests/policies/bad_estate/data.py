"""Stores with one copy in one zone, a public address, and a password that everybody knows."""

from pulumi_aws import dynamodb, ec2, elasticache, msk, rds


def build() -> None:
    _database()
    elasticache.ReplicationGroup("carts", description="carts", engine="redis", node_type="cache.t3.micro", auto_minor_version_upgrade=False)
    _stream()
    dynamodb.Table("sessions", hash_key="id", attributes=[{"name": "id", "type": "S"}], read_capacity=5, write_capacity=5)


def _database() -> None:
    network = ec2.Vpc("stores", cidr_block="10.1.0.0/16")
    door = ec2.InternetGateway("stores", vpc_id=network.id)
    public = ec2.Subnet("stores", vpc_id=network.id, cidr_block="10.1.0.0/24", availability_zone="eu-central-1a")
    table = ec2.RouteTable("stores", vpc_id=network.id, routes=[{"cidr_block": "0.0.0.0/0", "gateway_id": door.id}])
    ec2.RouteTableAssociation("stores", subnet_id=public.id, route_table_id=table.id)
    group = rds.SubnetGroup("orders", subnet_ids=[public.id])
    rds.Instance(
        "orders",
        engine="postgres",
        engine_version="14.9",
        instance_class=rds.InstanceType.T3_MICRO,
        db_subnet_group_name=group.name,
        username="postgres",
        password="postgres",
        publicly_accessible=True,
        auto_minor_version_upgrade=False,
    )


def _stream() -> None:
    zone = ec2.Subnet("brokers", vpc_id="vpc-1", cidr_block="10.0.4.0/24", availability_zone="eu-central-1a")
    msk.Cluster(
        "orders",
        cluster_name="bad-orders",
        kafka_version="3.9.x",
        number_of_broker_nodes=1,
        broker_node_group_info={
            "instance_type": "kafka.t3.small",
            "client_subnets": [zone.id],
            "security_groups": ["sg-1"],
            "connectivity_info": {"public_access": {"type": "SERVICE_PROVIDED_EIPS"}},
        },
        encryption_info={"encryption_in_transit": {"client_broker": "PLAINTEXT", "in_cluster": False}},
    )
