"""Pairs of reports in columns: levels of likeness, one weight a level, and candidates by space, time and precision.

The model is a sum of table look-ups, so that every score can be told feature by feature: place (distance as a share of
the two radii, by pair of precision classes), time apart, each column (a table over both values, apart for pairs whose
kinds agree: weapons agree by chance more often then), place names (agreement by how rare the name is), wording (slots of
a MinHash signature that agree) and crowding (how many other reports are within reach of either: in a crowded place and
week an agreement says less). Level 0 of every column is "missing" and has weight 0. Weights are thousandths of log-odds.
This is the plain form (numpy); `pairs_fast` holds the compiled one, and gives the same numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import msgspec
import numpy as np
from numpy.typing import NDArray

from truceline.values.canonical import make_id
from truceline.values.errors import InputError

Ints = NDArray[np.int64]
KM_DEGREE = 111.2
PLACE_BINS = 16
TIME_BINS = 96
NAME_LEVELS = 14  # missing, other, and the same by rarity in powers of two
TEXT_LEVELS = 18  # missing, and 0-16 slots that agree
CROWD_BINS = 24


class Layout(msgspec.Struct, frozen=True, kw_only=True):
    """How reports are laid out. radii_km: of each precision class. window_s: most seconds apart. columns: name -> number
    of levels (the first is the kind; level 0 is missing). names, text: whether these columns are there."""

    radii_km: tuple[float, ...]
    window_s: int
    columns: tuple[tuple[str, int], ...]
    names: bool = False
    text: bool = False

    def offsets(self) -> dict[str, int]:
        """Where each feature's table begins in the flat vector of weights; `end` is its length."""
        k = len(self.radii_km)
        at, out = 0, {}
        sizes = [("place", k * k * PLACE_BINS), ("time", TIME_BINS)]
        sizes += [(f"column {n}", levels * levels * (1 if c == 0 else 2)) for c, (n, levels) in enumerate(self.columns)]
        sizes += [("name", NAME_LEVELS * 2), ("text", TEXT_LEVELS * 2), ("crowd", k * CROWD_BINS)]
        for name, size in sizes:
            out[name] = at
            at += size
        out["end"] = at
        return out


class PairModel(msgspec.Struct, frozen=True, kw_only=True):
    """Weights of levels in thousandths of log-odds. base: of any candidate pair. bias: added to each pair when grouping;
    absent: between reports that are no candidates; floor: pairs scored below it count as absent. fitted: how."""

    name: str
    layout: Layout
    weights: tuple[int, ...]
    base: int = 0
    bias: int = 0
    absent: int = -5000
    floor: int = -3000
    fitted: str = ""

    @property
    def version(self) -> str:
        """Name and digest of all weights, to be recorded with what was made by them."""
        flat = [list(self.weights), self.base, self.bias, self.absent, self.floor, repr(self.layout)]
        return f"{self.name}:{make_id('pairs', flat)[6:]}"


class Reports(NamedTuple):
    """Reports in canonical order (time, then place, then what they say). n rows.

    lon, lat: degrees float64; t: seconds int64; cls: precision class int64, -1 for "no place or time, or a point that
    stands for unknown"; levels: (n, columns) int64; name: int64 or -1; rare: level of the name's rarity; sig: uint64
    signature, 0 for none; order: row of the input that each came from; copies: how many equal rows it stands for.
    """

    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    t: Ints
    cls: Ints
    levels: Ints
    name: Ints
    rare: Ints
    sig: NDArray[np.uint64]
    order: Ints


class Edges(NamedTuple):
    """Candidate pairs above the floor: i < j rows in canonical order, weight in thousandths; crowd: neighbours a row."""

    i: NDArray[np.int32]
    j: NDArray[np.int32]
    w: NDArray[np.int32]
    crowd: NDArray[np.int32]


