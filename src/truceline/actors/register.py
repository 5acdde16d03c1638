"""The register of a case: who is who, under whom, in which office when, and whose word a source gives.

Rules of interest:
 1. The interest of a source is the top of its `actor`; a source without `actor` has none.
 2. The interest of an actor is the top of its own `belongs_to` chain; a person belongs to what `belongs_to` says.
 3. What is in neither register has no known interest: None, never a guess.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

import msgspec

from truceline.actors.actor import Actor, Office, Role, Source

if TYPE_CHECKING:
    from truceline.values.names import Hit, NameIndex

FormKind = Literal["name", "demonym", "capital"]


class Register(msgspec.Struct, frozen=True, dict=True):
    """Actors, offices and sources of a case, with the lookups over them. Ids are unique in each register."""

    actors: tuple[Actor, ...] = ()
    offices: tuple[Office, ...] = ()
    sources: tuple[Source, ...] = ()

    def actor(self, id: str) -> Actor | None:
        """The actor of this id."""
        return self._actors.get(id)

    def source(self, id: str) -> Source | None:
        """The source of this id."""
        return self._sources.get(id)

    def party_of(self, id: str) -> str:
        """The top of the belongs_to chain; the id itself where it is unknown or belongs to nobody."""
        seen = {id}
        while (a := self._actors.get(id)) is not None and a.belongs_to is not None and a.belongs_to not in seen:
            id = a.belongs_to
            seen.add(id)
        return id

    def under(self, id: str) -> tuple[str, ...]:
        """The actor and all that belong to it, at any depth, in the order of the register."""
        return tuple(a.id for a in self.actors if a.id == id or id in self._uppers(a.id))

    def offices_of(self, person: str) -> tuple[Office, ...]:
        """All offices of a person, whenever held."""
        return self._offices.get(person, ())

    def office_at(self, person_id: str, us: int | None) -> tuple[Office, ...]:
        """The offices a person held at an instant (microseconds of UTC), several at once if so.

        An office open at an end counts there. Without an instant: all of them.
        """
        return tuple(
            o
            for o in self.offices_of(person_id)
            if us is None or ((o.start is None or o.start <= us) and (o.end is None or us < o.end))
        )

    def holders(self, organ: str, us: int | None) -> tuple[Office, ...]:
        """The offices of an organ or state held at an instant."""
        people = dict.fromkeys(o.person for o in self.offices if organ in (o.organ, o.state))
        return tuple(o for p in people for o in self.office_at(p, us) if organ in (o.organ, o.state))

    def roles_at(self, id: str, us: int | None) -> tuple[str, ...]:
        """The parts an actor has in the agreement at an instant; undated ones always count."""
        a = self._actors.get(id)
        if a is None:
            return ()
        return tuple(r for r in a.roles if any(_holds(d, us) for d in a.dated if d.role == r) or _undated(a, r))

    def source_named(self, text: str) -> Source | None:
        """The source that is called so, has this id, or whose domain the address stands under; None if none or several.

        Names are compared folded (case, script, diacritics), whole, with a leading article left out.
        """
        if text in self._sources:
            return self._sources[text]
        found = self._source_names.get(_key(text), ())
        if len(found) == 1:
            return self._sources[found[0]]
        return self._source_at(text) if not found else None

    def owner_of(self, source_id: str) -> str:
        """Who owns a source: the end of the owner chain (an actor or a source); the id itself where nobody is named."""
        seen = {source_id}
        while (s := self._sources.get(source_id)) is not None and s.owner is not None and s.owner not in seen:
            source_id = s.owner
            seen.add(source_id)
        return source_id

    def interest_of(self, id_or_name: str) -> str | None:
        """The actor whose interest a source or actor has, by the rules above; None where none is known."""
        if id_or_name in self._actors:
            return self.party_of(id_or_name)
        source = self.source_named(id_or_name)
        if source is not None:
            return None if source.actor is None else self.party_of(source.actor)
        found = self._actor_names.get(_key(id_or_name), ())
        return self.party_of(found[0]) if len(found) == 1 else None

    def opposes(self, a: str, b: str) -> bool:
        """Whether an accusation of b serves a: a, or one it belongs to, lists b or one b belongs to."""
        lists = {o for i in (a, *self._uppers(a)) if (x := self._actors.get(i)) is not None for o in x.opposes}
        return bool(lists & {b, *self._uppers(b)})

    def mentions(self, text: str, *, demonyms: bool = True, capitals: bool = False) -> list[Hit]:
        """Where actors are named in a text; keys are actor ids, more than one where a form fits several.

        Capitals ("Baku said") are left out unless asked for: a capital in a text is first a place. `form_kind` tells
        the three apart. Offsets are code points.
        """
        return self._index(demonyms, capitals).find(text)

    def source_mentions(self, text: str) -> list[Hit]:
        """Where sources are named in a text; keys are source ids."""
        return self._source_index.find(text)

    def form_kind(self, form: str, id: str) -> FormKind | None:
        """Whether a form is a name, a demonym or a capital of this actor; None if it is none of them as it stands."""
        return self._forms.get((_key(form), id))

    def speaker_kind(self, id: str) -> str:
        """The kind of speaker (the kinds of sources) an actor or source is; `unknown` where the register cannot say.

        A state is `state_body` if it is a party to the agreement, else `third_state`; an organ, unit or person is what
        its top makes it: of a state, a state body; of a de facto authority, such an authority. Armed forces and
        peacekeepers are their own kind.
        """
        source = self._sources.get(id)
        if source is not None:
            return source.kind
        a = self._actors.get(id)
        if a is None:
            return "unknown"
        if a.kind in _SAME_KIND:
            return _SAME_KIND[a.kind]
        top = self._actors.get(self.party_of(id))
        if top is None or a.kind in ("group", "other"):
            return "unknown"
        if top.kind == "state":
            return "state_body" if "party" in top.roles or a.kind in ("organ", "unit") else "third_state"
        if top.kind in _SAME_KIND:
            return _SAME_KIND[top.kind]
        return "individual" if a.kind == "person" else "unknown"

    def swapped(self, a: str, b: str) -> Register:
        """The register with two actors exchanged: their ids change places wherever they stand, and with the ids all
        that hangs on them (names, demonyms, capitals, organs, persons, offices, roles, sources); so do their ranks.

        `swapped(a, b).swapped(a, b)` is the register again. Raises KeyError for an unknown id.
        """
        first, second = self._actors[a], self._actors[b]

        def s(id: str | None) -> str | None:
            return b if id == a else a if id == b else id

        def moved(x: Actor) -> Actor:
            opposes = tuple(s(o) or o for o in x.opposes)
            return msgspec.structs.replace(x, id=s(x.id), belongs_to=s(x.belongs_to), opposes=opposes)

        order = [second if x is first else first if x is second else x for x in self.actors]
        return Register(
            tuple(moved(x) for x in order),
            tuple(
                msgspec.structs.replace(o, person=s(o.person), organ=s(o.organ), state=s(o.state)) for o in self.offices
            ),
            tuple(msgspec.structs.replace(x, owner=s(x.owner), actor=s(x.actor)) for x in self.sources),
        )

    def _uppers(self, id: str) -> tuple[str, ...]:
        out: list[str] = []
        while (a := self._actors.get(id)) is not None and a.belongs_to is not None and a.belongs_to not in out:
            id = a.belongs_to
            out.append(id)
        return tuple(out)

    def _source_at(self, address: str) -> Source | None:
        plain = address.translate(_NOT_IN_ADDRESS).lower()
        if not any(map(plain.__contains__, self._domains)):
            return None  # most words are no address
        try:
            host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
        except ValueError:  # no address: a lone bracket, or a sign that changes under NFKC
            return None
        found = {s.id: d for s in self.sources for d in s.address if host == d or host.endswith("." + d)}
        if not found:
            return None
        longest = max(len(d) for d in found.values())
        best = [i for i, d in found.items() if len(d) == longest]
        return self._sources[best[0]] if len(best) == 1 else None

    @cached_property
    def _domains(self) -> frozenset[str]:
        return frozenset(d for s in self.sources for d in s.address)

    @cached_property
    def _actors(self) -> dict[str, Actor]:
        return {a.id: a for a in self.actors}

    @cached_property
    def _sources(self) -> dict[str, Source]:
        return {s.id: s for s in self.sources}

    @cached_property
    def _offices(self) -> dict[str, tuple[Office, ...]]:
        out: dict[str, list[Office]] = {}
        for o in self.offices:
            out.setdefault(o.person, []).append(o)
        return {k: tuple(v) for k, v in out.items()}

    @cached_property
    def _source_names(self) -> dict[str, tuple[str, ...]]:
        return _group((n, s.id) for s in self.sources for n in s.names)

    @cached_property
    def _actor_names(self) -> dict[str, tuple[str, ...]]:
        return _group((n, a.id) for a in self.actors for ns in a.names.values() for n in ns)

    @cached_property
    def _forms(self) -> dict[tuple[str, str], FormKind]:
        out: dict[tuple[str, str], FormKind] = {}
        for a in self.actors:
            for c in a.capitals:
                out[_key(c), a.id] = "capital"
            for words in a.demonyms.values():
                out.update({(_key(w), a.id): "demonym" for w in words})
            for words in a.names.values():
                out.update({(_key(w), a.id): "name" for w in words})
        return out

    @cached_property
    def _source_index(self) -> NameIndex:
        from truceline.values.names import NameIndex

        return NameIndex((n, s.id) for s in self.sources for n in s.names)

    @cached_property
    def _indexes(self) -> dict[tuple[bool, bool], NameIndex]:
        return {}

    def _index(self, demonyms: bool, capitals: bool) -> NameIndex:
        from truceline.values.names import NameIndex

        found = self._indexes.get((demonyms, capitals))
        if found is None:
            entries = [(n, a.id) for a in self.actors for ns in a.names.values() for n in ns]
            if demonyms:
                entries += [(n, a.id) for a in self.actors for ns in a.demonyms.values() for n in ns]
            if capitals:
                entries += [(n, a.id) for a in self.actors for n in a.capitals]
            found = self._indexes[demonyms, capitals] = NameIndex(entries)
        return found


_NOT_IN_ADDRESS = {ord(c): None for c in "\t\r\n"}  # left out where an address is taken apart
_SAME_KIND = {
    "de_facto_authority": "de_facto_authority",
    "armed_force": "armed_force",
    "peacekeeper": "peacekeeper",
    "international_org": "international_org",
    "ngo": "ngo",
    "news_agency": "news_agency",
    "outlet": "outlet",
}


def _holds(role: Role, us: int | None) -> bool:
    return us is None or ((role.start is None or role.start <= us) and (role.end is None or us < role.end))


def _undated(actor: Actor, role: str) -> bool:
    return all(d.role != role for d in actor.dated)


@lru_cache(maxsize=4096)
def _key(text: str) -> str:
    from truceline.values.names import fold

    key = fold(text.strip())
    return key.removeprefix("the ")


def _group(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    out: dict[str, dict[str, None]] = {}
    for name, id in pairs:
        out.setdefault(_key(name), {})[id] = None
    return {k: tuple(v) for k, v in out.items()}
