"""What judging costs: beside empty checks, and beside the plan that is judged.

1. 100 checks on 1,000 resources each, against as many checks that only pass. Half of the checks compare two properties, half are
   functions that follow a reference and read a policy document.
2. `estate plan` with its checks, and `estate ready`, against `estate plan --no-checks`; whole commands, from a cold interpreter. They
   take turns, and the best of several rounds counts: what else the machine does only ever adds.

    python benchmarks/readiness.py [--rounds 3] [--only checks|plan]
"""

import argparse
import json
import resource
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from estate.graph.model import Resource
    from estate.readiness.check import Check, Judge
    from estate.readiness.judge import Result
    from estate.readiness.resources import Item
    from estate.readiness.verdict import Verdict
    from estate.readiness.world import World

ROOT = Path(__file__).resolve().parents[1]
ESTATE = (sys.executable, "-c", "from estate.cli.main import main; main()")
COMMANDS: Mapping[str, tuple[str, ...]] = {
    "without checks": (*ESTATE, "plan", "--json", "--no-checks"),
    "plan": (*ESTATE, "plan", "--json"),
    "ready": (*ESTATE, "ready", "--json"),
}
CHECKS, RESOURCES = 100, 1_000
CHECKS_TARGET = 5.0
PLAN_TARGET = 0.20
KIND, POLICY = "aws:s3/bucket:Bucket", "aws:s3/bucketPolicy:BucketPolicy"


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--only", choices=("checks", "plan"))
    given = arguments.parse_args()
    if given.only != "plan":
        checks(given.rounds)
    if given.only != "checks":
        plan(given.rounds)


def checks(rounds: int) -> None:
    """The first figure."""
    best = dict.fromkeys(("empty", "real"), float("inf"))
    for _ in range(rounds):
        for name, made in (("empty", empty_checks()), ("real", real_checks())):
            world = small_world()
            begin = time.perf_counter()
            found = judged(made, world)
            best[name] = min(best[name], time.perf_counter() - begin)
            assert len(found) == CHECKS * RESOURCES, len(found)
            assert {result.verdict.outcome.value for result in found} == {"pass"}
    ratio = best["real"] / best["empty"]
    print(f"{CHECKS} checks on {RESOURCES:,} resources: {best['real']:.2f} s, empty {best['empty']:.2f} s, best of {rounds}")
    print(f"ratio {ratio:.2f} (target at most {CHECKS_TARGET})")


def judged(made: "Sequence[Check]", world: "World") -> "tuple[Result, ...]":
    from estate.readiness.judge import judge

    return judge(made, world)


def real_checks() -> "list[Check]":
    from estate.readiness.rule import Expectation, judge_rule

    expect = (Expectation(path="versioning.enabled", equals=True), Expectation(path="tags.owner", present=True))

    def by_rule(item: "Item", world: "World") -> "Verdict":
        return judge_rule(item, world, when=(), related=None, expect=expect)

    return [one_check(f"check_{number}", by_rule if number % 2 else refuses_plain_http) for number in range(CHECKS)]


def refuses_plain_http(item: "Item", world: "World") -> "Verdict":
    from estate.readiness.verdict import failed, passed

    for policy in world.resources.referring(item, POLICY, "bucket"):
        for statement in policy.every("policy.Statement[*]"):
            if statement.at("Effect").text() == "Deny" and statement.at("Condition.Bool").is_present:
                return passed()
    return failed("no policy refuses it")


def empty_checks() -> "list[Check]":
    from estate.readiness.verdict import passed

    return [one_check(f"check_{number}", lambda _item, _world: passed()) for number in range(CHECKS)]


def one_check(ident: str, decide: "Judge") -> "Check":
    """A check of the pack with another function."""
    from estate.readiness.pack import load_pack

    if not _FOUND:
        _FOUND.append(load_pack(ROOT / "policies").named("bucket_refuses_plain_http"))
    first = _FOUND[0]
    return replace(first, id=ident, judge=decide, facts=first.facts.model_copy(update={"types": (KIND,)}))


_FOUND: "list[Check]" = []


def small_world() -> "World":
    """1,000 buckets and the policy of each."""
    from estate.graph.model import StackGraph
    from estate.readiness.resources import resources_of
    from estate.readiness.world import World

    made = [part for number in range(RESOURCES) for part in bucket_and_policy(number)]
    stack = StackGraph(name="data-live", layer="data", environment="live", resources=tuple(made), outputs={})
    return World(environment="live", seen=resources_of([stack]), today=date(2026, 11, 2))


def bucket_and_policy(number: int) -> "list[Resource]":
    name = f"bucket-{number}"
    deny = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:Get*", "Resource": name}, deny]})
    inputs = {
        KIND: {"bucket": name, "versioning": {"enabled": True}, "tags": {"owner": "storefront", "service": "photos"}},
        POLICY: {"bucket": f"${{s3/bucket.{name}.id}}", "policy": policy},
    }
    return [one_resource(kind, name, given) for kind, given in inputs.items()]


def one_resource(kind: str, name: str, inputs: Mapping[str, object]) -> "Resource":
    from estate.graph.model import Resource

    return Resource(
        urn=f"urn:{kind}::{name}",
        type=kind,
        name=name,
        parent="root",
        custom=True,
        inputs=inputs,
        depends_on=(),
        protect=False,
        aliases=(),
        ignore_changes=(),
        region=None,
        source=None,
    )


def plan(rounds: int) -> None:
    """The second figure."""
    best = dict.fromkeys(COMMANDS, float("inf"))
    work = dict.fromkeys(COMMANDS, float("inf"))
    for _ in range(rounds):
        for name, command in COMMANDS.items():
            begin, before = time.perf_counter(), cpu()
            subprocess.run(command, cwd=ROOT, stdout=subprocess.DEVNULL, check=name == "without checks")
            best[name] = min(best[name], time.perf_counter() - begin)
            work[name] = min(work[name], cpu() - before)
    base = best["without checks"]
    print(f"estate plan --no-checks {base:.2f} s   estate plan {best['plan']:.2f} s   estate ready {best['ready']:.2f} s, best of {rounds}")
    for name in ("plan", "ready"):
        more = work[name] / work["without checks"] - 1
        print(f"{name}: {best[name] / base - 1:+.0%} (target at most +{PLAN_TARGET:.0%}); of the processors' time {more:+.0%}")


def cpu() -> float:
    """Seconds that processors have worked for the commands so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
