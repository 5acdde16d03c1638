"""Fusion of reports of known incidents: pairwise and B-cubed F1, calibration, abstention, CPU-seconds and memory.

python benchmarks/events/run.py [--sizes 200000 1000000] [--recipes plain named] [--splink]

Supervised weights and their bias come from another seed; unsupervised ones from the reports themselves, without labels
and without any choice on the truth. CPU-seconds count all that is needed from columns to groups (for the unsupervised row
also the fitting), in a process whose kernels are compiled. Splink (where asked for and installed) runs on the same rows.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))
import generate

from truceline.events import quality, training, wording
from truceline.events.clustering_fast import contract_fast
from truceline.events.index import Index
from truceline.events.pairs import Layout, PairModel, Reports, make_reports
from truceline.events.pairs_fast import Kernel

COLUMNS = (("kind", 11), ("weapon", 7), ("actor", 3), ("killed", 16))
TRAIN, TEST = 11, 5


def layout(recipe: str) -> Layout:
    """Precision classes of 1, 5 and 15 km; two days."""
    rich = recipe == "named"
    return Layout(radii_km=(1.0, 5.0, 15.0), window_s=48 * 3600, columns=COLUMNS, names=rich, text=rich)


def read(table: Any, how: Layout, rows: Any = None, **more: Any) -> Reports:
    """Columns to reports; names and texts are keyed here, so that their cost is counted."""
    part = table if rows is None else table.take(rows)
    g = {k: part[k].to_numpy() for k in ("lon", "lat", "t", "prec", "type", "weapon", "actor", "cas")}
    levels = np.stack(
        [g["type"] + 1, g["weapon"] + 1, g["actor"] + 1, np.where(g["cas"] < 0, 0, 1 + np.minimum(g["cas"], 14))], 1
    )
    if how.names:
        coded = part["place"].combine_chunks().dictionary_encode()
        keys: dict[str, int] = {}
        code = np.array([keys.setdefault(wording.name_key(n), len(keys)) for n in coded.dictionary.to_pylist()])
        at = coded.indices.fill_null(-1).to_numpy(zero_copy_only=False)
        more["name"] = np.where(at < 0, -1, code[at])
        more["sig"] = wording.signatures(part["text"], wording.word_counts(part["text"]))
    return make_reports(g["lon"], g["lat"], g["t"], g["prec"], levels, how, **more)[0]


def measure(label: str, table: Any, how: Layout, fit: Any) -> None:
    """One row."""
    truth = table["truth"].to_numpy()
    for last in (False, True):
        start = time.process_time()
        reports = read(table, how)
        model: PairModel = fit(reports)
        edges = Kernel(reports, how).score(model)
        groups = contract_fast(len(truth), edges.i, edges.j, edges.w, model.absent, bias=model.bias)
        cpu = time.process_time() - start
        if last:
            t = truth[reports.order]
            f, p, r = quality.pairwise(groups, t)
            true = t[edges.i] == t[edges.j]
            kept = quality.recall_at(edges.w, true, quality.true_pairs(t))
            print(
                f"{label:24} F1 {f:.3f} (P {p:.3f} R {r:.3f})  B3 {quality.b_cubed(groups, t)[0]:.3f}  "
                f"calibration error {quality.calibration(edges.w, true):.3f}  recall at P .99 {kept:.3f}  {cpu:.2f} CPU-s  "
                f"peak {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB", flush=True,
            )  # fmt: skip


def one_by_one(table: Any, how: Layout, model: PairModel, many: int = 200) -> None:
    """One new report into all the others."""
    n = len(table)
    last = np.random.default_rng(0).choice(n, many, replace=False)
    rest = np.setdiff1d(np.arange(n), last)
    none = np.zeros(0, np.int64)
    index = Index(read(table, how, rest, hubs=none), model)
    took = []
    for row in last:
        one = read(table, how, np.array([row]), hubs=none)
        start = time.perf_counter()
        index.add(one)
        took.append(1000 * (time.perf_counter() - start))
    print(f"one report into {n}: median {np.median(took[1:]):.2f} ms, p99 {np.percentile(took[1:], 99):.2f} ms")


def main() -> None:
    """Print the table."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--sizes", type=int, nargs="+", default=[200_000, 1_000_000])
    p.add_argument("--recipes", nargs="+", default=["plain", "named"])
    p.add_argument("--splink", action="store_true")
    a = p.parse_args()
    for recipe in a.recipes:
        how, make = layout(recipe), getattr(generate, recipe)
        for n in a.sizes:
            train, test = (generate.table(make(n, s), s) for s in (TRAIN, TEST))
            seen = read(train, how)
            known = train["truth"].to_numpy()[seen.order]
            fitted = training.with_bias(training.fit_labelled(seen, known, how), seen, known)
            del train, seen
            print(f"-- {recipe}, {n} reports; supervised bias {fitted.bias} (from the training seed)", flush=True)
            measure(f"{recipe} {n} supervised", test, how, lambda r, m=fitted: m)
            measure(f"{recipe} {n} unsupervised", test, how, lambda r, h=how: training.fit_unlabelled(r, h))
            if recipe == "plain":
                one_by_one(test, how, fitted)
            if a.splink and recipe == "plain" and n <= 200_000:
                from splink_peer import run

                run(test)


if __name__ == "__main__":
    main()
