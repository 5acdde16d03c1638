"""Assessment: a term at a time, or a term and an event, with three separate verdicts and their reasons."""

from __future__ import annotations

from typing import Literal

import msgspec

from truceline.terms.result import Consistency
from truceline.values.release import Release
from truceline.values.time import When

Basis = Literal["computed", "reviewed"]
LEDGER: tuple[str, ...] = (
    "pending",
    "in_progress",
    "due",
    "met",
    "met_late",
    "met_late_by_consent",
    "overdue",
    "waived",
    "lapsed",
    "contested",
    "cannot_tell",
)
GUARD: tuple[str, ...] = ("no_report", "quiet_watched", "alleged", "contested", "appears_inconsistent", "breach")
STANDING: tuple[str, ...] = ("in_force", "stated_kept", "questioned", "not_in_force")
DIFFERS = "depends_on_reading"


class Reason(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why, in words, with the number of the rule and the ids of the claims, events or decisions it stands on.

    effect: what the item does to a ledger (the effects of `terms/result.py`), or the state it puts a guarded term in.
    """

    words: str
    rule: str = ""
    effect: str = ""
    ids: tuple[str, ...] = ()


class ReadingState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The state under one set of readings. readings: ids, one an open question (empty: nothing is open).

    due: first instant at which it is too late, in this reading. done: when it was done, as the reports allow.
    """

    readings: tuple[str, ...] = ()
    holders: tuple[str, ...] = ()
    state: str
    reasons: tuple[Reason, ...] = ()
    due: int | None = None
    done: When | None = None


class LedgerEntry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """From `at` on the term was in `state`. Entries of a term never go back in time."""

    at: int
    state: str
    readings: tuple[str, ...] = ()
    words: str = ""
    ids: tuple[str, ...] = ()


class TermState(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One term at `as_of`.

    state: the word of its nature that every reading gives, or `depends_on_reading` where they differ (see `readings`).
    also: further states that stand beside it ("questioned", "contested"). since: from when it has been so. events,
    claims: ids it stands on. counts: figures behind the state (events, origins, by state). unwatched: dated gaps
    [from, to) in which nobody watched. changes: what would change it, in words.
    """

    id: str
    term: str
    agreement: str
    clause: str
    title: str
    kind: str
    nature: str
    state: str
    basis: Basis = "computed"
    by: str = ""
    also: tuple[str, ...] = ()
    since: int | None = None
    due: int | None = None
    readings: tuple[ReadingState, ...] = ()
    reasons: tuple[Reason, ...] = ()
    events: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    counts: dict[str, int] = {}
    unwatched: tuple[tuple[int, int], ...] = ()
    history: tuple[LedgerEntry, ...] = ()
    changes: str = ""
    release: Release = "public"


class Verdict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One of the three verdicts. by: whom attribution is claimed to, by whom; or who reviewed it."""

    state: str
    basis: Basis = "computed"
    by: tuple[str, ...] = ()
    threshold: str = ""
    at: int | None = None


class ReadingFinding(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Consistency under one set of readings, with the rule that gave it."""

    readings: tuple[str, ...] = ()
    state: Consistency
    rule: str = ""
    why: str = ""


class Assessment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One event against one term. state: consistency if every reading agrees, else `depends_on_reading`."""

    id: str
    term: str
    event: str
    state: str
    basis: Basis = "computed"
    occurrence: Verdict
    consistency: tuple[ReadingFinding, ...]
    attribution: Verdict
    reasons: tuple[Reason, ...] = ()
    claims: tuple[str, ...] = ()
    release: Release = "internal"


class Upcoming(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Something that falls due: at (first instant at which it is too late), what, and under which readings."""

    at: int
    term: str
    what: str
    readings: tuple[str, ...] = ()
    computed: bool = False


class Query(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A question that arithmetic raises: figures that do not fit each other. It accuses nobody; it asks."""

    id: str
    term: str | None = None
    rule: str
    words: str
    ids: tuple[str, ...] = ()
    release: Release = "internal"


class Assessed(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Everything judged of one agreement at `as_of`. incidents: every event tested against every term it touches.

    tally: what was set aside, by reason.
    """

    agreement: str
    as_of: int
    public_at: int | None = None
    terms: tuple[TermState, ...] = ()
    incidents: tuple[Assessment, ...] = ()
    due: tuple[Upcoming, ...] = ()
    queries: tuple[Query, ...] = ()
    tally: dict[str, int] = {}

    def term(self, id: str) -> TermState | None:
        """The state of the term of this id."""
        return next((t for t in self.terms if t.term == id), None)
