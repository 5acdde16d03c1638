"""Corrections of claims by a person: a Decision that names the sentences it stands on, so that it survives a better
reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, get_args

import msgspec

from truceline.claims.claim import ACTS, CODES, KINDS, Claim, Polarity, with_id
from truceline.values.decision import Decision
from truceline.values.errors import DecisionError

FIELDS: dict[str, tuple[str, ...]] = {
    "act": ACTS, "kind": KINDS, "polarity": get_args(Polarity), "conditional": ("true", "false"), "code": (*CODES, ""),
    "background": ("true", "false"),
}  # fmt: skip


def check(decision: Decision) -> None:
    """Refuse a correction that sets no field we know, or a value it cannot have. Raises DecisionError."""
    if not decision.set:
        raise DecisionError(
            "a correction sets no field", expected="--set FIELD=VALUE", do=f"fields: {', '.join(FIELDS)}"
        )
    for field, value in decision.set.items():
        if field not in FIELDS:
            raise DecisionError("not a field that can be corrected", expected=", ".join(FIELDS), got=field)
        if value not in FIELDS[field]:
            raise DecisionError(f"not a value of {field}", expected=", ".join(FIELDS[field]), got=value)


def correct(claims: Sequence[Claim], decisions: Iterable[Decision]) -> tuple[Claim, ...]:
    """The claims with corrections applied, in order of the decisions; a corrected claim has the id of its new content.

    A correction reaches the claims it names by id, and those that stand on exactly its spans.
    """
    corrections = [d for d in decisions if d.word == "correct"]
    if not corrections:
        return tuple(claims)
    out = list(claims)
    for d in corrections:
        check(d)
        spots = {(s.document, s.text_digest, s.start, s.end) for s in d.spans}
        named = any(c.id in d.ids for c in out)
        for i, c in enumerate(out):
            at = (c.document, c.text_digest, c.span.start, c.span.end)
            if c.id in d.ids or (not named and at in spots):
                out[i] = with_id(msgspec.structs.replace(c, **_typed(d.set)))
    return tuple(out)


def _typed(fields: dict[str, str]) -> dict[str, Any]:
    return {
        k: (v == "true") if k in ("conditional", "background") else (v or None if k == "code" else v)
        for k, v in fields.items()
    }
