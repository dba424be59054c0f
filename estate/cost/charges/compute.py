"""Tasks, hosts and functions."""

from decimal import Decimal

from estate.cost.model import Charge, Metered, Unknowable, by_the_hour, fixed
from estate.cost.reading import Planned, UndecidedError

CPU_UNITS = 1024  # of one virtual CPU (ECS developer guide, task CPU)
MIB_OF_GB = 1024  # Fargate sells memory by the GB of 1,024 MiB (ECS developer guide, task size)
INCLUDED_STORAGE_GB = 20  # of a task (Fargate pricing, ephemeral storage)
GUARD = "minCapacity", "maxCapacity"
SCALING = "aws:appautoscaling/target:Target"
INSIGHTS = ("enabled", "enhanced")


def scaled(thing: Planned, dimension: str, otherwise: Decimal) -> tuple[Decimal, Decimal]:
    """The range in which a target moves a thing's dimension; without a target it is `otherwise`."""
    targets = [one for one in thing.users(SCALING) if one.get("scalableDimension") == dimension]
    if not targets:
        return otherwise, otherwise
    if len(targets) > 1:
        raise UndecidedError(f"{len(targets)} targets scale {dimension}; expected one")
    return ends(targets[0], *GUARD)


def ends(thing: Planned, low_key: str, high_key: str) -> tuple[Decimal, Decimal]:
    """The two ends between which something is scaled. UndecidedError where the lower one is above the other."""
    low, high = thing.number(low_key), thing.number(high_key)
    if low > high:
        raise UndecidedError(f"{low_key} is {low} and {high_key} is {high}")
    return low, high


def ecs_service(service: Planned) -> list[Charge]:
    """Virtual CPUs and memory of its tasks on Fargate, from the fewest to the most of them."""
    if service.word("launchType", default="EC2") != "FARGATE":
        return [Unknowable(why="it does not say launchType FARGATE: its capacity is paid where it stands")]
    low, high = ecs_service_tasks(service)
    task = service.needs("aws:ecs/taskDefinition:TaskDefinition")
    if (system := task.word("runtimePlatform", "operatingSystemFamily", default="LINUX")) != "LINUX":
        return [Unknowable(why=f"tasks of {system} have no price here")]
    architecture = task.word("runtimePlatform", "cpuArchitecture", default="X86_64").lower().replace("_", "-")
    cpus, memory_gb = task.number("cpu") / CPU_UNITS, task.number("memory") / MIB_OF_GB
    more_gb = max(task.number("ephemeralStorage", "sizeInGib", default=INCLUDED_STORAGE_GB) - INCLUDED_STORAGE_GB, Decimal(0))
    sold = {"vcpu": cpus, "gb": memory_gb} | ({"ephemeral-gb": more_gb} if more_gb else {})
    return [by_the_hour(f"fargate-{architecture}-{what}-hour", low * units, high * units) for what, units in sold.items()]


def ecs_service_tasks(service: Planned) -> tuple[Decimal, Decimal]:
    """The fewest and the most tasks of a service."""
    return scaled(service, "ecs:service:DesiredCount", service.number("desiredCount", default=1))


def host_group(group: Planned) -> list[Charge]:
    """Hosts and their disks, from the fewest to the most of them."""
    low, high = ends(group, "minSize", "maxSize")
    template = group.needs("aws:ec2/launchTemplate:LaunchTemplate")
    charges: list[Charge] = [by_the_hour(f"ec2-{template.word('instanceType')}-hour", low, high)]
    for index, _ in enumerate(template.many("blockDeviceMappings")):
        disk = ("blockDeviceMappings", index, "ebs")
        size = template.number(*disk, "volumeSize")
        charges.append(fixed(f"ebs-{template.word(*disk, 'volumeType', default='gp2')}-gb-month", low * size, high * size))
    if template.get("monitoring", "enabled") is True:
        charges.append(fixed("ec2-detailed-monitoring-month", low, high))
    return charges


def ecs_cluster(cluster: Planned) -> list[Charge]:
    """Nothing by itself; what Container Insights measures is paid by the metric."""
    for index, _ in enumerate(cluster.many("settings")):
        if cluster.get("settings", index, "name") == "containerInsights" and cluster.get("settings", index, "value") in INSIGHTS:
            return [Metered(sku="container-insights-metric-month")]
    return []


def function(one: Planned) -> list[Charge]:
    """Calls, and the time that they take."""
    architecture = str(one.get("architectures", 0) or "x86_64").replace("_", "-")
    return [Metered(sku="lambda-request"), Metered(sku=f"lambda-{architecture}-gb-second")]
