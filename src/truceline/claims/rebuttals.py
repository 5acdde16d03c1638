"""Denials that point back: "rejected the accusation", "denied it", "a charge Velland denies" (English).

Rule. A denial that names no deed of its own, only the word of another ("the report", "this", "involvement"), denies what was told
just before it: earlier in its sentence, else in the last sentence that made a claim, at most two before. Of several claims it
denies those whose agent is the denier's side, if there are any; never the denier's own word. Who denies involvement in a deed without
a known doer denies that he was the doer. The topic is `denied_by_reference`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from truceline.claims.claim import ActorRef, Claim, Span
from truceline.claims.languages.english_hedges import REPORTS, UNTRUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truceline.actors.register import Register
    from truceline.claims.attribution import Attribution
    from truceline.claims.claim import Speaker
    from truceline.claims.frame import Frame

WORDS_BACK = rf"(?:{REPORTS}|involvement|responsibility|wrongdoing|complicity|guilt|blame|it|this|that|them|so|these|those|the same)"
_REFERS = re.compile(
    rf"^(?:as )?(?:{UNTRUE},? )?(?:(?:the|this|that|these|those|such|all|any|both|its|their|his|her|every|either|doing|having done|[\w'-]+'s) )?"
    rf"(?:of )?(?:(?!that\b|of\b)[\w'-]+ ){{0,3}}?{WORDS_BACK}"
    rf"(?: (?:as|on|in|at|out|outright|and|from|late|early|yesterday|today|made|but|calling|saying|levelled|immediately|later|against|hours|within|via|through|to|by)\b.*"
    rf"| ?[,;:—–(].*| (?:an? )?{UNTRUE}.*|)$"
)
_CALLED_FALSE = re.compile(
    rf"^(?:the|this|that|these|those|such|all|both|its|their|[\w'-]+'s|it|they)?(?: ?(?!that\b|of\b)[\w'-]+){{0,3}} ?"
    rf"(?:is|are|was|were|had been|has been|have been) (?:\w+ ){{0,2}}[\"“']?{UNTRUE}"
)
_DISOWNED = re.compile(
    r"^(?:it|they|he|she|(?:its|their|his|her) [\w'-]+)(?: itself| themselves)? (?:(?:had|has|have) nothing to do with (?:it|this|that|them|the \w+)|(?:was|were|is|are) not (?:responsible|to blame|behind it|involved)|"
    r"(?:played|had) no (?:part|role|hand)(?: in (?:it|this|that|the \w+))?|bore no responsibility)\b[^,;]{0,30}$"
)
_INVOLVED = re.compile(
    r"\b(?:nothing to do with|not (?:responsible|to blame|behind|involved)|no (?:part|role|hand)|no responsibility|involvement|responsib\w+|complicity|guilt|blame|being behind)\b"
)
_TOLD = frozenset(["asserts", "accuses", "counts", "announces", "undertakes", "plans"])


def points_back(frame: Frame, a: Attribution) -> bool:
    """Whether what a speaker denies, or calls false, is another's word and no deed."""
    first, last = a.content
    text = frame.low[frame.words[first].start : frame.words[last - 1].end].strip(" \"“”'")
    if a.way == "S16":
        return True
    if a.cls == "deny":
        return _REFERS.match(text) is not None
    return a.cls == "say" and (_CALLED_FALSE.match(text) is not None or _DISOWNED.match(text) is not None)


def rebutted(
    frame: Frame, register: Register, a: Attribution, says: tuple[Speaker, ...], before: Sequence[Claim], blank: Span
) -> list[Claim]:
    """The claims told before, as the speaker of the denial denies them. blank: the words of the denial."""
    told = [c for c in before if c.act in _TOLD and c.polarity == "holds" and not c.conditional]
    origin = says[0] if says else None
    if origin is None:
        return []
    side = register.party_of(origin.id) if origin.id else None

    def of_side(id: str | None) -> bool:
        return side is not None and id is not None and register.party_of(id) == side

    told = [c for c in told if c.background or not c.says or not (c.says[0] == origin or of_side(c.says[0].id))]
    own = [c for c in told if any(x.role == "agent" and of_side(x.id) for x in c.actors)]
    of_deed = _INVOLVED.search(blank.text.lower()) is not None and origin.id is not None
    out = []
    for c in own or told:
        if of_deed and not any(x.role == "agent" and x.id for x in c.actors):
            agent = ActorRef(id=origin.id, name=origin.name, role="agent")
            c = msgspec.structs.replace(c, actors=(agent, *(x for x in c.actors if x.role != "agent")))
        topics = tuple(t for t in c.topics if t != "chain_continued")
        if of_deed:
            topics = (*topics, "agent_only")
        out.append(
            msgspec.structs.replace(
                c, act="denies", polarity="does_not_hold", says=says, background=False, span=blank,
                topics=(*topics, "denied_by_reference"),
            )
        )  # fmt: skip
    return out
