"""What a change costs, and who is over a budget."""

from decimal import Decimal

import pytest

from estate.cost.budgets import budgets
from estate.cost.delta import delta
from estate.cost.markdown import as_markdown
from estate.cost.model import Amount, Group
from estate.cost.statement import Compared, Statement
from estate.graph.model import Resource
from tests.cost.bills import DAY, LOGS, NAT, QUEUE, SERVICES, bill, catalog, fargate, hosts, measured, price
from tests.graph.graphs import resource, stack

KNOWN = catalog(
    price("fargate-arm64-vcpu-hour", "0.04"), price("fargate-arm64-gb-hour", "0.004"), price("log-ingest-gb", "0.50", unit="GB")
)


def logs() -> Resource:
    return resource(LOGS, "logs", {"tags": {"service": "till"}}, stack=SERVICES)


def services(*resources: Resource) -> object:
    return stack(*resources, name=SERVICES)


def statement(before: list[Resource], after: list[Resource]) -> Statement:
    old, new = (bill(stack(*resources, name=SERVICES), KNOWN) for resources in (before, after))
    compared = Compared(base="main", changes=delta(old, new), warnings=())
    return Statement(day=DAY, bill=new, budgets=budgets(new, KNOWN), regions={}, compared=compared)


def test_nothing_that_changes_nothing_is_said() -> None:
    assert statement(fargate(), fargate()).compared == Compared(base="main", changes=(), warnings=())
    assert as_markdown(statement(fargate(), fargate())) == ""


def test_a_change_is_told_end_by_end() -> None:
    # a task is 17.52 a month: 2 to 6 of them become 3 to 6
    found = statement(fargate(low=2), fargate(low=3)).compared
    assert found
    (change,) = found.changes
    assert change.owner.name == "till"
    assert change.more_usd_monthly == Amount(at_least=Decimal("17.52"), at_most=Decimal(0))


def test_what_comes_without_a_sum_is_counted_and_not_taken_for_nothing() -> None:
    found = statement(fargate(), [*fargate(), logs()]).compared
    assert found
    (change,) = found.changes
    assert change.more_usd_monthly == Amount()
    assert [(one.group, one.what, one.count) for one in change.opened] == [
        (Group.USAGE, "log-ingest-gb", 1),
        (Group.UNPRICED, "log-storage-gb-month", 1),
    ]


def test_an_owner_who_goes_is_told() -> None:
    found = statement([*fargate(), resource(QUEUE, "jobs", {"tags": {"service": "letters"}}, stack=SERVICES)], []).compared
    assert found
    assert [(change.owner.name, change.after_usd_monthly) for change in found.changes] == [("till", None), ("letters", None)]


def test_the_comment_is_a_table_of_what_changes() -> None:
    lines = as_markdown(statement(fargate(low=2, high=2), [*fargate(low=3, high=3), logs()])).splitlines()
    assert lines[0] == "### Cost: 1 change"
    assert lines[4] == (
        "| `live` | `till` | $35.04 | $52.56 | +$17.52 | +1 usage-dependent `log-ingest-gb`<br>+1 unpriced `log-storage-gb-month` |"
    )


def test_what_had_no_price_did_not_cost_nothing() -> None:
    (line,) = as_markdown(statement([logs()], [*fargate(low=1, high=1), logs()])).splitlines()[4:5]
    assert line == "| `live` | `till` | nothing priced | $17.52 | +$17.52 |  |"


def test_a_comment_never_grows_beyond_its_limit() -> None:
    many = [resource(NAT, f"gate-{index}", {"tags": {"service": f"part-{index}"}}, stack=SERVICES) for index in range(400)]
    text = as_markdown(statement([], many), limit=2_000)
    assert len(text) <= 2_000
    assert "more rows did not fit" in text


def test_markup_in_a_name_stays_text() -> None:
    hostile = resource(NAT, "gate", {"tags": {"service": "a|b`c<script>"}}, stack=SERVICES)
    (line,) = [line for line in as_markdown(statement([], [hostile])).splitlines() if "script" in line]
    assert "``a\\|b`c<script>``" in line


@pytest.mark.parametrize(
    ("low", "high", "over", "over_at_most"),
    [
        # the budget of `till` is 100 and a task 17.52: five are 87.60, six are 105.12
        pytest.param(5, 5, "0", "0", id="within"),
        pytest.param(5, 6, "0", "5.12", id="within at its least"),
        pytest.param(6, 6, "5.12", "5.12", id="over"),
    ],
)
def test_a_service_is_over_its_budget_by_what_it_costs_at_its_least(low: int, high: int, over: str, over_at_most: str) -> None:
    found = budgets(bill(stack(*fargate(low=low, high=high), name=SERVICES), KNOWN), KNOWN)
    (till,) = [one for one in found if one.service == "till"]
    assert (till.over_usd_monthly, till.over_at_most_usd_monthly) == (Decimal(over), Decimal(over_at_most))
    assert till.file == "catalog/services/till.yaml"


def test_what_was_measured_counts_for_a_budget() -> None:
    known = catalog(price("log-ingest-gb", "0.50", unit="GB"), usage=(measured("till", "log-ingest-gb", "300"),))
    (till,) = [one for one in budgets(bill(stack(logs(), name=SERVICES), known), known) if one.service == "till"]
    assert till.over_usd_monthly == Decimal(50)  # 300 GB x 0.50 - 100


def test_an_environment_has_a_budget_of_its_own_and_vendors_send_their_own_bill() -> None:
    known = catalog(price("ec2-t4g.micro-hour", "1"), price("datadog-infra-host-month", "5000", region="global"), vendors=("datadog",))
    watched = resource(
        "datadog:index/monitor:Monitor", "cpu", {"query": "avg:system.cpu.idle{*}", "tags": ["service:shelf"]}, stack=SERVICES
    )
    (whole, *_) = budgets(bill(stack(*hosts(low=2, high=2), watched, name=SERVICES), known), known)
    # 2 hosts x 730 h x 1 = 1,460, against 1,000
    assert (whole.service, whole.over_usd_monthly) == (None, Decimal(460))
