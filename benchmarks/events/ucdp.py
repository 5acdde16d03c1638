"""UCDP Ukraine split into single-source reports with their doubt; three releases matched; revisions found.

python benchmarks/events/ucdp.py [--no-splink]     (finds the data by TRUCELINE_EVAL_DATA)

Every event of the newest release with several articles becomes one report an article: ids hidden; the point moved at
random within the radius of its precision (`where_prec` 1: 1 km, 2: 25 km, 3: 50 km, else 100 km, uniform by area); the
date that of the article; kept are the dyad, the type of violence, the name of the second-order area where it is given,
and the article's headline. The place's own name and the number of dead, which the coders copied from the event to each
article, are left out. Weights: unsupervised, and trained on every other event (tested on the rest of them). Peers: exact
grouping by day and 0.1 degree, the same by day and place name without any blur, and Splink at its best threshold.
"""

from __future__ import annotations

import argparse
import csv
import os
import re
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).parent))

from truceline.app.comparing import compare, of_table
from truceline.events import quality, training, wording
from truceline.events.clustering_fast import contract_fast
from truceline.events.pairs import Layout, Reports, make_reports
from truceline.events.pairs_fast import Kernel

RADII = (1.0, 25.0, 50.0, 100.0)
ARTICLE = re.compile(r'"([^"]*?),\s*(\d{4}-\d{2}-\d{2})\s*,\s*([^"]*)"')
DAY = 86_400


def folder() -> Path:
    """Where the releases lie."""
    return Path(os.environ["TRUCELINE_EVAL_DATA"]) / "minsk"


