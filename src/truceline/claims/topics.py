"""The subjects of a meeting, and whether they touch the case.

A subject is outside the case where nothing in its words is an actor or place of the case or a word of its matter
(ceasefire, settlement, prisoners ...) or points back to it ("the region", "the statement").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from truceline.claims.frame import Frame
    from truceline.claims.kinds import Trigger
    from truceline.claims.kit import Kit

MAX_TOPIC = 120
_ON = re.compile(
    r"\b(?:on(?! (?:the )?(?:initiative|invitation|request|sidelines|basis|eve|monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d))|about|regarding|concerning|dedicated to|devoted to|to discuss) (?:the )?(?:issues? of |situation (?:in|around|over) |question of |matters? of |topic of )?(?P<topic>[^,.;”\"]{3,140})"
)
_LIST = re.compile(
    r"\b(?:discuss(?:ed|es|ing)?|debated?|considered?|addressed?|exchanged views on|exchange views on|includ(?:ed?|es|ing)|(?:were|was|issues:|topics:)|cover(?:ed|s)?|dealt with|focus(?:s?ed)? on|cent(?:re|er)ed on|touched (?:up)?on|devoted to|dedicated to)\b:? ?(?P<topic>[^.;”\"]{3,220})"
)
_CUT = re.compile(
    r"\b(?:ahead of|before|after|(?<=\w )(?:resumed|began|begin|will|would|started|ended|collapsed|failed|continued?|took place|broke|stalled|were|was|are|is|has|have|had|opened|took)\b|on (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d)|, the|, in|, according|, which|with (?:his|her|the president))\b"
)
_SPLIT = re.compile(r",? as well as |; |, and |, (?:first|second|third),? |, (?!\d{4}\b)")
_LEAD = re.compile(
    r"^(?:(?:the|a|an|issues?|questions?|matters?|problems?|of|on|about|how|and|also|further|topics?|situation|as|well|first|second|third|,|to|their|his|its)\s+)+"
)
_MATTER = re.compile(
    r"\b(?:cease-?fire|truce|settle\w*|peace\w*|prisoners?|captives?|detainees|conflict|region\w*|line of contact|contact line|peacekeep\w*|agreements?|statement|"
    r"document|implementation|observance|corridor|displaced|refugees|return\w*|withdraw\w*|troops|forces|demarcation|border|mine\w*|demining|humanitarian|hostilities|"
    r"fighting|escalation|missing|bodies|exchange|transport links?|links|reconstruction|sides|parties|monitor\w*|violation\w*|graves|aid|residents|protection|status)\b"
)


def _short(topic: str) -> str:
    """A subject of at most MAX_TOPIC characters, cut between words."""
    return topic if len(topic) <= MAX_TOPIC else topic[: MAX_TOPIC + 1].rsplit("_", 1)[0]


def meeting_topics(
    frame: Frame, t: Trigger, first: int, last: int, kit: Kit, cuts: list[int]
) -> tuple[list[str], tuple[int, int]]:
    """The subjects told with a meeting, as words joined by "_", with the mark `outside_case` where all that is named in a
    list of its own lies outside; and the code points of the phrase. cuts: where a time or place of the meeting begins."""
    a, b = frame.words[t.first].start, frame.words[last - 1].end
    pattern = _LIST if t.frame == "topic" else _ON
    m = pattern.search(frame.low, a, b)
    if m is None:
        return [], (0, 0)
    phrase = m.group("topic")
    near = [c - m.start("topic") for c in cuts if m.start("topic") + 3 < c < m.end("topic")]
    if near:
        phrase = re.sub(r"\s+(?:(?:on|in|at|near|of|the)\s+)*$", " ", phrase[: min(near)])
    cut = _CUT.search(phrase)
    if cut and cut.start() > 3:
        phrase = phrase[: cut.start()]
    at = m.start("topic")
    out: list[str] = []
    outside = []
    pos = 0
    for piece in _SPLIT.split(phrase):
        start = phrase.find(piece, pos)
        pos = start + len(piece)
        words = _LEAD.sub("", piece.strip() + " ").strip(" ,:.")
        if len(words) < 4 or re.match(r"^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|\d)", words):
            continue
        out.append(_short(re.sub(r"[^\w]+", "_", words).strip("_")))
        original = frame.text[at + start : at + start + len(piece)]
        touches = (
            bool(_MATTER.search(piece))
            or bool(kit.register.mentions(original, demonyms=True, capitals=True))
            or bool(kit.gazetteer.mentions(original))
        )
        outside.append(not touches)
    if out and all(outside) and t.frame == "topic":
        out.append("outside_case")
    return out, (at, at + len(phrase))
