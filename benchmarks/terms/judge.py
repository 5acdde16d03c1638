"""1,000 terms x 1,000,000 incidents: CPU seconds, peak memory, ratio to a plain nested loop; one new incident.

Run: python benchmarks/terms/judge.py [terms] [incidents] [--no-loop]
Invented areas, times and actors, drawn with a fixed seed; the nested loop runs on a sample of the incidents and is scaled.
"""

from __future__ import annotations

import random
import resource
import sys
import time

import numpy as np

from truceline.actors.actor import Actor
from truceline.actors.register import Register
from truceline.assessments.docket import Docket
from truceline.assessments.incidents import Incidents
from truceline.places.zone import Zone
from truceline.terms.ground import Ground
from truceline.terms.item import Account, Item
from truceline.terms.parse import kinds
from truceline.terms.term import Agreement, Duty, Term
from truceline.values.place import Where
from truceline.values.time import DAY, When

ACTORS = tuple(f"A{n}" for n in range(8))
CODES = tuple(f"V{a}.{b}" for a in range(1, 11) for b in range(1, 5))
YEARS = 10


def world(n_terms: int, n_zones: int = 100) -> tuple[list[Term], Ground]:
    """Terms over invented areas."""
    rng = random.Random(7)
    register = Register(tuple(Actor(id=a, kind="state", names={"en": (a,)}) for a in ACTORS), (), ())
    zones = []
    for n in range(n_zones):
        x, y, r = rng.uniform(20, 60), rng.uniform(20, 60), rng.uniform(0.2, 2.0)
        ring = [[x + r * np.cos(t), y + r * np.sin(t)] for t in np.linspace(0, 2 * np.pi, 60)]
        ring[-1] = ring[0]
        zones.append(
            Zone(id=f"z{n}", kind="area", names={"en": (f"z{n}",)}, method="traced", per="p", source="s", uncertainty_m=2000.0,
                 geometry={"type": "Polygon", "coordinates": [[[float(a), float(b)] for a, b in ring]]})
        )  # fmt: skip
    terms = []
    for n in range(n_terms):
        start = rng.randrange(0, YEARS * 365) * DAY
        terms.append(
            Term(id=f"x/{n}", agreement="x", clause="1", title="t", kind="ceasefire", nature="prohibition", modality="must_not",
                 says="s", duty=Duty(who=tuple(rng.sample(ACTORS, 2))), start=start, end=start + rng.randrange(30, 2000) * DAY,
                 where=(f"z{rng.randrange(n_zones)}",), codes=tuple(rng.sample(CODES, 8)))
        )  # fmt: skip
    return terms, Ground(Agreement(id="x", title="x", zone="UTC", terms=tuple(terms)), register, zones)


def incidents(n: int) -> Incidents:
    """Columns of invented incidents, sorted by time."""
    rng = np.random.default_rng(7)
    lo = np.sort(rng.integers(0, YEARS * 365, n)) * DAY
    agent_sets = ((), *((a,) for a in ACTORS), *((a, b) for a in ACTORS for b in ACTORS if a < b))
    return Incidents(
        lo=lo, hi=lo + DAY, lon=rng.uniform(20, 60, n), lat=rng.uniform(20, 60, n), radius=rng.choice([100.0, 1000.0, 25000.0], n),
        code=rng.integers(0, len(CODES), n).astype(np.int32), agents=rng.integers(0, len(agent_sets), n).astype(np.int32),
        topics=np.zeros(n, np.int32), codes=CODES, agent_sets=agent_sets, topic_sets=(frozenset(),), order=np.arange(n),
    )  # fmt: skip


def item(inc: Incidents, k: int) -> Item:
    """One row as an item."""
    return Item(
        id=f"e{k}", cls="incident", kind="violence", code=CODES[inc.code[k]],
        when=When(earliest=int(inc.lo[k]), latest=int(inc.hi[k]), precision="T2", zone="UTC", zone_basis="stated"),
        where=(Where(name="p", lat=float(inc.lat[k]), lon=float(inc.lon[k]), radius_m=float(inc.radius[k])),),
        accounts=(Account(claim=f"c{k}", origin="o", agents=inc.agent_sets[inc.agents[k]]),),
    )  # fmt: skip


def main(n_terms: int = 1000, n_incidents: int = 1_000_000) -> None:
    """Print the figures."""
    terms, ground = world(n_terms)
    inc = incidents(n_incidents)
    docket = Docket(terms, ground)
    docket.judge(incidents(1000))  # compiled kernels warm
    cpu = time.process_time()
    got = docket.judge(inc)
    fast = time.process_time() - cpu
    pairs = sum(len(g.incident) for g in got)
    if "--no-loop" in sys.argv:
        ground = Ground(ground.agreement, ground.register, [z for zs in ground.zones.values() for z in zs])
    sample = [] if "--no-loop" in sys.argv else [item(inc, int(k)) for k in np.linspace(0, n_incidents - 1, 60)]
    ceasefire = kinds()["ceasefire"]
    plain_ground = Ground(ground.agreement, ground.register, [z for zs in ground.zones.values() for z in zs])
    cpu = time.process_time()
    for t in terms:
        for i in sample:
            ceasefire.judge(t, i, plain_ground, {})
    slow = (time.process_time() - cpu) * n_incidents / max(1, len(sample))
    one = []
    fresh = Docket(terms, ground)
    fresh.warm((100.0, 1000.0, 25000.0))
    for k in range(1, n_incidents, max(1, n_incidents // 300)):
        new = item(inc, k)
        cpu = time.process_time()
        fresh.one(new)
        one.append(time.process_time() - cpu)
    one.sort()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{n_terms} terms x {n_incidents} incidents: {fast:.2f} CPU s, {pairs} findings, peak memory {peak:.0f} MB")
    if sample:
        print(f"plain nested loop (scaled from {len(sample)} incidents): {slow:.0f} CPU s; ratio {slow / fast:.0f}")
    print(
        f"one new incident: median {one[len(one) // 2] * 1e3:.2f} ms, 99 % {one[int(len(one) * 0.99)] * 1e3:.2f} ms, most {one[-1] * 1e3:.2f} ms"
    )


if __name__ == "__main__":
    main(*(int(a) for a in sys.argv[1:3] if a.isdigit()))
