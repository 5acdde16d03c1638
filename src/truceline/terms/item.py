"""Item: one thing told, in the form in which a term is tested on it: an event, or a claim of a state of affairs."""

from __future__ import annotations

from functools import cached_property

import msgspec

from truceline.terms.phases import cause_of
from truceline.values.count import Count
from truceline.values.place import Where
from truceline.values.time import When

CODE_OF_KIND: dict[str, str] = {
    "violence": "V1",
    "violation": "V1",
    "advance": "V2.1",
    "damage": "V9",
    "access": "V5.1",
}
TYPE_OF_KIND = {"violence": "V1", "advance": "V2.1"}  # what an account's kind says of its type, where no code does
MOVES: frozenset[str] = frozenset({"asserts", "admits", "accuses", "counts", "corrects", "announces"})


class Account(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What one claim says of the item, with whose word it is. origin: its name; speaker: its id, where the register has
    one. interest: actor id of the origin; absent for none.

    agents, targets: actor ids in those roles; others: all others named. unnamed: an agent is told without an id.
    text: the words it stands on.
    """

    claim: str
    origin: str = ""
    speaker: str = ""
    interest: str | None = None
    act: str = "asserts"
    polarity: str = "holds"
    conditional: bool = False
    kind: str = ""
    agents: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    unnamed: bool = False
    when: When | None = None
    where: tuple[Where, ...] = ()
    counts: tuple[Count, ...] = ()
    topics: tuple[str, ...] = ()
    public: int | None = None
    background: bool = False
    text: str = ""

    def moves(self) -> bool:
        """Whether this act can move a ledger: never a provision, plan, expectation, undertaking or denial.

        `announces` does so only of what lies before its publication.
        """
        if self.act not in MOVES or self.conditional:
            return False
        if self.act != "announces":
            return True
        return (
            self.public is not None
            and self.when is not None
            and self.when.earliest is not None
            and self.when.earliest < self.public
        )


class Item(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, dict=True):
    """cls: incident, measure, meeting, contact or state. occurrence: of the event; `alleged` for a lone claim.

    supporting, denying: names of origins. disputed_agent: the accounts name different agents, or it is denied.
    called: ids of its places with every side's name of them.
    """

    id: str
    cls: str
    kind: str
    code: str | None = None
    status: str | None = None
    when: When | None = None
    where: tuple[Where, ...] = ()
    occurrence: str = "alleged"
    accounts: tuple[Account, ...] = ()
    supporting: tuple[str, ...] = ()
    denying: tuple[str, ...] = ()
    disputed_agent: bool = False
    public: int | None = None
    called: tuple[tuple[str, str], ...] = ()

    @cached_property
    def told(self) -> tuple[Account, ...]:
        """The accounts that can move a ledger and say that it was so."""
        return tuple(a for a in self.accounts if a.moves() and a.polarity == "holds")

    @cached_property
    def refused(self) -> tuple[Account, ...]:
        """The accounts that say it was not so."""
        return tuple(a for a in self.accounts if a.act == "denies" or (a.moves() and a.polarity == "does_not_hold"))

    @cached_property
    def agents(self) -> tuple[str, ...]:
        """Agents named by those who tell it, each once, sorted."""
        return tuple(sorted({g for a in self.told for g in a.agents}))

    @cached_property
    def topics(self) -> frozenset[str]:
        """Subjects and marks of all accounts that can move a ledger, whether they say that it was so or was not."""
        return frozenset(t for a in self.accounts if a.moves() for t in a.topics)

    @cached_property
    def cause(self) -> str | None:
        """A cause outside anybody's doing, in the words of one who tells it; None where some account names who acted."""
        if self.agents or any(a.unnamed or a.act == "accuses" for a in self.told):
            return None
        return next((c for a in self.told if (c := cause_of(a.text))), None)

    @cached_property
    def acting_code(self) -> str | None:
        """The alleged type: its own, or what its kind says at the least; a post that saw nothing is no hindrance by itself."""
        if "not_watched" in self.topics:
            return self.code
        return self.code or CODE_OF_KIND.get(self.kind)

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The types that the kinds of the accounts which tell it say by themselves."""
        return tuple({TYPE_OF_KIND[a.kind]: None for a in self.told if a.kind in TYPE_OF_KIND})

    @cached_property
    def contested(self) -> bool:
        """Whether somebody stands against that it was so."""
        return self.occurrence == "contested" or (bool(self.told) and bool(self.refused))
