"""The columns give the same findings as the rules pair by pair; one incident as all of them."""

from __future__ import annotations

import random

import pytest

from truceline.actors.actor import Actor
from truceline.actors.register import Register
from truceline.assessments.docket import WORDS, Docket
from truceline.assessments.incidents import columns
from truceline.places.zone import Zone
from truceline.terms.ground import Ground
from truceline.terms.item import Account, Item
from truceline.terms.parse import kinds
from truceline.terms.term import Agreement, Duty, Exemption, Term
from truceline.values.place import Where
from truceline.values.time import DAY, When

REGISTER = Register(tuple(Actor(id=i, kind="state", names={"en": (i,)}) for i in ("ALF", "BET", "GAM")), (), ())
CODES = ["V1", "V1.1", "V1.3", "V2.1", "V2.2", "V4", "V4.2", "V5.1", "X.1", None]


def ring(x: float, y: float, r: float) -> list[list[float]]:
    return [[x - r, y - r], [x + r, y - r], [x + r * 1.3, y], [x + r, y + r], [x - r, y + r], [x - r, y - r]]


def zones(rng: random.Random) -> list[Zone]:
    out = []
    for n in range(6):
        out.append(
            Zone(
                id=f"z{n}", kind="area", names={"en": (f"z{n}",)}, method="traced", per=f"p{k}", source="s",
                uncertainty_m=rng.choice([0.0, 500.0, 4_000.0, None]) if n else 500.0,
                geometry={"type": "Polygon", "coordinates": [ring(rng.uniform(20, 22), rng.uniform(40, 42), rng.uniform(0.1, 0.7))]},
                valid_from=None if n < 4 else 50 * DAY, valid_to=None if n < 5 else 120 * DAY,
            )
            for k in range(1 + n % 2)
        )  # fmt: skip
    flat = [z for group in out for z in group]
    line = Zone(
        id="line", kind="line", names={"en": ("line",)}, method="traced", per="p", source="s", uncertainty_m=1000.0, width_m=9000.0,
        geometry={"type": "LineString", "coordinates": [[20, 40], [22, 42]]},
    )  # fmt: skip
    return [*flat, line]


def terms(rng: random.Random, n: int, ids: list[str]) -> list[Term]:
    out = []
    for k in range(n):
        kind = rng.choice(["ceasefire", "exclusion", "nonuse", "monitoring", "relief", "standstill", "links"])
        start = rng.choice([None, rng.randrange(0, 150) * DAY])
        out.append(
            Term(
                id=f"x/{k}", agreement="x", clause="1", title="t", kind=kind, nature=kinds()[kind].natures[0], modality="must_not",
                says="s", duty=Duty(who=tuple(rng.sample(["ALF", "BET"], rng.randint(1, 2)))), start=start,
                end=None if start is None or rng.random() < 0.5 else start + rng.randrange(1, 60) * DAY,
                where=tuple(rng.sample(ids, rng.randint(0, 2))), codes=tuple(c for c in rng.sample(CODES[:-2], 2) if c),
                exceptions=(Exemption(says="e", codes=("X.1",), topics=("agreed",)),) if rng.random() < 0.5 else (),
                params={"positions": "open"} if kind == "standstill" and rng.random() < 0.5 else {"covers": "result"} if kind in ("links", "relief") else {},
                background=rng.random() < 0.05, sourced="not_sourced" if rng.random() < 0.05 else "sourced",
                gaps=((start + DAY, start + 3 * DAY),) if start is not None and rng.random() < 0.2 else (),
            )
        )  # fmt: skip
    return out


def items(rng: random.Random, n: int) -> list[Item]:
    out = []
    for k in range(n):
        lo = rng.randrange(0, 200) * DAY
        where = Where(
            name="p",
            lat=rng.uniform(39.5, 42.5),
            lon=rng.uniform(19.5, 22.5),
            radius_m=rng.choice([10, 1000, 25000, None]),
        )
        agents = tuple(rng.sample(["ALF", "BET", "GAM"], rng.randint(0, 2)))
        account = Account(claim=f"c{k}", origin="o", agents=agents, topics=("agreed",) if rng.random() < 0.1 else ())
        out.append(
            Item(
                id=f"e{k}", cls="incident", kind="violation", code=rng.choice(CODES[:-1]), accounts=(account,),
                when=When(earliest=lo, latest=lo + rng.choice([1, 3]) * DAY, precision="T2", zone="UTC", zone_basis="stated"),
                where=() if rng.random() < 0.05 else (where,),
            )
        )  # fmt: skip
    return out


@pytest.mark.parametrize("seed", range(2))
def test_columns_and_pairs_agree(seed: int) -> None:
    rng = random.Random(seed)
    drawn = zones(rng)
    some = terms(rng, 40, sorted({z.id for z in drawn}))
    told = items(rng, 150)
    ground = Ground(Agreement(id="x", title="x", zone="UTC", terms=tuple(some)), REGISTER, drawn)
    acts = {"GAM": "BET"} if seed % 2 else {}
    docket = Docket(some, ground, acts)
    assert any(by_columns for t, by_columns in zip(docket.terms, docket.shared, strict=True) if t.kind == "ceasefire")
    incidents, rest = columns(told, ground)
    assert len(incidents) + len(rest) == len(told)
    in_columns = set(map(int, incidents.order))
    for term, got in zip(some, docket.judge(incidents, told), strict=True):
        kind = kinds()[term.kind]
        want = {}
        for n in in_columns:
            f = kind.judge(term, told[n], ground, acts)
            if f.consistency != "outside_terms":
                want[n] = f.consistency
        found = {int(n): WORDS[v] for n, v in zip(got.incident, got.verdict, strict=True)}
        assert found == want, term
    for n in range(0, len(told), 10):
        one = docket.one(told[n])
        for term in some:
            f = kinds()[term.kind].judge(term, told[n], ground, acts)
            if f.rule == "J1" and f.consistency == "cannot_tell":
                continue
            assert (f.consistency if f.consistency != "outside_terms" else None) == (
                one[term.id].consistency if term.id in one else None
            )
