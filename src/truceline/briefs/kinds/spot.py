"""The spot report: one event on one page."""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec

from truceline.assessments.assessment import Assessment
from truceline.assessments.coverage import is_watcher
from truceline.briefs import allegations, deeds, incidents, whereabouts
from truceline.briefs import phrases as ph
from truceline.briefs import words as w
from truceline.briefs.citations import citations
from truceline.briefs.evidence import reason_words, term_of
from truceline.briefs.issue import footer, head, notices
from truceline.briefs.material import Material
from truceline.briefs.page import Block, Bullets, Cell, Page, Paragraph, Section, Sentence, Table, cell, plain
from truceline.claims.claim import Claim
from truceline.events.event import Event
from truceline.values.errors import InputError
from truceline.values.time import DAY

PAGE_MM = 262.0  # of A4, less margins and a little
OBSERVERS = ("peacekeeper", "international_org", "sensor", "ngo")
BODIES = ("state_body", "armed_force", "de_facto_authority", "third_state")
RELAYS = ("news_agency", "outlet", "dataset", "unknown")  # they pass words on
LEFT_OUT = ("Stands on", "Reviewed", "Read")  # one page


class Room(msgspec.Struct, frozen=True):
    """How much stands on the page: versions, sentences of each, terms, words of a reason. What is left out is counted."""

    versions: int
    sentences: int
    terms: int
    reason: int


ROOMS = (
    Room(6, 2, 3, 30),
    Room(6, 1, 3, 24),
    Room(5, 1, 2, 20),
    Room(4, 1, 2, 14),
    Room(3, 1, 1, 10),
    Room(2, 1, 1, 6),
)


def compose(m: Material) -> Page:
    """The spot report of the event in `focus`, also by a former id, with as much as one page holds. Raises InputError if the view has no such event."""
    event = next((e for e in m.events if e.id == m.former.get(m.focus or "", m.focus)), None)
    if event is None:
        raise InputError(
            "no such event in this view",
            expected="--event ID as `truceline events` prints it",
            got=m.focus or "none",
            do="give the same times and release as where you saw it; a report published later is not in this view",
        )
    made = [page_of(m, event, ROOMS[0])]
    for room in ROOMS[1:]:
        if height_mm(made[-1]) <= PAGE_MM:
            break
        made.append(page_of(m, event, room))
    return made[-1]


def page_of(m: Material, event: Event, room: Room) -> Page:
    """The page with so much room."""
    sections = (what(m, event), versions(m, event, room), observed(m, event), in_force(m, event, room), asked(m, event))
    page = Page(
        kind="spot", title=w.event_title(event, m.gazetteer, m.language), subtitle=f"Spot report. {m.title}", language=m.language,
        head=tuple(x for x in head(m) if x[0] not in LEFT_OUT), notices=notices(m), sections=sections,
        withheld=m.withheld, footer=footer(m),
    )  # fmt: skip
    return short(citations(m, page))


