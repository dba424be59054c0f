"""A tag with a digit in it, or a digest; a tag that is a word is moved, and so is one with such a word in it (`latest-arm64`)."""

import re

from estate.readiness.resources import Item
from estate.readiness.values import SYMBOL, Value
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

DIGEST = re.compile(r"@sha256:[0-9a-f]{64}$")
MOVING = re.compile(r"(^|[._-])(latest|stable|edge|nightly)([._-]|$)", re.IGNORECASE)
HIDDEN = "?"
"""In the place of a symbol, which has slashes and colons of its own; no name of an image holds it."""


def judge(thing: Item, _world: World) -> Verdict:
    """Every container of a task, or the function's image."""
    images = [image for path in ("containerDefinitions[*].image", "imageUri") for image in thing.every(path) if image.is_present]
    if not images:
        return not_applicable("it runs from no image")
    moving = [f"{image.path} is {image.written()}" for image in images if not _is_pinned(image)]
    return failed(f"{'; '.join(moving)}; expected a version or a digest") if moving else passed()


def _is_pinned(image: Value) -> bool:
    """A repository may be known after the deployment alone; its tag may not."""
    written = SYMBOL.sub(HIDDEN, image.written())
    if DIGEST.search(written):
        return True
    _, separator, tag = written.rpartition("/")[2].partition(":")
    if HIDDEN in tag or (not separator and written.endswith(HIDDEN)):
        image.stop(f"is known only after the deployment: {image.written()}")
    return any(character.isdigit() for character in tag) and not MOVING.search(tag)
