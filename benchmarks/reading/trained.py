"""Does a small trained part pay? A linear model over hashed words and characters against the rules.

    TRUCELINE_EVAL_DATA=... python benchmarks/reading/trained.py

Four figures, weighted F1 of coarse types on CASE-2021 (odd rows, which no rule was written on) and F1 of kind on our gold:
the rules; the model trained on what may be shipped (our gold) and tested on CASE-2021; the model trained within CASE-2021
(even rows), which may not be shipped, alone and with the rules' answer as a feature; and the model trained on the tuned part
of our gold and tested on the held one. Multinomial logistic regression (Bishop 2006, 4.3.4) by L-BFGS; 2^14 buckets of word 1-2-grams
and character 3-5-grams, square root of counts times inverse document frequency. Deterministic.
"""

from __future__ import annotations

import itertools
import math
import os
import sys
import zlib
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from events import GROUP_OF, weighted_f1  # type: ignore[import-not-found]
from truceline.app.commands.evaluate import gold_of
from truceline.claims.claim import Claim
from truceline.claims.evaluate import GoldClaim
from truceline.claims.languages.english_events import coarse_type

BUCKETS = 1 << 14
PENALTY = 0.02
COARSE = {
    "advance": "control", "transfer": "control", "agreement": "agreement", "ceasefire": "agreement", "meeting": "diplomacy", "talks": "diplomacy",
    "contact": "diplomacy", "statement": "diplomacy", "deployment": "deploy",
}  # fmt: skip


def features(texts: list[str], extra: list[str] | None = None) -> list[Counter[int]]:
    """Bucket counts of each text; extra: one more word of each."""
    out = []
    for i, text in enumerate(texts):
        low = " ".join(text.lower().split())
        words = low.split()
        grams = [*words, *(f"{a}_{b}" for a, b in itertools.pairwise(words))]
        grams += [low[j : j + n] for n in (3, 4, 5) for j in range(len(low) - n + 1)]
        grams += [f"rule={extra[i]}"] * 400 if extra else []
        out.append(Counter(zlib.crc32(g.encode()) % BUCKETS for g in grams))
    return out


def matrix(rows: list[Counter[int]], idf: np.ndarray) -> csr_matrix:
    """Rows of unit length."""
    data, index, ends = [], [], [0]
    for row in rows:
        values = {k: math.sqrt(v) * idf[k] for k, v in row.items()}
        norm = math.sqrt(sum(v * v for v in values.values())) or 1.0
        index += list(values)
        data += [v / norm for v in values.values()]
        ends.append(len(index))
    return csr_matrix((data, index, ends), shape=(len(rows), BUCKETS))


def predicted(train: list[Counter[int]], labels: list[str], test: list[Counter[int]]) -> list[str]:
    """Labels of the test rows by a model of the training rows."""
    seen = Counter(k for r in train for k in r)
    idf = np.array([math.log((1 + len(train)) / (1 + seen.get(k, 0))) + 1 for k in range(BUCKETS)])
    x, classes = matrix(train, idf), sorted(set(labels))
    y = np.array([[c == label for c in classes] for label in labels], dtype=float)

    def loss(w: np.ndarray) -> tuple[float, np.ndarray]:
        weights = w.reshape(BUCKETS, len(classes))
        z = x @ weights * 10
        z -= z.max(axis=1, keepdims=True)
        p = np.exp(z)
        p /= p.sum(axis=1, keepdims=True)
        value = -np.sum(y * np.log(p + 1e-12)) + PENALTY * np.sum(weights**2)
        return value, (x.T @ (p - y) * 10 + 2 * PENALTY * weights).ravel()

    w = minimize(loss, np.zeros(BUCKETS * len(classes)), jac=True, method="L-BFGS-B", options={"maxiter": 60}).x
    best = np.asarray(matrix(test, idf) @ w.reshape(BUCKETS, len(classes))).argmax(axis=1)
    return [classes[i] for i in best]


def coarse(c: GoldClaim | Claim) -> str:
    """The coarse type of a claim of our gold."""
    if c.kind == "violence":
        return "remote" if (c.code or "") in ("V1.2", "V1.3", "V1.5", "V1.6") else "battle"
    return COARSE.get(c.kind, "other")


def main() -> None:
    """Print the figures."""
    root = os.environ.get("TRUCELINE_EVAL_DATA", "")
    if not root or not Path(root).is_dir():
        sys.exit("evaluation data absent: set TRUCELINE_EVAL_DATA to its folder")
    lines = (Path(root) / "text" / "case2021_dev.tsv").read_text("utf-8").splitlines()
    rows = [r for line in lines if len(r := line.split("\t")) == 3 and r[2] != "SubType"]
    texts, gold = [r[1] for r in rows], [GROUP_OF.get(r[2].strip(), "other") for r in rows]
    ruled = [coarse_type(t) for t in texts]
    odd = list(range(1, len(rows), 2))
    even = list(range(0, len(rows), 2))

    def show(name: str, labels: list[str]) -> None:
        total, _ = weighted_f1([(gold[i], x) for i, x in zip(odd, labels, strict=True)])
        print(f"{100 * total:5.1f}  {name}")

    print("CASE-2021, odd rows, weighted F1 of nine coarse types")
    show("rules", [ruled[i] for i in odd])
    own = [g for g in gold_of(Path(__file__).resolve().parents[2] / "tests" / "gold" / "english.jsonl") if g.claims]
    mine = features([g.text for g in own])
    x = features(texts)
    show(
        "model trained on our gold (may be shipped)",
        predicted(mine, [coarse(g.claims[0]) for g in own], [x[i] for i in odd]),
    )
    show(
        "model trained on CASE-2021 even rows (may not)",
        predicted([x[i] for i in even], [gold[i] for i in even], [x[i] for i in odd]),
    )
    both = features(texts, ruled)
    show(
        "the same with the rules' answer (may not)",
        predicted([both[i] for i in even], [gold[i] for i in even], [both[i] for i in odd]),
    )

    tune, held = ([g for g in own if g.split == s] for s in ("tune", "held"))
    labels = predicted(
        features([g.text for g in tune]), [g.claims[0].kind for g in tune], features([g.text for g in held])
    )
    right = sum(x == g.claims[0].kind for x, g in zip(labels, held, strict=True))
    print(
        f"\nour gold, held part: kind of the first claim right in {right} of {len(held)} ({100 * right / len(held):.1f} %) by the model"
    )


if __name__ == "__main__":
    main()
