"""What a claim is once its actors and places are known: the kind by who did it, the place of a visit, fire at monitors.

Rules.
 T1. Who is there to watch or help does not advance by entering a place: it moves.
 T2. A drone or an aircraft that crosses a line is an overflight, no advance of troops.
 T3. Where people met is where the meeting was, however they came there.
 T4. Fire at those who watch is the use of force, and interference with their watch as well.
 T5. Who announces or promises a deed without naming its doer does it; not where the deed is told in the passive.
 T6. What has been occupied "since" a day is a position held, no advance.
 T7. Calm is the word that there was no breach; "relatively calm" says neither that there was one nor that there was none.
 T8. "No violations, with the exception of X": what is said not to have happened is not said of X.
 T10. No patrol was sent, or none came through, because somebody blocked the way: the watch was hindered by who blocked it.
 T9. A post that is not manned or sees nothing is a gap of watch (`access`, topic `not_watched`), and hinders nobody by itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from truceline.claims.claim import ActorRef, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from truceline.claims.acts import Standing
    from truceline.claims.claim import ActorRole, Claim, Speaker
    from truceline.claims.frame import Frame
    from truceline.claims.kinds import Trigger
    from truceline.claims.referents import Referents
    from truceline.values.place import Where

CALM = "X8"  # the code by which the rules of a language mark a telling of calm
NOT_WATCHED = "X9"  # the code by which they mark a post or a patrol that does not see
_IN_PART = re.compile(
    r"\b(?:relatively|comparatively|mostly|largely|generally|fairly|more or less|almost|nearly|somewhat|partly|overall)\b"
)
_OTHER_CALM = re.compile(
    r"\b(?:humanitarian|economic|political|financial|epidemiological|sanitary|domestic|weather|ecological|social)(?: and \w+)? $"
)
_EXCEPT = re.compile(
    r"\b(?:with (?:the |one )?exceptions? of|except(?:ing)?(?: for)?|apart from|other than|aside from|excluding|but for|save for|barring)\b"
)

_FLIES = frozenset([
    "drone", "drones", "uav", "uavs", "quadcopter", "quadcopters", "aircraft", "helicopter", "helicopters", "jet", "jets",
    "plane", "planes",
])  # fmt: skip
_FLIES_TEXT = re.compile(rf"\b(?:{'|'.join(sorted(_FLIES))})\b(?: [\w'-]+){{0,3}} ?$")
_TAKES_POST = re.compile(r"\b(?:posts?|positions?|checkpoints?|base|duty|duties)\b")
_MONITOR = re.compile(r"\b(?:monitor\w*|observers?|mission|patrols?|peacekeep\w*|uavs?|drones?|quadcopters?)\b")
_STAYED = re.compile(
    r"(?=[^;]*\b(?:no|not|never|unable|neither)\b|[^;]*n't\b)[^;]*?\b(?P<eyes>patrols?|monitors?|monitoring teams?|observers?|inspectors?)\b[^;]*"
    r"\b(?:because|since|as|due to|owing to)\b"
)
_DOERS = frozenset(["agent", "convenor", "signatory", "participant", "controller"])
_TOLD = frozenset(["asserts", "accuses", "admits", "announces", "counts", "corrects"])
_PASSIVE = re.compile(r"\b(?:be|been|was|were|being|is|are)\b")


def settled_kind(frame: Frame, t: Trigger, actors: Sequence[ActorRef], who: Referents) -> tuple[str, str | None] | None:
    """Kind and code where the doer makes them others (T1, T2); None where they stay."""
    if t.code == "V2.4" and any(a.role == "agent" and who.watches(a) for a in actors):
        return "movement", None
    if t.kind != "advance":
        return None
    if t.lemma == "occupy" and any(w.low == "since" for w in frame.words[t.last : t.last + 12]):
        return "position", None
    if any(a.role == "agent" and who.watches(a) for a in actors):
        after = frame.low[frame.words[t.first].start : frame.words[min(t.last + 4, len(frame.words)) - 1].end]
        return ("deployment" if _TAKES_POST.search(after) else "movement"), None
    start = frame.words[t.first].start
    if _FLIES_TEXT.search(frame.low[max(0, start - 60) : start]):
        return "violation", "V2.4"
    return None


def calm(frame: Frame, t: Trigger, st: Standing) -> Standing | None:
    """How a telling of calm stands as one of violations: that there were none (T7); None where it says neither."""
    at = frame.words[t.first].start
    told = frame.low[at : frame.words[t.last - 1].end]
    if _IN_PART.search(told) or _OTHER_CALM.search(frame.low[max(0, at - 40) : at]):
        return None
    own = "without" in told and "not " not in told  # "was without change": its own "without" denies no calm
    turned = "holds" if (st.polarity == "does_not_hold") != own else "does_not_hold"
    return msgspec.structs.replace(st, polarity=turned)


def unwatched(
    frame: Frame, t: Trigger, st: Standing, actors: tuple[ActorRef, ...]
) -> tuple[Standing, tuple[ActorRef, ...]]:
    """A gap of watch: how it stands, whatever the "not" in its own words, and whose eyes it takes away (T9)."""
    told = frame.low[frame.words[t.first].start : frame.words[t.last - 1].end]
    act = "asserts" if st.act == "expects" and not st.conditional and "could not" in told else st.act
    st = msgspec.structs.replace(
        st, act=act, polarity="does_not_hold" if act == "denies" else "holds", topics=(*st.topics, "not_watched")
    )
    if any(a.role == "observer" for a in actors):
        return st, actors
    two = t.word.endswith("s") and t.word != "observers'"
    words = frame.words[t.first : t.first + (1 if two else 2)]
    eyes = ActorRef(name=frame.text[words[0].start : words[-1].end], role="observer")
    return st, (eyes, *[a for a in actors if a.role != "agent"])


def excepted(frame: Frame, t: Trigger, last: int) -> range:
    """The words after a deed from which it is taken back: "except in X, where ..." (T8)."""
    m = _EXCEPT.search(frame.low, frame.words[t.last - 1].end, frame.words[last - 1].end)
    return range(last, last) if m is None else range(frame.word_at(m.start()), last)


def settled_where(kind: str, where: tuple[Where, ...]) -> tuple[Where, ...]:
    """The places of a meeting (T3)."""
    if kind not in ("meeting", "talks"):
        return where
    return tuple(msgspec.structs.replace(w, role="at") if w.role == "to" else w for w in where)


def interfered(claim: Claim, who: Referents) -> Claim | None:
    """The claim of interference beside a claim of force against those who watch (T4)."""
    if claim.kind != "violence" or claim.code == "V5.2" or claim.polarity != "holds" or claim.act not in _TOLD:
        return None
    for a in claim.actors:
        known = who.register.actor(a.id) if a.id else None
        if a.role != "target" or known is None or known.kind not in ("peacekeeper", "international_org"):
            continue
        if known.kind == "peacekeeper" or _MONITOR.search(claim.span.text.lower()):
            return msgspec.structs.replace(claim, kind="access", code="V5.2", counts=())
    return None


def kept_away(claims: Sequence[Claim], frame: Frame, first: int, last: int) -> list[Claim]:
    """The hindrance of watch that content [first, last) tells beside a way that was blocked (T10): "no patrol was sent to B because
    the road was blocked by X"."""
    start, end = frame.words[first].start, frame.words[last - 1].end
    stayed = _STAYED.match(frame.low[start:end])
    if stayed is None or any(c.kind == "access" for c in claims):
        return []
    eyes = frame.text[start + stayed.start("eyes") : start + stayed.end("eyes")]
    span = Span(start=start, end=end, text=frame.text[start:end])
    out = []
    for c in claims:
        doers = tuple(a for a in c.actors if a.role == "agent")
        if c.code == "V4.1" and c.polarity == "holds" and c.act in _TOLD and doers:
            actors = (*doers, ActorRef(name=eyes, role="target"))
            out.append(msgspec.structs.replace(c, kind="access", code="V5.1", actors=actors, counts=(), span=span))
    return out


