"""Folding of letters: names of any script brought to one key form.

A key is ASCII, lower case, words joined by one space. Letters go through anyascii, and through tables of ours where its
transliteration is not the one in use: Armenian ու and եւ, initial ե and ո; Azerbaijani and Turkish c ç ş ə ğ x q ı;
Cyrillic дж; combining marks, apostrophes and signs of direction are dropped.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import islice, product

_TURKIC_MARKS = frozenset("əğışçƏĞİŞÇ")
_TURKIC = {"c": "j", "ç": "ch", "ş": "sh", "ə": "a", "x": "kh", "ğ": "gh", "q": "g", "ı": "i", "ö": "o", "ü": "u"}
_TURKIC_OTHER = {
    "c": ("j", "c"),
    "ç": ("ch", "c"),
    "ş": ("sh", "s"),
    "ə": ("a", "e"),
    "x": ("kh", "x"),
    "ğ": ("gh", "g", ""),
    "q": ("g", "q"),
    "ı": ("i", "y"),
}
_ARMENIAN = re.compile("[\u0531-\u0587]")
_CYRILLIC = re.compile("[\u0400-\u052f]")
_DROPPED = re.compile("[^0-9a-z ]+")
_SPACES = re.compile(" +")
MAX_VARIANTS = 64


@lru_cache(maxsize=65536)
def fold_word(word: str) -> str:
    """The key form of one word (no spaces inside); empty where nothing of it is a letter or digit."""
    return _fold_word(word)


def _fold_word(word: str) -> str:
    from anyascii import anyascii

    if word.isascii():
        return _DROPPED.sub("", word.lower())
    w = unicodedata.normalize("NFC", word)
    if not _TURKIC_MARKS.isdisjoint(w):
        w = "".join(_TURKIC.get(c, c) for c in w.replace("İ", "i").replace("I", "ı").lower())
    else:
        w = w.lower()
        if _ARMENIAN.search(w):
            w = _armenian(w)
        elif _CYRILLIC.search(w):
            w = w.replace("дж", "j").replace("ый", "y").replace("ий", "i")
    return _DROPPED.sub("", anyascii(w).lower())


def _armenian(word: str) -> str:
    w = word.replace("ու", "u").replace("եւ", "ev").replace("և", "ev")
    if w[:1] == "ե":
        w = "ye" + w[1:]
    elif w[:1] == "ո":
        w = "vo" + w[1:]
    return w.replace("ը", "y")


def spellings(name: str) -> tuple[str, ...]:
    """Further Latin spellings of a name by which it may stand in another text, most usual first.

    Azerbaijani letters have several romanisations (ə: a or e; ğ: gh, g or nothing; x: kh; ı: i or y; c: j); each word
    that holds one is spelt in all of them, at most 64 spellings a name. Other names have none.
    """
    w = unicodedata.normalize("NFC", name)
    if _TURKIC_MARKS.isdisjoint(w):
        return ()
    w = w.replace("İ", "i").replace("I", "ı").lower()
    options = [_TURKIC_OTHER.get(c, (c,)) for c in w]
    return tuple(dict.fromkeys("".join(p) for p in islice(product(*options), MAX_VARIANTS)))


def cyrillic_spellings(name: str) -> tuple[str, ...]:
    """Key-like spellings that a Latin name takes when it is written in Cyrillic: h as г, initial ye as е, y dropped.

    They count only where the text is Cyrillic.
    """
    key = fold_word_list(name)
    if not key or not name.isascii():
        return ()
    out = re.sub(r"(?<![cgkpstz])h", "g", key)
    out = re.sub(r"\bye", "e", out)
    return (out,) if out != key else ()


def fold_word_list(text: str) -> str:
    """The words of a text folded one by one and joined by a space."""
    words = (fold_word(w) if len(w) <= 64 else _fold_word(w) for w in re.split(r"[\W_]+", text) if w)
    return _SPACES.sub(" ", " ".join(w for w in words if w)).strip()
