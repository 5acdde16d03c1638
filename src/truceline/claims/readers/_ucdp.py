"""UCDP Georeferenced Event Dataset: its 49 columns (codebook of Högbladh, UCDP GED).

Precision: `where_prec` 1 exact place, 2 near it (about 25 km), 3 second-order district, 4 first-order region, 5 line
or vague part, 6 country, 7 air or water. `date_prec` 1 day, 2 two to six days, 3 week, 4 month, 5 year. `date_end` is
inclusive. `event_clarity` 2: the row adds several events up. Of type 1 and 2 the dataset does not say who began.
Dates come in three forms; those with slashes are month first.
"""

from __future__ import annotations

from truceline.claims.readers._mapping import ActorColumn, CountColumns, Pick, PlaceColumns, TableMapping

_ROLE_A = Pick(columns=("type_of_violence",), values={"3": "agent"}, default="participant")
_ROLE_B = Pick(columns=("type_of_violence",), values={"3": "target"}, default="participant")

UCDP_GED = TableMapping(
    name="ucdp_ged",
    dataset="UCDP GED",
    start="date_start",
    end="date_end",
    order="mdy",
    time_precision=Pick(
        columns=("date_prec",), values={"1": "T2", "2": "T3", "3": "T4", "4": "T5", "5": "T6"}, default="T0"
    ),
    places=(
        PlaceColumns(
            names={
                "": ("where_coordinates", "where_description", "adm_2", "adm_1", "country"),
                "P5": ("adm_2", "where_coordinates", "adm_1", "country"),
                "P6": ("adm_1", "where_coordinates", "country"),
                "P8": ("country", "where_coordinates"),
            },
            lat="latitude",
            lon="longitude",
            precision=Pick(
                columns=("where_prec",),
                values={"1": "P3", "2": "P4", "3": "P5", "4": "P6", "5": "P7", "6": "P8", "7": "P9"},
                default="P0",
            ),
        ),
    ),
    kind=Pick(default="violence"),
    code=Pick(columns=("type_of_violence",), values={"3": "V1.7"}, default="V1"),
    act=Pick(columns=("event_clarity",), values={"2": "counts"}, default="asserts"),
    actors=(ActorColumn(column="side_a", role=_ROLE_A), ActorColumn(column="side_b", role=_ROLE_B)),
    counts=(
        CountColumns(what="killed", low="low", best="best", high="high"),
        CountColumns(what="killed", best="deaths_a", actor="side_a", zero_is_unknown=True),
        CountColumns(what="killed", best="deaths_b", actor="side_b", zero_is_unknown=True),
        CountColumns(what="civilians_killed", best="deaths_civilians", zero_is_unknown=True),
        CountColumns(what="killed_side_unknown", best="deaths_unknown", zero_is_unknown=True),
    ),
    source="source_original",
    listed="source_article",
    row_id="id",
    signature=("relid", "type_of_violence", "where_prec", "date_prec", "date_start", "date_end"),
)
