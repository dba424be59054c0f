"""What runs where: the versions and host images of each environment fit the services that run in it."""

from collections.abc import Collection, Iterator
from itertools import islice

from estate.catalog.draft import Complaint, Draft, Unknown, environment_file, service_file
from estate.catalog.environment import Environment
from estate.catalog.service import Ec2Runtime
from estate.catalog.words import MOST_LOOKUPS, did_you_mean, nearest


def check_versions(draft: Draft) -> Iterator[Complaint]:
    """An environment has a version of each service that runs there from an image, and of nothing else."""
    for place, environment in draft.environments.items():
        for name in environment.versions:
            yield from _odd_version(draft, place, environment, name)
        yield from _missing_versions(draft, place, environment)


def _odd_version(draft: Draft, place: str, environment: Environment, name: str) -> Iterator[Complaint]:
    text, hint, unknown = None, None, None
    service = draft.services.get(name)
    if name not in draft.names["services"]:
        text, unknown = f"{name!r} is no service", Unknown(word=name, folder="services")
    elif service and service.image is None:
        text, hint = f"{name!r} runs on hosts, from no image; expected no version", "what hosts are made from stands under machine_images"
    elif service and service.maturity not in environment.accepts:
        text = f"{name!r} is a {service.maturity}, which {place} does not accept; expected no version"
    if text:
        yield Complaint(file=environment_file(place), path=("versions", name), text=text, hint=hint, unknown=unknown, is_key=True)


def _missing_versions(draft: Draft, place: str, environment: Environment) -> Iterator[Complaint]:
    missing = [
        name
        for name, service in draft.services.items()
        if service.image and service.maturity in environment.accepts and name not in environment.versions
    ]
    meant = _meant(draft, environment) if missing else ()
    for name in missing:
        if name not in meant:
            text, hint = f"is missing; {name!r} runs here from an image", f"add {name}: and the version that is to run, such as 1.4.0"
            yield Complaint(file=environment_file(place), path=("versions", name), text=text, hint=hint)


def _meant(draft: Draft, environment: Environment) -> Collection[str | None]:
    """The services whose version is missing only because their name is misspelt."""
    unknown = (name for name in environment.versions if name not in draft.names["services"])
    return {nearest(word, draft.names["services"]) for word in islice(unknown, MOST_LOOKUPS)}


def check_machine_images(draft: Draft) -> Iterator[Complaint]:
    """What hosts are made from has an id in each environment that they run in."""
    known = {image for environment in draft.environments.values() for image in environment.machine_images}
    # An environment that could not be read may have the image: then nobody says that no environment has it.
    all_read = bool(draft.environments) and draft.environments.keys() >= draft.names["environments"]
    for name, image in _hosts(draft):
        if image not in known and all_read:
            hint = did_you_mean(image, known) or f"known: {', '.join(sorted(known)) or 'none'}"
            text = f"{image!r} is a host image of no environment"
            yield Complaint(file=service_file(name), path=("runtime", "machine_image"), text=text, hint=hint)
    for place, environment in draft.environments.items():
        yield from _missing_images(draft, place, environment, known)


def _hosts(draft: Draft) -> Iterator[tuple[str, str]]:
    """The services on hosts, and what those are made from."""
    for name, service in draft.services.items():
        if isinstance(service.runtime, Ec2Runtime):
            yield name, service.runtime.machine_image


def _missing_images(draft: Draft, place: str, environment: Environment, known: Collection[str]) -> Iterator[Complaint]:
    needed: dict[str, list[str]] = {}
    for name, image in _hosts(draft):
        if image in known and image not in environment.machine_images and draft.services[name].maturity in environment.accepts:
            needed.setdefault(image, []).append(repr(name))
    for image, services in needed.items():
        text = f"is missing; the hosts of {', '.join(services)} are made from it"
        hint = f"add {image}: and the id that it has in {environment.region}"
        yield Complaint(file=environment_file(place), path=("machine_images", image), text=text, hint=hint)
