"""What is told as done, apart from what is denied, planned or only counted in total.

Rules:
 1. A claim tells of a deed if it holds, under no condition, and neither denies, withdraws, plans nor sets a rule.
 2. An event all of whose tellers only plan it is a plan: said as planned, announced or expected, and no incident told.
 3. A total of incidents that a reporter counted is no event (contract §4) and is never lost: where incidents are spoken
    of it stands beside them, with who counted, what, where and when.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from truceline.briefs import phrases as ph
from truceline.briefs import words as w
from truceline.briefs.incidents import counts_line
from truceline.briefs.material import Material
from truceline.briefs.page import Bullets, Paragraph, Sentence, plain
from truceline.briefs.talks import published
from truceline.claims.claim import Claim
from truceline.events.event import CLASS_OF_KIND, Event
from truceline.events.intent import INTENT

NOT_DONE = ("denies", "withdraws", "corrects", "provides", *INTENT)


def denied(c: Claim) -> bool:
    """Whether it says that something is not so: its figures are those of what it rejects."""
    return c.act in ("denies", "withdraws") or c.polarity == "does_not_hold"


def intent(m: Material, c: Claim) -> str:
    """planned or expected; empty where it tells of what was done. What is announced may be either, and is left as said;
    what is told before it could have happened is expected."""
    if c.act in INTENT and c.act != "announces":
        return INTENT[c.act]
    d = m.documents.get(c.document)
    public = d.published.span()[1] if d is not None and d.published is not None else None
    starts = c.when.span()[0] if c.when is not None else None
    ahead = c.act == "asserts" and public is not None and starts is not None and starts >= public
    return "expected" if c.conditional or ahead else ""


def tells(c: Claim) -> bool:
    """Whether it tells of a deed (rule 1)."""
    return c.act not in NOT_DONE and c.polarity == "holds" and not c.conditional


def is_incident(e: Event) -> bool:
    """Whether an event is an incident told as having happened."""
    return e.cls == "incident" and not e.planned


def totals(claims: Iterable[Claim]) -> list[Claim]:
    """Totals of incidents among claims (rule 3); a total of none is not one."""
    return [
        c
        for c in claims
        if c.act == "counts" and tells(c) and CLASS_OF_KIND.get(c.kind) == "incident"
        and not (c.counts and all(n.high == 0 for n in c.counts))
    ]  # fmt: skip


def counted(m: Material, claims: Iterable[Claim]) -> list[tuple[str, Sentence]]:
    """Each total once, in words, with the name of who counted: (name, "12 explosions near X, 19 February")."""
    held: dict[tuple[str, str], list[str]] = {}
    for c in totals(claims):
        held.setdefault((ph.voice(m, c), total_words(m, c)), []).append(c.id)
    return [(who, Sentence(text, tuple(ids))) for (who, text), ids in sorted(held.items())]


def total_words(m: Material, c: Claim) -> str:
    """What was counted, where and when."""
    what = counts_line(c.counts) or w.type_words(c.kind, c.code).lower()
    at = w.places(m.gazetteer, c.where[:3], m.language)
    at = f" at {at}" if at and c.where[0].role in ("at", "to") else f" {at}" if at else ""
    day = w.when(c.when, m.zone) if c.when and c.when.span() != (None, None) else "no date given"
    return f"{what}{at}, {day}"


def totals_since(m: Material, since: int) -> list[Claim]:
    """Totals of what happened from then up to the cut-off; those that give no time, by their publication."""
    found = []
    for c in totals(m.claims):
        starts = c.when.span()[0] if c.when is not None else None
        if since <= (published(m, c) if starts is None else starts) < m.as_of:
            found.append(c)
    return found


def no_single(
    m: Material, claims: Sequence[Claim], none: str, missing: str = "No single incident is told"
) -> Paragraph:
    """What stands where no incident does: the totals that were counted, or the words for none."""
    found = counted(m, claims)
    if not found:
        return plain(none)
    text = "; ".join(f"counted by {who}: {s.text}" for who, s in found)
    return Paragraph((Sentence(f"{missing}; {text}.", tuple(i for _, s in found for i in s.refs)),))


def beside(m: Material, claims: Sequence[Claim]) -> tuple[Bullets, ...]:
    """The totals that stand beside incidents told one by one; they may hold some of these, and are never added to them."""
    found = counted(m, claims)
    return (
        (Bullets(tuple(Paragraph((s,), lead=f"Counted by {who}, not told one by one:") for who, s in found)),)
        if found
        else ()
    )
