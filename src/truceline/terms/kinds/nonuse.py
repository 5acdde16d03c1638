"""Non-use of force, and of threats of it. Threats are words (V8.1); J1-J7 apply to both."""

from __future__ import annotations

from truceline.terms.kind import Rules

KIND = Rules(
    name="nonuse",
    natures=("prohibition",),
    needs=("duty",),
    evidence=("violation", "violence", "advance", "statement"),
    bare="kept",
    default_codes=("V1", "V2.1", "V8.1"),
)
