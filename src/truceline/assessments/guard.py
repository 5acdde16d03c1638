"""The state of a prohibition or a guarantee, and of a permission, strength or status. Rules, in order:

G1. The text is not held -> cannot tell. Not yet in force -> no report.
G2. An event counts by what it is under the readings: appears inconsistent, corroborated or verified, and no dispute over
    who acted -> appears inconsistent.
G3. Appears inconsistent or undecided, and contested (that it happened, or who did it) -> contested.
G3b. Alleged, and the accused itself says of that time that it keeps the ceasefire or its positions -> contested: two
    sides tell it in opposing ways. It says nothing for or against the event, and nothing of a time it does not speak of.
G4. The same, alleged or undecided otherwise -> alleged.
G5. None of these: watched without a gap since the term is in force -> quiet, watched; else no report. The gaps are named.
G6. What is outside the terms, exempt, consistent, too vague in its type (J2) or told without any time never counts
    against; the last are counted as undated.
G7. A way that was hindered by nobody's doing, as those who tell it say (C2b), is told beside the state and never counts.
S1. Before its start, after its end, or told as ended by nobody's denial -> not in force.
S2. A count or report that does not fit -> questioned (for a strength), or in force and also questioned.
S3. Told as kept -> stated kept (for a strength); else in force.
S4. An end that passed with silent renewal and no notice known -> in force, renewed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from truceline.assessments.assessment import ReadingFinding, ReadingState, Reason
from truceline.assessments.ledger import Told
from truceline.terms.calendar import add
from truceline.terms.ground import UNDATED
from truceline.terms.item import Item
from truceline.terms.kind import NOT_HELD
from truceline.terms.result import CAUSED, Finding
from truceline.terms.term import Amendment, Reading, Term
from truceline.terms.wording import happening, sentence, tellers
from truceline.values.errors import InputError

Interval = tuple[int, int]
RANK = {"no_report": 0, "quiet_watched": 0, "alleged": 1, "contested": 2, "appears_inconsistent": 3}


def standing_of(item: Item, finding: Finding, *, whoever: bool = False) -> str | None:
    """What one item does to a prohibition or guarantee (rules G2-G4, G6); None for nothing.

    whoever: the term does not ask who acted, so that a dispute over it settles nothing.
    """
    disputed = item.disputed_agent and not whoever
    if finding.consistency not in ("appears_inconsistent", "cannot_tell"):
        return None
    if finding.consistency == "cannot_tell" and (finding.rule in ("J1", "J2") or finding.why == UNDATED):
        return None
    sure = item.occurrence in ("corroborated", "verified")
    if finding.consistency == "appears_inconsistent" and sure and not disputed:
        return "appears_inconsistent"
    if item.contested or item.occurrence == "not_verifiable" or disputed:
        return "contested"
    return "alleged"


def answered(item: Item, kept: Sequence[Item], party_of: Callable[[str], str]) -> Item | None:
    """The accused's own word, of the time of the item, that it keeps the term (G3b); None if there is none."""
    accused = {party_of(a) for a in item.agents}
    if item.when is None or not accused:
        return None
    for k in kept:
        own = {party_of(a.interest) for a in k.told if a.interest is not None}
        if k.when is not None and own & accused and k.when.overlaps(item.when):
            return k
    return None


