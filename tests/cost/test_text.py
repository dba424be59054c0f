"""A bill at the terminal: each position in its own words, and nothing at the end of a line."""

from estate.cost.statement import Statement
from estate.cost.text import lines
from estate.graph.model import StackGraph
from tests.cost.bills import DAY, LOGS, NAT, bill, catalog, one, price


def shown(graph: StackGraph, *prices: dict[str, object]) -> list[str]:
    statement = Statement(day=DAY, bill=bill(graph, catalog(*prices)), budgets=(), regions={}, detailed=True)
    return [line.plain for line in lines(statement, verbose=False)]


def test_what_has_no_price_says_how_much_of_it_there_is() -> None:
    nodes = {"engine": "valkey", "nodeType": "cache.t4g.micro", "numCacheClusters": 3}
    told = shown(one("aws:elasticache/replicationGroup:ReplicationGroup", nodes))
    # three nodes through 730 hours
    assert "       thing: 2,190, unpriced: no price of elasticache-valkey-cache.t4g.micro-hour in the book" in told


def test_what_nobody_described_says_its_type() -> None:
    told = shown(one("aws:redshift/cluster:Cluster", {}))
    assert "       thing: aws:redshift/cluster:Cluster, unpriced: no price is known for this type" in told


def test_what_has_a_price_and_no_number_has_no_sum() -> None:
    logs = one(LOGS, {"tags": {"service": "till"}})
    told = shown(logs, price("log-ingest-gb", "0.50", unit="GB"), price("log-storage-gb-month", "0.03", unit="GB-month"))
    assert f"     {'till':<22}{'no sum':>12}{'no sum':>12}  2 by use" in told
    assert "       thing: log-ingest-gb at $0.50 per GB, by use" in told


def test_no_line_ends_in_blanks() -> None:
    told = shown(one(NAT, {}), price("nat-gateway-hour", "0.045"), price("nat-gateway-gb", "0.045", unit="GB"))
    free = shown(one("aws:ec2/eip:Eip", {}), price("public-ipv4-hour", "0.005"))
    assert [line for line in (*told, *free) if line != line.rstrip() and line.strip()] == []


def test_where_aws_charges_nothing_it_has_no_line() -> None:
    token = "datadog:index/syntheticsTest:SyntheticsTest"
    test = {"type": "api", "optionsList": {"tickEvery": 60}, "locations": ["a"]}
    told = shown(one(token, test), price("datadog-synthetics-api-run", "5", unit="run", per=10_000, region="global"))
    assert [line.split()[0] for line in told if " in all" in line] == ["vendors"]
    assert [line.split()[0] for line in shown(one(NAT, {})) if " in all" in line] == ["AWS"]
