"""The seam of keepers: who holds the rows. Four methods; every keeper passes the same contract tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from truceline.record.entry import Change, Plan, Row, Tail


class Keeper(Protocol):
    """Holds rows, the tail and checkpoints.

    Rules: 1. `update` runs the plan under an exclusive lock against the newest state and makes its change durable as
    a whole before it returns; nothing is kept if the plan raises. 2. Two processes may call it at once. 3. Erased
    words are gone from the store's files when it returns. 4. Trouble is a TruceError.
    """

    def update(self, plan: Plan) -> Change:
        """Run one transaction; the change it made."""

    def rows(
        self,
        since: int = 0,
        until: int | None = None,
        types: Sequence[str] | None = None,
        ids: Sequence[str] | None = None,
        known_at: int | None = None,
        words: bool = True,
    ) -> Iterator[Row]:
        """Rows with since <= seq < until in order, of these types, with these ids, added at or before `known_at`."""

    def tail(self) -> Tail:
        """The tree and its checkpoints."""

    def close(self) -> None:
        """Let go of files and connections."""
