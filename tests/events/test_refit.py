"""A refitted model: named, its changes listed, moved by decisions and by nothing else."""

from __future__ import annotations

import msgspec
from tests.events.kit import REGISTER, at, by, claim, doc, when

from truceline.claims.claim import Claim
from truceline.events.fuse import comparable_pairs, fuse
from truceline.events.model import DEFAULT, FusionModel
from truceline.events.refit import changes, refit
from truceline.values.decision import Decision

DOCS = {f"d{n}": doc(f"d{n}", f"2031-03-{1 + n // 2:02d}T10:00:00", source=f"outlet-{n % 20}") for n in range(40)}


def telling(n: int, x: float) -> Claim:
    day = when(f"2031-03-{1 + n // 2:02d}")
    where = at(f"place {n}", 40.0 + x, 46.0)
    return claim(
        f"d{n}",
        by(f"outlet-{n % 20}"),
        "asserts",
        "violence",
        f"shots were heard, telling {n}",
        when=day,
        where=(where,),
    )


CLAIMS = [telling(n, (n // 2) * 0.002 + 0.03 * (n % 2)) for n in range(40)]  # two a day, 3 km apart


def decisions(word: str) -> list[Decision]:
    return [Decision(id=f"D{n}", word=word, ids=(CLAIMS[2 * n].id, CLAIMS[2 * n + 1].id), by="A. Analyst", because="read both", at=n)
            for n in range(12)]  # fmt: skip


def fitted(word: str | None) -> FusionModel:
    pairs, said = comparable_pairs(CLAIMS, DOCS, REGISTER, None, decisions(word) if word else ())
    return refit("second", pairs, said, DEFAULT)


def test_without_decisions_nothing_moves() -> None:
    model = fitted(None)
    assert msgspec.structs.replace(model, name=DEFAULT.name) == DEFAULT
    assert model.version.startswith("second:")
    assert model.version != DEFAULT.version


def test_decisions_pull_the_scales_their_way() -> None:
    apart, one = fitted("not_same"), fitted("same")
    assert apart.scale.get("place", 1000) < one.scale.get("place", 1000) or apart.scale.get(
        "time", 1000
    ) < one.scale.get("time", 1000)
    assert len(fuse(CLAIMS, DOCS, REGISTER, None, model=apart).events) >= len(
        fuse(CLAIMS, DOCS, REGISTER, None, model=one).events
    )


def test_changes_name_parameters_and_events() -> None:
    loose = msgspec.structs.replace(DEFAULT, name="loose", prior={**DEFAULT.prior, "incident": 9_000})
    before, after = (fuse(CLAIMS, DOCS, REGISTER, None, model=m).events for m in (DEFAULT, loose))
    found = changes(DEFAULT, loose, before, after)
    assert found[0].name == "prior of incident"
    assert {c.of for c in found} == {"parameter", "event"}
    assert changes(DEFAULT, DEFAULT, before, before) == []


def test_a_model_survives_being_written() -> None:
    model = fitted("same")
    assert msgspec.json.decode(msgspec.json.encode(model), type=FusionModel) == model
