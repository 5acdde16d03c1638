"""English words around a place: directions, distances, and the words that make a place a line, an area or a route."""

from __future__ import annotations

BEARINGS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0, "southwest": 225.0,
    "west": 270.0, "northwest": 315.0, "northern": 0.0, "eastern": 90.0, "southern": 180.0, "western": 270.0,
    "northeastern": 45.0, "southeastern": 135.0, "southwestern": 225.0, "northwestern": 315.0, "n": 0.0, "ne": 45.0,
    "e": 90.0, "se": 135.0, "s": 180.0, "sw": 225.0, "w": 270.0, "nw": 315.0,
}  # fmt: skip
METRES = {
    "km": 1000.0, "kms": 1000.0, "kilometer": 1000.0, "kilometers": 1000.0, "kilometre": 1000.0, "kilometres": 1000.0,
    "m": 1.0, "meter": 1.0, "meters": 1.0, "metre": 1.0, "metres": 1.0, "mile": 1609.344, "miles": 1609.344,
    "yard": 0.9144, "yards": 0.9144,
}  # fmt: skip
NEAR = (
    "near", "close to", "in the vicinity of", "in the area of", "around", "outside", "not far from", "adjacent to",
    "next to", "on the outskirts of", "in the outskirts of", "on the approaches to", "at the approaches to",
    "beside", "nearby", "opposite", "in front of", "bordering", "in the neighbourhood of",
)  # fmt: skip
TOWARDS = (
    "in the direction of", "in direction of", "toward", "towards", "in the direction", "bound for", "en route to", "en route for", "on its way to", "on their way to", "on the way to", "on his way to",
    "heading for", "heading to", "headed for", "headed to", "facing",
)  # fmt: skip
ALONG = ("along", "all along", "along the entire length of")
FROM = ("from", "out of")
TO = ("to", "into", "onto", "up to", "as far as")
WITHIN = ("in", "inside", "within", "throughout", "across")
SETTLEMENT = (
    "village", "villages", "town", "towns", "city", "cities", "settlement", "settlements", "community", "hamlet",
)  # fmt: skip
DISTRICT = ("district", "districts", "rayon", "raion", "county", "municipality")
REGION = ("region", "regions", "province", "oblast", "governorate", "marz")
SECTION = ("section", "sector", "segment", "direction", "directions", "axis", "front", "line", "part")
ROUTE = ("road", "highway", "route", "motorway", "railway", "corridor", "line", "pass", "track")
# lines and areas that a text names by common nouns
LINES = (
    "line of contact", "contact line", "line of control", "ceasefire line", "cease-fire line", "front line",
    "frontline", "demarcation line", "line of demarcation", "state border", "border", "buffer zone",
    "line of separation", "line of disengagement", "demilitarized zone", "demilitarised zone", "grey zone",
)  # fmt: skip
# words after "border" that make it no line: who guards it, what is said about it
NOT_LINES = (
    "guard", "guards", "guardsmen", "police", "policemen", "patrol", "patrols", "service", "services", "force", "forces",
    "troops", "soldiers", "officers", "units", "agency", "agents", "control", "controls", "closure", "dispute", "disputes",
    "talks", "conflict", "war", "commission", "agreement", "officials", "town", "towns", "city", "region", "regions",
    "district", "districts", "province", "provinces", "village", "villages", "security", "trade", "regime", "incident",
    "incidents", "clash", "clashes", "troopers", "battalion", "brigade", "states", "countries",
)  # fmt: skip
