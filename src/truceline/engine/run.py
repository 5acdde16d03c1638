"""Run a pure function over batches, in order, on one engine or another: the answers are the same on all.

An engine is a module in `engines/` with ENGINE = an object of this shape. The function takes one batch and gives one
answer; it keeps nothing between batches, so that engines may run it anywhere and again. Batches are Arrow record
batches or anything that can be pickled.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class Engine(Protocol):
    """One way to run."""

    name: str

    def map(self, function: Callable[[T], R], batches: Iterable[T], *, workers: int) -> Iterator[R]:
        """The answers in order of the batches. At most a few batches a worker are held at a time."""


class BatchFailed(Exception):
    """The function failed on a batch. number: which, from 0. The cause is chained."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(f"the function failed on batch {number}")


def engines() -> dict[str, Engine]:
    """Name -> engine: those of this package and those of outside packages (entry points of the folder's name)."""
    import importlib
    import pkgutil
    from importlib.metadata import entry_points

    home = importlib.import_module("truceline.engine.engines")
    found: dict[str, Engine] = {}
    for info in sorted(pkgutil.iter_modules(home.__path__), key=lambda i: i.name):
        module = importlib.import_module(f"{home.__name__}.{info.name}")
        if hasattr(module, "ENGINE"):
            found[info.name] = module.ENGINE
    for point in sorted(entry_points(group=home.__name__), key=lambda p: p.name):
        found.setdefault(point.name, point.load())
    return found


def run(function: Callable[[T], R], batches: Iterable[T], *, engine: str = "local", workers: int = 1) -> Iterator[R]:
    """The answers in order of the batches. Raises ValueError for an unknown engine, BatchFailed from the first batch
    on which the function fails (answers before it have been given)."""
    found = engines()
    if engine not in found:
        raise ValueError(f"no engine '{engine}': {', '.join(found)}")
    if workers < 1:
        raise ValueError("at least one worker")
    return found[engine].map(function, batches, workers=workers)
