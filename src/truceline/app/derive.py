"""From documents to claims, events and assessments; cached beside the record, and the same again when run again.

All that is made here may be deleted: it comes back with the same ids from the record and this version of the code.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from truceline import __version__
from truceline.app.kept import Kept, key_of
from truceline.app.view import View
from truceline.claims.claim import Claim
from truceline.documents.document import Document, Text
from truceline.values.canonical import canonical, digest
from truceline.values.release import may_show
from truceline.values.time import DAY

if TYPE_CHECKING:
    from truceline.app.case import Case
    from truceline.app.library import Library
    from truceline.assessments.assessment import Assessed
    from truceline.claims.kit import Kit
    from truceline.claims.reading import Reading
    from truceline.claims.reply import Reply
    from truceline.events.event import Event
    from truceline.events.fuse import Fused
    from truceline.events.standing_on import Names
    from truceline.places.zone import Zone
    from truceline.terms.term import Agreement
    from truceline.values.decision import Decision

AHEAD = 20 * 366 * DAY  # how far to look for what falls due; listings cut it to what is asked for
Progress = Callable[[str, int, int], None]


class Selection(msgspec.Struct, frozen=True, kw_only=True):
    """Documents of a view. straddling: published on a day that straddles the limit, or at a time unknown; left out and
    listed. same_day: shown, but published at an hour not given on the day of the cut-off. withheld: how many the release
    keeps back."""

    documents: tuple[Document, ...]
    straddling: tuple[Document, ...] = ()
    same_day: tuple[Document, ...] = ()
    later: int = 0
    withheld: int = 0


class Derived:
    """What stands on the selected documents. Parts are made on first use."""

    def __init__(self, case: Case, library: Library, view: View, progress: Progress | None = None) -> None:
        from truceline.app.releasing import shown

        self.case, self.library, self.view = case, shown(library, view.release), view
        self.progress = progress or (lambda what, done, of: None)
        self.selection = select(self.library.documents.values(), view)
        self.tally: Counter[str] = Counter()
        self.kept = Kept(case.derived)
        self._claims: tuple[Claim, ...] | None = None
        self._renamed: dict[str, str] = {}
        self._names: Names | None = None
        self._fused: Fused | None = None
        self._assessed: list[Assessed] | None = None

    @property
    def documents(self) -> dict[str, Document]:
        """Selected documents by id."""
        return {d.id: d for d in self.selection.documents}

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Claims of the selected documents, in order of document and span."""
        if self._claims is None:
            from truceline.claims.correct import correct

            read = self._read()
            self._claims = correct(read, self.library.decisions)
            self._renamed = {a.id: b.id for a, b in zip(read, self._claims, strict=True) if a.id != b.id}
        return self._claims

    @property
    def fused(self) -> Fused:
        """Events of those claims."""
        if self._fused is None:
            from truceline.events.fuse import Fused

            self._fused = self.kept.get("events", key_of(self._inputs), Fused, self._fuse)
        return self._fused

    def _fuse(self) -> Fused:
        from truceline.events.fuse import fuse

        self.progress("fusing claims into events", 0, 1)
        return fuse(
            self.claims, self.documents, self.case.register, self.case.gazetteer, decisions=self.library.decisions,
            model=self.case.fusion,
        )  # fmt: skip

    @property
    def _inputs(self) -> bytes:
        """All that events are made from, by content: claims, documents, decisions, files of the case."""
        parts = (self.claims, self.documents, self.library.decisions, self.case.files_digest(), self.case.fusion)
        return hashlib.sha256(msgspec.msgpack.encode(parts)).digest()

    @property
    def events(self) -> tuple[Event, ...]:
        """The events."""
        return tuple(self.fused.events)

    @property
    def names(self) -> Names:
        """What ids of events and claims, also former ones, mean in this view."""
        if self._names is None:
            from truceline.events.standing_on import Names

            self._names = Names(self.events, self.claims, self._renamed)
        return self._names

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """Decisions in force, each with the ids that its own name now before them."""
        return self.names.rebound(self.library.decisions)[0]

    @property
    def open_decisions(self) -> tuple[Decision, ...]:
        """Decisions that name nothing here though every document they stand on is here."""
        here = {d.id for d in self.selection.documents}
        left = self.names.rebound(self.library.decisions)[1]
        return tuple(d for d in left if d.spans and {s.document for s in d.spans} <= here)

    @property
    def assessed(self) -> list[Assessed]:
        """One result an agreement, in the order of the case."""
        if self._assessed is None:
            from truceline.assessments.assessment import Assessed

            key = key_of(self._inputs, self.view, AHEAD)
            self._assessed = self.kept.get("assessed", key, list[Assessed], self._assess)
        return self._assessed

    def _assess(self) -> list[Assessed]:
        from truceline.app.watching import watched_by
        from truceline.assessments.assess import assess

        self.progress("assessing terms", 0, 1)
        coverage = watched_by(self).intervals
        found = [
            assess(
                agreement, self.events, self.claims, self.documents, self.case.register, self.zones,
                as_of=self.view.as_of, public_at=self.view.public_at, decisions=self.decisions, ahead=AHEAD,
                coverage=coverage, gazetteer=self.case.gazetteer,
            )
            for agreement in self.agreements
        ]  # fmt: skip
        return found if self.view.release == "internal" else [without_coverage(a) for a in found]

    @property
    def zones(self) -> tuple[Zone, ...]:
        """Zones of the case that the release may show."""
        from truceline.app.releasing import shown_zones

        return shown_zones(self.case.zones, self.view.release)

    @property
    def agreements(self) -> tuple[Agreement, ...]:
        """Agreements that were public by the view's times; a text of tomorrow is not judged today."""
        limit = min(x for x in (self.view.as_of, self.view.public_at) if x is not None)
        return tuple(a for a in self.case.agreements if (a.public or a.signed or limit) <= limit)

    def _read(self) -> tuple[Claim, ...]:
        from truceline.claims.read import readers

        known = readers()
        cache = ClaimCache(self.case.derived, self._cache_key(known))
        out: list[Claim] = []
        docs = self.selection.documents
        for i, document in enumerate(docs):
            if i % 200 == 0:
                self.progress("reading documents", i, len(docs))
            text = self.library.text(document.id)
            key = f"{document.id}:{text.digest}:{digest(canonical(msgspec.structs.replace(document, added=None)))[:12]}"
            replies = self.library.replies.get(document.id, ()) if self.case.config.reader.name == "llm" else ()
            replies = tuple(r for r in replies if r.text_digest == text.digest)
            if replies:
                key += ":" + digest(canonical([[r.request, digest(r.answer.encode("utf-8"))] for r in replies]))[:12]
            found = cache.get(key)
            if found is None:
                reading = reader_of(replies)(text, document, self.case.kit)
                found = (tuple(reading.claims), Counter(a.why for a in reading.set_aside))
                cache.put(key, found)
            claims, aside = found
            if not replies and self.case.config.reader.name == "llm" and document.kind != "table":
                self.tally["read by rules: no reply of a language model is recorded"] += 1
            out.extend(claims)
            self.tally.update(aside)
        cache.save()
        return tuple(out)

    def _cache_key(self, readers: dict[str, Any]) -> str:
        versions = [f"{n}:{r.name}:{r.version}" for n, r in sorted(readers.items())]
        return digest(canonical([__version__, self.case.files_digest(), versions, code_digest()]))[:16]


