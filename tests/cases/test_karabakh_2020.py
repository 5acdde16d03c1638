"""The bundled case: every abstract parses, names who said it and stays even-handed; all rows are there."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from truceline.actors.parse import parse_actors, parse_sources
from truceline.actors.register import Register
from truceline.documents.front import split_front
from truceline.documents.incoming import Front
from truceline.places.gazetteer import Gazetteer, parse_places_csv
from truceline.values.time import moment, start_of_day

CASE = Path(__file__).parents[2] / "cases" / "karabakh-2020"
REPORTS = sorted((CASE / "reports").glob("*.md"))
ZONE = "Europe/Moscow"
FIRST, LAST = dt.date(2020, 9, 27), dt.date(2021, 1, 12)
YEARS_AFTER = dt.date(2024, 12, 31)  # reports named b..: what became of the terms in the years after
LATER = "after the window of the case"
# Districts that the statement or the war is about: there both names of a place are in use and both are written.
AREA = {
    "Khankendi city", "Shusha", "Lachin", "Kalbajar", "Aghdam", "Khojavend", "Aghdara", "Khojaly", "Fuzuli",
    "Jabrayil", "Gubadli", "Zangilan",
}  # fmt: skip
SPEECH = re.compile(
    r"\b(said|denied|reported|wrote|called|announced|told|provides?|praised|rejected|published|blamed|gave|counted"
    r"|condemned|corrected|acknowledged|apologised|promised|offered|approved|left|sent|signed|neither confirmed"
    r"|showed)\b"
)
LOADED = re.compile(
    r"\b(claim(s|ed|ing)?|insist(s|ed)?|boast\w*|conced\w+|alleg\w+|pretend\w*|so-called|regime|separatis\w+|puppet\w*"
    r"|liberat\w+|occup(y|ie\w+|ation)|invad\w+|invasion|annex\w*|seiz\w+|terroris\w+|martyr\w*|enem(y|ies)|massacre\w*"
    r"|cleans\w+|heroic\w*|brutal\w*|unprovoked)\b",
    re.IGNORECASE,
)
# Words that take a side; in the body they may stand only as what somebody said.
SPOKEN_ONLY = re.compile(
    r"\b(aggress\w+|provocation|anti-terror|counter-terror|illegal\w*|saboteurs?|jihadist\w*)\b", re.I
)


@cache
def register() -> Register:
    actors, offices = parse_actors((CASE / "actors.yaml").read_text("utf-8"), "actors.yaml", ZONE)
    sources = parse_sources((CASE / "sources.yaml").read_text("utf-8"), "sources.yaml", {a.id for a in actors})
    return Register(actors, offices, sources)


@cache
def gazetteer() -> Gazetteer:
    return Gazetteer(parse_places_csv((CASE / "places.csv").read_text("utf-8"), "places.csv"))


@cache
def abstract(path: Path) -> tuple[Front, str]:
    return split_front(path.read_text("utf-8"), path.name, zone=ZONE)


def sentences(path: Path) -> list[str]:
    return [s for s in abstract(path)[1].split("\n") if s.strip()]


@cache
def two_names() -> dict[str, tuple[str, str]]:
    """Id of each place of the area that has two names -> the preferred two."""
    out = {}
    for p in gazetteer().places:
        a, b = p.names.get("en_az", ())[:1], p.names.get("en_hy", ())[:1]
        if p.district in AREA and a and b and a != b and p.kind != "post":
            out[p.id] = (a[0], b[0])
    return out


def test_every_row_of_the_reference_is_there() -> None:
    numbers = {p.name[:3] for p in REPORTS if p.name[0].isdigit()}
    assert numbers == {f"{n:03d}" for n in range(1, 141)}
    assert all(re.fullmatch(r"(\d{3}|a\d\d|b\d\d)-[a-z0-9-]+\.md", p.name) for p in REPORTS)


def test_rows_with_two_origins_have_them_side_by_side() -> None:
    for row, origins in {
        "001": {"ARM", "AZE"},
        "006": {"ARM", "AZE", "TUR"},
        "030": {"ARM", "AZE", "NK", "USA"},
        "084": {"NK"},
        "085": {"ARM", "AZE"},
        "100": {"ARM", "AZE", "RUS"},
        "120": {"ARM", "AZE"},
        "135": {"ARM", "AZE"},
    }.items():
        found = {register().party_of(abstract(p)[0].chain[0]) for p in REPORTS if p.name.startswith(row)}  # type: ignore[index]
        assert origins <= found, row


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_front_matter(path: Path) -> None:
    front, body = abstract(path)
    assert front.kind == "abstract"
    assert front.release == "public"
    assert front.language == "en"
    assert front.grade in ("O", "G", "M", "S")
    assert front.title
    assert front.address
    assert body.strip()
    assert front.publisher
    source = register().source_named(front.publisher)
    assert source is not None, f"{front.publisher} is not in sources.yaml"
    assert source.id == front.source
    assert front.chain, "an abstract says who said it"
    for link in front.chain:
        known = register().actor(link) is not None or register().source(link) is not None
        assert known or " " in link, f"{link}: an id must exist; a name without id is written in words"


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_dates_lie_in_the_window(path: Path) -> None:
    front, body = abstract(path)
    note = front.note or ""
    if front.published is None:
        assert "day of publication" in note or "day of the" in note, "unknown days are said in the note"
    elif LATER not in note:
        assert front.published.earliest is not None
        assert front.published.latest is not None
        assert moment(front.published.earliest, ZONE).date() >= dt.date(2020, 9, 27)
        first_after = start_of_day(LAST + dt.timedelta(days=1), ZONE)
        assert front.published.earliest < first_after, "published after the window without saying so"
    if front.published is not None and front.published.precision in ("T3", "T5"):
        assert note, f"{path.name}: a period of publication is explained in the note"
    for d, m, y in re.findall(r"(\d{1,2}) ([A-Z][a-z]+) (20\d\d)", body):
        day = dt.datetime.strptime(f"{d} {m} {y}", "%d %B %Y").date()
        last = YEARS_AFTER if path.name.startswith("b") else dt.date(2021, 3, 1)
        assert FIRST <= day <= last, f"{day} is neither in the window nor a deadline named in it"


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_every_sentence_has_a_speaker_and_no_loaded_word(path: Path) -> None:
    front, _ = abstract(path)
    title = front.title or ""
    assert not LOADED.search(title), title
    for s in sentences(path):
        assert s.endswith("."), s
        assert not LOADED.search(re.sub(r'"[^"]*"', "", s)), s
        background = front.chain == (front.source,) and "background" in (front.note or "")
        assert background or SPEECH.search(s), f"no speaker: {s}"
        if SPOKEN_ONLY.search(s):
            assert re.search(r"\b(said|called|told|rejected)\b", s), s
    assert not re.search(r"[“”«»]", abstract(path)[1]), "an abstract is never a quotation"


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_speaker_is_the_origin_or_a_relay_of_the_chain(path: Path) -> None:
    front, body = abstract(path)
    assert front.chain
    ids = {*front.chain, front.source}
    allowed = {register().party_of(i) for i in ids if i} | ids
    named = {register().party_of(k) for h in register().mentions(body) for k in h.keys}
    named |= {k for h in register().source_mentions(body) for k in h.keys}
    instrument = all(re.search(r"\bprovides\b", s) for s in sentences(path))
    unnamed = any(" " in link for link in front.chain)
    group = front.chain[0] == "MG"
    background = front.chain == (front.source,) and "background" in (front.note or "")
    assert background or unnamed or group or instrument or named & allowed, f"{front.chain} does not speak in: {body}"


@pytest.mark.parametrize("path", REPORTS, ids=lambda p: p.stem)
def test_both_names_in_their_declared_order(path: Path) -> None:
    front, body = abstract(path)
    text = f"{front.title}\n{body}"
    hits = gazetteer().mentions(text)
    paired = {h for h in hits if re.fullmatch(r"[^/]+/[^/]+", h.form)}
    for h in paired:
        assert h.form.split("/") == sorted(h.form.split("/"), key=str.casefold), f"{h.form} is not alphabetical"
    for a, b in pairwise(hits):
        if text[a.end : b.start] == "/" and set(a.keys) & set(b.keys):
            assert a.form.casefold() < b.form.casefold(), f"{a.form}/{b.form} is not alphabetical"
            paired |= {a, b}
    for hit in hits:
        exempt = text.startswith(" corridor", hit.end) or text.endswith("under the name ", 0, hit.start)
        two = [k for k in hit.keys if k in two_names()]
        assert exempt or hit in paired or not two, f"{hit.form}: write both of {two_names()[two[0]]}"
    assert not re.search(r"\bAzerbaijan(is?)? and (the )?Armenia", text), "parties stand in alphabetical order"


def test_case_toml() -> None:
    from truceline.app.config import load_config

    config = load_config(CASE / "case.toml")
    assert config.zones[0] == ZONE, "the statement counts from 00:00 Moscow time"
    assert (config.window.start, config.window.until) == (FIRST.isoformat(), LAST.isoformat())
    named = config.files
    for name in (named.actors, named.places, named.sources, named.reports):
        assert (CASE / name).exists()


def test_actors_of_the_case() -> None:
    r = register()
    assert {a.id for a in r.actors if "party" in a.roles} == {"ARM", "AZE"}
    assert {a.id for a in r.actors if "signatory" in a.roles} == {"ARM", "AZE", "RUS"}
    assert r.party_of("NK") == "NK", "whose part the de facto authorities are is a reading, not a fact of the file"
    assert r.party_of("RUS-PK") == "RUS"
    assert r.opposes("ARM", "AZE")
    assert r.opposes("AZE-MOD", "ARM")
    assert not r.opposes("RUS-PK", "ARM")
    assert not r.opposes("RUS-PK", "AZE")
    assert all(a.source for a in r.actors), "every actor says its source"
    assert all(o.source for o in r.offices)
    names = [n for s in r.sources for n in s.names]
    assert all(r.source_named(n) is not None for n in names), "no name of a source fits two"
    assert all(s.grade == "F" or s.graded_by for s in r.sources)


def test_the_parties_organs_are_named_alike() -> None:
    """A name that one party's organ has and the other's lacks would be read on one side only."""

    def mirrored(name: str) -> str:
        table = {"Armenia": "Azerbaijan", "Armenian": "Azerbaijani"}
        return re.sub(r"Armenian?\b", lambda m: table[m[0]], name)

    for organ in ("MOD", "MFA", "FORCES", "GOVERNMENT"):
        ours, theirs = (register().actor(f"{party}-{organ}") for party in ("ARM", "AZE"))
        assert ours is not None
        assert theirs is not None
        assert {mirrored(n) for n in ours.names["en"]} == set(theirs.names["en"]), organ
    for organ in ("MOD", "MFA", "SECURITY-SERVICE"):
        counts = {len(register().actor(f"{party}-{organ}").names["en"]) for party in ("ARM", "AZE")}  # type: ignore[union-attr]
        assert len(counts) == 1, organ
    arm, aze = register().actor("ARM"), register().actor("AZE")
    assert arm is not None
    assert aze is not None
    assert set(arm.names) == set(aze.names)
    assert set(arm.demonyms) == set(aze.demonyms)
    assert len(arm.capitals) == len(aze.capitals)


def test_five_participants_hold_their_offices_on_the_day() -> None:
    us = start_of_day(dt.date(2021, 1, 10), ZONE)
    for person in ("patrushev", "lavrov", "shoigu", "bortnikov", "naryshkin"):
        (office,) = register().office_at(f"person-{person}", us)
        assert office.state == "RUS"


def test_places_say_their_source_and_points_are_never_made_up() -> None:
    text = (CASE / "places.csv").read_text("utf-8")
    for p in parse_places_csv(text, "places.csv"):
        assert p.source, p.id
        if p.lat is None:
            assert p.source in ("no coordinates in the sources seen", "drawn in zones.geojson under the same id"), p.id
        else:
            assert p.radius_m, p.id


def test_nothing_of_this_case_is_named_in_code() -> None:
    names = {n for a in register().actors if a.kind in ("state", "person") for n in a.names.get("en", ()) if len(n) > 5}
    names |= {n for p in gazetteer().places for t in ("en_az", "en_hy") for n in p.names.get(t, ()) if len(n) > 6}
    names -= {
        "Russia",
        "Russian Federation",
        "United States",
        "United States of America",
        "Syria",
        "France",
        "Turkey",
        "Türkiye",
    }
    pattern = re.compile(r"\b(" + "|".join(sorted(map(re.escape, names))) + r")\b")
    for path in sorted((Path(__file__).parents[2] / "src" / "truceline").rglob("*.py")):
        text = re.sub(r"\b(?:Asia|Europe|America|Africa)/\w+", "", path.read_text("utf-8"))  # zones of the tz database
        found = {m[0] for m in pattern.finditer(text)}
        assert not found, f"{path.name} names {sorted(found)[:5]}"
