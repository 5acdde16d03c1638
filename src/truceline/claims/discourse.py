"""What a text takes for granted from its own sentences before: "the meeting" is the one just named.

Rule. A claim of a meeting or talks without a time, which speaks of "the meeting" (the, this, that, same), is of the day
of the nearest claim of that kind before it in the same text; the doubt says so. Nothing is carried between texts, and
nothing across two different days named before.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from truceline.claims.claim import Claim, with_id

KINDS = ("meeting", "talks")
DEFINITE = re.compile(
    r"\b(?:the|this|that|same) (?:[\w-]+ ){0,2}(?:meeting|session|conference|talks|summit)\b|^(?:other )?topics\b", re.I
)
DOUBT = "the day of the meeting named before"


def carry_meeting(claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """The claims of one text, in order of span, with the day of a meeting carried to later words on it."""
    out: list[Claim] = []
    for c in claims:
        if c.kind in KINDS and c.when is None and DEFINITE.search(c.span.text):
            before = [o for o in out if o.kind == c.kind and o.when is not None and o.polarity == "holds"]
            days = {(o.when.earliest, o.when.latest) for o in before if o.when}
            if len(days) == 1 and before[-1].when is not None:
                when = msgspec.structs.replace(before[-1].when, text="", doubt=DOUBT)
                c = with_id(msgspec.structs.replace(c, when=when))
        out.append(c)
    return tuple(out)
