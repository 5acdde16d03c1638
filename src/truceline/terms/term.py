"""Agreement and Term: one provision as data, with its variants, readings and amendments.

A term keeps apart what a text leaves apart: the party the text names, who holds the duty, and who acts. Where the text
is open, the answers stand side by side as readings, each with its holder; none is chosen.
"""

from __future__ import annotations

from typing import Any, Literal, get_args

import msgspec

from truceline.values.release import Release

Modality = Literal["must", "may", "must_not"]
Nature = Literal["duty", "prohibition", "guarantee", "permission", "strength", "status"]
GUARDED: tuple[Nature, ...] = ("prohibition", "guarantee")
"""Natures that are tested on events, and have no ledger."""
DueWord = Literal["by", "before", "until", "within"]
Unit = Literal["hours", "days", "weeks", "months", "years"]
DependsHow = Literal["parallel", "after", "on_completion_of"]
Instrument = Literal["signed_text", "joint_statement", "oral_announcement", "notice", "practice", "court_order"]
VariantStatus = Literal["official", "translation", "republished", "leaked", "superseded", "misquoted"]
Sourced = Literal["sourced", "second_hand", "in_parts", "not_sourced"]
CapBound = Literal["exact", "at_most", "at_least", "about"]

MODALITIES: tuple[str, ...] = get_args(Modality)
NATURES: tuple[str, ...] = get_args(Nature)
UNITS: tuple[str, ...] = get_args(Unit)
DEPENDS: tuple[str, ...] = get_args(DependsHow)
INSTRUMENTS: tuple[str, ...] = get_args(Instrument)
STATUSES: tuple[str, ...] = get_args(VariantStatus)
SOURCED: tuple[str, ...] = get_args(Sourced)
BOUNDS: tuple[str, ...] = get_args(CapBound)


