"""Unblocking of transport and economic links, who controls them, and new ones. Opened is done; works and agreed plans are
begun only where they are told as under way."""

from __future__ import annotations

from truceline.terms.kind import Rules

KIND = Rules(
    name="links",
    natures=("duty", "guarantee", "status"),
    params={"links": "texts", "traffic": "texts", "control": "texts", "covers": "choice:result|own_acts"},
    needs=(),
    evidence=("movement", "reconstruction"),
    bare="begun",
    default_codes=("V7",),
)
