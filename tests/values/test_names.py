"""Folding and the index of names."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from truceline.values.names import NameIndex, fold, fold_text


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Xankəndi", "Khankandi"),
        ("Şuşa", "Shusha"),
        ("Laçın", "Lachin"),
        ("Ağdərə", "Aghdara"),
        ("Qubadlı", "Gubadli"),
        ("Ստեփանակերտ", "Stepanakert"),
        ("Step’anakert", "Stepanakert"),
        ("Մարտունի", "Martuni"),
        ("Երևան", "Yerevan"),
        ("Степанакерт", "Stepanakert"),
        ("Джермук", "Jermuk"),
        ("Nor-Shen", "Nor Shen"),
        ("s\u0327us\u0327a", "şuşa"),
        ("Шу\u200fша", "Шуша"),
        ("SHUSHA", "shusha"),
    ],
)
def test_spellings_of_one_name_fold_to_one_key(a: str, b: str) -> None:
    assert fold(a) == fold(b)


def test_different_names_keep_different_keys() -> None:
    assert len({fold(n) for n in ("Khankendi", "Stepanakert", "Sus", "Sos", "Sur")}) == 5


def found(index: NameIndex, text: str) -> list[tuple[str, tuple[str, ...]]]:
    hits = index.find(text)
    assert all(text[h.start : h.end] == h.form for h in hits)
    return [(h.form, h.keys) for h in hits]


def test_longest_name_that_begins_first_wins() -> None:
    ix = NameIndex([("Shusha", "a"), ("Shusha Road", "b"), ("Road", "c")])
    assert found(ix, "on the Shusha Road, near Shusha") == [("Shusha Road", ("b",)), ("Shusha", ("a",))]


def test_a_name_of_two_keys_keeps_both() -> None:
    ix = NameIndex([("Martuni", "one"), ("Martuni", "two")])
    assert found(ix, "in Martuni") == [("Martuni", ("one", "two"))]


def test_word_boundaries_possessives_and_dashes() -> None:
    ix = NameIndex([("Sos", "sos"), ("Goris", "goris")])
    text = "Sosnovka, Goris’s road, GORIS's; the Goris–Sos line and “Sos”."
    assert [f for f, _ in found(ix, text)] == ["Goris", "GORIS", "Goris", "Sos", "Sos"]


def test_capitals_are_asked_of_proper_names_only() -> None:
    ix = NameIndex([("Sus", "s"), ("line of contact", "l")])
    assert found(ix, "sus near the Line of Contact; SUS") == [("Line of Contact", ("l",)), ("SUS", ("s",))]
    assert found(NameIndex([("Sus", "s")], capitals=False), "sus") == [("sus", ("s",))]


def test_no_name_reaches_over_a_stop() -> None:
    ix = NameIndex([("New York", "ny"), ("St. Petersburg", "sp"), ("Washington, D.C.", "w")])
    text = "It was New. York of St. Petersburg and Washington, D.C. said; New\nYork"
    assert [k[0] for _, k in found(ix, text)] == ["sp", "w", "ny"]


def test_names_of_one_script_are_found_in_another() -> None:
    ix = NameIndex([("Hadrut", "h"), ("Yerevan", "y"), ("Ağdam", "a"), ("Shushi", "s")])
    assert [k[0] for _, k in found(ix, "Гадрут, Ереван, Агдам, Շուշի, Երևան")] == ["h", "y", "a", "s", "y"]
    assert found(ix, "Gadrut") == []  # the Cyrillic reading is not lent to Latin text


def test_case_endings_and_case_forms() -> None:
    ix = NameIndex([("Shusha", "s")], endings=("da", "dan", "ya"))
    assert found(ix, "Şuşada, Shushadan, Shushad") == [("Şuşada", ("s",)), ("Shushadan", ("s",))]
    ix = NameIndex([("Шуша", "s")], forms=lambda n: [n[:-1] + "и", n[:-1] + "е"] if n.endswith("а") else [])
    assert [f for f, _ in found(ix, "у Шуши, в Шуше")] == ["Шуши", "Шуше"]


def test_an_empty_index_finds_nothing() -> None:
    assert NameIndex([]).find("Shusha") == []
    assert NameIndex([("—", "dash")]).find("— —") == []


@given(st.text(max_size=80))
@settings(max_examples=150, deadline=None)
def test_folding_maps_back_into_the_text(text: str) -> None:
    f = fold_text(text)
    assert f.text.isascii()
    assert "  " not in f.text
    for i, c in enumerate(f.text):
        if c not in " |":
            assert 0 <= f.start(i) < f.end(i) <= len(text)


@given(st.text(alphabet="abЖдəğÇու'’- .é\u0301\u200f", max_size=40))
@settings(max_examples=150, deadline=None)
def test_a_name_is_found_in_itself(name: str) -> None:
    hits = NameIndex([(name, "k")]).find(f"in {name}, said")
    assert all(h.keys == ("k",) for h in hits)
    if name.isascii() and name.isalpha():
        assert [h.form for h in hits] == [name]


@pytest.mark.parametrize("unit", ["a", "ə", "a'", "- ", "aə", "'", ".\u0301", "Sos "])
def test_no_text_takes_more_than_linear_time(unit: str) -> None:
    ix = NameIndex([("Sos", "s"), ("a" * 30, "a")])

    def seconds(n: int) -> float:
        t = time.process_time()
        ix.find(unit * n)
        return time.process_time() - t

    small, large = max(seconds(20_000), 0.01), seconds(160_000)
    assert large < 8 * 4 * small
