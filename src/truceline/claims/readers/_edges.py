"""Who carried what a row says: the outlets that a dataset lists for it. Edges of transmission, never claims."""

from __future__ import annotations

import re

import msgspec

from truceline.claims.readers._mapping import TableMapping
from truceline.claims.readers._rows import Record, row_when
from truceline.values.errors import InputError
from truceline.values.time import When

_ARTICLE = re.compile(r"(.*?),\s*(\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}),(.*)", re.DOTALL)
_BETWEEN = re.compile(r'"\s*;\s*"')


class Edge(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One outlet listed for a row. published: the date listed, whose form may be day first or month first: where both
    fit, both days are inside. headline: as listed."""

    document: str
    row: int
    outlet: str
    published: When | None = None
    headline: str = ""


def edges_of(record: Record, mapping: TableMapping, document: str) -> tuple[Edge, ...]:
    """The outlets a row lists, in order; each article once."""
    cell = record.cells.get(mapping.listed, "").strip()
    if not cell:
        return ()
    if mapping.listed == mapping.source:
        names = dict.fromkeys(n.strip() for n in cell.split(";") if n.strip())
        return tuple(Edge(document=document, row=record.row, outlet=n) for n in names)
    out: dict[tuple[str, str, str], Edge] = {}
    for part in _BETWEEN.split(cell.strip('"')):
        m = _ARTICLE.fullmatch(part.strip())
        outlet, date, headline = (m[1].strip(), m[2], m[3].strip()) if m else ("", "", part.strip())
        edge = Edge(document=document, row=record.row, outlet=outlet, published=_date(date), headline=headline)
        out.setdefault((outlet, date, headline), edge)
    return tuple(out.values())


def _date(text: str) -> When | None:
    if not text:
        return None
    found = []
    for order in ("mdy", "dmy"):
        try:
            found.append(row_when(text, None, "T2", order, None, False))
        except InputError:
            continue
    if not found:
        return None
    first, last = min(found, key=lambda w: w.earliest or 0), max(found, key=lambda w: w.earliest or 0)
    if first == last:
        return first
    doubt = "day and month may stand either way"
    return msgspec.structs.replace(first, latest=last.latest, precision="T5", doubt=doubt)
