"""Kernels: plain loops over numpy arrays that numba compiles where it is installed.

The plain form is the function itself and stays reachable as `.plain`; tests compare the two.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any


class Kernel:
    """A function of arrays and numbers, compiled on first use if numba is there.

    arrays: a form of the same function in whole-array operations, used where numba is missing (default: the plain one).
    """

    def __init__(self, plain: Callable[..., Any], arrays: Callable[..., Any] | None = None) -> None:
        self.plain = plain
        self.arrays = arrays or plain
        self.__doc__ = plain.__doc__
        self._made: Callable[..., Any] | None = None

    def __call__(self, *args: Any) -> Any:
        if self._made is None:
            self._made = _compile(self.plain) if have_numba() else self.arrays
        return self._made(*args)


def kernel(plain: Callable[..., Any], arrays: Callable[..., Any] | None = None) -> Kernel:
    """Mark a plain loop as a kernel."""
    return Kernel(plain, arrays)


@lru_cache(maxsize=1)
def have_numba() -> bool:
    """Whether the extra `fast` is installed."""
    from importlib.util import find_spec

    return find_spec("numba") is not None


def _compile(plain: Callable[..., Any]) -> Callable[..., Any]:
    import numba

    try:
        made: Callable[..., Any] = numba.njit(cache=True, nogil=True)(plain)
    except RuntimeError:  # no writable place for the cache
        made = numba.njit(nogil=True)(plain)
    return made
