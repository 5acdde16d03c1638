"""The space-time scan: the most likely clusters, and how often chance gives as much.

1. Every zone and window is given its statistic; the largest is the most likely cluster. Exact ties are all reported.
2. Chance is drawn `replicates` times (permutation: times permuted over places) and scanned alike; p is the rank of the
   observed maximum among the maxima: (1 + how many are at least as large) / (1 + replicates).
3. Sequential stopping ends when `stop_after` maxima are at least as large; then p = stop_after / replicates run
   (Besag and Clifford 1991).
4. p_gumbel is the tail of a Gumbel law fitted to the maxima by moments (Abrams, Kleinman, Kulldorff 2010); beyond the
   range of the replicates it is a model's word.
5. Recurrence interval = days of one step / p: it speaks of chance under one analysis a step, not of danger.
6. Secondary clusters: the best of each centre, in order, that share no site with one reported before (or, with
   `overlap='no_centre'`, whose centre lies in none).

Sources: Kulldorff 1997; Kulldorff, Heffernan, Hartman, Assuncao, Mostashari 2005 (permutation); Neill 2009
(expectation-based); Tango, Takahashi, Kohriyama 2011 (negative binomial score).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any, Literal

import msgspec
import numpy as np

from truceline.values.errors import InputError
from truceline.watch.cluster import Cluster
from truceline.watch.counts import FloatArray, IntArray
from truceline.watch.scan.arrays import CODES, Data, ModelName, backwards, draw, expected, recent_draw, table, to_scan
from truceline.watch.scan.kernels import prospective, retrospective, separable
from truceline.watch.scan.zones import Zones

TIE = 1e-9


class How(msgspec.Struct, frozen=True, kw_only=True):
    """model; prospective: only windows that end with the last step. shortest, longest: window in steps. least_cases: in
    a cluster. replicates: of Monte Carlo (0: none). stop_after: sequential stopping, 0 for all replicates. seed.
    step_days: days of one step. overlap: `none` or `no_centre` for secondary clusters. most: clusters reported."""

    model: ModelName = "permutation"
    prospective: bool = True
    shortest: int = 1
    longest: int = 7
    least_cases: int = 2
    replicates: int = 999
    stop_after: int = 0
    seed: int = 0
    step_days: float = 1.0
    overlap: Literal["none", "no_centre"] = "none"
    most: int = 10


class Scanned(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """clusters: most likely first. maxima: of the replicates that were run. stopped: sequential stopping ended it."""

    clusters: tuple[Cluster, ...]
    maxima: FloatArray
    stopped: bool = False
    notes: tuple[str, ...] = ()


def scan(
    data: Data,
    zones: Zones,
    how: How = How(),
    *,
    names: Sequence[str] | None = None,
    centres: Sequence[str] | None = None,
) -> Scanned:
    """Scan events for clusters. names: of the sites. centres: of the sequences (default: the first site of each).

    A window longer than the data is cut to it, and said. Raises InputError for settings that cannot be.
    """
    if not 1 <= how.shortest <= how.longest or how.replicates < 0:
        raise InputError(
            "windows that cannot be", expected="1 <= shortest <= longest", got=f"{how.shortest}, {how.longest}"
        )
    notes = []
    longest = min(how.longest, data.n_steps)
    if longest < how.longest:
        notes.append(f"the window of {how.longest} steps is longer than the data: cut to {longest}")
    if longest == data.n_steps and how.model == "permutation":
        notes.append("a window as long as the data holds nothing to compare with under permutation")
    how = msgspec.structs.replace(how, longest=longest, shortest=min(how.shortest, longest))
    expect = expected(data, how.model)
    run = _Run(data, zones, how, expect)
    best, at = run.observed()
    found = _clusters(run, best, at, names or [str(i) for i in range(data.n_sites)], centres)
    if not found:
        return Scanned(clusters=(), maxima=np.zeros(0), notes=(*notes, "no zone has more cases than expected"))
    maxima, stopped = _replicate(run, found[0].statistic)
    return Scanned(
        clusters=tuple(_judged(c, maxima, stopped, how) for c in found),
        maxima=maxima,
        stopped=stopped,
        notes=tuple(notes),
    )


class _Run:
    """Arrays of one scan, made once."""

    def __init__(self, data: Data, zones: Zones, how: How, expect: FloatArray) -> None:
        self.data, self.zones, self.how, self.expect = data, zones, how, expect
        n = zones.starts.size - 1
        self.best, self.at = np.empty(n), np.empty(n, dtype=np.int64)
        self.late = backwards(expect, how.longest) if how.prospective else expect
        self.cases = table(data)
        self.parts = _parts(self.late) if how.prospective and CODES[how.model] == 0 else None

    def observed(self) -> tuple[FloatArray, IntArray]:
        """Largest statistic of each sequence, and where."""
        self.maximum(self.cases, each=True)
        return self.best.copy(), self.at.copy()

    def maximum(self, cases: FloatArray, *, cumulated: bool = False, each: bool = False) -> float:
        """Largest statistic over all zones and windows of a table of cases."""
        how, z = self.how, self.zones
        if how.prospective:
            c = cases if cumulated else backwards(cases, how.longest)
            if how.model == "expectation_nb":
                num, den = to_scan(cases, self.expect, self.data, how.model)
                num, den = backwards(num, how.longest), backwards(den, how.longest)
            else:
                num, den = c, self.late
            if how.shortest > 1:
                num, den, c = (np.ascontiguousarray(v[:, how.shortest - 1 :]) for v in (num, den, c))
            if self.parts is not None:
                weight, scale = self.parts
                rule = (float(self.data.total), float(how.least_cases), each)
                return float(
                    separable(
                        z.order, z.starts, z.ends, c, weight, scale[how.shortest - 1 :], *rule, self.best, self.at
                    )
                )
            args: tuple[Any, ...] = (z.order, z.starts, z.ends, num, den, c)
            tail: tuple[Any, ...] = (float(self.data.total), CODES[how.model], float(how.least_cases))
            return float(prospective(*args, *tail, each, self.best, self.at))
        num, den = to_scan(cases, self.expect, self.data, how.model)
        tail = (float(self.data.total), CODES[how.model], float(how.least_cases), how.shortest, how.longest)
        return float(retrospective(z.order, z.starts, z.ends, num, den, cases, *tail, each, self.best, self.at))

    def replicate(self, rng: np.random.Generator) -> float:
        """Largest statistic of one draw of chance."""
        if self.how.model == "permutation" and self.how.prospective:
            return self.maximum(recent_draw(self.data, self.how.longest, rng), cumulated=True)
        return self.maximum(draw(self.data, self.how.model, self.expect, rng))

    def position(self, code: int) -> int:
        """Position of a place in `at`."""
        return self.window(int(code))[0]

    def window(self, code: int) -> tuple[int, int, int]:
        """(position, first step, last step) of a place in `at`."""
        if self.how.prospective:
            width = self.how.longest - self.how.shortest + 1
            position, w = divmod(code, width)
            return position, self.data.n_steps - self.how.shortest - w, self.data.n_steps - 1
        rest, last = divmod(code, self.data.n_steps)
        position, first = divmod(rest, self.data.n_steps)
        return position, first, last


def _parts(late: FloatArray) -> tuple[FloatArray, FloatArray] | None:
    """(weight of each site, scale of each window) whose product is what is expected, or None where it is no product."""
    total = float(late[:, -1].sum())
    weight, scale = late[:, -1].copy(), late.sum(axis=0) / total if total > 0 else late.sum(axis=0)
    return (weight, scale) if np.allclose(np.outer(weight, scale), late, rtol=1e-12, atol=0) else None


def _clusters(
    run: _Run, best: FloatArray, at: IntArray, names: Sequence[str], centres: Sequence[str] | None
) -> list[Cluster]:
    width = [int(p) - int(run.zones.starts[i]) for i, p in enumerate(map(run.position, at))]
    order = np.lexsort((np.array(width), -np.round(best, 9)))
    out: list[Cluster] = []
    taken: set[int] = set()
    seen: dict[tuple[frozenset[int], int, int], int] = {}
    for q in order:
        if best[q] <= 0 or len(out) >= run.how.most:
            break
        position, first, last = run.window(int(at[q]))
        sites = [int(s) for s in run.zones.sites(position)]
        key = (frozenset(sites), first, last)
        if key in seen:
            continue
        tie = out and abs(out[-1].statistic - best[q]) <= TIE * max(1.0, best[q])
        blocked = bool(taken & set(sites)) if run.how.overlap == "none" else sites[0] in taken
        if tie and blocked and _is_top(seen, out, sites, taken):
            tied = (*out[-1].tied, tuple(names[s] for s in sites))
            out[-1] = msgspec.structs.replace(out[-1], tied=tied)
            seen[key] = len(out) - 1
            continue
        if blocked:
            continue
        seen[key] = len(out)
        taken.update(sites)
        out.append(_one(run, int(q), position, first, last, float(best[q]), names, centres, len(out)))
    return out


def _is_top(seen: dict[Any, int], out: list[Cluster], sites: list[int], taken: set[int]) -> bool:
    """Whether a tied zone overlaps the last cluster itself, not only earlier ones."""
    mine = [set(k[0]) for k, rank in seen.items() if rank == len(out) - 1]
    return any(m & set(sites) for m in mine) and bool(taken)


def _one(
    run: _Run, q: int, position: int, first: int, last: int, value: float, names: Sequence[str],
    centres: Sequence[str] | None, rank: int,
) -> Cluster:  # fmt: skip
    z = run.zones
    sites = z.sites(position)
    start = int(z.starts[q])
    members = z.order[start : position + 1]
    return Cluster(
        sites=tuple(names[int(s)] for s in sites),
        first=first,
        last=last,
        observed=float(run.cases[members, first : last + 1].sum()),
        expected=float(run.expect[members, first : last + 1].sum()),
        statistic=value,
        centre=None if z.kind == "stretch" else (centres[q] if centres else names[int(z.order[start])]),
        radius_km=None if z.kind == "stretch" else float(z.reach[position]),
        stretch_km=(z.begin[q], z.begin[q] + float(z.reach[position])) if z.kind == "stretch" else None,
        depth_km=z.band[q] if z.band else None,
        rank=rank,
    )


def _replicate(run: _Run, observed: float) -> tuple[FloatArray, bool]:
    how = run.how
    rng = np.random.default_rng(how.seed)
    maxima = np.empty(how.replicates)
    above = 0
    for i in range(how.replicates):
        maxima[i] = run.replicate(rng)
        above += maxima[i] >= observed - TIE * max(1.0, observed)
        if how.stop_after and above >= how.stop_after:
            return maxima[: i + 1], True
    return maxima, False


def _judged(cluster: Cluster, maxima: FloatArray, stopped: bool, how: How) -> Cluster:
    n = maxima.size
    if n == 0:
        return cluster
    above = int(np.count_nonzero(maxima >= cluster.statistic - TIE * max(1.0, cluster.statistic)))
    p = above / n if stopped else (above + 1) / (n + 1)
    return msgspec.structs.replace(
        cluster,
        p=p,
        p_error=math.sqrt(max(p * (1 - p), 0.0) / n),
        p_gumbel=gumbel_p(maxima, cluster.statistic),
        recurrence_days=how.step_days / p,
        replicates=n,
    )


def gumbel_p(maxima: FloatArray, value: float) -> float | None:
    """P(maximum >= value) under the Gumbel law with the mean and variance of the maxima; None where they are alike."""
    spread = float(np.std(maxima, ddof=1)) if maxima.size > 1 else 0.0
    if spread <= 0:
        return None
    scale = spread * math.sqrt(6.0) / math.pi
    place = float(np.mean(maxima)) - 0.5772156649015329 * scale
    return float(-math.expm1(-math.exp(-(value - place) / scale)))
