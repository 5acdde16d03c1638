"""Fusion of reports of known incidents: pairwise and B-cubed F1, calibration, abstention, CPU-seconds, memory; peers.

python benchmarks/events/run.py [--sizes 200000 1000000] [--recipes plain named reference] [--no-splink] [--quick]

This is the one command of the table: it runs the generated reports (with Splink on the same rows), then UCDP split into
single-source reports (`ucdp.py`), then the research tools (`truth.py`, with crowd-kit). Each row runs in a process of its
own, so that peak memory is its own. Supervised weights and their bias come from another seed; unsupervised ones from the
reports themselves, without labels and without any choice on the truth. CPU-seconds count all that is needed from columns
to groups (for the unsupervised row also the fitting), in a process whose kernels are compiled.

The recipe `reference` is the generator beside the evaluation data (`../eval/generate_reports.py`), used as it is.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
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

HERE = Path(__file__).parent
COLUMNS = (("kind", 11), ("weapon", 7), ("actor", 3), ("killed", 16))
TRAIN, TEST = 11, 5


def layout(recipe: str) -> Layout:
    """Precision classes of 1, 5 and 15 km; two days."""
    rich = recipe == "named"
    return Layout(radii_km=(1.0, 5.0, 15.0), window_s=48 * 3600, columns=COLUMNS, names=rich, text=rich)


def made(recipe: str, n: int, seed: int) -> Any:
    """The reports of a recipe as an Arrow table."""
    if recipe != "reference":
        return generate.table(getattr(generate, recipe)(n, seed), seed)
    import pyarrow as pa

    home = Path(os.environ["TRUCELINE_EVAL_DATA"]).parent / "eval"
    sys.path.insert(0, str(home))
    import generate_reports

    return pa.Table.from_pandas(generate_reports.gen(n, seed), preserve_index=False)


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


def trained(recipe: str, n: int) -> PairModel:
    """Weights and bias from the training seed."""
    how, table = layout(recipe), made(recipe, n, TRAIN)
    seen = read(table, how)
    known = table["truth"].to_numpy()[seen.order]
    return training.with_bias(training.fit_labelled(seen, known, how), seen, known)


def warm(recipe: str, model: PairModel | None) -> None:
    """Compile the kernels on a small set."""
    how, small = layout(recipe), made(recipe, 5_000, 3)
    reports = read(small, how)
    fitted = model if model is not None else training.fit_unlabelled(reports, how)
    edges = Kernel(reports, how).score(fitted)
    contract_fast(len(small), edges.i, edges.j, edges.w, fitted.absent, bias=fitted.bias)


def measure(label: str, table: Any, how: Layout, fit: Any, before_gb: float) -> None:
    """One row."""
    truth = table["truth"].to_numpy()
    start = time.process_time()
    reports = read(table, how)
    model: PairModel = fit(reports)
    edges = Kernel(reports, how).score(model)
    groups = contract_fast(len(truth), edges.i, edges.j, edges.w, model.absent, bias=model.bias)
    cpu = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    t = truth[reports.order]
    f, p, r = quality.pairwise(groups, t)
    true = t[edges.i] == t[edges.j]
    kept = quality.recall_at(edges.w, true, quality.true_pairs(t))
    print(
        f"{label:34} F1 {f:.3f} (P {p:.3f} R {r:.3f})  B3 {quality.b_cubed(groups, t)[0]:.3f}  "
        f"calibration error {quality.calibration(edges.w, true):.3f}  recall at P .99 {kept:.3f}  {cpu:.2f} CPU-s  "
        f"peak {peak:.2f} GB (with the reports; {before_gb:.2f} before)", flush=True,
    )  # fmt: skip


def one_by_one(table: Any, how: Layout, model: PairModel, many: int = 500) -> None:
    """One new report into all the others; the groups after the last one are those of a run over all."""
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
    a, b = np.median(took[1:]), np.percentile(took[1:], 99)
    print(f"{'one report into ' + str(n):34} median {a:.2f} ms, p99 {b:.2f} ms (wall)", flush=True)


def row(what: str, recipe: str, n: int) -> None:
    """One row of the table, in this process."""
    how = layout(recipe)
    if what == "splink":
        from splink_peer import run

        run(f"{recipe} {n} Splink", made(recipe, n, TEST), recipe == "named")
        return
    model = trained(recipe, n) if what in ("supervised", "one") else None
    warm(recipe, model)
    table = made(recipe, n, TEST)
    if what == "one":
        one_by_one(table, how, model)  # type: ignore[arg-type]
        return
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    fit = (lambda r: model) if model is not None else (lambda r: training.fit_unlabelled(r, how))
    measure(f"{recipe} {n} {what}", table, how, fit, before)


def main() -> None:
    """Print the table."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--sizes", type=int, nargs="+", default=[200_000, 1_000_000])
    p.add_argument("--recipes", nargs="+", default=["plain", "named", "reference"])
    p.add_argument("--no-splink", action="store_true")
    p.add_argument("--quick", action="store_true", help="generated reports of the first size only")
    p.add_argument("--row", nargs=3, metavar=("WHAT", "RECIPE", "N"), help="one row, in this process")
    a = p.parse_args()
    if a.row:
        row(a.row[0], a.row[1], int(a.row[2]))
        return
    for recipe in a.recipes:
        for n in a.sizes[:1] if a.quick else a.sizes:
            whats = ["supervised", "unsupervised"]
            whats += ["one"] if recipe == "plain" and n == max(a.sizes) else []
            whats += [] if a.no_splink else ["splink"]
            for what in whats:
                subprocess.run([sys.executable, __file__, "--row", what, recipe, str(n)], check=False)
    if not a.quick:
        for other in ("ucdp.py", "truth.py"):
            subprocess.run([sys.executable, str(HERE / other)], check=False)


if __name__ == "__main__":
    main()
