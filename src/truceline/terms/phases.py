"""How far a deed is told to have come, from the words of the sentence: completed, begun, or nothing; and whether a body
is told to be there, or to be gone; and whether something is told not to be done so far.

A lexicon of language, consulted only where the reader left no mark of its own. A word that is negated says nothing.
"""

from __future__ import annotations

import re
from typing import Literal

_WORDS: dict[str, str] = {
    "completed": r"complete|completed|completes|fully carried out|finished|concluded in full|завершен[аоы]?|завершил\w*|закончен[аоы]?",
    "begun": r"began|begins|begun|beginning to|started|starts|under way|underway|being built|being set up|нача[лт]\w*|начинает\w*",
}
_NOT = r"(?<!not )(?<!not yet )(?<!never )(?<!in)(?<!не )"
_FORMS = tuple((phase, re.compile(rf"{_NOT}\b(?:{words})\b", re.IGNORECASE)) for phase, words in _WORDS.items())


def phase_of(text: str) -> str | None:
    """`completed` or `begun`, if exactly one of them is told."""
    found = {phase for phase, form in _FORMS if form.search(text)}
    return next(iter(found)) if len(found) == 1 else None


_NOT_YET = re.compile(
    r"\b(?:has|have|had)(?:n['’]t| not| never| yet to| still not)\b|\b(?:is|are|was|were) (?:still |as )?yet to\b|\bnot yet\b"
    r"|\b(?:ещ[её]|пока|до сих пор) не\b|\bhələ(?: də)?\b|\b\w+m[aə]y[ıi]b(?:lar|lər)?\b|\b(?:դեռ|դեռևս) \w*չ\w*",
    re.IGNORECASE,
)


_BY_NOW = re.compile(
    r"\b(?:has|have|had) (?:(?:already|now|also|since|all|both|fully|partly|largely) )*(?:been )?(?:\w+ed|withdrawn|left|begun|given|taken"
    r"|handed|returned|gone|sent|moved|pulled|quit|met|set|opened|made)\b",
    re.IGNORECASE,
)


def by_now(text: str) -> bool:
    """Whether the words tell, in the perfect, that something is done by the day on which it is told."""
    return _BY_NOW.search(text) is not None


def not_yet(text: str) -> bool:
    """Whether the words tell, in the perfect, that something is not done so far: a state of the day on which it is told."""
    return _NOT_YET.search(text) is not None


_THERE = re.compile(
    rf"{_NOT}\b(?:opened|inaugurated|established|founded|formed|set up|created|launched|constituted|operational|at work"
    r"|(?:began|begins|started|starts|has begun|has started) (?:its |their )?(?:work|operations?|operating|activit(?:y|ies))"
    r"|открыт\w*|создан[аоы]?|учрежд[её]н[аоы]?|начал[аио]? работу)\b",
    re.IGNORECASE,
)
_GONE = re.compile(
    rf"{_NOT}\b(?:closed|dissolved|disbanded|wound up|abolished|ceased|ended (?:its|their) (?:work|activit(?:y|ies)|mission)"
    r"|закрыт\w*|распущен[аоы]?|прекратил\w*)\b",
    re.IGNORECASE,
)
_AHEAD = re.compile(
    r"\b(?:to be|will be|would be|be|soon|being|is to|are to|будет|будут)\s+(?:\w+\s+){0,2}$", re.IGNORECASE
)


def founding_of(text: str) -> Literal["done", "ended"] | None:
    """Whether a body is told as founded or at work (`done`), or as closed (`ended`); None for neither, or for both."""
    said: set[Literal["done", "ended"]] = set()
    if any(not _AHEAD.search(text[max(0, m.start() - 24) : m.start()]) for m in _THERE.finditer(text)):
        said.add("done")
    if any(not _AHEAD.search(text[max(0, m.start() - 24) : m.start()]) for m in _GONE.finditer(text)):
        said.add("ended")
    return said.pop() if len(said) == 1 else None


_BY = r"\b(?:(?<!not )(?:because of|due to|owing to|on account of|as a result of|caused by)|из-за|в связи с|по причине)"
_NOBODYS = (
    r"(?:\w+ )?(?:avalanches?|landslides?|mudslides?|rock ?(?:falls?|slides?)|snow(?:falls?|storms?|drifts?)?|blizzards?|ice|icing"
    r"|weather|fog|floods?|flooding|rains?|rainfall|storms?|winds?|earthquakes?|wildfires?"
    r"|repairs?|maintenance|road ?works|(?:traffic |road )?accidents?|breakdowns?"
    r"|лавин\w*|оползн\w*|сел[ьяи]|снег\w*|снегопад\w*|туман\w*|погод\w*|гололед\w*|наводнени\w*|ремонт\w*|ДТП|авари\w*)"
)
_IN_ENGLISH = {
    "лавин": "avalanches", "оползн": "a landslide", "сел": "a mudslide", "снег": "snow", "туман": "fog", "погод": "the weather",
    "гололед": "ice", "наводнени": "a flood", "ремонт": "repairs", "дтп": "an accident", "авари": "an accident",
}  # fmt: skip
_CAUSE = re.compile(
    rf"{_BY} (?P<what>(?:(?:an?|the) )?(?:[\w-]+ ){{0,2}}?{_NOBODYS}(?: (?:risk|danger|hazard|conditions?|works?|fall))?)\b",
    re.IGNORECASE,
)


def cause_of(text: str) -> str | None:
    """A cause outside anybody's doing that the words give (weather, a slide, repairs, an accident), in English."""
    found = _CAUSE.search(text)
    if found is None:
        return None
    other = next((english for stem, english in _IN_ENGLISH.items() if stem in found["what"].casefold()), None)
    return other or found["what"]


_POSTS_IDLE = re.compile(
    r"\bposts?\b.{0,40}?\b(?:not (?:been )?(?:operat\w+|work\w*|function\w*|manned|staffed|observ\w+)|out of (?:service|action|order)"
    r"|unmanned|idle|did not (?:operate|work|function|observe))\b",
    re.IGNORECASE | re.DOTALL,
)


def idle(text: str) -> bool:
    """Whether the words tell that posts did not work for a time: a gap of watch, not that nobody was sent there."""
    return _POSTS_IDLE.search(text) is not None
