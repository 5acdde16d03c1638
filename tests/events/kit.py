"""An invented country to tell of: two parties, a third state with peacekeepers, an agency, outlets."""

from __future__ import annotations

from typing import Any

from truceline.actors.actor import Actor, Source
from truceline.actors.register import Register
from truceline.claims.claim import ActorRef, Claim, Span, Speaker, with_id
from truceline.documents.document import Document
from truceline.values.count import Count
from truceline.values.place import Where
from truceline.values.time import DAY, HOUR, When, parse_instant

ZONE = "+04:00"


def names(*n: str) -> dict[str, tuple[str, ...]]:
    return {"en": n}


REGISTER = Register(
    actors=(
        Actor(id="VAL", kind="state", names=names("Valdoria"), opposes=("ORS",), roles=("party",)),
        Actor(id="ORS", kind="state", names=names("Orsinia"), opposes=("VAL",), roles=("party",)),
        Actor(id="VAL-MOD", kind="organ", names=names("Valdorian defence ministry"), belongs_to="VAL"),
        Actor(id="ORS-MOD", kind="organ", names=names("Orsinian defence ministry"), belongs_to="ORS"),
        Actor(id="VAL-SPK", kind="person", names=names("Mira Tal"), belongs_to="VAL-MOD"),
        Actor(id="GUA", kind="state", names=names("Guardia")),
        Actor(id="GUA-PK", kind="peacekeeper", names=names("Guardian peacekeepers"), belongs_to="GUA"),
        Actor(id="GUA-PRES", kind="person", names=names("Lev Arno"), belongs_to="GUA"),
        Actor(id="GUA-MIN", kind="person", names=names("Ivo Brand"), belongs_to="GUA"),
        Actor(id="VAL-PM", kind="person", names=names("Ana Sorel"), belongs_to="VAL"),
        Actor(id="ORS-PRES", kind="person", names=names("Deno Kell"), belongs_to="ORS"),
        Actor(id="RC", kind="international_org", names=names("Relief Committee")),
    ),
    sources=(
        Source(
            id="val-mod", kind="state_body", names=("Valdorian defence ministry", "Valdoria's MoD"), actor="VAL-MOD"
        ),
        Source(id="ors-mod", kind="state_body", names=("Orsinian defence ministry", "Orsinia's MoD"), actor="ORS-MOD"),
        Source(id="gua-pk", kind="peacekeeper", names=("Guardian peacekeepers",), actor="GUA-PK"),
        Source(id="rc", kind="international_org", names=("Relief Committee",)),
        Source(id="agency", kind="news_agency", names=("Meridian News Agency", "MNA")),
        Source(id="daily-a", kind="outlet", names=("Harbour Daily",), owner="press-house"),
        Source(id="daily-b", kind="outlet", names=("Evening Harbour",), owner="press-house"),
        *(Source(id=f"outlet-{n}", kind="outlet", names=(f"Outlet {n}",)) for n in range(20)),
    ),
)


def us(text: str) -> int:
    return parse_instant(text, zone=ZONE)


def when(text: str, hours: float | None = None) -> When:
    start = us(text)
    end = start + (DAY if hours is None else round(hours * HOUR))
    return When(
        earliest=start, latest=end, precision="T2" if hours is None else "T1", zone=ZONE, zone_basis="stated", text=text
    )


def doc(
    id: str, published: str, *, source: str | None = None, publisher: str = "", added: int | None = None
) -> Document:
    at = us(published)
    seen = When(earliest=at, latest=at + HOUR, zone=ZONE, zone_basis="publisher")
    return Document(
        id=id, publisher=publisher or (source or id), source=source, published=seen, added=added, release="public"
    )


def at(name: str, lat: float, lon: float, radius: float = 1000.0, **more: Any) -> Where:
    return Where(name=name, id=more.pop("id", name.lower()), lat=lat, lon=lon, radius_m=radius, precision="P3", **more)


TERN = at("Tern", 40.10, 46.10)
HOLM = at("Holm", 40.80, 46.90)


def by(*chain: str) -> tuple[Speaker, ...]:
    """Speakers by register id, or by name where it has a space or is unknown."""
    out = []
    for c in chain:
        known = REGISTER.source(c) or REGISTER.actor(c)
        out.append(Speaker(name=c, id=c if known else None, kind="unknown" if known else "individual"))
    return tuple(out)


def actor(id: str, role: str = "agent") -> ActorRef:
    a = REGISTER.actor(id)
    return ActorRef(name=a.names["en"][0] if a else id, id=id, role=role)  # type: ignore[arg-type]


def claim(
    document: str, says: tuple[Speaker, ...], act: str, kind: str, text: str, *, start: int = 0, **more: Any
) -> Claim:
    return with_id(
        Claim(
            document=document,
            text_digest="d",
            span=Span(start=start, end=start + len(text), text=text),
            says=says,
            act=act,
            kind=kind,
            **more,
        )  # type: ignore[arg-type]
    )


def killed(actor: str, n: int) -> Count:
    return Count(what="killed", actor=actor, best=n, text=str(n))
