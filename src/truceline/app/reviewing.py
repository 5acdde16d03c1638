"""Review at speed: what waits for a person, one after the other, one key each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from typing import TYPE_CHECKING, Literal

import msgspec

from truceline.app.explain import span_text
from truceline.claims.claim import Claim
from truceline.claims.correct import check
from truceline.values.decision import Decision, SpanRef
from truceline.values.errors import TruceError

if TYPE_CHECKING:
    from truceline.app.derive import Derived
    from truceline.events.event import Event

KEYS = {
    "c": "confirm", "r": "refute", "v": "not verifiable", "x": "correct a field", "s": "same as the one before",
    "n": "not the same as the one before", "l": "later", "u": "undo the last", "q": "quit",
}  # fmt: skip
CONTEXT = 160


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to review: an event, or a claim. lines: what is shown. spans: the sentences a decision stands on."""

    id: str
    kind: Literal["event", "claim"]
    lines: tuple[str, ...]
    spans: tuple[SpanRef, ...]


def items(derived: Derived, what: str = "events") -> list[Item]:
    """What no person has decided yet: events that touch a term, most origins first, or all claims in order."""
    decided = {i for d in derived.library.decisions for i in d.ids}
    if what == "claims":
        return [claim_item(derived, c) for c in derived.claims if c.id not in decided]
    touching = {a.event for x in derived.assessed for a in x.incidents}
    events = [e for e in derived.events if e.id in touching and e.id not in decided]
    events.sort(key=lambda e: (-len(e.versions), (e.when.earliest or 0) if e.when else 0))
    return [event_item(derived, e) for e in events]


def claim_item(derived: Derived, claim: Claim) -> Item:
    """A claim with its sentence between its neighbours."""
    chain = " -> ".join(s.name for s in claim.says) or "no speaker"
    head = f"{claim.act}{' not' if claim.polarity == 'does_not_hold' else ''} · {claim.kind}{' · ' + claim.code if claim.code else ''} · {chain}"
    facts = f"when: {span_text(claim.when)} · where: {', '.join(w.name for w in claim.where) or 'not given'} · actors: {', '.join(f'{a.name} ({a.role})' for a in claim.actors) or 'none'}"
    return Item(id=claim.id, kind="claim", lines=(head, facts, *context(derived, claim)), spans=spans([claim]))


def event_item(derived: Derived, event: Event) -> Item:
    """An event with the sentences of its members."""
    by_id = {c.id: c for c in derived.claims}
    members = [by_id[m.claim] for m in event.members if m.claim in by_id]
    head = f"{event.cls} · {event.title or event.kind} · {span_text(event.when)} · {event.occurrence}"
    says = [f"  {' -> '.join(s.name for s in c.says) or 'no speaker'} {c.act}: {c.span.text}" for c in members[:8]]
    more = [f"  ... and {len(members) - 8} more"] if len(members) > 8 else []
    return Item(id=event.id, kind="event", lines=(head, *says, *more), spans=spans(members))


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
    return (f"...{before}", f">>> {text[claim.span.start : claim.span.end]}", f"{after}...")


def decision_for(
    key: str, item: Item, previous: Item | None, *, by: str, because: str, field: str = ""
) -> Decision | None:
    """The decision a key stands for; None for later, undo and quit, or where there is nothing before to compare with."""
    words = {"c": "confirm", "r": "refuted", "v": "not_verifiable", "x": "correct", "s": "same", "n": "not_same"}
    word = words.get(key)
    if word is None or (word in ("same", "not_same") and previous is None):
        return None
    pair = word in ("same", "not_same") and previous is not None
    ids = (previous.id, item.id) if pair and previous else (item.id,)
    stands = (*(previous.spans if pair and previous else ()), *item.spans)
    name, _, value = field.partition("=")
    return Decision(word=word, ids=ids, spans=stands, set={name: value} if name else {}, by=by, because=because, at=0)


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
    from truceline.app.library import decision_entry, open_record

    decided = later = 0
    done: list[tuple[str, int]] = []
    previous: Item | None = None
    position = 0
    with closing(open_record(derived.case)) as record:
        while position < len(found):
            item = found[position]
            show(f"\n[{position + 1}/{len(found)}] {item.id}")
            for line in item.lines:
                show(line)
            key = next(keys, "q")
            if key == "q":
                break
            if key == "u":
                if done:
                    last, position = done.pop()
                    undo = Decision(word="undo", ids=(last,), by=by, because="taken back in review", at=0, undoes=last)
                    record.append([decision_entry(undo)])
                    decided, previous = decided - 1, found[position - 1] if position else None
                else:
                    show("nothing to undo")
                continue
            if key == "l":
                later, previous, position = later + 1, item, position + 1
                continue
            field = ask("field=value: ") if key == "x" else ""
            because = ask("because: ") if key in "rvxsn" else "confirmed in review"
            try:
                decision = decision_for(key, item, previous, by=by, because=because or "reviewed", field=field)
                if decision is None:
                    show(f"'{key}' does nothing here; keys: {', '.join(f'{k} {v}' for k, v in KEYS.items())}")
                    continue
                if decision.word == "correct":
                    check(decision)
                done.append((record.append([decision_entry(decision)])[0].id, position))
            except TruceError as e:
                show(str(e))
                continue
            decided, previous, position = decided + 1, item, position + 1
    return decided, later
