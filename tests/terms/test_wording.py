"""Names in a reason: in alphabetical order, whoever is named first in the accounts."""

from __future__ import annotations

from itertools import permutations

import pytest

from truceline.actors.actor import Actor
from truceline.actors.register import Register
from truceline.terms.item import Account, Item
from truceline.terms.wording import names, tellers


@pytest.mark.parametrize("given", list(permutations(["Velland", "Toria", "arbiter"])))
def test_tellers_stand_in_alphabetical_order(given: tuple[str, ...]) -> None:
    accounts = tuple(Account(claim=f"claim-{i}", act="asserts", origin=o) for i, o in enumerate(given))
    assert tellers(Item(id="x", cls="measure", kind="transfer", accounts=accounts)) == "arbiter, Toria and Velland"


@pytest.mark.parametrize("given", list(permutations(["V", "T", "A"])))
def test_actors_stand_in_alphabetical_order_of_their_names(given: tuple[str, ...]) -> None:
    register = Register(
        actors=(
            Actor(id="V", kind="state", names={"en": ("Velland",)}),
            Actor(id="T", kind="state", names={"en": ("Toria",)}),
            Actor(id="A", kind="state", names={"en": ("Arbiter",)}),
        )
    )
    assert names(register, given) == "Arbiter, Toria and Velland"
