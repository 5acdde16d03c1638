"""Every mistake a careful lawyer makes, named with line, expected, got and what to do; several in one go."""

from __future__ import annotations

import textwrap

import pytest

from truceline.places.zone import Zone
from truceline.terms.parse import kinds, parse_agreement
from truceline.values.errors import CaseFileError
from truceline.values.time import parse_instant, rfc3339

HEAD = """
id: "2001-01-01"
title: A truce of two invented parties
signed: 2001-01-01
zone: Europe/Vienna
from: 2001-01-02T00:00
parties: [ALF, BET]
terms:
"""


def parse(terms: str, *, zones=(), zone_ids=("hill", "river"), actors=("ALF", "BET")):
    body = HEAD + textwrap.indent(textwrap.dedent(terms).strip("\n"), "  ")
    return parse_agreement(
        body, "agreement.yaml", zone=None, actor_ids=set(actors), zone_ids=set(zone_ids), zones=zones
    )


def mistakes(terms: str, **kw) -> list:
    with pytest.raises(CaseFileError) as caught:
        parse(terms, **kw)
    return list(caught.value.problems)


def one(terms: str, **kw):
    found = mistakes(terms, **kw)
    assert len(found) == 1, [str(f) for f in found]
    assert found[0].where.startswith("agreement.yaml:"), found[0].where
    return found[0]


GOOD = """
- id: 1-fire
  clause: "1"
  title: Fire stops
  kind: ceasefire
  says: Fire stops.
  duty: [ALF, BET]
  source: invented
"""


def test_a_sound_term_is_read_with_defaults_of_its_kind() -> None:
    a = parse(GOOD)
    t = a.terms[0]
    assert (t.id, t.nature, t.modality) == ("2001-01-01/1-fire", "prohibition", "must_not")
    assert t.start == parse_instant("2001-01-02T00:00", zone="Europe/Vienna") == a.start


@pytest.mark.parametrize(
    ("old", "new", "what", "do"),
    [
        ("kind: ceasefire", "kind: ceasfire", "kind is not one we know", "did you mean 'ceasefire'?"),
        ("duty: [ALF, BET]", "duty: [ALF, BTE]", "duty names nothing in the case", "did you mean 'BET'?"),
        ("says: Fire stops.", "say: Fire stops.", "unknown key 'say' in a term", "did you mean"),
        ("source: invented", "source: invented\n  by:", "'by' has no date", "write the date"),
        ("source: invented", "source: invented\n  by: 2001-02-30", "'by': not a date or time", "2001-02 has no day 30"),
        ("source: invented", "source: invented\n  by: 2000-12-30", "'by' precedes 'from'", "correct one of the two dates"),
        ("source: invented", "source: invented\n  until: 2000-12-30", "'until' precedes 'from'", "correct one of the two"),
        ("source: invented", "source: invented\n  where: [hil]", "where names nothing in the case", "did you mean 'hill'?"),
        ("source: invented", "source: invented\n  codes: [V11]", "not an alleged type", ""),
        ("source: invented", "source: invented\n  nature: duty", "a ceasefire is no duty", ""),
        ("duty: [ALF, BET]", "act: x", "a ceasefire needs 'duty'", "add it"),
    ],
)  # fmt: skip
def test_single_mistakes(old: str, new: str, what: str, do: str) -> None:
    assert old in GOOD
    found = mistakes(GOOD.replace(old, new))
    hit = [f for f in found if what in f.what]
    assert hit, [str(f) for f in found]
    assert do in hit[0].do
    assert int(hit[0].where.split(":")[1]) >= 9


def test_both_by_and_before_are_refused() -> None:
    got = one(GOOD.replace("source: invented", "source: invented\n  by: 2001-02-01\n  before: 2001-02-01"))
    assert "both set a deadline" in got.what
    assert "a reading" in got.do


def test_a_cap_without_a_unit() -> None:
    got = mistakes("""
    - id: 2-force
      clause: "2"
      title: A force
      kind: deployment
      nature: strength
      says: So many soldiers.
      duty: [ALF]
      amounts: [{what: servicemen, amount: 100}]
      source: invented
    """)
    assert any("an amount lacks 'unit'" in f.what for f in got)


