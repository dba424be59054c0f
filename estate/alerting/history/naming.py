"""How a file names a series: `checkout.requests`, `host.cpu{host:a}` or `up{job="api"}`."""

import re

from estate.catalog.mistakes import show

NAMED = re.compile(r"\s*([A-Za-z_][A-Za-z0-9_.:/-]*)\s*(?:\{(.*)\})?\s*")
TAG = re.compile(r'\s*([^\s:={},;"]+)\s*[:=]\s*(?:"((?:[^"\\]|\\.)*)"|([^",;{}]*?))\s*(?:[,;]|$)')
LONGEST_NAME = 500


def split_name(text: str) -> tuple[str, dict[str, str]]:
    """The metric and its tags. ValueError says what is wrong."""
    found = NAMED.fullmatch(text) if len(text) <= LONGEST_NAME else None
    if found is None:
        raise ValueError(f"{show(text)} is no name of a series; expected one such as checkout.requests or system.load{{host:a}}")
    return found[1], split_tags(found[2] or "")


def split_tags(text: str) -> dict[str, str]:
    """`host:a,zone:b`, with `=` and quotes too, by key. ValueError says what is wrong."""
    tags: dict[str, str] = {}
    place = 0
    while place < len(text):
        found = TAG.match(text, place)
        if found is None:
            raise ValueError(f"{show(text)} are no tags; expected key:value, one after the other with commas")
        tags[found[1]] = found[2] if found[2] is not None else found[3]
        place = found.end()
    return tags
