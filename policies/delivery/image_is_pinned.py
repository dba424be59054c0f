"""A tag with a digit in it, or a digest; a tag that is a word is moved."""

import re

from estate.readiness.resources import Item
from estate.readiness.values import SYMBOL, Value
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World


def judge(thing: Item, _world: World) -> Verdict:
    """Every container of a task, or the function's image."""
    images = [image for path in ("containerDefinitions[*].image", "imageUri") for image in thing.every(path) if image.is_present]
    if not images:
        return not_applicable("it runs from no image")
    moving = [f"{image.path} is {image.written()}" for image in images if not _is_pinned(image)]
    return failed(f"{'; '.join(moving)}; expected a version or a digest") if moving else passed()


def _is_pinned(image: Value) -> bool:
    """A repository may be known after the deployment alone; its tag may not."""
    written = image.written()
    if re.search(r"@sha256:[0-9a-f]{64}$", written):
        return True
    _, separator, tag = SYMBOL.sub("repository", written).rpartition("/")[2].partition(":")
    if SYMBOL.search(written.rpartition("/")[2].rpartition("}:")[2].removesuffix("}")) or (not separator and written.endswith("}")):
        image.stop(f"is known only after the deployment: {written}")
    return bool(separator) and any(character.isdigit() for character in tag)
