"""truceline handle CASE ID STEP: who was told, when an answer is due, and what was answered."""

from __future__ import annotations

from contextlib import closing
from typing import Annotated

import msgspec
import typer

from truceline.app.options import AsOf, CaseArg, KnownAt, PublicAt, look
from truceline.app.output import say
from truceline.values.decision import Decision
from truceline.values.errors import UsageError


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
        from truceline.app.commands.decide import spans_of
        from truceline.app.library import decision_entry, open_record
        from truceline.app.view import now_micros
        from truceline.assessments.handling import STEPS, tracks

        if step not in STEPS:
            raise UsageError("unknown step", expected=", ".join(STEPS), got=step)
        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at)
        register_ = derived.case.register
        if register_.actor(to) is None:
            raise UsageError("no such actor", expected="the id of an actor of the case", got=to)
        fields = {"to": to, "due": due, "answer": answer, "document": document, "at": at}
        decision = Decision(
            word=step,
            ids=(id,),
            spans=tuple(spans_of(derived, id)),
            set={k: v for k, v in fields.items() if v},
            by=by,
            because=because,
            at=now_micros(),
        )
        members = next((tuple(m.claim for m in e.members) for e in derived.events if e.id == id), ())
        tracks(
            id,
            members,
            (*derived.library.decisions, decision),
            zone=derived.case.zone,
            as_of=max(decision.at, derived.view.as_of),
        )
        with closing(open_record(derived.case)) as record:
            receipt = record.append([decision_entry(msgspec.structs.replace(decision, at=0))])[0]
        say(f"{receipt.id}: {step}, {to}, by {by}")
