"""The propositions of an event, and which origin stands where on each: supporting, denying or silent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from truceline.actors.register import Register
from truceline.claims.observance import says_kept
from truceline.events.answers import negates
from truceline.events.event import Event, Origin, Proposition
from truceline.events.facts import Facts
from truceline.events.propositions import judge
from truceline.events.tolls import gives_toll
from truceline.values.canonical import decimal
from truceline.values.count import Count


def propositions(
    event: Event,
    core: Sequence[Facts],
    attached: Sequence[Facts],
    origins: Mapping[str, Origin],
    register: Register,
    duty_holders: Iterable[str] = (),
) -> tuple[Proposition, ...]:
    """`occurred`, `agent:PARTY`, counts (`killed:PARTY:3`), `topic:T` of meetings; each judged by the rules."""
    told = [f for f in core if not f.plan] or list(core)
    denials = [f for f in attached if f.claim.act == "withdraws" or negates(f)]
    counted = [f for f in attached if gives_toll(f.claim)]
    also = [f for f in attached if f not in denials and f not in counted]
    yes = [*told, *also]
    said = frozenset(a for f in yes for a in f.agents)
    agents = sorted(said)
    cleared = {a for d in denials for a in _clears(d, origins) if not said and register.actor(a) is not None}
    done: list[Proposition] = []

    def add(key: str, says: str, support: Sequence[Facts], deny: Sequence[Facts], accused: Iterable[str]) -> None:
        up, down = _origins(support, origins), _origins(deny, origins)
        heard = _origins([*core, *attached], origins)
        quiet = {o.id: o for o in heard.values() if o.id not in up and o.id not in down}
        spoken = {side for o in heard.values() for side in o.sides}
        if event.cls == "incident":
            for a in accused:
                actor = register.actor(a)
                if a not in spoken and actor is not None:
                    quiet[a] = Origin(id=a, name=_name(a, register), interest=a)
        admits = {origins[f.claim.id].id for f in support if f.claim.act == "admits" or _own_deed(f, origins, accused)}
        p = Proposition(
            key=key,
            says=says,
            supporting=tuple(up.values()),
            denying=tuple(down.values()),
            silent=tuple(quiet.values()),
            claims=tuple(f.claim.id for f in [*support, *deny]),
        )
        reports = agents if event.cls == "measure" else ()
        done.append(
            judge(p, accused=accused if event.cls == "incident" else (), reports=reports, register=register,
                  duty_holders=duty_holders, admitted=admits)
        )  # fmt: skip

    add("occurred", "it happened", yes, [d for d in denials if _denies_all(d, said, origins)], agents)
    if event.cls in ("incident", "measure"):
        for a in sorted(said | cleared):
            against = [d for d in denials if _denies_agent(d, a, origins)]
            add(f"agent:{a}", f"{_name(a, register)} did it", [f for f in yes if a in f.agents], against, (a,))
    for key, says, test in _counts([*yes, *counted]):
        add(key, says, [f for f in (*yes, *counted) if test(f)], [], agents)
    if event.cls in ("meeting", "contact"):
        for t in sorted({t for f in core for t in f.claim.topics if t != "outside_case"}):
            add(f"topic:{t}", f"{t.replace('_', ' ')} was a subject", [f for f in core if t in f.claim.topics], [], ())
    return tuple(done)


def _origins(facts: Sequence[Facts], origins: Mapping[str, Origin]) -> dict[str, Origin]:
    return {(o := origins[f.claim.id]).id: o for f in facts}


def _own_deed(f: Facts, origins: Mapping[str, Origin], accused: Iterable[str]) -> bool:
    """The origin tells of a deed of its own side against another: it does not gain from an accusation of itself."""
    o = origins[f.claim.id]
    return f.cls == "incident" and bool(o.sides & f.agents & set(accused))


def _clears(d: Facts, origins: Mapping[str, Origin]) -> frozenset[str]:
    """Whom a denial says did not act: the agents it names; for the ceasefire kept, its speaker's side."""
    sides = origins[d.claim.id].sides
    return sides if says_kept(d.claim) and sides else d.agents


def _denies_all(d: Facts, said: frozenset[str], origins: Mapping[str, Origin]) -> bool:
    """Whether a denial leaves nobody who could have done it: it names no agent, or all that are said to have acted.

    The topic mark `agent_only` of a reader says that it leaves open that it was done.
    """
    cleared = _clears(d, origins)
    return "agent_only" not in d.claim.topics and (not cleared or (bool(said) and said <= cleared))


def _denies_agent(d: Facts, agent: str, origins: Mapping[str, Origin]) -> bool:
    cleared = _clears(d, origins)
    return agent in cleared or not cleared or agent in origins[d.claim.id].sides


def _counts(facts: Sequence[Facts]) -> list[tuple[str, str, Callable[[Facts], bool]]]:
    found: dict[str, tuple[str, tuple[str, str | None], Count]] = {}
    for f in facts:
        for (what, whose), c in f.counts.items():
            value = _value(c)
            if value is None:
                continue
            key = ":".join([what, *([whose] if whose else []), value])
            found.setdefault(
                key,
                (
                    f"{what.replace('_', ' ')}: {value.replace('>=', 'at least ').replace('<=', 'at most ')}",
                    (what, whose),
                    c,
                ),
            )

    def same(c: Count, at: tuple[str, str | None]) -> Callable[[Facts], bool]:
        return lambda f: at in f.counts and _value(f.counts[at]) == _value(c)

    return [(k, says, same(c, at)) for k, (says, at, c) in sorted(found.items())]


def _value(c: Count) -> str | None:
    if c.best is not None:
        return decimal(c.best)
    if c.low is not None and c.high is not None:
        return decimal(c.low) if c.low == c.high else f"{decimal(c.low)}-{decimal(c.high)}"
    if c.low is not None:
        return f">={decimal(c.low)}"
    return None if c.high is None else f"<={decimal(c.high)}"


def _name(id: str, register: Register) -> str:
    actor = register.actor(id)
    if actor is None:
        return id
    names = actor.names.get("en") or next((v for _, v in sorted(actor.names.items()) if v), ())
    return names[0] if names else id
