"""The reader of event tables: UCDP GED, ACLED, and any CSV by a column mapping. One claim a row.

Rules.
 1. The span is the row: its 0-based number after the header, and its raw text.
 2. The chain is the original source that the row names, if any, and the dataset. Listed articles are edges.
 3. The source's own precision sets T and P and the radius; a district, region, line or country has no point.
 4. A row that adds several events up is act `counts`.
 5. A row that cannot be read is set aside with its number and why; a table without its columns is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import msgspec

from truceline.claims.claim import Claim, Span
from truceline.claims.kit import Kit
from truceline.claims.readers._acled import ACLED
from truceline.claims.readers._edges import Edge, edges_of
from truceline.claims.readers._mapping import TableMapping, parse_mapping
from truceline.claims.readers._rowclaim import READER as _MADE_BY
from truceline.claims.readers._rowclaim import RowReader
from truceline.claims.readers._rows import Record, Sheet, infer_order, open_sheet
from truceline.claims.readers._ucdp import UCDP_GED
from truceline.claims.reading import Reading, SetAside
from truceline.documents.document import Document, Text
from truceline.values.errors import DocumentError

if TYPE_CHECKING:
    from truceline.actors.register import Register
    from truceline.places.gazetteer import Gazetteer

BUILT_IN: dict[str, TableMapping] = {m.name: m for m in (UCDP_GED, ACLED)}
ORDER_SAMPLE = 20_000


class RowAside(msgspec.Struct, frozen=True, kw_only=True):
    """A row no claim was made of, or part of one. row: 0-based; line: 1-based in the file; raw: as it stands."""

    row: int
    line: int
    reason: str
    raw: str


class TableRead(msgspec.Struct, frozen=True, kw_only=True):
    """What was read of a table. notes: what was left out of claims that were made."""

    mapping: str
    claims: tuple[Claim, ...]
    set_aside: tuple[RowAside, ...]
    edges: tuple[Edge, ...]
    notes: tuple[RowAside, ...]

    def tally(self) -> dict[str, int]:
        """Reasons for setting rows aside, and notes, with their counts; most frequent first."""
        return dict(Counter(a.reason for a in (*self.set_aside, *self.notes)).most_common())


def choose_mapping(
    columns: tuple[str, ...], name: str, wanted: str | None, mappings: Mapping[str, TableMapping]
) -> TableMapping:
    """The mapping named `wanted`, else the one whose signature the columns hold. Raises DocumentError."""
    known = {**BUILT_IN, **mappings}
    if wanted is not None and wanted not in known:
        raise DocumentError("no such column mapping", where=name, expected=", ".join(known), got=wanted)
    fitting = [m for m in known.values() if m.signature and set(m.signature) <= set(columns)]
    if wanted is None and not fitting:
        near = max(known.values(), key=lambda m: len(set(m.signature) & set(columns)))
        missing = [c for c in near.signature if c not in columns]
        if missing and set(missing) <= {near.start, near.end}:
            raise _no_date(missing, near, name, columns)
        hint = f"; of {near.name} it lacks {', '.join(missing)}" if len(missing) < len(near.signature) else ""
        raise DocumentError(
            "no column mapping fits the table",
            where=f"{name}:1",
            expected=f"the columns of {' or '.join(known)}, or a mapping of your own",
            got=", ".join(columns)[:300] + hint,
            do="write a mapping (docs/documents.md) and name it with --mapping",
        )
    mapping = known[wanted] if wanted is not None else fitting[0]
    needed = [c for c in (mapping.start, mapping.end) if c and c not in columns]
    if needed:
        raise _no_date(needed, mapping, name, columns)
    return mapping


def _no_date(lacking: Sequence[str], mapping: TableMapping, name: str, columns: Sequence[str]) -> DocumentError:
    return DocumentError(
        f"the table lacks its date column {' and '.join(repr(c) for c in lacking)}",
        where=f"{name}:1",
        expected=f"the columns that the mapping '{mapping.name}' names",
        got=", ".join(columns)[:300],
        do="correct the mapping, or take the table that belongs to it",
    )


def check_table(text: Text, document: Document, mappings: Mapping[str, TableMapping] | None = None) -> TableMapping:
    """The mapping by which a table will be read. Raises DocumentError where none fits or its date column is missing."""
    return _begin(text, document, mappings or {})[1]


def _begin(text: Text, document: Document, mappings: Mapping[str, TableMapping]) -> tuple[Sheet, TableMapping]:
    name = document.name or document.id
    sheet = open_sheet(text.text, name)
    wanted = document.mapping
    if wanted is not None and "\n" in wanted:
        own = parse_mapping(wanted, f"the mapping of {name}")
        wanted, mappings = own.name, {**mappings, own.name: own}
    mapping = choose_mapping(sheet.columns, name, wanted, mappings)
    absent = [c for c in mapping.columns() if c not in sheet.columns]
    given = mapping.name not in BUILT_IN
    if given and absent:
        raise DocumentError(
            "the mapping names columns that the table lacks",
            where=f"{name}:1",
            expected=", ".join(absent),
            got=", ".join(sheet.columns)[:300],
        )
    return sheet, mapping


def read_table(
    text: Text,
    document: Document,
    *,
    register: Register | None = None,
    gazetteer: Gazetteer | None = None,
    zone: str | None = None,
    mappings: Mapping[str, TableMapping] | None = None,
) -> TableRead:
    """The claims of a table, in order of its rows.

    zone: for its dates, which are local; None keeps them local. mappings: besides the built-in ones, by name.
    `document.mapping` names the one to use, or is a mapping's whole YAML, so that the record holds it. Raises DocumentError for a table that no mapping fits, without its date
    column, or whose dates leave open which number is the day.
    """
    sheet, mapping = _begin(text, document, mappings or {})
    name = document.name or document.id
    head = list(islice(sheet.records, ORDER_SAMPLE))
    order = mapping.order or infer_order(r.cells.get(mapping.start, "") for r in head if r.cells)
    reader = RowReader(mapping, document, text.digest, order=order, zone=zone, register=register, gazetteer=gazetteer)
    claims: list[Claim] = []
    aside: list[RowAside] = []
    edges: list[Edge] = []
    for record in chain(head, sheet.records):
        made = reader.claim(record)
        if isinstance(made, str):
            aside.append(_aside(record, made))
            continue
        claims.append(made)
        edges.extend(edges_of(record, mapping, document.id))
    data = [a for a in aside if "HXL" not in a.reason]
    if not claims and not data:
        raise DocumentError("the table has no rows", where=name, expected="rows below the names of its columns")
    if not claims and data:
        first = data[0]
        raise DocumentError(
            "no row of the table could be read",
            where=f"{name}:{first.line}",
            got=first.reason,
            do="check the mapping; for dates such as 05/02/2014 name their order (mdy or dmy)",
        )
    return TableRead(
        mapping=mapping.name,
        claims=tuple(claims),
        set_aside=tuple(aside),
        edges=tuple(edges),
        notes=tuple(_aside(r, why) for r, why in reader.notes),
    )


def _aside(record: Record, reason: str) -> RowAside:
    return RowAside(row=record.row, line=record.line, reason=reason, raw=record.raw)


def rows_to_batch(read: TableRead) -> Any:
    """The claims as one Arrow record batch with the names of the claim JSON as columns (`_arrow.py`)."""
    from truceline.claims.readers._arrow import claims_to_batch

    return claims_to_batch(read.claims)


class TableReader:
    """The plug-in: event tables to claims, by rows."""

    name = _MADE_BY.name
    version = _MADE_BY.version

    def read(self, text: Text, document: Document, kit: Kit) -> Reading:
        """The claims of a table. Raises DocumentError where no mapping fits it."""
        found = read_table(
            text,
            document,
            register=kit.register,
            gazetteer=kit.gazetteer,
            zone=kit.zone,
            mappings={m.name: m for m in kit.mappings},
        )
        aside = sorted((*found.set_aside, *found.notes), key=lambda a: a.row)
        return Reading(
            claims=found.claims,
            set_aside=tuple(SetAside(span=Span(row=a.row, text=a.raw), why=a.reason) for a in aside),
        )


READER = TableReader()
