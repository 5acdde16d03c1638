"""What a person may enter of grades, likelihood and confidence, and what rules bind the entry. Nothing here is computed.

Admiralty (AJP-2.1 style): the reliability of a source, A-F, and the credibility of what it says, 1-6, are two grades and
given apart, by a named person on a date. Credibility 1 ("confirmed by other sources") needs two independent origins of
different interest, one of which does not gain. Likelihood (ICD 203) is one of seven bands, and says how likely the thing
is; confidence says how good the ground of that judgement is. One is never given for the other, and neither in words that
mix them.
"""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from truceline.actors.register import Register
from truceline.events.event import Event, Proposition
from truceline.events.propositions import accused_by, admitted_by, judge, reported_by
from truceline.values.errors import DecisionError

BANDS: dict[str, str] = {
    "01-05": "almost no chance", "05-20": "very unlikely", "20-45": "unlikely", "45-55": "roughly even chance",
    "55-80": "likely", "80-95": "very likely", "95-99": "almost certain",
}  # fmt: skip
CONFIDENCE = ("low", "moderate", "high")
RELIABILITY = "ABCDEF"
CREDIBILITY = "123456"


def check_likelihood(said: Mapping[str, str]) -> None:
    """Raises DecisionError unless an attribution names an actor, a band and, apart from it, a confidence."""
    wanted = "--set actor=ID --set band=BAND --set confidence=WORD"
    missing = [k for k in ("actor", "band", "confidence") if not said.get(k)]
    if missing:
        raise DecisionError(
            "an assessed attribution lacks " + ", ".join(missing), expected=wanted, got=", ".join(said) or "none"
        )
    band = said["band"].replace("–", "-").removesuffix("%")
    if band not in BANDS:
        mixed = said["band"] in CONFIDENCE
        raise DecisionError(
            "confidence is given where likelihood stands" if mixed else "not a band of likelihood",
            expected=", ".join(f"{b} ({w})" for b, w in BANDS.items()), got=said["band"],
            do="likelihood says how likely it is, confidence how good the ground is: give each on its own",
        )  # fmt: skip
    if said["confidence"] not in CONFIDENCE:
        raise DecisionError("not a level of confidence", expected=", ".join(CONFIDENCE), got=said["confidence"],
                            do="a percentage is a likelihood: give it as the band")  # fmt: skip


def check_reliability(grade: str | None) -> None:
    """Raises DecisionError unless it is the letter of a source's reliability."""
    if grade is None or len(grade) != 1 or grade not in RELIABILITY:
        raise DecisionError("not a grade of a source", expected="--set grade=LETTER, A to F (F: cannot be judged)", got=grade or "none",
                            do="the number grades what it says, and is given to an event")  # fmt: skip


def check_credibility(grade: str | None, event: Event, register: Register) -> None:
    """Raises DecisionError unless it is the number of an event's credibility, and 1 only as the rule allows."""
    if grade is None or len(grade) != 1 or grade not in CREDIBILITY:
        raise DecisionError("not a grade of information", expected="--set grade=NUMBER, 1 to 6 (6: cannot be judged)", got=grade or "none",
                            do="the letter grades a source, and is given to a source")  # fmt: skip
    happened = next((p for p in event.propositions if p.key == "occurred"), None)
    if grade == "1" and (happened is None or not confirmed(happened, event, register)):
        held = [] if happened is None else [o.name for o in happened.supporting]
        raise DecisionError(
            "credibility 1 needs two independent origins of different interest, of which one does not gain",
            where=event.id, expected="two such origins", got=", ".join(held) or "no origin",
            do="give 2 or less, or join what else tells of it",
        )  # fmt: skip


def confirmed(p: Proposition, event: Event, register: Register) -> bool:
    """Whether two independent origins, one not gaining, support a proposition, whoever denies it."""
    bare = msgspec.structs.replace(p, denying=())
    found = judge(
        bare, accused=accused_by(p, event.propositions), reports=reported_by(p, event), register=register,
        admitted=admitted_by(p),
    )  # fmt: skip
    return found.state == "corroborated"
