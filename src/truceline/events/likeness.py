"""How alike two claims are as tellings of one event: feature by feature, in words and numbers."""

from __future__ import annotations

import math

import msgspec

from truceline.claims.discourse import speaks_of_named
from truceline.events.facts import Facts, Point, metres
from truceline.events.model import NEVER, FusionModel
from truceline.values.count import Count
from truceline.values.time import DAY, HOUR, MINUTE

NEAR_KINDS: frozenset[frozenset[str]] = frozenset(
    frozenset(p)
    for p in (
        ("violation", "violence"),
        ("violation", "advance"),
        ("violation", "damage"),
        ("violence", "advance"),
        ("violence", "damage"),
        ("violation", "access"),
        ("meeting", "talks"),
        ("statement", "agreement"),
        ("deployment", "movement"),
        ("withdrawal", "transfer"),
        ("withdrawal", "movement"),
        ("return", "movement"),
    )
)

OTHER_WEAPONS: frozenset[frozenset[str]] = frozenset(
    frozenset(p)
    for p in (
        ("V1.1", "V1.3"),
        ("V1.1", "V1.5"),
        ("V1.1", "V1.6"),
        ("V1.2", "V1.5"),
        ("V1.3", "V1.5"),
    )
)  # types of use of force that one telling does not take for the other: shots, strikes from the air, mines, blasts

TOLD = ("told on", "place", "agent", "target", "actors", "count", "topics", "words", "copied wording")
NEED_MORE = ("incident", "meeting")  # classes in which time and kind alone hold nothing together
SAME_STRETCH = 3000
COPIED = 0.6  # share of the shorter wording that stands in the other
WORDS_ALIKE = 0.35
LEAST_WORDS = 5


class Why(msgspec.Struct, frozen=True):
    """One feature of a pair: its name, what it adds (thousandths of log-odds), and the same in words."""

    feature: str
    weight: int
    words: str


def compare(a: Facts, b: Facts, model: FusionModel) -> tuple[int, tuple[Why, ...]]:
    """Score of a pair and its features. NEVER where the two cannot be one (far apart in time or place)."""
    whys = [Why("prior", model.prior[a.cls], "two claims of this class, before anything is compared")]
    for part in (time(a, b, model), place(a, b, model)):
        if part is not None:
            if part.weight == NEVER:
                return NEVER, (part,)
            whys.append(part)
    whys.append(kind(a, b, model))
    whys += [
        *actors(a, b, model),
        *code(a, b, model),
        *counts(a, b, model),
        *topics(a, b, model),
        *wording(a, b, model),
    ]
    if a.cls in NEED_MORE and not any(w.feature in TOLD and w.weight > 0 for w in whys):
        whys.append(Why("thin", model.thin, "nothing but time and kind to hold them together"))
    if model.scale:
        whys = [Why(w.feature, round(w.weight * model.scale.get(w.feature, 1000) / 1000), w.words) for w in whys]
    return sum(w.weight for w in whys), tuple(whys)


def _log(m: float, u: float) -> int:
    return round(1000 * math.log(m / u))


def time(a: Facts, b: Facts, model: FusionModel) -> Why | None:
    """How the times of two claims agree; None where either gives none."""
    if a.extended != b.extended:
        return Why("time", NEVER, "one lasted, the other falls on a moment: at most a part of it")
    gap = _gap(a, b)
    if gap is None:
        return None
    wa, wb = a.width, b.width
    if a.extended and b.extended:
        ends = abs((a.lo or 0) - (b.lo or 0)) <= DAY and (
            None in (a.hi, b.hi) or abs((a.hi or 0) - (b.hi or 0)) <= 3 * DAY
        )
        return (
            Why("time", SAME_STRETCH, "the same stretch of time")
            if ends
            else Why("time", NEVER, "other stretches of time")
        )
    if gap > 0:
        if gap > model.gap_hard or (a.cls == "meeting" and gap >= 12 * HOUR):
            return Why("time", NEVER, f"{_span(gap)} apart")
        steps = 1 + gap / model.gap_soft
        return Why("time", round(model.gap_weight * steps), f"{_span(gap)} apart")
    if gap == 0 and not _overlap(a, b):
        return Why("time", model.gap_weight, "one ends where the other begins")
    if wa is None or wb is None:
        return Why("time", 0, "may be of one time; an end is open")
    if not (a.timed and b.timed):
        return Why("time", 0, "one gives no time; published when it may be of it")
    return Why("time", fitting(wa + wb, model), f"times fit, known to {_span(max(wa, wb))}")


def fitting(widths: int, model: FusionModel) -> int:
    """What it is worth that two times fit; widths: of the two together, microseconds."""
    share = min(1.0, max(1e-9, widths / model.span_of_time))
    return max(0, _log(model.agree / 1000, max(share, 2 * HOUR / model.span_of_time)))


