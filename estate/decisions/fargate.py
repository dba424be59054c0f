"""Task sizes that Fargate sells: the smallest that holds a container and the side-cars next to it."""

from collections.abc import Mapping
from dataclasses import dataclass

from estate.errors import InputError

# CPU units to the memory sizes in MiB that go with them (ECS developer guide, "Fargate task definition differences", task CPU and memory).
SIZES: Mapping[int, tuple[int, ...]] = {
    256: (512, 1024, 2048),
    512: tuple(range(1024, 4096 + 1, 1024)),
    1024: tuple(range(2048, 8192 + 1, 1024)),
    2048: tuple(range(4096, 16384 + 1, 1024)),
    4096: tuple(range(8192, 30720 + 1, 1024)),
    8192: tuple(range(16384, 61440 + 1, 4096)),
    16384: tuple(range(32768, 122880 + 1, 8192)),
}

PROXY_MEMORY = 64  # MiB; the least that the Service Connect proxy wants (ECS developer guide, Service Connect considerations)
ARCHITECTURE = "ARM64"  # as the hosts; images are built for it


@dataclass(frozen=True, kw_only=True)
class TaskSize:
    """A size that Fargate sells: CPU units (1024 are one virtual CPU), and MiB."""

    cpu: int
    memory: int


def task_size(*, cpu: int, memory: int, side_cars: int) -> TaskSize:
    """The smallest task with at least `cpu` units that holds `memory` and the `side_cars` MiB next to it.

    CPU is shared: a side-car takes what the service leaves. Memory is not, so it adds up. Where the memory does not go with the CPU,
    the task gets more CPU. InputError when no size holds it.
    """
    needed = memory + side_cars
    for units, sizes in SIZES.items():
        fitting = [size for size in sizes if size >= needed]
        if units >= cpu and fitting:
            return TaskSize(cpu=units, memory=fitting[0])
    largest_cpu, largest_memory = max(SIZES), SIZES[max(SIZES)][-1]
    raise InputError(
        f"no Fargate task has {cpu} CPU units and {needed} MiB ({memory} of the container, {side_cars} of its side-cars); "
        f"the largest has {largest_cpu} and {largest_memory}. Make the container smaller, or run the service on EC2."
    )
