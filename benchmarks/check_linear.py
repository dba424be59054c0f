"""Does `estate check` grow linearly? Estates of 625, 2,500 and 10,000 services, loaded and checked in one run.

    .venv/bin/python benchmarks/check_linear.py

Prints how much longer four times the services take; 4.0 is linear.
"""

import gc
import os
import tempfile
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from estate.catalog.load import read

SIZES = (625, 2_500, 10_000)
ROUNDS = 3
SERVICES_A_TEAM = 50
REFERENCE = Path(__file__).resolve().parents[1] / "catalog"

SERVICE = """\
# yaml-language-server: $schema=../schema/service.json
name: {name}
description: One of many.
owner: {owner}
tier: {tier}
maturity: production
language: go
runtime: {{kind: ecs, image: {name}, cpu: 512, memory: 128, replicas: {{minimum: 2, maximum: 6, target_cpu: 60}}}}
port: {{number: 8080, protocol: grpc, health: /grpc.health.v1.Health/Check}}
depends_on:
{dependencies}
uses:
  - {{store: order-stream, topic: orders, access: write}}
  - {{store: order-events, access: write}}
budget: {{monthly_usd: 1}}
runbook: docs/runbooks/service.md
"""
TEAM = "name: {name}\ndescription: One of many.\ncost_centre: OPS-100\nemail: {name}@shop.example\n"


def service_files(count: int) -> Iterator[tuple[str, str]]:
    """The files of `count` services; each depends on up to five that come before it, one of them softly."""
    for index in range(count):
        name = f"service-{index:05}"
        others = sorted({(index * step) // 7 for step in range(1, 6)} - {index}) if index else []
        lines = [f"  - {{service: service-{other:05}, need: {'soft' if place == 0 else 'hard'}}}" for place, other in enumerate(others)]
        text = SERVICE.format(name=name, owner=f"team-{index // SERVICES_A_TEAM:05}", tier=index % 4 + 1, dependencies="\n".join(lines))
        yield name, text if lines else text.replace("depends_on:\n\n", "")


def write_estate(root: Path, services: int) -> Path:
    """An estate of that many services beside the reference's environments and stores; gives its catalog folder."""
    catalog = root / "catalog"
    for folder in ("environments", "stores"):
        (catalog / folder).mkdir(parents=True)
        for file in (REFERENCE / folder).glob("*.yaml"):
            (catalog / folder / file.name).write_text(file.read_text().split("versions:\n")[0])
    versions = "".join(f"  {name}: 1.0.0\n" for name, _ in service_files(services))
    for file in (catalog / "environments").iterdir():
        file.write_text(f"{file.read_text()}versions:\n{versions}")
    for folder in ("services", "teams"):
        (catalog / folder).mkdir()
    (root / "docs/runbooks").mkdir(parents=True)
    (root / "docs/runbooks/service.md").write_text("# A runbook\n")
    for name in ("organisation.yaml", "people.yaml"):
        (catalog / name).write_text((REFERENCE / name).read_text())
    for file in (REFERENCE / "teams").glob("*.yaml"):
        (catalog / "teams" / file.name).write_text(file.read_text())
    for index in range(services // SERVICES_A_TEAM + 1):
        (catalog / f"teams/team-{index:05}.yaml").write_text(TEAM.format(name=f"team-{index:05}"))
    for name, text in service_files(services):
        (catalog / f"services/{name}.yaml").write_text(text)
    return catalog


def seconds_to_check(catalog: Path) -> float:
    """The processor's time for one load and check: other work on the machine does not count."""
    gc.collect()
    begin = time.process_time()
    reading = read(catalog)
    took = time.process_time() - begin
    if reading.mistakes:
        raise SystemExit(f"the generated estate has mistakes, such as: {reading.mistakes[0]}")
    return took


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        catalogs = {size: write_estate(Path(folder) / str(size), size) for size in SIZES}
        # Interleaved, the best of each: a machine that is busy for a moment slows one size no more than another.
        rounds = [{size: seconds_to_check(catalog) for size, catalog in catalogs.items()} for _ in range(ROUNDS)]
    best = {size: min(times[size] for times in rounds) for size in SIZES}
    print(f"{os.cpu_count()} cores")
    for size in SIZES:
        print(f"{size:>6,} services: {best[size]:6.2f} s, {best[size] / size * 1e6:5.0f} us a service")
    for small, large in pairwise(SIZES):
        print(f"x{large // small} services: {best[large] / best[small]:.1f}x time")


if __name__ == "__main__":
    main()
