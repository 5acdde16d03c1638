"""truceline schema NAME: the JSON schema of what truceline prints and reads."""

from __future__ import annotations

import json
from typing import Annotated, Any

import typer

from truceline.values.errors import UsageError


def register(app: typer.Typer) -> None:
    """Add the command."""

    @app.command()
    def schema(
        name: Annotated[str | None, typer.Argument(metavar="NAME", help="Without a name: the list of names.")] = None,
    ) -> None:
        """Print a JSON schema."""
        known = nouns()
        if name is None:
            print("\n".join(sorted(known)))
            return
        if name not in known:
            raise UsageError("no such schema", expected=", ".join(sorted(known)), got=name)
        print(json.dumps(schema_of(name, known[name]), indent=1, ensure_ascii=False))


def nouns() -> dict[str, Any]:
    """Schema name -> noun."""
    from truceline.actors.actor import Actor, Office, Source
    from truceline.app.explain import Reason
    from truceline.briefs.page import Page
    from truceline.claims.claim import Claim
    from truceline.documents.document import Document
    from truceline.events.event import Event
    from truceline.places.zone import Zone
    from truceline.terms.term import Agreement
    from truceline.values.decision import Decision

    return {
        "claims": Claim, "documents": Document, "events": Event, "decision": Decision, "brief": Page, "explain": Reason,
        "actor": Actor, "office": Office, "source": Source, "agreement": Agreement, "zone": Zone,
    }  # fmt: skip


def schema_of(name: str, noun: Any) -> dict[str, Any]:
    """The schema of one item as it stands in our JSON: times are RFC 3339 text, unknown is absent."""
    import msgspec

    made = msgspec.json.schema(noun)
    when = made.get("$defs", {}).get("When")
    if when:
        for end in ("earliest", "latest"):
            when["properties"][end] = {
                "type": "string",
                "description": "RFC 3339; without offset where no zone is known",
            }
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": f"{name}/1", **made}
