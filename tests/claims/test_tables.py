"""Event tables to claims: each dataset by its own rules, any CSV by a mapping, bad rows named, parties alike."""

from __future__ import annotations

from pathlib import Path

import pytest

from truceline.actors.actor import Actor, Source
from truceline.actors.register import Register
from truceline.claims.claim import Claim
from truceline.claims.kit import Kit
from truceline.claims.readers._arrow import claim_at
from truceline.claims.readers._mapping import TableMapping, parse_mapping
from truceline.claims.readers._rows import infer_order, open_sheet, row_when
from truceline.claims.readers.tables import READER, TableRead, check_table, read_table, rows_to_batch
from truceline.documents.document import Document, Text
from truceline.documents.incoming import Front, Incoming
from truceline.documents.read_text import take_in
from truceline.values.errors import CaseFileError, DocumentError, InputError
from truceline.values.time import DAY, parse_instant

GED = "id,relid,type_of_violence,side_a,side_b,source_article,source_original,where_prec,where_coordinates,where_description,adm_1,adm_2,latitude,longitude,country,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,high,low\n"
ACLED = "data_id,event_date,time_precision,event_type,sub_event_type,actor1,actor2,admin1,location,latitude,longitude,geo_precision,source,notes,fatalities\n"


def table(text: str, mapping: str | None = None, name: str = "t.csv") -> tuple[Text, Document]:
    taken = take_in(Incoming(data=text.encode(), name=name), given=Front(kind="table", mapping=mapping))
    assert taken.text is not None
    return taken.text, taken.document


def read(text: str, **more: object) -> TableRead:
    return read_table(*table(text), **more)  # type: ignore[arg-type]


def ged(**cells: str) -> str:
    row = {
        "id": "7", "relid": "X-1", "type_of_violence": "1", "side_a": "Government of A", "side_b": "Rebels of B",
        "source_article": "", "source_original": "", "where_prec": "1", "where_coordinates": "Towna", "adm_1": "North",
        "adm_2": "Hill district", "latitude": "10.5", "longitude": "20.25", "country": "A", "event_clarity": "1",
        "date_prec": "1", "date_start": "2020-11-09", "date_end": "2020-11-09", "best": "3", "high": "5", "low": "2",
    }  # fmt: skip
    row.update(cells)
    return GED + ",".join('"' + row.get(c, "").replace('"', '""') + '"' for c in GED.strip().split(",")) + "\n"


def one(text: str, **more: object) -> Claim:
    (claim,) = read(text, **more).claims
    return claim


def us(text: str) -> int:
    return parse_instant(text, zone=None)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("2020-11-09T00:00:00", "2020-11-10T00:00:00"),
        ("2020-11-09", "2020-11-10"),
        ("11/9/2020 12:00:00 AM", "11/10/2020 12:00:00 AM"),
        ("11/09/2020 00:00", "11/10/2020 00:00"),
        ("2020-11-09 00:00:00.000", "2020-11-10 00:00:00.000"),
    ],
)
def test_ged_dates_are_month_first_and_the_end_is_inclusive(start: str, end: str) -> None:
    when = one(ged(date_start=start, date_end=end, date_prec="2")).when
    assert when is not None
    assert (when.earliest, when.latest) == (us("2020-11-09T00:00Z"), us("2020-11-11T00:00Z"))
    assert (when.precision, when.zone, when.zone_basis) == ("T3", None, "none")
    zoned = one(ged(date_start=start, date_end=end), zone="Asia/Baku").when
    assert zoned is not None
    assert (zoned.earliest, zoned.zone_basis) == (us("2020-11-09T00:00+04:00"), "case")


@pytest.mark.parametrize(
    ("code", "precision", "radius", "name", "role"),
    [
        ("1", "P3", 1000.0, "Towna", "at"),
        ("2", "P4", 25000.0, "Towna", "near"),
        ("3", "P5", None, "Hill district", "within"),
        ("4", "P6", None, "North", "within"),
        ("5", "P7", None, "Towna", "along"),
        ("6", "P8", None, "A", "within"),
        ("7", "P9", None, "Towna", "within"),
    ],
)
def test_ged_places(code: str, precision: str, radius: float | None, name: str, role: str) -> None:
    (where,) = one(ged(where_prec=code)).where
    assert (where.precision, where.radius_m, where.name, where.role) == (precision, radius, name, role)
    assert (where.lat is None) == (radius is None), "a district, line or country has no point"


