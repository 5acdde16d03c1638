"""Claims of one sentence that are one by the grain of a claim (contract §3) are joined."""

from __future__ import annotations

import msgspec

from truceline.claims.claim import Claim, Span, with_id


def merged(claims: list[Claim]) -> list[Claim]:
    """Claims of one sentence by the grain: the same chain, act, polarity, kind, code and time are one."""
    out: list[Claim] = []
    alike: dict[tuple[object, ...], list[int]] = {}
    for c in claims:
        places = alike.setdefault((c.says, c.act, c.polarity, c.kind, c.conditional, "reading_open" in c.topics), [])
        for i in places:
            if _one_time(out[i], c) and (out[i].code == c.code or None in (out[i].code, c.code)):
                out[i] = _joined(out[i], c)
                break
        else:
            places.append(len(out))
            out.append(c)
    return [with_id(c) for c in out]


def _one_time(a: Claim, b: Claim) -> bool:
    return a.when == b.when or a.when is None or b.when is None


def _joined(a: Claim, b: Claim) -> Claim:
    first, second = (a.span, b.span) if (a.span.start or 0) <= (b.span.start or 0) else (b.span, a.span)
    end = max(a.span.end or 0, b.span.end or 0)
    text = (
        first.text if (first.end or 0) >= end else first.text[: (second.start or 0) - (first.start or 0)] + second.text
    )
    span = Span(start=first.start, end=end, text=text if (second.start or 0) <= (first.end or 0) else first.text)
    if (second.start or 0) > (first.end or 0):
        span = first
    actors = list(a.actors)
    for r in b.actors:
        if not any(
            (o.id, o.name if o.id is None else None) == (r.id, r.name if r.id is None else None) for o in actors
        ):
            actors.append(r)
    return msgspec.structs.replace(
        a, span=span, code=a.code or b.code, actors=tuple(actors), when=a.when or b.when,
        where=tuple(dict.fromkeys((*a.where, *b.where))), counts=tuple(dict.fromkeys((*a.counts, *b.counts))), topics=tuple(dict.fromkeys((*a.topics, *b.topics))),
    )  # fmt: skip
