"""truceline handle CASE ID STEP: who was told, when an answer is due, and what was answered."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import msgspec
import typer

from truceline.app.options import AsOf, CaseArg, KnownAt, PublicAt, look
from truceline.app.output import say
from truceline.values.decision import Decision
from truceline.values.errors import DecisionError, UsageError

if TYPE_CHECKING:
    from truceline.app.derive import Derived


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def handle(
        case: CaseArg,
        id: Annotated[str, typer.Argument(metavar="ID", help="Of an event.")],
        step: Annotated[str, typer.Argument(metavar="STEP", help="notified, answered, remedied, closed or reopened.")],
        to: Annotated[str, typer.Option("--to", metavar="ACTOR", help="The actor it concerns.")],
        by: Annotated[str, typer.Option("--by", help="The person who takes the step.")],
        because: Annotated[str, typer.Option("--because", help="The reason, or what was said.")],
        due: Annotated[str | None, typer.Option("--due", metavar="T", help="By when an answer is asked.")] = None,
        answer: Annotated[
            str | None, typer.Option("--answer", help="accepts, denies, explains, counter_claims or none.")
        ] = None,
        document: Annotated[
            str | None, typer.Option("--document", metavar="ID", help="The document the step stands on.")
        ] = None,
        at: Annotated[
            str | None, typer.Option("--at", metavar="T", help="When the step took place. Default: now.")
        ] = None,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
    ) -> None:
        """Record a step in the handling of an event: notified, answered, remedied, closed, reopened."""
        from truceline.app.library import decision_entry, open_record

        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at)
        fields = {"to": to, "due": due, "answer": answer, "document": document, "at": at}
        decision = make_step(derived, id, step, {k: v for k, v in fields.items() if v}, by=by, because=because)
        with closing(open_record(derived.case)) as record:
            receipt = record.append([decision_entry(msgspec.structs.replace(decision, at=0))])[0]
        say(f"{receipt.id}: {step}, {to}, by {by}")


def make_step(derived: Derived, id: str, step: str, fields: dict[str, str], *, by: str, because: str) -> Decision:
    """The decision of a step. Raises UsageError for an unknown step or actor, DecisionError where the step names no
    event or document, lies ahead, or cannot follow the steps before it; nothing is recorded then."""
    from truceline.app.commands.decide import spans_of
    from truceline.app.view import now_micros
    from truceline.assessments.handling import STEPS, handled, tracks

    if step not in STEPS:
        raise UsageError("unknown step", expected=", ".join(STEPS), got=step)
    if derived.case.register.actor(fields["to"]) is None:
        raise UsageError("no such actor", expected="the id of an actor of the case", got=fields["to"])
    if not by.strip() or not because.strip():
        raise DecisionError("a step needs a person and a reason", expected="--by NAME --because TEXT")
    event = derived.names.event(id) or next((e.id for e in derived.events if id in {m.claim for m in e.members}), None)
    if event is None:
        raise DecisionError(
            "no event here has that id", expected="the id of an event as `truceline events` prints it", got=id
        )
    if (document := fields.get("document")) and document not in derived.documents:
        raise DecisionError("no such document", expected="the id of a document in the record", got=document)
    ids = (id,) if id.startswith("event-") else (event,)
    decision = Decision(
        word=step, ids=ids, spans=tuple(spans_of(derived, event)), set=fields, by=by, because=because, at=now_micros()
    )
    zone, now = derived.case.zone, decision.at
    made = handled(decision, zone)
    if made is not None and made.at > now:
        raise DecisionError("a step that has not taken place yet", expected="--at in the past", got=fields["at"])
    if made is not None and made.due is not None and made.due <= made.at:
        raise DecisionError(
            "the answer would be due before the question", expected=f"--due after {fields.get('at', 'now')}",
            got=fields["due"],
        )  # fmt: skip
    members = next(tuple(m.claim for m in e.members) for e in derived.events if e.id == event)
    put = [t for t in tracks(event, members, derived.decisions, zone=zone, as_of=now) if t.to == fields["to"]]
    if step == "notified" and put and id not in {t.under for t in put}:
        raise DecisionError(
            f"{fields['to']} was notified of this before", where=put[0].steps[0].decision,
            expected="one notice an event and actor", got=step, do="use `reopened` after `closed` to begin again",
        )  # fmt: skip
    rebound = msgspec.structs.replace(decision, ids=tuple(dict.fromkeys((event, *ids))))
    tracks(event, members, (*derived.decisions, rebound), zone=zone, as_of=now)
    return decision
