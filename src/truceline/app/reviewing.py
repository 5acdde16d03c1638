"""Review at speed: what waits for a person, one after the other, one key each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Literal

import msgspec

from truceline.app.commands.decide import refuse_contradiction
from truceline.app.library import decision_entry
from truceline.briefs import words as w
from truceline.claims.claim import Claim
from truceline.claims.correct import FIELDS, check
from truceline.values.decision import Decision, SpanRef
from truceline.values.errors import TruceError

if TYPE_CHECKING:
    from truceline.app.derive import Derived
    from truceline.events.event import Event
    from truceline.record.record import Record

KEYS = {
    "c": "confirm", "r": "refute", "v": "not verifiable", "x": "correct a field (of a claim)", "s": "same as the one before",
    "n": "not the same as the one before", "l": "later", "u": "undo the last", "?": "these keys", "q": "quit; what was decided is kept",
}  # fmt: skip
SHORT = "c confirm, r refute, l later, u undo, ? all keys, q quit"
WORDS = {"c": "confirm", "r": "refuted", "v": "not_verifiable", "x": "correct", "s": "same", "n": "not_same"}
REASONS = "rvxsn"
CONTEXT = 160
MOST_SAYS = 8


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to review: an event, or a claim. title: in one line; lines: what is shown below it. spans: the sentences
    a decision stands on."""

    id: str
    title: str
    kind: Literal["event", "claim"]
    lines: tuple[str, ...]
    spans: tuple[SpanRef, ...]


def items(derived: Derived, what: str = "events") -> list[Item]:
    """What no person has decided yet: events that touch a term, most origins first, or all claims in order."""
    decided = {i for d in derived.decisions for i in d.ids}
    if what == "claims":
        return [claim_item(derived, c) for c in derived.claims if c.id not in decided]
    touching = {a.event for x in derived.assessed for a in x.incidents}
    events = [e for e in derived.events if e.id in touching and e.id not in decided]
    events.sort(key=lambda e: (-len(e.versions), (e.when.earliest or 0) if e.when else 0))
    return [event_item(derived, e) for e in events]


def claim_item(derived: Derived, claim: Claim) -> Item:
    """A claim with its sentence between its neighbours."""
    chain = " -> ".join(s.name for s in claim.says) or "no speaker"
    code = f" ({claim.code} {w.CODE_WORDS.get(claim.code, '')})".replace(" )", ")") if claim.code else ""
    head = f"{claim.act}{', that it does not hold' if claim.polarity == 'does_not_hold' else ''}: {claim.kind.replace('_', ' ')}{code}"
    facts = (
        f"said by: {chain}", f"when: {w.when(claim.when, derived.case.zone, year=True)}",
        f"where: {w.places(derived.case.gazetteer, claim.where) or 'not given'}",
        f"who: {', '.join(f'{a.name} ({a.role})' for a in claim.actors) or 'nobody named'}",
    )  # fmt: skip
    return Item(id=claim.id, kind="claim", title=head, lines=(*facts, *context(derived, claim)), spans=spans([claim]))


def event_item(derived: Derived, event: Event) -> Item:
    """An event with the sentences of its members."""
    by_id = {c.id: c for c in derived.claims}
    members = [by_id[m.claim] for m in event.members if m.claim in by_id]
    when = w.when(event.when, derived.case.zone, year=True)
    head = f"{w.event_title(event, derived.case.gazetteer)}; {when}; {event.occurrence.replace('_', ' ')}"
    says = [
        f"- {' -> '.join(s.name for s in c.says) or 'no speaker'} {c.act}: {c.span.text}" for c in members[:MOST_SAYS]
    ]
    more = [f"- and {len(members) - MOST_SAYS} more: truceline explain"] if len(members) > MOST_SAYS else []
    doubts = [f"doubt: {d}" for d in event.doubts[:2]]
    return Item(id=event.id, kind="event", title=head, lines=(*says, *more, *doubts), spans=spans(members))


def spans(claims: Sequence[Claim]) -> tuple[SpanRef, ...]:
    """The spans of claims that stand in texts."""
    return tuple(
        SpanRef(document=c.document, text_digest=c.text_digest, start=c.span.start, end=c.span.end)
        for c in claims
        if c.span.start is not None and c.span.end is not None
    )


def context(derived: Derived, claim: Claim) -> tuple[str, ...]:
    """The sentence with what stands before and after it."""
    if claim.span.start is None or claim.span.end is None:
        return (claim.span.text,)
    text = derived.library.text(claim.document).text
    before = text[max(0, claim.span.start - CONTEXT) : claim.span.start].replace("\n", " ")
    after = text[claim.span.end : claim.span.end + CONTEXT].replace("\n", " ")
    return (
        f"... {before.strip()}",
        f">>> {text[claim.span.start : claim.span.end]}",
        f"{after.lstrip('. ').rstrip()} ...",
    )


