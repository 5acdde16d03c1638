"""What a bulletin in Russian, Azerbaijani or Armenian must never be read as: threats, duties, conditions, what is not
confirmed, what lies ahead, and speech lent to the wrong side."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("bulletin_checks", Path(__file__).with_name("test_russian.py"))
assert _SPEC is not None
assert _SPEC.loader is not None
shared = importlib.util.module_from_spec(_SPEC)
_SPEC.loader.exec_module(shared)


@pytest.mark.parametrize(
    ("language", "text", "kind", "act", "polarity"),
    [
        ("ru", "Тория пригрозила обстрелять Кеш.", "violence", "plans", "holds"),
        ("az", "Toriya Keşi atəşə tutacağı ilə hədələyib.", "violence", "plans", "holds"),
        ("hy", "Տորիան սպառնացել է գնդակոծել Քեշը։", "violence", "plans", "holds"),
        ("ru", "Тория должна вывести войска из Дорна до 20 декабря.", "withdrawal", "expects", "holds"),
        ("az", "Toriya Dorndan qoşunlarını dekabrın 20-dək çıxarmalıdır.", "withdrawal", "expects", "holds"),
        ("hy", "Տորիան պետք է մինչև դեկտեմբերի 20-ը զորքերը դուրս բերի Դորնից։", "withdrawal", "expects", "holds"),
        ("ru", "Велландия не передавала Тории тела погибших.", "exchange", "asserts", "does_not_hold"),
        ("az", "Vellandiya Toriyaya meyitləri təhvil verməyib.", "exchange", "asserts", "does_not_hold"),
        ("hy", "Վելլանդիան Տորիային չի հանձնել մարմինները։", "exchange", "asserts", "does_not_hold"),
        ("ru", "Никто не пострадал при обстреле Кеша 12 декабря.", "violence", "asserts", "holds"),
        ("ru", "Встреча Лорн и Таша перенесена на 20 декабря.", "meeting", "plans", "holds"),
        ("az", "Lorn və Taşın görüşü dekabrın 20-nə keçirilib.", "meeting", "plans", "holds"),
        ("hy", "Լորնի և Տաշի հանդիպումը հետաձգվել է դեկտեմբերի 20-ին։", "meeting", "plans", "holds"),
        ("az", "Toriya bölmələrinin atəş açması barədə məlumat həqiqəti əks etdirmir.", "violence", "denies", "does_not_hold"),
    ],
)  # fmt: skip
def test_act_and_polarity(language: str, text: str, kind: str, act: str, polarity: str) -> None:
    c = shared.one(text, language, kind)
    assert (c.act, c.polarity) == (act, polarity)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Если Тория обстреляет Кеш, Велландия ответит."),
        ("az", "Toriya Keşi atəşə tutsa, Vellandiya cavab verəcək."),
        ("hy", "Եթե Տորիան գնդակոծի Քեշը, Վելլանդիան կպատասխանի։"),
    ],
)
def test_what_hangs_on_a_condition(language: str, text: str) -> None:
    c = shared.one(text, language, "violence")
    assert c.conditional
    assert c.act in ("plans", "expects")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Сообщения об обстреле Кеша не подтвердились."),
        ("az", "Keşin atəşə tutulması barədə məlumatlar təsdiqlənməyib."),
        ("hy", "Քեշի գնդակոծության մասին տեղեկությունները չեն հաստատվել։"),
    ],
)
def test_what_is_not_confirmed_is_set_aside(language: str, text: str) -> None:
    r = shared.read(text, language)
    assert not r.claims
    assert [a.why for a in r.set_aside] == ["neither confirmed nor denied"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "12 декабря велландские войска обстреляли Кеш. Об этом сообщили в Минобороны Тории."),
        ("az", "Dekabrın 12-də Vellandiya qüvvələri Keşi atəşə tutub. Bu barədə Toriya Müdafiə Nazirliyindən məlumat verilib."),
        ("hy", "Դեկտեմբերի 12-ին վելլանդական ուժերը գնդակոծել են Քեշը։ Այս մասին հայտնում են Տորիայի պաշտպանության նախարարությունից։"),
        ("ru", "ВЕЛЛАНДСКИЕ ВОЙСКА ОБСТРЕЛЯЛИ КЕШ СООБЩИЛО МИНОБОРОНЫ ТОРИИ"),
        ("hy", "ՎԵԼԼԱՆԴԱԿԱՆ ՈՒԺԵՐԸ ԳՆԴԱԿՈԾԵԼ ԵՆ ՔԵՇԸ ՀԱՅՏՆԵԼ Է ՏՈՐԻԱՅԻ ՊՆ-Ն"),
    ],
)  # fmt: skip
def test_who_told_what_the_sentence_before_tells(language: str, text: str) -> None:
    c = shared.one(text, language, "violence")
    assert [s.id for s in c.says] == ["TOR-MOD", "lantern"]
    assert [(a.id, a.role) for a in c.actors] == [("VEL", "agent")]
    assert not c.background


def test_who_told_one_thing_is_not_lent_to_what_another_said() -> None:
    text = "Тория обстреляла Дорн, сообщило Минобороны Велландии. Об этом говорится в заявлении МИД Тории."
    c = shared.one(text, "ru", "violence")
    assert [s.id for s in c.says] == ["VEL-MOD", "lantern"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Согласно пункту 4 заявления, миротворцы размещаются вдоль линии."),
        ("az", "Bəyanatın 4-cü bəndinə əsasən, sülhməramlılar yerləşdirilir."),
        ("hy", "Հայտարարության 4-րդ կետի համաձայն՝ խաղաղապահները տեղակայվում են գծի երկայնքով։"),
    ],
)
def test_the_number_of_a_clause_counts_nothing(language: str, text: str) -> None:
    c = shared.one(text, language, "deployment")
    assert c.act == "provides"
    assert not c.counts


def test_a_range_of_days_keeps_both_ends() -> None:
    for language, text in (
        ("ru", "С 1 по 10 декабря Тория 15 раз нарушила перемирие."),
        ("az", "Dekabrın 1-dən 10-dək Toriya atəşkəsi 15 dəfə pozub."),
        ("hy", "Դեկտեմբերի 1-ից 10-ը Տորիան 15 անգամ խախտել է հրադադարը։"),
    ):
        when = shared.one(text, language, "violation").when
        ends = (when.wire()["earliest"][:10], when.wire()["latest"][:10])
        assert ends == ("2020-12-01", "2020-12-11"), language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Минобороны Тории признало, что её военные открыли огонь по миротворцам."),
        ("az", "Toriya Müdafiə Nazirliyi hərbçilərinin sülhməramlılara atəş açdığını etiraf edib."),
        ("hy", "Տորիայի պաշտպանության նախարարությունը խոստովանել է, որ իր զինվորները կրակել են խաղաղապահների վրա։"),
    ],
)
def test_who_is_fired_at_did_not_fire(language: str, text: str) -> None:
    c = shared.one(text, language, "violence")
    assert c.act == "admits"
    assert {(a.id, a.role) for a in c.actors} == {("TOR", "agent"), ("MER-PK", "target")}


def test_who_is_wounded_did_not_fire() -> None:
    r = shared.read("От выстрела снайпера ранен велландский военнослужащий.", "ru")
    assert {(c.kind, a.id, a.role) for c in r.claims for a in c.actors} == {("casualties", "VEL", "victim")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Велландия обещала вернуть пленных до 5 января."),
        ("az", "Vellandiya yanvarın 5-dək əsirləri qaytaracağına söz verib."),
        ("hy", "Վելլանդիան խոստացել է վերադարձնել գերիներին մինչև հունվարի 5-ը։"),
    ],
)
def test_a_day_beyond_the_turn_of_the_year_lies_ahead(language: str, text: str) -> None:
    c = shared.one(text, language, "exchange")
    assert c.act == "undertakes"
    assert c.when is not None
    assert c.when.wire()["latest"][:10] == "2021-01-06"
