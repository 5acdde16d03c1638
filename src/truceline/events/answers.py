"""What a denial denies: to which event a denial, a negative, or a word of having kept the ceasefire is an answer.

Rules:
 R1. A denial may answer an event of its class and of a kind that goes with its own; a word of having kept the ceasefire,
     any incident. Types that both give must not be of other families.
 R2. Nobody answers what only its own side tells.
 R3. Time: given, it must meet the time of the event; not given, the denial must be published while the event is fresh
     (`reply` after it or after its first telling; a denial may come before the telling that it answers).
 R4. Place: given on both sides, the places must be able to be one: the same, within reach, or one inside the other.
 R5. Who: an actor that it says did not act must be one that is said to have acted, or is its own side where nobody is
     named. If it names nobody, its speaker is of the accused; if it is not, it gives the day or the place itself.
 R5b. Where it clears only its own side, and others are said to have acted by those whom it opposes, it is a general position.
 R6. It must point at the event: by its own day or place, by standing in the text that tells it or beside a denial that
     points, by the wording or numbers of a telling; or the event is the only one in reach that it could mean.
     What points at nothing is a general position: shown beside the event, never counted.
 R7. An unprompted negative ("none were recorded") of one who is not accused is a general position, unless it gives both
     the day and the place.
 R8. A word of having kept the ceasefire answers for its speaker's own side and for days that it names (at most three).
 R9. The accused's own account of a deed of its own, without time or place, is a general position too: no support.
Denials never add support. Of several events that fit, those that fit best by place are answered; a denial without a place
answers every event of its day that fits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec
import numpy as np

from truceline.actors.register import Register
from truceline.claims.observance import says_kept
from truceline.events.facts import Facts, metres
from truceline.events.likeness import NEAR_KINDS, Why, compare, same_district
from truceline.events.model import NEVER, FusionModel
from truceline.events.reach import FAR, Bools, Places
from truceline.values.time import DAY

Attached = tuple[Facts, int, tuple[Why, ...]]
Groups = Sequence[Sequence[Facts]]
RETRACTS = ("withdraws", "corrects")
SINGLE_DAY = 3 * DAY


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """attached, positions: event number -> claims that answer it, or bear on it in general. lost: answers to nothing."""

    attached: Mapping[int, Sequence[Attached]]
    positions: Mapping[int, Sequence[Facts]]
    lost: Sequence[Facts]


def negates(f: Facts) -> bool:
    """Whether a claim says that something did not happen: a denial, a negative, or the ceasefire kept."""
    return f.claim.act == "denies" or f.claim.polarity == "does_not_hold" or says_kept(f.claim)


def answers(groups: Groups, speakers: Sequence[Facts], model: FusionModel, register: Register) -> Answers:
    """For each claim that makes no event: the events it answers, those it bears on in general, or none."""
    book = _Book(groups, model, register)
    attached: dict[int, list[Attached]] = {}
    positions: dict[int, list[Facts]] = {}
    lost: list[Facts] = []
    pointed: dict[tuple[str, str | None], set[int]] = {}
    bare: list[Facts] = []
    for f in speakers:
        if f.claim.act in RETRACTS or not negates(f):
            found = book.told(f)
            for n, score, whys in found:
                attached.setdefault(n, []).append((f, score, whys))
            general = [] if found or f.claim.act in RETRACTS else list(book.own_account(f))
        else:
            found, general = book.denied(f)
            for n, score, whys in found:
                attached.setdefault(n, []).append((f, score, whys))
                pointed.setdefault((f.claim.document, book.side(f)), set()).add(n)
            if not found and not f.timed and not f.points:
                bare.append(f)
                continue
        for n in general:
            positions.setdefault(n, []).append(f)
        if not found and not general:
            lost.append(f)
    for f in bare:  # beside a denial of the same speaker in the same text (R6)
        where = pointed.get((f.claim.document, book.side(f)), set()) if f.cls == "incident" else set()
        general = book.denied(f)[1]
        for n in sorted(where):
            attached.setdefault(n, []).append((f, model.answers, (Why("answer", model.answers, "beside a denial in the same text"),)))  # fmt: skip
        for n in general if not where else ():
            positions.setdefault(n, []).append(f)
        if not where and not general:
            lost.append(f)
    return Answers(attached=attached, positions=positions, lost=lost)


class _Book:
    """The events, by class and document, and the tests of the rules."""

    def __init__(self, groups: Groups, model: FusionModel, register: Register) -> None:
        self.groups, self.model, self.register = groups, model, register
        self.sides: dict[str, str | None] = {}
        self.documents = [frozenset(f.claim.document for f in g) for g in groups]
        self.in_doc: dict[str, list[int]] = {}
        for n, ds in enumerate(self.documents):
            for d in ds:
                self.in_doc.setdefault(d, []).append(n)
        self.cls = np.array([g[0].cls for g in groups], np.str_)
        self.agents = [frozenset(a for f in g for a in f.agents) for g in groups]
        self.tellers = [frozenset(self.side(f) for f in g) for g in groups]
        self.kinds = [frozenset(x.claim.kind for x in g) for g in groups]
        self.codes = [frozenset((x.claim.code or "").split(".")[0] for x in g) for g in groups]
        self.places = Places(groups)
        self.times = _Times(groups, model)

    def side(self, f: Facts) -> str | None:
        """The party in whose interest the first speaker is."""
        first = f.claim.says[0] if f.claim.says else None
        if first is None:
            return None
        who = first.id or first.name
        if who not in self.sides:
            self.sides[who] = self.register.interest_of(who)
        return self.sides[who]

    def of_class(self, cls: str, which: Bools | None = None) -> list[int]:
        """Numbers of the events of a class, among those marked."""
        mine = self.cls == cls
        return np.flatnonzero(mine if which is None else mine & which).tolist()

    def here(self, f: Facts) -> Bools:
        """Which events stand in the text of a claim."""
        out = np.zeros(len(self.groups), np.bool_)
        out[self.in_doc.get(f.claim.document, [])] = True
        return out

    def denied(self, f: Facts) -> tuple[list[tuple[int, int, tuple[Why, ...]]], list[int]]:
        """Events that a denial answers (R1-R8), each with its score and why; and those it bears on in general."""
        reach = self.times.answered(f, self.here(f))
        if f.points:
            reach = reach & (self.places.near(f.points) | ~self.places.told)
        fits = [n for n in self.of_class(f.cls, reach) if self._may_answer(f, n)]
        found = [(n, why) for n in fits if (why := self._points_at(f, n, alone=len(fits) == 1)) is not None]
        if not found:
            side = self.side(f)
            return [], [n for n in fits if side is not None and (side in self.agents[n] or side in f.agents)]
        scored = []
        for n, why in found:
            score, whys = self._score(f, n)
            scored.append((n, score + why.weight, (*whys, why)))
        top = max(s for _, s, _ in scored)
        slack = 3000 if not f.points else 1500 if len(f.points) > 1 else 200
        return [x for x in scored if x[1] >= top - slack], []

    def _may_answer(self, f: Facts, n: int) -> bool:
        g, side = self.groups[n], self.side(f)
        if side is not None and self.tellers[n] == {side}:
            return False  # R2
        return self._kind(f, n) and self._place(f, g) and self._who(f, n, side)

    def _kind(self, f: Facts, n: int) -> bool:
        if says_kept(f.claim):
            return self.groups[n][0].cls == "incident"
        kinds = self.kinds[n]
        if f.claim.kind not in kinds and not any(frozenset((k, f.claim.kind)) in NEAR_KINDS for k in kinds):
            return False
        codes = self.codes[n]
        return not f.claim.code or "" in codes or f.claim.code.split(".")[0] in codes

    def _place(self, f: Facts, g: Sequence[Facts]) -> bool:
        there = [p for x in g for p in x.points]
        if not f.points or not there:
            return True
        for p in f.points:
            for q in there:
                if (p.id is not None and p.id == q.id) or (p.name and p.name == q.name) or same_district(p, q):
                    return True
                d = metres(p, q)
                if d is not None and d <= p.radius + q.radius + 1_000.0:
                    return True
        return False

    def _who(self, f: Facts, n: int, side: str | None) -> bool:
        told, own = self.agents[n], f.agents
        if says_kept(f.claim):
            return side is not None and (not own or side in own) and side in told  # R8
        if own and told and not own & told:
            return side in own and any(t is not None and self.register.opposes(t, side) for t in self.tellers[n])
        if own and not told:
            return side in own and self._akin(f, n)
        return not told or side in told or bool(f.timed or f.points)

    def _akin(self, f: Facts, n: int) -> bool:
        """Whether an event of which nobody says who did it shares more with a denial than its day."""
        g = self.groups[n]
        place = f.points and any(x.points for x in g)
        target = any(x.targets & f.targets for x in g)
        return bool(place or target or f.claim.document in self.documents[n])

    def _points_at(self, f: Facts, n: int, *, alone: bool) -> Why | None:
        """By what a denial that may answer an event points at it (R6-R8); None where it is but a general position."""
        g, weight = self.groups[n], self.model.answers
        side = self.side(f)
        accused = side is not None and side in self.agents[n]
        day = f.timed and f.width is not None and f.width <= SINGLE_DAY
        place = any(not p.area for p in f.points) and any(x.points for x in g)
        if (f.timed and not day and not place) or (f.agents and self.agents[n] and not f.agents & self.agents[n]):
            return None
        if f.claim.act != "denies" and not accused and not (day and place):
            return None  # R7
        if place:
            return Why("answer", weight, "it names the place" + (" and the day" if day else ""))
        if day:
            return Why("answer", weight, "it names the day" + (", and its speaker's side is said to have acted" if accused else ""))  # fmt: skip
        if says_kept(f.claim):
            return None
        if f.claim.document in self.documents[n]:
            return Why("document", self.model.denial_same_document, "told in the same text")
        if any(x.shingles & f.shingles for x in g) or any(f.counts.get(k) == c for x in g for k, c in x.counts.items()):
            return Why("answer", weight, "it repeats words or numbers of a telling")
        if alone and accused and f.claim.act == "denies" and (f.agents or f.targets):
            return Why("answer", weight, "its speaker's side is said to have acted, and nothing else in reach could be meant")  # fmt: skip
        return None

    def _score(self, f: Facts, n: int) -> tuple[int, tuple[Why, ...]]:
        """Likeness to the member it is most like, without the prior of two unprompted tellings."""
        best: tuple[int, tuple[Why, ...]] = (0, ())
        for x in self.groups[n]:
            score, whys = compare(f, x, self.model)
            kept = tuple(w for w in whys if w.feature not in ("prior", "thin") and w.weight != NEVER)
            if score != NEVER and (not best[1] or sum(w.weight for w in kept) > best[0]):
                best = (sum(w.weight for w in kept), kept)
        return best

    def told(self, f: Facts) -> list[tuple[int, int, tuple[Why, ...]]]:
        """Events that a bare accusation, retraction or correction speaks of: the best by score, ties kept."""
        bare = not f.timed and not f.points
        near = self.in_doc.get(f.claim.document, [])
        reach = self.here(f)
        if not bare:
            reach = reach | self.times.within(f, self.model.gap_hard)
        elif f.agents or f.targets:
            reach = reach | self.times.around(f)
        good: list[tuple[int, int, tuple[Why, ...]]] = []
        for n in self.of_class(f.cls, reach):
            if bare and n not in near and not self._around(f, n):
                continue
            score, whys = max((compare(f, g, self.model) for g in self.groups[n]), key=lambda x: x[0])
            if score == NEVER:
                continue
            if n in near:
                score += self.model.denial_same_document
                whys = (*whys, Why("document", self.model.denial_same_document, "told in the same text"))
            if score > self.model.attach:
                good.append((n, score, whys))
        top = max((s for _, s, _ in good), default=0)
        slack = 1500 if len(f.points) > 1 else 200
        return [x for x in good if x[1] >= top - slack]

    def own_account(self, f: Facts) -> Iterator[int]:
        """Events of which the accused gives its own account in general words (R9)."""
        side = self.side(f)
        first = f.claim.says[0].id if f.claim.says else None
        actor = first is not None and self.register.actor(first) is not None
        if f.cls != "incident" or f.timed or f.points or side is None or not actor or f.claim.act == "accuses":
            return
        for n in self.of_class("incident", self.times.answered(f, self.here(f))):
            fits = side in self.agents[n] and self.tellers[n] != {side} and (not f.agents or side in f.agents)
            if fits and self._kind(f, n):
                yield n

    def _around(self, f: Facts, n: int) -> bool:
        if f.lo is None or f.hi is None:
            return False
        lo, hi = f.lo, f.hi
        return any((g.hi is None or g.hi > lo) and (g.lo is None or g.lo < hi) for g in self.groups[n])


class _Times:
    """The times of the events. lo, hi: of the tellings that give one and are no plans; start, end: of all; first: when it
    was first told. An end that is open or not told lies FAR off."""

    def __init__(self, groups: Groups, model: FusionModel) -> None:
        self.model = model
        timed = [[x for x in g if x.timed and not x.plan] for g in groups]
        self.timed = np.array([bool(g) for g in timed], np.bool_)
        self.lo = np.array([min((x.lo for x in g if x.lo is not None), default=-FAR) for g in timed], np.int64)
        self.hi = np.array([max((x.hi for x in g if x.hi is not None), default=FAR) for g in timed], np.int64)
        self.start = np.array([min(-FAR if x.lo is None else x.lo for x in g) for g in groups], np.int64)
        self.end = np.array([max(FAR if x.hi is None else x.hi for x in g) for g in groups], np.int64)
        self.first = np.array([min((x.pub for x in g if x.pub is not None), default=FAR) for g in groups], np.int64)

    def answered(self, f: Facts, here: Bools) -> Bools:
        """Which events a denial can answer by its time (R3). here: those told in its own text."""
        if f.timed:
            lo, hi = -FAR if f.lo is None else f.lo, FAR if f.hi is None else f.hi
            return self.timed & (hi > self.lo) & (self.hi > lo)
        if f.pub is None:
            return here & ~self.timed
        fresh = (self.first - DAY <= f.pub) & (f.pub <= self.first + self.model.reply) & (self.first < FAR)
        known = (self.lo > -FAR) & (self.hi < FAR) & (f.pub + DAY > self.lo)
        soon = (f.pub <= self.hi + self.model.reply) | ((f.pub <= self.hi + self.model.stale) & fresh)
        return np.where(self.timed, known & soon, here | fresh)

    def within(self, f: Facts, gap: int) -> Bools:
        """Which events have a telling that may lie within `gap` of a claim."""
        lo, hi = -FAR if f.lo is None else f.lo, FAR if f.hi is None else f.hi
        return (self.start - gap <= hi) & (lo - gap <= self.end)

    def around(self, f: Facts) -> Bools:
        """Which events have a telling that may fall in the time of a claim."""
        if f.lo is None or f.hi is None:
            return np.zeros(len(self.start), np.bool_)
        return (self.start < f.hi) & (f.lo < self.end)
