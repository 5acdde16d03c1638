"""A column mapping: which columns of a table say when, where, who, what and how many. In YAML or as a constant.

See docs/documents.md for the form. All mistakes of a mapping file are reported in one go with their lines.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args

import msgspec

from truceline.claims.claim import ACTS, KINDS, ActorRole
from truceline.values import casefile
from truceline.values.casefile import Node, Problems
from truceline.values.place import PlacePrecision, PlaceRole
from truceline.values.time import TimePrecision

TIME_CODES: tuple[str, ...] = get_args(TimePrecision)
PLACE_CODES: tuple[str, ...] = get_args(PlacePrecision)
PLACE_ROLES: tuple[str, ...] = get_args(PlaceRole)
ROLES: tuple[str, ...] = get_args(ActorRole)
ORDERS = ("ymd", "mdy", "dmy")


class Pick(msgspec.Struct, frozen=True, kw_only=True):
    """A word chosen by the values of columns: the values joined with "/", from all columns down to the first alone;
    else `default`; None if that is absent too."""

    columns: tuple[str, ...] = ()
    values: Mapping[str, str] = {}
    default: str | None = None

    def of(self, row: Mapping[str, str]) -> str | None:
        """The word for a row."""
        cells = [row.get(c, "").strip() for c in self.columns]
        for n in range(len(cells), 0, -1):
            found = self.values.get("/".join(cells[:n]))
            if found is not None:
                return found
        return self.default


class ActorColumn(msgspec.Struct, frozen=True, kw_only=True):
    """A column that names an actor, and the role it has."""

    column: str
    role: Pick


class CountColumns(msgspec.Struct, frozen=True, kw_only=True):
    """Columns with a number and its bounds. actor: column that names whose. zero_is_unknown: 0 says nothing.
    pattern: the number stands in a text column `best`, as the first group of this expression."""

    what: str
    low: str = ""
    best: str = ""
    high: str = ""
    actor: str = ""
    zero_is_unknown: bool = False
    pattern: str = ""
    makes_count: bool = False


class PlaceColumns(msgspec.Struct, frozen=True, kw_only=True):
    """Columns that say where.

    names: for each place precision (or "" for all) the columns to take the name from, the first that is filled. role:
    of the place; by its precision where absent (at, near, within, along).
    """

    names: Mapping[str, tuple[str, ...]] = {}
    lat: str = ""
    lon: str = ""
    precision: Pick = Pick(default="P0")
    role: str | None = None


class TableMapping(msgspec.Struct, frozen=True, kw_only=True):
    """How to read one kind of table.

    name: of the mapping; dataset: last speaker of every claim. start, end: date columns (an end is inclusive). order:
    of the parts of dates with slashes or dots. time_precision: code to T0-T7. source: column with the named original
    source. listed: column with several outlets, which are edges, not claims.
    signature: columns by which the table is known without being told.
    """

    name: str
    dataset: str
    start: str
    end: str = ""
    order: str | None = None
    time_precision: Pick = Pick(default="T2")
    places: tuple[PlaceColumns, ...] = ()
    kind: Pick = Pick(default="violence")
    code: Pick = Pick()
    act: Pick = Pick(default="asserts")
    actors: tuple[ActorColumn, ...] = ()
    counts: tuple[CountColumns, ...] = ()
    source: str = ""
    listed: str = ""
    row_id: str = ""
    signature: tuple[str, ...] = ()

    def columns(self) -> tuple[str, ...]:
        """Every column it names, each once."""
        named: list[str] = [self.start, self.end, self.source, self.listed, self.row_id]
        for pick in (self.time_precision, self.kind, self.code, self.act):
            named.extend(pick.columns)
        for p in self.places:
            named.extend((p.lat, p.lon, *p.precision.columns, *(c for columns in p.names.values() for c in columns)))
        for a in self.actors:
            named.extend((a.column, *a.role.columns))
        for c in self.counts:
            named.extend((c.low, c.best, c.high, c.actor))
        return tuple(dict.fromkeys(n for n in named if n))


def parse_mapping(text: str, file: str) -> TableMapping:
    """A mapping from YAML. Raises CaseFileError with every mistake, its line and column."""
    problems = Problems()
    root = casefile.load_yaml(text, file)
    found = casefile.fields(
        root,
        problems,
        required=("schema", "name", "dataset", "date", "kind"),
        optional=("place", "code", "act", "actors", "counts", "source", "listed", "id"),
        what="the mapping",
    )
    casefile.choice(found.get("schema"), ("table-mapping/1",), problems, "schema")
    out: dict[str, Any] = {}
    for key, field in (("name", "name"), ("dataset", "dataset"), ("source", "source"), ("listed", "listed")):
        out[field] = casefile.text(found.get(key), problems, key) or ""
    out["row_id"] = casefile.text(found.get("id"), problems, "id") or ""
    out.update(_date(found.get("date"), problems))
    where = found.get("place")
    several = where.value if where is not None and isinstance(where.value, list) else [where] if where else []
    out["places"] = tuple(_place(n, problems) for n in several)
    out["kind"] = _pick(found.get("kind"), KINDS, problems, "kind")
    if "code" in found:
        out["code"] = _pick(found["code"], None, problems, "code")
    if "act" in found:
        out["act"] = _pick(found["act"], ACTS, problems, "act")
    out["actors"] = tuple(
        a for n in casefile.items(found.get("actors"), problems, "actors") if (a := _actor(n, problems))
    )
    out["counts"] = tuple(
        c for n in casefile.items(found.get("counts"), problems, "counts") if (c := _count(n, problems))
    )
    problems.raise_any()
    return TableMapping(**out)


def _date(node: Node | None, problems: Problems) -> dict[str, Any]:
    if node is None:
        return {"start": ""}
    if isinstance(node.value, str):
        return {"start": node.value}
    d = casefile.fields(node, problems, required=("start",), optional=("end", "order", "precision"), what="date")
    out: dict[str, Any] = {"start": casefile.text(d.get("start"), problems, "start") or ""}
    out["end"] = casefile.text(d.get("end"), problems, "end") or ""
    if "order" in d:
        out["order"] = casefile.choice(d["order"], ORDERS, problems, "order")
    if "precision" in d:
        out["time_precision"] = _pick(d["precision"], TIME_CODES, problems, "precision")
    return out


def _place(node: Node, problems: Problems) -> PlaceColumns:
    if isinstance(node.value, str):
        return PlaceColumns(names={"": (node.value,)})
    p = casefile.fields(node, problems, optional=("name", "lat", "lon", "precision", "role"), what="place")
    out: dict[str, Any] = {k: casefile.text(p.get(k), problems, k) or "" for k in ("lat", "lon")}
    if bool(out["lat"]) != bool(out["lon"]):
        problems.add("lat and lon must both be named", node, expected="lat: COLUMN and lon: COLUMN")
    name = p.get("name")
    if name is not None and isinstance(name.value, dict):
        codes = casefile.fields(name, problems, optional=PLACE_CODES, what="name by precision")
        out["names"] = {k: casefile.texts(v, problems, k) for k, v in codes.items()}
    elif name is not None:
        out["names"] = {"": casefile.texts(name, problems, "name")}
    if "precision" in p:
        out["precision"] = _pick(p["precision"], PLACE_CODES, problems, "precision")
    if "role" in p:
        out["role"] = casefile.choice(p["role"], PLACE_ROLES, problems, "role")
    return PlaceColumns(**out)


def _pick(node: Node | None, options: Iterable[str] | None, problems: Problems, what: str) -> Pick:
    """A word, or columns with values and a default."""
    if node is None:
        return Pick()

    def word(n: Node) -> str:
        if options is None:
            return casefile.text(n, problems, what) or ""
        return casefile.choice(n, tuple(options), problems, what) or ""

    if isinstance(node.value, str):
        return Pick(default=word(node))
    f = casefile.fields(node, problems, required=("column", "values"), optional=("default",), what=what)
    values = f.get("values")
    if values is not None and not isinstance(values.value, dict):
        problems.add(f"values of {what} must be a mapping", values, expected="value: word lines", got=values.kind)
        values = None
    members = values.value if values is not None and isinstance(values.value, dict) else {}
    return Pick(
        columns=casefile.texts(f.get("column"), problems, "column"),
        values={k: word(v) for k, v in members.items()},
        default=word(f["default"]) if "default" in f else None,
    )


def _actor(node: Node, problems: Problems) -> ActorColumn | None:
    if isinstance(node.value, str):
        return ActorColumn(column=node.value, role=Pick(default="participant"))
    f = casefile.fields(node, problems, required=("column",), optional=("role",), what="actor")
    column = casefile.text(f.get("column"), problems, "column")
    role = _pick(f["role"], ROLES, problems, "role") if "role" in f else Pick(default="participant")
    return ActorColumn(column=column, role=role) if column else None


def _count(node: Node, problems: Problems) -> CountColumns | None:
    f = casefile.fields(
        node, problems, required=("what",), optional=("low", "best", "high", "actor", "zero"), what="count"
    )
    said: dict[str, Any] = {
        k: casefile.text(f.get(k), problems, k) or "" for k in ("what", "low", "best", "high", "actor")
    }
    zero = casefile.choice(f.get("zero"), ("counts", "unknown"), problems, "zero")
    if not (said["low"] or said["best"] or said["high"]):
        problems.add("a count needs a column", node, expected="best: COLUMN, or low: and high:")
        return None
    return CountColumns(**said, zero_is_unknown=zero == "unknown")
