"""The answer beside the question: initial facts and a trace of happenings -> the states a lawyer expects.

An expected file:
    says: what it shows, in a sentence
    watched: [{where: ZONE (optional), from: DATE, until: DATE}]
    trace: entries (trace.py): kind, on, where, by ... source; or `accounts` with one of these each
    reports: yes, in place of a trace: what the case's own reports come to, read and fused as for a brief. An assessment
      then names its event by the file of a report that tells of it, without the ending.
    expect:
      - as_of: TIME
        why: reason
        terms: {TERM: STATE | {READING: STATE, state: STATE, also: [STATE], due: DATE}}
        assessments: [{event: ENTRY, term: TERM, state: STATE, under: {READING: STATE}}]
Whatever differs is told with line, expected and got. `accept` writes the states that came out into the text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from truceline.actors.register import Register
from truceline.assessments.assess import assess
from truceline.assessments.assessment import Assessed, Assessment, TermState
from truceline.assessments.trace import Scene, Traced, build, parse_trace
from truceline.terms import fields as ff
from truceline.terms.term import Agreement
from truceline.terms.waits import full_id
from truceline.values.casefile import Node, Problems, choice, fields, items, load_yaml, text, texts
from truceline.values.time import parse_instant, rfc3339

if TYPE_CHECKING:
    from truceline.places.gazetteer import Gazetteer
    from truceline.places.zone import Zone

SPECIAL = ("state", "also", "due", "basis")


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """One expectation that did not come out. node: where it stands, for `accept`. why: reasons of what came out."""

    where: str
    what: str
    expected: str
    got: str
    why: tuple[str, ...] = ()
    line: int = 0
    column: int = 0


class Expected(msgspec.Struct, frozen=True, kw_only=True):
    """A checked file: how many expectations it holds, and which differ."""

    file: str
    says: str
    checked: int
    differences: tuple[Difference, ...]


def run_expected(
    text_: str,
    file: str,
    agreements: Sequence[Agreement],
    register: Register,
    gazetteer: Gazetteer | None = None,
    zones: Iterable[Zone] = (),
    *,
    zone: str | None = None,
    reports: Callable[[int | None], Traced] | None = None,
) -> Expected:
    """Run one file of expectations. Raises CaseFileError with every mistake in the file.

    reports: what the case's reports come to that were public by a time (None: no limit), for a file that asks for them.
    """
    zones = tuple(zones)
    problems = Problems()
    root = load_yaml(text_, file)
    f = fields(root, problems, required=("says", "expect"), optional=("watched", "trace", "reports"), what="the file")
    ids = frozenset(z.id for z in zones) | {w for a in agreements for t in a.terms for w in t.where}
    scene = Scene(register=register, gazetteer=gazetteer, zone_ids=ids, zone=zone)
    entries = parse_trace(f.get("trace"), scene, problems)
    watched = _watched(f.get("watched"), scene, problems)
    own = choice(f["reports"], ("yes", "no"), problems, "reports") == "yes" if "reports" in f else False
    if own and "trace" in f:
        problems.add("both a trace and the reports", f["reports"], expected="one of them", do="make two files of it")
    if own and reports is None:
        problems.add("the case's reports are not at hand here", f["reports"], do="run `truceline check CASE`")
    problems.raise_any()
    traced = build(entries, scene)
    found: list[Difference] = []
    checked = 0
    for node in items(f.get("expect"), problems, "expect"):
        run = _Run(agreements, traced, register, zones, watched, zone, problems, reports if own else None)
        checked += run.row(node)
        found += run.found
    problems.raise_any()
    return Expected(file=file, says=text(f.get("says"), problems) or "", checked=checked, differences=tuple(found))


def _watched(node: Node | None, scene: Scene, problems: Problems) -> dict[str, list[tuple[int, int]]]:
    out: dict[str, list[tuple[int, int]]] = {}
    names = ff.Names(problems, scene.zone, None, None)
    for n in items(node, problems, "watched"):
        f = fields(n, problems, required=("from", "until"), optional=("where",), what="a watched stretch")
        lo, hi = ff.date(f.get("from"), names, "from"), ff.date(f.get("until"), names, "until", end=True)
        if lo is not None and hi is not None:
            out.setdefault(text(f.get("where"), problems) or "", []).append((lo, hi))
    return out


class _Run:
    """One row of expectations."""

    def __init__(
        self,
        agreements: Sequence[Agreement],
        traced: Traced,
        register: Register,
        zones: Sequence[Zone],
        watched: Mapping[str, Sequence[tuple[int, int]]],
        zone: str | None,
        problems: Problems,
        reports: Callable[[int | None], Traced] | None = None,
    ) -> None:
        self.reports = reports
        self.agreements, self.traced, self.register, self.zones = agreements, traced, register, zones
        self.watched, self.zone, self.problems = watched, zone, problems
        self.found: list[Difference] = []

    def row(self, node: Node) -> int:
        """Check one row; the number of expectations in it."""
        p = self.problems
        may = ("public_at", "why", "terms", "assessments")
        f = fields(node, p, required=("as_of",), optional=may, what="an expectation")
        names = ff.Names(p, self.zone, None, None)
        as_of = ff.date(f.get("as_of"), names, "as_of", end=True)
        public_at = ff.date(f.get("public_at"), names, "public_at", end=True)
        if as_of is None:
            return 0
        if self.reports is not None:
            self.traced = self.reports(public_at)
        results = [self._assess(a, as_of, public_at) for a in self.agreements]
        n = 0
        terms = f.get("terms")
        for key, want in terms.value.items() if terms is not None and isinstance(terms.value, dict) else ():
            state = self._term(results, key)
            if state is None:
                p.add(f"'{key}' is no term of the case", want, expected="the id of a term", got=key)
                continue
            n += self._check_term(state, key, want)
        for want in items(f.get("assessments"), p, "assessments"):
            n += self._check_pair(results, want)
        return n

    def _assess(self, a: Agreement, as_of: int, public_at: int | None) -> Assessed:
        t = self.traced
        if self.reports is not None:
            return assess(
                a, t.events, t.claims, t.documents, self.register, self.zones, as_of=as_of, public_at=public_at,
                coverage=t.coverage,
            )  # fmt: skip
        limit = as_of if public_at is None else public_at
        known = {i for i, d in t.documents.items() if d.published is None or (d.published.latest or 0) <= limit}
        claims = [c for c in t.claims if c.document in known]
        ids = {c.id for c in claims}
        events = [e for e in t.events if any(m.claim in ids for m in e.members)]
        return assess(
            a, events, claims, t.documents, self.register, self.zones, as_of=as_of, public_at=public_at,
            coverage=self.watched,
        )  # fmt: skip

    def _term(self, results: Sequence[Assessed], key: str) -> TermState | None:
        """The term of this id; without an agreement in it, of the first of the case."""
        id = full_id(results[0].agreement, key) if results else key
        return next((found for r in results if (found := r.term(id)) is not None), None)

    def _check_term(self, s: TermState, key: str, want: Node) -> int:
        why = tuple(f"{r.rule} {r.words}" for r in s.reasons[:6])
        if isinstance(want.value, str):
            self._same(key, want, want.value, s.state, why)
            return 1
        n = 0
        for word, node in want.value.items() if isinstance(want.value, dict) else ():
            n += 1
            if word == "state":
                self._same(key, node, text(node, self.problems) or "", s.state, why)
            elif word == "also":
                expected = sorted(texts(node, self.problems))
                self._same(f"{key} also", node, ", ".join(expected), ", ".join(sorted(s.also)), why)
            elif word == "due":
                got = _last_day(s.due, self.zone) if s.due is not None else "none"
                raw = text(node, self.problems) or ""
                same = s.due is not None and parse_instant(raw, zone=self.zone, end=True) == s.due
                self._same(f"{key} due", node, raw, raw if same else got, why)
            else:
                rows = [r for r in s.readings if word in r.readings]
                if not rows:
                    self.problems.add(
                        f"'{word}' is no reading of {key}", node, expected="a reading's id, or " + ", ".join(SPECIAL)
                    )
                    continue
                states = sorted({r.state for r in rows})
                why_here = tuple(f"{x.rule} {x.words}" for r in rows for x in r.reasons[:3])
                self._same(f"{key} under {word}", node, text(node, self.problems) or "", " or ".join(states), why_here)
        return n

    def _check_pair(self, results: Sequence[Assessed], want: Node) -> int:
        p = self.problems
        f = fields(
            want,
            p,
            required=("event", "term", "state"),
            optional=("under", "occurrence", "attribution"),
            what="an assessment",
        )
        entry, term = text(f.get("event"), p) or "", text(f.get("term"), p) or ""
        if entry not in self.traced.event_of:
            known = (
                ", ".join(self.traced.event_of)
                if self.reports is None
                else "the file of a report that tells of an event"
            )
            p.add(f"'{entry}' is no entry of the trace", want, expected=known, got=entry)
            return 0
        events = set(self.traced.event_of[entry])
        id = full_id(results[0].agreement, term) if results else term
        pairs = [a for r in results for a in r.incidents if a.event in events and a.term == id]
        name = f"{entry} against {term}"
        if not pairs:
            self._same(name, f["state"], text(f.get("state"), p) or "", "outside_terms", ())
            return 1
        return sum(self._check_one(name, a, f) for a in pairs)

    def _check_one(self, name: str, a: Assessment, f: Mapping[str, Node]) -> int:
        p = self.problems
        why = tuple(f"{r.rule} {r.words}" for r in a.reasons)
        self._same(name, f["state"], text(f["state"], p) or "", a.state, why)
        n = 1
        for key, got in (("occurrence", a.occurrence.state), ("attribution", a.attribution.state)):
            if key in f:
                self._same(f"{name} {key}", f[key], text(f[key], p) or "", got, why)
                n += 1
        under = f.get("under")
        for reading, node in under.value.items() if under is not None and isinstance(under.value, dict) else ():
            states = sorted({c.state for c in a.consistency if reading in c.readings})
            self._same(
                f"{name} under {reading}", node, text(node, p) or "", " or ".join(states) or "no such reading", why
            )
            n += 1
        return n

    def _same(self, what: str, node: Node, expected: str, got: str, why: tuple[str, ...]) -> None:
        if expected != got:
            self.found.append(
                Difference(
                    where=node.where, what=what, expected=expected, got=got, why=why, line=node.line, column=node.column
                )
            )


def accept(text_: str, differences: Iterable[Difference]) -> str:
    """The text with what came out written where something else was expected. Only plain one-word states are replaced."""
    lines = text_.split("\n")
    for d in sorted(differences, key=lambda d: (d.line, d.column), reverse=True):
        line = lines[d.line - 1]
        start = d.column - 1
        if line[start : start + len(d.expected)] == d.expected and d.expected:
            lines[d.line - 1] = line[:start] + d.got.split(" or ")[0] + line[start + len(d.expected) :]
    return "\n".join(lines)


def _last_day(due: int, zone: str | None) -> str:
    """A deadline as a writer gives it: its last day, or the instant where it ends within a day."""
    said = rfc3339(due, zone)
    return rfc3339(due - 1, zone)[:10] if "T00:00:00" in said else said
