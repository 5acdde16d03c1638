"""The fields of a term as YAML gives them; used for terms and for what readings and amendments set.

Every mistake goes to `Problems` with its line; the value is then left out.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from truceline.terms.calendar import run
from truceline.terms.term import BOUNDS, DEPENDS, UNITS, Amount, Depends, Distance, Duty, Exemption, Renewal, Within
from truceline.values.casefile import Node, Problems, choice, fields, instant, integer, items, number, text, texts
from truceline.values.errors import InputError

DUE_WORDS = ("by", "before")


class Names:
    """What ids may be named: actors and zones of the case. None: not checked."""

    def __init__(
        self, problems: Problems, zone: str | None, actors: Collection[str] | None, zones: Collection[str] | None
    ) -> None:
        self.problems, self.zone, self._actors, self._zones = problems, zone, actors, zones

    def actor_ids(self, node: Node | None, what: str) -> tuple[str, ...]:
        """A list of actor ids; unknown ones are noted with the nearest known."""
        return self._known(node, self._actors, what, "an actor of actors.yaml")

    def zone_ids(self, node: Node | None, what: str) -> tuple[str, ...]:
        """A list of zone or place ids."""
        return self._known(node, self._zones, what, "a zone of zones.geojson or a place of places.csv")

    def _known(self, node: Node | None, known: Collection[str] | None, what: str, kind: str) -> tuple[str, ...]:
        out = []
        for n in items(node, self.problems, what):
            raw = text(n, self.problems, what)
            if raw is None:
                continue
            if known is not None and raw not in known:
                self.problems.add(f"{what} names nothing in the case", n, expected=kind, got=raw, do=_near(raw, known))
                continue
            out.append(raw)
        return tuple(out)


def _near(raw: str, known: Collection[str]) -> str:
    import difflib

    close = difflib.get_close_matches(raw, sorted(known), 1, 0.5) or [
        k for k in sorted(known) if k.casefold() == raw.casefold()
    ]
    return f"did you mean '{close[0]}'?" if close else "add it there, or correct the id"


def date(node: Node | None, names: Names, what: str, *, end: bool = False) -> int | None:
    """A date that must be there once its key is."""
    if node is None:
        return None
    if isinstance(node.value, str) and not node.value.strip():
        names.problems.add(
            f"'{what}' has no date", node, expected="YYYY-MM-DD or YYYY-MM-DDThh:mm", do="write the date"
        )
        return None
    return instant(node, names.zone, names.problems, end=end, what=f"'{what}'")


def times(f: Mapping[str, Node], names: Names, out: dict[str, Any], *, base: Mapping[str, Any] | None = None) -> None:
    """from, until, by, before, within into start, end, due, due_word, within. Notes a deadline that precedes the start."""
    if "from" in f:
        out["start"] = date(f["from"], names, "from")
    if "until" in f:
        out["end"] = date(f["until"], names, "until", end=True)
    given = [w for w in ("by", "before", "within") if w in f]
    if len(given) > 1:
        names.problems.add(
            f"'{given[0]}' and '{given[1]}' both set a deadline", f[given[1]], expected="one of by, before, within",
            got=", ".join(given), do="keep one; the other may be a reading",
        )  # fmt: skip
        return
    if "by" in f or "before" in f:
        word = given[0]
        out["due"] = date(f[word], names, word, end=word == "by")
        out["due_word"], out["within"] = word, None
    if "within" in f:
        out["within"], out["due"], out["due_word"] = within(f["within"], names), None, "within"
    start = out.get("start", (base or {}).get("start"))
    for key in ("due", "end"):
        if out.get(key) is not None and start is not None and out[key] <= start:
            word = "until" if key == "end" else given[0]
            names.problems.add(
                f"'{word}' precedes 'from'", f[word], expected="a date after the start", got=str(f[word].value),
                do="correct one of the two dates",
            )  # fmt: skip


def within(node: Node, names: Names) -> Within | None:
    """amount, unit, after (a term id, signing, start, or a date), point."""
    p = names.problems
    f = fields(node, p, required=("amount", "unit", "after"), optional=("point",), what="'within'")
    amount, unit = integer(f.get("amount"), p, "amount"), choice(f.get("unit"), UNITS, p, "unit")
    after = text(f.get("after"), p, "after")
    point = choice(f["point"], ("completion", "beginning"), p, "point") if "point" in f else "completion"
    if amount is None or unit is None or after is None or point is None:
        return None
    if amount <= 0:
        p.add("'within' needs a number above 0", node, expected="a positive whole number", got=str(amount))
        return None
    base = None
    if after[:4].isdigit() and "-" in after and "/" not in after:
        base = instant(f["after"], names.zone, p, what="'after'")
    return Within(amount=amount, unit=unit, after=after, point=point, base=base, whole_day=len(after) == 10)  # type: ignore[arg-type]


def resolve(w: Within, base: int, zone: str | None, whole_day: bool, problems: Problems, at: Node | str) -> int | None:
    """The first instant at which it is too late. A day the calendar lacks is noted."""
    try:
        return run(base, w.amount, w.unit, zone, whole_day=whole_day)
    except InputError as e:
        problems.add(e.what, at, expected=e.expected, got=e.got, do=e.do)
        return None


def duty(node: Node, names: Names) -> Duty:
    """who, named, open; or just a list of actor ids."""
    p = names.problems
    if not isinstance(node.value, dict):
        return Duty(who=names.actor_ids(node, "duty"))
    f = fields(node, p, optional=("who", "named", "open"), what="'duty'")
    is_open = choice(f["open"], ("yes", "no"), p, "open") == "yes" if "open" in f else False
    return Duty(who=names.actor_ids(f.get("who"), "duty"), named=text(f.get("named"), p, "named") or "", open=is_open)


def amounts(node: Node, names: Names) -> tuple[Amount, ...]:
    """what, amount, unit, bound."""
    p, out = names.problems, []
    for n in items(node, p, "amounts"):
        f = fields(n, p, required=("what", "amount", "unit"), optional=("bound", "counted_as"), what="an amount")
        what, amount, unit = text(f.get("what"), p), number(f.get("amount"), p, "amount"), text(f.get("unit"), p)
        bound = choice(f["bound"], BOUNDS, p, "bound") if "bound" in f else "exact"
        if what is None or amount is None or not unit or bound is None:
            continue
        whole = int(amount) if amount.is_integer() else amount
        out.append(Amount(what=what, amount=whole, unit=unit, bound=bound, counted_as=texts(f.get("counted_as"), p)))  # type: ignore[arg-type]
    return tuple(out)


def distances(node: Node, names: Names) -> tuple[Distance, ...]:
    """what, models, calibre_over_mm, calibre_from_mm, metres, line, of."""
    p, out = names.problems, []
    optional = ("models", "calibre_over_mm", "calibre_from_mm", "line", "of")
    for n in items(node, p, "distances"):
        f = fields(n, p, required=("what", "metres"), optional=optional, what="a distance")
        what, metres = text(f.get("what"), p), number(f.get("metres"), p, "metres")
        if what is None or metres is None:
            continue
        line = names.zone_ids(f.get("line"), "line")
        out.append(
            Distance(
                what=what,
                models=texts(f.get("models"), p, "models"),
                calibre_over_mm=number(f.get("calibre_over_mm"), p, "calibre_over_mm"),
                calibre_from_mm=number(f.get("calibre_from_mm"), p, "calibre_from_mm"),
                metres=metres,
                line=line[0] if line else "",
                of=names.actor_ids(f.get("of"), "of"),
            )
        )
    return tuple(out)


def exceptions(node: Node, names: Names) -> tuple[Exemption, ...]:
    """says, codes, topics, where, source."""
    p, out = names.problems, []
    for n in items(node, p, "exceptions"):
        f = fields(n, p, required=("says",), optional=("codes", "topics", "where", "source"), what="an exception")
        out.append(
            Exemption(
                says=text(f.get("says"), p) or "",
                codes=codes(f.get("codes"), p),
                topics=texts(f.get("topics"), p),
                where=names.zone_ids(f.get("where"), "where"),
                source=text(f.get("source"), p) or "",
            )
        )
    return tuple(out)


def depends(node: Node, names: Names) -> tuple[Depends, ...]:
    """on (a term id), how."""
    p, out = names.problems, []
    for n in items(node, p, "depends"):
        f = fields(n, p, required=("on", "how"), what="a dependency")
        on, how = text(f.get("on"), p), choice(f.get("how"), DEPENDS, p, "how")
        if on is not None and how is not None:
            out.append(Depends(on=on, how=how))  # type: ignore[arg-type]
    return tuple(out)


def renewal(node: Node, names: Names) -> Renewal | None:
    """amount, unit, silent, notice_amount, notice_unit, notice_by. A period, a notice, or both."""
    p = names.problems
    optional = ("amount", "unit", "silent", "notice_amount", "notice_unit", "notice_by")
    f = fields(node, p, optional=optional, what="'renewal'")
    amount = integer(f["amount"], p, "amount") if "amount" in f else None
    unit = choice(f["unit"], UNITS, p, "unit") if "unit" in f else None
    for what, key in (("a period", ""), ("a notice", "notice_")):
        if (f"{key}amount" in f) != (f"{key}unit" in f):
            p.add(f"{what} needs both number and unit", node, expected=f"{key}amount and {key}unit")
    if "amount" not in f and "notice_amount" not in f:
        p.add(
            "'renewal' says neither for how long nor with what notice", node, expected="amount and unit, or notice_amount and notice_unit",
            do="give the period for which it runs on, or the notice with which it can be ended",
        )  # fmt: skip
        return None
    return Renewal(
        amount=amount,
        unit=unit,  # type: ignore[arg-type]
        silent=choice(f["silent"], ("yes", "no"), p, "silent") != "no" if "silent" in f else True,
        notice_amount=integer(f.get("notice_amount"), p, "notice_amount"),
        notice_unit=choice(f["notice_unit"], UNITS, p, "notice_unit") if "notice_unit" in f else None,  # type: ignore[arg-type]
        notice_by=names.actor_ids(f.get("notice_by"), "notice_by"),
    )


def codes(node: Node | None, problems: Problems) -> tuple[str, ...]:
    """Alleged types V1-V10 and X, with or without their second level."""
    out = []
    for n in items(node, problems, "codes"):
        raw = text(n, problems, "codes") or ""
        head, _, tail = raw.partition(".")
        known = head == "X" or (head[:1] == "V" and head[1:].isdigit() and 1 <= int(head[1:]) <= 10)
        if not known or (tail and not tail.isdigit()):
            problems.add("not an alleged type", n, expected="V1 to V10 or X, with .n for the second level", got=raw)
            continue
        out.append(raw)
    return tuple(out)


def param(node: Node, spec: str, problems: Problems, key: str) -> Any:
    """One parameter of a kind by its declared type."""
    if spec.startswith("choice:"):
        return choice(node, tuple(spec[7:].split("|")), problems, key)
    if spec == "texts":
        return texts(node, problems, key)
    if spec == "number":
        return number(node, problems, key)
    if spec == "integer":
        return integer(node, problems, key)
    return text(node, problems, key)