class Duty(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who is bound, and as what.

    who: actor ids. named: as the text calls them ("the Parties"); empty where the wording is passive. open: the text
    does not say who is bound (who may then be empty).
    """

    who: tuple[str, ...] = ()
    named: str = ""
    open: bool = False


class Within(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A run of time that counts from something: `after` is a term id (its completion, or its beginning with `from`
    = "beginning"), "signing", "start" (of the term) or a date, resolved to `base` in microseconds where it can be.
    whole_day: it counts from a day and not from an hour."""

    amount: int
    unit: Unit
    after: str
    point: Literal["completion", "beginning"] = "completion"
    base: int | None = None
    whole_day: bool = False


class Amount(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A number the text names: so many of a unit. bound: how the text limits it, or a reading does. counted_as: other
    words under which reports count the same."""

    what: str
    amount: int | float
    unit: str
    bound: CapBound = "exact"
    counted_as: tuple[str, ...] = ()


class Distance(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far a class of weapon or force must keep from a line.

    what: class of weapon (`artillery`, `mortar`, `rocket_launcher`, `tank`, `missile` ...) or `forces`. models: names of
    systems, where the text lists them. calibre_over_mm, calibre_from_mm: above, or from this calibre on. metres: from
    the line `line` (a zone id) to be kept by the actors in `of` (all duty holders if empty).
    """

    what: str
    models: tuple[str, ...] = ()
    calibre_over_mm: float | None = None
    calibre_from_mm: float | None = None
    metres: float
    line: str = ""
    of: tuple[str, ...] = ()


class Exemption(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What the term does not reach: codes, topics or areas, in so many words, and where that stands."""

    says: str
    codes: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    source: str = ""


class Depends(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """That this term runs in parallel with another, after it, or on its completion."""

    on: str
    how: DependsHow


class Renewal(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How the term runs on: for so long again, silently or not, unless notice is given so long before the end. Without an
    amount it runs until somebody gives notice."""

    amount: int | None = None
    unit: Unit | None = None
    silent: bool = True
    notice_amount: int | None = None
    notice_unit: Unit | None = None
    notice_by: tuple[str, ...] = ()


class Variant(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One wording as somebody published it: language, date (first instant), publisher; what differs, in our words."""

    language: str
    status: VariantStatus
    says: str
    publisher: str = ""
    date: int | None = None
    source: str = ""
    grade: str = ""


class Reading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A named interpretation. question: what is open; readings of one question exclude each other.

    holder: actor id of who takes this view; `text` where the wording itself allows it (a translation, a silence) and no
    holder is shown. since: when the holder is first seen to take it. sets: fields of the term as this reading has them
    (typed as in Term). acts_for: actor -> the bound actor for whom it is taken to act.
    """

    id: str
    question: str
    says: str
    holder: str
    since: int | None = None
    sets: dict[str, Any] = {}
    acts_for: dict[str, str] = {}
    source: str = ""


class Amendment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A change of the term, by whatever instrument.

    date: from when it holds. public: when it was known (default: date). by: who announced it. consent: actors that
    agreed. sets: fields as changed. waives: the duty is given up. ends: the term is at an end.
    """

    id: str
    date: int
    public: int
    instrument: Instrument
    says: str
    by: str = ""
    consent: tuple[str, ...] = ()
    sets: dict[str, Any] = {}
    waives: bool = False
    ends: bool = False
    order: int = 0
    source: str = ""
    grade: str = ""


class Term(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One provision.

    id: `AGREEMENT/CLAUSE-WORD`. kind: a plug-in of terms/kinds. nature: decides which states it can be in. says: in our
    own words. where: zone or place ids. start: in force from; end: no longer from (first instant after); gaps: stretches between, in which it had
    lapsed before a later instrument revived it. due: the first
    instant at which it is too late, with the word of the text. codes: alleged types it prohibits or guards against
    ("V1", "V2.1"). background: stands for completeness (known, not laid down here). params: of the kind. verifies:
    who is to verify. pax: codes of the PA-X data set that this provision answers to. watch: sectors to be watched.
    """

    id: str
    agreement: str
    clause: str
    title: str
    kind: str
    nature: Nature
    modality: Modality
    says: str
    duty: Duty = Duty()
    beneficiary: tuple[str, ...] = ()
    act: str = ""
    object: str = ""
    where: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    gaps: tuple[tuple[int, int], ...] = ()
    due: int | None = None
    due_word: DueWord | None = None
    within: Within | None = None
    zone: str | None = None
    public: int | None = None
    codes: tuple[str, ...] = ()
    amounts: tuple[Amount, ...] = ()
    distances: tuple[Distance, ...] = ()
    condition: str = ""
    exceptions: tuple[Exemption, ...] = ()
    depends: tuple[Depends, ...] = ()
    renewal: Renewal | None = None
    verifies: tuple[str, ...] = ()
    params: dict[str, Any] = {}
    variants: tuple[Variant, ...] = ()
    readings: tuple[Reading, ...] = ()
    amendments: tuple[Amendment, ...] = ()
    sourced: Sourced = "sourced"
    source: str = ""
    grade: str = ""
    note: str = ""
    background: bool = False
    pax: tuple[str, ...] = ()
    release: Release = "public"


class Signatory(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Who signed: for which actor (absent where the text gives none), as what; in the text's own words in `named`."""

    person: str = ""
    actor: str | None = None
    office: str = ""
    named: str = ""


class Agreement(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An instrument with its terms.

    zone: the clock of the text. zones: clocks in which reports may mean a bare day (the first is `zone`). parties: actor
    ids the text names as parties. readings: open questions that concern every term (who acts for whom). start, end: in
    force [start, end). follows: id of the instrument it follows up. pax: id in PA-X.
    """

    id: str
    title: str
    signed: int | None = None
    public: int | None = None
    zone: str | None = None
    zones: tuple[str, ...] = ()
    start: int | None = None
    end: int | None = None
    parties: tuple[str, ...] = ()
    signatories: tuple[Signatory, ...] = ()
    follows: str | None = None
    readings: tuple[Reading, ...] = ()
    variants: tuple[Variant, ...] = ()
    terms: tuple[Term, ...] = ()
    source: str = ""
    note: str = ""
    pax: str = ""
    file: str = ""

    def term(self, id: str) -> Term | None:
        """The term of this id."""
        return next((t for t in self.terms if t.id == id), None)
