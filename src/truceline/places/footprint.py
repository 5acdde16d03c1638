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


def area_of(geometry: dict[str, Any], width_m: float | None) -> Any | None:
    """The shapely area of a drawing in degrees, or None for a line or point without width.

    A line with a width becomes the strip of half the width to either side, its ends round, drawn in the azimuthal
    equidistant plane about its middle (scale error below 1e-4 within 100 km).
    """
    import shapely

    shape = shape_of(geometry)
    if geometry["type"] in ("Polygon", "MultiPolygon"):
        return shape
    if not width_m:
        return None
    from pyproj import CRS, Transformer

    middle = shape.centroid
    plane = CRS.from_proj4(f"+proj=aeqd +lat_0={middle.y} +lon_0={middle.x} +datum=WGS84 +units=m")
    there = Transformer.from_crs("EPSG:4326", plane, always_xy=True)

    def to_plane(c: Any) -> Any:
        import numpy as np

        return np.column_stack(there.transform(c[:, 0], c[:, 1]))

    def to_degrees(c: Any) -> Any:
        import numpy as np

        return np.column_stack(there.transform(c[:, 0], c[:, 1], direction="INVERSE"))

    strip = shapely.buffer(shapely.transform(shape, to_plane), width_m / 2, quad_segs=16)
    return shapely.transform(strip, to_degrees)
