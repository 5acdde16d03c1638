"""Handling: the fourth track of an event. Who was told, by whom, when an answer is due, and what was answered.

Each step is a Decision with its reason and document. Rules, in order:
1. A step names the actor it concerns (`to`); `notified` opens the track with that actor, with a day for the answer.
2. An answer, remedy or closing without a notice before it to that actor is refused and named, never guessed.
3. The track runs forward only: notified, answered, remedied, closed. Only `reopened` takes it back, to notified.
4. A second answer after the first stands beside it (both are kept); the newest is shown first.
5. An answer that is due and has not come is `no answer by the day`, a state of this track and nothing else: silence is
   no admission.
6. A step counts from when it took place (`at`), else from when it was recorded; steps of one instant in the order of
   the record.
7. Where two events that were put to one actor turn out to be one, both questions stand, each with its own track. A step
   goes to the track it was recorded under; one recorded under another id of the event goes to the track that can take it.
8. What is recorded is checked in full (`tracks`). What is shown leaves out a step that does not fit what can be seen of
   the track, because a step before it was taken back or is above the release (`shown`); it is named by `unfit`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

import msgspec

from truceline.values.casefile import Problems
from truceline.values.decision import Decision
from truceline.values.errors import DecisionError, InputError, TruceError
from truceline.values.time import parse_instant

Step = Literal["notified", "answered", "remedied", "closed", "reopened"]
STEPS: tuple[Step, ...] = ("notified", "answered", "remedied", "closed", "reopened")
ANSWERS = ("accepts", "denies", "explains", "counter_claims", "none")
FORWARD = {"notified": 0, "answered": 1, "remedied": 2, "closed": 3}


class Handled(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step. to: the actor it concerns; due: first instant at which the answer is late; document: what it stands on.
    under: the id of the event it was recorded under."""

    step: Step
    under: str = ""
    to: str
    at: int
    by: str
    because: str
    answer: str | None = None
    due: int | None = None
    document: str | None = None
    decision: str = ""


class Track(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Handling of one event with one actor. state: the last step, or `no_answer` where one is due and has not come.
    under: the id of the event by which it was put, where that is another now."""

    event: str
    under: str = ""
    to: str
    state: str
    steps: tuple[Handled, ...] = ()
    due: int | None = None
    answer: str | None = None


def handled(decision: Decision, zone: str | None) -> Handled | None:
    """The step a decision takes; None if it is no step of handling. Raises DecisionError, InputError."""
    if decision.word not in STEPS:
        return None
    to = decision.set.get("to", "")
    if not to:
        raise DecisionError(
            f"'{decision.word}' does not say to whom", expected="--to ACTOR", do="name the actor it concerns"
        )
    answer = decision.set.get("answer")
    if decision.word == "answered" and answer not in ANSWERS:
        raise DecisionError(
            "not an answer we know",
            expected=", ".join(ANSWERS),
            got=answer or "none given",
            do="give --answer WORD",
        )
    due, at = decision.set.get("due"), decision.set.get("at")
    return Handled(
        step=decision.word, to=to, at=parse_instant(at, zone=zone) if at else decision.at, by=decision.by, because=decision.because, answer=answer,
        due=parse_instant(due, zone=zone, end=True) if due else None, document=decision.set.get("document"), decision=decision.id,
        under=next((i for i in reversed(decision.ids) if i.startswith("event-")), ""),
    )  # fmt: skip


def tracks(
    event: str, claims: Iterable[str], decisions: Sequence[Decision], *, zone: str | None, as_of: int
) -> tuple[Track, ...]:
    """The tracks of an event, in order of actor id, from decisions on the event or on its claims.

    Steps after `as_of` are left out. Raises CaseFileError with every step that breaks a rule.
    """
    found, problems = _followed(event, claims, decisions, zone, as_of)
    problems.raise_any()
    return found


def shown(
    event: str, claims: Iterable[str], decisions: Sequence[Decision], *, zone: str | None, as_of: int
) -> tuple[Track, ...]:
    """The same, without the steps that do not fit (rule 8)."""
    return _followed(event, claims, decisions, zone, as_of)[0]


def unfit(
    event: str, claims: Iterable[str], decisions: Sequence[Decision], *, zone: str | None, as_of: int
) -> tuple[TruceError, ...]:
    """The steps that do not fit, each with what is wrong (rule 8)."""
    return tuple(_followed(event, claims, decisions, zone, as_of)[1].found)


def _followed(
    event: str, claims: Iterable[str], decisions: Sequence[Decision], zone: str | None, as_of: int
) -> tuple[tuple[Track, ...], Problems]:
    names = {event, *claims}
    problems = Problems()
    found: list[list[Handled]] = []
    steps = [h for d in decisions if names & set(d.ids) and (h := handled(d, zone)) is not None]
    for step in sorted(steps, key=lambda h: h.at):
        if step.at > as_of:
            continue
        track = _of_step(found, step)
        wrong = refusal(track, step)
        if wrong:
            problems.take(wrong)
        elif track:
            track.append(step)
        else:
            found.append([step])
    made = (_track(event, steps, as_of) for steps in sorted(found, key=lambda t: (t[0].to, t[0].at)))
    return tuple(made), problems


def _of_step(found: Sequence[list[Handled]], step: Handled) -> list[Handled]:
    """The track a step goes to (rule 7); an empty one where it opens its own."""
    same = [t for t in found if t[0].to == step.to]
    own = [t for t in same if t[0].under == step.under]
    if own or not same:
        return own[0] if own else []
    if step.step == "notified":
        return []
    return next((t for t in same if refusal(t, step) is None), same[-1])


def refusal(before: Sequence[Handled], step: Handled) -> InputError | None:
    """Why a step cannot follow the steps before it (rules 2 and 3); None if it can."""
    if step.step == "notified":
        if before and before[-1].step != "reopened":
            return DecisionError(
                f"{step.to} was notified before",
                where=before[0].decision,
                expected="one notice an event and actor",
                do="use `reopened` to begin again",
            )
        return None
    if not before:
        return DecisionError(
            f"'{step.step}' stands before any notice to {step.to}", where=step.decision, expected="a notice first", got=step.step,
            do="was it put by another way? record that first, with its day: handle CASE ID notified --to ACTOR --at T",
        )  # fmt: skip
    if step.step == "reopened":
        return (
            None
            if before[-1].step == "closed"
            else DecisionError("only what was closed can be reopened", where=step.decision, got=before[-1].step)
        )
    last = before[-1].step
    if last == "closed" or FORWARD.get(step.step, 0) < FORWARD.get(last, 0):
        return DecisionError(
            f"'{step.step}' after '{last}' runs backwards",
            where=step.decision,
            expected="`reopened` first",
            got=step.step,
        )
    return None


def _track(event: str, steps: list[Handled], as_of: int) -> Track:
    last = steps[-1]
    notice = next((s for s in reversed(steps) if s.step in ("notified", "reopened")), steps[0])
    answers = [s for s in steps[steps.index(notice) :] if s.step == "answered"]
    late = not answers and last.step in ("notified", "reopened") and notice.due is not None and as_of >= notice.due
    return Track(
        event=event, under=steps[0].under if steps[0].under != event else "", to=last.to, state="no_answer" if late else last.step, steps=tuple(steps), due=notice.due,
        answer=answers[-1].answer if answers else None,
    )  # fmt: skip
