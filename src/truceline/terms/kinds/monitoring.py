"""Monitoring and verification: observers have access, and are not hindered. Denial, fire and jamming are tested by J1-J7."""

from __future__ import annotations

from truceline.terms.kind import Rules

KIND = Rules(
    name="monitoring",
    natures=("guarantee", "permission", "duty"),
    params={"observers": "texts", "covers": "choice:result|own_acts"},
    needs=(),
    evidence=("access", "deployment"),
    bare="kept",
    placed=False,
    default_codes=("V5",),
)
