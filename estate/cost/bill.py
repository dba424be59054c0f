"""The bill of a plan: every planned resource is a position, priced or said why not."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from estate.catalog.catalog import Catalog
from estate.catalog.usage import EVERYWHERE, Measured
from estate.cost.book import Book, open_book
from estate.cost.charging import charges
from estate.cost.model import Amount, Charge, Fixed, Free, Group, Heading, Owner, Position, Quote, Unknowable
from estate.cost.owners import owner_of
from estate.cost.reading import Planned
from estate.cost.vendors import vendor_charges
from estate.graph.model import Resource, StackGraph

NO_PRICE = "no price of {sku} in the book"
UseKey = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class Bill:
    """All positions, in the order of environments, owners and resources."""

    positions: tuple[Position, ...]

    def of(self, environment: str) -> "Bill":
        """The part of one environment."""
        return Bill(positions=tuple(one for one in self.positions if one.environment == environment))

    def owned_by(self, owner: Owner) -> "Bill":
        """The part of one owner."""
        return Bill(positions=tuple(one for one in self.positions if one.owner == owner))

    def group(self, group: Group) -> tuple[Position, ...]:
        """The positions of one group."""
        return tuple(one for one in self.positions if one.group is group)

    @property
    def owners(self) -> tuple[Owner, ...]:
        """Everybody who has a position, services first."""
        order = list(Heading)
        return tuple(sorted({one.owner for one in self.positions}, key=lambda owner: (order.index(owner.heading), owner.name)))

    @property
    def environments(self) -> tuple[str, ...]:
        """In their order."""
        return tuple(dict.fromkeys(one.environment for one in self.positions))

    @property
    def usd_monthly(self) -> Amount:
        """The sum of what is priced, and of nothing else."""
        return sum((one.usd_monthly for one in self.positions if one.usd_monthly), Amount())

    @property
    def complete(self) -> bool:
        """Whether every position that costs has a sum."""
        return not self.group(Group.USAGE) and not self.group(Group.UNPRICED)


def make_bill(stacks: Sequence[StackGraph], catalog: Catalog, day: date) -> Bill:
    """The bill of these stacks by the catalog's prices, as seen on a day."""
    biller = _Biller(catalog=catalog, book=open_book(catalog.prices, day), used=_used(catalog))
    everywhere = [stack for stack in stacks if stack.environment == EVERYWHERE]
    positions: list[Position] = []
    for environment in dict.fromkeys(stack.environment for stack in stacks):
        own = [stack for stack in stacks if stack.environment == environment]
        found = [position for stack in own for resource in stack.made for position in biller.resource(resource, stack)]
        found += biller.vendors(environment, own, everywhere)
        positions += _measured(found, biller.used)
    return Bill(positions=tuple(positions))


def _used(catalog: Catalog) -> Mapping[UseKey, Measured]:
    return {(one.environment, one.of, one.sku): one for one in (catalog.usage.usage if catalog.usage else ())}


@dataclass(frozen=True, kw_only=True)
class _Biller:
    catalog: Catalog
    book: Book
    used: Mapping[UseKey, Measured]

    def resource(self, resource: Resource, stack: StackGraph) -> Iterator[Position]:
        """The positions of a planned resource."""
        planned = Planned(resource=resource, stack=stack)
        blank = Position(
            environment=stack.environment,
            owner=owner_of(resource, stack, self.catalog),
            urn=resource.urn,
            type=resource.type,
            name=resource.name,
            group=Group.UNPRICED,
        )
        for charge in charges(planned):
            yield self._position(blank, charge, self._region(resource, stack))

    def vendors(self, environment: str, own: Sequence[StackGraph], everywhere: Sequence[StackGraph]) -> Iterator[Position]:
        """The positions of what vendors count over all resources together."""
        for one in vendor_charges(environment, own, everywhere, self.catalog):
            owner = Owner(heading=Heading.VENDOR, name=one.vendor)
            blank = Position(environment=environment, owner=owner, urn="", type=one.vendor, name=one.what, group=Group.UNPRICED)
            yield self._position(blank, one.charge, EVERYWHERE)

    def _region(self, resource: Resource, stack: StackGraph) -> str:
        known = self.catalog.environments.get(stack.environment)
        return resource.region or (known.region if known else self.catalog.organisation.regions.primary)

    def _position(self, blank: Position, charge: Charge, region: str) -> Position:
        if isinstance(charge, Free):
            return replace(blank, group=Group.FREE, why=charge.why)
        if isinstance(charge, Unknowable):
            return replace(blank, why=charge.why)
        units = Amount(at_least=charge.at_least, at_most=charge.at_most) if isinstance(charge, Fixed) else None
        quote = self.book.quote(charge.sku, region)
        if quote is None:
            return replace(blank, sku=charge.sku, units=units, why=NO_PRICE.format(sku=charge.sku))
        return _priced(replace(blank, sku=charge.sku, units=units, quote=quote), quote, charge)


def _priced(position: Position, quote: Quote, charge: Charge) -> Position:
    """What is there has a sum; what is used has none yet."""
    if not isinstance(charge, Fixed):
        return replace(position, group=Group.USAGE)
    usd = Amount(at_least=charge.at_least * quote.usd_per_unit, at_most=charge.at_most * quote.usd_per_unit)
    return replace(position, group=Group.PRICED, usd_monthly=usd)


def _measured(positions: Sequence[Position], used: Mapping[UseKey, Measured]) -> Iterator[Position]:
    """The positions, those by use as one for each owner and SKU: that is what is measured. A measured one has a sum."""
    together: dict[tuple[Owner, str], list[Position]] = {}
    for position in positions:
        if position.group is Group.USAGE and position.sku:
            together.setdefault((position.owner, position.sku), []).append(position)
        else:
            yield position
    for (owner, sku), parts in together.items():
        one = parts[0] if len(parts) == 1 else replace(parts[0], urn="", name=f"{parts[0].name} and {len(parts) - 1} more")
        use = used.get((one.environment, owner.name, sku))
        yield _used_up(one, use) if use else one


def _used_up(position: Position, use: Measured) -> Position:
    if position.quote is None:
        return position
    usd = use.units_monthly * position.quote.usd_per_unit
    return replace(
        position,
        group=Group.PRICED,
        units=Amount(at_least=use.units_monthly, at_most=use.units_monthly),
        usd_monthly=Amount(at_least=usd, at_most=usd),
        why=f"measured: {use.source} ({use.as_of})",
    )
