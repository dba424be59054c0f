"""Errands side by side: as many processes as there are cores, forked once everything that they share is there."""

import gc
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, as_completed

from estate.alerting.testing.killing import Bag, Errand, Hunt

FORK = multiprocessing.get_context("fork")
_hunts: dict[int, Hunt] = {}
"""What a forked process inherits: a hunt is too large to be sent."""

Told = Callable[[Bag], None]


def run_errands(hunt: Hunt, errands: Sequence[Errand], *, workers: int | None = None) -> Iterator[Bag]:
    """What every errand brought home, as they come; with one worker, in their order and in this process."""
    number = min(workers or len(os.sched_getaffinity(0)), len(errands))
    hunt.prepare()
    if number <= 1:
        yield from (hunt.run(errand) for errand in errands)
        return
    _hunts[id(hunt)] = hunt
    gc.collect()
    gc.freeze()
    try:
        with ProcessPoolExecutor(max_workers=number, mp_context=FORK, initializer=_quietly) as pool:
            waiting: list[Future[Bag]] = [pool.submit(_run, id(hunt), errand) for errand in errands]
            try:
                yield from (one.result() for one in as_completed(waiting))
            except BaseException:
                pool.shutdown(wait=False, cancel_futures=True)
                raise
    finally:
        gc.unfreeze()
        del _hunts[id(hunt)]


def _quietly() -> None:
    """An interrupt is the parent's to handle: it ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _run(key: int, errand: Errand) -> Bag:
    return _hunts[key].run(errand)
