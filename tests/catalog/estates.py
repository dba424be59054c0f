"""A small, valid estate in a folder of its own, to be broken in one place."""

from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from estate.catalog.load import Reading, read

ORGANISATION = """\
name: Corner Shop
prefix: corner
domain: corner.example
regions: {primary: eu-central-1, recovery: eu-west-1}
shared_account: "111111111111"
platform_team: platform
repository: {owner: corner, name: estate, branch: main}
vendors: [datadog]
required_tags: [service, owner]
severities:
  P1: {meaning: Nobody can buy., acknowledge_within: 5m}
  P2: {meaning: Somebody notices., acknowledge_within: 15m}
  P3: {meaning: Nobody notices., acknowledge_within: 8h}
  P4: {meaning: To be tidied up., acknowledge_within: 5d}
business_hours: {zone: Europe/Istanbul, days: [monday, friday], start: "09:00", end: "18:00"}
"""
SIZE = (
    "{database: db.t4g.medium, database_instances: 1, cache: cache.t4g.micro, cache_replicas: 0, "
    "broker: kafka.t3.small, brokers_per_zone: 1, host: t4g.micro}"
)
ENVIRONMENT = f"""\
name: live
account: "222222222222"
region: eu-central-1
domain: corner.example
address_range: 10.1.0.0/16
zones: [eu-central-1a, eu-central-1b]
nat: single
accepts: [pilot, production]
sizes:
  "1": {SIZE}
  "2": {SIZE}
  "3": {SIZE}
  "4": {SIZE}
deletion_protection: true
log_retention_days: 30
monthly_budget_usd: 1000
patch_window: {{day: monday, start: "05:00", length: 2h, zone: Europe/Istanbul}}
machine_images: {{debian: ami-0123456789abcdef0}}
versions:
  till: 1.4.0
"""
CHANGES = {
    "live": "trial",
    "222222222222": "333333333333",
    "corner.example": "trial.corner.example",
    "10.1.0.0/16": "10.2.0.0/16",
    "[pilot, production]": "[poc, pilot, production]",
    "versions:\n": "versions:\n  night: 0.3.1\n",
}
TRIAL = reduce(lambda text, change: text.replace(*change), CHANGES.items(), ENVIRONMENT)
TEAM = "name: {name}\ndescription: Some of us.\ncost_centre: ABC-123\nemail: {name}@corner.example\n"
PEOPLE = "people:\n  - {name: cedar, team: platform, zone: Europe/Istanbul}\n  - {name: agave, team: store, zone: America/Mexico_City}\n"
TILL = """\
name: till
description: Takes the money.
owner: store
tier: 1
maturity: production
language: go
runtime: {kind: ecs, image: till, cpu: 256, memory: 64, replicas: {minimum: 2, maximum: 4, target_cpu: 60}}
port: {number: 5050, protocol: grpc}
depends_on:
  - {service: shelf, need: hard}
uses:
  - {store: stream, topic: sales, access: write}
  - {store: news, access: write}
budget: {monthly_usd: 100}
runbook: docs/runbooks/till.md
"""
SHELF = """\
name: shelf
description: Says what there is.
owner: store
tier: 2
maturity: pilot
language: go
runtime:
  kind: ec2
  machine_image: debian
  package: nginx
  replicas: {minimum: 1, maximum: 2}
  patch_group: hosts
port: {number: 8080, protocol: http}
ingress: {scope: internal, host: shelf}
"""
NIGHT = """\
name: night
description: Adds up the day.
owner: store
tier: 4
maturity: poc
language: python
runtime: {kind: lambda, image: night, memory: 128, timeout: 1m, concurrency: 1, schedule: cron(0 1 * * ? *)}
"""
STORE = "name: {name}\ndescription: Keeps things.\nowner: store\ntier: 2\n"
STORES = {
    "books": 'kind: postgres\nversion: "16.8"\ndatabase: books\nbackup: {retention: 7d}\n',
    "carts": 'kind: valkey\nversion: "8.0"\nbackup: {retention: 7d}\n',
    "stream": "kind: kafka\nversion: 3.9.x\nstorage_gib: 10\ntopics:\n  - {name: sales, partitions: 3, retention: 7d}\n",
    "visits": "kind: dynamodb\npartition_key: {name: id, type: string}\ncapacity: {minimum: 1, maximum: 5}\n",
    "pictures": "kind: bucket\nserved: cdn\nexpire_after: 30d\n",
    "news": "kind: topic\n",
    "letters": "kind: queue\nvisibility_timeout: 30s\nmax_receives: 5\nsubscribes_to: news\n",
}
FILES = {
    "organisation.yaml": ORGANISATION,
    "people.yaml": PEOPLE,
    "environments/live.yaml": ENVIRONMENT,
    "environments/trial.yaml": TRIAL,
    "teams/platform.yaml": TEAM.format(name="platform"),
    "teams/store.yaml": TEAM.format(name="store"),
    "services/till.yaml": TILL,
    "services/shelf.yaml": SHELF,
    "services/night.yaml": NIGHT,
    **{f"stores/{name}.yaml": STORE.format(name=name) + text for name, text in STORES.items()},
}


@dataclass(frozen=True, kw_only=True)
class Estate:
    """A catalog in a folder."""

    catalog: Path

    def write(self, name: str, text: str) -> None:
        file = self.catalog / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)

    def text(self, name: str) -> str:
        return (self.catalog / name).read_text()

    def change(self, name: str, old: str, new: str) -> None:
        text = self.text(name)
        assert text.count(old) >= 1, f"{old!r} is not in {name}"
        self.write(name, text.replace(old, new, 1))

    def release(self, name: str) -> None:
        """Give the service a version in both environments."""
        for place in ("live", "trial"):
            self.change(f"environments/{place}.yaml", "versions:\n", f"versions:\n  {name}: 1.0.0\n")

    def read(self) -> Reading:
        return read(self.catalog)

    def mistakes(self) -> list[str]:
        return [str(mistake) for mistake in self.read().mistakes]


def row(name: str, file: str, old: str, new: str, told: str, *, hint: str | None = None) -> Any:
    """A row of a table: where `old` became `new` in `file`, the one mistake is `catalog/<told>`, and under it the hint."""
    return pytest.param(file, old, new, f"catalog/{told}" + (f"\n    {hint}" if hint else ""), id=name)


def row_in_file(name: str, file: str, old: str, new: str, place: str, text: str, *, hint: str | None = None) -> Any:
    """The same, where the mistake is in the file that changed: at line:column `place` it says `text`."""
    return row(name, file, old, new, f"{file}:{place}  {text}", hint=hint)


def small_estate(folder: Path) -> Estate:
    """The small estate, written to `folder`."""
    estate = Estate(catalog=folder / "catalog")
    for name, text in FILES.items():
        estate.write(name, text)
    runbooks = folder / "docs/runbooks"
    runbooks.mkdir(parents=True)
    (runbooks / "till.md").write_text("# till\n")
    return estate