def guard(
    term: Term,
    readings: Sequence[Reading],
    found: Sequence[tuple[Item, Finding]],
    as_of: int,
    watched: Sequence[Interval],
    kept: Sequence[Item] = (),
    party_of: Callable[[str], str] = str,
) -> tuple[ReadingState, dict[str, int], tuple[Interval, ...]]:
    """State of a prohibition or guarantee with its counts and the unwatched gaps."""
    ids, holders = tuple(r.id for r in readings), tuple(r.holder for r in readings)
    if term.sourced == "not_sourced":
        why = Reason(rule="G1", words=NOT_HELD)
        return ReadingState(readings=ids, holders=holders, state="cannot_tell", reasons=(why,)), {}, ()
    if term.start is not None and as_of <= term.start:
        why = Reason(rule="G1", words="The term is not yet in force.")
        return ReadingState(readings=ids, holders=holders, state="no_report", reasons=(why,)), {}, ()
    state = "no_report"
    reasons: list[tuple[int, Reason]] = []
    counts: dict[str, int] = {}
    for item, finding in found:
        what = standing_of(item, finding, whoever=term.params.get("covers") == "result")
        if what is None:
            if finding.why == UNDATED:
                counts["undated"] = counts.get("undated", 0) + 1
            if finding.rule == CAUSED:
                reasons.append((-1, Reason(rule="G7", words=finding.why, ids=(item.id, *(a.claim for a in item.told)))))
            continue
        answer = answered(item, kept, party_of) if what == "alleged" else None
        if answer is not None:
            what = "contested"
        counts[what] = counts.get(what, 0) + 1
        if RANK[what] > RANK[state]:
            state = what
        rule = "G3b" if answer else {"appears_inconsistent": "G2", "contested": "G3", "alleged": "G4"}[what]
        text = _told(term, item, finding, what, answer)
        stands = (item.id, *(a.claim for a in item.accounts), *(a.claim for a in (answer.accounts if answer else ())))
        reasons.append((RANK[what], Reason(rule=rule, words=text, effect=what, ids=stands)))
    missing = gaps(term.start, as_of, watched)
    if state == "no_report":
        if term.start is not None and not missing:
            state = "quiet_watched"
            words = "Nothing that counts against it is reported, and it was watched without a gap."
        else:
            words = "Nothing that counts against it is reported. Nobody is known to have watched it throughout, so this does not show that it was kept."
        reasons.append((0, Reason(rule="G5", words=words)))
    if counts:
        counts["events"] = sum(n for k, n in counts.items() if k != "undated")
        counts["origins"] = len({o for i, f in found if standing_of(i, f) for o in (*i.supporting, *i.denying) if o})
    ordered = tuple(r for _, r in sorted(reasons, key=lambda x: -x[0]))
    return ReadingState(readings=ids, holders=holders, state=state, reasons=ordered), counts, missing


def _told(term: Term, item: Item, finding: Finding, what: str, answer: Item | None) -> str:
    """One event and why it counts as it does, in sentences: what is told by whom, who rejects it, and how it lies to the
    term."""
    head = f"{happening(item, term.zone)}, told by {tellers(item)}"
    against = tellers(item, denying=True)
    if what == "appears_inconsistent":
        out = [f"{head}, appears inconsistent with the term"]
    elif finding.consistency == "cannot_tell":
        out = [f"{head}, may bear on the term"]
    elif what == "contested":
        out = [f"{head}, would be inconsistent with the term as told, and is contested"]
    else:
        out = [f"{head}, would be inconsistent with the term if it happened as told"]
    if against:
        out.append(f"{against} {'deny' if ' and ' in against else 'denies'} it")
    elif what == "contested" and item.disputed_agent:
        out.append("the accounts differ on who acted")
    if answer is not None:
        out.append(f"of that time {tellers(answer)} says that it keeps to the term")
    return " ".join([*(sentence(x) for x in out), finding.why])


def _ended(amendments: Sequence[Amendment]) -> str:
    """Why a term is at its end: by the change that ended it, or because its time is over."""
    last = next((a for a in reversed(amendments) if a.ends), None)
    return sentence(last.says) if last is not None else "Its time is over."


def gaps(start: int | None, end: int, watched: Sequence[Interval]) -> tuple[Interval, ...]:
    """Stretches of [start, end) that no interval covers. Without a start: nothing is known to be watched."""
    if start is None:
        return ()
    out, at = [], start
    for lo, hi in sorted(watched):
        if hi <= at:
            continue
        if lo >= end:
            break
        if lo > at:
            out.append((at, lo))
        at = max(at, hi)
    if at < end:
        out.append((at, end))
    return tuple(out)


