"""Refitting the pair model of a case, and what a new model changes. A model is fixed, named and recorded; nothing refits by itself.

What is fitted is a scale for each feature, the prior among them, from the pairs that people have decided (`same`,
`not_same`): logistic regression with a penalty that holds every scale to 1 until decisions pull it away (ridge; Hoerl and
Kennard 1970). Without decisions nothing moves. Fitting the prior to the undecided pairs of a case by expectation and
maximisation was tried and left out: features of one text are not independent, and it joined what people keep apart.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from truceline.events.event import Event
from truceline.events.facts import Facts
from truceline.events.likeness import Why, compare
from truceline.events.model import NEVER, FusionModel

HOLD = 4.0


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """What a model changes. of: `parameter` or `event`; name: which; old, new: values or members in words."""

    of: str
    name: str
    old: str
    new: str


def refit(
    name: str,
    pairs: Sequence[tuple[Facts, Facts]],
    decided: Mapping[frozenset[str], bool],
    model: FusionModel,
) -> FusionModel:
    """The model fitted to the candidate pairs of a case and to what was decided on pairs of claims (True: one event)."""
    rows: list[tuple[dict[str, int], bool]] = []
    for a, b in pairs:
        score, whys = compare(a, b, model)
        if score == NEVER:
            continue
        said = decided.get(frozenset((a.claim.id, b.claim.id)))
        if said is not None:
            rows.append((_by_feature(whys), said))
    return msgspec.structs.replace(model, name=name, scale=_scales(rows, model))


def _by_feature(whys: Sequence[Why]) -> dict[str, int]:
    out: dict[str, int] = {}
    for w in whys:
        out[w.feature] = out.get(w.feature, 0) + w.weight
    return out


def _scales(rows: Sequence[tuple[dict[str, int], bool]], model: FusionModel) -> dict[str, int]:
    """Scale of each feature in thousandths, by Newton steps on the penalised likelihood of the decided pairs."""
    features = sorted({f for row, _ in rows for f in row})
    if not features:
        return dict(model.scale)
    x = np.array([[row.get(f, 0) / max(1, model.scale.get(f, 1000)) for f in features] for row, _ in rows])
    y = np.array([said for _, said in rows], np.float64)
    s = np.array([model.scale.get(f, 1000) / 1000 for f in features])
    for _ in range(50):
        p = 1 / (1 + np.exp(-np.clip(x @ s, -30, 30)))
        grad = x.T @ (y - p) - HOLD * (s - 1)
        curve = (x * (p * (1 - p))[:, None]).T @ x + HOLD * np.eye(len(s))
        step = np.linalg.solve(curve, grad)
        s = np.clip(s + step, 0.0, 3.0)
        if float(np.abs(step).max()) < 1e-6:
            break
    fitted = {f: round(1000 * float(v)) for f, v in zip(features, s, strict=True)}
    return {f: v for f, v in {**model.scale, **fitted}.items() if v != 1000}


def changes(old: FusionModel, new: FusionModel, before: Sequence[Event], after: Sequence[Event]) -> list[Change]:
    """Parameters that differ, then events that are cut otherwise."""
    out = []
    for c in old.prior:
        if old.prior[c] != new.prior[c]:
            out.append(Change(of="parameter", name=f"prior of {c}", old=f"{old.prior[c] / 1000:+.2f}", new=f"{new.prior[c] / 1000:+.2f}"))  # fmt: skip
    for f in sorted({*old.scale, *new.scale}):
        a, b = old.scale.get(f, 1000), new.scale.get(f, 1000)
        if a != b:
            out.append(Change(of="parameter", name=f"scale of {f}", old=f"{a / 1000:.2f}", new=f"{b / 1000:.2f}"))
    was = {m.claim: e for e in before for m in e.members}
    now = {m.claim: e for e in after for m in e.members}
    held = {frozenset(m.claim for m in e.members) for e in before}
    for e in after:
        mine = frozenset(m.claim for m in e.members)
        if mine not in held:
            froms = {was[c].id: was[c].title for c in mine if c in was}
            old_words = "; ".join(f"{i} {t}" for i, t in sorted(froms.items())) or "set aside"
            out.append(Change(of="event", name=e.id, old=old_words, new=f"{e.title} ({len(mine)} members)"))
    for e in before:
        if not any(m.claim in now for m in e.members):
            out.append(Change(of="event", name=e.id, old=e.title, new="no event"))
    return out