def _overlap(a: Facts, b: Facts) -> bool:
    return not (
        (a.hi is not None and b.lo is not None and a.hi <= b.lo)
        or (b.hi is not None and a.lo is not None and b.hi <= a.lo)
    )


def _gap(a: Facts, b: Facts) -> int | None:
    if (a.lo is None and a.hi is None) or (b.lo is None and b.hi is None):
        return None
    one = (a.lo - b.hi) if a.lo is not None and b.hi is not None else -1
    two = (b.lo - a.hi) if b.lo is not None and a.hi is not None else -1
    return max(0, one, two)


def _span(us: int) -> str:
    if us >= 2 * DAY:
        return f"{us / DAY:.0f} days"
    return f"{us / HOUR:.0f} h" if us >= HOUR else f"{us / MINUTE:.0f} min"


def place(a: Facts, b: Facts, model: FusionModel) -> Why | None:
    """How their places agree, by the two that agree best; None where either gives none."""
    found = [w for p in a.points for q in b.points if (w := _points(p, q, a.cls, model)) is not None]
    return max(found, key=lambda w: w.weight, default=None)


def _points(p: Point, q: Point, cls: str, model: FusionModel) -> Why | None:
    cap = model.place_cap_meeting if cls in ("meeting", "contact") else 10_000
    if p.area or q.area:
        if p.id is not None and p.id == q.id:
            return Why("place", min(cap, model.same_area), "the same area")
        if same_district(p, q):
            return Why("place", min(cap, model.inside_area), "a place inside the area")
        if p.lat is None and q.lat is None and p.id is None and q.id is None:
            same = p.name == q.name
            return Why(
                "place",
                min(cap, model.same_name if same else model.other_name),
                "the same name" if same else "other names",
            )
        d = metres(p, q)
        if d is None or d <= max(p.radius, q.radius, 50_000.0):
            return None
    d = metres(p, q)
    if d is None:
        if p.name and p.name == q.name:
            return Why("place", min(cap, model.same_name), "the same name")
        if p.id is not None and q.id is not None and p.id != q.id:
            return Why("place", model.other_name, "other places, how far apart is not known")
        return None
    slack = p.radius + q.radius + 1_000.0
    if d <= slack:
        weight, words = near(d, slack, model), f"{d / 1000:.1f} km apart, known to {slack / 1000:.1f} km"
        if p.id is not None and q.id is not None and p.id != q.id:
            weight, words = _named_apart(weight, p.toward or q.toward, model), f"other places; {words}"
        if p.name and p.name == q.name and weight < model.same_name:
            weight, words = model.same_name, f"the same name; {words}"
        return Why("place", min(cap, weight), words)
    if cls in ("meeting", "contact"):
        return Why("place", -2000, f"{d / 1000:.0f} km apart")
    if d > slack + model.beyond_km:
        return Why("place", NEVER, f"{d / 1000:.0f} km apart, known to {slack / 1000:.1f} km")
    return Why(
        "place",
        -round(model.place_near * (1 + (d - slack) / (slack + 5_000.0))),
        f"{d / 1000:.0f} km apart, known to {slack / 1000:.1f} km",
    )


def _named_apart(weight: int, toward: bool, model: FusionModel) -> int:
    """What closeness is worth where two known places are named, one each. Tellings of one event seldom name two, unrelated
    ones nearly always do; and a direction in which something happened does not make it happen in what lies that way."""
    return min(0, weight) if toward else max(0, weight + model.named_apart)


def near(d: float, slack: float, model: FusionModel) -> int:
    """What it is worth that two places lie `d` metres apart, each known so that they may be one up to `slack` metres.

    Tellings of one place scatter about it, and so lie close together more often than just within reach of each other: m
    falls from its full value at no distance to nothing at `slack` by the kernel 1 - (d / slack)^2 (Epanechnikov 1969). u is
    the share of the ground that the two precisions cover. Places that can be one never speak against it.
    """
    share = max(model.place_floor, min(1.0, (slack / model.span_of_ground) ** 2))
    widest = max(slack, model.span_of_ground * math.sqrt(model.place_floor))
    close = 1.0 - (d / widest) ** 2
    return max(0, _log(model.agree / 1000 * close, share)) if close > 0.0 else 0


def same_district(p: Point, q: Point) -> bool:
    """Whether one may lie in the other: an area that is, or is named after, the district of the other."""
    if not (p.area or q.area):
        return False
    one = p.district is not None and p.district in (q.id, q.district)
    return one or (q.district is not None and q.district == p.id)


