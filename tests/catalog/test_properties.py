"""Whatever happens to a file, the answer is a catalog or its mistakes."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from estate.catalog.layout import FILES, FOLDERS
from estate.catalog.load import check_text, read
from estate.catalog.mistakes import Mistake
from estate.catalog.reader import read_document
from tests.catalog.estates import FILES as TEXTS
from tests.catalog.estates import small_estate

SNIPPETS = [
    *"{}[],:-#&*!|>'\"%@`? \n\t\0\x85\ufeff\u202e",
    "---",
    "<<: ",
    "no",
    "12:30",
    "0123",
    "1e400",
    "9" * 400,
    "-9" * 20,
    "!!python/object:os.system ",
    "null",
    "~",
    "kind",
    "kind: ecs",
    "[key]",
    "ecs: ",
    "x" * 500,
    "\ud83c\udf32".encode("utf-16", "surrogatepass").decode("utf-16"),
]


@st.composite
def broken_files(draw: st.DrawFn) -> tuple[str, str]:
    """One of the small estate's files with a few cuts, doublings and insertions."""
    name = draw(st.sampled_from(sorted(TEXTS)))
    text = TEXTS[name]
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(text)))
        end = draw(st.integers(begin, min(len(text), begin + 30)))
        middle = draw(st.sampled_from([*SNIPPETS, "", text[begin:end] * 2]))
        text = text[:begin] + middle + text[end:]
    return name, text


def has_place(mistake: Mistake, text: str) -> bool:
    """A place that a mistake names is one that an editor can go to."""
    lines = text.count("\n") + 1
    return mistake.line is None or (1 <= mistake.line <= lines + 1 and mistake.column is not None and mistake.column >= 1)


@given(broken_files())
@settings(deadline=None, max_examples=200)
def test_a_broken_file_never_raises_and_every_mistake_has_a_place(broken: tuple[str, str]) -> None:
    name, text = broken
    kind = FILES[name] if name in FILES else FOLDERS[name.split("/")[0]]
    for mistake in check_text(text, file=name, kind=kind):
        assert has_place(mistake, text)
        assert str(mistake).isprintable() or all(line.isprintable() for line in str(mistake).splitlines())


@given(broken_files())
@settings(deadline=None, max_examples=25)
def test_a_broken_estate_gives_a_catalog_or_mistakes(broken: tuple[str, str]) -> None:
    name, text = broken
    with TemporaryDirectory() as folder:
        estate = small_estate(Path(folder))
        (estate.catalog / name).write_bytes(text.encode())
        reading = read(estate.catalog)
    assert (reading.catalog is None) == bool(reading.mistakes)
    assert list(reading.mistakes) == sorted(reading.mistakes, key=lambda mistake: mistake.order)


@given(st.binary(max_size=300))
@settings(deadline=None)
def test_any_bytes_are_read_without_an_error(content: bytes) -> None:
    document = read_document(content, file="x.yaml")
    assert document.mistakes or document.data is not None or content.strip() in {b"~", b"null", b"Null", b"NULL", b"--- ~"}