def test_ged_who_how_many_and_how_clear() -> None:
    claim = one(ged(deaths_a="0", deaths_b="2", deaths_civilians="1", source_original="Office of A"))
    assert [(a.name, a.role) for a in claim.actors] == [
        ("Government of A", "participant"),
        ("Rebels of B", "participant"),
    ]
    assert [(c.what, c.actor, c.low, c.best, c.high) for c in claim.counts] == [
        ("killed", None, 2, 3, 5), ("killed", "Rebels of B", None, 2, None), ("civilians_killed", None, None, 1, None),
    ]  # fmt: skip
    assert [s.name for s in claim.says] == ["Office of A", "UCDP GED"]
    assert [s.kind for s in claim.says] == ["unknown", "dataset"]
    assert (claim.act, claim.kind, claim.code, claim.polarity) == ("asserts", "violence", "V1", "holds")
    several = one(ged(event_clarity="2", type_of_violence="3"))
    assert (several.act, several.code) == ("counts", "V1.7")
    assert [a.role for a in several.actors] == ["agent", "target"]
    assert [s.name for s in several.says] == ["UCDP GED"]


def test_articles_are_edges_not_claims() -> None:
    listed = '"Agency One,2020-11-09,Shots, and more shots";"Daily, The,05/02/2020,Quiet";"Agency One,2020-11-09,Shots, and more shots"'
    made = read(ged(source_article=listed))
    assert len(made.claims) == 1
    assert [(e.outlet, e.headline) for e in made.edges] == [
        ("Agency One", "Shots, and more shots"), ("Daily, The", "Quiet"),
    ]  # fmt: skip
    first, second = (e.published for e in made.edges)
    assert first is not None
    assert (first.earliest, first.precision) == (us("2020-11-09T00:00Z"), "T2")
    assert second is not None
    assert second.doubt, "5 February or 2 May: both are inside"
    assert (second.earliest, second.latest) == (us("2020-02-05T00:00Z"), us("2020-05-03T00:00Z"))


def acled(**cells: str) -> str:
    row = {
        "data_id": "1", "event_date": "05 December 2020", "time_precision": "1", "event_type": "Battles",
        "sub_event_type": "Armed clash", "actor1": "Forces of A (2003-)", "actor2": "Forces of B", "admin1": "North",
        "location": "Towna", "latitude": "10.5", "longitude": "20.25", "geo_precision": "1", "source": "Ministry of B",
        "notes": "Forces fired.", "fatalities": "0",
    }  # fmt: skip
    row.update(cells)
    return ACLED + ",".join('"' + row.get(c, "") + '"' for c in ACLED.strip().split(",")) + "\n"


def test_acled_rows() -> None:
    claim = one(acled())
    assert [s.name for s in claim.says] == ["Ministry of B", "ACLED"]
    assert claim.counts == (), "0 also stands for unknown"
    assert [a.role for a in claim.actors] == ["participant", "participant"], "the order does not say who began"
    assert claim.when is not None
    assert (claim.when.earliest, claim.when.latest) == (us("2020-12-05T00:00Z"), us("2020-12-06T00:00Z"))
    shelling = one(acled(event_type="Explosions/Remote violence", sub_event_type="Shelling/artillery/missile attack"))
    assert [a.role for a in shelling.actors] == ["agent", "target"]
    assert shelling.code == "V1.2"


def test_acled_rows_that_are_counts() -> None:
    claim = one(acled(notes="Fired near Towna, in 5 reported incidents during that day.", fatalities="2"))
    assert claim.act == "counts"
    assert [(c.what, c.best) for c in claim.counts] == [("killed", 2), ("incidents", 5)]
    assert claim.counts[1].text == "in 5 reported incidents"


