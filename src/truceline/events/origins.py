"""Who got it from whom: the graph of quotation, and the independent origins behind a set of claims.

Rules:
 1. The origin of a claim is the first speaker of its chain; a claim without a speaker is its author's own.
 2. A speaker is known by its id in the register, else by its name; what has one owner is one origin; a person who speaks
    for an organ is that organ.
 3. Wording that stands in an earlier text is that text's: a teller of its own word whose wording is copied gets the
    origin of what it copied.
 4. A relay that cites an origin for a thing in one text has no origin of its own for the same thing in another.
 5. Where A cites B and B cites A for one thing, neither is an origin of its own: together they are one, and named.
 6. An unnamed speaker (a resident, a source) is one origin for each first relay that heard it.
 7. A state named bare is not counted beside its own organ, nor a person who speaks for the state beside the state: it may
    be the same word, named loosely.
 8. Interest is counted beside origins and never joins them.
 9. The joint statement of several is one origin, for it is one document; it is the word of each of them, and in no single
    interest unless all of them have the same. Who only speak alike are as many origins as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Literal

import msgspec

from truceline.actors.register import Register
from truceline.claims.claim import Claim, Speaker
from truceline.documents.document import Document
from truceline.events.copies import Copy, near_copies
from truceline.events.event import Origin
from truceline.events.facts import published
from truceline.values.names import fold

Way = Literal["states", "quotes", "copies", "republishes", "translates", "summarises", "cites_unnamed"]


class Link(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One step of transmission: `to` has it from `source`, shown by a claim. way: quotes (says so), copies (wording)."""

    source: str
    to: str
    way: Way
    claim: str
    at: int | None = None


class OriginGraph(msgspec.Struct, frozen=True, kw_only=True):
    """The graph over all claims. root: claim id -> origin. names: key -> name. copies: wording found in earlier texts.

    circles: sets of speakers that cite one another in a ring, anywhere in the claims. persons: origins that are persons.
    """

    root: Mapping[str, Origin]
    links: tuple[Link, ...]
    copies: tuple[Copy, ...]
    relays: Mapping[str, tuple[str, ...]]
    names: Mapping[str, str]
    above: Mapping[str, frozenset[str]]
    circles: tuple[tuple[str, ...], ...] = ()
    persons: frozenset[str] = frozenset()

    def origins(self, claims: Iterable[str]) -> dict[str, Origin]:
        """Claim id -> origin, for claims about one thing: rules 4, 5 and 7 apply among them."""
        ids = [c for c in dict.fromkeys(claims) if c in self.root]
        chains = {c: self.relays[c] for c in ids}
        circle = _circles(chains.values())
        cited: dict[str, str] = {}
        for c in ids:
            chain = chains[c]
            for relay in chain[1:]:
                cited.setdefault(relay, self.root[c].id)
        out: dict[str, Origin] = {}
        for c in ids:
            origin = self.root[c]
            ring = next((r for r in circle if origin.id in r), None)
            if ring is not None:
                name = "circle of " + ", ".join(sorted(self.names.get(k, k) for k in ring))
                out[c] = Origin(id="circle:" + "+".join(sorted(ring)), name=name, interest=_one(self, ring))
                continue
            seen = {origin.id}
            while origin.id in cited and cited[origin.id] not in seen:
                nxt = cited[origin.id]
                seen.add(nxt)
                origin = next(self.root[d] for d in ids if self.root[d].id == nxt)
            out[c] = origin
        present = {o.id for o in out.values()}
        for c, o in out.items():
            if o.id in self.persons:
                state = next((x for x in out.values() if x.id in self.above.get(o.id, ())), None)
                out[c] = o if state is None else state
                continue
            below = sorted(k for k in present if o.id in self.above.get(k, ()) and k not in self.persons)
            if below:
                out[c] = next(x for x in out.values() if x.id in below)
        return out


