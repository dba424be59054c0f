"""Sizes: the tables against another program's, and the next smaller one by arithmetic on paper."""

import gzip
import json
from decimal import Decimal
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from estate.cost.sizes import Use, ladders, smaller_class, smaller_task
from estate.decisions.fargate import SIZES, TaskSize


def use(cpu: int, memory: int) -> Use:
    return Use(cpu_percent=Decimal(cpu), memory_percent=Decimal(memory))


@pytest.mark.parametrize("name", [size.name for family in ("t4g", "m7g") for size in ladders()[family]])
def test_an_instance_type_is_as_ec2_describes_it(name: str) -> None:
    # moto keeps what DescribeInstanceTypes of EC2 answered
    described = json.loads(gzip.decompress(files("moto.ec2").joinpath("resources/instance_types.json.gz").read_bytes()))[name]
    size = next(one for one in ladders()[name.rpartition(".")[0]] if one.name == name)
    assert size.vcpus == described["VCpuInfo"]["DefaultVCpus"]
    assert size.gib * 1024 == described["MemoryInfo"]["SizeInMiB"]


@pytest.mark.parametrize("family", ladders())
def test_a_ladder_goes_up(family: str) -> None:
    gib = [size.gib for size in ladders()[family]]
    assert gib == sorted(gib)
    assert len(set(gib)) == len(gib)


@pytest.mark.parametrize(
    ("name", "used", "smaller"),
    [
        # half of the CPUs and of the memory, of which 70 % may be used: 35 % of what is there now
        pytest.param("m7g.large", use(35, 35), "m7g.medium", id="exactly what fits"),
        pytest.param("m7g.large", use(36, 10), None, id="the CPU has no headroom"),
        pytest.param("m7g.large", use(10, 36), None, id="the memory has no headroom"),
        pytest.param("m7g.medium", use(1, 1), None, id="the smallest"),
        pytest.param("db.r7g.large", use(1, 1), None, id="RDS sells no medium of it"),
        # 2 CPUs at 10 % are 0.2; a micro has 2 x 10 % = 0.2 without end, of which 70 % are 0.14
        pytest.param("t4g.small", use(7, 35), "t4g.micro", id="what bursts fits by what it has without end"),
        pytest.param("t4g.small", use(10, 35), None, id="what bursts would live on credits"),
        # 26.32 GiB x 34 % = 8.95; 70 % of 13.07 are 9.15
        pytest.param("cache.r7g.xlarge", use(10, 34), "cache.r7g.large", id="a cache, by its own memory"),
        pytest.param("cache.r7g.xlarge", use(10, 35), None, id="a cache, by its own memory, a percent more"),
    ],
)
def test_the_next_smaller_class_holds_what_is_used_with_headroom(name: str, used: Use, smaller: str | None) -> None:
    assert smaller_class(name, used) == smaller


@pytest.mark.parametrize(
    ("now", "used", "smaller"),
    [
        pytest.param((1024, 4096), use(35, 35), (512, 2048), id="half of both"),
        pytest.param((1024, 4096), use(1, 1), (512, 2048), id="never less than half in one step"),
        pytest.param((1024, 4096), use(36, 35), (1024, 2048), id="the CPU stays"),
        pytest.param((1024, 8192), use(35, 40), (1024, 5120), id="memory in steps: 3,277 / 0.7 are 4,681, which half a CPU cannot have"),
        pytest.param((256, 512), use(1, 1), None, id="the smallest"),
        pytest.param((512, 1024), use(60, 60), None, id="no headroom"),
    ],
)
def test_the_next_smaller_task_holds_what_is_used_with_headroom(now: tuple[int, int], used: Use, smaller: tuple[int, int] | None) -> None:
    found = smaller_task(TaskSize(cpu=now[0], memory=now[1]), used)
    assert found == (TaskSize(cpu=smaller[0], memory=smaller[1]) if smaller else None)


@given(
    now=st.sampled_from([TaskSize(cpu=cpu, memory=memory) for cpu, sizes in SIZES.items() for memory in sizes]),
    used=st.builds(use, st.integers(0, 100), st.integers(0, 100)),
)
def test_a_smaller_task_is_sold_smaller_and_large_enough(now: TaskSize, used: Use) -> None:
    found = smaller_task(now, used)
    if found is None:
        return
    assert found.memory in SIZES[found.cpu]
    assert (found.cpu, found.memory) != (now.cpu, now.memory)
    assert found.cpu <= now.cpu
    assert found.memory <= now.memory
    assert now.cpu * used.cpu_percent * 10 <= found.cpu * 700
    assert now.memory * used.memory_percent * 10 <= found.memory * 700
