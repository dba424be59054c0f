"""The id of an image; a parameter that is resolved at the start is none."""

import re

from estate.readiness.resources import Item
from estate.readiness.verdict import Verdict, failed, not_applicable, passed
from estate.readiness.world import World

ID = re.compile(r"^ami-[0-9a-f]+$")


def judge(host: Item, _world: World) -> Verdict:
    """A host that names a launch template gets its image from there."""
    image = host.at("ami" if host.type.startswith("aws:ec2/instance:") else "imageId")
    if image.is_absent:
        if host.at("launchTemplate").is_present:
            return not_applicable("its launch template says it")
        return failed("it names no image; expected an id such as ami-0123456789abcdef0")
    return passed() if ID.match(image.text()) else failed(f"{image.path} is {image.text()}; expected an id such as ami-0123456789abcdef0")
