"""Places against GeoVirus and TR-News: detection and the distance of cities.

    python benchmarks/reading/places.py [--errors N] [--half even|odd]

Detection: a name found counts where it overlaps one of the gold (exact spans are shown beside); rules were written
seeing the even documents of each corpus, both halves are reported. City accuracy: of the gold cities detected and taken
for a city, those within 161 km; what is a city is told by the gold's feature class (TR-News) or by a gold point within
161 km of a city of that name (GeoVirus, which has no classes). Countries are scored by id.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
import xml.etree.ElementTree as ET
from pathlib import Path

import msgspec

from truceline.places.geodesy import distance_m
from truceline.places.world import World, load_world

NEAR_M = 161_000.0


class Gold(msgspec.Struct):
    start: int
    end: int
    name: str
    lat: float | None
    lon: float | None
    code: str = ""


def geovirus(path: Path) -> list[tuple[str, list[Gold]]]:
    out = []
    for a in ET.parse(path).getroot():
        gold = [
            Gold(int(x.findtext("start", "1")) - 1, int(x.findtext("end", "1")) - 1, x.findtext("name", ""),
                 float(x.findtext("lat", "0")), float(x.findtext("lon", "0")))
            for x in a.iter("location")
        ]  # fmt: skip
        out.append((a.findtext("text", ""), gold))
    return out


def trnews(path: Path) -> list[tuple[str, list[Gold]]]:
    """Offsets that do not line up are moved to the nearest place where the phrase stands; 1,202 of 1,319 line up."""
    out = []
    for a in ET.parse(path).getroot():
        text = a.findtext("text", "")
        gold = []
        for x in a.iter("toponym"):
            phrase, start = x.findtext("phrase", ""), int(x.findtext("start", "0"))
            if text[start : start + len(phrase)] != phrase:
                spots = [i for i in range(max(0, start - 40), start + 41) if text.startswith(phrase, i)]
                if not spots:
                    continue
                start = min(spots, key=lambda i: abs(i - start))
            tag = x.find("gaztag")
            lat = tag.findtext("lat") if tag is not None else None
            lon = tag.findtext("lon") if tag is not None else None
            code = (tag.findtext("fcode") or "") if tag is not None else ""
            gold.append(
                Gold(start, start + len(phrase), phrase, float(lat) if lat else None, float(lon) if lon else None, code)
            )
        out.append((text, gold))
    return out


def is_city(g: Gold, world: World, corpus: str) -> bool:
    if g.lat is None or g.lon is None:
        return False
    if corpus == "TR-News":
        return g.code.startswith("PPL")
    hits = world._index.find(g.name)
    return any(
        p.kind == "city" and p.lat is not None and p.lon is not None and distance_m(g.lat, g.lon, p.lat, p.lon) <= NEAR_M
        for h in hits if h.start == 0 and h.end >= len(g.name) - 1 for p in (world.places[k] for k in h.keys)
    ) and not any(world.places[k].kind != "city" for h in hits for k in h.keys)  # fmt: skip


def score(docs: list[tuple[str, list[Gold]]], world: World, corpus: str, errors: list[str]) -> str:
    gold_n = found_n = overlap = exact = cities = near = chosen = 0
    for text, gold in docs:
        found = world.mentions(text)
        gold_n, found_n = gold_n + len(gold), found_n + len(found)
        used: set[int] = set()
        for g in gold:
            best = next((k for k, f in enumerate(found) if k not in used and f.start < g.end and g.start < f.end), None)
            if best is None:
                errors.append(
                    f"missed    …{text[max(0, g.start - 30) : g.start]!r}[[{g.name}]]{text[g.end : g.end + 20]!r}"
                )
                continue
            used.add(best)
            f = found[best]
            overlap += 1
            exact += (f.start, f.end) == (g.start, g.end)
            if is_city(g, world, corpus):
                cities += 1
                if f.place.lat is not None and f.place.lon is not None and g.lat is not None and g.lon is not None:
                    chosen += 1
                    if distance_m(g.lat, g.lon, f.place.lat, f.place.lon) <= NEAR_M:
                        near += 1
                        continue
                errors.append(
                    f"far       {g.name} {g.code} taken for {f.place.kind} {f.place.country} {f.place.unit} {f.place.population}"
                )
        for k, f in enumerate(found):
            if k not in used:
                errors.append(
                    f"spurious  {f.place.kind:8} …{text[max(0, f.start - 30) : f.start]!r}[[{f.text}]]{text[f.end : f.end + 20]!r}"
                )
    p, r = overlap / max(found_n, 1), overlap / max(gold_n, 1)
    px, rx = exact / max(found_n, 1), exact / max(gold_n, 1)
    return (
        f"detection P {100 * p:.1f} R {100 * r:.1f} F {200 * p * r / max(p + r, 1e-9):.1f} "
        f"(exact spans F {200 * px * rx / max(px + rx, 1e-9):.1f}); cities within 161 km {100 * near / max(cities, 1):.1f} "
        f"of {cities} ({100 * near / max(chosen, 1):.1f} of those taken for a city)"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    a = parser.parse_args()
    root = os.environ.get("TRUCELINE_EVAL_DATA")
    if not root:
        sys.exit("the corpora are absent: set TRUCELINE_EVAL_DATA")
    data = Path(root) / "text"
    t = time.process_time()
    world = load_world()
    print(f"world: {len(world.places)} places, loaded in {time.process_time() - t:.1f} CPU s")
    for name, docs in (("GeoVirus", geovirus(data / "geovirus.xml")), ("TR-News", trnews(data / "trnews.xml"))):
        for half, part in (("even, seen", docs[::2]), ("odd, unseen", docs[1::2]), ("all", docs)):
            errors: list[str] = []
            print(f"{name:9} {half:12} {score(part, world, name, errors)}")
            if a.errors and half.startswith("even"):
                import random

                random.Random(1).shuffle(errors)
                print("\n".join(sorted(errors[: a.errors])))
    t = time.process_time()
    docs = [d for d, _ in geovirus(data / "geovirus.xml")]
    size = sum(map(len, docs))
    for d in docs:
        world.mentions(d)
    print(f"speed: {size / 5000 / (time.process_time() - t):.0f} texts of 5 kB per CPU s")


if __name__ == "__main__":
    main()
