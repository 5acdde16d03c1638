"""D_Product and a world with copiers: accuracy, F1 and seconds, beside crowd-kit where it is installed.

python benchmarks/events/truth.py   (finds the data by TRUCELINE_EVAL_DATA)
"""

from __future__ import annotations

import csv
import os
import time
from pathlib import Path

import numpy as np

from truceline.events.research.copying import accu, copiers
from truceline.events.research.truth import Answers, dawid_skene, vote


def product(folder: Path) -> tuple[Answers, np.ndarray, list[tuple[str, str, str]]]:
    """Answers and truth of D_Product."""
    rows = [tuple(r) for r in csv.reader((folder / "d_product_answers.csv").open())][1:]
    truth = dict(list(csv.reader((folder / "d_product_truth.csv").open()))[1:])
    items, sources = list(dict.fromkeys(r[0] for r in rows)), list(dict.fromkeys(r[1] for r in rows))
    at, who = {k: n for n, k in enumerate(items)}, {k: n for n, k in enumerate(sources)}
    a = Answers(
        item=np.array([at[r[0]] for r in rows]), source=np.array([who[r[1]] for r in rows]),
        value=np.array([int(r[2]) for r in rows]), items=len(items), sources=len(sources), values=2,
    )  # fmt: skip
    return a, np.array([int(truth[i]) for i in items]), rows  # type: ignore[return-value]


def score(found: np.ndarray, truth: np.ndarray) -> str:
    """Accuracy and F1 of the value 1."""
    hit = int(((found == 1) & (truth == 1)).sum())
    f1 = 2 * hit / max(1, int((found == 1).sum() + (truth == 1).sum()))
    return f"accuracy {np.mean(found == truth):.4f}  F1 {f1:.4f}"


def world(seed: int, items: int = 500, wrong: int = 9) -> tuple[Answers, np.ndarray, set[tuple[int, int]]]:
    """Eight independent sources (.55-.85 right), a bad one (.35) and seven that copy nine tenths of it."""
    r = np.random.default_rng(seed)
    truth = r.integers(0, wrong + 1, items)

    def tell(p: float) -> np.ndarray:
        other = (truth + r.integers(1, wrong + 1, items)) % (wrong + 1)
        return np.where(r.random(items) < p, truth, other)

    said = [tell(p) for p in r.uniform(0.55, 0.85, 8)] + [tell(0.35)]
    said += [np.where(r.random(items) < 0.9, said[8], tell(0.5)) for _ in range(7)]
    table = np.stack(said)
    n, m = table.shape
    a = Answers(
        item=np.tile(np.arange(m), n),
        source=np.repeat(np.arange(n), m),
        value=table.ravel(),
        items=m,
        sources=n,
        values=wrong + 1,
    )
    return a, truth, {(x, y) for x in range(8, 16) for y in range(x + 1, 16)}


def main() -> None:
    """Print the table."""
    if "TRUCELINE_EVAL_DATA" not in os.environ:
        print("D_Product: skipped, TRUCELINE_EVAL_DATA is not set")
    else:
        crowd()
    for seed in range(5):
        a, t, copies = world(seed)
        result = accu(a, wrong=9)
        got = {(p.a, p.b) for p in copiers(result, a)}
        right = len(got & copies)
        print(
            f"world {seed}     vote {np.mean(vote(a) == t):.3f}  with copying {np.mean(result.truth == t):.3f}  "
            f"copy pairs: precision {right / max(1, len(got)):.3f} recall {right / len(copies):.3f}"
        )


def crowd() -> None:
    """D_Product beside crowd-kit."""
    answers, truth, rows = product(Path(os.environ["TRUCELINE_EVAL_DATA"]) / "analysis")
    print("D_Product   vote        ", score(vote(answers), truth))
    for _ in range(2):
        start = time.process_time()
        found = dawid_skene(answers)
        ours = time.process_time() - start
    print("D_Product   Dawid-Skene ", score(found.belief.argmax(1), truth), f" {ours:.3f} CPU-s  {found.rounds} rounds")
    try:
        import pandas as pd
        from crowdkit.aggregation import DawidSkene
    except ImportError:
        print("D_Product   crowd-kit    not installed")
    else:
        frame = pd.DataFrame(rows, columns=["task", "worker", "label"])
        start = time.process_time()
        out = DawidSkene(n_iter=100).fit_predict(frame)
        theirs = time.process_time() - start
        order = list(dict.fromkeys(r[0] for r in rows))
        print(
            "D_Product   crowd-kit   ",
            score(out.loc[order].astype(int).to_numpy(), truth),
            f" {theirs:.2f} CPU-s, ours {theirs / ours:.0f} times faster",
        )


if __name__ == "__main__":
    main()
