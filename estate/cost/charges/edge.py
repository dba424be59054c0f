"""Network, balancers, edge, keys, logs and messages."""

from estate.cost.model import Charge, Free, Metered, Unknowable, by_the_hour, fixed
from estate.cost.reading import Planned

FREE_DELIVERIES = frozenset({"sqs", "lambda"})  # SNS pricing, standard topics
EXTERNAL_ANALYZERS = frozenset({"ACCOUNT", "ORGANIZATION"})  # API reference, CreateAnalyzer
STANDARD_PERIOD = 60  # seconds (CloudWatch user guide, high-resolution alarms)
BALANCERS = {"application": "alb", "network": "nlb", "gateway": "gwlb"}


def nat_gateway(_one: Planned) -> list[Charge]:
    """Its hours, and what goes through it."""
    return [by_the_hour("nat-gateway-hour", 1), Metered(sku="nat-gateway-gb")]


def address(_one: Planned) -> list[Charge]:
    """A public address, used or not (VPC pricing, public IPv4 addresses)."""
    return [by_the_hour("public-ipv4-hour", 1)]


def endpoint(one: Planned) -> list[Charge]:
    """An interface costs in every zone; a gateway nothing."""
    if one.word("vpcEndpointType", default="Gateway") == "Gateway":
        return [Free(why="a gateway endpoint costs nothing (VPC user guide, gateway endpoints)")]
    return [by_the_hour("vpc-endpoint-hour", max(len(one.many("subnetIds")), 1)), Metered(sku="vpc-endpoint-gb")]


def balancer(one: Planned) -> list[Charge]:
    """Hours, capacity units by use, and one public address in each zone where it faces the internet."""
    kind = one.word("loadBalancerType", default="application")
    name = BALANCERS.get(kind, kind)
    charges: list[Charge] = [by_the_hour(f"{name}-hour", 1), Metered(sku=f"{name}-lcu-month")]
    zones = len(one.many("subnets")) or len(one.many("subnetMappings"))
    if one.get("internal") is True:
        return charges
    return [*charges, by_the_hour("public-ipv4-hour", zones) if zones else Unknowable(why="subnets are not in the plan")]


def web_acl(one: Planned) -> list[Charge]:
    """The list, each of its rules, and what it looks at."""
    return [fixed("waf-acl-month", 1), fixed("waf-rule-month", len(one.many("rules"))), Metered(sku="waf-request")]


def zone(_one: Planned) -> list[Charge]:
    """A hosted zone, and questions to it."""
    return [fixed("hosted-zone-month", 1), Metered(sku="dns-query")]


def key(_one: Planned) -> list[Charge]:
    """A key, and its use. The versions that rotation adds in the first two years are left out: when they come is not in the plan."""
    return [fixed("kms-key-month", 1), Metered(sku="kms-request")]


def secret(_one: Planned) -> list[Charge]:
    """A secret; its reads by use."""
    return [fixed("secret-month", 1), Metered(sku="secret-request")]


def log_group(_one: Planned) -> list[Charge]:
    """What is written to it, and what is kept."""
    return [Metered(sku="log-ingest-gb"), Metered(sku="log-storage-gb-month")]


def alarm(one: Planned) -> list[Charge]:
    """Each metric that it looks at; more often than each minute is another price (CloudWatch pricing, alarms)."""
    queries = [one.get("metricQueries", index, "metric") for index, _ in enumerate(one.many("metricQueries"))]
    metrics = sum(query is not None for query in queries) or 1
    periods = [one.number("metricQueries", index, "metric", "period") for index, query in enumerate(queries) if query is not None]
    resolution = "high" if min(periods or [one.number("period", default=60)]) < STANDARD_PERIOD else "standard"
    return [fixed(f"cloudwatch-alarm-{resolution}-metric-month", metrics)]


def queue(_one: Planned) -> list[Charge]:
    """Requests."""
    return [Metered(sku="sqs-request")]


def topic(_one: Planned) -> list[Charge]:
    """Requests."""
    return [Metered(sku="sns-request")]


def subscription(one: Planned) -> list[Charge]:
    """Deliveries, unless they go to a queue or a function."""
    protocol = one.word("protocol")
    if protocol in FREE_DELIVERIES:
        return [Free(why=f"deliveries to {protocol} are not charged (SNS pricing)")]
    return [Metered(sku=f"sns-{protocol}-delivery")]


def analyzer(one: Planned) -> list[Charge]:
    """What looks for access from outside is free; what looks for unused access costs by role and user."""
    if one.word("type", default="ACCOUNT") in EXTERNAL_ANALYZERS:
        return [Free(why="findings about external access are not charged (IAM Access Analyzer pricing)")]
    return [Metered(sku="access-analyzer-identity-month")]


def distribution(_one: Planned) -> list[Charge]:
    """What leaves for the internet, and requests."""
    return [Metered(sku="cloudfront-egress-gb"), Metered(sku="cloudfront-https-request")]


def kubernetes(_one: Planned) -> list[Charge]:
    """The control plane's hours; a version in extended support costs more, and its price is another SKU."""
    return [by_the_hour("eks-cluster-hour", 1)]
