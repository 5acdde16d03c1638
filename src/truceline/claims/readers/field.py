"""The reader of patrol and post reports (docs/field-reports.md).

Rules.
 1. One claim an observation, and one that the post was there; the span is its row.
 2. The post or patrol speaks, as an observer; who wrote the report is in no claim.
 3. What was heard or seen is told as such; a type of weapon gives the code, and a code implies no violation.
 4. A place seen from elsewhere is near the observer's place, as far off as the distance; no point is made up.
 5. Access denied or delayed and jamming are claims of access: they take the time away from what was watched.
 6. "Quiet" says that nothing was noticed while the patrol stood there; it is no word on anything else.
 7. A row that cannot be read is set aside with its question; the others stand.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from typing import cast

import msgspec

from truceline.claims.claim import Act, ActorRef, Claim, Kind, Polarity, Reader, Speaker, SpeakerKind, with_id
from truceline.claims.kit import Kit
from truceline.claims.readers._field_rows import (
    COLUMNS,
    HEAD,
    NAMED,
    NEEDED,
    Row,
    day_order,
    is_field,
    number,
    observed,
    patrol,
    rows_of,
)
from truceline.claims.reading import Reading, SetAside
from truceline.documents.document import Document, Text
from truceline.values.count import Count
from truceline.values.errors import InputError
from truceline.values.place import PlaceRole, Where
from truceline.values.time import When

WHAT: dict[str, tuple[Kind, str | None, Polarity]] = {
    "quiet": ("violation", None, "does_not_hold"), "nothing": ("violation", None, "does_not_hold"),
    "shot": ("violence", "V1.1", "holds"), "burst": ("violence", "V1.1", "holds"), "small arms": ("violence", "V1.1", "holds"),
    "heavy weapon": ("violence", "V1.2", "holds"), "shelling": ("violence", "V1.2", "holds"), "mortar": ("violence", "V1.2", "holds"),
    "artillery": ("violence", "V1.2", "holds"), "drone strike": ("violence", "V1.3", "holds"), "explosion": ("violence", "V1.6", "holds"),
    "mine": ("violence", "V1.5", "holds"), "movement": ("movement", None, "holds"), "forces present": ("position", None, "holds"),
    "advance": ("advance", None, "holds"), "withdrawal": ("withdrawal", None, "holds"), "damage": ("damage", None, "holds"),
    "casualties": ("casualties", None, "holds"), "persons held": ("persons_held", None, "holds"), "return": ("return", None, "holds"),
    "convoy": ("movement", None, "holds"), "access denied": ("access", "V5.1", "holds"), "access delayed": ("access", "V5.1", "holds"),
    "fire at monitors": ("violence", "V5.2", "holds"), "jamming": ("access", "V5.3", "holds"), "access open": ("access", None, "does_not_hold"),
}  # fmt: skip
READ = Reader(name="field", version="2")
MARKED = ("seen_or_heard", "direction", "distance_m", "weapon", "access_by", "words")
DIGEST = re.compile(r"[0-9a-f]{64}")


class Field:
    """Reader of field reports."""

    name = READ.name
    version = READ.version

    def fits(self, text: Text, document: Document) -> bool:
        """Whether this document has the form of a field report."""
        return is_field(text.text, document.media)

    def read(self, text: Text, document: Document, kit: Kit) -> Reading:
        """The claims of a field report; rows that cannot be read are set aside, each with its question."""
        rows = rows_of(text.text, document.name)
        order = day_order(rows)
        claims: dict[str, Claim] = {}
        aside: list[SetAside] = []
        for row in rows:
            try:
                found = _claims(row, text, document, kit, order)
            except InputError as e:
                aside.append(SetAside(span=row.span, why=f"{row.name}: {e}"))
                continue
            claims |= {c.id: c for c in found}
            if NAMED & row.cells.keys():
                aside.append(SetAside(span=row.span, why="the name of a person who reports is kept in no claim"))
        return Reading(claims=tuple(claims.values()), set_aside=tuple(aside))


def _claims(row: Row, text: Text, document: Document, kit: Kit, order: str | None) -> list[Claim]:
    cells = row.cells
    if row.fields is not None:
        raise InputError("the row has not the fields of the header", expected=f"{row.fields[1]} fields", got=f"{row.fields[0]}", do="quote a cell that holds the mark between columns")  # fmt: skip
    missing = sorted(NEEDED - cells.keys())
    if missing:
        raise InputError("a field is empty", expected=", ".join(missing), got="nothing")
    what = re.sub(r"[\s_]+", " ", cells["what"].strip().lower())
    if what not in WHAT:
        near = difflib.get_close_matches(what, WHAT, 1)
        raise InputError(
            "not an observation we know", expected=", ".join(sorted(WHAT)), got=cells["what"],
            do=f"did you mean '{near[0]}'? correct it and add the file again" if near else "",
        )  # fmt: skip
    kind, code, polarity = WHAT[what]
    when = observed(cells, order, kit.zone)
    where, topics, counts = places(cells, kit), marks(cells, what), numbers(cells, kind)
    claim = _made(row, text, document, kit, act="asserts", kind=kind, polarity=polarity, when=when)
    actors = claim.actors
    if cells.get("access_by"):
        source = kit.register.source_named(cells["access_by"])
        found = source.actor if source else None
        if found is None and kit.register.actor(cells["access_by"]):
            found = cells["access_by"]
        actors = (*actors, ActorRef(name=cells["access_by"], id=found, role="agent"))
    out = [
        msgspec.structs.replace(
            claim, code=_code(cells, code), where=where, topics=topics, counts=counts, actors=actors
        )
    ]
    start, end, zone, basis = patrol(cells, order, kit.zone)
    if end is not None:
        stood = When(
            earliest=start, latest=end, holds="throughout", precision="T1", zone=zone, zone_basis=basis, text=f"{cells['patrol_start']} to {cells['patrol_end']}"
        )  # fmt: skip
        there = _made(row, text, document, kit, act="asserts", kind="position", polarity="holds", when=stood)
        out.append(
            msgspec.structs.replace(there, where=places({k: v for k, v in cells.items() if k != "distance_m"}, kit))
        )
    return [with_id(c) for c in out]


def _made(
    row: Row, text: Text, document: Document, kit: Kit, *, act: Act, kind: Kind, polarity: Polarity, when: When
) -> Claim:
    post = row.cells["post"]
    named = row.cells.get("organisation") or document.publisher
    source = kit.register.source_named(named) if named else None
    actor = kit.register.actor(source.actor) if source and source.actor else None
    says = [Speaker(name=post, kind="peacekeeper" if actor and actor.kind == "peacekeeper" else "international_org")]
    if named:
        says.append(
            Speaker(
                name=named,
                id=source.id if source else None,
                kind=cast("SpeakerKind", source.kind) if source else "unknown",
            )
        )
    return Claim(
        document=document.id, text_digest=text.digest, span=row.span, says=tuple(says), act=act, polarity=polarity, kind=kind, when=when,
        actors=(ActorRef(name=post, role="observer"),), reader=READ,
    )  # fmt: skip


def _code(cells: Mapping[str, str], code: str | None) -> str | None:
    """A weapon named makes the code finer, where it is one we know; else the code stays."""
    weapon = re.sub(r"[\s_]+", " ", cells.get("weapon", "").strip().lower())
    return WHAT[weapon][1] if code and code.startswith("V1") and weapon in WHAT and WHAT[weapon][1] else code


def places(cells: Mapping[str, str], kit: Kit) -> tuple[Where, ...]:
    """Where: at the observer's place, or near it where direction or distance are given (rule 4). Raises InputError."""
    far = number(cells["distance_m"], "distance_m") if cells.get("distance_m") else None
    if far is not None and far < 0:
        raise InputError("a distance below nought", expected="metres", got=cells["distance_m"])
    role: PlaceRole = "near" if far else "at"
    name = cells.get("place", "")
    if ("lat" in cells) != ("lon" in cells):
        raise InputError("half a position", expected="lat and lon", got="one of them")
    if "lat" in cells:
        lat, lon = number(cells["lat"], "lat"), number(cells["lon"], "lon")
        if not (-90 <= lat <= 90 and -180 <= lon <= 180):
            raise InputError(
                "not on the earth", expected="degrees, latitude first", got=f"{cells['lat']}, {cells['lon']}"
            )
        hits = kit.gazetteer.mentions(name)
        id = hits[0].keys[0] if hits and len(hits[0].keys) == 1 else None
        return (Where(name=name or f"{lat}, {lon}", id=id, lat=lat, lon=lon, radius_m=(far or 0) + 100.0, precision="P2" if not far else "P3", role=role),)  # fmt: skip
    if not name:
        return ()
    hits = kit.gazetteer.mentions(name)
    if not hits:
        return (Where(name=name, role=role),)
    found = kit.gazetteer.where(hits[0], name, "at")
    if far and found.radius_m is not None:
        found = msgspec.structs.replace(found, role="near", radius_m=found.radius_m + far, precision="P3")
    return (found,)