def standing(
    signed: Term,
    now: Term,
    amendments: Sequence[Amendment],
    readings: Sequence[Reading],
    marks: Sequence[Told],
    as_of: int,
) -> tuple[ReadingState, tuple[str, ...]]:
    """State of a permission, strength or status at `as_of`, and what stands beside it."""
    ids, holders = tuple(r.id for r in readings), tuple(r.holder for r in readings)

    def result(
        state: str, reasons: Sequence[Reason], beside: tuple[str, ...] = ()
    ) -> tuple[ReadingState, tuple[str, ...]]:
        return ReadingState(readings=ids, holders=holders, state=state, reasons=tuple(reasons)), beside

    if now.sourced == "not_sourced":
        return result("cannot_tell", [Reason(rule="G1", words=NOT_HELD)])
    if now.start is not None and as_of < now.start:
        return result("not_in_force", [Reason(rule="S1", words="The term is not yet in force.")])
    end = now.end if now.end is not None else now.due
    ended = end is not None and as_of >= end
    renewed: list[Reason] = []
    if ended:
        if (
            now.renewal is None
            or now.renewal.amount is None
            or not now.renewal.silent
            or any(a.ends for a in amendments)
        ):
            return result("not_in_force", [Reason(rule="S1", words=_ended(amendments))])
        renewed = [Reason(rule="S4", words="Its period is over and it runs on, for no notice is known.")]
    past = [m for m in marks if (m.lo is None or m.lo <= as_of)]
    stopped = [m for m in past if m.mark.effect == "ended" and not m.mark.contested]
    if stopped:
        return result("not_in_force", [_reason("S1", m) for m in stopped])
    bad = [m for m in past if m.mark.effect in ("questioned", "not_done")]
    good = [m for m in past if m.mark.effect in ("kept", "done", "part", "begun")]
    why = [*renewed, *(_reason("S2", m) for m in bad), *(_reason("S3", m) for m in good)]
    if now.nature == "strength" and bad:
        return result("questioned", why)
    if now.nature == "strength" and any(m.mark.effect == "kept" for m in good):
        return result("stated_kept", why)
    in_force = why or [Reason(rule="S3", words="It stands by the text; nothing that was read bears on it.")]
    return result("in_force", in_force, ("questioned",) if bad else ())


def next_ends(term: Term, as_of: int) -> tuple[tuple[int, str], ...]:
    """Computed dates ahead: the end of the running period, and the last day for notice before it."""
    end = term.end if term.end is not None else term.due
    if end is None:
        return ()
    r = term.renewal
    try:
        on = r is not None and r.silent and r.amount is not None
        while r is not None and on and r.amount is not None and r.unit is not None and end <= as_of:
            end = add(end, r.amount, r.unit, term.zone)
        out = [(end, "the period ends" + (" and runs on unless notice is given" if on else ""))]
        if r is not None and r.notice_amount is not None and r.notice_unit is not None:
            out.append(
                (add(end, -r.notice_amount, r.notice_unit, term.zone), "last moment for notice before the period ends")
            )
    except InputError as e:
        return ((end, f"the period ends; the notice date is ambiguous: {e.what}"),)
    return tuple(sorted((t, w) for t, w in out if t > as_of))


def merged(findings: Mapping[tuple[str, ...], Finding]) -> tuple[str, tuple[ReadingFinding, ...]]:
    """One word over all readings, or `depends_on_reading`; with the finding of each."""
    states = {f.consistency for f in findings.values()}
    rows = tuple(ReadingFinding(readings=k, state=f.consistency, rule=f.rule, why=f.why) for k, f in findings.items())
    return (next(iter(states)) if len(states) == 1 else "depends_on_reading"), rows


def _reason(rule: str, m: Told) -> Reason:
    return Reason(rule=rule, words=m.mark.why, effect=m.mark.effect, ids=(m.mark.item, *m.mark.claims))
