"""Work side by side: as many processes as there are cores, forked once everything that they share is there."""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from itertools import count
from typing import Any, TypeVar

FORK = multiprocessing.get_context("fork")
Job = TypeVar("Job")
Result = TypeVar("Result")
_numbers = count()
_inherited: dict[int, Callable[[Any], Any]] = {}
"""What a forked process finds there: what the work shares is too large to be sent."""


def side_by_side(work: Callable[[Job], Result], jobs: Sequence[Job], *, workers: int | None = None) -> Iterator[Result]:
    """What becomes of every job, as they come; with one worker, in their order and in this process.

    Whatever `work` holds is shared as it is when this is called; jobs and results are sent.
    """
    number = min(workers or len(os.sched_getaffinity(0)), len(jobs))
    if number <= 1:
        yield from (work(job) for job in jobs)
        return
    key = next(_numbers)
    _inherited[key] = work
    gc.collect()
    gc.freeze()
    try:
        with ProcessPoolExecutor(max_workers=number, mp_context=FORK, initializer=_quietly) as pool:
            waiting: list[Future[Result]] = [pool.submit(_do, key, job) for job in jobs]
            try:
                yield from (one.result() for one in as_completed(waiting))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    finally:
        gc.unfreeze()
        del _inherited[key]


def _quietly() -> None:
    """An interrupt is the parent's to handle: it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do(key: int, job: Any) -> Any:
    return _inherited[key](job)
