"""Numbers in words and digits, for durations, days and years."""

from __future__ import annotations

from truceline.claims.languages.english_times import NUMBERS, ORDINALS, SCALES, TENS, VAGUE_NUMBERS
from truceline.claims.time_tokens import Tokens

UNKNOWN = -1.0  # "several", "a few"
Found = tuple[float, int]


def cardinal(t: Tokens, i: int) -> Found | None:
    """A number from token i on: (value, next token); UNKNOWN for vague ones. Digits, words, "a couple of", "2 1/2"."""
    k, w = t.kind(i), t.word(i)
    if k == "number":
        value = float(w.replace(",", ""))
        if t.word(i + 2) == "/" and t.kind(i + 1) == "number" and t.kind(i + 3) == "number":
            top, bottom = float(t.word(i + 1).replace(",", "")), float(t.word(i + 3).replace(",", ""))
            return (value + top / bottom, i + 4) if bottom else None
        if t.word(i + 1) in SCALES and not t.parted(i + 1):
            return value * SCALES[t.word(i + 1)], i + 2
        return _half(t, value, i + 1)
    if k != "word":
        return None
    if w in ("a", "an", "the", "another"):
        return _article(t, i)
    if w in VAGUE_NUMBERS:
        j = i + 1
        if w in ("few", "many") and t.word(j) in ("more", "other"):
            j += 1
        return UNKNOWN, j
    if w in ("half", "dozens", "hundreds", "thousands", "couple", "dozen"):
        return _loose(t, i)
    words = _words(t, i)
    return None if words is None else _half(t, words[0], words[1])


def _article(t: Tokens, i: int) -> Found | None:
    w, j = t.word(i), i + 1
    n = t.word(j)
    if n in ("couple", "dozen", "half", "few", "hundred", "thousand") and w in ("a", "another", "the"):
        if n in SCALES:
            return float(SCALES[n]), j + 1
        return cardinal(t, j)
    return None


def _loose(t: Tokens, i: int) -> Found | None:
    w, j = t.word(i), i + 1
    if w == "half":
        if t.word(j) in ("a", "an"):
            return 0.5, j + 1
        return (0.5, j + 1) if t.word(j) == "-" and t.glued(j) else None
    if w == "couple":
        return 2.0, j + (t.word(j) == "of")
    if w == "dozen":
        return 12.0, j
    return UNKNOWN, j + (t.word(j) == "of")


def _half(t: Tokens, value: float, j: int) -> Found:
    """`and a half` after a number, also before its unit."""
    if t.word(j) == "and" and t.word(j + 1) in ("a", "one", "half"):
        k = j + 1 + (t.word(j + 1) != "half")
        if t.word(k) == "half":
            return value + 0.5, k + 1
    return value, j


def _words(t: Tokens, i: int) -> Found | None:
    """Number words: twenty-five, two hundred and ten, three thousand."""
    total, current, j, seen = 0.0, 0.0, i, False
    last = 1_000_000_000
    while j < len(t) and j < i + 12:
        w = t.word(j)
        if w in TENS and last > 10:
            current, last, seen = current + TENS[w], 10, True
            if t.word(j + 1) == "-" and t.word(j + 2) in NUMBERS:
                current, last, j = current + NUMBERS[t.word(j + 2)], 1, j + 2
        elif w in NUMBERS and last > 1 and (last != 10 or NUMBERS[w] < 10):
            current, last, seen = current + NUMBERS[w], 1, True
        elif w == "hundred" and seen and last < 100:
            current, last = (current or 1) * 100, 100
        elif w in ("thousand", "million") and seen:
            total, current, last = total + (current or 1) * SCALES[w], 0.0, SCALES[w]
        elif w == "and" and seen and last >= 100 and (t.word(j + 1) in TENS or t.word(j + 1) in NUMBERS):
            pass
        else:
            break
        j += 1
    return (total + current, j) if seen else None


def ordinal(t: Tokens, i: int) -> tuple[int, int] | None:
    """An ordinal from token i on: 25th, third, twenty-first."""
    w, k = t.word(i), t.kind(i)
    if k == "ordinal":
        return int(w[:-2]), i + 1
    if w in ORDINALS:
        return ORDINALS[w], i + 1
    if w in TENS and t.word(i + 1) == "-" and t.word(i + 2) in ORDINALS and ORDINALS[t.word(i + 2)] < 10:
        return TENS[w] + ORDINALS[t.word(i + 2)], i + 3
    if w in TENS and t.word(i + 1) in ORDINALS and ORDINALS[t.word(i + 1)] < 10:
        return TENS[w] + ORDINALS[t.word(i + 1)], i + 2
    return None


def spoken_year(t: Tokens, i: int) -> tuple[int, int] | None:
    """A year in words: nineteen ninety-seven, nineteen eighty, two thousand (and) one, twenty twenty."""
    w = t.word(i)
    if w in ("two",) and t.word(i + 1) == "thousand":
        j = i + 2 + (t.word(i + 2) == "and")
        n = t.word(j)
        return (2000 + NUMBERS[n], j + 1) if n in NUMBERS else None
    head = NUMBERS[w] if w in NUMBERS and NUMBERS[w] in (17, 18, 19) else 20 if w == "twenty" else None
    if head is None:
        return None
    j = i + 1 + (t.word(i + 1) == "-")
    n = t.word(j)
    if n in TENS:
        value, k = TENS[n], j + 1
        m = k + (t.word(k) == "-")
        if t.word(m) in NUMBERS and 0 < NUMBERS[t.word(m)] < 10:
            return head * 100 + value + NUMBERS[t.word(m)], m + 1
        return head * 100 + value, k
    if n in NUMBERS and NUMBERS[n] >= 10 and (head != 20 or t.word(j) != ""):
        return head * 100 + NUMBERS[n], j + 1
    return None
