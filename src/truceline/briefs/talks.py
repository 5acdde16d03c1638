"""The talks a brief prepares: which meeting, who, when, convened by whom, and each side's account of the agenda."""

from __future__ import annotations

from truceline.briefs import phrases as ph
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
MOST_WORDS = 60


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
    """Claims about the talks and their agenda: members of the event, what was said of talks in the weeks before, and what
    the same speaker says beside it in the same document."""
    members = {x.claim for x in talks.members} if talks else set()
    elsewhere = {x.claim for e in m.events if e.cls in ("meeting", "contact") and e.status == "held" for x in e.members}
    told: dict[str, Claim] = {}
    for c in m.claims:
        near = m.as_of - WINDOW <= published(m, c) <= m.as_of + DAY
        forward = c.act in ("plans", "expects", "announces", "denies", "asserts", "undertakes")
        ahead = c.when is not None and c.when.latest is not None and c.when.latest > m.as_of
        if c.id in members or (
            c.id not in elsewhere and near and forward and c.kind in ("talks", "meeting") and (ahead or c.when is None)
        ):
            told[c.id] = c
    spoken = {(c.document, c.says[0].id or c.says[0].name) for c in told.values() if c.says}
    past = {c.id for c in m.claims if c.when is not None and c.when.latest is not None and c.when.latest <= m.as_of}
    for c in m.claims:
        if c.says and (c.document, c.says[0].id or c.says[0].name) in spoken and c.id not in elsewhere | past:
            told.setdefault(c.id, c)
    return sorted(
        (c for c in m.claims if c.id in told), key=lambda c: published(m, c)
    )  # then in the order of the record


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
    """Who is expected where and when, convened by whom, and on how many origins that stands."""
    people = participants(m, talks)
    at = w.places(m.gazetteer, talks.where, m.language)
    day = w.when(talks.when, m.zone, year=True)
    conveners = convenors(m, talks)
    who = f"{w.and_list(people)} are expected" if people else "The sides are expected"
    text = f"{who} to meet{' in ' + at if at else ''} on {day}{', convened by ' + w.and_list(conveners) if conveners else ''}."
    origins = sorted({s.name for p in talks.propositions if p.key == "occurred" for s in p.supporting})
    outlets = {c.says[-1].name for c in m.claims if c.id in {x.claim for x in talks.members} and c.says}
    if origins:
        through = f", through {w.n_of(len(outlets), 'outlet')}" if outlets else ""
        text = f"{text[:-1]} ({talks.status or 'announced'}; {w.n_of(len(origins), 'origin')}: {w.and_list(origins[:4])}{through})."
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
    """What each side says of the agenda, sides in the declared order; silence shown as silence."""
    by_side: dict[str, list[Claim]] = {}
    for c in agenda_claims(m, talks):
        side = speakers_side(m, c)
        if side is not None:
            by_side.setdefault(side, []).append(c)
    table = {m.register.party_of(a) for a in convenor_ids(m, talks)} if talks else set()
    wanted = w.parties_first({*party_ids(m), *table}, m.register, m.alternat, m.language)
    out = []
    for side in wanted:
        name = w.actor(m.register, side, m.language)
        told, day = _account(m, by_side.get(side, []))
        if not told:
            text = "no account of its own of the agenda was found in what was published by the cut-off."
            told = [Sentence(text)]
        out.append(Paragraph(tuple(told), lead=f"{name}{', ' + day if day else ''}:"))
    return out


def _account(m: Material, claims: list[Claim]) -> tuple[list[Sentence], str]:
    """Sentences of one side, the newest day first, as many as there is room for, those that tell most subjects first; and
    the newest day."""
    groups: dict[str, list[Claim]] = {}
    for c in claims:
        groups.setdefault(sentence_of(m, c), []).append(c)

    def rank(text: str) -> tuple[int, bool, int]:
        group = groups[text]
        forward = any(c.act in ("plans", "expects", "undertakes") for c in group)
        return (-max(published(m, c) for c in group), not forward, -max(len(_subjects(c)) for c in group))

    kept: list[str] = []
    used = 0
    for text in sorted(groups, key=lambda x: (*rank(x), -len(x))):
        length = len(text.split())
        if kept and used + length > MOST_WORDS:
            continue
        kept.append(text)
        used += length
    place = {text: n for n, text in enumerate(groups)}  # in the order of the record: ids differ from record to record
    kept.sort(key=lambda x: (-published(m, groups[x][0]), place[x]))
    out = []
    first = day = w.when(_pub(m, groups[kept[0]][0]), m.zone) if kept else ""
    for text in kept:
        now = w.when(_pub(m, groups[text][0]), m.zone)
        said = ph.without_speaker(m, groups[text][0], text)
        out.append(Sentence(said if now == day else f"({now}) {said}", tuple(c.id for c in groups[text])))
        day = now
    return out, first


def _subjects(claim: Claim) -> tuple[str, ...]:
    return tuple(t for t in claim.topics if t != "outside_case")


def _pub(m: Material, claim: Claim) -> When | None:
    d = m.documents.get(claim.document)
    return d.published if d else None


def _preparatory(m: Material, talks: Event | None) -> Paragraph | None:
    """The newest meeting that prepares the talks: who held it, where and when, with whom, about what, what lies outside."""
    if talks is None:
        return None
    prep = [e for e in m.events if talks.id in e.links.get("prepares", ())]
    if not prep:
        return None
    e = max(prep, key=start_of)
    members = {x.claim for x in e.members}
    claims = [c for c in m.claims if c.id in members]
    people = participants(m, e)
    at = w.places(m.gazetteer, e.where, m.language)
    text = f"{w.and_list(convenors(m, e)) or 'The convenor is not named; it'} met on {w.when(e.when, m.zone)}{' at ' + at if at else ''}"
    text += f" with {w.and_list(people)}." if people else "; those present are not named."
    said = [Sentence(text, (e.id, *(x.claim for x in e.members)))]
    for outside, lead in ((False, "Subject"), (True, "Outside the case")):
        found = [c for c in claims if c.topics and ("outside_case" in c.topics) is outside and _subjects(c)]
        if found:
            c = max(found, key=lambda c: (len(_subjects(c)), len(sentence_of(m, c)), published(m, c)))
            text = ph.within(m, ph.without_speaker(m, c, sentence_of(m, c)))
            said.append(Sentence(f"{lead}: {ph.sentence(text)}", (c.id,)))
    return Paragraph(tuple(said), lead="Preparatory meeting:")