AMENDED = """
- id: 1-hill
  clause: "1"
  title: The hill passes
  kind: transfer
  says: The hill passes.
  duty: [ALF]
  beneficiary: [BET]
  where: [hill]
  by: 2001-02-01
  source: invented
  amendments:
    - {date: 2001-01-20, instrument: oral_announcement, says: later, sets: {by: 2001-02-10}, source: invented}
    - {date: 2001-01-20, instrument: oral_announcement, says: later still, sets: {by: 2001-02-20}, source: invented}
"""


def test_two_amendments_of_one_day_need_an_order() -> None:
    got = one(AMENDED)
    assert "two amendments of the same day" in got.what
    assert got.do == "say which came first: order: 1, order: 2"
    ordered = AMENDED.replace("says: later,", "says: later, order: 1,").replace("still,", "still, order: 2,")
    assert [a.order for a in parse(ordered).terms[0].amendments] == [1, 2]


def chain(*pairs: tuple[str, str]) -> str:
    return "\n".join(
        f"- {{id: {a}, clause: x, title: {a}, kind: process, says: x, duty: [ALF], source: s,"
        f" depends: [{{on: {b}, how: on_completion_of}}]}}"
        for a, b in pairs
    )


def test_circles_and_dangling_dependencies() -> None:
    found = mistakes(chain(("a", "b"), ("b", "c"), ("c", "a")))
    assert any("in a circle" in f.what and "->" in f.got for f in found)
    found = mistakes(chain(("a", "nowhere")))
    assert any("waits for a term that is not here" in f.what for f in found)


def test_parallel_terms_are_no_circle() -> None:
    text = chain(("a", "b"), ("b", "a")).replace("on_completion_of", "parallel")
    assert len(parse(text).terms) == 2


def test_a_zone_that_is_not_valid_when_the_term_is() -> None:
    old = Zone(
        id="hill", kind="area", names={"en": ("hill",)}, geometry={"type": "Point", "coordinates": [0, 0]}, method="traced",
        per="x", source="x", valid_to=parse_instant("2000-06-01", zone="UTC"),
    )  # fmt: skip
    got = one(AMENDED.split("  amendments")[0], zones=(old,))
    assert "'hill' is not valid while the term is" in got.what


def test_readings_need_a_holder_and_a_day_that_exists() -> None:
    found = mistakes("""
    - id: 3-plan
      clause: "3"
      title: A plan
      kind: process
      says: A plan within a month.
      duty: [ALF]
      within: {amount: 1, unit: months, after: 2001-01-29}
      readings:
        - {id: r, question: q, says: x}
      source: s
    """)
    whats = [f.what for f in found]
    assert any("a reading lacks 'holder'" in w for w in whats)


def plan(after: str) -> str:
    return f"""
    - id: 3-plan
      clause: "3"
      title: A plan
      kind: process
      says: A plan within a month.
      duty: [ALF]
      within: {{amount: 1, unit: months, after: {after}}}
      source: s
    """


def test_a_month_after_a_day_that_has_no_match_is_refused_and_one_that_has_ends_with_it() -> None:
    assert "is no day of the calendar" in one(plan("2001-01-30")).what
    due = parse(plan("2001-01-28")).terms[0].due
    assert due == parse_instant("2001-02-28", zone="Europe/Vienna", end=True)


def test_several_mistakes_in_one_go_in_order_of_the_file() -> None:
    found = mistakes(
        GOOD.replace("kind: ceasefire", "kind: ceasfire").replace("BET]", "NOBODY]")
        + AMENDED.replace("by: 2001-02-01", "by: 2001-02-30").replace("[hill]", "[hell]")
    )
    assert len(found) >= 5
    lines = [int(f.where.split(":")[1]) for f in found]
    assert max(lines) > 17 > min(lines)
    assert all(f.what and f.where for f in found)


def test_every_kind_that_is_found_keeps_the_contract_of_the_seam() -> None:
    found = kinds()
    assert {
        "ceasefire", "standstill", "transfer", "withdrawal", "exclusion", "deployment", "corridor", "exchange", "displaced",
        "establishment", "links", "renewal", "process", "nonuse",
    } <= set(found)  # fmt: skip
    for name, kind in found.items():
        assert kind.name == name
        assert kind.natures
        assert all(
            t == "texts" or t in ("number", "integer", "text") or t.startswith("choice:") for t in kind.params.values()
        )
        assert callable(kind.judge)
        assert callable(kind.mark)
        assert callable(kind.check)


