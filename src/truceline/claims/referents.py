"""Referents: who the actors of one content are, pronouns and "its forces" included, and which of them watch (English)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from truceline.claims.claim import ActorRef

if TYPE_CHECKING:
    from truceline.actors.register import Register
    from truceline.claims.claim import ActorRole, Speaker
    from truceline.claims.entity import Entity
    from truceline.claims.frame import Frame
    from truceline.claims.kinds import Trigger

_WORD_OF = frozenset(
    [
        "claims",
        "claim",
        "allegations",
        "allegation",
        "accusations",
        "accusation",
        "reports",
        "report",
        "charges",
        "assertions",
    ]
)
_KEEPERS = frozenset({"contingent", "peacekeepers", "peacekeeper"})
_WATCHERS = frozenset({"peacekeeper", "international_org", "ngo"})
_WATCHING = re.compile(
    r"\b(?:peacekeep\w+|observers?|monitors?|monitoring|humanitarian|medics?|doctors?|rescuers?|inspectors?)\b"
)
_OVERSEES = re.compile(
    r"\b(?:control|monitor|oversee|supervis|verif|ensur|guarantee|safeguard|watch)\w* (?:\w+ ){0,3}$"
)


@dataclass(frozen=True)
class Referents:
    """The entities of one content and the speakers that the text names for it."""

    frame: Frame
    register: Register
    entities: list[Entity]
    own: tuple[Speaker, ...]

    def actors(self, bound: list[tuple[Entity, ActorRole]], accused: list[Entity], t: Trigger) -> tuple[ActorRef, ...]:
        """The actors bound to a trigger; the accused is its agent where no other is."""
        out: list[ActorRef] = []
        pairs = list(bound)
        if (
            accused
            and not any(r == "agent" for _, r in pairs)
            and t.frame in ("act", "event", "cas", "acc", "move", "exch", "hold")
        ):
            pairs = [(e, "agent") for e in accused] + [(e, r) for e, r in pairs if e not in accused]
        for e, role in pairs:
            if (
                e.form == "pronoun"
                and e.name.lower() in ("they", "it")
                and role in ("victim", "target")
                and self.id_of(e) is None
            ):
                continue
            id = self.id_of(e)
            if id is None and e.form == "pronoun" and not (role == "agent" and self._speaks_for(e)):
                continue
            name = e.name if e.form != "pronoun" else self.name_of(e) or e.name
            ref = ActorRef(name=name, id=id, role=role, office=e.office, office_state=e.office_state)
            if not any(o.id == ref.id and o.role == ref.role and (o.id is not None or o.name == ref.name) for o in out):
                out.append(ref)
        return tuple(out)

    def antecedent(self, e: Entity) -> tuple[str | None, str | None]:
        """Rule W5 of `who`: whose forces, who is he."""
        wanted_person = e.name.lower() in ("he", "she") or e.name.lower().startswith(("his ", "her "))
        if e.name.lower().startswith("our "):
            return next(((s.id, s.name) for s in self.own[:1]), (None, None))
        before = [
            x
            for x in self.entities
            if x.last <= e.first
            and x.form not in ("pronoun", "own", "generic")
            and not (x.adjective and self.frame.words[x.last].low in _WORD_OF)  # "Vellish claims that its troops"
        ]
        for x in reversed(before):
            if (x.form == "person") == wanted_person and (x.id or wanted_person):
                return x.id, x.name
        for s in self.own[:1]:
            return s.id, s.name
        return None, None

    def _keepers(self, e: Entity) -> str | None:
        """The one peacekeeping force of the state named with "contingent", or of the speaker's; None where none or two."""
        whose = e.id or (self.own[0].id if self.own else None)
        known = self.register.actor(whose) if whose else None
        if known is None or (e.id is not None and known.kind != "state"):
            return None
        found = [
            u
            for u in self.register.under(self.register.party_of(known.id))
            if (a := self.register.actor(u)) and a.kind == "peacekeeper"
        ]
        return found[0] if len(found) == 1 else None

    def _speaks_for(self, e: Entity) -> bool:
        """Whether a pronoun can only be the speaker, a force without an id: "the army said that it had fired"."""
        if e.name.lower() != "it" or not self.own or self.antecedent(e)[1] != self.own[0].name:
            return False
        return self.own[0].name.lower().split()[-1] in ("army", "military", "government", "command", "police", "force")

    def id_of(self, e: Entity) -> str | None:
        """The id of an actor as it stands here; None where it has none."""
        if e.form == "own":
            id, _ = self.antecedent(e)
            if id is None:
                return None
            return self.register.party_of(id) if self.register.actor(id) else None
        if e.form == "pronoun":
            id, _ = self.antecedent(e)
            return id if id and self.register.actor(id) else None
        if e.head in _KEEPERS and (e.id is not None or e.form == "generic"):
            keepers = self._keepers(e)
            if keepers is not None:
                return keepers
        if (
            e.id is None
            and e.form == "generic"
            and e.head in ("army", "military", "government")
            and self.own
            and self.own[0].id
            and self.register.actor(self.own[0].id)
        ):
            party = self.register.party_of(self.own[0].id)
            known = self.register.actor(party)
            return party if known is not None and known.kind in ("state", "de_facto_authority") else None
        return e.id

    def name_of(self, e: Entity) -> str | None:
        """The name of the actor that a pronoun stands for."""
        return self.antecedent(e)[1]

    def watches(self, actor: ActorRef) -> bool:
        """Whether an actor is there to watch or help, so that its entering a place is a movement and no advance."""
        known = self.register.actor(actor.id) if actor.id else None
        return (known is not None and known.kind in _WATCHERS) or bool(_WATCHING.search(actor.name.lower()))

    def watchers(self, t: Trigger, bound: list[tuple[Entity, ActorRole]]) -> list[tuple[Entity, ActorRole]]:
        """Who controls or monitors a ceasefire observes it; who signs one is its signatory."""
        before = self.frame.low[max(0, self.frame.words[t.first].start - 40) : self.frame.words[t.first].start]
        if _OVERSEES.search(before):
            for e in reversed([e for e in self.entities if e.last <= t.first]):
                actor = self.register.actor(e.id) if e.id else None
                if actor is not None and actor.kind in ("peacekeeper", "international_org"):
                    return [(e, "observer")]
        if t.lemma == "sign":
            return [(e, "signatory") for e, _ in bound]
        return bound
