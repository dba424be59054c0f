"""The page needs nothing but itself, and shows words as words."""

from html.parser import HTMLParser

import pytest

from estate.readiness.page import as_page
from estate.readiness.report import Report, Was
from estate.readiness.world import Attestation
from tests.readiness.reports import HOSTILE, TODAY, a_card, a_check, a_report, a_result

VOID = {"meta", "br"}


class Reader(HTMLParser):
    """What a browser would make of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def attributes(self, name: str) -> list[str]:
        return [str(attributes[name]) for _, attributes in self.elements if name in attributes]


def proof(link: str | None) -> Attestation:
    return Attestation(kind="drill", subject="till", on=TODAY, file="evidence/drills.jsonl:2", passed=True, values={}, link=link)


def hostile() -> Report:
    results = (
        a_result(a_check(), of=HOSTILE, title=HOSTILE, text=HOSTILE, source=HOSTILE, proofs=(proof(f'javascript:alert("{HOSTILE}")'),)),
        a_result(a_check("other", title="<b>Bold</b> and true", fix="Use <i>less</i>."), of=HOSTILE),
    )
    return a_report(a_card(HOSTILE, *results), warnings=(HOSTILE,), base=HOSTILE)


def test_hostile_words_are_words() -> None:
    page = as_page(hostile())
    read = Reader(page)
    assert read.open == []
    assert not {"script", "b", "i"} & {tag for tag, _ in read.elements}
    assert "<script>" not in page
    assert any("<script>alert(1)</script>" in word for word in read.words)


def test_nothing_that_a_terminal_obeys_or_that_turns_the_text_is_written() -> None:
    page = as_page(hostile())
    assert [char for char in page if not char.isprintable() and char != "\n"] == []


@pytest.mark.parametrize(
    ("link", "linked"),
    [
        pytest.param("https://shop.example/drill", True, id="an address"),
        pytest.param("javascript:alert(1)", False, id="a script"),
        pytest.param("http://shop.example/drill", False, id="without TLS"),
        pytest.param("data:text/html,hello", False, id="data"),
    ],
)
def test_only_an_address_with_tls_can_be_followed(link: str, *, linked: bool) -> None:
    read = Reader(as_page(a_report(a_card("till", a_result(a_check(), outcome="pass", proofs=(proof(link),))))))
    assert (link in read.attributes("href")) is linked
    assert link in read.words or linked


def test_the_page_loads_nothing() -> None:
    read = Reader(as_page(hostile()))
    assert read.attributes("src") == []
    assert not {"link", "img", "iframe", "object"} & {tag for tag, _ in read.elements}


def test_every_link_within_the_page_has_its_place() -> None:
    cards = (a_card("till", a_result(a_check())), a_card("till", kind="store"), a_card("shelf", kind="environment"))
    read = Reader(as_page(a_report(*cards)))
    places = read.attributes("id")
    assert len(places) == len(set(places))
    assert {link.removeprefix("#") for link in read.attributes("href") if link.startswith("#")} == {
        "service-till",
        "store-till",
        "environment-shelf",
    }
    assert {"service-till", "store-till", "environment-shelf"} <= set(places)


def test_verdicts_stand_worst_first_then_by_name() -> None:
    outcomes = {"d_good": "pass", "c_waived": "waived", "b_unseen": "undecided", "a_bad": "fail", "aa_bad": "fail"}
    results = [a_result(a_check(ident), outcome=outcome) for ident, outcome in outcomes.items()]
    read = Reader(as_page(a_report(a_card("till", *results))))
    classes = [kind for kind in read.attributes("class") if kind in set(outcomes.values())]
    assert classes == ["fail", "fail", "undecided", "waived", "pass"]
    after = read.words[read.words.index("why") :]
    assert [word for word in after if word in outcomes] == ["a_bad", "aa_bad", "b_unseen", "c_waived", "d_good"]


def test_an_empty_estate_is_a_page() -> None:
    read = Reader(as_page(a_report()))
    assert "0 of 0 reach what is asked of them" in read.words
    assert read.attributes("id") == []


def test_the_column_of_the_base_is_there_only_with_one() -> None:
    card = a_card("till", a_result(a_check(), outcome="pass"))
    assert "before" not in Reader(as_page(a_report(card))).words
    compared = a_report(card, base="main", before=(("service till", Was(reached="poc", good=0, asked=1)),))
    assert {"before", "poc 0/1"} <= set(Reader(as_page(compared)).words)


def test_the_same_report_is_the_same_bytes() -> None:
    assert as_page(hostile()) == as_page(hostile())
