"""A report bears on a term whose subject its words name; a body is told as there, as gone, or as still to come."""

from __future__ import annotations

import pytest

from truceline.actors.actor import Actor
from truceline.actors.register import Register
from truceline.terms.ground import Ground
from truceline.terms.item import Account, Item
from truceline.terms.phases import founding_of
from truceline.terms.subject import speaks_of
from truceline.terms.term import Agreement, Term

REGISTER = Register((Actor(id="CENTRE", kind="group", names={"en": ("joint centre",)}),), (), ())
GROUND = Ground(Agreement(id="x", title="x"), REGISTER)


def term(**params: object) -> Term:
    return Term(
        id="x/1",
        agreement="x",
        clause="1",
        title="t",
        kind="process",
        nature="duty",
        modality="must",
        says="s",
        params=params,
    )


def item(text: str) -> Item:
    return Item(id="e", cls="measure", kind="deployment", accounts=(Account(claim="c", text=text),))


@pytest.mark.parametrize(
    ("text", "bears"),
    [
        ("They agreed on a plan for a  new route.", True),
        ("A Plan For A New Route was signed.", True),
        ("A new router plan.", False),
    ],
)
def test_words_are_matched_whole(text: str, bears: bool) -> None:
    assert speaks_of(term(words=("plan for a new route",)), item(text), GROUND) is bears


def test_a_body_is_named_by_its_name_in_the_register() -> None:
    assert speaks_of(term(body=("CENTRE",)), item("The joint centre opened."), GROUND)
    assert not speaks_of(term(body=("CENTRE",)), item("Another centre opened."), GROUND)
    assert not speaks_of(term(), item("The joint centre opened."), GROUND)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("The centre was opened.", "done"), ("The centre began its work.", "done"), ("The commission was closed.", "ended"),
        ("The centre will be opened.", None), ("The centre was not opened.", None), ("It was opened and closed.", None),
        ("The centre is being built.", None),
    ],
)  # fmt: skip
def test_there_or_gone(text: str, said: str | None) -> None:
    assert founding_of(text) == said
