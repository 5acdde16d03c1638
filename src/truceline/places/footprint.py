"""The extent of a drawing on the ground: signed distance from a point to its edge."""

from __future__ import annotations

from typing import Any

from truceline.places.geodesy import nearest_on_path


def shape_of(geometry: dict[str, Any]) -> Any:
    """The shapely shape of a checked GeoJSON geometry, in degrees (longitude, latitude)."""
    import shapely.geometry

    return shapely.geometry.shape(geometry)


def paths_of(geometry: dict[str, Any]) -> list[Any]:
    """All edges as arrays (n, 2) of longitude and latitude: lines, rings, or the single point."""
    import numpy as np

    kind, c = geometry["type"], geometry["coordinates"]
    if kind == "Point":
        return [np.array([c[:2]], dtype=np.float64)]
    if kind == "LineString":
        return [np.array(c, dtype=np.float64)]
    if kind in ("MultiLineString", "Polygon"):
        return [np.array(p, dtype=np.float64) for p in c]
    return [np.array(ring, dtype=np.float64) for polygon in c for ring in polygon]


def footprint_distance_m(geometry: dict[str, Any], width_m: float | None, lat: float, lon: float) -> float:
    """Geodesic metres from a point to the edge of the drawing: negative inside, 0 on the edge, positive outside.

    A line, point or corridor drawn by its middle has the edge half of `width_m` away from it (None: no width).
    """
    import shapely

    d = min(nearest_on_path(p, lat, lon).distance_m for p in paths_of(geometry))
    if geometry["type"] in ("Polygon", "MultiPolygon"):
        inside = bool(shapely.covers(shape_of(geometry), shapely.Point(lon, lat)))
        return -d if inside else d
    return d - (width_m or 0.0) / 2
