"""Text that nobody wrote in good faith: no crash, no span that is not in the text, the same claims twice, linear time."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from truceline.app.case import open_case
from truceline.claims.kit import Kit
from truceline.claims.readers.rules import READER
from truceline.claims.reading import Reading
from truceline.claims.speech import find_speech
from truceline.claims.times import find_times
from truceline.documents.document import Document, Text
from truceline.values.time import day_when

GOLD = Path(__file__).parent.parent / "gold"
PUBLISHED = day_when(dt.date(2021, 1, 10), "+03:00")
LANGUAGES = ("en", "ru", "hy", "az")
_WORDS = """
Toria Velland Torian Vellander Red_Ford Vana the a his its forces troops ministry Defence_Ministry spokesman President
Minister Mission said says that told denied accused blamed according to citing reported as follows from saying adding
announced pledged expects called on urged retracted corrected shelled fired at attacked attack killed wounded injured
captured withdrew handed_over exchanged returned deployed entered met talks agreement ceasefire violated violations
explosion explosions times of by from in near towards along between and or but while if unless not no never neither nor
under shall will would must may to is are was were been being who which where 5 12 40 1,047 twelve dozens two hundred at
least up more than about on 12_May 31_November 30_February 2020 2021-02-31 29.02.2021 Monday yesterday last week year
night two_days_ago until December 00:00 24:00 99:99 noon Moscow time today km north-west road district line_of_contact
"""
_MARKS = ", . ; : ? ! ( ) [ ] { } \" ' “ ” « » „ ’ ‘ - – — / | * • … %"
_STRANGE = "İ ı ß ﬁ Σ ١٢ ² 𝟙 😀 [ //[ http://[::1 Թշնամին Министерство Müdafiə <b> &amp; '' ``"
WORDS = _WORDS.split()
MARKS = [*_MARKS.split(), "\n", "\n\n", "\t", "\u00a0"]
STRANGE = [*_STRANGE.split(), "\u200b", "\u202e", "\u202c", "\u0301", "\x00", "\ufeff", "9" * 400, "9" * 5000]


@cache
def kit() -> Kit:
    return open_case(GOLD).kit


def read(text: str, language: str = "en", published: bool = True) -> Reading:
    document = Document(
        id="d", publisher="Daily Lantern", published=PUBLISHED if published else None, language=language
    )
    return READER.read(Text(document="d", extractor="t", digest="", text=text), document, kit())


words = st.sampled_from([w.replace("_", " ") for w in WORDS])
cased = st.one_of(words, words.map(str.upper), words.map(str.capitalize))
pieces = st.one_of(cased, cased, cased, st.sampled_from(MARKS), st.sampled_from(STRANGE))
joined = st.builds(
    lambda ps, sep: sep.join(ps), st.lists(pieces, max_size=70), st.sampled_from([" ", " ", " ", "", "\n"])
)
texts = st.one_of(joined, joined, st.text(max_size=200))
bounded = settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@bounded
@given(texts, st.booleans())
def test_every_span_stands_in_the_text_and_the_same_text_gives_the_same(text: str, published: bool) -> None:
    reading = read(text, published=published)
    for c in reading.claims:
        assert c.span.text
        assert text[c.span.start : c.span.end] == c.span.text
        assert c.when is None or c.when.earliest is None or c.when.latest is None or c.when.earliest < c.when.latest
        for n in c.counts:
            assert n.text in text
    for a in reading.set_aside:
        assert text[a.span.start : a.span.end] == a.span.text
        assert a.why
    assert read(text, published=published) == reading


@bounded
@given(texts, st.sampled_from(LANGUAGES))
def test_no_language_falls_over(text: str, language: str) -> None:
    for c in read(text, language).claims:
        assert text[c.span.start : c.span.end] == c.span.text


@bounded
@given(texts)
def test_times_and_speech_stand_in_the_text(text: str) -> None:
    for m in find_times(text, published=PUBLISHED, zone="+03:00"):
        assert text[m.start : m.end] == m.text
        assert m.text
    for s in find_speech(text):
        for r in (s.source, s.cue, s.content):
            assert r is None or 0 <= r.start < r.end <= len(text)


@pytest.mark.parametrize(
    "day", ["31 November 2020", "30 February 2021", "29 February 2021", "2020-11-31", "31.04.2021"]
)
def test_a_date_that_cannot_be_is_set_aside_and_the_claim_stays(day: str) -> None:
    reading = read(f"Torian forces shelled Red Ford on {day}, the ministry said.")
    assert any("cannot be" in a.why for a in reading.set_aside)
    assert [c.kind for c in reading.claims] == ["violence"]
    assert all(c.when is None or day not in c.when.text for c in reading.claims)


LINEAR = {
    "marks": "the forces moved along the road and then the troops fired near the town ",
    "deeds": "shelled ",
    "kinds": "shelled withdrew met killed denied entered ",
    "quotes": '"the “said ',
    "cues": "Toria said that Velland said that ",
    "table": "12 May\t5\tkilled\t",
    "counts": "five killed and six wounded, ",
    "sides": "all all ",
    "names": "of Toria, Velland and Toria shelled ",
    "persons": "President Foo Bar, a spokesman, ",
    "dates": "on 12 May and on 13 May 2019, ",
    "commas": ",",
    "nested": "((said) ",
    "night": "the night of the ",
    "agreement": "the joint agreement of it of ",
    "reports": "reports that the ",
    "combining": "a\u0301",
    "zero width": "\u200b",
    "turned": "\u202eToria\u202c ",
    "digits": "7",
    "points": "1.",
    "bracket": "[",
    "tags": "<p>",
    "spaces": " ",
    "lines": "\n",
    "İ": "İ",
}


def steps(work: Callable[[], object]) -> int:
    """Calls of Python functions that a piece of work makes: a measure of cost that no other process disturbs."""
    count = 0

    def seen(_frame: object, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("shape", sorted(LINEAR))
def test_cost_grows_with_the_length_and_not_faster(shape: str) -> None:
    piece = LINEAR[shape]
    first, small, large = ((piece * (n // len(piece) + 1))[:n] for n in (1_000, 5_000, 20_000))
    read(first)
    once, four = steps(lambda: read(small)), steps(lambda: read(large))
    assert four < 5 * once + 2_000, f"{once} calls for 5 kB, {four} for 20 kB"
