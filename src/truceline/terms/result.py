"""What a term kind returns: a finding on one item, or a mark in the ledger. Assessments wrap these."""

from __future__ import annotations

from typing import Literal

import msgspec

from truceline.values.time import When

Consistency = Literal["consistent", "appears_inconsistent", "outside_terms", "exempt", "cannot_tell"]
Effect = Literal["begun", "part", "done", "not_done", "kept", "questioned", "ended"]

CAUSED = "C2b"  # rule of a finding: hindered by nobody's doing, as those who tell it say


class Finding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One item against one term under one reading. rule: number of the rule of the kind. why: in words."""

    consistency: Consistency
    rule: str
    why: str


class Mark(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one item does to a ledger.

    begun, part, done, not_done: steps of a duty. kept, questioned, ended: of a permission, strength or status. when: the
    interval in which the effect took place. contested: whether origins stand against it. bare: the deed itself is told,
    where the term asks for it, and not whether it was a part or the whole.
    """

    effect: Effect
    rule: str
    why: str
    item: str
    when: When | None = None
    contested: bool = False
    claims: tuple[str, ...] = ()
    bare: bool = False
