"""Word counts and signatures, compiled (numba): the same bits as the plain form in `wording`."""

# mypy: disable-error-code="untyped-decorator"
from __future__ import annotations

from typing import Any

import numba
import numpy as np

from truceline.events.wording import SLOTS, TABLE

njit: Any = numba.njit
FNV = np.uint64(0xCBF29CE484222325)
PRIME = np.uint64(0x100000001B3)
MIX = np.uint64(0x9E3779B97F4A7C15)
STEP = np.uint64(0x632BE59BD9B4E019)
MASK = np.uint64(TABLE - 1)


@njit(cache=True, nogil=True)
def count(data: Any, ends: Any) -> Any:
    """See `wording.word_counts`."""
    out = np.zeros(TABLE + 1, np.int32)
    for k in range(len(ends) - 1):
        h, n, any_word = FNV, 0, False
        for p in range(ends[k], ends[k + 1] + 1):
            b = data[p] if p < ends[k + 1] else np.uint8(32)
            if b >= 128 or 48 <= b <= 57 or 97 <= b <= 122:
                h = (h ^ np.uint64(b)) * PRIME
                n += 1
            else:
                if n >= 3:
                    out[np.int64((h ^ (h >> np.uint64(32))) & MASK)] += 1
                    any_word = True
                h, n = FNV, 0
        if any_word:
            out[TABLE] += 1
    return out


@njit(cache=True, nogil=True)
def sign(data: Any, ends: Any, weight: Any) -> Any:
    """See `wording.signatures`."""
    out = np.zeros(len(ends) - 1, np.uint64)
    least = np.empty(SLOTS, np.float32)
    mark = np.empty(SLOTS, np.uint64)
    for k in range(len(ends) - 1):
        least[:] = np.inf
        mark[:] = 0
        h, n = FNV, 0
        for p in range(ends[k], ends[k + 1] + 1):
            b = data[p] if p < ends[k + 1] else np.uint8(32)
            if b >= 128 or 48 <= b <= 57 or 97 <= b <= 122:
                h = (h ^ np.uint64(b)) * PRIME
                n += 1
                continue
            if n >= 3:
                heavy = weight[np.int64((h ^ (h >> np.uint64(32))) & MASK)]
                if not np.isinf(heavy):
                    x = h
                    for s in range(SLOTS):
                        x = (x ^ (x >> np.uint64(31))) * MIX + STEP
                        v = np.float32((x >> np.uint64(40)) + np.uint64(1)) * heavy
                        if v < least[s]:
                            least[s] = v
                            mark[s] = (x >> np.uint64(20)) & np.uint64(15)
            h, n = FNV, 0
        if not np.isinf(least[0]):
            v64 = np.uint64(0)
            for s in range(SLOTS):
                v64 |= mark[s] << np.uint64(4 * s)
            out[k] = v64 if v64 != 0 else np.uint64(1)
    return out
