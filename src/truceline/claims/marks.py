"""Marks: the times, places, numbers and names of a text as our own normalisers read them, asked for by span.

A reader that gets its claims from elsewhere (a language model) takes the words from there and the meaning from here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from truceline.claims.frame import Frame

if TYPE_CHECKING:
    from truceline.claims.bulletin_lexicon import Lexicon
    from truceline.claims.kit import Kit
    from truceline.documents.document import Document
    from truceline.values.place import Where
    from truceline.values.time import When


class Mark(NamedTuple):
    """Code points [start, end) of the text."""

    start: int
    end: int


class TimeMark(NamedTuple):
    """A time."""

    start: int
    end: int
    when: When


class PlaceMark(NamedTuple):
    """A place, with the role that the words beside it give."""

    start: int
    end: int
    where: Where


class NumberMark(NamedTuple):
    """A number with its bounds."""

    start: int
    end: int
    low: int | float | None
    best: int | float | None
    high: int | float | None


class ActorMark(NamedTuple):
    """An actor or source of the register, or a person under a title."""

    start: int
    end: int
    name: str
    id: str | None
    office: str | None = None
    office_state: str | None = None


M = TypeVar("M", TimeMark, PlaceMark, NumberMark, ActorMark)


class Marks(NamedTuple):
    """The marks of a text, each list in order of the text. frame: its words and sentences. impossible: dates that
    cannot be."""

    frame: Frame
    times: Sequence[TimeMark]
    places: Sequence[PlaceMark]
    numbers: Sequence[NumberMark]
    actors: Sequence[ActorMark]
    impossible: Sequence[Mark] = ()


def best(marks: Sequence[M], start: int, end: int) -> M | None:
    """The mark that shares most with code points [start, end), the longer first; None where none does."""
    i = max(0, bisect_left(marks, start, key=lambda m: m.start) - 8)
    found: tuple[int, int, M] | None = None
    while i < len(marks) and marks[i].start < end:
        m = marks[i]
        shared = min(end, m.end) - max(start, m.start)
        if shared > 0 and (found is None or (shared, m.end - m.start) > found[:2]):
            found = (shared, m.end - m.start, m)
        i += 1
    return found[2] if found else None


def english_marks(text: str, document: Document, kit: Kit) -> Marks:
    """The marks of an English text."""
    from truceline.claims.frame import frame_of
    from truceline.claims.howmany import find_numbers
    from truceline.claims.placing import find_places
    from truceline.claims.times import read_times

    f = frame_of(text, kit)
    read = read_times(text, published=document.published, zone=kit.zone, language="en")
    skip = bytearray(len(f.words))
    for m in read.mentions:
        for i in range(f.word_at(m.start), f.word_at(m.end)):
            skip[i] = 1
    numbers = find_numbers(f, 0, len(f.words), skip)
    actors = [e for e in f.entities if e.form not in ("own", "pronoun", "generic")]
    return Marks(
        frame=f,
        times=[TimeMark(m.start, m.end, m.when) for m in read.mentions if not m.weak],
        places=[PlaceMark(p.start, p.end, p.where) for p in find_places(text, kit.gazetteer)],
        numbers=[NumberMark(f.words[n.first].start, f.words[n.last - 1].end, n.low, n.best, n.high) for n in numbers],
        actors=[
            ActorMark(f.words[e.first].start, f.words[e.last - 1].end, e.name, e.id, e.office, e.office_state)
            for e in actors
        ],
        impossible=[Mark(i.start, i.end) for i in read.set_aside],
    )


def bulletin_marks(text: str, document: Document, kit: Kit, lexicon: Lexicon) -> Marks:
    """The marks of a text in the language of a lexicon."""
    from truceline.claims.bulletin import names_of
    from truceline.claims.bulletin_counts import numbers_in
    from truceline.claims.bulletin_times import find_times, said_at
    from truceline.claims.sentences import sentences_of, words_of

    low = lexicon.lower(text).replace("\n", " ").replace("\u00a0", " ")
    words = words_of(text)
    frame = Frame(text, low, words, sentences_of(text, words), bytearray(len(words)), [], [w.start for w in words])
    names = names_of(kit, lexicon)
    said = said_at(document.published, kit.zone)
    times: list[TimeMark] = []
    numbers: list[NumberMark] = []
    actors: list[ActorMark] = []
    impossible: list[Mark] = []
    for s in frame.sentences:
        a, part = s.start, low[s.start : s.end]
        forward = bool(lexicon.future.search(part) or lexicon.plans.search(part) or lexicon.provides.search(part))
        found, bad = find_times(part, lexicon.times, said=said, zone=kit.zone, forward=forward)
        named = names.find(text[s.start : s.end], part)
        taken = [(t.start, t.end) for t in found] + [(n.start, n.end) for n in named]
        times += [TimeMark(a + t.start, a + t.end, t.when) for t in found]
        impossible += [Mark(a + b.start, a + b.end) for b in bad]
        numbers += [NumberMark(a + n.start, a + n.end, n.low, n.best, n.high) for n in numbers_in(part, lexicon, taken)]
        actors += [ActorMark(a + n.start, a + n.end, n.name, n.id) for n in named]
    hits = kit.gazetteer.mentions(text, endings=lexicon.place_endings, forms=lexicon.place_forms)
    places = [PlaceMark(h.start, h.end, kit.gazetteer.where(h)) for h in hits]
    return Marks(
        frame=frame,
        times=sorted(times, key=lambda m: m.start),
        places=places,
        numbers=sorted(numbers, key=lambda m: m.start),
        actors=sorted(actors, key=lambda m: m.start),
        impossible=impossible,
    )
