"""Reasons in plain English, fit to be read aloud to both sides: names for ids, whole sentences, and no verb that takes a side.

Names stand in alphabetical order; where, when and on whose word is said of everything told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from truceline.actors.register import Register
from truceline.places.zone import Zone
from truceline.terms.item import Item
from truceline.terms.result import Effect
from truceline.values.place import Where
from truceline.values.saying import and_list
from truceline.values.saying import when as when_words
from truceline.values.time import MINUTE, When, moment

NOUNS: dict[str, str] = {
    "violence": "a use of force", "violation": "an act told as a violation", "advance": "an advance", "damage": "damage",
    "access": "a hindrance of access", "transfer": "a transfer of control", "withdrawal": "a withdrawal",
    "deployment": "a deployment", "exchange": "an exchange", "return": "a return of people", "movement": "a passage",
    "reconstruction": "clearing or building", "meeting": "a meeting", "talks": "talks", "contact": "a contact",
    "statement": "a statement", "agreement": "an agreement", "ceasefire": "the state of the ceasefire",
    "standstill": "the positions held", "position": "a position held", "corridor": "the state of the way",
    "persons_held": "persons held", "casualties": "casualties",
}  # fmt: skip
SAID: dict[Effect, str] = {
    "done": "Reported as done",
    "part": "Reported as done in part",
    "begun": "Reported as begun",
    "not_done": "Reported as not done",
    "kept": "Reported as in place",
    "questioned": "Reported otherwise than the text has it",
    "ended": "Reported as ended",
}
ROLES: dict[str, str] = {
    "at": "at ", "within": "in ", "near": "near ", "along": "along ", "to": "at ", "towards": "towards ", "from": "from ",
    "between": "between ",
}  # fmt: skip
AREAS = ("P5", "P6", "P8")  # a district, a region, a country: things happen in it
MOST_PLACES = 3


def name(register: Register, id: str) -> str:
    """The preferred English name of an actor, else any it has, else what was written."""
    found = register.actor(id)
    if found is None:
        source = register.source(id)
        return source.names[0] if source is not None and source.names else id
    names = found.names.get("en") or next(iter(found.names.values()), (id,))
    return names[0]


def names(register: Register, ids: Iterable[str]) -> str:
    """Names in alphabetical order: a, b and c."""
    return and_list(sorted({name(register, i) for i in ids}, key=str.casefold))


def area(id: str, drawings: Sequence[Zone], told: str = "") -> str:
    """A zone as a reader says it: by its drawing's name, else as the account names it, else by the words of its id."""
    found = next((ns[0] for z in drawings for key, ns in z.names.items() if key.startswith("en") and ns), "")
    found = found or told or id.replace("-", " ").replace("_", " ")
    bare = found.casefold().startswith(("the ", "certain ")) or (
        bool(drawings) and drawings[0].kind in ("district", "post")
    )
    return found if bare or not drawings else f"the {found}"


def drawn_by(per: str) -> str:
    """Whose drawing it is."""
    return "in the case's own drawing" if per == "case file" else f"in the drawing of {per}"


def kilometres(metres: float) -> str:
    """A distance for people."""
    return f"{metres:.0f} m" if metres < 1000 else f"{metres / 1000:.3g} km"


def place(where: Where, called: Mapping[str, str] | None = None) -> str:
    """A place with the word that says how the source relates it. called: place id -> every side's name of it."""
    at = "in " if where.role == "at" and where.precision in AREAS else ROLES.get(where.role, "at ")
    return f"{at}{(called or {}).get(where.id or '', where.name)}"


def happening(item: Item, zone: str | None) -> str:
    """What is told, where and when: "an advance at X on 12 December 2020"."""
    noun = NOUNS.get(item.kind, item.kind.replace("_", " "))
    called = dict(item.called)
    seen: dict[str, str] = {}
    for w in item.where:
        seen.setdefault(called.get(w.id or "", w.name), place(w, called))
    wheres = list(seen.values())
    more = f" and {len(wheres) - MOST_PLACES} more places" if len(wheres) > MOST_PLACES else ""
    where = f" {', '.join(wheres[:MOST_PLACES])}{more}" if wheres else ""
    at = day(item.when, zone)
    if item.when is not None and item.when.holds == "throughout" and not item.told and at.startswith(" on "):
        at = f" as of{at[3:]}"  # what is not there, as told on that day
    return f"{noun}{where}{at}"


def day(when: When | None, zone: str | None) -> str:
    """ " on 12 December 2020", " from ... to ...", or that no day is told."""
    if when is None or when.span() == (None, None):
        return ", at a time not told"
    said = when_words(when, zone or "UTC", year=True)
    return f" {said}" if said.startswith(("from ", "until ")) else f", {said}" if " to " in said else f" on {said}"


def hours(when: When | None, zone: str | None) -> str:
    """ " from 10:00 to 13:00" for a stretch within one day that is told to the minute; nothing for any other."""
    if when is None or when.earliest is None or when.latest is None:
        return ""
    z = when.wire_zone() if when.zone_basis == "none" else (when.zone or zone or "UTC")
    first, last = moment(when.earliest, z), moment(when.latest, z)
    if first.date() != last.date() or when.latest - when.earliest <= MINUTE:
        return ""
    return f" from {first:%H:%M} to {last:%H:%M}"


def caused(item: Item, zone: str | None) -> str:
    """What hindered a way by nobody's doing, with its hours and the reason given."""
    return f"{happening(item, zone)}{hours(item.when, zone)}, told by {tellers(item)}: shut or restricted because of {item.cause}"


def tellers(item: Item, *, denying: bool = False) -> str:
    """Those on whose word it stands, or who reject it; alphabetical."""
    accounts = item.refused if denying else item.told
    found = {a.origin for a in (accounts or ()) if a.origin}
    return and_list(sorted(found, key=str.casefold)) or ("" if denying else "a text that names no speaker")


def marked(item: Item, effect: Effect, zone: str | None, said: str = "") -> str:
    """A step in a ledger, as a sentence: "Reported as done: a transfer of control at X on 20 November 2020, by A and B"."""
    who = tellers(item) if item.told else tellers(item, denying=True)
    return f"{said or SAID[effect]}: {happening(item, zone)}, by {who}."


def sentence(text: str) -> str:
    """With a capital at its head and a full stop at its end."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "?", "!")) else text + "."
