"""An agreement from its YAML. All mistakes of the file are collected, each with line, expected, got and what to do.

Rules that are refused, never decided for the writer:
 1. A misspelt key, kind, nature or word of a closed list; an id that names no actor or zone.
 2. "by" without a date; a day the calendar lacks; a deadline or an end that precedes the start; two deadlines at once;
    a period that ends on a day that does not exist.
 3. Two amendments of one day that set the same field of one term, without `order`.
 4. A dependency on no term, or round in a circle.
 5. A number without its unit; a kind without what it needs; a reading without a holder; two readings of one id.
 6. A zone that is not valid at any time while the term is (where the drawings are given).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from truceline.places.zone import Zone
from truceline.terms import fields as ff
from truceline.terms.kind import Kind
from truceline.terms.sound import no_circles, unique, zones_in_time
from truceline.terms.term import (
    INSTRUMENTS,
    MODALITIES,
    NATURES,
    SOURCED,
    STATUSES,
    Agreement,
    Amendment,
    Reading,
    Signatory,
    Term,
    Variant,
)
from truceline.values.casefile import Node, Problems, choice, fields, integer, items, load_yaml, text, texts
from truceline.values.plugins import scan
from truceline.values.release import TIERS

HEAD = ("id", "title", "terms")
HEAD_MAY = (
    "signed", "public", "zone", "zones", "from", "until", "parties", "signatories", "follows", "readings", "variants",
    "amendments", "source", "note", "pax", "format",
)  # fmt: skip
SETTABLE = (
    "from", "until", "by", "before", "within", "duty", "where", "codes", "amounts", "distances", "exceptions", "condition",
    "params",
)  # fmt: skip
TERM_MUST = ("id", "clause", "title", "kind", "says", "source")
TERM_MAY = (
    *SETTABLE, "nature", "modality", "beneficiary", "act", "object", "depends", "renewal", "verifies", "variants",
    "readings", "amendments", "sourced", "grade", "note", "background", "pax", "public", "release",
)  # fmt: skip
READING = ("id", "question", "says", "holder")
AMENDMENT = ("date", "instrument", "says", "source")


def kinds() -> dict[str, Kind]:
    """The kinds of term that are installed, by name."""
    return {k.name: k for k in scan("truceline.terms.kinds", "KIND").values()}


def parse_agreement(
    text_: str,
    file: str,
    *,
    zone: str | None = None,
    actor_ids: Collection[str] | None = None,
    zone_ids: Collection[str] | None = None,
    zones: Iterable[Zone] = (),
) -> Agreement:
    """The agreement of a YAML text.

    zone: the clock of the case, where the file names none. actor_ids, zone_ids: ids that may be named (None: any).
    zones: drawings, for rule 6. Raises CaseFileError with every mistake.
    """
    problems = Problems()
    root = load_yaml(text_, file)
    f = fields(root, problems, required=HEAD, optional=HEAD_MAY, what="the agreement")
    own = text(f.get("zone"), problems, "zone") or zone
    names = ff.Names(problems, _zone(own, f.get("zone"), problems), actor_ids, zone_ids)
    known = kinds()
    id = text(f.get("id"), problems, "id") or ""
    base = _Base(id, names, known, ff.date(f.get("signed"), names, "signed"), ff.date(f.get("from"), names, "from"))
    base.public = ff.date(f.get("public"), names, "public")
    base.signed_day = len((text(f.get("signed"), problems) or "").strip()) == 10
    base.common = _amendments(f.get("amendments"), id, base, {}, None)
    terms = [(n, t) for n in items(f.get("terms"), problems, "terms") if (t := _term(n, base)) is not None]
    unique(terms, problems)
    no_circles(terms, problems)
    zones_in_time(terms, tuple(zones), problems)
    agreement = Agreement(
        id=id,
        title=text(f.get("title"), problems) or "",
        signed=base.signed,
        public=base.public,
        zone=names.zone,
        zones=tuple(z for n in items(f.get("zones"), problems) if (z := _zone(text(n, problems), n, problems))),
        start=base.start,
        end=ff.date(f.get("until"), names, "until", end=True),
        parties=names.actor_ids(f.get("parties"), "parties"),
        signatories=tuple(_signatory(n, names) for n in items(f.get("signatories"), problems, "signatories")),
        follows=text(f.get("follows"), problems),
        readings=_readings(f.get("readings"), base, {}, None),
        variants=_variants(f.get("variants"), names),
        terms=tuple(t for _, t in terms),
        source=text(f.get("source"), problems) or "",
        note=text(f.get("note"), problems) or "",
        pax=text(f.get("pax"), problems) or "",
        file=file,
    )
    problems.raise_any()
    return agreement


class _Base:
    """What every term of the file is read with."""

    def __init__(
        self, id: str, names: ff.Names, known: Mapping[str, Kind], signed: int | None, start: int | None
    ) -> None:
        self.id, self.names, self.known, self.signed, self.start = id, names, known, signed, start
        self.public: int | None = None
        self.signed_day = False
        self.common: tuple[Amendment, ...] = ()  # what changes every term


def _zone(name: str | None, node: Node | None, problems: Problems) -> str | None:
    from truceline.values.errors import InputError
    from truceline.values.time import tzinfo

    if name is None:
        return None
    try:
        tzinfo(name)
    except InputError as e:
        problems.add(e.what, node or "zone", expected=e.expected, got=e.got)
        return None
    return name


def _term(node: Node, base: _Base) -> Term | None:
    p, names = base.names.problems, base.names
    before = len(p.found)
    f = fields(node, p, required=TERM_MUST, optional=TERM_MAY, what="a term")
    if not f:
        return None
    id = text(f.get("id"), p, "id") or ""
    if id and base.id and not id.startswith(base.id + "/"):
        id = f"{base.id}/{id}"
    kind_name = choice(f.get("kind"), sorted(base.known), p, "kind")
    kind = base.known.get(kind_name or "")
    out: dict[str, Any] = {"start": base.start}
    _settable(f, names, kind, out, {})
    nature = choice(f["nature"], NATURES, p, "nature") if "nature" in f else (kind.natures[0] if kind else "duty")
    if kind is not None and nature is not None and nature not in kind.natures:
        p.add(f"{_a(kind.name)} is no {nature}", f["nature"], expected=", ".join(kind.natures), got=nature)
    modality = (
        choice(f["modality"], MODALITIES, p, "modality") if "modality" in f else _MODALITY.get(nature or "", "must")
    )
    out = {k: v for k, v in out.items() if v is not None or k == "within"}
    _resolve_within(out, base, f.get("within"))
    term = Term(
        id=id,
        agreement=base.id,
        clause=text(f.get("clause"), p) or "",
        title=text(f.get("title"), p) or "",
        kind=kind_name or "",
        nature=nature or "duty",  # type: ignore[arg-type]
        modality=modality or "must",  # type: ignore[arg-type]
        says=text(f.get("says"), p) or "",
        beneficiary=names.actor_ids(f.get("beneficiary"), "beneficiary"),
        act=text(f.get("act"), p) or "",
        object=text(f.get("object"), p) or "",
        depends=ff.depends(f["depends"], names) if "depends" in f else (),
        renewal=ff.renewal(f["renewal"], names) if "renewal" in f else None,
        verifies=names.actor_ids(f.get("verifies"), "verifies"),
        variants=_variants(f.get("variants"), names),
        readings=_readings(f.get("readings"), base, out, kind),
        amendments=_with_common(_amendments(f.get("amendments"), id, base, out, kind), base.common),
        sourced=choice(f["sourced"], SOURCED, p, "sourced") if "sourced" in f else "sourced",  # type: ignore[arg-type]
        source=text(f.get("source"), p) or "",
        grade=text(f.get("grade"), p) or "",
        note=text(f.get("note"), p) or "",
        background=choice(f["background"], ("yes", "no"), p, "background") == "yes" if "background" in f else False,
        pax=texts(f.get("pax"), p),
        public=ff.date(f["public"], names, "public") if "public" in f else base.public,
        release=choice(f["release"], TIERS, p, "release") or "internal" if "release" in f else "public",  # type: ignore[arg-type]
        zone=names.zone,
        **out,
    )
    _needs(term, kind, f, node, p, sound=len(p.found) == before)
    return term


_MODALITY = {"duty": "must", "prohibition": "must_not", "guarantee": "must", "permission": "may"}


def _settable(
    f: Mapping[str, Node], names: ff.Names, kind: Kind | None, out: dict[str, Any], base: Mapping[str, Any]
) -> None:
    """The fields that a term, a reading or an amendment can set."""
    p = names.problems
    ff.times(f, names, out, base=base)
    if "duty" in f:
        out["duty"] = ff.duty(f["duty"], names)
    if "where" in f:
        out["where"] = names.zone_ids(f["where"], "where")
    if "codes" in f:
        out["codes"] = ff.codes(f["codes"], p)
    if "amounts" in f:
        out["amounts"] = ff.amounts(f["amounts"], names)
    if "distances" in f:
        out["distances"] = ff.distances(f["distances"], names)
    if "exceptions" in f:
        out["exceptions"] = ff.exceptions(f["exceptions"], names)
    if "condition" in f:
        out["condition"] = text(f["condition"], p) or ""
    if "params" in f:
        spec = dict(kind.params) if kind is not None else {}
        given = fields(f["params"], p, optional=tuple(spec), what=f"'params' of {kind.name if kind else 'this kind'}")
        read = {k: ff.param(n, spec[k], p, k) for k, n in given.items()}
        out["params"] = {**base.get("params", {}), **{k: v for k, v in read.items() if v is not None}}


def _resolve_within(out: dict[str, Any], base: _Base, node: Node | None) -> None:
    """A period from a date, the signing or the start gives its date at once; from another term it stays open."""
    w = out.get("within")
    if w is None:
        out.pop("within", None)
        return
    at = {"signing": base.signed, "start": out.get("start")}.get(w.after, w.base)
    whole_day = base.signed_day if w.after == "signing" else w.whole_day
    if w.after in ("signing", "start") and at is None:
        base.names.problems.add(
            f"'within' counts from the {w.after}, which has no date", node or base.id, expected="a date to count from",
            do="give 'signed' or 'from'",
        )  # fmt: skip
    if at is not None:
        due = ff.resolve(w, at, base.names.zone, whole_day, base.names.problems, node or base.id)
        if due is not None:
            out["due"] = due


def _needs(term: Term, kind: Kind | None, f: Mapping[str, Node], node: Node, p: Problems, *, sound: bool) -> None:
    """What the kind cannot do without, and its own check; the latter only of a term whose values were all read (`sound`),
    so that one mistake is not told twice."""
    if kind is None:
        return
    for key in kind.needs:
        if key not in f and not (key == "from" and term.start is not None) and term.sourced != "not_sourced":
            p.add(
                f"{_a(kind.name)} needs '{key}'",
                node,
                expected=f"a line '{key}: ...'",
                do="add it, or take another kind",
            )
    if "duty" in f and not term.duty.who and not term.duty.open and not p.found:
        p.add("the duty has no holder", f["duty"], expected="actor ids, or open: yes", do="say who, or that it is open")
    if term.sourced != "not_sourced" and sound:
        for wrong in kind.check(term):
            p.add(wrong, node, do="see the table of kinds in docs/terms.md")
    if term.distances and not kind.measures:
        p.add(
            f"{_a(kind.name)} does not ask for distances", f["distances"], expected="a withdrawal or an exclusion",
            do="take one of these kinds, or say the distance in 'says'",
        )  # fmt: skip


def _a(name: str) -> str:
    return f"{'an' if name[:1] in 'aeio' else 'a'} {name}"


def _signatory(node: Node, names: ff.Names) -> Signatory:
    p = names.problems
    f = fields(node, p, optional=("person", "actor", "office", "named"), what="a signatory")
    actor = names.actor_ids(f.get("actor"), "actor")
    person = names.actor_ids(f.get("person"), "person")
    return Signatory(
        person=person[0] if person else "",
        actor=actor[0] if actor else None,
        office=text(f.get("office"), p) or "",
        named=text(f.get("named"), p) or "",
    )


def _variants(node: Node | None, names: ff.Names) -> tuple[Variant, ...]:
    p, out = names.problems, []
    for n in items(node, p, "variants"):
        optional = ("publisher", "date", "source", "grade")
        f = fields(n, p, required=("language", "status", "says"), optional=optional, what="a variant")
        status = choice(f.get("status"), STATUSES, p, "status")
        if status is not None:
            out.append(
                Variant(
                    language=text(f.get("language"), p) or "",
                    status=status,  # type: ignore[arg-type]
                    says=text(f.get("says"), p) or "",
                    publisher=text(f.get("publisher"), p) or "",
                    date=ff.date(f.get("date"), names, "date"),
                    source=text(f.get("source"), p) or "",
                    grade=text(f.get("grade"), p) or "",
                )
            )
    return tuple(out)


def _readings(node: Node | None, base: _Base, term: Mapping[str, Any], kind: Kind | None) -> tuple[Reading, ...]:
    p, names, out = base.names.problems, base.names, []
    seen: dict[str, Node] = {}
    for n in items(node, p, "readings"):
        f = fields(n, p, required=READING, optional=("sets", "acts_for", "since", "source"), what="a reading")
        id = text(f.get("id"), p) or ""
        if id in seen:
            p.add(f"the reading '{id}' stands twice", n, expected="each id once", do=f"see line {seen[id].line}")
        seen[id] = n
        holder = text(f.get("holder"), p, "holder") or ""
        if "holder" in f and holder != "text":
            names.actor_ids(f["holder"], "holder")
        acts = (
            fields(f["acts_for"], p, optional=tuple(_keys(f["acts_for"])), what="'acts_for'") if "acts_for" in f else {}
        )
        out.append(
            Reading(
                id=id,
                question=text(f.get("question"), p) or "",
                says=text(f.get("says"), p) or "",
                holder=holder,
                since=ff.date(f.get("since"), names, "since"),
                sets=_sets(f.get("sets"), base, term, kind),
                acts_for={k: got[0] for k, v in acts.items() if (got := names.actor_ids(v, "acts_for"))},
                source=text(f.get("source"), p) or "",
            )
        )
    return tuple(out)


def _keys(node: Node) -> Iterable[str]:
    return node.value.keys() if isinstance(node.value, dict) else ()


def _sets(node: Node | None, base: _Base, term: Mapping[str, Any], kind: Kind | None) -> dict[str, Any]:
    if node is None:
        return {}
    f = fields(node, base.names.problems, optional=SETTABLE, what="'sets'")
    out: dict[str, Any] = {}
    _settable(f, base.names, kind, out, term)
    if out.get("within") is not None:
        start = {"start": out.get("start", term.get("start"))}
        _resolve_within(merged := {**start, **out}, base, f.get("within"))
        out["due"] = merged.get("due")
    return out


def _with_common(own: tuple[Amendment, ...], common: tuple[Amendment, ...]) -> tuple[Amendment, ...]:
    """The changes of a term with those of the whole agreement, in their order."""
    return tuple(sorted((*own, *common), key=lambda a: (a.date, a.order)))


def _amendments(
    node: Node | None, term_id: str, base: _Base, term: Mapping[str, Any], kind: Kind | None
) -> tuple[Amendment, ...]:
    p, names = base.names.problems, base.names
    out: list[Amendment] = []
    taken: dict[tuple[int, str, int], Node] = {}
    optional = ("public", "by", "consent", "sets", "waives", "ends", "order", "grade")
    for i, n in enumerate(items(node, p, "amendments"), 1):
        f = fields(n, p, required=AMENDMENT, optional=optional, what="an amendment")
        date, instrument = (
            ff.date(f.get("date"), names, "date"),
            choice(f.get("instrument"), INSTRUMENTS, p, "instrument"),
        )
        if date is None or instrument is None:
            continue
        order = integer(f.get("order"), p, "order") or 0
        sets = _sets(f.get("sets"), base, term, kind)
        for field in sorted(sets) or [""]:
            before = taken.get((date, field, order))
            if before is not None:
                p.add(
                    "two amendments of the same day change the same thing", n, expected="one a day, or 'order' on both",
                    got=f"lines {before.line} and {n.line}", do="say which came first: order: 1, order: 2",
                )  # fmt: skip
                break
            taken[date, field, order] = n
        by = names.actor_ids(f.get("by"), "by")
        public = ff.date(f.get("public"), names, "public")
        out.append(
            Amendment(
                id=f"{term_id}#{i}",
                date=date,
                public=date if public is None else public,
                instrument=instrument,  # type: ignore[arg-type]
                says=text(f.get("says"), p) or "",
                by=by[0] if by else "",
                consent=names.actor_ids(f.get("consent"), "consent"),
                sets=sets,
                waives=choice(f["waives"], ("yes", "no"), p, "waives") == "yes" if "waives" in f else False,
                ends=choice(f["ends"], ("yes", "no"), p, "ends") == "yes" if "ends" in f else False,
                order=order,
                source=text(f.get("source"), p) or "",
                grade=text(f.get("grade"), p) or "",
            )
        )
    return tuple(sorted(out, key=lambda a: (a.date, a.order)))
