"""truceline ask CASE: a language model's replies about the documents of a case, into the record."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from typing import TYPE_CHECKING, Annotated

import typer

from truceline.app.options import CaseArg, Endpoint, MaxCost, MaxRequests, Model, Progress
from truceline.app.output import say
from truceline.values.errors import InputError, UsageError

if TYPE_CHECKING:
    from truceline.app.case import Case
    from truceline.app.library import Library
    from truceline.claims.readers.llm_client import Client, Settings
    from truceline.claims.reply import Reply
    from truceline.documents.document import Document
    from truceline.values.release import Release


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def ask(
        case: CaseArg,
        documents: Annotated[list[str] | None, typer.Argument(metavar="ID...", help="Only these documents.")] = None,
        release: Annotated[
            str, typer.Option("--release", help="The strictest tier of documents that may be sent out.")
        ] = "public",
        estimate: Annotated[bool, typer.Option("--estimate", help="Only say how much would be sent.")] = False,
        endpoint: Endpoint = None,
        model: Model = None,
        max_requests: MaxRequests = None,
        max_cost: MaxCost = None,
    ) -> None:
        """Ask a language model about recorded documents and record its raw replies; what is there is not asked again."""
        from truceline.app.asking import client, settings
        from truceline.app.case import open_case
        from truceline.app.library import load_library
        from truceline.app.releasing import shown
        from truceline.values.release import TIERS

        opened = open_case(case)
        tier = next((t for t in TIERS if t == release), None)
        if tier is None:
            raise UsageError("unknown release tier", expected=", ".join(TIERS), got=release)
        if not opened.record_path.exists():
            raise InputError("the case has no record", where=str(opened.root), expected="record.sqlite",
                             do=f"truceline add {case}")  # fmt: skip
        library = shown(load_library(opened), tier)
        chosen, aside = pick(opened, library, documents or [], tier)
        asked = {"endpoint": endpoint, "model": model, "max_requests": max_requests, "max_cost": max_cost}
        if estimate:
            say(estimated(library, chosen, settings(asked, opened.config.reader)))
        else:
            with closing(client(asked, opened.config.reader)) as c:
                aside += record_replies(opened, library, chosen, c)
                say(f"cost: {c.spent.line(c.settings)}")
        if opened.config.reader.name != "llm":
            say('note: this case is read by rules; set name = "llm" under [reader] in case.toml to read by the replies')
        if aside:
            say("tally: " + "; ".join(f"{n} set aside: {why}" for why, n in sorted(aside.items())))


def pick(case: Case, library: Library, ids: list[str], tier: Release) -> tuple[list[Document], Counter[str]]:
    """The documents to ask about, and what was passed over and why. Raises InputError for an id that is not there."""
    from truceline.claims.readers.rules import languages
    from truceline.values.release import may_show

    for id in ids:
        if id not in library.documents:
            raise InputError("no document with that id", expected="ids of documents of this case", got=id)
    out, aside = [], Counter[str]()
    for d in library.documents.values():
        if (ids and d.id not in ids) or d.kind == "table":
            continue
        code = (d.language or "en").split("-")[0].lower()
        if not may_show(d.release, tier):
            aside[f"documents above the release {tier}, not sent"] += 1
        elif code not in languages() or code not in case.kit.languages:
            aside[f"language not read: {code}"] += 1
        else:
            out.append(d)
    return out, aside


def estimated(library: Library, documents: list[Document], s: Settings) -> str:
    """What asking about the documents would send, at most and about."""
    from truceline.claims.readers._llm_prompt import parts, request, request_digest

    have = {r.request for rs in library.replies.values() for r in rs}
    requests = tokens = 0
    for d in documents:
        text = library.text(d.id)
        for a, b in parts(text.text):
            body = request(text, d, a, b, model=s.model, max_output=s.max_output, form=s.form)
            if request_digest(body) not in have:
                requests += 1
                tokens += sum(len(m["content"]) for m in body["messages"]) // 3
    cost = ""
    if s.price_in is not None and s.price_out is not None:
        most = (tokens * s.price_in + requests * s.max_output * s.price_out) / 1_000_000
        cost = f", at most about {most:.4f} {s.currency}"
    return f"estimate: {requests} requests to {s.endpoint}, about {tokens} tokens in{cost}; nothing was sent"


def record_replies(case: Case, library: Library, documents: list[Document], c: Client) -> Counter[str]:
    """Ask and record each reply as it comes; what was not answered and why."""
    from truceline.app.library import open_record, reply_entry
    from truceline.claims.readers.llm import LanguageModel

    aside = Counter[str]()
    progress = Progress()
    with closing(open_record(case)) as record:

        def keep(reply: Reply) -> None:
            record.append([reply_entry(reply)])

        reader = LanguageModel(client=c, keep=keep)
        for i, d in enumerate(documents):
            progress("asking", i, len(documents))
            _, left = reader.ask(library.text(d.id), d, library.replies.get(d.id, ()))
            aside.update(x.why for x in left)
        progress.close()
    say(f"{reader.answered} replies recorded")
    return aside