def kind(a: Facts, b: Facts, model: FusionModel) -> Why:
    """How their kinds go together."""
    if a.claim.kind == b.claim.kind:
        return Why("kind", model.kind_same[a.cls], f"both {a.claim.kind.replace('_', ' ')}")
    near = frozenset((a.claim.kind, b.claim.kind)) in NEAR_KINDS
    return Why("kind", model.kind_near if near else model.kind_far, "kinds that go together" if near else "other kinds")


def actors(a: Facts, b: Facts, model: FusionModel) -> list[Why]:
    """Whether the same are said to have acted, suffered or taken part."""
    out = []
    if a.cls in ("meeting", "contact"):
        left, right = a.people | a.agents | a.targets, b.people | b.agents | b.targets
        if left and right:
            shared = len(left & right)
            if shared == 0:
                near = bool(a.sides & b.sides)
                out.append(
                    Why(
                        "actors",
                        0 if near else model.participants_none,
                        "other persons of the same sides" if near else "nobody in common",
                    )
                )
            elif shared == 1 and min(len(left), len(right)) > 1:
                out.append(Why("actors", model.participants_others, "one in common, each with others"))
            else:
                most = shared >= 2 and 2 * shared >= min(len(left), len(right))
                out.append(
                    Why("actors", model.participants_same if most else model.participants_some, f"{shared} in common")
                )
        return out
    if a.agents and b.agents:
        if a.agents & b.agents:
            out.append(Why("agent", model.agent_same, "the same side is said to have acted"))
        elif a.agents & b.targets and b.agents & a.targets:
            out.append(Why("agent", model.reversed, "the direction is told the other way round"))
        else:
            out.append(Why("agent", model.agent_other, "other sides are said to have acted"))
    if a.targets and b.targets and a.targets & b.targets:
        out.append(Why("target", model.target_same, "the same side is said to have suffered it"))
    return out


def code(a: Facts, b: Facts, model: FusionModel) -> list[Why]:
    """How the alleged types agree."""
    x, y = a.claim.code, b.claim.code
    if not x or not y:
        return []
    if x == y:
        return [Why("code", model.code_same, f"the same type, {x}")]
    if frozenset((x, y)) in OTHER_WEAPONS:
        return [Why("code", model.code_other, f"other weapons, {min(x, y)} and {max(x, y)}")]
    if x.split(".")[0] == y.split(".")[0]:
        return [Why("code", model.code_top, f"types of one family, {min(x, y)} and {max(x, y)}")]
    return [Why("code", model.code_other, f"other types, {min(x, y)} and {max(x, y)}")]


def _bounds(c: Count) -> tuple[float, float]:
    low = c.low if c.low is not None else c.best
    high = c.high if c.high is not None else (c.best if c.low is None else None)
    return (0.0 if low is None else float(low), math.inf if high is None else float(high))


def counts(a: Facts, b: Facts, model: FusionModel) -> list[Why]:
    """Whether the numbers that both give can be one."""
    out = []
    for key in sorted(a.counts.keys() & b.counts.keys(), key=lambda k: (k[0], k[1] or "")):
        (l0, h0), (l1, h1) = _bounds(a.counts[key]), _bounds(b.counts[key])
        what = key[0].replace("_", " ")
        if l0 == l1 and h0 == h1 and l0 >= 2:
            out.append(Why("count", model.count_same, f"the same number of {what}"))
        elif l0 <= h1 and l1 <= h0:
            out.append(Why("count", model.count_fits, f"numbers of {what} that can both be true"))
        else:
            out.append(Why("count", model.count_other, f"other numbers of {what}"))
    return out


def topics(a: Facts, b: Facts, model: FusionModel) -> list[Why]:
    """Whether they have subjects in common."""
    shared = {t for t in a.claim.topics if t != "outside_case"} & set(b.claim.topics)
    return [Why("topics", model.topic_shared, f"{len(shared)} topics in common")] if shared else []


def wording(a: Facts, b: Facts, model: FusionModel) -> list[Why]:
    """Whether one repeats the words of another text, or speaks on of what its own text named."""
    if a.claim.document == b.claim.document:
        if speaks_of_named(a.claim) or speaks_of_named(b.claim):
            return [Why("told on", model.told_on, "one speaks of the meeting that the same text named before")]
        return []
    if a.shingles and b.shingles:
        held = len(a.shingles & b.shingles) / min(len(a.shingles), len(b.shingles))
        if held >= COPIED:
            return [Why("copied wording", model.copied, f"{held:.0%} of the shorter wording stands in the other")]
    if len(a.words) >= LEAST_WORDS and len(b.words) >= LEAST_WORDS:
        like = len(a.words & b.words) / len(a.words | b.words)
        if like >= WORDS_ALIKE:
            return [Why("words", round(model.words_like * like), f"words {like:.0%} alike")]
    return []
