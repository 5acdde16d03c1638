"""What is asked, not confirmed, not denied, called false or called off is never read as done; who stopped or recorded a
breach is no doer of it. Each for both parties of an invented pair."""

from __future__ import annotations

import pytest

from truceline.actors.actor import Actor
from truceline.actors.register import Register
from truceline.claims.claim import Claim
from truceline.claims.kit import Kit
from truceline.claims.read import read
from truceline.documents.document import Document, Text
from truceline.documents.front import parse_when

ACTORS = (
    Actor(id="VEL", kind="state", names={"en": ("Velmark",)}, demonyms={"en": ("Velmarkian",)}),
    Actor(id="TOR", kind="state", names={"en": ("Toravia",)}, demonyms={"en": ("Toravian",)}),
    Actor(id="PK", kind="peacekeeper", names={"en": ("Lakeland peacekeepers",)}),
)
KIT = Kit(register=Register(ACTORS, (), ()), zone="UTC")


def claims(sentence: str) -> tuple[Claim, ...]:
    d = Document(id="d", publisher="The Wire", published=parse_when("2021-01-10", zone="UTC"))
    return read(Text(document="d", extractor="text/1", digest="t", text=sentence), d, KIT).claims


def swapped(text: str) -> str:
    return text.replace("Velmark", "#").replace("Toravia", "Velmark").replace("#", "Toravia")


SENTENCES = [
    "Will Velmark withdraw from the district on 1 December 2020?",
    "Neither Velmark nor Toravia has confirmed reports that the ceasefire was violated on 9 January 2021.",
    "Velmark did not deny that its forces had opened fire on 7 January 2021.",
    "Reports that Velmarkian forces left the village on 24 November 2020 are false, the Defence Ministry of Velmark said.",
    "The deployment of the Lakeland peacekeepers in Velmark was cancelled on 12 November 2020.",
    "Reports that Velmarkian forces had shelled the village were denied by the Defence Ministry of Velmark.",
    "The Defence Ministry of Velmark called reports of its troops shelling the village fabricated.",
    "The statement that Velmarkian forces fired at the post does not correspond to reality.",
    "Velmark has rejected the proposal of Toravia to hold a meeting in June.",
    "Velmark has yet to withdraw its forces from the village.",
    "Velmark did not rule out an attack on Toravia.",
    "Velmark said that a meeting with Toravia was possible in June.",
    "Had Velmark observed the ceasefire, the talks would have begun in October.",
    "Who shelled the village is not known.",
    "It remains to be seen whether Velmark will withdraw its forces.",
    "Suppose Velmark attacks Toravia tomorrow.",
    "Velmark promised an investigation into the shelling of the village.",
    "Velmark wants Toravia to withdraw its troops.",
    "Velmark pledged not to attack the convoys of Toravia.",
]


@pytest.mark.parametrize("sentence", [*SENTENCES, *map(swapped, SENTENCES)])
def test_none_of_these_is_an_assertion_that_it_was_so(sentence: str) -> None:
    assert not [
        c for c in claims(sentence) if c.act in ("asserts", "announces", "admits", "accuses") and c.polarity == "holds"
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "The Lakeland peacekeepers said that a breach of the ceasefire on 11 December 2020 was stopped by the Lakeland peacekeepers.",
        "The Lakeland peacekeepers did not record any violation of the ceasefire on 11 December 2020.",
        "The Lakeland peacekeepers entered the village on 12 December 2020 to find out who fired.",
        "Velmark said that the Lakeland peacekeepers must suppress violations of the ceasefire.",
        "The Lakeland peacekeepers recorded one violation of the ceasefire on 11 December 2020.",
    ],
)
def test_who_stopped_or_recorded_it_did_not_do_it(sentence: str) -> None:
    found = claims(sentence)
    assert found
    assert not [
        a for c in found for a in c.actors if a.role == "agent" and a.id == "PK" and c.kind in ("violation", "violence")
    ]


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("Two villages were still held by Velmark on 5 December 2020.", {"position"}),
        ("The village of Sarn was captured by Velmarkian forces.", {"advance"}),
        ("Six servicemen from the village of Sarn were captured by Velmarkian forces.", {"persons_held"}),
        ("Soldiers from three villages were held by Velmark.", {"persons_held"}),
        ("Elections were held in the district of Sarn by Velmark.", set()),
        ("A ceremony was held in the town by Velmarkian officers.", set()),
    ],
)
def test_what_was_held_or_captured_is_told_by_the_subject(sentence: str, kinds: set[str]) -> None:
    for text in (sentence, swapped(sentence)):
        assert {c.kind for c in claims(text)} == kinds


@pytest.mark.parametrize(
    "sentence",
    [
        "Velmark said that the situation along the line of contact remained calm on 7 January 2021.",
        "The situation along the line remained tense but quiet, Velmark said.",
        "Calm prevailed along the border of Velmark on 7 January 2021.",
        "The night passed without incident, the Defence Ministry of Velmark said.",
        "The situation on the border of Velmark was without change on 7 January 2021.",
        "The situation on the border of Velmark was relatively calm.",
        "The humanitarian situation in Velmark remains stable.",
    ],
)
def test_calm_is_no_breach(sentence: str) -> None:
    for text in (sentence, swapped(sentence)):
        assert {(c.kind, c.polarity) for c in claims(text)} <= {("violation", "does_not_hold")}
    in_part = "relatively" in sentence or "humanitarian" in sentence
    assert bool(claims(sentence)) != in_part


