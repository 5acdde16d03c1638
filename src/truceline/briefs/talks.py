"""The talks a brief prepares: which meeting, who, when, convened by whom, and each side's account of the agenda."""

from __future__ import annotations

from truceline.briefs import words as w
from truceline.briefs.incidents import sentence_of, start_of
from truceline.briefs.material import Material
from truceline.briefs.page import Block, Bullets, Paragraph, Section, Sentence
from truceline.claims.claim import Claim
from truceline.events.event import Event
from truceline.values.time import DAY, When

TALK_KINDS = ("talks", "meeting", "statement", "agreement")
AHEAD = ("announced", "confirmed", "postponed")
WINDOW = 21 * DAY
MOST_WORDS = 34


def next_talks(m: Material) -> Event | None:
    """The next meeting with most of the parties at it; the earliest of those. None if nobody announced one."""
    parties = party_ids(m)

    def at_table(e: Event) -> int:
        return len({p for v in e.versions for a in v.actors if (p := m.register.party_of(a)) in parties})

    ahead = [
        e for e in m.events if e.cls == "meeting" and e.when and (e.when.latest or 0) > m.as_of and e.status in AHEAD
    ]
    ahead = [e for e in ahead if ((e.when and e.when.earliest) or 0) < m.as_of + 90 * DAY]
    if not ahead:
        return None
    return min(ahead, key=lambda e: (-at_table(e), start_of(e), -len(e.members)))


def party_ids(m: Material) -> set[str]:
    """Actors that an agreement of the case names as parties."""
    return {p for a in m.agreements for p in a.parties}


def speakers_side(m: Material, claim: Claim) -> str | None:
    """The actor whose interest the origin of a claim serves."""
    first = claim.says[0] if claim.says else None
    if first is None:
        return None
    found = m.register.interest_of(first.id or first.name)
    return m.register.party_of(found) if found else None


def published(m: Material, claim: Claim) -> int:
    """When a claim's document was published, for ordering; 0 where unknown."""
    d = m.documents.get(claim.document)
    return d.published.earliest or 0 if d and d.published else 0


def agenda_claims(m: Material, talks: Event | None) -> list[Claim]:
    """Claims about the talks and their agenda: members of the event, and what was said of talks in the weeks before."""
    members = {x.claim for x in talks.members} if talks else set()
    elsewhere = {x.claim for e in m.events if e.cls in ("meeting", "contact") and e.status == "held" for x in e.members}
    out = []
    for c in m.claims:
        near = m.as_of - WINDOW <= published(m, c) <= m.as_of + DAY
        forward = c.act in ("plans", "expects", "announces", "denies", "asserts", "undertakes")
        ahead = c.when is not None and c.when.latest is not None and c.when.latest > m.as_of
        if c.id in members or (
            c.id not in elsewhere and near and forward and c.kind in ("talks", "meeting") and (ahead or c.when is None)
        ):
            out.append(c)
    return sorted(out, key=lambda c: (published(m, c), c.document, c.span.start or 0))


def section(m: Material, number: str) -> Section:
    """Who meets, when, convened by whom; each side's account; the preparatory meeting in one line."""
    talks = next_talks(m)
    blocks: list[Block] = []
    if talks is None:
        blocks.append(Paragraph((Sentence("No talks ahead are announced in what was published by the cut-off."),)))
    else:
        blocks.append(_head(m, talks))
    accounts = _accounts(m, talks)
    if accounts:
        blocks.append(Bullets(tuple(accounts)))
    prep = _preparatory(m, talks)
    if prep is not None:
        blocks.append(prep)
    return Section(number, "The talks", tuple(blocks), anchor="talks")


def _head(m: Material, talks: Event) -> Paragraph:
    people = participants(m, talks)
    at = w.places(m.gazetteer, talks.where, m.language)
    text = f"{w.when(talks.when, m.zone, year=True)}{', ' + at if at else ''}; {talks.status or 'announced'}."
    if people:
        text += f" Expected: {w.and_list(people)}."
    conveners = convenors(m, talks)
    if conveners:
        text += f" Convened by {w.and_list(conveners)}."
    who = sorted({s.name for p in talks.propositions for s in p.supporting})
    if who:
        text += f" On the word of {w.and_list(who[:4])} ({w.n_of(len(who), 'origin')})."
    return Paragraph((Sentence(text, (talks.id, *(x.claim for x in talks.members))),))