def test_five_years_and_six_months_notice() -> None:
    from truceline.assessments.guard import next_ends

    a = parse("""
    - id: 4-time
      clause: "4"
      title: Five years
      kind: renewal
      says: Five years.
      within: {amount: 5, unit: years, after: start}
      renewal: {amount: 5, unit: years, silent: "yes", notice_amount: 6, notice_unit: months, notice_by: [ALF]}
      from: 2020-11-10T00:00
      source: s
    """)
    zone = a.zone
    ends = next_ends(a.terms[0], parse_instant("2021-01-01", zone=zone))
    assert [rfc3339(t, zone)[:10] for t, _ in ends] == ["2025-05-10", "2025-11-10"]
    later = next_ends(a.terms[0], parse_instant("2026-01-01", zone=zone))
    assert [rfc3339(t, zone)[:10] for t, _ in later] == ["2030-05-10", "2030-11-10"]


OPEN_ENDED = """
- id: 4-notice
  clause: "4"
  title: Until notice
  kind: renewal
  says: It holds until one of the two gives fourteen days' notice.
  duty: [ALF, BET]
  renewal: {notice_amount: 14, notice_unit: days}
  source: invented
"""


def test_an_agreement_without_an_end_and_a_notice_that_ends_all_of_it() -> None:
    from truceline.actors.register import Register
    from truceline.assessments.queries import queries
    from truceline.assessments.readings import amended

    notice = """
amendments:
  - {date: 2001-03-03, instrument: notice, by: ALF, says: Notice., sets: {until: DAY}, source: invented}
terms:
"""
    found = {}
    for last in ("2001-03-16", "2001-03-17"):
        head = HEAD.replace("terms:\n", notice.replace("DAY", last).lstrip("\n"))
        body = head + textwrap.indent((GOOD + OPEN_ENDED).strip("\n"), "  ")
        a = parse_agreement(body, "agreement.yaml", actor_ids={"ALF", "BET"}, zone_ids=())
        now = parse_instant("2001-04-01", zone=a.zone)
        ends = {amended(t, now, None)[0].end for t in a.terms}
        assert ends == {parse_instant(last, zone=a.zone, end=True)}
        assert {amended(t, parse_instant("2001-03-01", zone=a.zone), None)[0].end for t in a.terms} == {None}
        found[last] = [q.words for q in queries(a, (), lambda t: t, now, Register())]
    assert found["2001-03-17"] == []
    (said,) = found["2001-03-16"]
    assert "14 days end on 2001-03-17" in said


def test_a_renewal_needs_a_period_or_a_notice_and_each_its_unit() -> None:
    neither = one(OPEN_ENDED.replace("notice_amount: 14, notice_unit: days", "silent: 'yes'"))
    assert neither.what == "'renewal' says neither for how long nor with what notice"
    half = one(OPEN_ENDED.replace(", notice_unit: days", ""))
    assert half.what == "a notice needs both number and unit"
    assert half.expected == "notice_amount and notice_unit"


def test_distances_are_refused_where_a_kind_does_not_ask_for_them() -> None:
    got = one(GOOD.rstrip("\n") + "\n  distances: [{what: forces, metres: 600, line: river}]\n")
    assert got.what == "a ceasefire does not ask for distances"
    assert got.expected == "a withdrawal or an exclusion"


def test_d_day_counts_as_day_nought_after_a_date_and_as_the_first_after_the_start() -> None:
    body = """
    - id: x
      clause: "1"
      title: Left
      kind: withdrawal
      says: x
      duty: [ALF]
      within: {amount: 30, unit: days, after: AFTER}
      source: s
    """
    last = {}
    for after in ("start", "2001-01-02"):
        t = parse(body.replace("AFTER", after)).terms[0]
        assert t.due is not None
        last[after] = rfc3339(t.due - 1, "Europe/Vienna")[:10]
    assert last == {"start": "2001-01-31", "2001-01-02": "2001-02-01"}