@pytest.mark.parametrize(("code", "days", "precision"), [("1", 1, "T2"), ("2", 7, "T4"), ("3", 31, "T5")])
def test_acled_weeks_and_months_are_intervals(code: str, days: int, precision: str) -> None:
    when = one(acled(event_date="15 December 2020", time_precision=code)).when
    assert when is not None
    assert when.earliest is not None
    assert when.latest is not None
    assert (when.latest - when.earliest, when.precision) == (days * DAY, precision)
    assert when.earliest <= us("2020-12-15T00:00Z") < when.latest


def test_rows_that_are_set_aside_are_counted_with_their_reason() -> None:
    text = (
        acled().rstrip("\n") + "\n,#date+occurred,,#event+type,,#group+name,,,#loc+name,#geo+lat,#geo+lon,,#meta,,\n"
        + acled(event_type="Protests", sub_event_type="Peaceful protest").split("\n")[1] + "\n"
        + acled(event_date="no day").split("\n")[1] + "\n"
        + "too,few\n\n"
        + acled(latitude="95").split("\n")[1] + "\n"
    )  # fmt: skip
    made = read(text)
    assert [c.span.row for c in made.claims] == [0, 5]
    assert [(a.row, a.line) for a in made.set_aside] == [(1, 3), (2, 4), (3, 5), (4, 6)]
    assert len(made.tally()) == 5
    assert [n.row for n in made.notes] == [5]
    assert made.claims[1].where[0].lat is None
    reading = READER.read(*table(text), Kit())
    assert reading.claims == made.claims
    assert [s.span.row for s in reading.set_aside] == [1, 2, 3, 4, 5]
    assert all(s.why and s.span.text for s in reading.set_aside)


def test_spans_are_the_raw_records() -> None:
    text = 'date,place,n\n2020-11-09,"Town, ""a""\nupper",3\n2020-11-10,Townb,4\n'
    sheet = open_sheet(text, "t.csv")
    records = list(sheet.records)
    assert records[0].raw == '2020-11-09,"Town, ""a""\nupper",3'
    assert (records[1].row, records[1].line, records[1].raw) == (1, 4, "2020-11-10,Townb,4")


OWN = """\
schema: table-mapping/1
name: patrols
dataset: Patrol log
date: {start: day, order: dmy}
kind: {column: what, values: {shots: violence, blocked: access}}
code: {column: what, values: {shots: V1.1, blocked: V5.1}, default: ""}
place: {name: [village, sector], lat: lat, lon: lon, precision: {column: sure, values: {yes: P2, no: P4}, default: P0}}
actors: [{column: by, role: agent}, observer]
counts: [{what: shots, best: n, zero: unknown}]
source: reported_by
id: ref
"""
LOG = (
    "ref;day;what;village;sector;lat;lon;sure;by;observer;n;reported_by\n"
    "1;09/11/2020;shots;Towna;;10,5;20.1;yes;;Patrol 4;0;Mayor\n"
    "2;10.11.20 14:05;blocked;;East;10.5;20.1;no;Forces of A;Patrol 4;;\n"
    "3;11/11/2020;rumour;Towna;;;;;;;;\n"
)


def own(text: str = OWN) -> dict[str, TableMapping]:
    mapping = parse_mapping(text, "m.yaml")
    return {mapping.name: mapping}


def test_any_table_by_a_mapping() -> None:
    made = read_table(*table(LOG, "patrols"), mappings=own(), zone="Asia/Baku")
    first, second = made.claims
    assert (first.kind, first.code, first.act) == ("violence", "V1.1", "asserts")
    assert [s.name for s in first.says] == ["Mayor", "Patrol log"]
    assert first.when is not None
    assert first.when.earliest == us("2020-11-09T00:00+04:00")
    assert (first.where[0].name, first.where[0].precision, first.where[0].lat) == ("Towna", "P2", None)
    assert first.counts == ()
    assert second.when is not None
    assert (second.when.precision, second.when.earliest) == ("T1", us("2020-11-10T14:05+04:00"))
    assert (second.where[0].name, second.where[0].radius_m) == ("East", 25000.0)
    assert [(a.name, a.role) for a in second.actors] == [("Forces of A", "agent"), ("Patrol 4", "participant")]
    assert [a.reason for a in made.set_aside] == ["no kind of claim for 'rumour'"]
    assert [c.when for c in read_table(*table(LOG, OWN), zone="Asia/Baku").claims] == [first.when, second.when]
    kit = Kit(mappings=tuple(own().values()))
    assert len(READER.read(*table(LOG, "patrols"), kit).claims) == 2