def make_reports(
    lon: Any,
    lat: Any,
    t: Any,
    cls: Any,
    levels: Any,
    layout: Layout,
    *,
    name: Any = None,
    sig: Any = None,
    hub_share: float = 0.05,
    hub_least: int = 1000,
    name_counts: Any = None,
    hubs: Any = None,
) -> tuple[Reports, dict[str, int]]:
    """Reports in canonical order, whatever the order they came in, and a tally of what cannot be placed.

    t: seconds (NaN or the least int64 for unknown). lon, lat: NaN for unknown. A point that carries more than
    `hub_share` of at least `hub_least` located reports stands for "unknown": its reports are not placed. name_counts: how
    often each name occurs, and hubs: keys of such points, where both are fixed with the model (so that one more report
    changes neither). Raises InputError for values out of range.
    """
    lon, lat = np.asarray(lon, np.float64), np.asarray(lat, np.float64)
    raw = np.asarray(t)
    no_time = np.isnan(raw) if raw.dtype.kind == "f" else raw == np.iinfo(np.int64).min
    seconds = np.where(no_time, 0, raw).astype(np.int64)
    cls, levels = np.asarray(cls, np.int64).copy(), np.asarray(levels, np.int64)
    _check(lon, lat, cls, levels, layout)
    n = len(lon)
    no_place = np.isnan(lon) | np.isnan(lat) | (cls < 0)
    if hubs is None:
        hubs = find_hubs(lon[~no_place], lat[~no_place], hub_share, hub_least)
    hub = ~no_place & np.isin(point_key(lon, lat), hubs) if len(hubs) else np.zeros(n, bool)
    tally = {
        "without a time": int(no_time.sum()),
        "without a place": int(no_place.sum()),
        "at a point that stands for unknown": int(hub.sum()),
    }
    cls[no_time | no_place | hub] = -1
    lon, lat = np.where(np.isnan(lon), 0.0, lon), np.where(np.isnan(lat), 0.0, lat)
    names = np.full(n, -1, np.int64) if name is None else np.asarray(name, np.int64)
    sigs = np.zeros(n, np.uint64) if sig is None else np.asarray(sig, np.uint64)
    order = canonical_order(seconds, lat, lon, cls, levels, names, sigs)
    named = names >= 0
    counts = count_names(names) if name_counts is None else np.asarray(name_counts, np.int64)
    rare = np.zeros(n, np.int64)
    often = counts[np.minimum(names[named], len(counts) - 1)] * (names[named] < len(counts))
    rare[named] = 2 + np.minimum(np.log2(np.maximum(often, 1)).astype(np.int64), NAME_LEVELS - 3)
    parts = (lon, lat, seconds, cls, levels, names, rare, sigs)
    return Reports(*(p[order] for p in parts), order), tally  # type: ignore[arg-type, call-arg]


def _check(lon: NDArray[np.float64], lat: NDArray[np.float64], cls: Ints, levels: Ints, layout: Layout) -> None:
    with np.errstate(invalid="ignore"):
        bad = (np.abs(lon) > 180) | (np.abs(lat) > 90)
    if bad.any():
        row = int(np.flatnonzero(bad)[0])
        raise InputError(
            "coordinates out of range",
            where=f"row {row}",
            expected="longitude -180..180, latitude -90..90",
            got=f"{lon[row]}, {lat[row]}",
        )
    if len(cls) and (cls.max() >= len(layout.radii_km) or cls.min() < -1):
        raise InputError("unknown precision class", expected=f"-1..{len(layout.radii_km) - 1}", got=str(int(cls.max())))
    for c, (name, most) in enumerate(layout.columns):
        if len(levels) and (levels[:, c].max() >= most or levels[:, c].min() < 0):
            raise InputError(
                f"a level of column '{name}' is out of range",
                expected=f"0..{most - 1}",
                got=str(int(levels[:, c].max())),
            )


def count_names(names: Ints) -> Ints:
    """How often each name occurs; index is the name."""
    named = names >= 0
    return np.bincount(names[named]) if named.any() else np.zeros(1, np.int64)


