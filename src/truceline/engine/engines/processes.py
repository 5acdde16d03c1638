"""On several processes of this machine. The function must be one that can be pickled (of a module, or a partial)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from truceline.engine.run import BatchFailed

T = TypeVar("T")
R = TypeVar("R")
AHEAD = 2


class Processes:
    """A pool of fresh processes; two batches a worker are under way at a time, so that memory stays bounded."""

    name = "processes"

    def map(self, function: Callable[[T], R], batches: Iterable[T], *, workers: int = 1) -> Iterator[R]:
        """The answers in order. A worker that dies fails the batch that waits longest."""
        import multiprocessing

        waiting: deque[Future[R]] = deque()
        done = 0
        with ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            try:
                for batch in batches:
                    waiting.append(pool.submit(function, batch))
                    if len(waiting) >= AHEAD * workers:
                        yield _answer(waiting.popleft(), done)
                        done += 1
                while waiting:
                    yield _answer(waiting.popleft(), done)
                    done += 1
            finally:
                for future in waiting:
                    future.cancel()


def _answer(future: Future[R], number: int) -> R:
    try:
        return future.result()
    except (
        ArithmeticError, LookupError, OSError, RuntimeError, TypeError, ValueError, AttributeError, BrokenProcessPool,
    ) as e:  # fmt: skip
        raise BatchFailed(number) from e


ENGINE = Processes()