def test_a_row_with_two_places() -> None:
    routes = (
        "schema: table-mapping/1\nname: routes\ndataset: Routes\ndate: {start: day, order: dmy}\nkind: corridor\n"
        "act: {column: word, values: {agreed: announces}, default: asserts}\n"
        "place:\n- {role: from, name: a, lat: alat, lon: alon, precision: P3}\n- {role: to, name: b}\n"
    )
    log = "day,word,a,alat,alon,b\n05.03.22,agreed,Towna,10,20,Townb\n06.03.22,,Towna,,,\n"
    made = read_table(*table(log, routes))
    first, second = made.claims
    assert [(w.name, w.role, w.radius_m) for w in first.where] == [("Towna", "from", 1000.0), ("Townb", "to", None)]
    assert [(w.name, w.lat) for w in second.where] == [("Towna", None)]
    assert [c.act for c in made.claims] == ["announces", "asserts"]
    assert not made.notes


def test_a_table_without_its_date_column_is_refused() -> None:
    with pytest.raises(DocumentError, match="lacks its date column 'day'") as e:
        check_table(*table(LOG.replace("day", "tag"), "patrols"), own())
    assert e.value.where == "t.csv:1"
    assert e.value.do
    with pytest.raises(DocumentError, match="lacks its date column 'date_start'"):
        check_table(*table(ged().replace("date_start", "begun")))
    with pytest.raises(DocumentError, match="no column mapping fits") as e:
        check_table(*table(ged().replace("date_prec", "p").replace("relid", "r")))
    assert "of ucdp_ged it lacks relid, date_prec" in e.value.got
    with pytest.raises(DocumentError, match="no such column mapping"):
        check_table(*table(LOG, "other"), own())
    with pytest.raises(DocumentError, match="names columns that the table lacks") as e:
        check_table(*table(LOG.replace("village", "hamlet"), "patrols"), own())
    assert e.value.expected == "village"


def test_mistakes_of_a_mapping_come_at_once() -> None:
    bad = OWN.replace("order: dmy", "order: dym").replace("violence", "violense").replace("source:", "sorce:")
    with pytest.raises(CaseFileError) as e:
        parse_mapping(bad, "m.yaml")
    shown = str(e.value)
    assert len(e.value.problems) == 3
    for words in ("m.yaml:4:", "m.yaml:5:", "m.yaml:10:", "did you mean 'violence'", "did you mean 'source'"):
        assert words in shown


def test_days_are_never_guessed_from_months() -> None:
    assert infer_order(["05/02/2014", "13/02/2014"]) == "dmy"
    assert infer_order(["05/02/2014", "05/13/2014"]) == "mdy"
    assert infer_order(["05/02/2014", "06/03/2014"]) is None
    assert infer_order(["13/02/2014", "05/13/2014"]) is None
    with pytest.raises(InputError, match="day from month"):
        row_when("05/02/2014", None, "T2", None, None, False)
    text = LOG.replace("10.11.20 14:05", "10/11/2020")
    with pytest.raises(DocumentError, match="no row of the table could be read"):
        read_table(*table(text, "patrols"), mappings=own(OWN.replace(", order: dmy", "")))


@pytest.mark.parametrize("text", ["one column\n1\n", "a,,c\n1,2,3\n", "a,a\n1,2\n"])
def test_headers_that_name_nothing_are_refused(text: str) -> None:
    with pytest.raises(DocumentError):
        check_table(*table(text))


def test_a_table_without_rows_is_refused() -> None:
    for text in (GED, acled().split("\n")[0] + "\n#a" + ",#b" * 13 + ",\n"):
        with pytest.raises(DocumentError, match="no rows"):
            read(text)


REGISTER = Register(
    actors=(
        Actor(id="a", kind="state", names={"en": ("Aland",)}, demonyms={"en": ("Alandic",)}),
        Actor(id="b", kind="state", names={"en": ("Beland",)}, demonyms={"en": ("Belandic",)}),
    ),
    sources=(Source(id="mod-a", kind="state_body", names=("Ministry of Aland",), actor="a"),),
)


