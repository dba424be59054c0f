"""A network that anybody made on a Friday: open, without a record, with one way out for all."""

from pulumi_aws import ec2, vpc

WORLD = "0.0.0.0/0"


def build() -> None:
    network = ec2.Vpc("open", cidr_block="10.0.0.0/16")
    public = ec2.Subnet(
        "public", vpc_id=network.id, cidr_block="10.0.0.0/24", availability_zone="eu-central-1a", map_public_ip_on_launch=True
    )
    _one_way_out(network, public)
    group = ec2.SecurityGroup("hosts", vpc_id=network.id)
    for name, port in (("ssh", 22), ("database", 5432)):
        vpc.SecurityGroupIngressRule(name, security_group_id=group.id, cidr_ipv4=WORLD, ip_protocol="tcp", from_port=port, to_port=port)
    everything = {"rule_no": 100, "action": "allow", "protocol": "-1", "cidr_block": WORLD, "from_port": 0, "to_port": 0}
    ec2.NetworkAcl("open", vpc_id=network.id, subnet_ids=[public.id], ingress=[everything], egress=[everything])


def _one_way_out(network: ec2.Vpc, public: ec2.Subnet) -> None:
    gateway = ec2.NatGateway("only", subnet_id=public.id)
    private = ec2.Subnet("private", vpc_id=network.id, cidr_block="10.0.1.0/24", availability_zone="eu-central-1b")
    table = ec2.RouteTable("private", vpc_id=network.id, routes=[{"cidr_block": WORLD, "nat_gateway_id": gateway.id}])
    ec2.RouteTableAssociation("private", subnet_id=private.id, route_table_id=table.id)
