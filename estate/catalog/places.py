"""Environments beside each other: accounts, domains, address ranges, zones, sizes."""

from collections.abc import Iterator

from estate.catalog.draft import Complaint, Draft, environment_file
from estate.catalog.environment import Environment
from estate.catalog.fact import TIERS
from estate.catalog.words import any_of
from estate.network import NetworkError, plan_subnets


def check_environments(draft: Draft) -> Iterator[Complaint]:
    """There is one, and each stands in a region and under the domain of the organisation."""
    if not draft.names["environments"]:
        yield Complaint(file="environments", text="holds no environment; expected at least one")
    organisation = draft.organisation
    if organisation is None:
        return
    regions = (organisation.regions.primary, organisation.regions.recovery)
    if regions[0] == regions[1]:
        text = f"{regions[1]!r} is the primary region; expected another one to recover in"
        yield Complaint(file="organisation", path=("regions", "recovery"), text=text)
    for name, environment in draft.environments.items():
        if environment.region not in regions:
            text = f"{environment.region!r} is no region of the organisation; expected {any_of(regions)}"
            yield Complaint(file=environment_file(name), path=("region",), text=text)
        if environment.domain != organisation.domain and not environment.domain.endswith(f".{organisation.domain}"):
            text = f"{environment.domain!r} is not under {organisation.domain!r}, the organisation's"
            yield Complaint(file=environment_file(name), path=("domain",), text=text)


def check_accounts(draft: Draft) -> Iterator[Complaint]:
    """Every environment has an account of its own, and none has the shared one."""
    owners = {draft.organisation.shared_account: "the shared account"} if draft.organisation else {}
    for name, environment in draft.environments.items():
        if owner := owners.get(environment.account):
            text = f"{environment.account} is {owner}; expected an account of its own"
            yield Complaint(file=environment_file(name), path=("account",), text=text)
        owners.setdefault(environment.account, f"the account of {name!r}")


def check_domains(draft: Draft) -> Iterator[Complaint]:
    """No two environments answer under one domain."""
    owners: dict[str, str] = {}
    for name, environment in draft.environments.items():
        if owner := owners.get(environment.domain):
            yield Complaint(file=environment_file(name), path=("domain",), text=f"{environment.domain!r} is the domain of {owner!r} too")
        owners.setdefault(environment.domain, name)


def check_ranges(draft: Draft) -> Iterator[Complaint]:
    """Address ranges do not overlap: networks that are to be joined one day must not."""
    by_address = sorted(
        draft.environments.items(), key=lambda item: (item[1].address_range.network_address, item[1].address_range.prefixlen)
    )
    widest: tuple[str, Environment] | None = None
    for name, environment in by_address:
        if widest and environment.address_range.overlaps(widest[1].address_range):
            text = f"{environment.address_range} overlaps {widest[1].address_range} of {widest[0]!r}"
            yield Complaint(file=environment_file(name), path=("address_range",), text=text)
        if widest is None or environment.address_range.broadcast_address > widest[1].address_range.broadcast_address:
            widest = (name, environment)


def check_zones(draft: Draft) -> Iterator[Complaint]:
    """Zones are zones of the region, each once, and their subnets fit the address range."""
    for name, environment in draft.environments.items():
        seen: set[str] = set()
        for index, zone in enumerate(environment.zones):
            if zone[:-1] != environment.region or not zone[-1].islower():
                text = f"{zone!r} is no zone of {environment.region}; expected one such as {environment.region}a"
                yield Complaint(file=environment_file(name), path=("zones", index), text=text)
            elif zone in seen:
                yield Complaint(file=environment_file(name), path=("zones", index), text=f"{zone!r} stands here twice")
            seen.add(zone)
        try:
            plan_subnets(environment.address_range, environment.zones)
        except NetworkError as error:
            yield Complaint(file=environment_file(name), path=("address_range",), text=str(error))


def check_sizes(draft: Draft) -> Iterator[Complaint]:
    """Every tier has its sizes."""
    for name, environment in draft.environments.items():
        missing = [tier for tier in TIERS if tier not in environment.sizes]
        for tier in missing:
            text = f"tier {tier} is missing; a service of that tier would have no size here"
            yield Complaint(file=environment_file(name), path=("sizes",), text=text)


def check_hosts(draft: Draft) -> Iterator[Complaint]:
    """No two services answer under one host of one scope."""
    owners: dict[tuple[str, str], str] = {}
    for name, service in draft.services.items():
        if service.ingress is None:
            continue
        host = (service.ingress.host, service.ingress.scope)
        if owner := owners.get(host):
            text = f"{service.ingress.host!r} is the {service.ingress.scope} host of {owner!r} too"
            yield Complaint(file=f"services/{name}", path=("ingress", "host"), text=text)
        owners.setdefault(host, name)
