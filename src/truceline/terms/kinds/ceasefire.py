"""Ceasefire: acts of force that are prohibited from an instant on. Tested by rules J1-J7 on incidents."""

from __future__ import annotations

from truceline.terms.kind import Rules

KIND = Rules(
    name="ceasefire",
    natures=("prohibition",),
    needs=("duty", "from"),
    evidence=("ceasefire", "violation", "violence", "advance"),
    bare="kept",
    default_codes=("V1",),
)