def reports(seed: int) -> dict[str, Any]:
    """Columns of the single-source reports, shuffled."""
    with (folder() / "ucdp_ged_ukraine_3.csv").open(encoding="utf-8", errors="replace") as f:
        rows = list(csv.DictReader(f))
    r = np.random.default_rng(seed)
    out: dict[str, list[Any]] = {
        k: [] for k in ("lon", "lat", "t", "prec", "dyad", "type", "area", "text", "truth", "place", "exact_day")
    }
    for row in rows:
        found = ARTICLE.findall(row["source_article"])
        if len(found) < 2:
            continue
        prec = min(int(row["where_prec"]), 4) - 1
        for _, day, headline in found:
            d = RADII[prec] * np.sqrt(r.random())
            turn = r.uniform(0, 2 * np.pi)
            lat, lon = float(row["latitude"]), float(row["longitude"])
            out["lat"].append(lat + d * np.sin(turn) / 111.2)
            out["lon"].append(lon + d * np.cos(turn) / (111.2 * np.cos(np.radians(lat))))
            out["t"].append(int(np.datetime64(day, "s").astype(int)) + DAY // 2)
            out["prec"].append(prec)
            out["dyad"].append(row["dyad_new_id"])
            out["type"].append(int(row["type_of_violence"]))
            out["area"].append(row["adm_2"] or None)
            out["text"].append(headline)
            out["truth"].append(row["id"])
            out["place"].append(row["where_coordinates"])
            out["exact_day"].append(row["date_start"])
    order = r.permutation(len(out["t"]))
    return {
        k: np.array(v, dtype=object if k in ("dyad", "area", "text", "truth", "place", "exact_day") else None)[order]
        for k, v in out.items()
    }


def layout() -> Layout:
    """Three days between articles; dyad and type as columns; area names and headlines."""
    return Layout(radii_km=RADII, window_s=4 * DAY, columns=(("dyad", 64), ("type", 4)), names=True, text=True)


def read(c: dict[str, Any], how: Layout, place: str = "area") -> Reports:
    """Columns to reports. place: which name is told, that of the second-order area or the place's own."""
    dyads = {d: n for n, d in enumerate(sorted(set(c["dyad"])))}
    levels = np.stack([[1 + min(62, dyads[d]) for d in c["dyad"]], c["type"].astype(int)], 1)
    keys: dict[str, int] = {}
    name = np.array([-1 if a is None else keys.setdefault(wording.name_key(a), len(keys)) for a in c[place]])
    import pyarrow as pa

    texts = pa.chunked_array([pa.array(list(c["text"]))])
    sig = wording.signatures(texts, wording.word_counts(texts))
    return make_reports(c["lon"].astype(float), c["lat"].astype(float), c["t"].astype(np.int64), c["prec"].astype(int), levels, how,
                        name=name, sig=sig, hubs=np.zeros(0, np.int64))[0]  # fmt: skip


def numbers(labels: Any) -> Any:
    """Labels as numbers from 0."""
    return np.unique(np.array([str(x) for x in labels]), return_inverse=True)[1]


def ours(c: dict[str, Any], label: str, model: Any = None, place: str = "area") -> Any:
    """One row of ours; the fitted model where none was given."""
    how, truth = layout(), numbers(c["truth"])
    start = time.process_time()
    held = read(c, how, place)
    fitted = model if model is not None else training.fit_unlabelled(held, how)
    edges = Kernel(held, how).score(fitted)
    groups = contract_fast(len(truth), edges.i, edges.j, edges.w, fitted.absent, bias=fitted.bias)
    cpu = time.process_time() - start
    show(label, groups, truth[held.order], f"{cpu:.2f} CPU-s")
    return fitted


def both(c: dict[str, Any], words: str, place: str) -> None:
    """Weights from every other event, tested on the rest."""
    odd = numbers(c["truth"]) % 2 == 1
    half, rest = ({k: v[m] for k, v in c.items()} for m in (odd, ~odd))
    how, seen = layout(), read(half, layout(), place)
    known = numbers(half["truth"])[seen.order]
    fitted = training.with_bias(training.fit_labelled(seen, known, how), seen, known)
    ours(rest, f"supervised on half, the other half, {words}", fitted, place)


def show(label: str, groups: Any, truth: Any, more: str = "") -> None:
    """One printed row."""
    f, p, r = quality.pairwise(groups, truth)
    print(
        f"{label:46} F1 {f:.3f} (P {p:.3f} R {r:.3f})  B3 {quality.b_cubed(groups, truth)[0]:.3f}  {more}", flush=True
    )


def exact(c: dict[str, Any]) -> None:
    """Grouping by equal values, with and without the blur."""
    truth = numbers(c["truth"])
    days = c["t"] // DAY
    blurred = [
        f"{d} {x:.1f} {y:.1f}" for d, x, y in zip(days, c["lon"].astype(float), c["lat"].astype(float), strict=True)
    ]
    show("exact: article's day and 0.1 degree, blurred", numbers(blurred), truth)
    named = [f"{d} {a} {y}" for d, a, y in zip(days, c["area"], c["dyad"], strict=True)]
    show("exact: article's day, area and dyad", numbers(named), truth)
    clean = [f"{d} {p}" for d, p in zip(c["exact_day"], c["place"], strict=True)]
    show("exact: event's day and place name, no blur", numbers(clean), truth)


def splink(c: dict[str, Any], told: str) -> None:
    """Splink on the same columns. told: `area` or `place`, the name that it sees."""
    import logging

    import pandas as pd
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components
    from splink import DuckDBAPI, Linker, SettingsCreator, block_on

    logging.disable(logging.WARNING)
    frame = pd.DataFrame({"unique_id": np.arange(len(c["t"])), "x": c["lon"].astype(float) * 74, "y": c["lat"].astype(float) * 111.2,
                          "t": c["t"].astype(np.int64), "r": np.array(RADII)[c["prec"].astype(int)], "dyad": c["dyad"].astype(str),
                          "area": c[told], "text": c["text"].astype(str)})  # fmt: skip
    for s in range(2):
        frame[f"b{s}"] = np.floor(frame["t"] / (6 * DAY) + s / 2).astype(int).astype(str) + frame["dyad"]
    d = "sqrt(power(x_l - x_r, 2) + power(y_l - y_r, 2))"
    place = [cll.CustomLevel(f"{d} <= {f} * (r_l + r_r)", f"within {f}") for f in (0.25, 0.5, 1.0)]
    times = [cll.CustomLevel(f"abs(t_l - t_r) <= {n * DAY}", f"{n} d") for n in (0, 1, 2, 3)]
    comparisons = [
        cl.CustomComparison([*place, cll.ElseLevel()], "near"),
        cl.CustomComparison([*times, cll.ElseLevel()], "time"),
        cl.ExactMatch("area").configure(term_frequency_adjustments=True),
        cl.JaccardAtThresholds("text", [0.9, 0.8, 0.7]),
    ]
    settings = SettingsCreator(link_type="dedupe_only", comparisons=comparisons, retain_matching_columns=False,
                               blocking_rules_to_generate_predictions=[block_on("b0"), block_on("b1")])  # fmt: skip
    start = time.process_time()
    api = DuckDBAPI()
    linker = Linker(api.register(frame), settings)
    linker.training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(
        block_on("b0"), estimate_without_term_frequencies=True
    )
    pairs = linker.inference.predict(threshold_match_weight=-6)
    found = pairs.as_pandas_dataframe() if hasattr(pairs, "as_pandas_dataframe") else pairs.as_pandas()
    cpu = time.process_time() - start
    truth, best = numbers(c["truth"]), (0.0, None, 0.0)
    i, j, w = (found[k].to_numpy() for k in ("unique_id_l", "unique_id_r", "match_weight"))
    for threshold in np.arange(-4, 16, 0.5):
        keep = w >= threshold
        labels = connected_components(
            coo_matrix((np.ones(keep.sum()), (i[keep], j[keep])), shape=(len(truth),) * 2), directed=False
        )[1]
        f = quality.pairwise(labels, truth)[0]
        if f > best[0]:
            best = (f, labels, threshold)
    show(f"Splink, {told} name, best threshold on the truth ({best[2]})", best[1], truth, f"{cpu:.1f} CPU-s")


def releases() -> None:
    """Three releases matched without their ids, and every revision of `best` found."""
    sets = [of_table(f"release {n}", (folder() / f"ucdp_ged_ukraine_{n}.csv").read_bytes()) for n in (1, 2, 3)]
    for x, y in ((0, 1), (1, 2), (0, 2)):
        a, b = sets[x], sets[y]
        start = time.process_time()
        found = compare(a, b, by_ids=False)
        cpu = time.process_time() - start
        right = sum(a.ids[m.a] == b.ids[m.b] for m in found.both)
        shared = len(set(a.ids) & set(b.ids))
        by_id = compare(a, b)
        want = {
            (a.ids[m.a], k, v)
            for m in by_id.both
            for k, v in m.differs.items()
            if k in ("best", "low", "high", "date_start", "date_end", "latitude", "longitude")
        }
        got = {(a.ids[m.a], k, v) for m in found.both for k, v in m.differs.items() if a.ids[m.a] == b.ids[m.b]}
        bests = sum(k == "best" for _, k, _ in want)
        print(
            f"releases {x + 1} and {y + 1}, ids hidden: {right} of {shared} shared rows matched, {len(found.both) - right} wrong; "
            f"revisions {len(want & got)} of {len(want)} found ({bests} of `best`)  {cpu:.1f} CPU-s", flush=True,
        )  # fmt: skip


def main() -> None:
    """Print the table."""
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--no-splink", action="store_true")
    p.add_argument("--no-releases", action="store_true")
    a = p.parse_args()
    if "TRUCELINE_EVAL_DATA" not in os.environ:
        print("UCDP: skipped, TRUCELINE_EVAL_DATA is not set")
        return
    c = reports(5)
    print(f"-- UCDP Ukraine: {len(c['t'])} reports of {len(set(c['truth']))} events with several articles")
    ours(reports(4), "(warming the kernels, another blur)")
    for place, words in (("area", "name of the area only"), ("place", "place name as told")):
        ours(c, f"unsupervised, {words}", place=place)
        both(c, words, place)
    exact(c)
    if not a.no_splink:
        splink(c, "area")
        splink(c, "place")
    if not a.no_releases:
        releases()


if __name__ == "__main__":
    main()
