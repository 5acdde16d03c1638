"""truceline find CASE WORDS: claims and documents that hold all the words, in any spelling of the names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from truceline.app.options import AsOf, CaseArg, Format, KnownAt, PublicAt, ReleaseTier, closing_words, look
from truceline.app.output import listing, say
from truceline.values.errors import UsageError

if TYPE_CHECKING:
    from truceline.app.derive import Derived
    from truceline.claims.claim import Claim
    from truceline.documents.document import Document

COLUMNS = {
    "id": "id", "who": "says.name", "act": "act", "kind": "kind", "from": "when.earliest", "where": "places",
    "words": "span.text", "document": "title",
}  # fmt: skip


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def find(
        case: CaseArg,
        words: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help="All must stand there; case, accents and script do not matter.")] = None,
        kind: Annotated[str | None, typer.Option("--kind", help="Only claims of this kind.")] = None,
        act: Annotated[str | None, typer.Option("--act", help="Only claims of this act.")] = None,
        since: Annotated[str | None, typer.Option("--from", metavar="T", help="Only what may have been then or later.")] = None,
        most: Annotated[int, typer.Option("--most", help="At most so many rows.", min=1)] = 200,
        as_of: AsOf = None,
        public_at: PublicAt = None,
        known_at: KnownAt = None,
        release: ReleaseTier = "internal",
        fmt: Format = None,
    ) -> None:  # fmt: skip
        """List claims, and documents without a claim, that hold all the words."""
        if not words and kind is None and act is None and since is None:
            raise UsageError("nothing to look for", expected="words, --kind, --act or --from", got="none of them")
        derived = look(case, as_of=as_of, public_at=public_at, known_at=known_at, release=release)
        found = _claims(derived, words or [], kind, act, since)
        if words and kind is None and act is None and since is None:
            found += _documents(derived, words, {row["document"] for row in found})
        listing("find", found[:most], fmt=fmt, columns=COLUMNS, more={"view": derived.view.wire(), "found": len(found)})
        shown = min(len(found), most)
        say(f"tally: {len(found)} found" + (f", {shown} shown (--most)" if shown < len(found) else ""))
        closing_words(derived)


def _claims(
    derived: Derived, words: list[str], kind: str | None, act: str | None, since: str | None
) -> list[dict[str, Any]]:
    from truceline.values.time import parse_instant
    from truceline.values.wire import wire

    start = None if since is None else parse_instant(since, zone=derived.case.zone)
    documents = derived.documents
    wanted = _wanted(derived, words)
    out = []
    for c in derived.claims:
        if (kind is not None and c.kind != kind) or (act is not None and c.act != act):
            continue
        if start is not None and not (c.when and (c.when.latest is None or c.when.latest > start)):
            continue
        document = documents[c.document]
        if _holds(wanted, _text(c, document)):
            places = list(dict.fromkeys(derived.case.gazetteer.named(w) for w in c.where))
            out.append({**wire(c), "title": document.title or document.address or document.id, "places": places})
    return out


def _documents(derived: Derived, words: list[str], told: set[str]) -> list[dict[str, Any]]:
    """Documents whose text holds the words though none of their claims was found."""
    wanted = _wanted(derived, words)
    out = []
    for d in derived.documents.values():
        if d.id not in told and _holds(wanted, f"{d.title} {derived.library.text(d.id).text}"):
            row = {"id": d.id, "document": d.id, "title": d.title or d.address or d.id, "says": [{"name": d.publisher}]}
            out.append(row)
    return out


def _text(claim: Claim, document: Document) -> str:
    names = [*(s.name for s in claim.says), *(a.name for a in claim.actors), *(w.name for w in claim.where)]
    return " ".join([claim.span.text, claim.kind, claim.code or "", document.title, document.publisher, *names])


def _wanted(derived: Derived, words: list[str]) -> list[frozenset[str]]:
    """For each word the ways in which it may stand in a text: its spellings, and the other names of a place or an actor
    of the case that it names."""
    from truceline.values.folding import fold_word_list, spellings

    places = [[name for names in p.names.values() for name in names] for p in derived.case.gazetteer.places]
    actors = [[name for names in a.names.values() for name in names] for a in derived.case.register.actors]
    by_fold: dict[str, set[str]] = {}
    for group in (*places, *actors):
        keys = {k for name in group for k in (fold_word_list(name), *spellings(name))}
        for k in keys:
            by_fold.setdefault(k, set()).update(keys)
    out = []
    for word in words:
        own = {fold_word_list(word), *spellings(word)} - {""}
        out.append(frozenset(own.union(*(by_fold.get(k, set()) for k in own))))
    return out


def _holds(wanted: list[frozenset[str]], text: str) -> bool:
    from truceline.values.folding import fold_word_list

    folded = f" {fold_word_list(text)}"
    return all(any(f" {way}" in folded for way in ways) for ways in wanted)