def height_mm(page: Page) -> float:
    """About how high the page prints, in millimetres, by the sizes of the style sheet; on the high side."""

    def lines(text: str, per_line: float) -> int:
        return max(1, math.ceil(len(text) / per_line))

    def run(sentences: Sequence[Sentence]) -> str:
        return " ".join(s.text + " " * min(12, 2 * len(s.refs)) for s in sentences)

    high = 34.0 + 6.0 * lines(page.title, 60) + sum(5.0 * lines(n, 110) for n in page.notices)
    for section in page.sections:
        high += 8.5
        for b in section.blocks:
            if isinstance(b, Paragraph):
                high += 4.2 * lines(b.lead + run(b.sentences), 112) + 1.6
            elif isinstance(b, Bullets):
                high += sum(4.2 * lines(p.lead + run(p.sentences), 106) + 0.9 for p in b.items) + 1.6
            elif isinstance(b, Table):
                widths = b.widths or (100 // len(b.columns),) * len(b.columns)
                high += 8.0 + sum(3.9 * max(lines(c.state + run(c.sentences), 1.1 * n) for c, n in zip(row, widths, strict=True)) + 2.3 for row in b.rows)  # fmt: skip
    words = [" ".join((*c.chain, c.published, c.address, c.id)) for c in page.citations]
    return high + 9.0 + sum(2.9 * lines(x, 66) + 0.5 for x in words) / 2 + 3.0 + 13.0


def short(page: Page) -> Page:
    """The page with citations that do not say the sentences again: they stand in full above (one page)."""
    kept = tuple(
        msgspec.structs.replace(c, words="" if c.kind == "claim" else c.words, title="") for c in page.citations
    )
    return msgspec.structs.replace(page, citations=kept)


def what(m: Material, e: Event) -> Section:
    """When to the minute where it is known, where with all names and distances, and what it continues."""
    refs = (e.id, *(x.claim for x in e.members[:4]))
    items = [
        Paragraph((Sentence(f"{clock_words(m, e)}.", refs),), lead="When:"),
        *(Paragraph((s,), lead="Where:") for s in whereabouts.lines(m, e)),
        Paragraph((Sentence(f"{(e.status or e.occurrence).replace('_', ' ')} ({incidents.standing(e)}).", refs),), lead="Occurrence:"),
    ]  # fmt: skip
    if not e.where:
        items.insert(1, Paragraph((Sentence("no place given.", refs),), lead="Where:"))
    items += [Paragraph((Sentence(d.rstrip(".") + "."),), lead="Doubt:") for d in e.doubts[:2]]
    if told := continues(m, e):
        items.append(Paragraph((Sentence(told),), lead="Continues:"))
    return Section("1", "When and where", (Bullets(tuple(items)),), anchor="what")


def continues(m: Material, e: Event) -> str:
    """Earlier spot reports on the event, also under a former id of it; and that it was told apart before."""
    out = []
    for x in m.issues:
        focus = x.get("focus")
        if x.get("kind") == "spot" and focus and m.former.get(focus, focus) == e.id and x["as_of"] <= m.as_of:
            own = " (then told apart from this)" if focus != e.id else ""
            out.append(f"spot no. {x.get('number')} of {w.clock(x['as_of'], m.zone)}{own}")
    if m.focus and m.focus != e.id:
        out.append(f"asked for as {m.focus}, which is this event now")
    return f"{'; '.join(out)}." if out else ""


def clock_words(m: Material, e: Event) -> str:
    """The interval with clock times and the zone; whole days without."""
    if e.when is None or e.when.earliest is None or e.when.latest is None:
        return w.when(e.when, m.zone, year=True)
    if e.when.latest - e.when.earliest >= DAY:
        return f"{w.when(e.when, m.zone, year=True)}, hour not given"
    zone = e.when.zone or m.zone
    return f"{w.clock(e.when.earliest, zone)} to {w.clock(e.when.latest, zone)} ({zone})"


def versions(m: Material, e: Event, room: Room) -> Section:
    """Each origin's version in turn."""
    by_id = {c.id: c for c in m.claims}
    ordered = sorted(e.versions, key=lambda v: (incidents.interest_key(m, v), v.origin.name.casefold(), v.act))
    lines = []
    for v in ordered[: room.versions]:
        line = incidents.version_line(m, v, by_id)
        lines.append(msgspec.structs.replace(line, sentences=line.sentences[: room.sentences]))
    left = len(ordered) - room.versions
    more = (plain(f"{w.n_of(left, 'more version')}: truceline explain {e.id}."),) if left > 0 else ()
    return Section("2", "Versions, in turn", (Bullets(tuple(lines)), *more), anchor="versions")


def observed(m: Material, e: Event) -> Section:
    """Who says that its own people saw or recorded it; the words stand above, each with its chain below."""
    members = {x.claim for x in e.members if x.role != "contradicts"}
    seen: dict[str, list[Claim]] = {}
    for c in m.claims:
        if c.id in members and deeds.tells(c) and watches(m, c):
            seen.setdefault(ph.voice(m, c), []).append(c)
    lines = tuple(Paragraph((Sentence(_seen_words(m, who, found), tuple(c.id for c in found)),)) for who, found in sorted(seen.items()))  # fmt: skip
    none = plain("By nobody who watches, in what was read; the sides' words alone stand above.")
    return Section("3", "Observed directly", (Bullets(lines[:4]),) if lines else (none,), anchor="observed")


def watches(m: Material, c: Claim) -> bool:
    """Whether it is the first speaker's own observation: that of an observer, or of a body that has peacekeepers or
    observers of its own. An agency or an outlet observes nothing for its owner; what another body says that an observer
    saw is that body's word."""
    if c.background or not c.says:
        return False
    first, *relays = c.says
    own = m.register.interest_of(first.id or first.name)
    party = m.register.party_of(own) if own else None
    for x in relays:
        by = m.register.interest_of(x.id or x.name)
        if x.kind not in RELAYS and (party is None or by is None or m.register.party_of(by) != party):
            return False
    if first.kind in OBSERVERS:
        return True
    if first.kind not in BODIES:
        return False
    return is_watcher(own, m.register) or any(
        x.kind == "peacekeeper" and m.register.party_of(x.id) == party for x in m.register.actors
    )


def _seen_words(m: Material, who: str, found: list[Claim]) -> str:
    marks = dict.fromkeys(t.replace("_", " ") for c in found for t in c.topics if t.startswith(("seen_or_heard", "direction", "distance")))  # fmt: skip
    own = m.register.interest_of(found[0].says[0].id or found[0].says[0].name)
    party = m.register.party_of(own) if own else None
    duties = [
        x
        for a in m.agreements
        for t in a.terms
        if party is not None and party in t.duty.who
        for x in t.clause.split(", ")
    ]
    held = f"; it holds duties of the text itself (clauses {', '.join(dict.fromkeys(duties))}), so its word is not disinterested there" if duties else ""  # fmt: skip
    told = f" ({'; '.join(marks)})" if marks else ""
    return f"{who}, in the words above{told}{held}."


def in_force(m: Material, e: Event, room: Room) -> Section:
    """The terms it touches, per reading; those of which nothing can be told in one line."""
    rows, silent = [], []
    for a in m.assessed:
        for x in a.incidents:
            t = term_of(m, x.term)
            if x.event != e.id or t is None or x.state == "outside_terms" or t.sourced == "not_sourced":
                continue
            if all(f.state == "cannot_tell" for f in x.consistency):
                silent.append(f"{t.clause} {t.title}")
                continue
            told = Sentence(w.clip(consistency_words(m, x), room.reason), (x.id, *x.claims[:4]))
            rows.append((cell(f"{t.clause} {t.title}"), Cell((told,), x.state), cell(attribution_words(m, x), *x.claims[:4])))  # fmt: skip
    blocks: list[Block] = []
    if rows:
        blocks.append(Table(("Clause", "Consistency", "Who is said to have done it"), tuple(rows[: room.terms]), (26, 48, 26)))  # fmt: skip
    if len(rows) > room.terms:
        blocks.append(plain(f"{w.n_of(len(rows) - room.terms, 'further term')}: truceline assess."))
    if silent:
        blocks.append(plain(f"Cannot be told for: {'; '.join(silent[:3])}{' and others' if len(silent) > 3 else ''}."))
    return Section("4", "Terms in force", tuple(blocks) or (plain("No term of the case reaches it."),), anchor="terms")


def consistency_words(m: Material, x: Assessment) -> str:
    """Why, in words; where readings differ, each state with its readings."""
    why: dict[tuple[str, str], list[str]] = {}
    for f in x.consistency:
        why.setdefault((f.state, f.why), []).extend(f.readings)
    if len(why) == 1:
        return reason_words(m, next(iter(why))[1])
    parts = []
    for (state, reason), readings in why.items():
        read = w.and_list(sorted({r.replace("-", " ") for r in readings}))
        parts.append(f"{state.replace('_', ' ')} if {read or 'read plainly'}: {reason_words(m, reason)}")
    return "; ".join(parts)


def attribution_words(m: Material, x: Assessment) -> str:
    """By whom it is said to be, per whom; never our own word."""
    if x.attribution.basis == "reviewed":
        return f"{x.attribution.state.replace('_', ' ')}, by decision of {x.attribution.by[-1]}"
    named: dict[str, set[str]] = {}
    for said in x.attribution.by:
        who, _, per = said.partition(", per ")
        name = w.actor(m.register, m.register.party_of(who), m.language)
        named.setdefault(name, set()).update(p.strip() for p in per.split(",") if p.strip())
    return "; ".join(f"{who}, per {w.and_list(sorted(per))}" if per else who for who, per in sorted(named.items())) or "nobody"  # fmt: skip


def asked(m: Material, e: Event) -> Section:
    """What was asked of whom and answered; and what is to be asked of whom."""
    found = allegations.tracks_of(m, e)
    items = [
        Paragraph((Sentence(allegations.track_words(m, t) + ".", allegations.refs_of(e, [t])),), lead="Asked:")
        for t in found
    ]
    items += [Paragraph((s,), lead="To ask:") for s in allegations.to_ask(m, e)]
    blocks: list[Block] = [Bullets(tuple(items))] if items else []
    missing = [a for a in allegations.accused(m, e) if a not in {t.to for t in found}]
    if missing:
        names = w.and_list([w.actor(m.register, a, m.language) for a in missing])
        here = "" if m.release == "internal" else " as far as this copy shows"
        blocks.append(plain(f"It was not put to {names}{here}; whoever hands this on says so with it."))
    elif not found:
        blocks.append(plain("Nobody is named as having done it, so nobody was asked to answer."))
    return Section("5", "Asked, answered, and to ask", tuple(blocks), anchor="asked")
