"""Two event datasets read and put side by side, for the command `compare`: tables of rows, or the events of a case."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from truceline.actors.register import Register
from truceline.claims.claim import ActorRef, Claim, Span
from truceline.documents.incoming import Incoming
from truceline.documents.read_text import take_in
from truceline.events.event import Event
from truceline.events.sideby import SideBySide, side_by_side
from truceline.values.errors import DocumentError
from truceline.values.time import moment

if TYPE_CHECKING:
    from truceline.claims.readers._mapping import TableMapping
    from truceline.documents.document import Document, Text


class Dataset(msgspec.Struct, frozen=True, kw_only=True):
    """One side: a claim a row, the id and values of each, and what was set aside by reason."""

    name: str
    claims: tuple[Claim, ...]
    ids: tuple[str, ...]
    fields: tuple[Mapping[str, str], ...]
    mapping: str = ""
    aside: Mapping[str, int] = {}


def load(target: str, *, as_of: str | None = None) -> Dataset:
    """A table by its path, or the events of a case. Raises DocumentError."""
    path = Path(target)
    if path.is_file():
        return of_table(target, path.read_bytes())
    from truceline.app.options import look

    derived = look(target, as_of=as_of)
    return of_events(target, derived.events)


def of_table(name: str, data: bytes, mapping: str | None = None) -> Dataset:
    """The rows of an event table that a column mapping fits."""
    taken = take_in(Incoming(data=data, name=name))
    if taken.text is None:
        raise DocumentError("not a table that can be read", where=name, expected="a CSV or Parquet file of events")
    return of_text(name, taken.text, msgspec.structs.replace(taken.document, mapping=mapping))


def of_text(name: str, text: Text, document: Document) -> Dataset:
    """The rows of a table's text."""
    from truceline.claims.readers._rows import open_sheet
    from truceline.claims.readers.tables import check_table, read_table

    made = check_table(text, document)
    found = read_table(text, document)
    claims = {c.span.row: c for c in found.claims if c.span.row is not None}
    kept, ids, fields = [], [], []
    for record in islice(open_sheet(text.text, name).records, None):
        claim = claims.get(record.row)
        if claim is not None:
            kept.append(claim)
            ids.append(record.cells.get(made.row_id or "", "").strip())
            fields.append(normal(record.cells, claim, made))
    unique = len(set(ids)) == len(ids) and all(ids)
    return Dataset(
        name=name, claims=tuple(kept), ids=tuple(ids) if unique else (), fields=tuple(fields), mapping=made.name,
        aside=found.tally(),
    )  # fmt: skip


def normal(cells: Mapping[str, str], claim: Claim, mapping: TableMapping) -> dict[str, str]:
    """The values of a row so that equal ones are written alike: dates as days, numbers as numbers, blanks closed up."""
    out = {}
    for column, value in cells.items():
        text = " ".join(value.split())
        if column in (mapping.start, mapping.end) and claim.when is not None and text:
            us = claim.when.earliest if column == mapping.start else claim.when.latest
            text = text if us is None else f"{moment(us - (column != mapping.start), claim.when.wire_zone()):%Y-%m-%d}"
        elif re.fullmatch(r"-?\d+(\.\d+)?", text):
            text = f"{float(text):.10g}"
        elif text.lower() in ("true", "false"):
            text = "1" if text.lower() == "true" else "0"
        out[column] = text
    return out


def of_events(name: str, events: Sequence[Event]) -> Dataset:
    """The events of a case, each as one row."""
    claims, fields = [], []
    for n, e in enumerate(events):
        agents = [p.key.removeprefix("agent:") for p in e.propositions if p.key.startswith("agent:")]
        counts = tuple(c for v in e.versions for c in v.counts)
        claims.append(
            Claim(
                id=e.id, document=name, span=Span(row=n, text=e.title), act="asserts", kind=e.kind, code=e.code,  # type: ignore[arg-type]
                actors=tuple(ActorRef(name=a, id=a) for a in agents), when=e.when, where=e.where, counts=counts,
            )
        )  # fmt: skip
        fields.append({"title": e.title, "occurrence": e.occurrence})
    return Dataset(name=name, claims=tuple(claims), ids=(), fields=tuple(fields), mapping="case")


def compare(a: Dataset, b: Dataset, *, by_ids: bool = True) -> SideBySide:
    """The two side by side; by their ids where both have the same mapping and ids in common, unless told not to."""
    same = by_ids and a.mapping == b.mapping and bool(a.ids) and bool(b.ids) and bool(set(a.ids) & set(b.ids))
    return side_by_side(
        a.claims, b.claims, Register(), ids=(a.ids, b.ids) if same else None,
        fields=(a.fields, b.fields) if a.mapping == b.mapping and a.mapping != "case" else None,
    )  # fmt: skip


def rows(found: SideBySide, a: Dataset, b: Dataset) -> list[dict[str, Any]]:
    """One row a match, a part, or a row that one side alone has; in order of time of the first side given."""
    out = [_row("both", a, b, m.a, m.b, m.score, m.differs) for m in found.both]
    out += [_row("part", a, b, m.a, m.b, m.score, {}) for m in found.parts]
    for word, side, many in (
        ("only A", 0, found.only_a), ("only B", 1, found.only_b),
        ("A, outside the days of B", 0, found.outside_a), ("B, outside the days of A", 1, found.outside_b),
    ):  # fmt: skip
        out += [_row(word, a, b, n if side == 0 else None, n if side == 1 else None, None, {}) for n in many]
    return out


def _row(
    relation: str,
    a: Dataset,
    b: Dataset,
    i: int | None,
    j: int | None,
    score: int | None,
    differs: Mapping[str, tuple[str, str]],
) -> dict[str, Any]:
    claim = a.claims[i] if i is not None else b.claims[j]  # type: ignore[index]
    row: dict[str, Any] = {"relation": relation}
    if i is not None:
        row["a"] = a.ids[i] if a.ids else f"row {a.claims[i].span.row}"
    if j is not None:
        row["b"] = b.ids[j] if b.ids else f"row {b.claims[j].span.row}"
    if claim.when is not None and claim.when.earliest is not None:
        row["day"] = f"{moment(claim.when.earliest, claim.when.wire_zone()):%Y-%m-%d}"
    if claim.where:
        row["where"] = claim.where[0].name
    if score is not None:
        row["score"] = round(score / 1000, 2)
    if differs:
        row["differs"] = [f"{k}: {x or '(empty)'} -> {y or '(empty)'}" for k, (x, y) in differs.items()]
    return row