def participants(m: Material, event: Event, role: tuple[str, ...] = ("participant", "agent", "signatory")) -> list[str]:
    """Names with offices of those at a meeting, in order of name; people before states."""
    by_id = {c.id: c for c in m.claims}
    found: dict[str, str] = {}
    states: dict[str, str] = {}
    chairs = convenor_ids(m, event)
    for x in event.members:
        for a in by_id[x.claim].actors if x.claim in by_id else ():
            if a.role not in role or a.id in chairs:
                continue
            actor = m.register.actor(a.id) if a.id else None
            name = w.actor(m.register, a.id, m.language) if a.id else a.name
            if actor is None and (a.id is not None or not name[:1].isupper()):
                continue
            if actor is None or actor.kind == "person":
                title = office_title(m, a.id, start_of(event)) or a.office
                if name not in found or (title and "(" not in found[name]):
                    found[name] = f"{name} ({title})" if title else name
            else:
                states[name] = name
    return [found[n] for n in sorted(found)] or [states[n] for n in sorted(states)]


def office_title(m: Material, person: str | None, us: int) -> str:
    """The office a person held that day, by the dated table; empty if none is known."""
    if person is None:
        return ""
    offices = m.register.office_at(person, us)
    if not offices:
        return ""
    titles = offices[0].title.get(m.language) or offices[0].title.get("en") or ()
    state = w.actor(m.register, offices[0].state, m.language) if offices[0].state else ""
    title = titles[0] if titles else ""
    return f"{title}, {state}" if title and state and state not in title else title


def convenor_ids(m: Material, event: Event) -> set[str]:
    """Actors who convened, where they are known."""
    members = {x.claim for x in event.members}
    return {a.id for c in m.claims if c.id in members for a in c.actors if a.role == "convenor" and a.id}


def convenors(m: Material, event: Event) -> list[str]:
    """Names of who convened, in order of name."""
    by_id = {c.id: c for c in m.claims}
    names = {
        w.actor(m.register, a.id, m.language)
        for x in event.members
        if x.claim in by_id
        for a in by_id[x.claim].actors
        if a.role == "convenor" and a.id
    }
    return sorted(names)


def _accounts(m: Material, talks: Event | None) -> list[Paragraph]:
    """What each side says of the agenda: its newest sentences, sides in the declared order; silence shown as silence."""
    by_side: dict[str, list[Claim]] = {}
    for c in agenda_claims(m, talks):
        side = speakers_side(m, c)
        if side is not None:
            by_side.setdefault(side, []).append(c)
    table = {m.register.party_of(a) for a in convenor_ids(m, talks)} if talks else set()
    wanted = w.parties_first({*party_ids(m), *table}, m.register, m.alternat, m.language)
    out = []
    for side in wanted:
        claims = by_side.get(side, [])
        name = w.actor(m.register, side, m.language)
        if not claims:
            out.append(Paragraph((Sentence("no account of the agenda found in what was read."),), lead=f"{name}:"))
            continue
        sentences: list[Sentence] = []
        used = 0
        for text, group in _newest(m, claims):
            length = len(text.split())
            if sentences and used + length > MOST_WORDS:
                break
            day = w.when(_pub(m, group[0]), m.zone)
            sentences.append(Sentence(f"({day}) {text}", tuple(c.id for c in group)))
            used += length
        out.append(Paragraph(tuple(sentences), lead=f"{name}:"))
    return out


def _newest(m: Material, claims: list[Claim]) -> list[tuple[str, list[Claim]]]:
    """Distinct sentences, newest first, each with the claims that stand on it."""
    groups: dict[str, list[Claim]] = {}
    for c in reversed(claims):
        groups.setdefault(sentence_of(m, c), []).append(c)
    return list(groups.items())


def _pub(m: Material, claim: Claim) -> When | None:
    d = m.documents.get(claim.document)
    return d.published if d else None


def _preparatory(m: Material, talks: Event | None) -> Paragraph | None:
    """The newest meeting that prepares the talks, in one line."""
    if talks is None:
        return None
    prep = [e for e in m.events if talks.id in e.links.get("prepares", ())]
    if not prep:
        return None
    e = max(prep, key=start_of)
    people = participants(m, e)
    chair = convenors(m, e)
    text = f"{w.when(e.when, m.zone)}{', held by ' + w.and_list(chair) if chair else ''}: {w.and_list(people) or 'participants not named'}."
    return Paragraph((Sentence(text, (e.id, *(x.claim for x in e.members))),), lead="Preparatory meeting:")
