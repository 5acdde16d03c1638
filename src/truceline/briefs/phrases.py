"""Phrases of a brief: who says it, what happened where and when, a title within a sentence. No phrase takes a side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence

from truceline.briefs import words as w
from truceline.briefs.material import Material
from truceline.claims.claim import Claim
from truceline.events.event import Event
from truceline.values.place import Where
from truceline.values.time import HOUR, When, moment

NOUNS = {
    "violence": "use of force", "violation": "a violation", "advance": "an advance", "damage": "damage",
    "access": "refused access", "transfer": "the transfer of control", "withdrawal": "a withdrawal",
    "deployment": "a deployment", "exchange": "an exchange", "return": "returns", "movement": "movement",
    "reconstruction": "clearing and rebuilding", "meeting": "a meeting", "talks": "talks", "contact": "a contact",
    "statement": "a statement", "agreement": "an agreement",
}  # fmt: skip
ROLE_WORDS = {"at": "at", "within": "in", "near": "near", "along": "along", "between": "between", "to": "at",
              "towards": "towards", "from": "from"}  # fmt: skip
MOST_PLACES = 2
_SAID = re.compile(r"^[^,.;]{2,90}? said(?: on (?:\w+, )?\d{1,2} \w+ \d{4},?)? that ")


def claims_of(m: Material, ids: Iterable[str]) -> list[Claim]:
    """The claims of these ids, in the order of the view."""
    wanted = set(ids)
    return [c for c in m.claims if c.id in wanted]


def voice(m: Material, claim: Claim) -> str:
    """Who says it first, by the preferred name; the outlet where nobody is named."""
    first = claim.says[0] if claim.says else None
    if first is None:
        return "an unnamed source"
    if first.id and m.register.actor(first.id) is not None:
        return w.actor(m.register, first.id, m.language)
    source = m.register.source(first.id) if first.id else None
    return source.names[0] if source is not None else first.name


def _side(m: Material, claim: Claim) -> str:
    """The name of the side whose person or organ says it first; nothing where it has none."""
    first = claim.says[0].id if claim.says else None
    return w.actor(m.register, m.register.party_of(first), m.language) if first and m.register.actor(first) else ""


def voices(m: Material, ids: Iterable[str], most: int = 4) -> str:
    """Who says it, by name in order of name, in words; a person or an organ goes with its side where that speaks too;
    beyond `most` the rest are counted."""
    said = {voice(m, c): _side(m, c) for c in claims_of(m, ids)}
    names = sorted((n for n, side in said.items() if side == n or side not in said), key=str.casefold)
    if len(names) > most:
        return f"{', '.join(names[:most])} and {w.n_of(len(names) - most, 'other')}"
    return w.and_list(names) or "nobody by name"


def on(when: When | None, zone: str, *, year: bool = False) -> str:
    """on 11 December; at 20:40 on 11 December; between 12 and 13 December; empty where no date is given."""
    if when is None or (when.earliest is None and when.latest is None):
        return ""
    if when.earliest is None or when.latest is None:
        return w.when(when, zone, year=year)
    if when.latest - when.earliest <= HOUR:
        z = when.wire_zone() if when.zone_basis == "none" else (when.zone or zone)
        t = moment(when.earliest, z)
        return f"at {t.hour:02d}:{t.minute:02d} on {w.day(when.earliest, z, year=year)}"
    said = w.when(when, zone, year=year)
    return f"{'from' if ' to ' in said else 'on'} {said}"


def places(m: Material, event: Event) -> str:
    """Where, as most tell it: at A and B. The places told most often, at most two, each with its most exact word."""
    role: dict[str, str] = {}
    told: Counter[str] = Counter()
    by_key: dict[str, Where] = {}
    for where in (x for v in event.versions for x in v.where):
        key = where.id or where.name
        by_key.setdefault(key, where)
        told[key] += 1
        if key not in role or w.EXACT.index(where.role) < w.EXACT.index(role[key]):
            role[key] = where.role
    exact = [k for k in told if role[k] in ("at", "within", "to")] or list(told)
    most = sorted(-told[k] for k in exact)[:MOST_PLACES]
    kept = [k for k in exact if most and -told[k] <= most[-1]]
    if len(kept) > 3:
        return f"at {len(kept)} places"
    named = sorted((w.place(m.gazetteer, by_key[k], m.language), ROLE_WORDS[role[k]]) for k in kept)
    groups: dict[str, list[str]] = {}
    for name, word in named:
        groups.setdefault(word, []).append(name)
    return ", ".join(f"{word} {w.and_list(names)}" for word, names in sorted(groups.items()))


def happening(m: Material, event: Event) -> str:
    """use of force at A and B on 12-13 December"""
    parts = (NOUNS.get(event.kind, event.kind.replace("_", " ")), places(m, event), on(event.when, m.zone))
    return " ".join(p for p in parts if p)


def accused(m: Material, event: Event) -> list[str]:
    """Ids of the actors that some account says did it, in the declared order."""
    found = {p.key.split(":", 1)[1] for p in event.propositions if p.key.startswith("agent:")}
    known = {x for x in found if m.register.actor(x) is not None}
    return w.parties_first(known, m.register, m.alternat, m.language)


def namings(m: Material, event: Event, ids: Iterable[str]) -> list[tuple[str, str]]:
    """Of these claims of an event: who names whom as acting, in words, in the declared order of those named. A claim that
    tells of the event and names nobody names nobody."""
    told = [c for c in claims_of(m, ids) if c.polarity == "holds" and c.act != "denies"]
    by: dict[str, list[str]] = {}
    for a in accused(m, event):
        said = [
            c.id for c in told if any(x.role == "agent" and x.id and m.register.party_of(x.id) == a for x in c.actors)
        ]
        if said:
            by.setdefault(voices(m, said), []).append(w.actor(m.register, a, m.language))
    return [(who, w.and_list(names)) for who, names in by.items()]


def name_them(who: str) -> str:
    """The verb of naming after those who do: A names, A and B name."""
    return "name" if " and " in who else "names"


def within(m: Material, text: str) -> str:
    """A title or sentence as part of another: without its full stop, its first letter small unless it opens with a name."""
    text = text.strip().rstrip(".")
    word = re.match(r"[^\W\d_]+", text)
    if word is None or (len(word[0]) > 1 and word[0].isupper()):
        return text
    for hit in (*m.register.mentions(text), *m.gazetteer.mentions(text)):
        if hit.start == 0 and not _common(m, hit.form, hit.keys):
            return text
    return text[0].lower() + text[1:]


def _common(m: Material, form: str, keys: Sequence[str]) -> bool:
    """Whether a name is written small in the register ("peacekeepers"), so that it is no proper name."""
    found = [a for k in keys if (a := m.register.actor(k)) is not None]
    names = [n for a in found for ns in (*a.names.values(), *a.demonyms.values()) for n in ns]
    return any(n[:1].islower() and n.casefold() == form.casefold() for n in names)


def without_speaker(m: Material, claim: Claim, text: str) -> str:
    """What is said, without "X said on such a day that" before it: only of our own summaries, never of quoted words."""
    d = m.documents.get(claim.document)
    found = _SAID.match(text)
    if d is None or d.kind != "abstract":
        return f"“{text}”"
    return sentence(within(m, text[found.end() :])) if found else text


def sentence(text: str) -> str:
    """A text as a sentence: a capital first, one full stop at the end."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!", ".”")) else text + "."


def newest(claims: Sequence[Claim], when: dict[str, int]) -> Claim | None:
    """The claim of the latest day told, then of most figures, then of the latest publication; None of none."""
    return max(
        claims,
        key=lambda c: (
            (c.when.latest or 0) if c.when else 0,
            len(c.counts),
            when.get(c.document, 0),
            -(c.span.start or 0),
        ),
        default=None,
    )
