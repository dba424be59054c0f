"""Hosts, their patch groups, and what Systems Manager does to those whom its targets name."""

import re
from datetime import timedelta

from estate.readiness.resources import Item
from estate.readiness.values import Value
from estate.readiness.world import World

GROUP = "aws:autoscaling/group:Group"
ASSOCIATION = "aws:ssm/association:Association"
PATCH_TAGS = ("PatchGroup", "Patch Group")
"""The two names that Patch Manager reads (Systems Manager user guide, patch groups)."""
RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
ALWAYS = frozenset({"*", "?", "1/1", "*/1"})
DAYS = slice(-4, -1)
"""Of a cron expression of AWS: the day of the month, the month, the day of the week; the year comes after them."""


def tags_of(host: Item) -> dict[str, Value]:
    """The tags that a host has, or that a group gives to its hosts."""
    if host.type != GROUP:
        return dict(host.at("tags").entries())
    given = [tag for tag in host.every("tags[*]") if tag.at("propagateAtLaunch").flag(default=False)]
    return {tag.at("key").text(): tag.at("value") for tag in given}


def patch_group(host: Item) -> str | None:
    """The patch group that a host is in; None for none."""
    tags = tags_of(host)
    return next((tags[name].text() for name in PATCH_TAGS if name in tags), None)


def names_host(targets: Value, host: Item) -> bool:
    """Whether a list of Systems Manager's targets takes the host in: by a tag, or because it takes all."""
    tags = tags_of(host)
    for target in targets.members():
        key = target.at("key").text()
        values = [value.text() for value in target.every("values[*]")]
        if key == "InstanceIds" and "*" in values:
            return True
        if key.startswith("tag:") and (tag := tags.get(key.removeprefix("tag:"))) and tag.text() in values:
            return True
    return False


def association_for(host: Item, world: World, *, document: str) -> Item | None:
    """What runs a document on the host every day; None where nothing does."""
    for association in world.resources.of_type(ASSOCIATION):
        if association.environment != host.environment or association.at("name").text() != document:
            continue
        if is_daily(association.at("scheduleExpression").text("")) and names_host(association.at("targets"), host):
            return association
    return None


def is_daily(schedule: str) -> bool:
    """Whether a schedule of Systems Manager, `rate(12 hours)` or `cron(0 2 * * ? *)`, comes round every day at least."""
    if rate := RATE.fullmatch(schedule):
        return timedelta(**{f"{rate[2]}s": int(rate[1])}) <= timedelta(days=1)
    fields = schedule.removeprefix("cron(").removesuffix(")").split()
    return schedule.startswith("cron(") and set(fields[DAYS]) <= ALWAYS
