"""ACLED (Armed Conflict Location and Event Data): the columns of its export (ACLED codebook).

`geo_precision` 1 the named place, 2 near it or a part of a region, 3 a larger region. `time_precision` 1 day, 2 week
(the date is its middle), 3 month (the date stands for it). The order of actors in battles does not say who began; in
explosions and violence against civilians actor 1 is the one that acts. A 0 of `fatalities` also stands for unknown.
Notes such as "in 5 reported incidents" make the row a count.
"""

from __future__ import annotations

from truceline.claims.readers._mapping import ActorColumn, CountColumns, Pick, PlaceColumns, TableMapping

_TYPE = ("event_type", "sub_event_type")
_ONE_SIDED = ("Explosions/Remote violence", "Violence against civilians", "Protests/Excessive force against protesters")
_KIND = {
    "Battles": "violence",
    "Battles/Government regains territory": "advance",
    "Battles/Non-state actor overtakes territory": "advance",
    "Explosions/Remote violence": "violence",
    "Violence against civilians": "violence",
    "Riots": "violence",
    "Protests/Excessive force against protesters": "violence",
    "Strategic developments/Agreement": "agreement",
    "Strategic developments/Arrests": "persons_held",
    "Strategic developments/Looting/property destruction": "damage",
    "Strategic developments/Non-violent transfer of territory": "transfer",
    "Strategic developments/Headquarters or base established": "deployment",
    "Strategic developments/Change to group/activity": "movement",
}
_CODE = {
    "Battles": "V1",
    "Battles/Government regains territory": "V2.1",
    "Battles/Non-state actor overtakes territory": "V2.1",
    "Explosions/Remote violence": "V1",
    "Explosions/Remote violence/Shelling/artillery/missile attack": "V1.2",
    "Explosions/Remote violence/Air/drone strike": "V1.3",
    "Explosions/Remote violence/Remote explosive/landmine/IED": "V1.6",
    "Violence against civilians": "V1.7",
    "Violence against civilians/Abduction/forced disappearance": "V1.8",
    "Violence against civilians/Sexual violence": "V1.9",
    "Strategic developments/Looting/property destruction": "V9",
}

ACLED = TableMapping(
    name="acled",
    dataset="ACLED",
    start="event_date",
    time_precision=Pick(columns=("time_precision",), values={"1": "T2", "2": "T4", "3": "T5"}, default="T0"),
    places=(
        PlaceColumns(
            names={"": ("location", "admin2", "admin1", "country"), "P6": ("admin1", "location", "country")},
            lat="latitude",
            lon="longitude",
            precision=Pick(columns=("geo_precision",), values={"1": "P3", "2": "P4", "3": "P6"}, default="P0"),
        ),
    ),
    kind=Pick(columns=_TYPE, values=_KIND),
    code=Pick(columns=_TYPE, values=_CODE),
    act=Pick(default="asserts"),
    actors=(
        ActorColumn(
            column="actor1", role=Pick(columns=_TYPE, values=dict.fromkeys(_ONE_SIDED, "agent"), default="participant")
        ),
        ActorColumn(
            column="actor2", role=Pick(columns=_TYPE, values=dict.fromkeys(_ONE_SIDED, "target"), default="participant")
        ),
    ),
    counts=(
        CountColumns(what="killed", best="fatalities", zero_is_unknown=True),
        CountColumns(what="incidents", best="notes", pattern=r"\bin (\d+) (?:\w+ )?incidents\b", makes_count=True),
    ),
    source="source",
    listed="source",
    row_id="event_id_cnty",
    signature=("event_date", "event_type", "sub_event_type", "actor1", "geo_precision"),
)
