"""A person's word on what was computed. The computed rows stay; the head says reviewed, and by whom.

D1. A decision that a later one undoes does not count.
D2. On a term (by its id or its state's id): `confirm` keeps the state; `waived` sets it; `breach` on a prohibition or
    guarantee sets it. The last one counts.
D3. On an event, with `term=ID`: `breach` sets the consistency of that pair; on the pair's own id, without `term`.
D4. On an event or a pair: `assessed`, `joint`, `disputed`, `not_attributable` set the attribution, with band and
    confidence as the person entered them.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from truceline.assessments.assessment import GUARD, Assessment, Reason, TermState, Verdict
from truceline.terms.term import GUARDED
from truceline.terms.wording import sentence
from truceline.values.decision import Decision

ATTRIBUTION = ("assessed", "joint", "disputed", "not_attributable")


def standing_decisions(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Those that no later one undoes, in order of time (rule D1)."""
    ordered = sorted(decisions, key=lambda d: d.at)
    undone = {d.undoes for d in ordered if d.undoes}
    undone |= {i for d in ordered if d.word == "undo" for i in d.ids}
    return tuple(d for d in ordered if d.id not in undone and d.word != "undo")


def decided_term(s: TermState, decisions: Sequence[Decision]) -> TermState:
    """The state with the last decision on it (rule D2)."""
    for d in decisions:
        if s.id not in d.ids and s.term not in d.ids:
            continue
        guarded = s.nature in GUARDED
        state = {"confirm": s.state, "waived": "waived" if s.nature == "duty" else None}.get(d.word)
        if d.word == "breach" and guarded:
            state = "breach" if "breach" in GUARD else None
        if state is None:
            continue
        s = replace(s, state=state, basis="reviewed", by=d.by, reasons=(_reason(d), *s.reasons))
    return s


def decided_event(a: Assessment, decisions: Sequence[Decision]) -> Assessment:
    """The pair with the last decisions on it (rules D3, D4)."""
    for d in decisions:
        own = a.id in d.ids
        if not own and a.event not in d.ids:
            continue
        if not own and d.set.get("term") not in (None, a.term):
            continue
        if d.word == "breach" and (own or d.set.get("term") == a.term):
            a = replace(a, state="breach", basis="reviewed", reasons=(_reason(d), *a.reasons))
        elif d.word == "confirm" and own:
            a = replace(a, basis="reviewed", reasons=(_reason(d), *a.reasons))
        elif d.word in ATTRIBUTION:
            said = tuple(f"{k}={d.set[k]}" for k in ("actor", "band", "confidence") if k in d.set)
            verdict = Verdict(
                state=d.word, basis="reviewed", by=(*said, d.by), threshold=", ".join(d.rests_on), at=d.at
            )
            a = replace(a, attribution=verdict, reasons=(_reason(d), *a.reasons))
        elif d.word in ("verified", "not_verifiable"):
            a = replace(a, occurrence=Verdict(state=d.word, basis="reviewed", by=(d.by,), at=d.at))
    return a


def _reason(d: Decision) -> Reason:
    return Reason(
        rule="D",
        words=sentence(f"Reviewed by {d.by}: {d.word.replace('_', ' ')}, because {d.because}"),
        ids=(d.id,) if d.id else (),
    )
