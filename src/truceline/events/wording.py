"""A short signature of a text's rarer words: sixteen slots of four bits, equal slots in proportion to shared weight.

Weighted MinHash (Broder 1997; weights as in Chum, Philbin and Zisserman 2008): in each slot the word with the least hash
over weight stands for the text. The weight of a word is the logarithm of how rare it is among the texts, and words in
more than one text in fifty weigh nothing: stock phrases of a genre are no sign of one event.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

SLOTS = 16
TABLE = 1 << 20
COMMON = 0.02
_FNV, _PRIME = 0xCBF29CE484222325, 0x100000001B3
_WRAP = (1 << 64) - 1


def word_counts(texts: Sequence[str | None]) -> NDArray[np.int32]:
    """In how many texts each word occurs, by hash of the word (a table of 2 ** 20); the last cell is the number of texts."""
    data, ends = _bytes(texts)
    try:
        from truceline.events.wording_fast import count
    except ImportError:
        return _count_plain(data, ends)
    out: NDArray[np.int32] = count(data, ends)
    return out


def signatures(texts: Sequence[str | None], counts: NDArray[np.int32]) -> NDArray[np.uint64]:
    """One 64-bit signature a text; 0 for no text or no word of weight. counts: of `word_counts`, fixed with the model."""
    data, ends = _bytes(texts)
    weight = weights(counts)
    try:
        from truceline.events.wording_fast import sign
    except ImportError:
        return _sign_plain(data, ends, weight)
    out: NDArray[np.uint64] = sign(data, ends, weight)
    return out


def weights(counts: NDArray[np.int32]) -> NDArray[np.float32]:
    """1 / weight of a word by its cell; infinite for common words."""
    total = max(int(counts[-1]), 1)
    share = np.maximum(counts[:-1], 1) / total
    common = (share > COMMON) & (counts[:-1] > 8)
    out = np.where(common, np.inf, 1 / np.maximum(-np.log(share), 0.1))
    return out.astype(np.float32)


def name_key(name: str) -> str:
    """A place name for comparison: folded, without the vowels it ends on (endings of case and transliteration)."""
    from truceline.values.names import fold

    key = fold(name)
    short = key.rstrip("aeiouy")
    return short if len(short) >= 4 else key


def _bytes(texts: Sequence[str | None]) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """All texts as one run of UTF-8 bytes, and where each ends (with a leading 0)."""
    if hasattr(texts, "combine_chunks") or hasattr(texts, "buffers"):
        return _arrow(texts)
    raw = [(t or "").casefold().encode() for t in texts]
    ends = np.zeros(len(raw) + 1, np.int64)
    np.cumsum([len(r) for r in raw], out=ends[1:])
    return np.frombuffer(b"".join(raw), np.uint8), ends


def _arrow(column: Any) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    import pyarrow as pa
    import pyarrow.compute as pc

    whole = column.combine_chunks() if hasattr(column, "combine_chunks") else column
    whole = pc.utf8_lower(pc.fill_null(whole.cast(pa.large_string()), ""))
    if hasattr(whole, "combine_chunks"):
        whole = whole.combine_chunks()
    _, offsets, data = whole.buffers()
    ends = np.frombuffer(offsets, np.int64)[whole.offset : whole.offset + len(whole) + 1]
    return np.frombuffer(data, np.uint8) if data is not None else np.zeros(0, np.uint8), ends


def _words(data: NDArray[np.uint8], lo: int, hi: int) -> list[int]:
    """Hashes (FNV-1a) of the words of one text: runs of letters, digits and bytes beyond ASCII, of three bytes or more."""
    out, h, n = [], _FNV, 0
    for b in (*data[lo:hi].tolist(), 32):
        if b >= 128 or 48 <= b <= 57 or 97 <= b <= 122:
            h = ((h ^ b) * _PRIME) & _WRAP
            n += 1
        else:
            if n >= 3:
                out.append(h)
            h, n = _FNV, 0
    return out


def _count_plain(data: NDArray[np.uint8], ends: NDArray[np.int64]) -> NDArray[np.int32]:
    out = np.zeros(TABLE + 1, np.int32)
    for k in range(len(ends) - 1):
        found = _words(data, int(ends[k]), int(ends[k + 1]))
        for h in found:
            out[(h ^ (h >> 32)) & (TABLE - 1)] += 1
        out[-1] += bool(found)
    return out


def _sign_plain(data: NDArray[np.uint8], ends: NDArray[np.int64], weight: NDArray[np.float32]) -> NDArray[np.uint64]:
    out = np.zeros(len(ends) - 1, np.uint64)
    for k in range(len(ends) - 1):
        least, mark = [np.float32(np.inf)] * SLOTS, [0] * SLOTS
        for h in _words(data, int(ends[k]), int(ends[k + 1])):
            heavy = weight[(h ^ (h >> 32)) & (TABLE - 1)]
            if np.isinf(heavy):
                continue
            x = h
            for s in range(SLOTS):
                x = ((x ^ (x >> 31)) * 0x9E3779B97F4A7C15 + 0x632BE59BD9B4E019) & _WRAP
                v = np.float32((x >> 40) + 1) * heavy
                if v < least[s]:
                    least[s], mark[s] = v, (x >> 20) & 15
        if not np.isinf(least[0]):
            out[k] = sum(m << (4 * s) for s, m in enumerate(mark)) or 1
    return out
