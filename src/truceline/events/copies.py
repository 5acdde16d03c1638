"""Near copies: wording of one text that stands in an earlier one.

Shingles of four words (Broder 1997); containment of the shorter in the longer. Candidates come by an index of shingles
that keeps only the earliest texts of each, so that the work grows with the number of texts and not with its square.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence

import msgspec

from truceline.claims.claim import Claim
from truceline.documents.document import Document, label
from truceline.events.facts import published

WORD = re.compile(r"\w+", re.UNICODE)
SHINGLE = 4
LEAST_WORDS = 8
CONTAINED = 0.6
RARE = 64


class Copy(msgspec.Struct, frozen=True, kw_only=True):
    """The wording of `claim` stands in `earlier` (claim ids); share: contained, thousandths; at: when it was copied."""

    claim: str
    earlier: str
    share: int
    at: int | None = None


def shingles(text: str) -> frozenset[int]:
    """Hashes of each run of four words, case-folded; empty for texts of fewer than eight words."""
    words = [w.casefold() for w in WORD.findall(text)]
    if len(words) < LEAST_WORDS:
        return frozenset()
    runs = (" ".join(words[i : i + SHINGLE]) for i in range(len(words) - SHINGLE + 1))
    return frozenset(int.from_bytes(hashlib.blake2b(r.encode(), digest_size=8).digest()) for r in runs)


def near_copies(claims: Sequence[Claim], documents: Mapping[str, Document], texts: Mapping[str, str]) -> list[Copy]:
    """For each claim the earliest claim of another document that its wording is contained in or that it contains.

    The document published earlier is the source; published together, the two are copies of one another and the one
    that comes first by time and span is taken as the source. With `texts`, a claim whose document as a whole is contained
    in an earlier one counts as copied from the claims of that one that say the same kind of thing. The wording of an
    abstract is our own, so that it shows nothing of who copied whom; abstracts are left out.
    """
    own = {id for id, d in documents.items() if d.kind == "abstract"}
    held = [(c, shingles(c.span.text)) for c in claims if c.document not in own]
    order = {c.id: _order(c, documents.get(c.document)) for c in claims}
    ranked = sorted(((c, s) for c, s in held if s), key=lambda x: order[x[0].id])
    index: dict[int, list[int]] = defaultdict(list)
    out: list[Copy] = []
    for n, (c, s) in enumerate(ranked):
        common: dict[int, int] = defaultdict(int)
        for h in s:
            for k in index[h]:
                common[k] += 1
        best: tuple[int, int] | None = None
        for k, shared in common.items():
            d, t = ranked[k]
            if d.document == c.document:
                continue
            share = shared / min(len(s), len(t))
            if share >= CONTAINED and (best is None or k < best[0]):
                best = (k, round(1000 * share))
        if best is not None:
            at = published(documents.get(c.document))[0]
            out.append(Copy(claim=c.id, earlier=ranked[best[0]][0].id, share=best[1], at=at))
        for h in s:
            if len(index[h]) < RARE:
                index[h].append(n)
    done = {x.claim for x in out}
    return out + [x for x in _whole(claims, documents, texts, order) if x.claim not in done]


def _whole(
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    texts: Mapping[str, str],
    order: Mapping[str, tuple[object, ...]],
) -> list[Copy]:
    by_doc: dict[str, list[Claim]] = defaultdict(list)
    for c in claims:
        by_doc[c.document].append(c)
    marks = {d: shingles(texts[d]) for d in by_doc if d in texts}
    docs = sorted((d for d in marks if marks[d]), key=lambda d: min(order[c.id] for c in by_doc[d]))
    index: dict[int, list[str]] = defaultdict(list)
    out: list[Copy] = []
    for d in docs:
        common: dict[str, int] = defaultdict(int)
        for h in marks[d]:
            for e in index[h]:
                common[e] += 1
        for e in docs:
            if common.get(e, 0) < CONTAINED * len(marks[d]):
                continue
            for c in by_doc[d]:
                like = [x for x in by_doc[e] if (x.kind, x.act, x.polarity) == (c.kind, c.act, c.polarity)]
                if like:
                    share = round(1000 * common[e] / len(marks[d]))
                    out.append(Copy(claim=c.id, earlier=like[0].id, share=share, at=published(documents.get(d))[0]))
            break
        for h in marks[d]:
            if len(index[h]) < RARE:
                index[h].append(d)
    return out


def _order(c: Claim, d: Document | None) -> tuple[object, ...]:
    pub = published(d)[0]
    added = None if d is None else d.added
    far = 1 << 62
    return (
        far if pub is None else pub,
        len(c.says) != 1 or c.background,
        far if added is None else added,
        c.span.start or c.span.row or 0,
        label(d),
        c.id,
    )
