"""Which actor of a bulletin's sentence has which part: by case words beside it, else by order, as bulletins are written."""

from __future__ import annotations

import re

from truceline.claims.bulletin_lexicon import Lexicon
from truceline.claims.bulletin_names import WORD, Named
from truceline.claims.claim import ActorRole

# frame -> roles of the first actor and of those after it
_ORDER: dict[str, tuple[ActorRole | None, ActorRole | None]] = {
    "act": ("agent", None),
    "acc": ("agent", "target"),
    "cas": ("victim", "victim"),
    "meet": ("participant", "participant"),
    "exch": ("agent", "participant"),
    "ctl": ("agent", None),
    "ctlp": ("controller", None),
    "move": ("agent", None),
    "hold": ("agent", "victim"),
    "sign": ("signatory", "signatory"),
    "state": (None, None),
}


def roles(low: str, lexicon: Lexicon, frame: str, named: list[Named]) -> list[tuple[Named, ActorRole]]:
    """The actors of a claim with their roles; those that have none are left out."""
    out: list[tuple[Named, ActorRole]] = []
    seen: set[str] = set()
    first, rest = _ORDER[frame]
    order: list[Named] = []
    agent = False
    for n in named:
        if frame == "cas" and not _of_persons(low, lexicon, n):
            continue  # who is named as the cause or beside it is no victim
        role = _marked(low, lexicon, frame, n)
        if role is not None:
            out.append((n, role))
            agent = agent or role == "agent"
            seen.add(n.id or n.name)
        else:
            order.append(n)
    for n in order:
        if (n.id or n.name) in seen:
            continue
        seen.add(n.id or n.name)
        role = rest if agent or (any(r == first for _, r in out) and frame != "meet") else first
        if role is None:
            continue
        agent = agent or role == "agent"
        out.append((n, role))
    return sorted(out, key=lambda x: x[0].start)


def _of_persons(low: str, lexicon: Lexicon, n: Named) -> bool:
    """Whether the people counted or named beside an actor are its own."""
    persons = next(p for what, p in lexicon.units if what == "persons")
    after = [m.group() for m in WORD.finditer(low[n.end : n.end + 60])][:3]
    stop = re.search(r"[,;:.՝։]", low[n.end : n.end + 60])
    if stop is not None:
        after = [m.group() for m in WORD.finditer(low[n.end : n.end + stop.start()])][:3]
    before = [m.group() for m in WORD.finditer(low[max(0, n.start - 40) : n.start])][-2:]
    return any(persons.match(w) for w in (after if lexicon.state_first else [*before, *after]))


def _words_on(after: str) -> list[int]:
    """Where the second and third word after an actor begin, with the blank before them."""
    return [m.end() for m in re.finditer(r" [\w-]+", after) if not re.search(r"[,;:.]", after[: m.end()])][:2]


def _marked(low: str, lexicon: Lexicon, frame: str, n: Named) -> ActorRole | None:
    before, after = low[max(0, n.start - 40) : n.start], low[n.end : n.end + 40]
    if frame in ("ctl", "ctlp") and (lexicon.controller_before.search(before) or lexicon.controller_after.match(after)):
        return "controller"
    if lexicon.agent_before.search(before) or lexicon.agent_after.match(after):
        return "agent"
    owns = lexicon.genitive.search(low[n.start : n.end]) is not None
    if frame in ("exch", "hold") and (
        lexicon.victim_after.match(after)
        or lexicon.victim_before.search(before)
        or (owns and any(lexicon.victim_after.match(after, at) for at in _words_on(after)))
    ):
        return "victim"
    if frame in ("act", "acc") and (lexicon.target_before.search(before) or lexicon.target_after.match(after)):
        return "target"
    if frame == "act" and lexicon.target_name.match(low, max(n.start, n.end - 4)):
        return "target"
    return None
