"""Actors named in a bulletin, with the case endings of its language, and organs told by their kind and state.

Names come from the register alone. "The Ministry of Defence of X" that the register does not list in the language is the
one organ of X whose listed name says defence; where there is none, or several, it is X under the name as written.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from truceline.claims.bulletin_lexicon import Lexicon

if TYPE_CHECKING:
    from truceline.actors.register import Register

WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_ENGLISH = {
    "defence": re.compile(r"\bdefen[cs]e\b.*\bminist|\bminist\w+ of defen[cs]e", re.IGNORECASE),
    "foreign": re.compile(r"\bforeign (?:affairs )?minist|\bminist\w+ of foreign|\bforeign affairs", re.IGNORECASE),
    "presidency": re.compile(r"\bpresiden|\bkremlin", re.IGNORECASE),
    "security": re.compile(r"\b(?:national|state|federal) security", re.IGNORECASE),
    "government": re.compile(r"\bgovernment\b|\bcabinet\b|\bprime minister's office", re.IGNORECASE),
    "staff": re.compile(r"\bgeneral staff\b", re.IGNORECASE),
    "emergency": re.compile(r"\bemergenc", re.IGNORECASE),
    "interior": re.compile(r"\binterior\b|\binternal affairs", re.IGNORECASE),
    "prosecutor": re.compile(r"\bprosecutor", re.IGNORECASE),
}


class Named(msgspec.Struct, frozen=True, kw_only=True):
    """An actor or source in a text: code points [start, end). form: name, people, person, organ or source."""

    start: int
    end: int
    name: str
    id: str | None
    form: str


class Names:
    """The names of a register in one language, found by the stems of their words; linear in the text."""

    def __init__(self, register: Register, lexicon: Lexicon) -> None:
        self.register, self.lexicon = register, lexicon
        self.by_head: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
        code = lexicon.code
        for a in register.actors:
            form = "person" if a.kind == "person" else "organ" if a.kind in ("organ", "unit") else "name"
            if form == "name" and a.kind not in ("state", "de_facto_authority"):
                form = "body"
            for n in (*a.names.get(code, ()), *a.names.get("en", ())[:0]):
                self._add(n, a.id, form)
            for n in a.demonyms.get(code, ()):
                self._add(n, a.id, "people")
        for s in register.sources:
            for n in s.names:
                self._add(n, s.id, "source")

    def _add(self, name: str, id: str, form: str) -> None:
        words = [self.lexicon.lower(m.group()) for m in WORD.finditer(name)]
        raw = [m.group() for m in WORD.finditer(name)]
        stems = tuple(
            w if r.isupper() and len(r) < 6 else self.lexicon.stem(w) for w, r in zip(words, raw, strict=True)
        )
        if stems and stems[0]:
            self.by_head.setdefault(stems[0][:2], []).append((stems, id, form))

    def find(self, text: str, low: str) -> list[Named]:
        """The actors of a text, longest first where they begin together, without overlaps."""
        words = list(WORD.finditer(low))
        out: list[Named] = []
        i = 0
        while i < len(words):
            best = self._at(text, words, low, i)
            if best is None:
                i += 1
                continue
            n, ids, form = best
            a, b = words[i].start(), words[i + n - 1].end()
            tops = {self.register.party_of(x) for x in ids}
            id = ids[0] if len(ids) == 1 else (tops.pop() if len(tops) == 1 else None)
            out.append(Named(start=a, end=b, name=text[a:b], id=id, form=form))
            i += n
        return self._titled(text, low, self._organs(text, low, out))

    def _at(self, text: str, words: list[re.Match[str]], low: str, i: int) -> tuple[int, list[str], str] | None:
        best: tuple[int, list[str], str] | None = None
        first = words[i].group()
        for stems, id, form in self.by_head.get(first[:2], ()):
            if i + len(stems) > len(words) or (best is not None and len(stems) < best[0]):
                continue
            if form in ("person", "name", "source") and not text[words[i].start()].isupper():
                continue
            if all(self._fits(words[i + k].group(), s) for k, s in enumerate(stems)) and all(
                low[words[i + k].end() : words[i + k + 1].start()].strip('"“”«» ') == "" for k in range(len(stems) - 1)
            ):
                if best is None or len(stems) > best[0]:
                    best = (len(stems), [id], form)
                elif id not in best[1]:
                    best[1].append(id)
        return best

    def _fits(self, word: str, stem: str) -> bool:
        if not word.startswith(stem):
            return False
        rest = word[len(stem) :]
        return not rest or rest[0] in "-'’" or self.lexicon.ending.fullmatch(rest) is not None

    def _organs(self, text: str, low: str, found: list[Named]) -> list[Named]:
        """Organs by kind with the state beside them."""
        out = list(found)
        memory: dict[str, Named] = {}
        for cls, pattern in self.lexicon.organs:
            for m in pattern.finditer(low):
                if any(n.start < m.end() and m.start() < n.end and n.form == "organ" for n in out):
                    continue
                state = self._beside(low, out, m.start(), m.end())
                if state is None:
                    if cls in memory:
                        n = memory[cls]
                        out.append(Named(start=m.start(), end=m.end(), name=n.name, id=n.id, form="organ"))
                    continue
                a, b = min(m.start(), state.start), max(m.end(), state.end)
                out = [n for n in out if n.end <= a or b <= n.start]
                n = Named(start=a, end=b, name=text[a:b], id=self._organ(cls, state.id), form="organ")
                memory[cls] = n
                out.append(n)
        return sorted(out, key=lambda n: n.start)

    def _beside(self, low: str, found: list[Named], a: int, b: int) -> Named | None:
        """The state just before (az, hy; an adjective in ru) or just after (ru) an organ word."""
        for n in found:
            if n.form not in ("name", "people"):
                continue
            if n.end <= a and a - n.end <= 14 and not re.search(r"[,;:.«»՝]", low[n.end : a]):
                if (self.lexicon.state_first or n.form == "people") and low[n.end : a].count(" ") <= 2:
                    return n
            if not self.lexicon.state_first and n.form == "name" and 0 < n.start - b <= 2:
                return n
        return None

    def _organ(self, cls: str, state: str | None) -> str | None:
        if state is None:
            return None
        want = _ENGLISH.get(cls)
        hits = [
            a.id
            for a in self.register.actors
            if want is not None
            and a.kind == "organ"
            and self.register.party_of(a.id) == self.register.party_of(state)
            and any(want.search(n) for n in a.names.get("en", ()))
        ]
        return hits[0] if len(hits) == 1 else state

    def _titled(self, text: str, low: str, found: list[Named]) -> list[Named]:
        """Titles and the state in them go into the person they stand before."""
        out: list[Named] = []
        for n in found:
            if n.form == "person":
                begin = n.start
                while out and out[-1].form in ("name", "people", "organ") and n.start - out[-1].end <= 40:
                    gap = low[out[-1].end : n.start]
                    lead = low[max(0, out[-1].start - 40) : n.start]
                    if re.search(r"[,;:.«»]", gap) or not self.lexicon.titles.search(lead):
                        break
                    begin = out.pop().start
                if begin != n.start:
                    n = msgspec.structs.replace(n, start=begin)
            out.append(n)
        return out
