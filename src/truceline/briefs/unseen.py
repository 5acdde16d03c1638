"""What a period's report did not see: ground not watched, languages and sources not read, documents left out."""

from __future__ import annotations

from truceline.assessments.coverage import watched
from truceline.briefs import words as w
from truceline.briefs.agenda import states
from truceline.briefs.allegations import open_since
from truceline.briefs.intake import outstanding
from truceline.briefs.material import Material
from truceline.briefs.page import Bullets, Paragraph, Section, Sentence
from truceline.briefs.period import entered_document, said_in, window
from truceline.places.intervals import Labelled
from truceline.values.time import DAY

FOLLOWED = 14 * DAY
MOST = 6


def section(m: Material, number: str) -> Section:
    """Not seen, not read."""
    items = [*ground(m), *languages(m), *sources(m), *left_out(m), *silent_terms(m), *figures_at_odds(m)]
    return Section(number, "Not seen, not read", (Bullets(tuple(items)),), anchor="not-known")


def _line(lead: str, *sentences: Sentence) -> Paragraph:
    return Paragraph(sentences, lead=lead)


def ground(m: Material) -> list[Paragraph]:
    """Who says to have watched where in the period, and which places of open allegations nobody watched. Internal."""
    if m.release != "internal":
        return [_line("Ground:", Sentence("what was watched is told by sector and later, in the listing of coverage."))]
    start, end = window(m)
    ids = {z.id for z in m.zones} | {p.id for p in m.gazetteer.places}
    words = watched(m.claims, m.documents, m.register, ids, as_of=m.as_of).words
    seen: dict[str, list[Labelled]] = {}
    for place, items in words.items():
        now = [i for i in items if i.label == "watched" and i.start < end and start < i.end]
        if now:
            seen[place] = now
    out = []
    told = [f"{_place(m, p)} (by {w.and_list(sorted({i.by for i in v}))})" for p, v in sorted(seen.items(), key=lambda x: _place(m, x[0]))]  # fmt: skip
    if told:
        refs = tuple(dict.fromkeys(c for v in seen.values() for i in v for c in i.claims))[:8]
        more = f"; and {len(told) - MOST} more" if len(told) > MOST else ""
        out.append(_line("Watched, by their own word:", Sentence(f"{'; '.join(told[:MOST])}{more}.", refs)))
    open_ = {(x.id or x.name): (x, e) for e in open_since(m, start - FOLLOWED) for x in e.where[:2]}
    blind = {w.place(m.gazetteer, x, m.language): e for id, (x, e) in open_.items() if id not in seen}
    if blind:
        refs = tuple(dict.fromkeys(c.claim for e in blind.values() for c in e.members[:1]))
        names = sorted(blind)
        more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        out.append(_line("Not watched by anybody known here:", Sentence(f"{w.and_list(names[:MOST])}{more}, where incidents of the last two weeks are told. Quiet there is not observance.", refs)))  # fmt: skip
    if not told and not blind:
        out.append(_line("Ground:", Sentence("nobody is known to have watched anywhere in the period; no report is not observance.")))  # fmt: skip
    return out


def _place(m: Material, id: str) -> str:
    if not id:
        return "the whole of its area"
    zone = next((z for z in m.zones if z.id == id), None)
    if zone is not None:
        return (zone.names.get(m.language) or next(iter(zone.names.values()), (id,)))[0]
    where = m.gazetteer.where(id)
    return w.place(m.gazetteer, where, m.language)


def languages(m: Material) -> list[Paragraph]:
    """Languages of the actors that are not read."""
    unread = tuple(x for x in m.spoken if x not in m.languages)
    if not unread:
        return []
    text = (
        f"documents in {w.language_names(unread)} were not read; what the sides say there is missing or comes by relay."
    )
    return [_line("Languages:", Sentence(text))]


def sources(m: Material) -> list[Paragraph]:
    """Sources read in the two weeks before of which nothing came in the period; and those known by excerpt only."""
    start = window(m)[0]
    lately, now = set(), set()
    for d in m.documents.values():
        at = d.published.earliest if d.published else None
        if entered_document(m, d):
            now.add(d.publisher)
        elif at is not None and at >= start - FOLLOWED:
            lately.add(d.publisher)
    quiet = sorted(x for x in lately - now if x)
    text = f"read in the two weeks before, nothing in this period: {'; '.join(quiet[:MOST])}" if quiet else "every source read in the two weeks before gave something in this period"  # fmt: skip
    more = f"; and {len(quiet) - MOST} more" if len(quiet) > MOST else ""
    came = [d for d in m.documents.values() if entered_document(m, d)]
    part = sum(outstanding(m, d, True) for d in came)
    tail = f" {part or 'None'} of {w.n_of(len(came), 'document')} of the period known by an excerpt or at second hand only." if came else " No document came in the period."  # fmt: skip
    return [_line("Sources:", Sentence(f"{text}{more}.{tail}"))]


def left_out(m: Material) -> list[Paragraph]:
    """Documents that could not be placed in time."""
    out = []
    if m.straddling:
        names = sorted(d.title or d.name for d in m.straddling)
        out.append(_line("Left out:", Sentence(f"{w.n_of(len(names), 'document')} whose time of publication may lie after the cut-off: {'; '.join(names[:MOST])}{' and more' if len(names) > MOST else ''}.")))  # fmt: skip
    if m.same_day:
        out.append(_line("Same day:", Sentence(f"{w.n_of(len(m.same_day), 'document')} of the day of the cut-off kept, though the hour of publication is not given.")))  # fmt: skip
    return out


def silent_terms(m: Material) -> list[Paragraph]:
    """Terms of which nothing is told, or nothing can be."""
    silent = [s for s in states(m) if s.state in ("no_report", "cannot_tell")]
    if not silent:
        return []
    text = "; ".join(f"{s.clause} {s.title} ({s.state.replace('_', ' ')})" for s in silent)
    return [_line("Terms:", Sentence(f"{text}.", tuple(s.id for s in silent)))]


def figures_at_odds(m: Material) -> list[Paragraph]:
    """Figures of the period that do not fit others; it accuses nobody."""
    here = {c.id for c in said_in(m)}
    raised = [q for a in m.assessed for q in a.queries if here & set(q.ids)]
    shown = sorted(raised, key=lambda q: q.rule)[:2] if m.release == "internal" else ()
    return [_line("Figures that do not fit:", Sentence(w.clip(q.words, 34) + ("" if q.words.endswith(("?", ".")) else "."), q.ids)) for q in shown]  # fmt: skip
