"""What a text takes for granted from its own sentences before: "the meeting" is the one just named.

Rule. A claim of a meeting or talks without a time, which speaks of "the meeting" (the, this, that, same), is of the day
of the nearest claim of that kind before it in the same text; the doubt says so. Nothing is carried between texts, and
nothing across two different days named before. A headline or a quotation on a meeting without a day has the day of the one
meeting that the text says the same convenor held.
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
DOUBT_CONVENED = "the day of the meeting that the same convenor is told to have held in this text"


def speaks_of_named(claim: Claim) -> bool:
    """Whether a claim of a meeting or talks speaks of the one that its text named ("the meeting", "other topics")."""
    carried = claim.when is not None and claim.when.doubt in (DOUBT, DOUBT_CONVENED)
    return claim.kind in KINDS and (carried or DEFINITE.search(claim.span.text) is not None)


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
        elif c.kind in KINDS and c.when is None and c.act == "asserts" and c.polarity == "holds":
            c = _same_convened(c, out) or _same_convened(c, claims) or c
        out.append(c)
    return tuple(out)


def _same_convened(c: Claim, others: Sequence[Claim]) -> Claim | None:
    """The claim with the day of the one meeting that the same convenor is said to have held, if all agree on it."""
    convenors = {a.id for a in c.actors if a.role == "convenor" and a.id}
    same = [
        o
        for o in others
        if o.kind == c.kind and o.act == c.act and o.polarity == "holds" and o.when is not None
        and convenors & {a.id for a in o.actors if a.role == "convenor"}
    ]  # fmt: skip
    days = {(o.when.earliest, o.when.latest) for o in same if o.when}
    if len(days) != 1 or same[0].when is None:
        return None
    when = msgspec.structs.replace(same[0].when, text="", doubt=DOUBT_CONVENED)
    return with_id(msgspec.structs.replace(c, when=when))
