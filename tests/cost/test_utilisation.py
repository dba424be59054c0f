"""What is used, from a CSV: every mistake with its line; and the hints that follow."""

import pytest

from estate.cost.rightsizing import hints
from estate.cost.utilisation import UtilisationError, read_utilisation
from estate.graph.model import StackGraph
from tests.cost.bills import SERVICES, UNKNOWN, fargate, hosts
from tests.graph.graphs import resource, stack

HEAD = "environment,name,cpu_p95_percent,memory_p95_percent\n"
FILE = "used.csv"


def mistakes(text: str | bytes) -> list[str]:
    with pytest.raises(UtilisationError) as caught:
        read_utilisation(text.encode() if isinstance(text, str) else text, FILE)
    return str(caught.value).splitlines()


def test_a_good_file_is_read_whatever_the_order_of_its_columns() -> None:
    (row,) = read_utilisation(b"\xef\xbb\xbfname,environment,memory_p95_percent,cpu_p95_percent\r\ntill,live,40.5,12\r\n\r\n", FILE)
    assert (row.environment, row.name, row.line) == ("live", "till", 2)
    assert (str(row.use.cpu_percent), str(row.use.memory_percent)) == ("12", "40.5")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("", f"1  columns are missing; expected {HEAD.strip()}", id="empty"),
        pytest.param("name,cpu\ntill,3\n", f"1  columns 'name', 'cpu'; expected {HEAD.strip()}", id="other columns"),
        pytest.param(HEAD, f"1  no row; expected {HEAD.strip()} and a row for each service or store", id="no row"),
        pytest.param(f"{HEAD}live,till,12\n", "2  has 3 cells; expected 4", id="a short row"),
        pytest.param(f"{HEAD}live,till,,30\n", "2  cpu_p95_percent is empty; leave the row out where nothing was measured", id="no number"),
        pytest.param(
            f"{HEAD}live,till,12,101\n",
            "2  memory_p95_percent: '101' is no percentage; expected 0 to 100, such as 12.5",
            id="more than all",
        ),
        pytest.param(
            f"{HEAD}live,till,nan,1\n", "2  cpu_p95_percent: 'nan' is no percentage; expected 0 to 100, such as 12.5", id="not a number"
        ),
        pytest.param(
            f"{HEAD}live,till,0.4%,1\n", "2  cpu_p95_percent: '0.4%' is no percentage; expected 0 to 100, such as 12.5", id="a sign"
        ),
        pytest.param(
            f"{HEAD}live,till,1e1,1\n", "2  cpu_p95_percent: '1e1' is no percentage; expected 0 to 100, such as 12.5", id="an exponent"
        ),
        pytest.param(
            f"{HEAD}live,till,\u0661\u0662,1\n",
            "2  cpu_p95_percent: '\u0661\u0662' is no percentage; expected 0 to 100, such as 12.5",
            id="digits of another script",
        ),
        pytest.param(f"{HEAD}live\n", "2  has 1 cell; expected 4", id="one cell"),
        pytest.param(f"{HEAD}live,till,1,1\nlive,till,2,2\n", "3  'till' in 'live' stands here twice", id="twice"),
        pytest.param(f'{HEAD}live,"till,1,1\n', "2  is no CSV here: unexpected end of data", id="an open quote"),
        pytest.param(HEAD.encode() + b"live,t\xffll,1,1\n", "2  byte 0xff is no UTF-8; export it as UTF-8", id="no UTF-8"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str | bytes, told: str) -> None:
    assert mistakes(text) == [f"{FILE}:{told}"]


def test_all_mistakes_are_told_at_once() -> None:
    assert [line.split("  ")[0] for line in mistakes(f"{HEAD}live,till,x,1\nlive,shelf,1,1\nlive,night,1\n")] == [
        "used.csv:2",
        "used.csv:4",
    ]


def test_a_file_of_mistakes_ends_after_fifty() -> None:
    told = mistakes(HEAD + "live,till,x,1\n" * 80)
    assert (len(told), told[-1]) == (51, "... and 30 more")


def planned(*, instance: object = "t4g.small") -> StackGraph:
    """Tasks of `till`, hosts of `shelf`."""
    return stack(*fargate(cpu="1024", memory="4096"), *hosts(instance=instance), name=SERVICES)


def hinted(text: str, graph: StackGraph) -> list[tuple[str, str, str | None]]:
    return [(hint.name, hint.now, hint.smaller) for hint in hints(read_utilisation((HEAD + text).encode(), FILE), [graph], FILE)]


def test_a_hint_names_the_size_that_is_and_the_one_that_would_do() -> None:
    assert hinted("live,till,20,30\nlive,shelf,5,20\n", planned()) == [
        ("till", "1024 CPU units, 4096 MiB", "512 CPU units, 2048 MiB"),
        ("shelf", "t4g.small", "t4g.micro"),
    ]


def test_what_is_full_stays() -> None:
    assert hinted("live,till,80,80\n", planned()) == [("till", "1024 CPU units, 4096 MiB", None)]


def test_a_class_that_is_not_known_gets_no_hint() -> None:
    assert hinted("live,shelf,1,1\n", planned(instance=UNKNOWN)) == [("shelf", "?", None)]
    assert hinted("live,shelf,1,1\n", planned(instance="x2gd.large")) == [("shelf", "?", None)]


def test_every_instance_of_a_store_gets_its_hint() -> None:
    token = "aws:rds/clusterInstance:ClusterInstance"
    inputs = {"instanceClass": "db.r7g.xlarge", "tags": {"service": "books"}}
    graph = stack(*(resource(token, f"books-{index}", inputs, stack="data-live") for index in range(2)), name="data-live")
    assert hinted("live,books,10,30\n", graph) == [("books", "db.r7g.xlarge", "db.r7g.large")] * 2


@pytest.mark.parametrize("strange", ["till\u2028", "till\x85", "till\x0b"])
def test_only_the_end_of_a_line_ends_a_row(strange: str) -> None:
    (row,) = read_utilisation(f"{HEAD}live,{strange}x,1,1\n".encode(), FILE)
    assert (row.name, row.line) == (f"{strange}x", 2)


def test_a_name_of_any_length_is_told_in_one_short_line_without_control_characters() -> None:
    with pytest.raises(UtilisationError) as caught:
        hinted(f"live,\x1b[31m{'x' * 100_000},1,1\n", planned())
    told = str(caught.value)
    assert told.startswith("used.csv:2  '\\x1b[31mxxx")
    assert len(told) < 200


def test_a_name_that_has_no_size_is_told_with_the_nearest() -> None:
    with pytest.raises(UtilisationError) as caught:
        hinted("live,tilll,1,1\nlvie,till,1,1\n", planned())
    assert str(caught.value).splitlines() == [
        "used.csv:2  'tilll' has no size in live; did you mean 'till'?",
        "used.csv:3  'lvie' has nothing planned that has a size; did you mean 'live'?",
    ]
