"""What `waivers.yaml` names must be there. Whether a check is one, only the policy pack can say."""

from collections.abc import Iterator

from estate.catalog.draft import Complaint, Draft, Folder, Unknown
from estate.catalog.waiver import Waiver

FILE = "waivers"
FOLDERS: dict[str, Folder] = {
    "service": "services",
    "store": "stores",
    "team": "teams",
    "environment": "environments",
    "owner": "people",
    "approver": "people",
}


def check_waivers(draft: Draft) -> Iterator[Complaint]:
    """Every name in a waiver is one of the catalog's, and nothing is waived twice."""
    seen: dict[tuple[object, ...], int] = {}
    for index, waiver in enumerate(draft.waivers):
        first = seen.setdefault((waiver.check, waiver.about, waiver.environment), index)
        if first != index:
            text = f"{waiver.title} stands here twice, also as waivers[{first}]"
            yield Complaint(file=FILE, path=("waivers", index, "check"), text=f"{text}; expected one")
        yield from _names(draft, waiver, index)


def _names(draft: Draft, waiver: Waiver, index: int) -> Iterator[Complaint]:
    for key, folder in FOLDERS.items():
        word = getattr(waiver, key)
        if word is not None and word not in draft.names[folder]:
            noun = "nobody" if folder == "people" else f"no {key}"
            unknown = Unknown(word=word, folder=folder)
            yield Complaint(file=FILE, path=("waivers", index, key), text=f"{word!r} is {noun}", unknown=unknown)