def test_what_calm_leaves_out_is_told_by_itself() -> None:
    text = "The situation near the village of Sarn was calm but for two mortar rounds fired by Velmark at the village of Dole."
    for sentence, agent in ((text, "VEL"), (swapped(text), "TOR")):
        calm, shot = sorted(claims(sentence), key=lambda c: c.kind)  # "violation", "violence"
        assert (calm.polarity, [w.name for w in calm.where], calm.counts) == ("does_not_hold", ["Sarn"], ())
        assert (shot.polarity, [w.name for w in shot.where]) == ("holds", ["Dole"])
        assert [a.id for a in shot.actors if a.role == "agent"] == [agent]


def test_an_unmanned_post_is_a_gap_of_watch_where_no_calm_is_told() -> None:
    text = (
        "Velmark said that no violations of the ceasefire were recorded on 7 January 2021, with the exception of the Sarn "
        "district, where observation posts 14 and 15 were not operating because of fog."
    )
    for sentence in (text, swapped(text)):
        calm, gap = claims(sentence)
        assert (calm.kind, calm.polarity, calm.where) == ("violation", "does_not_hold", ())
        assert (gap.kind, gap.polarity, gap.code, gap.topics) == ("access", "holds", None, ("not_watched",))
        assert [w.name for w in gap.where] == ["Sarn district"]
        assert [a.role for a in gap.actors] == ["observer"]


@pytest.mark.parametrize(
    ("sentence", "begins"),
    [
        ("Two servicemen of the Velmarkian army were wounded on 7 January 2021.", "Two servicemen"),
        ("No patrol was sent to the village of Sarn on 7 January 2021.", "No patrol"),
        ("Three Velmarkian prisoners of war were handed over on 7 January 2021.", "Three Velmarkian"),
    ],
)
def test_a_span_holds_the_negation_and_the_number(sentence: str, begins: str) -> None:
    for text in (sentence, swapped(sentence)):
        assert {c.span.text[: len(begins)] for c in claims(text)} <= {begins, swapped(begins)}
        assert claims(text)


@pytest.mark.parametrize(
    "plan",
    ["was preparing to shell", "was about to shell", "was threatening to shell", "was gearing up to shell", "had plans to shell", "was getting ready to shell"],
)  # fmt: skip
def test_a_plan_beside_a_denied_deed_has_its_own_day_and_place(plan: str) -> None:
    text = f"Velmark said that the village of Sarn was not shelled by Velmark on 5 January 2021, and that Toravia {plan} the village of Dole."
    for sentence, plotter in ((text, "TOR"), (swapped(text), "VEL")):
        denied, meant = (c for c in claims(sentence) if c.kind == "violence")
        assert (denied.polarity, [w.name for w in denied.where]) == ("does_not_hold", ["Sarn"])
        assert denied.when is not None
        assert denied.when.earliest is not None
        assert (meant.act, meant.polarity, meant.when) == ("plans", "holds", None)
        assert [w.name for w in meant.where] == ["Dole"]
        assert [a.id for a in meant.actors if a.role == "agent"] == [plotter]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "CORRECTION. In its bulletin of 4 January the Defence Ministry of Velmark stated that two servicemen were wounded. The Ministry clarifies that one serviceman was wounded on 2 January, not on 3 January.",
            ["withdraws", "corrects"],
        ),
        ("Correction: Velmark wrongly reported that two soldiers were killed. In fact, one soldier was wounded.", ["withdraws", "corrects"]),
        ("Velmark earlier said that two soldiers were killed. One soldier was wounded. Velmark regrets the error.", ["withdraws", "corrects"]),
        ("Three soldiers were killed on 3 January, not five as previously reported, Velmark said.", ["corrects"]),
        ("Velmark clarified that its troops left the village on 3 January, not on 2 January.", ["corrects"]),
        ("Velmark clarified that its troops left the village on 3 January.", ["asserts"]),
        ("In its bulletin of 4 January the Defence Ministry of Velmark stated that two servicemen were wounded on 3 January.", ["asserts"]),
    ],
)  # fmt: skip
def test_what_an_author_corrects_is_not_told_again(text: str, acts: list[str]) -> None:
    for sentence in (text, swapped(text)):
        assert [c.act for c in claims(sentence)] == acts


@pytest.mark.parametrize("paper", ["In its bulletin of 4 January", "In a statement on Monday", "In its daily report"])
def test_who_speaks_is_named_after_the_paper(paper: str) -> None:
    text = f"{paper} the Defence Ministry of Velmark said that two servicemen were wounded."
    for sentence, id in ((text, "VEL"), (swapped(text), "TOR")):
        assert [c.says[0].id for c in claims(sentence)] == [id]


@pytest.mark.parametrize(
    "text",
    [
        "No patrol was sent to the village of Sarn on 9 January because the road was blocked by fighters of Velmark.",
        "The monitors did not travel to the village of Sarn because soldiers of Velmark had blocked the road.",
    ],
)
def test_watch_kept_away_by_a_blocked_road_is_hindered(text: str) -> None:
    for sentence, doer in ((text, "VEL"), (swapped(text), "TOR")):
        (c,) = (c for c in claims(sentence) if c.kind == "access")
        assert (c.code, c.polarity) == ("V5.1", "holds")
        assert {a.id for a in c.actors if a.role == "agent" and a.id} == {doer}
        assert c.span.text == sentence
    assert not [c for c in claims("No patrol was sent to the village of Sarn because of fog.") if c.kind == "access"]
