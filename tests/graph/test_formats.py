"""What a reader sees: the verdict, the worst first, nothing that is markup, the same bytes each time."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from estate.graph import picture, terminal
from estate.graph.comparison import Comparison
from estate.graph.markdown import LIMIT, as_markdown, code
from estate.graph.model import StackGraph
from estate.graph.page import as_page, write_page
from estate.graph.picture import MissingGraphvizError
from estate.graph.plan import Plan, ProgramError
from tests.graph.graphs import COMPONENT, QUEUE, STACK, SUBNET, VPC, comparison, resource, stack, urn_of

EVIL = "</summary><script>alert(1)</script> @everyone #1 [x](http://evil.example) `tick` ``two`` |cell| \x1b[31mred\n# head <b>"
ERROR = ProgramError(stack="data-dev", layer="data", environment="dev", text="KeyError: 'curency'", source="stacks/data.py:31")


def some_stacks(cidr: str, *, memory: int = 512, extra: int = 0) -> list[StackGraph]:
    subnet = resource(SUBNET, "a", {"vpcId": "${ec2/vpc.main.id}"}, depends_on=(urn_of(VPC, "main"),))
    queue = resource(QUEUE, "orders", {"name": "orders", "fifoQueue": memory > 512, "tags": {"size": str(memory)}})
    policy = resource("aws:sqs/queuePolicy:QueuePolicy", "orders", {"queueUrl": "q", "policy": f'{{"Statement": [{{"Limit": {memory}}}]}}'})
    more = [resource(QUEUE, f"extra-{number:05}", {"delaySeconds": memory}) for number in range(extra)]
    return [stack(resource(VPC, "main", {"cidrBlock": cidr}), subnet), stack(queue, policy, *more, name="services-dev")]


def compared(**other: Any) -> tuple[Plan, Comparison]:
    return comparison(some_stacks("10.0.0.0/16", **other), some_stacks("10.1.0.0/16", memory=768, **other))


def as_text(lines: Any) -> str:
    return "\n".join(line.plain for line in lines)


def test_the_terminal_tells_the_worst_first_and_ends_in_the_verdict() -> None:
    plan, change = compared()
    lines = as_text(terminal.comparison_lines(plan, change)).splitlines()
    assert lines == [
        " services-dev              1 replaced   1 updated",
        "   replace      aws:sqs/queue orders  fifoQueue false -> true (forces it)",
        "                tags: size",
        "                outage: it has a fixed name, the old one goes first",
        "   update       aws:sqs/queuePolicy orders  policy.Statement[0].Limit 512 -> 768",
        " network-dev               2 replaced",
        "   replace      aws:ec2/vpc main",
        "                cidrBlock 10.0.0.0/16 -> 10.1.0.0/16 (forces it)",
        "   replace      aws:ec2/subnet a  vpcId follows ec2/vpc main (forces it)",
        "",
        "3 replaced, 0 deleted, 1 updated in 2 of 2 stacks (4 resources)",
    ]


def test_a_release_reads_as_a_new_revision_and_not_as_a_replacement() -> None:
    base, head = (
        [stack(resource("aws:ecs/taskDefinition:TaskDefinition", "web", {"containerDefinitions": f'[{{"image": "web:{version}"}}]'}))]
        for version in ("1.0", "1.1")
    )
    plan, change = comparison(base, head)
    assert as_text(terminal.comparison_lines(plan, change)).splitlines() == [
        " network-dev               1 revised",
        "   new revision aws:ecs/taskDefinition web",
        "                containerDefinitions[0].image web:1.0 -> web:1.1",
        "",
        "0 replaced, 0 deleted, 1 revised in 1 of 1 stack (1 resource)",
    ]
    assert as_markdown(plan, change).startswith("### :white_check_mark: 1 revised\n")
    assert 'class="verdict "' in as_page(plan, change)


def test_no_line_of_the_terminal_is_wider_than_it() -> None:
    long = "a-very-long-property-value-" * 10
    base, head = [stack(resource(QUEUE, "q", {"policy": ""}))], [stack(resource(QUEUE, "q", {"policy": long, "kmsMasterKeyId": long}))]
    plan, change = comparison(base, head, warnings=["several words " * 20])
    many = stack(*(resource(f"aws:module{number}/thing:Thing", "x") for number in range(60)))
    lines = [*terminal.comparison_lines(plan, change), *terminal.plan_lines(Plan(stacks=(many,), errors=()))]
    assert max(line.cell_len for line in lines) <= 80


def test_without_a_base_the_terminal_counts_what_is_there() -> None:
    text = as_text(terminal.plan_lines(Plan(stacks=tuple(some_stacks("10.0.0.0/16")), errors=(ERROR,))))
    assert " network-dev               2 resources     ec2 2\n" in text
    assert " data-dev                  error  stacks/data.py:31\n   KeyError: 'curency'\n" in text
    assert "4 resources in 2 stacks\n1 stack with an error: data-dev" in text


def test_of_two_long_texts_the_place_where_they_part_is_shown() -> None:
    image = "public.ecr.aws/some-organisation/some-long-repository-name/checkout"
    base, head = ([stack(resource(QUEUE, "q", {"policy": f"{image}:{version}"}))] for version in ("1.0.0", "1.7.5"))
    assert "policy …/checkout:1.0.0 -> …/checkout:1.7.5" in as_text(terminal.comparison_lines(*comparison(base, head)))


def test_two_long_values_share_the_line_so_that_both_are_seen_where_they_part() -> None:
    image = "${ecr/repository.checkout.repositoryUrl}"
    base, head = (
        [stack(resource(QUEUE, "q", {"policy": f'[{{"containerDefinitions": [{{"secondaryImage": "{image}:{version}"}}]}}]'}))]
        for version in ("1.13.0", "1.14.0")
    )
    (line,) = [line for line in as_text(terminal.comparison_lines(*comparison(base, head))).splitlines() if "Image" in line]
    assert re.search(r"…\S+secondaryImage …\S*:1\.13\.0 -> …\S*:1\.14\.0$", line), line


def test_verbose_leaves_nothing_out() -> None:
    plan, change = compared(extra=30)
    brief, full = (as_text(terminal.comparison_lines(plan, change, verbose=verbose)) for verbose in (False, True))
    assert "... 26 more: estate plan services-dev --base main -v" in brief
    assert full.count("aws:sqs/queue extra-") == 30


def test_nothing_changes_is_said() -> None:
    plan, change = comparison(some_stacks("10.0.0.0/16"), some_stacks("10.0.0.0/16"))
    assert as_text(terminal.comparison_lines(plan, change)).endswith("Nothing changes against main in 2 stacks (4 resources)")
    assert "nothing changes" in as_markdown(plan, change)


def evil() -> tuple[Plan, Comparison]:
    """Everything that a catalog or a program can name is hostile."""
    base = [stack(resource(QUEUE, EVIL, {EVIL: EVIL, "tags": {EVIL: "1"}}, source=EVIL), resource(f"aws:{EVIL}/x:X", "x"))]
    head = [stack(resource(QUEUE, EVIL, {EVIL: f"{EVIL}2", "tags": {EVIL: "2"}}, source=EVIL), outputs={EVIL: EVIL})]
    error = ProgramError(stack="data-dev", layer="data", environment="dev", text=f"{EVIL}\n```\n{EVIL}", source=EVIL)
    return comparison(base, head, errors=[error], warnings=[EVIL])


def outside_code(markdown: str) -> str:
    """The text that GitHub would read as markup: without fenced blocks and code spans (CommonMark 0.31, sections 4.5 and 6.1)."""
    fences = re.sub(r"^(`{3,})text\n.*?\n\1$", "", markdown, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"(?<!`)(`+)(?!`)(.+?)(?<!`)\1(?!`)", "", fences)


def test_nothing_from_outside_is_markup_in_a_comment() -> None:
    plan, change = evil()
    for text in (as_markdown(plan, change), as_markdown(plan, None)):
        rest = outside_code(text)
        assert "everyone" in text
        assert not re.search(r"script|everyone|evil\.example|head|\x1b", rest), rest


@pytest.mark.parametrize("text", ["plain", "`", "``a`", "`a", "a`", " a ", "a|b", "", "a\nb", "```"])
def test_a_code_span_is_closed_by_its_own_fence_alone(text: str) -> None:
    span = code(text)
    fence = re.match(r"`+", span)
    assert fence
    assert span.endswith(fence[0])
    assert fence[0] not in re.findall(r"`+", span[len(fence[0]) : -len(fence[0])])
    assert "\n" not in span
    assert not re.search(r"(?<!\\)\|", span)


def test_a_comment_never_exceeds_its_limit_and_says_what_was_left_out() -> None:
    plan, change = compared(extra=3000)
    text = as_markdown(plan, change)
    assert len(text) <= LIMIT == 65_536
    shown = text.count("extra-")
    assert 100 < shown < 3000
    assert f"**{3001 - shown:,} more did not fit into this comment.**" in text
    assert text.count("<details>") == text.count("</details>")
    assert text.index("`aws:ec2/vpc main`") < text.index("<details>")


@pytest.mark.parametrize("limit", [450, 700, 1000, 2000, 5000])
def test_any_limit_holds_and_what_is_replaced_stands_first(limit: int) -> None:
    plan, change = compared(extra=50)
    text = as_markdown(plan, change, limit=limit)
    assert len(text) <= limit
    assert text.startswith("### :warning: 3 replaced · 51 updated")


class Page(HTMLParser):
    """What a browser would make of the page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            elif name in ("href", "xlink:href"):
                self.links.append(value or "")
            elif name in ("src", "srcset", "action", "data") or name.startswith("on"):
                self.addresses.append(f"{tag} {name}={value}")


