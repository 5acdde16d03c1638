"""truceline decide CASE WORD ID [ID2] --by NAME --because TEXT: a named person's word, kept with what it stands on."""

from __future__ import annotations

import difflib
import re
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from truceline.app.options import AsOf, CaseArg, KnownAt, PublicAt, look
from truceline.app.output import say
from truceline.claims.correct import check as check_correction
from truceline.events.grades import check_credibility, check_likelihood, check_reliability
from truceline.values.decision import Decision, SpanRef
from truceline.values.errors import DecisionError, UsageError

if TYPE_CHECKING:
    from truceline.app.derive import Derived

WORDS = {
    "verified": "the event happened, by direct observation, admission of the accused, or a matched sensor",
    "not_substantiated": "what was alleged could not be shown",
    "refuted": "the event did not happen",
    "not_verifiable": "it cannot be found out",
    "breach": "a term was broken (--set term=ID, --set reading=NAME)",
    "assessed": "attribution, with --set actor=ID --set band=80-95 --set confidence=high",
    "joint": "both or several actors",
    "disputed": "attribution is disputed",
    "not_attributable": "it cannot be attributed",
    "same": "two claims or events are one happening",
    "not_same": "two claims or events are two happenings",
    "correct": "a field of a claim, with --set FIELD=VALUE",
    "confirm": "the computed state holds",
    "waived": "an obligation is waived by its beneficiary",
    "release": "the release tier of an item, with --set release=TIER",
    "grade": "the Admiralty grade: of a source or document, with --set grade=LETTER; of an event, with --set grade=NUMBER",
    "assign": "a task is given to a person, with --set to=NAME",
    "done": "a task is done",
    "undo": "takes an earlier decision back",
}


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def decide(
        case: CaseArg,
        word: Annotated[str, typer.Argument(metavar="WORD", help="; ".join(f"{w}: {m}" for w, m in WORDS.items()))],
        ids: Annotated[list[str], typer.Argument(metavar="ID...", help="What it is said of.")],
        by: Annotated[str, typer.Option("--by", help="The person who decides.")],
        because: Annotated[str, typer.Option("--because", help="The reason.")],
        sets: Annotated[list[str] | None, typer.Option("--set", metavar="FIELD=VALUE")] = None,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
    ) -> None:
        """Record a named person's decision on an event, a claim, a term or an earlier decision."""
        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at)
        decision = make_decision(derived, word, ids, by=by, because=because, sets=sets or [])
        from truceline.app.library import decision_entry, open_record

        with closing(open_record(derived.case)) as record:
            receipt = record.append([decision_entry(decision)])[0]
        say(f"{receipt.id}: {by} decided {word} on {', '.join(ids)}")


def make_decision(derived: Derived, word: str, ids: list[str], *, by: str, because: str, sets: list[str]) -> Decision:
    """The decision with the spans its ids stand on. Raises UsageError for an unknown word, DecisionError for an id
    that names nothing or a decision that contradicts one in force."""
    if word not in WORDS:
        near = difflib.get_close_matches(word, WORDS, 1)
        raise UsageError(
            "unknown word", expected=", ".join(WORDS), got=word, do=f"did you mean '{near[0]}'?" if near else ""
        )
    if not by.strip() or not because.strip():
        raise DecisionError("a decision needs a person and a reason", expected="--by NAME --because TEXT")
    fields = {}
    for pair in sets:
        field, mark, value = pair.partition("=")
        if not mark or not field:
            raise UsageError("not a field and value", expected="--set FIELD=VALUE", got=pair)
        fields[field] = value
    spans: list[SpanRef] = []
    for id in ids:
        spans += spans_of(derived, id)
    undoes = ids[0] if word == "undo" else None
    if undoes and undoes not in {d.id for d in derived.library.decisions}:
        raise DecisionError("no such decision to undo", expected="the id of a decision", got=undoes)
    made = Decision(
        word=word, ids=tuple(ids), spans=tuple(spans), set=fields, by=by, because=because, at=0, undoes=undoes
    )
    refuse_contradiction(derived, made)
    if word == "correct":
        check_correction(made)
    elif word == "assessed":
        check_likelihood(fields)
    elif word == "grade":
        _check_grade(derived, ids, fields.get("grade"))
    return made


def _check_grade(derived: Derived, ids: list[str], grade: str | None) -> None:
    """Letters go to sources and documents, numbers to events, 1 only as the rule allows."""
    events = {e.id: e for e in derived.events}
    for id in ids:
        if derived.case.register.source(id) is not None or id in derived.documents:
            check_reliability(grade)
        elif (now := derived.names.event(id) or id) in events:
            check_credibility(grade, events[now], derived.case.register)
        else:
            raise DecisionError("only a source, a document or an event has a grade", expected="the id of one", got=id)


def spans_of(derived: Derived, id: str) -> list[SpanRef]:
    """The sentences an id stands on; none for a term or a decision. Raises DecisionError if it names nothing."""
    from truceline.app.explain import of_assessment

    by_id = {c.id: c for c in derived.claims}
    now = derived.names.event(id) or id
    members = next(([m.claim for m in e.members] for e in derived.events if e.id == now), [id] if id in by_id else None)
    if members is None:
        if (
            re.fullmatch(r"task-[0-9a-f]{16}", id)
            or id in {d.id for d in derived.library.decisions}
            or id in derived.documents
            or derived.case.register.source(id) is not None
            or of_assessment(derived, id)
        ):
            return []
        raise DecisionError(
            "nothing here has that id", expected="an id as `events`, `terms` or `assess` prints it", got=id
        )
    claims = [by_id[m] for m in members if m in by_id]
    return [
        SpanRef(document=c.document, text_digest=c.text_digest, start=c.span.start, end=c.span.end)
        for c in claims
        if c.span.start is not None and c.span.end is not None
    ]


EXCLUSIVE = (
    ("same", "not_same"),
    ("verified", "refuted", "not_substantiated", "not_verifiable"),
    ("assessed", "joint", "disputed", "not_attributable"),
)
ONE_VALUE = ("release", "grade")


def refuse_contradiction(derived: Derived, made: Decision) -> None:
    """Two people at odds are not settled by who comes last: the earlier word is taken back first, by name and reason.

    Raises DecisionError where a decision in force on the same things says another word of the same kind, or, for a
    release tier or a grade, another person gave another value.
    """
    kind = next((k for k in EXCLUSIVE if made.word in k), ())
    about = {derived.names.event(i) or i for i in made.ids}
    for d in derived.decisions:
        if {derived.names.event(i) or i for i in d.ids} != about or d.set.get("term") != made.set.get("term"):
            continue
        at_odds = d.word in kind and (d.word, d.set) != (made.word, made.set)
        if made.word in ONE_VALUE and d.word == made.word and d.by.casefold() != made.by.casefold():
            at_odds = d.set != made.set
        if at_odds:
            said = ", ".join(f"{k}={v}" for k, v in sorted(d.set.items()))
            raise DecisionError(
                f"{d.by} decided {d.word}{' (' + said + ')' if said else ''} on the same before", where=d.id,
                expected="no decision in force that says otherwise", got=f"{made.word} by {made.by}",
                do=f"agree on one, then take the earlier one back first: truceline decide CASE undo {d.id} --by NAME --because TEXT",
            )  # fmt: skip
