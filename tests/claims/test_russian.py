"""Bulletins in Russian; the kit and the checks are shared with the other languages of bulletins."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import msgspec
import pytest

from truceline.actors.register import Register
from truceline.app.case import open_case
from truceline.claims.claim import Claim
from truceline.claims.evaluate import NOT_ASSERTED, GoldItem, Score, parse_gold, score
from truceline.claims.kit import Kit
from truceline.claims.readers.rules import READER
from truceline.claims.reading import Reading
from truceline.documents.document import Document, Text
from truceline.values.time import day_when, parse_instant

GOLD = Path(__file__).parents[1] / "gold"
ZONE = "+03:00"
LANGUAGES = {"ru": "russian", "az": "azerbaijani", "hy": "armenian"}
SIDES = {"TOR": ("TOR-MOD", "TOR-MFA", "person-lorn"), "VEL": ("VEL-MOD", "VEL-MFA", "person-tash")}


KIT = open_case(GOLD).kit


def read(text: str, language: str, kit: Kit = KIT) -> Reading:
    published = day_when(dt.date(2020, 12, 14), ZONE)
    document = Document(id="d", publisher="Daily Lantern", language=language, published=published)
    return READER.read(Text(document="d", extractor="t", digest="t", text=text), document, kit)


def gold(language: str, split: str = "") -> list[GoldItem]:
    items = parse_gold((GOLD / f"{LANGUAGES[language]}.jsonl").read_text("utf-8").splitlines())
    return [g for g in items if not split or g.split == split]


def scored(items: list[GoldItem], language: str) -> Score:
    return score(items, lambda g: read(g.text, language).claims, ZONE, rounds=20)


def of_side(items: list[GoldItem], side: str) -> list[GoldItem]:
    return [g for g in items if g.claims and g.claims[0].says and g.claims[0].says[0].id in SIDES[side]]


def one(text: str, language: str, kind: str) -> Claim:
    found = [c for c in read(text, language).claims if c.kind == kind]
    assert len(found) == 1, found
    return found[0]


def bare(c: Claim, ids: dict[str, str]) -> str:
    says = [ids.get(s.id or "", s.id) for s in c.says]
    actors = sorted((ids.get(a.id or "", a.id) or "", a.role) for a in c.actors)
    where = [(w.id, w.role) for w in c.where]
    when = (c.when.earliest, c.when.latest) if c.when else None
    return str(
        (c.act, c.polarity, c.kind, c.code, says, actors, where, when, [(n.what, n.low, n.high) for n in c.counts])
    )


def check_parties_exchanged(language: str) -> None:
    """Sentence by sentence: the same claims with the parties exchanged where the register has them exchanged.

    The text stays; the ids under the names change places, so no grammar comes between.
    """
    pairs = [("TOR", "VEL"), ("TOR-MOD", "VEL-MOD"), ("TOR-MFA", "VEL-MFA"), ("person-lorn", "person-tash")]
    ids = {a: b for p in pairs for a, b in (p, p[::-1])}

    def s(id: str | None) -> str | None:
        return ids.get(id or "", id)

    r = KIT.register
    replace = msgspec.structs.replace
    swapped = Register(
        tuple(
            replace(a, id=s(a.id), belongs_to=s(a.belongs_to), opposes=tuple(s(o) or o for o in a.opposes))
            for a in r.actors
        ),
        tuple(replace(o, person=s(o.person), organ=s(o.organ), state=s(o.state)) for o in r.offices),
        tuple(replace(x, owner=s(x.owner), actor=s(x.actor)) for x in r.sources),
    )
    other = msgspec.structs.replace(KIT, register=swapped)
    for g in gold(language):
        here = [bare(c, ids) for c in read(g.text, language).claims]
        there = [bare(c, {}) for c in read(g.text, language, other).claims]
        assert here == there, g.text


def check_gold(language: str, least: float) -> None:
    """The tuned part, the held part, no harm in either, and no gap between the two sides."""
    for split in ("tune", "held"):
        items = gold(language, split)
        result = scored(items, language)
        assert result.f1["act"] >= least, (split, result.f1)
        assert result.f1["kind"] >= least, (split, result.f1)
        assert not result.harm, (split, result.harm)
    sides = [scored(of_side(gold(language), side), language) for side in SIDES]
    for field in ("act", "kind"):
        assert abs(sides[0].f1[field] - sides[1].f1[field]) <= 0.03
    assert NOT_ASSERTED


BAD = [
    "",
    " \n",
    "\x00\x01",
    "!!!???",
    "а" * 5000,
    "\u202eабв\u202c",
    "«" * 500,
    "ОБСТРЕЛ " * 400,
    "сообщил " * 300,
    "1 " * 2000,
]


def test_the_gold_is_read() -> None:
    assert len(gold("ru")) == 111
    check_gold("ru", 0.9)


def test_parties_exchanged_are_read_alike() -> None:
    check_parties_exchanged("ru")


@pytest.mark.parametrize("text", BAD)
def test_bad_input_gives_less_and_never_fails(text: str) -> None:
    for language in LANGUAGES:
        assert isinstance(read(text, language), Reading)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("12 декабря 2020 года", "2020-12-12", "2020-12-13"),
        ("12.12.2020", "2020-12-12", "2020-12-13"),
        ("Вчера", "2020-12-13", "2020-12-14"),
        ("В субботу", "2020-12-12", "2020-12-13"),
        ("9-10 декабря", "2020-12-09", "2020-12-11"),
        ("В ночь на 13 декабря", "2020-12-12T18:00", "2020-12-13T06:00"),
        ("12 декабря в 20:40", "2020-12-12T20:40", "2020-12-12T20:41"),
        ("После 10 декабря", "2020-12-11", None),
        ("К 10 декабря", None, "2020-12-11"),
    ],
)
def test_dates(words: str, first: str | None, last: str | None) -> None:
    when = one(f"{words} велландские войска обстреляли Кеш.", "ru", "violence").when
    assert when is not None
    assert when.earliest == (None if first is None else parse_instant(first, zone=ZONE))
    assert when.latest == (None if last is None else parse_instant(last, zone=ZONE))


def test_until_keeps_both_readings() -> None:
    when = one("Согласно соглашению, Тория выводит войска из Дорна до 15 ноября 2020 года.", "ru", "withdrawal").when
    assert when is not None
    assert when.bound == "until"
    assert "left open" in when.doubt


def test_a_clock_of_another_zone_is_stated() -> None:
    when = one("Режим прекращения огня действует с 00:00 мск 10 ноября 2020 года.", "ru", "ceasefire").when
    assert when is not None
    assert when.zone == "Europe/Moscow"
    assert when.zone_basis == "stated"


def test_a_date_that_cannot_be_is_set_aside() -> None:
    r = read("31 ноября 2020 года велландские войска обстреляли Кеш.", "ru")
    assert any("cannot be" in a.why for a in r.set_aside)
    assert all(c.when is None for c in r.claims)


def test_at_least_is_a_low_bound_only() -> None:
    c = one("Не менее пяти военнослужащих Тории погибли, сообщило Минобороны Тории.", "ru", "casualties")
    assert [(n.what, n.low, n.best, n.high) for n in c.counts] == [("killed", 5, None, None)]


def test_a_sentence_without_a_speaker_is_lent_to_nobody() -> None:
    c = one("Велландские войска обстреляли Кеш.", "ru", "violence")
    assert c.background
    assert [s.id for s in c.says] == ["lantern"]


def test_spans_are_the_text() -> None:
    text = "ИНФОРМАЦИЯ.\n\nВелландские войска обстреляли Кеш. Тория передала Велландии 12 пленных, сообщил МИД Тории."
    for c in read(text, "ru").claims:
        assert text[c.span.start : c.span.end] == c.span.text


def test_time_grows_with_length_only() -> None:
    import time

    def cost(n: int) -> float:
        text = "12 декабря велландские войска обстреляли Кеш, сообщило Минобороны Тории. " * n
        begin = time.process_time()
        read(text, "ru")
        return time.process_time() - begin

    cost(10)
    assert cost(400) < 12 * max(cost(100), 0.01)


@pytest.mark.parametrize(
    ("language", "text", "kind", "act", "polarity"),
    [
        ("ru", "Торийская сторона не открывала огонь.", "violence", "asserts", "does_not_hold"),
        ("ru", "Тория вернёт пленных.", "exchange", "plans", "holds"),
        ("ru", "Стороны договорились об обмене военнопленными.", "exchange", "undertakes", "holds"),
        ("ru", "Если Тория нарушит перемирие, Велландия ответит.", "violation", "expects", "holds"),
        ("az", "Toriya silahlı qüvvələri atəşkəsi pozmayıb.", "violation", "asserts", "does_not_hold"),
        ("az", "Tərəflər əsirlərin mübadiləsi barədə razılığa gəlib.", "exchange", "undertakes", "holds"),
        ("hy", "Տորիայի կողմը կրակ չի բացել։", "violence", "asserts", "does_not_hold"),
        ("hy", "Կողմերը պայմանավորվել են գերիների փոխանակման մասին։", "exchange", "undertakes", "holds"),
    ],
)
def test_what_is_not_so_or_not_yet_is_no_assertion_that_holds(
    language: str, text: str, kind: str, act: str, polarity: str
) -> None:
    c = one(text, language, kind)
    assert (c.act, c.polarity) == (act, polarity)


def test_the_cause_is_no_victim() -> None:
    c = one("Vellandiya silahlı qüvvələrinin hücumu nəticəsində üç hərbçi həlak olub.", "az", "casualties")
    assert not c.actors


def test_a_scale_belongs_to_its_number() -> None:
    c = one("В Кеш вернулись более 40 тысяч человек.", "ru", "return")
    assert [(n.low, n.best) for n in c.counts] == [(40000, None)]
