"""Dates, names and lists in the words of a brief. Nothing here takes a side: names stand in one declared order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence

from truceline.actors.register import Register
from truceline.events.event import Event, Origin
from truceline.places.gazetteer import Gazetteer
from truceline.values.place import Where
from truceline.values.saying import MONTHS as MONTHS
from truceline.values.saying import and_list as and_list
from truceline.values.saying import clock as clock
from truceline.values.saying import day as day
from truceline.values.saying import told_about
from truceline.values.saying import when as when
from truceline.values.time import DAY, MINUTE, When, micros, moment

KIND_WORDS = {
    "violence": "Use of force", "violation": "Violation", "advance": "Advance", "damage": "Damage", "access": "Access hindered",
    "transfer": "Transfer of control", "withdrawal": "Withdrawal", "deployment": "Deployment", "exchange": "Exchange",
    "return": "Return", "movement": "Movement", "reconstruction": "Clearing and rebuilding", "meeting": "Meeting",
    "talks": "Talks", "contact": "Contact", "statement": "Statement", "agreement": "Agreement",
}  # fmt: skip
EXACT = ("at", "within", "to", "near", "along", "between", "towards", "from")  # of a place, the most exact word first
FIGURE_WORDS = {
    "exchange": "Handed over", "return": "Returned", "violation": "Violations", "violence": "Use of force", "persons_held": "Persons held",
    "casualties": "Casualties", "deployment": "Deployed", "movement": "Moved", "reconstruction": "Cleared, rebuilt", "corridor": "Corridor",
}  # fmt: skip
CODE_WORDS = {
    "V1": "use of force", "V1.1": "small arms", "V1.2": "heavy weapon", "V1.3": "air or drone strike", "V1.4": "ground assault",
    "V1.5": "new mine", "V1.6": "explosion, origin undetermined", "V1.7": "attack on civilians", "V1.8": "abduction", "V1.9": "sexual violence",
    "V2": "posture, movement", "V2.1": "advance", "V2.2": "weapons in a limited zone", "V2.3": "fortification", "V2.4": "overflight",
    "V2.5": "forces left after the date", "V2.6": "reinforcement", "V3": "transfer of control", "V4": "corridor", "V4.1": "passage not possible",
    "V4.2": "checkpoint by a party", "V5": "monitors", "V5.1": "access denied or delayed", "V5.2": "fire at monitors", "V5.3": "jamming",
    "V6": "persons", "V6.1": "persons held", "V6.4": "new captures", "V7": "transport", "V8": "words", "V9": "civilian harm",
    "V9.1": "harm to civilians", "V9.2": "homes", "V10": "relief, heritage",
}  # fmt: skip  # types as alleged; a code never implies a violation
LANGUAGES = {"en": "English", "ru": "Russian", "hy": "Armenian", "az": "Azerbaijani", "tr": "Turkish", "fr": "French", "uk": "Ukrainian", "ar": "Arabic"}  # fmt: skip


def midnight_after(us: int, zone: str | None) -> int:
    """The end of the day of an instant, in its zone."""
    t = moment(us, zone)
    return micros(t.replace(hour=0, minute=0, second=0, microsecond=0) + dt.timedelta(days=1))


def clocks(w: When | None, zone: str) -> str:
    """A time to the minute, with its end where it lasted; else as `when` says it."""
    if w is None or w.earliest is None or w.latest is None or w.latest - w.earliest >= DAY:
        return when(w, zone, year=True)
    if w.latest - w.earliest <= MINUTE or told_about(w) is not None:
        return when(w, zone, year=True)
    first, last = clock(w.earliest, w.zone or zone), clock(w.latest, w.zone or zone)
    return f"{first} to {last.rsplit(', ', 1)[1] if first.split(', ')[0] == last.split(', ')[0] else last}"


def actor(register: Register, id: str, language: str = "en") -> str:
    """The preferred name of an actor, or what was written."""
    found = register.actor(id)
    if found is None:
        return id
    names = found.names.get(language) or found.names.get("en") or next(iter(found.names.values()), (id,))
    return names[0]


def place(gazetteer: Gazetteer, where: Where, language: str = "en") -> str:
    """Both names of a place in the declared order, or the words of the source where it has no id."""
    return gazetteer.named(where, language)


def places(gazetteer: Gazetteer, wheres: Iterable[Where], language: str = "en") -> str:
    """Places in order of name, each once, with the most exact word by which a source relates it; those of one word
    together."""
    roles: dict[str, str] = {}
    for w in wheres:
        name = place(gazetteer, w, language)
        if name not in roles or EXACT.index(w.role) < EXACT.index(roles[name]):
            roles[name] = w.role
    groups: dict[str, list[str]] = {}
    for name in sorted(roles):
        groups.setdefault({"at": "", "within": "in"}.get(roles[name], roles[name]), []).append(name)
    return ", ".join(f"{role} {and_list(groups[role])}".strip() for role in sorted(groups))


def type_words(kind: str, code: str | None) -> str:
    """The alleged type of a claim: its code in words, else its kind."""
    found = CODE_WORDS.get(code or "")
    return found[:1].upper() + found[1:] if found else KIND_WORDS.get(kind, kind.replace("_", " "))


def parties_first(ids: Iterable[str], register: Register, alternat: str | None, language: str = "en") -> list[str]:
    """Actor ids alphabetical by name in the brief's language; the `alternat` party before all others."""
    return sorted(set(ids), key=lambda i: (i != alternat, actor(register, i, language).casefold(), i))


def language_names(codes: Sequence[str]) -> str:
    """Languages in words, in order of name."""
    return and_list(sorted(LANGUAGES.get(c, c) for c in codes))


def origins(items: Iterable[Origin]) -> str:
    """Origins by name, in order of name."""
    return and_list(sorted({o.name for o in items}))


def a_an(noun: str) -> str:
    """an oral announcement, a joint statement"""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def n_of(n: int, one: str, many: str | None = None) -> str:
    """1 event, 2 events"""
    return f"{n} {one if n == 1 else many or one + 's'}"


def event_title(event: Event, gazetteer: Gazetteer, language: str = "en") -> str:
    """A title for an event: what kind of happening, and where with both names. When it was stands beside it."""
    at = places(gazetteer, event.where[:3], language)
    words = KIND_WORDS.get(event.kind, event.kind.replace("_", " "))
    return f"{words}{', ' + at if at else ''}"


def plain_words(text: str, register: Register, names: Mapping[str, str]) -> str:
    """A reason for readers: without the numbers of rules, with names instead of ids of actors and zones."""
    text = re.sub(r" \((?:[A-Z]\d+[a-z]?)\)", "", text)

    def named(match: re.Match[str]) -> str:
        word = match[0]
        return names.get(word) or (actor(register, word) if register.actor(word) else word)

    return re.sub(r"\b[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*\b", named, text).replace("stretch(es)", "stretches")


def clip(text: str, most: int) -> str:
    """A text of at most so many words, cut at a clause where there is one; a cut is shown by an ellipsis."""
    parts = text.split()
    if len(parts) <= most:
        return text
    kept = " ".join(parts[:most])
    at = max(kept.rfind("; "), kept.rfind(". "))
    return kept[: at + 1] if at > len(kept) // 2 else kept.rstrip(",;:") + " ..."
