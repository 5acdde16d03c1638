"""Sentences and words of a text, with their code points. Linear in the text, whatever it holds.

A sentence ends at . ! ? … (with closing quotes and brackets) before white space and something that can begin one; not
after an abbreviation, a single initial or inside a number; at an empty line; at a line break before a bullet or after
a line that is plainly a headline. A run without any such end is cut after MAX_WORDS words, so that what is done within
a sentence stays bounded.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

import msgspec

MAX_WORDS = 300
_WORD = re.compile(  # plain words first: most are
    r"[a-zA-Z]{2,}+(?![\w'’\-/])|\d+(?:[.,:]\d+)*(?:st|nd|rd|th)?(?![^\W_])|(?:[^\W\d_]\.){2,}|[^\W_]+(?:['’\-/][^\W_]+)*(?:['’]s\b)?|''(?!')|``|\S"
)
_END = re.compile(r"[.!?…։]+[\"”»’')\]]*(?=\s|$)|\n[ \t]*\n\s*|\n")
_MARKS = {"''": '"', "``": '"'}
_OPENERS = "\"“«‘'([—–-•*"
ABBREVIATIONS = frozenset({
    "mr", "mrs", "ms", "dr", "prof", "gen", "lt", "col", "maj", "sgt", "capt", "adm", "brig", "sen", "rep", "gov",
    "pres", "st", "mt", "no", "nos", "vs", "etc", "approx", "ca", "cf", "e.g", "i.e", "inc", "ltd", "co", "corp", "jr",
    "sr", "fig", "art", "para", "p", "pp", "vol", "ed", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
    "oct", "nov", "dec", "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun", "u.n", "u.s", "u.k",
    "e.u", "a.m", "p.m", "hon", "rev", "cpl", "pvt", "cmdr", "spc", "al",
})  # fmt: skip
_LAST_WORD = re.compile(r"[^\s(\[\"“«]*$")


class Word(msgspec.Struct, frozen=True):
    """A word or mark: code points [start, end) and its lower-case form (curly apostrophes made straight)."""

    start: int
    end: int
    low: str


class Sentence(msgspec.Struct, frozen=True):
    """Code points [start, end), words [first, last) of the text's words, and the number of its paragraph."""

    start: int
    end: int
    first: int
    last: int
    paragraph: int


def words_of(text: str) -> list[Word]:
    """All words and marks of a text in order."""
    low = lower(text).replace("’", "'")
    known = dict(_MARKS)  # one string for all places of a word
    spans = map(re.Match.span, _WORD.finditer(text))
    return [Word(a, b, known.setdefault(w := low[a:b], w)) for a, b in spans]


def lower(text: str) -> str:
    """The text in lower case, code point for code point: İ, whose small form is two, stays."""
    low = text.lower()
    return low if len(low) == len(text) else "İ".join([part.lower() for part in text.split("İ")])


def sentences_of(text: str, words: list[Word] | None = None) -> list[Sentence]:
    """The sentences of a text; white space around them is left out."""
    words = words_of(text) if words is None else words
    starts = [w.start for w in words]
    out: list[Sentence] = []
    for start, end, paragraph in _runs(text):
        first, last = bisect_left(starts, start), bisect_left(starts, end)
        for i in range(first, last, MAX_WORDS):
            j = min(i + MAX_WORDS, last)
            out.append(Sentence(words[i].start, words[j - 1].end, i, j, paragraph))
    return out


def _runs(text: str) -> Iterator[tuple[int, int, int]]:
    start, paragraph = 0, 0
    for m in _END.finditer(text):
        mark = m.group()
        if mark[0] == "\n":
            if "\n" in mark[1:]:
                yield start, m.start(), paragraph
                start, paragraph = m.end(), paragraph + 1
            elif _line_ends(text, start, m.start()):
                yield start, m.start(), paragraph
                start = m.end()
        elif _sentence_ends(text, m.start(), m.end()):
            yield start, m.end(), paragraph
            start = m.end()
    yield start, len(text), paragraph


def _sentence_ends(text: str, at: int, end: int) -> bool:
    follows = _next(text, end)
    if not follows:
        return True
    if text[at] == "." and end - at == 1:
        before = text[max(0, at - 12) : at]
        word = _LAST_WORD.search(before)
        last = word.group().lower() if word else ""
        if last in ABBREVIATIONS or (len(last) == 1 and last.isalpha() and before[-1:].isupper()):
            return False
    return not follows.islower()


def _line_ends(text: str, start: int, at: int) -> bool:
    follows = _next(text, at)
    if follows and follows in "•*-–—▪●":
        return True
    begin = max(text.rfind("\n", start, at) + 1, start)
    length = at - begin
    return length < 60 and not follows.islower() and text[at - 1 : at] not in ",;:-–—"


def _next(text: str, at: int) -> str:
    """The first letter, digit or bullet after `at`, looking past at most 40 characters."""
    for c in text[at : at + 40]:
        if not c.isspace() and c not in _OPENERS[:7]:
            return c
    return ""