def reader_of(replies: Sequence[Reply]) -> Callable[[Text, Document, Kit], Reading]:
    """How a document is read: by the language model's recorded replies where there are any, else by what fits it."""
    from truceline.claims.read import read
    from truceline.claims.readers.llm import LanguageModel

    return LanguageModel(replies).read if replies else read


def without_coverage(assessed: Assessed) -> Assessed:
    """The same without the raw gaps of watch, which are internal; that a time was not watched stays in the reasons."""
    terms = tuple(msgspec.structs.replace(s, unwatched=()) for s in assessed.terms)
    return msgspec.structs.replace(assessed, terms=terms)


def select(documents: Iterable[Document], view: View) -> Selection:
    """The documents of a view: first by release, then by publication. Pure.

    1. What is above the release is withheld and counted. 2. Without a limit all else is shown. 3. Published wholly
    before the limit: shown; wholly after: counted as later. 4. Published on a day that straddles the limit, or at a
    time unknown: left out and listed; but kept and listed where the limit only follows the cut-off and the day is that
    of the cut-off (docs/decisions/0003).
    """
    shown, straddling, same_day, later, withheld = [], [], [], 0, 0
    for d in documents:
        lo, hi = d.published.span() if d.published else (None, None)
        if not may_show(d.release, view.release):
            withheld += 1
        elif view.public_at is None or (hi is not None and hi <= view.public_at):
            shown.append(d)
        elif lo is not None and lo >= view.public_at:
            later += 1
        elif view.inclusive and lo is not None and hi is not None and hi - lo <= DAY:
            shown.append(d)
            same_day.append(d)
        else:
            straddling.append(d)
    return Selection(
        documents=tuple(shown), straddling=tuple(straddling), same_day=tuple(same_day), later=later, withheld=withheld
    )


class ClaimCache:
    """Claims by document, in one file a version of reader and case files. A damaged or foreign file is made anew."""

    def __init__(self, folder: Path, key: str) -> None:
        self.path = folder / f"claims-{key}.msgpack"
        self.data: dict[str, tuple[tuple[Claim, ...], dict[str, int]]] = {}
        self.dirty = False
        try:
            raw = self.path.read_bytes()
            self.data = msgspec.msgpack.decode(raw, type=dict[str, tuple[tuple[Claim, ...], dict[str, int]]])
        except (OSError, msgspec.DecodeError):
            pass

    def get(self, key: str) -> tuple[tuple[Claim, ...], dict[str, int]] | None:
        """Claims and tally of a document, if they were made before."""
        return self.data.get(key)

    def put(self, key: str, value: tuple[tuple[Claim, ...], dict[str, int]]) -> None:
        """Keep claims and tally of a document."""
        self.data[key] = value
        self.dirty = True

    def save(self) -> None:
        """Write the cache; a folder that may not be written is left alone."""
        if not self.dirty:
            return
        try:
            self.path.parent.mkdir(exist_ok=True)
            part = self.path.with_suffix(".part")
            part.write_bytes(msgspec.msgpack.encode(self.data))
            part.replace(self.path)
        except OSError:
            pass
        self.dirty = False


def code_digest() -> str:
    """Digest over the code that reads, so that a changed rule is never served from the cache."""
    home = Path(__file__).resolve().parents[1]
    paths = sorted(
        p for room in ("values", "actors", "places", "documents", "claims") for p in (home / room).rglob("*.py")
    )
    return digest(b"".join(p.read_bytes() for p in paths))


def cited(derived: Derived, ids: Sequence[str]) -> list[Claim]:
    """Claims among the given ids, in their order."""
    by_id = {c.id: c for c in derived.claims}
    return [by_id[i] for i in ids if i in by_id]


def source_text(derived: Derived, claim: Claim) -> Text:
    """The text a claim stands on."""
    return derived.library.text(claim.document)
