"""Splink on the same reports: shifted blocking in space and time, precision-aware distance, EM; its best threshold on the truth.

The choice of the threshold on the truth favours the peer. Groups are its connected components.
"""

from __future__ import annotations

import resource
import time
from typing import Any

import numpy as np

from truceline.events import quality

RADII = np.array([1.0, 5.0, 15.0])


def columns(table: Any) -> Any:
    """The reports as a frame with kilometres, radii and eight shifted cells of 30 km and 4 days."""
    import pandas as pd

    g = {k: table[k].to_numpy() for k in ("lon", "lat", "t", "prec", "type", "weapon", "actor", "cas")}
    frame = pd.DataFrame(
        {
            "unique_id": np.arange(len(table)),
            "x": g["lon"] * 111.2 * np.cos(np.radians(48.5)),
            "y": g["lat"] * 111.2,
            "t": g["t"],
            "r": RADII[g["prec"]],
            "kind": g["type"],
        }
    )
    for k in ("weapon", "actor", "cas"):
        frame[k] = pd.array(np.where(g[k] < 0, 0, g[k]), dtype="Int64")
        frame.loc[g[k] < 0, k] = pd.NA
    for k in ("place", "text"):
        if k in table.column_names:
            frame[k] = table[k].to_pandas()
    for s in range(8):
        dx, dy, dt = s & 1, s >> 1 & 1, s >> 2
        cells = [np.floor(frame["x"] / 30 + dx / 2), np.floor(frame["y"] / 30 + dy / 2)]
        frame[f"b{s}"] = (cells[0] * 100_003 + cells[1]) * 10_007 + np.floor(frame["t"] / (4 * 86_400) + dt / 2)
    return frame


def settings(names: bool) -> Any:
    """Comparisons of the columns."""
    import splink.comparison_level_library as cll
    import splink.comparison_library as cl
    from splink import SettingsCreator, block_on

    d = "sqrt(power(x_l - x_r, 2) + power(y_l - y_r, 2))"
    place = [cll.CustomLevel(f"{d} <= {f} * (r_l + r_r)", f"within {f}") for f in (0.25, 0.5, 1.0)]
    times = [cll.CustomLevel(f"abs(t_l - t_r) <= {h * 3600}", f"{h} h") for h in (3, 6, 12, 24, 48)]
    comparisons = [
        cl.CustomComparison([*place, cll.ElseLevel()], "place_distance"),
        cl.CustomComparison([*times, cll.ElseLevel()], "time"),
        cl.ExactMatch("kind").configure(term_frequency_adjustments=True),
        cl.ExactMatch("weapon"),
        cl.ExactMatch("actor"),
        cl.CustomComparison(
            [cll.NullLevel("cas"), cll.ExactMatchLevel("cas"), cll.CustomLevel("abs(cas_l - cas_r) <= 1", "1"),
             cll.CustomLevel("abs(cas_l - cas_r) <= 3", "3"), cll.ElseLevel()], "cas"),
    ]  # fmt: skip
    if names:
        comparisons += [
            cl.JaroWinklerAtThresholds("place", [0.92]).configure(term_frequency_adjustments=True),
            cl.JaccardAtThresholds("text", [0.9, 0.8, 0.7]),
        ]
    return SettingsCreator(
        link_type="dedupe_only", comparisons=comparisons, retain_matching_columns=False,
        blocking_rules_to_generate_predictions=[block_on(f"b{s}") for s in range(8)],
    )  # fmt: skip


def cpu() -> float:
    """CPU seconds of all threads so far."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def run(label: str, table: Any, names: bool) -> None:
    """One row of the table."""
    import logging

    import pandas as pd
    from splink import DuckDBAPI, Linker, block_on

    logging.disable(logging.WARNING)
    truth = table["truth"].to_numpy()
    frame = columns(table)
    before, wall = cpu(), time.perf_counter()
    api = DuckDBAPI()
    linker = Linker(api.register(frame), settings(names))
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    linker.training.estimate_parameters_using_expectation_maximisation(
        block_on("b0"), estimate_without_term_frequencies=True
    )
    pairs = linker.inference.predict(threshold_match_weight=-4)
    found = pairs.as_pandas_dataframe() if hasattr(pairs, "as_pandas_dataframe") else pairs.as_pandas()
    spent, took = cpu() - before, time.perf_counter() - wall
    best: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    i, j = found["unique_id_l"].to_numpy(), found["unique_id_r"].to_numpy()
    weight = found["match_weight"].to_numpy()
    groups: Any = None
    for threshold in np.arange(-2, 16, 1.0):
        keep = weight >= threshold
        graph = coo_matrix((np.ones(keep.sum(), np.int8), (i[keep], j[keep])), shape=(len(truth),) * 2)
        labels = connected_components(graph, directed=False)[1]
        f, p, r = quality.pairwise(labels, truth)
        if f > best[0]:
            best, groups = (f, p, r, threshold), labels
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    print(
        f"{label:34} F1 {best[0]:.3f} (P {best[1]:.3f} R {best[2]:.3f})  B3 {quality.b_cubed(groups, truth)[0]:.3f}  "
        f"best threshold on the truth {best[3]:.0f}, {len(found)} pairs  {spent:.1f} CPU-s {took:.0f} s  peak {peak:.2f} GB",
        flush=True,
    )
    del pd
