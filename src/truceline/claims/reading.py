"""Reading: what a reader made of one text, and what it set aside and why."""

from __future__ import annotations

import msgspec

from truceline.claims.claim import Claim, Span


class SetAside(msgspec.Struct, frozen=True, kw_only=True):
    """Words of which no claim was made. why: the reason, the same words for the same reason (for tallies)."""

    span: Span
    why: str


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """Claims in order of their spans; set_aside: what was seen and left, with the reason."""

    claims: tuple[Claim, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
