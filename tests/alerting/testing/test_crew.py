"""Work that is done side by side comes to the same as work that is done one after the other."""

import os
from collections.abc import Callable

import pytest

from estate.alerting.testing.crew import side_by_side


def adding(to: int) -> Callable[[int], tuple[int, int]]:
    def add(job: int) -> tuple[int, int]:
        if job == 13:
            raise ValueError("thirteen is no job")
        return job + to, os.getpid()

    return add


def test_every_job_is_done_once_in_other_processes() -> None:
    found = list(side_by_side(adding(100), range(12), workers=2))
    assert sorted(number for number, _ in found) == list(range(100, 112))
    assert os.getpid() not in {process for _, process in found}


def test_one_worker_works_here_and_in_order() -> None:
    assert list(side_by_side(adding(1), [3, 1, 2], workers=1)) == [(number, os.getpid()) for number in (4, 2, 3)]


def test_what_goes_wrong_in_another_process_is_told_here() -> None:
    with pytest.raises(ValueError, match="thirteen is no job"):
        list(side_by_side(adding(1), [1, 13, 2], workers=2))
