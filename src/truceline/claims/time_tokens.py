"""Tokens of a text for the reader of times: words, numbers, clock times, ISO dates, marks. Linear in the text."""

from __future__ import annotations

import re
from array import array

from truceline.claims.sentences import lower

# A token is told by its first character, so the frequent ones stand first: letters, marks, digits, apostrophes.
_TOKEN = re.compile(
    r"(?P<plain>(?:[c-oq-z][a-z]*+|[a-z]{4,}+)(?![\w'’]))"
    r"|(?P<meridiem>[ap](?:\.\s?m\.?|m)(?![^\W_]))"
    r"|(?P<era>b\.c\.(?:e\.)?|a\.d\.|bce?(?![^\W_]))"
    r"|(?P<word>[^\W\d_]+(?:['’](?!s(?![^\W_]))[^\W\d_]+)?)"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}(?:t\d{2}:\d{2}(?::\d{2})?(?:\.\d{1,6})?(?:z|[+-]\d{2}:?\d{2})?)?(?![\d-]))"
    r"|(?P<slashed>\d{4}/\d{1,2}/\d{1,2}(?![\d/]))"
    r"|(?P<compact>(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d))"
    r"|(?P<numeric>\d{1,2}(?P<sep>[./])\d{1,2}(?P=sep)(?:\d{4}|\d{2})(?![\d/]))"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?(?!\d))"
    r"|(?P<dotclock>\d{1,2}\.\d{2}(?=\s?[ap]\.?m))"
    r"|(?P<ordinal>\d{1,3}(?:st|nd|rd|th)(?![^\W_]))"
    r"|(?P<decade>(?:1\d|20)\d0s(?![^\W_])|['’]\d0s(?![^\W_]))"
    r"|(?P<shortyear>['’]\d{2}(?!\d))"
    r"|(?P<number>\d{1,3}(?:,\d{3})+(?!\d)|\d{1,9}(?:\.\d{1,6})?(?=\D|$))"
    r"|(?P<digits>\d+)"
    r"|(?P<possessive>['’]s(?![^\W_]))"
    r"|(?P<mark>[^\w\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]|_)"
)

# kind of a token by the last group of its match
_KINDS = {**{g: g for g in _TOKEN.groupindex}, "plain": "word", "sep": "numeric"}
_PAD = 40


class Tokens:
    """Parallel lists over the tokens: lower-case form, begin, end, kind. `text` is the original.

    The lists are padded with empty tokens, so that `word` and `kind` of a place up to 40 beyond either end are empty
    (a negative place reads the padding at the end).
    """

    __slots__ = ("ancient", "ends", "kind", "kinds", "low", "size", "starts", "text", "word")

    def __init__(self, text: str) -> None:
        self.text = text
        self.low: list[str] = []
        self.starts, self.ends = array("q"), array("q")
        self.kinds: list[str] = []
        word, start, end, kind = self.low.append, self.starts.append, self.ends.append, self.kinds.append
        low = lower(text)
        known: dict[str, str] = {}  # one string for all places of a word
        for m in _TOKEN.finditer(low):
            a, b = m.span()
            word(known.setdefault(w := low[a:b], w))
            start(a)
            end(b)
            kind(_KINDS[m.lastgroup or "mark"])
        before_christ = sum([w[0] == "b" for k, w in zip(self.kinds, self.low, strict=True) if k == "era"])
        self.size = len(self.low)
        # whether bare numbers may be years before Christ, because the text names several
        self.ancient = before_christ >= 3
        self.low += [""] * _PAD
        self.kinds += [""] * _PAD
        self.word = self.low.__getitem__
        self.kind = self.kinds.__getitem__

    def __len__(self) -> int:
        return self.size

    def capital(self, i: int) -> bool:
        """Whether the token begins with a capital."""
        return 0 <= i < self.size and self.text[self.starts[i]].isupper()

    def glued(self, i: int) -> bool:
        """Whether token i follows token i - 1 without a space."""
        return 0 < i < self.size and self.starts[i] == self.ends[i - 1]

    def gap(self, i: int) -> str:
        """What stands between token i - 1 and token i."""
        return self.text[self.ends[i - 1] : self.starts[i]] if 0 < i < self.size else ""

    def parted(self, i: int) -> bool:
        """Whether a blank line stands before token i."""
        return self.gap(i).count("\n") > 1
