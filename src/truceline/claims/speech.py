"""Who says what: source, cue and content of the speech in a text (English).

Rules.
 S1. A cue verb outside quotation marks with a clause after it (that ..., a quotation, a clause): source before it,
     content after it.
 S2. A cue with its source after a comma or a closing quotation mark, and nothing but adverbials after it: content
     before it ("..., the ministry said on Sunday"; "...", said the mayor).
 S3. "according to S", "as follows from S", "as reported by S", "S was quoted as saying": the other side is content.
 S4. "citing S", "quoting S" after a relay: S said it, the relay passed it on; both have the same content.
 S5. ", saying that", ", adding that": the subject of the sentence goes on.
 S6. A quotation without a cue in its sentence is the last speaker's, if it begins in the same paragraph or the marks
     were not closed; else it has no source.
 S12. What somebody has not answered is the word of who claimed it. S13. "called it a lie", "called it illegal".
 S14. "expressed concern over ...", "puts its losses at ...". S15. "wants Y to ...".
 S8. A heading of names before a colon speaks for the line. S9. What is retracted or corrected. S10. See `transitive`.
 S17. Verbs in several words ("pointed out"). S18. "is confident that".
 S16. A denial of what the same sentence told: see `rebuttals`.
 S7. A accuses B of ...: cue and content; the accused is part of the content.
Within quotation marks no cue opens a new speaker. All work is done within a sentence, so it is linear in the text.
"""

from __future__ import annotations

import msgspec

from truceline.claims.attribution import Attribution, Pair
from truceline.claims.sentences import Sentence, Word, sentences_of, words_of
from truceline.claims.speech_forms import read_sentence
from truceline.claims.speech_phrases import SentenceWords

_CLOSE = '”»"'


class Range(msgspec.Struct, frozen=True):
    """Code points [start, end)."""

    start: int
    end: int


class Speech(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One piece of speech. source and cue are absent where the text gives none."""

    source: Range | None = None
    cue: Range | None = None
    content: Range


def find_speech(text: str) -> list[Speech]:
    """All speech of a text, in order of its content."""
    words = words_of(text)
    found = attributions(text, words, sentences_of(text, words), broad=True)

    def r(p: Pair | None) -> Range | None:
        return None if p is None or p[0] >= p[1] else Range(words[p[0]].start, words[p[1] - 1].end)

    out = []
    for a in found:
        content = r(_widened(words, a.content))
        if content is not None and a.way != "told" and a.content != a.cue:
            out.append(Speech(source=r(a.source), cue=r(a.cue), content=content))
    return sorted(out, key=lambda s: (s.content.start, s.content.end))


def _widened(words: list[Word], content: Pair) -> Pair:
    """The content with its "that", its quotation marks and its final mark."""
    s, e = content
    while s > 0 and words[s - 1].low in ("that", '"', "“", "«", "‘"):
        s -= 1
    while (e < len(words) and words[e].low in (".", "?", "!", '"', "”", "»", "…")) or (
        e + 1 < len(words) and words[e].low == "," and words[e + 1].low in '"”»'
    ):
        e += 1
    return s, e


def quoted_words(words: list[Word], sentences: list[Sentence]) -> bytearray:
    """One flag a word: inside quotation marks. Straight marks alternate within a paragraph; an open one ends with it,
    unless the next paragraph opens again."""
    flags = bytearray(len(words))
    depth, mark, paragraph, count = False, "", -1, 0
    for s in sentences:
        if s.paragraph != paragraph:
            paragraph, depth, count = s.paragraph, False, 0
        for i in range(s.first, s.last):
            w = words[i].low
            if not depth and (w in "“«„" or w == '"'):
                depth, mark, count = True, {"“": "”", "«": "»", "„": "“"}.get(w, '"'), 0
            elif depth and (w == mark or (w in _CLOSE and w != '"')):
                depth = False
            elif depth:
                flags[i] = 1
                count += 1
                if count > 600:
                    depth = False
    return flags


def attributions(
    text: str, words: list[Word], sentences: list[Sentence], quoted: bytearray | None = None, broad: bool = False
) -> list[Attribution]:
    """The speech of a text by the rules above."""
    quoted = quoted_words(words, sentences) if quoted is None else quoted
    out: list[Attribution] = []
    last: Pair | None = None
    last_paragraph = -1
    for n, s in enumerate(sentences):
        found = read_sentence(SentenceWords(text, words, quoted, s, n, broad))
        covered = [a.content for a in found]
        for i, j in _quotes(quoted, s):
            if (
                j - i >= 4
                and not any(a < j and i < b for a, b in covered)
                and not any(a.cue and i <= a.cue[0] < j for a in found)
            ):
                near = last if s.paragraph - last_paragraph <= 0 or quoted[s.first] else None
                own = next((a.source for a in found if a.source), None)
                found.append(Attribution(source=own or near, cue=None, content=(i, j), cls="say", way="S6", sentence=n))
        _closes(out, found, quoted, s, n)
        sources = [a.source for a in found if a.source and a.way != "S6"]
        if sources:
            last, last_paragraph = sources[0], s.paragraph
        elif found or s.paragraph == last_paragraph:
            last_paragraph = s.paragraph if last else last_paragraph
        out.extend(found)
    return out


def _closes(out: list[Attribution], found: list[Attribution], quoted: bytearray, s: Sentence, n: int) -> None:
    """S6: a quotation that began in the sentences before and is attributed where it closes ("A. B," S said) is that speaker's."""
    first = s.first
    if not quoted[first]:
        return
    own = next((a.source for a in found if a.source and a.way == "S2" and a.content[0] == first), None)
    if own is None:
        return
    for k in range(len(out) - 1, -1, -1):
        a = out[k]
        if a.sentence < n - 3 or a.way != "S6" or not all(quoted[a.content[0] : first]):
            break
        if a.source is None:
            out[k] = msgspec.structs.replace(a, source=own)


def _quotes(quoted: bytearray, s: Sentence) -> list[Pair]:
    out, i = [], quoted.find(1, s.first, s.last)
    while i >= 0:
        j = quoted.find(0, i, s.last)
        j = s.last if j < 0 else j
        out.append((i, j))
        i = quoted.find(1, j, s.last)
    return out
