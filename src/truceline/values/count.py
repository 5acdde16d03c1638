"""How many: a number with its bounds, never the average of two sources."""

from __future__ import annotations

import msgspec


class Count(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A count as a source gives it.

    what: killed, wounded, missing, captured, persons, vehicles, posts, violations, returnees, hectares ...
    actor: whose (id where known, else as written). low, best, high: absent where the source does not bound it ("at
    least 5" has low 5 and no high). text: the words it stands on.
    """

    what: str
    actor: str | None = None
    low: int | float | None = None
    best: int | float | None = None
    high: int | float | None = None
    text: str = ""
