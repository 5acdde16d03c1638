"""Attribution: one piece of speech as the rules of reading use it, in words of the text."""

from __future__ import annotations

import msgspec

Pair = tuple[int, int]


class Attribution(msgspec.Struct, frozen=True, kw_only=True):
    """Speech as the reader uses it: words [from, to) of the text. cls: class of the cue. way: rule that found it."""

    source: Pair | None
    cue: Pair | None
    content: Pair
    cls: str
    way: str
    sentence: int
