"""How far a deed is told to have come, from the words of the sentence: completed, begun, or nothing.

A lexicon of language, consulted only where the reader left no mark of its own. A word that is negated says nothing.
"""

from __future__ import annotations

import re

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