def decision_for(
    key: str, item: Item, previous: Item | None, *, by: str, because: str, field: str = ""
) -> Decision | None:
    """The decision a key stands for; None for later, undo and quit, or where there is nothing before to compare with."""
    word = WORDS.get(key)
    if (
        word is None
        or (word in ("same", "not_same") and previous is None)
        or (word == "correct" and item.kind != "claim")
    ):
        return None
    pair = word in ("same", "not_same") and previous is not None
    ids = (previous.id, item.id) if pair and previous else (item.id,)
    stands = (*(previous.spans if pair and previous else ()), *item.spans)
    name, _, value = field.partition("=")
    set_ = {name.strip(): value.strip()} if name else {}
    return Decision(word=word, ids=ids, spans=stands, set=set_, by=by, because=because, at=0)


class Session:
    """One sitting. Each decision is durable before the next item is shown."""

    def __init__(
        self,
        derived: Derived,
        found: Sequence[Item],
        *,
        by: str,
        ask: Callable[[str], str],
        show: Callable[[str], None],
    ) -> None:
        self.derived, self.found, self.by, self.ask, self.show = derived, found, by, ask, show
        self.decided = self.later = self.position = 0
        self.done: list[tuple[str, int]] = []

    def run(self, record: Record, keys: Iterator[str]) -> None:
        """Until the items or the keys end, or `q`."""
        shown = -1
        while self.position < len(self.found):
            if shown != self.position:
                self.present()
                shown = self.position
            key = next(keys, "q")
            if key == "q":
                return
            if key == "u":
                shown = -1 if self.undo(record) else shown
            elif key == "l":
                self.later, self.position = self.later + 1, self.position + 1
            elif key in WORDS:
                self.decide(record, key)
            else:
                self.help(key)

    @property
    def previous(self) -> Item | None:
        """The item before this one."""
        return self.found[self.position - 1] if self.position else None

    def present(self) -> None:
        """The item, what was before it, and the keys."""
        item = self.found[self.position]
        self.show(f"\n[{self.position + 1}/{len(self.found)}] {item.id}")
        self.show(item.title)
        for line in item.lines:
            self.show(f"  {line}")
        if self.previous is not None:
            self.show(f"  (before: {self.previous.title})")
        self.show(SHORT)

    def help(self, key: str) -> None:
        """The keys; what was pressed is named where it is none of them."""
        if key not in ("?", "h"):
            self.show(f"'{key}' is no key here.")
        for k, meaning in KEYS.items():
            self.show(f"  {k}  {meaning}")

    def undo(self, record: Record) -> bool:
        """Take the last decision of this sitting back and return to its item; whether there was one."""
        if not self.done:
            self.show("nothing to undo in this sitting")
            return False
        last, self.position = self.done.pop()
        made = Decision(word="undo", ids=(last,), by=self.by, because="taken back in review", at=0, undoes=last)
        record.append([decision_entry(made)])
        self.decided -= 1
        self.show("taken back")
        return True

    def decide(self, record: Record, key: str) -> None:
        """Ask for what the key needs, check and record. An empty answer goes back to the item."""
        item = self.found[self.position]
        if decision_for(key, item, self.previous, by=self.by, because="", field="a=b") is None:
            self.show(f"'{key}' ({KEYS[key]}) does nothing here")
            return
        field = self.ask(f"field=value ({', '.join(FIELDS)}; empty: back): ") if key == "x" else ""
        because = (
            self.ask("because (empty: back): ") if key in REASONS and (field or key != "x") else "confirmed in review"
        )
        if not because or (key == "x" and not field):
            self.show("left as it was")
            return
        try:
            made = decision_for(key, item, self.previous, by=self.by, because=because, field=field)
            assert made is not None
            if made.word == "correct":
                check(made)
            refuse_contradiction(self.derived, made)
            receipt = record.append([decision_entry(made)])[0]
        except TruceError as e:
            self.show(str(e))
            return
        self.done.append((receipt.id, self.position))
        self.decided, self.position = self.decided + 1, self.position + 1


def review(
    derived: Derived,
    found: Sequence[Item],
    keys: Iterator[str],
    *,
    by: str,
    ask: Callable[[str], str],
    show: Callable[[str], None],
) -> tuple[int, int]:
    """Go through the items; (decided, put off). Each decision is durable before the next item is shown.

    keys: one key an item. ask: a line of text for a question. show: prints a line.
    """
    from truceline.app.library import open_record

    session = Session(derived, found, by=by, ask=ask, show=show)
    with closing(open_record(derived.case)) as record:
        session.run(record, keys)
    return session.decided, session.later