def _one(graph: OriginGraph, ring: Iterable[str]) -> str | None:
    found = {o.interest for o in graph.root.values() if o.id in ring}
    return found.pop() if len(found) == 1 else None


def origin_graph(
    claims: Sequence[Claim],
    documents: Mapping[str, Document],
    register: Register,
    *,
    texts: Mapping[str, str] | None = None,
) -> OriginGraph:
    """The transmission graph of claims. texts: document id -> text as read, to find copies of whole texts as well as of
    spans. Raises nothing: cycles are named, speakers not in the register are kept by name."""
    names: dict[str, str] = {}
    keys = _Keys(register, names)
    chains: dict[str, tuple[str, ...]] = {}
    links: list[Link] = []
    for c in claims:
        chain = keys.chain(c, documents.get(c.document))
        chains[c.id] = chain
        at = published(documents.get(c.document))[0]
        for a, b in pairwise(chain):
            links.append(Link(source=a, to=b, way="quotes", claim=c.id, at=at))
    copies = near_copies(claims, documents, texts or {})
    root = {c.id: _origin(chains[c.id][0], names, register, keys.signers) for c in claims}
    own = {c.id for c in claims if len(chains[c.id]) == 1}
    back: dict[str, str] = {}
    for copy in copies:
        if copy.claim in own and copy.claim not in back:
            back[copy.claim] = copy.earlier
            links.append(
                Link(
                    source=chains[copy.earlier][-1],
                    to=chains[copy.claim][0],
                    way="copies",
                    claim=copy.claim,
                    at=copy.at,
                )
            )
    for copied, x in back.items():
        seen = {copied}
        while x in back and back[x] not in seen:
            seen.add(x)
            x = back[x]
        root[copied] = root[x]
    return OriginGraph(
        root=root,
        links=tuple(links),
        copies=tuple(copies),
        relays={c: (root[c].id, *chains[c][1:]) if c not in back else (root[c].id, chains[c][0]) for c in chains},
        names=names,
        above={o.id: _above(o.id, register) for o in root.values()},
        circles=tuple(sorted(tuple(sorted(r)) for r in _circles(chains.values()))),
        persons=frozenset(
            o.id for o in root.values() if (p := register.actor(o.id)) is not None and p.kind == "person"
        ),
    )


def _above(key: str, register: Register) -> frozenset[str]:
    out: set[str] = set()
    actor = register.actor(key)
    while actor is not None and actor.belongs_to is not None and actor.belongs_to not in out:
        out.add(actor.belongs_to)
        actor = register.actor(actor.belongs_to)
    return frozenset(out)


