"""What is not known and not watched; the tally and the method."""

from __future__ import annotations

from truceline.briefs import evidence
from truceline.briefs import phrases as ph
from truceline.briefs import words as w
from truceline.briefs.agenda import states
from truceline.briefs.material import Material
from truceline.briefs.page import Bullets, Paragraph, Section, Sentence, Table, cell
from truceline.briefs.talks import party_ids, speakers_side
from truceline.values.time import DAY


def section(m: Material, number: str) -> Section:
    """Not known, not watched: terms without a report, open texts, sides not heard, languages, documents left out."""
    items = [*_watch(m), *_languages(m), *_figures(m)]
    if m.straddling:
        left_out = w.n_of(len(m.straddling), "document")
        items.append(
            _item(
                "Cannot tell:",
                f"{left_out} left out: published on a day or at a time that may lie after the limit (annex: method).",
            )
        )
    if m.same_day:
        kept = w.n_of(len(m.same_day), "document")
        items.append(
            _item("Same day:", f"{kept} of the day of the cut-off kept, though the hour of publication is not given.")
        )
    return Section(number, "Not known, not watched", (Bullets(tuple(items)),) if items else (), anchor="not-known")


def _item(lead: str, text: str, ids: tuple[str, ...] = ()) -> Paragraph:
    return Paragraph((Sentence(text, ids),), lead=lead)


def _watch(m: Material) -> list[Paragraph]:
    if m.release != "internal":
        return []
    if not any(s.state == "quiet_watched" for s in states(m)):
        return [
            _item("Watch:", "Quiet was watched by nobody that is known to this record; no report is not observance.")
        ]
    unwatched = sum(bool(s.unwatched) for s in states(m))
    return [_item("Watch:", f"{w.n_of(unwatched, 'term')} with dated gaps in watch.")] if unwatched else []


def _languages(m: Material) -> list[Paragraph]:
    unread = tuple(x for x in m.spoken if x not in m.languages)
    if not unread:
        return []
    named = w.language_names(unread)
    return [
        _item(
            "Languages:", f"documents in {named} were not read; what the sides say there is missing or comes by relay."
        )
    ]


def _figures(m: Material) -> list[Paragraph]:
    """The first two questions of arithmetic about a term, or about what is told of the time since the first agreement."""
    if m.release != "internal":
        return []
    start = min((a.start or a.signed or 0 for a in m.agreements), default=0)
    after = {c.id for c in m.claims if c.when is not None and (c.when.earliest or 0) >= start}
    raised = [
        q
        for a in m.assessed
        for q in a.queries
        if q.term or after.issuperset(i for i in q.ids if i.startswith("claim"))
    ]
    return [
        _item("Figures that do not fit:", ph.sentence(w.clip(evidence.reason_words(m, q.words), 34)), q.ids)
        for q in sorted(raised, key=lambda q: q.rule)[:2]
    ]


def balance(m: Material) -> Table:
    """Documents and claims by the actor whose interest the origin serves, and language."""
    rows: dict[str, list[int]] = {}
    for c in m.claims:
        side = speakers_side(m, c)
        key = w.actor(m.register, side, m.language) if side else "no party's"
        row = rows.setdefault(key, [0, 0, 0])
        row[0] += 1
        row[1] += c.act == "denies"
        row[2] += c.background
    body = tuple((cell(k), *(cell(str(n)) for n in v)) for k, v in sorted(rows.items()))
    return Table(
        ("Origin's interest", "Claims", "of them denials", "background"),
        body,
        (40, 20, 20, 20),
        caption="Whose words this brief stands on",
    )


def method(m: Material, number: str, *, full: bool = True) -> Section:
    """How many documents, claims, events; what was set aside and why; how states are made. full: also whose words the
    brief stands on, and every figure that does not fit."""
    grades: dict[str, int] = {}
    for d in m.documents.values():
        grades[d.grade or "none"] = grades.get(d.grade or "none", 0) + 1
    parts = [
        f"{w.n_of(len(m.documents), 'document')} read ({', '.join(f'grade {g}: {n}' for g, n in sorted(grades.items()))}); {w.n_of(len(m.claims), 'claim')}; {w.n_of(len(m.events), 'event')}.",
        f"Published later than the limit: {m.later}. Withheld by release: {m.withheld}.",
    ]
    blocks: list[Paragraph | Table | Bullets] = [Paragraph(tuple(Sentence(p) for p in parts))]
    if m.straddling:
        names = "; ".join(sorted(d.title or d.name for d in m.straddling)[:12])
        blocks.append(
            Paragraph(
                (Sentence(f"{names}{' and more' if len(m.straddling) > 12 else ''}."),),
                lead="Left out, publication cannot be placed:",
            )
        )
    if m.set_aside:
        blocks.append(
            Bullets(tuple(Paragraph((Sentence(f"{n} set aside: {why}."),)) for why, n in sorted(m.set_aside.items())))
        )
    if full:
        blocks.append(balance(m))
    blocks.append(
        Paragraph(
            (
                Sentence(
                    "States are computed by rule from claims; a breach, an attribution or a likelihood is set by a named person only. Corroborated means two origins of different interest of which one does not gain. Outlets that repeat an origin count once. Counts by a party are its own series and are not added up. A clause that says what shall be done is not read as a deed."
                ),
            ),
            lead="Method.",
        )
    )
    queries = [q for a in m.assessed for q in a.queries] if full else []
    if queries and m.release == "internal":
        blocks.append(Bullets(tuple(Paragraph((Sentence(q.words, q.ids),)) for q in queries)))
    return Section(number, "Tally and method", tuple(blocks), anchor="method")


def heard(m: Material, days: int = 30) -> list[str]:
    """Parties of whom nothing was read in the days before the cut-off."""
    recent = {
        speakers_side(m, c)
        for c in m.claims
        if (d := m.documents.get(c.document)) and d.published and (d.published.earliest or 0) >= m.as_of - days * DAY
    }
    return [
        w.actor(m.register, p, m.language)
        for p in w.parties_first(party_ids(m) - recent, m.register, m.alternat, m.language)
    ]