def spoken_agent(
    frame: Frame,
    t: Trigger,
    st: Standing,
    actors: tuple[ActorRef, ...],
    own: tuple[Speaker, ...],
    gerund: bool,
    who: Referents,
) -> tuple[ActorRef, ...]:
    """The actors with the speaker as doer where it announces or promises its own deed (T5)."""
    if not own or any(a.role in _DOERS for a in actors) or not (gerund or st.act in ("announces", "undertakes")):
        return actors
    inside = frame.low[frame.words[t.first].start : frame.words[min(t.last + 2, len(frame.words)) - 1].end]
    if not gerund and t.kind != "ceasefire" and (t.passive or t.frame == "state" or _PASSIVE.search(inside)):
        return actors
    return (*(spoken_as(s, "agent", who) for s in own), *actors)


def spoken_as(s: Speaker, role: ActorRole, who: Referents) -> ActorRef:
    """A speaker as an actor of what is told."""
    known = who.register.actor(s.id) if s.id else None
    return ActorRef(name=s.name, id=s.id if known else None, role=role)


_YET = frozenset(["before", "until", "till"])
_YET_IN = re.compile(r"\b(?:is|are|has|have)\b")
_YET_AFTER = re.compile(
    r" (?:(?:is|are|has|have|can)|(?:runs?|expires?|ends?|lapses?|begins?|starts?|comes?|goes|takes?|becomes?))\b"
)


def not_yet(frame: Frame, t: Trigger, first: int) -> bool:
    """Whether a deed is named only by a clause in the present on what has not come: "before the prisoners are freed", "before the
    truce runs out"."""
    for k in range(t.first - 1, max(first, t.first - 9) - 1, -1):
        low = frame.words[k].low
        if low in (",", ";", ".", "and", "but", "that", "which", "who"):
            return False
        if low in _YET:
            before = frame.low[frame.words[k].end : frame.words[t.last - 1].end]
            present = t.verb and not t.noun and t.word.endswith("s") and t.word != t.lemma
            return bool(present or _YET_IN.search(before) or _YET_AFTER.match(frame.low, frame.words[t.last - 1].end))
    return False


def promised(t: Trigger, triggers: Sequence[Trigger]) -> bool:
    """Whether "agreed to ..." only leads to the deed agreed on, which is told by a trigger of its own."""
    return (
        t.lemma in ("agree", "come")
        and t.kind == "agreement"
        and any(
            o.first > t.first and o.kind not in ("agreement", "violation", "violence", "casualties") for o in triggers
        )
    )
