"""One record of a table to one claim, or the reason why not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from truceline.claims.claim import ActorRef, Claim, Reader, Span, Speaker, with_id
from truceline.claims.readers._mapping import CountColumns, PlaceColumns, TableMapping
from truceline.claims.readers._rows import Record, is_tags, row_when
from truceline.documents.document import Document
from truceline.values.count import Count
from truceline.values.errors import InputError
from truceline.values.place import PlacePrecision, Where

if TYPE_CHECKING:
    from truceline.actors.register import Register
    from truceline.places.gazetteer import Gazetteer

READER = Reader(name="tables", version="1")
RADIUS_M: dict[PlacePrecision, float] = {"P1": 10.0, "P2": 100.0, "P3": 1_000.0, "P4": 25_000.0}
_ROLE = {"P1": "at", "P2": "at", "P3": "at", "P4": "near", "P7": "along"}


_BRACKETS = re.compile(r"\([^()]*\)")  # "(2018-)", "(Country)": a time or a place, not who it is
_OFFICIAL = re.compile(
    r"\b(?:ministr|government|president|premier|armed forces|military|army|police|prosecutor|general staff|security|"
    r"ombuds|parliament|command\b|border (?:guard|service)|spokes|authorit|administration|republic)",
    re.IGNORECASE,
)


class RowReader:
    """Reads records by one mapping; looks every name up once. notes: what was left out of claims that were made."""

    def __init__(
        self,
        mapping: TableMapping,
        document: Document,
        text_digest: str,
        *,
        order: str | None,
        zone: str | None,
        register: Register | None,
        gazetteer: Gazetteer | None,
    ) -> None:
        self.mapping, self.document, self.text_digest = mapping, document, text_digest
        self.order, self.zone = mapping.order or order, zone
        self.register, self.gazetteer = register, gazetteer
        self.notes: list[tuple[Record, str]] = []
        self._record: Record | None = None
        self._actors: dict[str, str | None] = {}
        self._places: dict[str, str | None] = {}
        self._speakers: dict[str, Speaker] = {}
        self._dataset = self._speaker(mapping.dataset, dataset=True)
        self._patterns = {c.pattern: re.compile(c.pattern) for c in mapping.counts if c.pattern}

    def claim(self, record: Record) -> Claim | str:
        """The claim of a record, or why there is none."""
        m, row = self.mapping, record.cells
        self._record = record
        if not row:
            return "not as many fields as the header has"
        if is_tags(record):
            return "a row of tags (HXL), not data"
        kind, act = m.kind.of(row), m.act.of(row)
        if not kind:
            shown = "/".join(row.get(c, "").strip() for c in m.kind.columns)
            return f"no kind of claim for '{shown}'"
        precision: Any = m.time_precision.of(row) or "T0"
        end = row.get(m.end, "").strip() or None if m.end else None
        try:
            when = row_when(row[m.start], end, precision, self.order, self.zone, not m.time_precision.columns)
        except InputError as e:
            return f"the row's date cannot be read: {e.what.split(':')[0]}"
        counts = tuple(c for spec in m.counts if (c := self._count(spec, row)) is not None)
        several = {c.what for c in m.counts if c.makes_count}
        if any(c.what in several for c in counts):
            act = "counts"
        said: Any = {"act": act or "asserts", "kind": kind, "code": m.code.of(row) or None}
        return with_id(
            Claim(
                document=self.document.id,
                text_digest=self.text_digest,
                span=Span(row=record.row, text=record.raw),
                says=self._says(row),
                actors=tuple(a for spec in m.actors if (a := self._actor(spec.column, spec.role.of(row), row))),
                when=when,
                where=tuple(w for spec in m.places if (w := self._where(spec, row)) is not None),
                counts=counts,
                topics=(f"row_id:{row[m.row_id]}",) if m.row_id and row.get(m.row_id) else (),
                reader=READER,
                **said,
            )
        )

    def _note(self, why: str) -> None:
        if self._record is not None:
            self.notes.append((self._record, why))

    # -- who says it

    def _says(self, row: Mapping[str, str]) -> tuple[Speaker, ...]:
        named = row.get(self.mapping.source, "").strip()
        return (self._speaker(named), self._dataset) if named else (self._dataset,)

    def _speaker(self, name: str, dataset: bool = False) -> Speaker:
        key = f"{dataset}{name}"
        if key not in self._speakers:
            self._speakers[key] = self._looked_up(name, dataset)
        return self._speakers[key]

    def _looked_up(self, name: str, dataset: bool) -> Speaker:
        """A speaker: the source of that name, else for an official body the one actor that its name names."""
        register = self.register
        source = register.source_named(name) if register is not None else None
        if dataset:
            return Speaker(name=name, id=source.id if source is not None else self.document.source, kind="dataset")
        kind: Any = source.kind if source is not None else "unknown"
        id = source.id if source is not None else None
        if source is None and register is not None and _OFFICIAL.search(name):
            id = self._actor_id(name)
            kind = register.speaker_kind(id) if id is not None else kind
        return Speaker(name=name, id=id, kind=kind)

    # -- who

    def _actor(self, column: str, role: str | None, row: Mapping[str, str]) -> ActorRef | None:
        name = row.get(column, "").strip()
        if not name:
            return None
        given: Any = role or "participant"
        return ActorRef(name=name, id=self._actor_id(name), role=given)

    def _actor_id(self, name: str) -> str | None:
        register = self.register
        if register is None:
            return None
        outside = _BRACKETS.sub(" ", name)
        return _once(self._actors, name, lambda: _only(h.keys for h in register.mentions(outside)))

    # -- where

    def _where(self, spec: PlaceColumns, row: Mapping[str, str]) -> Where | None:
        precision: Any = spec.precision.of(row) or "P0"
        columns = spec.names.get(precision) or spec.names.get("", ())
        name = next((v for c in columns if (v := row.get(c, "").strip())), "")
        point = self._point(spec, row) if precision in RADIUS_M or precision == "P0" else None
        if not name and point is None:
            return None
        role: Any = spec.role or _ROLE.get(precision, "at" if precision == "P0" else "within")
        lat, lon = point if point is not None else (None, None)
        radius = RADIUS_M.get(precision) if lat is not None else None
        id = self._place_id(name)
        return Where(name=name, id=id, lat=lat, lon=lon, radius_m=radius, precision=precision, role=role)

    def _point(self, spec: PlaceColumns, row: Mapping[str, str]) -> tuple[float, float] | None:
        if not spec.lat:
            return None
        raw = [row.get(c, "").strip() for c in (spec.lat, spec.lon)]
        if not any(raw):
            return None
        try:
            lat, lon = (float(r) for r in raw)
        except ValueError:
            self._note("a point left out: not two numbers")
            return None
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            self._note("a point left out: not on the globe")
            return None
        return lat, lon

    def _place_id(self, name: str) -> str | None:
        gazetteer = self.gazetteer
        if gazetteer is None or not name:
            return None
        return _once(self._places, name, lambda: _only(h.keys for h in gazetteer.mentions(name)))

    # -- how many

    def _count(self, spec: CountColumns, row: Mapping[str, str]) -> Count | None:
        if spec.pattern:
            text = row.get(spec.best, "")
            found = self._patterns[spec.pattern].search(text)
            return Count(what=spec.what, best=int(found[1]), text=found[0]) if found else None
        low, best, high = (self._number(row.get(c, ""), spec) if c else None for c in (spec.low, spec.best, spec.high))
        if low is None and best is None and high is None:
            return None
        if low is not None and high is not None and not low <= (low if best is None else best) <= high:
            self._note("low, best and high are not in order; kept as given")
        actor = row.get(spec.actor, "").strip() or None if spec.actor else None
        if actor is not None:
            actor = self._actor_id(actor) or actor
        return Count(what=spec.what, actor=actor, low=low, best=best, high=high)

    def _number(self, text: str, spec: CountColumns) -> int | float | None:
        raw = text.strip()
        if not raw:
            return None
        try:
            value = float(raw)
        except ValueError:
            self._note(f"a number of '{spec.what}' left out: not a number")
            return None
        if value == 0 and spec.zero_is_unknown:
            return None
        return int(value) if value.is_integer() else value


def _once(known: dict[str, str | None], name: str, look: Callable[[], str | None]) -> str | None:
    if name not in known:
        known[name] = look()
    return known[name]


def _only(hits: Any) -> str | None:
    """The one key that all hits stand for; None if there are several, or none."""
    keys = {k for hit in hits for k in hit}
    return next(iter(keys)) if len(keys) == 1 else None