class _Keys:
    """Speakers to keys (rule 2), remembering names."""

    def __init__(self, register: Register, names: dict[str, str]) -> None:
        self.register, self.names, self.seen = register, names, {}  # type: ignore[var-annotated]
        self.signers: dict[str, tuple[str, ...]] = {}  # of a joint statement, by its key

    def chain(self, claim: Claim, document: Document | None) -> tuple[str, ...]:
        """Keys of a chain, origin first, without repeats in a row."""
        says = claim.says
        if not says:
            name = (document.publisher or document.name or document.id) if document is not None else claim.document
            says = (Speaker(name=name, id=document.source if document is not None else None),)
        first = says[0]
        out = [self.key(s) for s in says]
        if self._nameless(first, out[0]):
            heard = out[1] if len(out) > 1 else claim.document
            out[0] = f"unnamed:{fold(first.name)}:{heard}"
            self.names[out[0]] = f"{first.name or 'unnamed'} ({self.names.get(heard, heard)})"
        return tuple(k for i, k in enumerate(out) if i == 0 or k != out[i - 1])

    def _nameless(self, s: Speaker, key: str) -> bool:
        if s.id is not None or not key.startswith("name:"):
            return False
        words = s.name.split()
        return s.kind in ("individual", "unknown") and (not words or s.name.islower() or " ".join(words[1:]).islower())

    def key(self, s: Speaker) -> str:
        """Id of the owner or organ a speaker is, else `name:` and the folded name."""
        known: str | None = self.seen.get((s.id, s.name))
        if known is None:
            known = self.seen[s.id, s.name] = self._key(s)
        return known

    def _joint(self, s: Speaker) -> str | None:
        """The key of the one statement of several (rule 9); None for another speaker."""
        if s.kind != "instrument" or s.id is not None or not s.name.startswith("joint "):
            return None
        signers = {h.keys[0] for h in self.register.mentions(s.name, capitals=True) if len(h.keys) == 1}
        if len(signers) < 2:
            return None
        key = "joint:" + "+".join(sorted(signers))
        self.signers[key] = tuple(sorted({self.register.party_of(x) for x in signers}))
        self.names.setdefault(key, s.name)
        return key

    def _key(self, s: Speaker) -> str:
        joint = self._joint(s)
        if joint is not None:
            return joint
        r = self.register
        source = r.source(s.id) if s.id else None
        actor = r.actor(s.id) if s.id and source is None else None
        if source is None and actor is None:
            source = r.source_named(s.name) if s.name else None
        if source is not None:
            key = r.owner_of(source.id)
            owner, organ = r.source(key), r.actor(key)
            if (
                key == source.id
                and source.actor is not None
                and source.kind in ("state_body", "armed_force", "de_facto_authority", "peacekeeper")
            ):
                key = source.actor if r.party_of(source.actor) != source.actor else source.id
            self.names.setdefault(key, owner.names[0] if owner and owner.names else _name(organ) or source.names[0])
            return key
        if actor is not None:
            while (
                actor.kind == "person"
                and actor.belongs_to
                and (up := r.actor(actor.belongs_to)) is not None
                and up.kind != "state"
            ):
                actor = up
            self.names.setdefault(actor.id, _name(actor) or s.name)
            return actor.id
        key = s.id or f"name:{fold(s.name)}"
        self.names.setdefault(key, s.name or key)
        return key


def _name(actor: object) -> str:
    names = getattr(actor, "names", None) or {}
    for lang in ("en", *sorted(names)):
        if names.get(lang):
            return str(names[lang][0])
    return ""


def _origin(key: str, names: Mapping[str, str], register: Register, signers: Mapping[str, tuple[str, ...]]) -> Origin:
    if key in signers:
        one = signers[key][0] if len(signers[key]) == 1 else None
        return Origin(id=key, name=names[key], interest=one, jointly=() if one else signers[key])
    bare = key.removeprefix("name:")
    interest = (
        None if key.startswith("unnamed:") else register.interest_of(key if bare == key else names.get(key, bare))
    )
    return Origin(id=key, name=names.get(key, bare), interest=interest)


def _circles(chains: Iterable[tuple[str, ...]]) -> list[frozenset[str]]:
    """Strongly connected sets of more than one speaker (Tarjan 1972, iterative)."""
    out_of: dict[str, list[str]] = defaultdict(list)
    for chain in chains:
        for a, b in pairwise(chain):
            if a != b and b not in out_of[a]:
                out_of[a].append(b)
            out_of.setdefault(b, [])
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: list[str] = []
    held: set[str] = set()
    found: list[frozenset[str]] = []
    for start in sorted(out_of):
        if start in index:
            continue
        work = [(start, iter(out_of[start]))]
        index[start] = low[start] = len(index)
        stack.append(start)
        held.add(start)
        while work:
            v, rest = work[-1]
            for w in rest:
                if w not in index:
                    index[w] = low[w] = len(index)
                    stack.append(w)
                    held.add(w)
                    work.append((w, iter(out_of[w])))
                    break
                if w in held:
                    low[v] = min(low[v], index[w])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[v])
                if low[v] == index[v]:
                    ring = set()
                    while True:
                        w = stack.pop()
                        held.discard(w)
                        ring.add(w)
                        if w == v:
                            break
                    if len(ring) > 1:
                        found.append(frozenset(ring))
    return found