def test_names_are_looked_up_where_a_register_is_given() -> None:
    text = ged(
        side_a="Government of Aland", side_b="Aland - Beland clans", source_original="Ministry of Aland", deaths_a="2"
    )
    claim = one(text, register=REGISTER)
    assert [a.id for a in claim.actors] == ["a", None], "two actors in one name: neither"
    assert (claim.says[0].id, claim.says[0].kind) == ("mod-a", "state_body")
    assert claim.counts[1].actor == "a"


def test_a_country_in_brackets_is_not_who_acted() -> None:
    claim = one(acled(actor1="Rioters (Aland)", actor2="Forces of Beland (2018-)", source="Ministry of War of Beland"),
                register=REGISTER)  # fmt: skip
    assert [a.id for a in claim.actors] == [None, "b"]
    assert (claim.says[0].id, claim.says[0].kind) == ("b", REGISTER.speaker_kind("b"))
    assert one(acled(source="Beland Daily"), register=REGISTER).says[0].id is None, "an outlet is not the state"


def test_party_swap() -> None:
    def swap(text: str) -> str:
        return text.replace("Aland", "\0").replace("Beland", "Aland").replace("\0", "Beland")

    text = ged(side_a="Government of Aland", side_b="Beland forces", source_original="Ministry of Beland", deaths_a="2")
    text += ged(side_a="Beland forces", side_b="Aland guard", type_of_violence="3").split("\n")[1] + "\n"
    straight = read(text, register=REGISTER).claims
    swapped = read(swap(text), register=REGISTER.swapped("a", "b")).claims

    def shown(claim: Claim) -> tuple[object, ...]:
        return (claim.act, claim.kind, claim.code, claim.when, claim.where, tuple(a.role for a in claim.actors),
                tuple(a.name for a in claim.actors), tuple(s.name for s in claim.says), tuple(c.best for c in claim.counts))  # fmt: skip

    assert sorted(swap(repr(shown(c))) for c in straight) == sorted(repr(shown(c)) for c in swapped)


def test_ids_are_the_same_each_time_and_differ_by_row() -> None:
    text = ged() + ged().split("\n")[1] + "\n"
    assert read(text).claims == read(text).claims
    assert len({c.id for c in read(text).claims}) == 2


def test_arrow_batches_give_the_claims_back() -> None:
    made = read(ged(deaths_b="1", source_original="X") + ged(where_prec="5", high="7.5").split("\n")[1] + "\n")
    batch = rows_to_batch(made)
    assert batch.schema.names == list(Claim.__struct_fields__)
    assert [claim_at(batch, i) for i in range(batch.num_rows)] == list(made.claims)


@pytest.mark.evaldata
def test_three_releases_of_one_dataset_agree_on_their_days(evaldata: Path) -> None:
    found: list[dict[str, tuple[int | None, int | None]]] = []
    for n in (1, 2, 3):
        path = evaldata / "minsk" / f"ucdp_ged_ukraine_{n}.csv"
        made = read(path.read_text(encoding="utf-8"))
        assert not made.set_aside
        found.append({c.topics[0]: (c.when.earliest, c.when.latest) for c in made.claims if c.when})
    assert [len(f) for f in found] == [3000, 3077, 3883]
    for later in found[1:]:
        both = found[0].keys() & later.keys()
        assert len(both) > 2900
        assert sum(found[0][k] != later[k] for k in both) <= 5, "revisions of the dataset itself, not of forms"


@pytest.mark.evaldata
def test_the_acled_file(evaldata: Path) -> None:
    made = read((evaldata / "karabakh" / "acled_armenia.csv").read_text(encoding="utf-8"))
    tags = [a for a in made.set_aside if "HXL" in a.reason]
    assert [a.row for a in tags] == [0]
    assert len(made.claims) + len(made.set_aside) == 4961
    counted = [c for c in made.claims if c.act == "counts"]
    assert (len(counted), sum(int(c.counts[-1].best or 0) for c in counted)) == (1442, 4807)
    assert all(a.reason.startswith(("no kind of claim for 'Protests", "no kind of claim for 'Strategic", "a row of tags"))
               for a in made.set_aside)  # fmt: skip