def marks(cells: Mapping[str, str], what: str) -> tuple[str, ...]:
    """What was noticed and how, which way, how far, the words of who stopped the patrol, and photographs by digest.

    Raises InputError for a digest that is none.
    """
    out = [f"what: {what}", *(f"{f}: {cells[f]}" for f in MARKED if f in cells)]
    for digest in re.split(r"[\s,;]+", cells.get("photo_sha256", "").lower()):
        if digest and not DIGEST.fullmatch(digest):
            raise InputError(
                "not a digest of a photograph", expected="64 hexadecimal digits (SHA-256)", got=digest[:80]
            )
        if digest:
            out.append(f"photo:{digest}")
    return tuple(out)


def numbers(cells: Mapping[str, str], kind: Kind) -> tuple[Count, ...]:
    """Counts as written; none is made up."""
    out = []
    for field, what in (("count", "violations" if kind == "violence" else "items"), ("persons", "persons")):
        if cells.get(field):
            n = number(cells[field], field)
            out.append(Count(what=what, best=int(n) if n == int(n) else n, text=cells[field]))
    return tuple(out)


def template(of: str, form: str, *, mark: str = ",") -> str:
    """An empty form of a `patrol` or `post` report, as `md` or `csv`; every column there, nothing filled in.

    mark: what parts the columns of a CSV.
    """
    if form == "csv":
        return mark.join(COLUMNS) + "\n"
    head = "".join(f"- {field}:\n" for field in HEAD)
    names = [c for c in COLUMNS if c not in HEAD]
    rows = "".join("|" + "  |" * len(names) + "\n" for _ in range(3))
    known = ", ".join(sorted(WHAT))
    return (
        f"# {of.capitalize()} report\n\nTimes as 2020-12-12 22:10, or a clock alone after the first; the zone as a name of the tz database or an offset.\n"
        f"What: {known}.\nPersons by number, never by name; photographs by their SHA-256.\n\n{head}\n"
        f"| {' | '.join(names)} |\n|{' --- |' * len(names)}\n{rows}"
    )


READER = Field()
