"""What is refused of an agreement as a whole; the numbers are those of `parse.py`."""

from __future__ import annotations

from truceline.places.zone import Zone
from truceline.terms.term import Term
from truceline.terms.waits import edges, full_id
from truceline.values.casefile import Node, Problems


def unique(terms: list[tuple[Node, Term]], p: Problems) -> None:
    """No id of a term stands twice."""
    seen: dict[str, Node] = {}
    for node, t in terms:
        if t.id in seen:
            p.add(f"the term '{t.id}' stands twice", node, expected="each id once", do=f"see line {seen[t.id].line}")
        seen[t.id] = node


def no_circles(terms: list[tuple[Node, Term]], p: Problems) -> None:
    """Rule 4."""
    by_id = {t.id: (n, t) for n, t in terms}
    for node, t in terms:
        for d in (*(full_id(t.agreement, d.on) for d in t.depends), *edges(t)):
            if d not in by_id and d.startswith(t.agreement + "/"):
                p.add(f"'{t.id}' waits for a term that is not here", node, expected="the id of a term", got=d)
    state: dict[str, int] = {}

    def visit(id: str, path: tuple[str, ...]) -> None:
        if id not in by_id or state.get(id) == 2:
            return
        if state.get(id) == 1:
            ring = (*path[path.index(id) :], id)
            p.add(
                "terms wait for each other in a circle", by_id[id][0], expected="an order in which they can be met",
                got=" -> ".join(ring), do="take one dependency out, or make it 'parallel'",
            )  # fmt: skip
            return
        state[id] = 1
        for nxt in edges(by_id[id][1]):
            visit(nxt, (*path, id))
        state[id] = 2

    for _, t in terms:
        visit(t.id, ())


def zones_in_time(terms: list[tuple[Node, Term]], zones: tuple[Zone, ...], p: Problems) -> None:
    """Rule 6."""
    spans: dict[str, list[Zone]] = {}
    for z in zones:
        spans.setdefault(z.id, []).append(z)
    for node, t in terms:
        for id in dict.fromkeys((*t.where, *(d.line for d in t.distances if d.line))):
            drawn = spans.get(id)
            if not drawn:
                continue
            end = t.end if t.end is not None else t.due
            fits = any(
                (z.valid_to is None or t.start is None or z.valid_to > t.start)
                and (z.valid_from is None or end is None or z.valid_from < end)
                for z in drawn
            )
            if not fits:
                p.add(
                    f"the zone '{id}' is not valid while the term is", node, expected="a drawing that holds in the term's time",
                    got=f"{len(drawn)} drawing(s), none in that time", do="correct valid_from/valid_to, or the term's dates",
                )  # fmt: skip
