"""Acts that tell of what is still to come, and the word for an event that is only told so."""

from __future__ import annotations

from collections.abc import Iterable

INTENT: dict[str, str] = {"undertakes": "planned", "plans": "planned", "announces": "announced", "expects": "expected"}


def intent_status(acts: Iterable[str]) -> str:
    """The status of what nobody tells as done: planned before announced before expected, by who stands nearest to it.

    An act that is none of these was told of a time to come: expected.
    """
    found = {INTENT.get(a, "expected") for a in acts}
    return next(x for x in ("planned", "announced", "expected") if x in found)
