"""Safe access for humanitarian assistance. Obstruction (V10.1, V4.3) is tested by J1-J7."""

from __future__ import annotations

from truceline.terms.kind import Rules

KIND = Rules(
    name="relief",
    natures=("guarantee",),
    params={"covers": "choice:result|own_acts"},
    needs=(),
    evidence=("access", "movement", "corridor"),
    bare="kept",
    placed=False,
    default_codes=("V10.1", "V4.3"),
)