def point_key(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Ints:
    """A point on a grid of 1e-4 degree as one number; 0 for none."""
    known = ~(np.isnan(lon) | np.isnan(lat))
    key = np.zeros(len(lon), np.int64)
    key[known] = (np.round(lat[known] * 1e4).astype(np.int64) << 23) + np.round((lon[known] + 180) * 1e4).astype(
        np.int64
    )
    return key


def find_hubs(lon: NDArray[np.float64], lat: NDArray[np.float64], share: float = 0.05, least: int = 1000) -> Ints:
    """Keys of points that carry at least `share` of the located reports, if there are at least `least`: so much cannot
    have happened on one spot; the point (a capital's, a country's middle) stands for "unknown"."""
    if len(lon) < least:
        return np.zeros(0, np.int64)
    key = point_key(lon, lat)
    sample = key[:: max(1, len(key) // 4096)]
    seen, times = np.unique(sample, return_counts=True)
    often = [k for k in seen[times >= max(2, share * len(sample) / 2)] if (key == k).sum() >= share * len(key)]
    return np.array(often, np.int64)


def canonical_order(
    t: Ints,
    lat: NDArray[np.float64],
    lon: NDArray[np.float64],
    cls: Ints,
    levels: Ints,
    name: Ints,
    sig: NDArray[np.uint64],
) -> Ints:
    """Rows by time, then place, then what they say; rows equal in all are the same to every later step."""
    order = np.argsort(t, kind="stable")
    ts = t[order]
    tied = np.zeros(len(t), bool)
    same = ts[1:] == ts[:-1]
    tied[1:] |= same
    tied[:-1] |= same
    rows = np.flatnonzero(tied)
    if len(rows):
        r = order[rows]
        keys = (sig[r], name[r], *(levels[r, c] for c in range(levels.shape[1])), cls[r], lon[r], lat[r], t[r])
        order[rows] = r[np.lexsort(keys)]
    return order


def level_rows(reports: Reports, i: Ints, j: Ints, crowd: NDArray[np.int32], layout: Layout) -> Ints:
    """Indices into the flat weights for each pair: (pairs, features), crowding of both ends last. -1 adds nothing."""
    at = layout.offsets()
    k = len(layout.radii_km)
    ci, cj = reports.cls[i], reports.cls[j]
    both = np.minimum(ci, cj) * k + np.maximum(ci, cj)
    out = [at["place"] + both * PLACE_BINS + place_level(reports, i, j, layout)]
    dt = np.abs(reports.t[i] - reports.t[j])
    out.append(at["time"] + np.minimum(dt * TIME_BINS // (layout.window_s + 1), TIME_BINS - 1))
    agree = (reports.levels[i, 0] == reports.levels[j, 0]) & (reports.levels[i, 0] > 0)
    for c, (name, levels) in enumerate(layout.columns):
        a, b = reports.levels[i, c], reports.levels[j, c]
        low, high = np.minimum(a, b), np.maximum(a, b)
        cell = at[f"column {name}"] + low * levels + high + (agree * levels * levels if c else 0)
        out.append(np.where(low == 0, -1, cell))
    if layout.names:
        a, b = reports.name[i], reports.name[j]
        same = np.where(a == b, reports.rare[i], 1) + agree * NAME_LEVELS
        out.append(np.where((a < 0) | (b < 0), -1, at["name"] + same))
    if layout.text:
        a, b = reports.sig[i], reports.sig[j]
        out.append(np.where((a == 0) | (b == 0), -1, at["text"] + 1 + slots_alike(a, b) + agree * TEXT_LEVELS))
    out.append(at["crowd"] + ci * CROWD_BINS + crowd_level(crowd[i]))
    out.append(at["crowd"] + cj * CROWD_BINS + crowd_level(crowd[j]))
    return np.stack(out, 1)


def place_level(reports: Reports, i: Ints, j: Ints, layout: Layout) -> Ints:
    """Distance over the sum of radii, in sixteenths; computed in float32 as the compiled form does."""
    d2, gate2 = squares(reports, i, j, layout)
    share = (d2 / gate2 * np.float32(256)).astype(np.int64)
    return ROOT[np.minimum(share, 255)]


ROOT: Ints = np.minimum(np.sqrt(np.arange(256) / 256.0) * PLACE_BINS, PLACE_BINS - 1).astype(np.int64)


def plane(reports: Reports) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
    """x, y in kilometres along the parallel of the equator and the meridian, and the cosine of latitude; float32."""
    x = (reports.lon * KM_DEGREE).astype(np.float32)
    y = (reports.lat * KM_DEGREE).astype(np.float32)
    return x, y, np.cos(np.radians(reports.lat)).astype(np.float32)


def squares(reports: Reports, i: Ints, j: Ints, layout: Layout) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Squared distance and squared reach (sum of radii) of pairs, square kilometres, float32."""
    x, y, cos = plane(reports)
    turn = np.float32(360 * KM_DEGREE)
    ex = np.abs(x[i] - x[j])
    ex = np.minimum(ex, np.abs(turn - ex)) * ((cos[i] + cos[j]) * np.float32(0.5))
    ey = y[i] - y[j]
    radii = np.asarray(layout.radii_km, np.float32)
    gate = radii[reports.cls[i]] + radii[reports.cls[j]]
    return ex * ex + ey * ey, gate * gate


def crowd_level(crowd: NDArray[np.int32]) -> Ints:
    """Number of neighbours in steps of a factor 2 ** 0.5, in whole numbers so that both forms agree."""
    return CROWD_STEP[np.minimum(crowd, len(CROWD_STEP) - 1)]


CROWD_STEP: Ints = np.minimum(2 * np.log2(np.arange(8192) + 1), CROWD_BINS - 1).astype(np.int64)


def slots_alike(a: NDArray[np.uint64], b: NDArray[np.uint64]) -> Ints:
    """How many of the sixteen four-bit slots of two signatures are equal."""
    x = a ^ b
    x |= x >> np.uint64(1)
    x |= x >> np.uint64(2)
    x &= np.uint64(0x1111111111111111)
    return 16 - np.bitwise_count(x).astype(np.int64)  # type: ignore[no-any-return]


def gated(reports: Reports, layout: Layout, *, chunk: int = 4096, least: int = 0) -> Iterator[tuple[Ints, Ints]]:
    """All pairs (i < j) within the window and within reach of one another: by a sweep over time, in pieces.

    With `least` (seconds): at least that far apart in time, and up to that and the window.
    """
    placed = np.flatnonzero(reports.cls >= 0)
    t = reports.t[placed]
    stop = np.searchsorted(t, t + layout.window_s + least, side="right")
    for lo in range(0, len(placed), chunk):
        hi = min(lo + chunk, len(placed))
        many = stop[lo:hi] - np.arange(lo, hi) - 1
        a = np.repeat(np.arange(lo, hi), many)
        first = np.repeat(np.cumsum(many) - many, many)
        b = a + 1 + np.arange(len(a)) - first
        i, j = placed[a], placed[b]
        near = np.abs(reports.lat[i] - reports.lat[j]) * KM_DEGREE <= 2 * max(layout.radii_km) + 1
        i, j = i[near], j[near]
        d2, gate2 = squares(reports, i, j, layout)
        inside = (d2 <= gate2) & (reports.t[j] - reports.t[i] >= least)
        yield i[inside], j[inside]


def score_plain(reports: Reports, model: PairModel) -> Edges:
    """Candidate pairs above the floor, in plain numpy."""
    n = len(reports.t)
    crowd = np.zeros(n, np.int32)
    for i, j in gated(reports, model.layout):
        crowd += np.bincount(i, minlength=n).astype(np.int32) + np.bincount(j, minlength=n).astype(np.int32)
    weights = np.append(np.asarray(model.weights, np.int64), 0)
    kept: list[tuple[Ints, Ints, Ints]] = []
    for i, j in gated(reports, model.layout):
        w = model.base + weights[level_rows(reports, i, j, crowd, model.layout)].sum(1)
        keep = w >= model.floor
        kept.append((i[keep], j[keep], w[keep]))
    parts = [np.concatenate([k[c] for k in kept]) if kept else np.zeros(0, np.int64) for c in range(3)]
    return Edges(parts[0].astype(np.int32), parts[1].astype(np.int32), parts[2].astype(np.int32), crowd)


def score(reports: Reports, model: PairModel) -> Edges:
    """Candidate pairs above the floor: compiled where numba is installed, else plain."""
    try:
        from truceline.events.pairs_fast import score_fast
    except ImportError:
        return score_plain(reports, model)
    return score_fast(reports, model)


def why(reports: Reports, i: int, j: int, crowd: NDArray[np.int32], model: PairModel) -> list[tuple[str, int]]:
    """The score of one pair feature by feature: (feature, thousandths of log-odds), for a waterfall."""
    row = level_rows(reports, np.array([i]), np.array([j]), crowd, model.layout)[0]
    at = sorted((v, k) for k, v in model.layout.offsets().items() if k != "end")
    out = [("base", model.base)]
    for cell in row:
        if cell >= 0:
            feature = max((v, k) for v, k in at if v <= cell)[1]
            out.append((feature, model.weights[cell]))
    return out
