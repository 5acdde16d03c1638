"""In this process, one batch after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from truceline.engine.run import BatchFailed

T = TypeVar("T")
R = TypeVar("R")


class Local:
    """The plain engine; `workers` makes no difference."""

    name = "local"

    def map(self, function: Callable[[T], R], batches: Iterable[T], *, workers: int = 1) -> Iterator[R]:
        """The answers in order."""
        for n, batch in enumerate(batches):
            try:
                answer = function(batch)
            except (ArithmeticError, LookupError, OSError, RuntimeError, TypeError, ValueError) as e:
                raise BatchFailed(n) from e
            yield answer


ENGINE = Local()
