"""Task sizes: the pairs are AWS's table in the ECS developer guide (Fargate task CPU and memory)."""

import pytest

from estate.decisions.fargate import SIZES, TaskSize, task_size
from estate.errors import InputError


@pytest.mark.parametrize(
    ("cpu", "memory", "side_cars", "expected"),
    [
        pytest.param(256, 20, 192, (256, 512), id="the smallest task holds a small container"),
        pytest.param(256, 320, 192, (256, 512), id="exactly full"),
        pytest.param(256, 321, 192, (256, 1024), id="one MiB too many takes the next size"),
        pytest.param(512, 500, 192, (512, 1024), id="half a CPU begins at one GiB"),
        pytest.param(256, 2000, 192, (512, 3072), id="memory that does not go with the CPU takes more CPU"),
        pytest.param(1024, 250, 192, (1024, 2048), id="one CPU begins at two GiB"),
        pytest.param(4096, 30720, 0, (4096, 30720), id="the end of four CPUs"),
        pytest.param(4096, 30720, 192, (8192, 32768), id="beyond it eight CPUs, in steps of four GiB"),
        pytest.param(300, 100, 0, (512, 1024), id="a CPU between two sizes takes the larger"),
        pytest.param(16384, 122880, 0, (16384, 122880), id="the largest"),
    ],
)
def test_a_task_is_the_smallest_that_holds_its_containers(cpu: int, memory: int, side_cars: int, expected: tuple[int, int]) -> None:
    assert task_size(cpu=cpu, memory=memory, side_cars=side_cars) == TaskSize(cpu=expected[0], memory=expected[1])


def test_what_no_task_holds_is_told_what_the_largest_is() -> None:
    with pytest.raises(InputError, match=r"16384 CPU units and 123072 MiB \(122880 of the container, 192 .*largest has 16384 and 122880"):
        task_size(cpu=16384, memory=122880, side_cars=192)


@pytest.mark.parametrize(
    ("cpu", "first", "last", "count"),
    [
        pytest.param(256, 512, 2048, 3, id="256: 512, 1024, 2048"),
        pytest.param(512, 1024, 4096, 4, id="512: 1 to 4 GiB"),
        pytest.param(1024, 2048, 8192, 7, id="1024: 2 to 8 GiB"),
        pytest.param(2048, 4096, 16384, 13, id="2048: 4 to 16 GiB"),
        pytest.param(4096, 8192, 30720, 23, id="4096: 8 to 30 GiB"),
        pytest.param(8192, 16384, 61440, 12, id="8192: 16 to 60 GiB in steps of 4"),
        pytest.param(16384, 32768, 122880, 12, id="16384: 32 to 120 GiB in steps of 8"),
    ],
)
def test_the_table_is_the_one_of_the_developer_guide(cpu: int, first: int, last: int, count: int) -> None:
    assert (SIZES[cpu][0], SIZES[cpu][-1], len(SIZES[cpu])) == (first, last, count)
