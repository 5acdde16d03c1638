"""Bulletins in Azerbaijani: our own gold and the parties exchanged."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("bulletin_checks", Path(__file__).with_name("test_russian.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
shared = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(shared)


def test_the_gold_is_read() -> None:
    assert len(shared.gold("az")) == 111
    shared.check_gold("az", 0.9)


def test_parties_exchanged_are_read_alike() -> None:
    shared.check_parties_exchanged("az")


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("2020-ci il dekabrın 12-də", "2020-12-12", "2020-12-13"),
        ("12 dekabr 2020-ci ildə", "2020-12-12", "2020-12-13"),
        ("Dünən", "2020-12-13", "2020-12-14"),
        ("Dekabrın 12-də saat 20:40-da", "2020-12-12T20:40", "2020-12-12T20:41"),
        ("Dekabrın 13-nə keçən gecə", "2020-12-12T18:00", "2020-12-13T06:00"),
        ("Dekabrın 10-dan sonra", "2020-12-11", None),
        ("Dekabrın 10-dək", None, "2020-12-11"),
    ],
)
def test_dates(words: str, first: str | None, last: str | None) -> None:
    when = shared.one(f"{words} Vellandiya qoşunları Keşi atəşə tutub.", "az", "violence").when
    assert when.earliest == (None if first is None else shared.parse_instant(first, zone=shared.ZONE))
    assert when.latest == (None if last is None else shared.parse_instant(last, zone=shared.ZONE))