def test_the_page_needs_nothing_but_itself() -> None:
    page = Page(as_page(*compared()))
    assert not {"script", "link", "iframe", "object", "img", "form"} & set(page.tags)
    assert not page.addresses
    assert not re.search(r"url\(|@import", as_page(*compared()))


def test_every_link_of_the_page_has_its_place_and_every_place_its_own_name() -> None:
    above = resource(COMPONENT, "net")
    twins = [resource(QUEUE, "q", urn=urn_of(QUEUE, "q", types=[COMPONENT] * depth), parent=above.urn) for depth in (1, 2)]
    plan, change = comparison(some_stacks("10.0.0.0/16"), [*some_stacks("10.1.0.0/16"), stack(above, *twins, name="data-dev")])
    page = Page(as_page(plan, change))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert {"network-dev", "network-dev/ec2/vpc/main", "data-dev/sqs/queue/q", "data-dev/sqs/queue/q~2"} <= set(page.ids)


def test_nothing_from_outside_is_markup_in_the_page() -> None:
    plan, change = evil()
    page = Page(as_page(plan, change))
    assert not {"script", "b"} & set(page.tags)
    assert not any("evil" in link and not link.startswith("#") for link in page.links)
    assert "\x1b" not in as_page(plan, change)


def test_an_error_of_a_program_stands_in_every_format_with_its_line() -> None:
    plan, change = comparison(some_stacks("10.0.0.0/16"), some_stacks("10.0.0.0/16"), errors=[ERROR])
    told = [as_text(terminal.comparison_lines(plan, change)), as_markdown(plan, change), as_markdown(plan, None), as_page(plan, change)]
    assert all("stacks/data.py:31" in text and "curency" in text for text in told)


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert as_page(*compared()) == as_page(*compared())
    assert as_markdown(*compared()) == as_markdown(*compared())
    assert compared()[1].as_json() == compared()[1].as_json()


def test_components_of_one_name_are_told_apart_by_their_vendor() -> None:
    assert [picture.what(token) for token in ("estate:aws:Network", "estate:pagerduty:Team", "estate:opsgenie:Team", VPC)] == [
        "Network",
        "pagerduty/Team",
        "opsgenie/Team",
        "ec2/vpc",
    ]


def test_a_crowded_picture_draws_many_of_a_kind_as_one_box() -> None:
    crowd = stack(*(resource(QUEUE, f"q{number}") for number in range(60)), resource(VPC, "main"))
    links = {one.urn: "x" for one in crowd.resources}
    svg = picture.components(crowd, links=links, marks={})
    assert "60 of" in svg
    assert svg.count('class="node"') == 2


def test_without_graphviz_the_page_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MissingGraphvizError, match="apt-get install graphviz"):
        write_page(tmp_path / "page.html", *compared())
    assert not list(tmp_path.iterdir())


def test_the_stack_of_the_tests_is_named_as_the_estate_names_stacks() -> None:
    assert stack().name == STACK == "network-dev"
