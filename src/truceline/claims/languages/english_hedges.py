"""English sentences that assert nothing, or assert the opposite of the deed they name. Looked at before a claim is made.

H1. A question asserts nothing, nor does what is supposed or made up. H2. What is neither confirmed nor denied, or not confirmed, or not denied, is nobody's
assertion of the deed. H3. "Reports that X are false": a denial of X. H4. A deed called off, cancelled or postponed did
not take place. H5. Who stopped, recorded, registered or observed a breach is its observer, not its doer; nor is who is to suppress,
prevent or investigate one. H6. An embedded question ("to find out who fired") asserts nothing.
"""

from __future__ import annotations

import re
from typing import Literal

from truceline.claims.gates import ANY, gated

Hedge = Literal["question", "supposed", "not_confirmed", "not_denied", "false_report", "cancelled"]
SET_ASIDE: dict[Hedge, str] = {
    "question": "a question", "supposed": "supposed or made up, not told", "not_confirmed": "neither confirmed nor denied", "not_denied": "not denied, and not said either",
}  # fmt: skip
_UNKNOWN = gated(
    r"^\W*(?:who|what|whom|whose|where|when|how|why|which)\b[^;]*\b(?:is|was|are|were|remains?|remained)\b[^;]*\b(?:not (?:yet )?(?:known|clear|established|determined)|unknown|unclear|disputed|a mystery|anybody's guess|under investigation|being investigated)\b"
)
_SUPPOSED = gated(
    r"^\W*(?:imagine|suppose|what (?:if|would|will) |let us (?:assume|imagine|suppose)|assuming that)\b"
    r"|\b(?:the|a|his|her|this) (?:novel|film|movie|stage play|thriller|video game|computer game|board game|re-enactment|war game)\b"
)
_CONFIRM = gated(
    r"\b(?:neither\b[^.]{0,120}\b(?:confirm\w*|den(?:y|ied|ies))|neither\b[^.,;]{0,120}\bnor\b[^.,;]{0,120}\b(?:report|record|mention|announc)\w*|(?:has|have|had|did|does|do|could|can|would|will) ?n(?:o|')t (?:yet )?(?:been )?(?:confirm\w*|verif\w+)|not (?:yet )?(?:been )?(?:independently )?(?:confirmed|verified)|(?:unable|impossible|not (?:yet )?(?:been )?(?:able|possible)) to (?:independently |fully )?(?:confirm|verify|corroborate|check|establish|ascertain)|unconfirmed(?! (?:\w+ )?(?:reports?|claims|accounts|information|rumou?rs) (?:\w+ )?(?:said|say|of|that|suggest\w*|indicat\w*|spoke))|declined to (?:confirm|comment)|no (?:official )?confirmation)\b"
)
_NOT_DENIED = gated(
    r"\b(?:did|does|do|has|have|had|would|will|could) ?n(?:o|')t (?:explicitly |directly )?den(?:y|ied)\b|\bnot den(?:ied|y)\b"
)
# what carries a word that may be denied, and what it is called by who denies it
REPORTS = (
    r"(?:reports?|claims?|allegations?|accusations?|charges?|assertions?|suggestions?|insinuations?|versions?|accounts?|rumou?rs?|news|"
    r"information|statements?|story|stories|footage|notion|idea|talk|hints?|messages?|posts?|pictures?|videos?)"
)
UNTRUE = (
    r"(?:(?:\w+ly )?(?:false|untrue|not true|not correct|groundless|baseless|unfounded|fabricat\w+|(?:a )?fakes?|nonsense|(?:a )?lies?|disinformation|misinformation|"
    r"propaganda|(?:a |pure )?(?:fiction|fantasy|invention|inventions|fabrications?|provocation|slander|myth)|absurd|ridiculous|laughable|preposterous|"
    r"invented|made up|incorrect|wrong|misleading|far[- ](?:fetched|from (?:the )?truth)|without (?:any )?foundation|without (?:any )?basis|wishful thinking|baloney)"
    r"|do(?:es)? not correspond to (?:reality|the facts|the truth)|has nothing to do with|have nothing to do with)"
)
_FALSE_REPORT = gated(
    rf"\b{REPORTS} (?:by [^,.;]{{2,60}} |in [^,.;]{{2,40}} |from [^,.;]{{2,60}} |spread [^,.;]{{2,60}} )?(?:that|of|about|on|saying|claiming)\b[^.;]{{2,300}}? (?:(?:is|are|was|were|as|(?:turned out|turns out|proved|proves|appeared|found|shown|shown to have) (?:to be|been)|proved) (?:\w+ )?[\"“']?{UNTRUE}|do(?:es)? not correspond|ha(?:s|ve) nothing to do with)\b"
    rf"|\b{REPORTS} (?:on [^,.;]{{2,40}} |in [^,.;]{{2,40}} |by [^,.;]{{2,60}} )?(?:that|of|about|on)\b[^.;]{{2,300}}? (?:is|are|was|were|has been|have been|had been) (?:\w+ )?(?:denied|rejected|refuted|dismissed|disputed|contradicted)\b"
    rf"|\b(?:call|describ|brand|label|term|dismiss|characteri[sz]|denounc)\w* (?:[\w'-]+ ){{0,4}}?{REPORTS} [^.;]{{2,200}}? (?:as )?[\"“]?(?:\w+ )?{UNTRUE}\b"
    rf"|\bthere (?:is|was) no truth (?:in|to)\b|\bno truth in\b"
)
_CANCELLED = gated(
    r"\b(?:was|were|is|are|has been|have been|had been|been) (?:\w+ )?(?:cancelled|canceled|called off|scrapped|aborted|postponed|put off|suspended indefinitely|dropped|shelved)\b|\bdid not take place\b|\bfailed to take place\b"
)
_RECORD = re.compile(
    r"\b(?:stopped|prevented|halted|recorded|registered|observed|noted|documented|reported|detected|monitored|verified|confirmed|counted|heard|saw|logged|witnessed|did not record|not recorded|not registered|no violations? (?:was|were))\b|\b(?:record|register|observe|note|detect)\b"
)


_SUPPRESS = re.compile(
    r"\b(?:suppress\w*|prevent\w*|stop(?:s|ped|ping)?|halt\w*|end(?:s|ed|ing)?|condemn\w*|investigat\w*|curb\w*|punish\w*|respond\w* to|react\w* to|deter\w*|repel\w*|repuls\w*)\b"
)
_EMBEDDED = gated(
    r"\b(?:find(?:ing)? out|found out|establish\w*|investigat\w*|clarif\w*|determin\w*|ask(?:s|ed|ing)?|inquir\w*|learn\w*|know[ns]?|unclear|unknown|unsure|clear|certain|sure|wonder\w*|see|verify|verif\w*|check\w*|confirm\w*|say\w*|said|tell|told|explain\w*|specif\w+|identif\w+|disclos\w+|reveal\w*|discuss\w*|assess\w*|examin\w*|doubt\w*|decid\w*|consider\w*) (?:who|what|whether|how|why|which|where|when|if)\b[^,;.:]*|\bwhether\b[^,;.:]*"
)


_HEDGES = _UNKNOWN.gate | _SUPPOSED.gate | _NOT_DENIED.gate | _CONFIRM.gate | _FALSE_REPORT.gate | _CANCELLED.gate


def embedded(sentence: str, held: int = ANY) -> list[tuple[int, int]]:
    """Stretches of a lower-cased sentence that are embedded questions, from the question word on (H6)."""
    return [m.span() for m in _EMBEDDED.pattern.finditer(sentence)] if held & _EMBEDDED.gate else []


def suppresses(words: str) -> bool:
    """Whether what stands before a noun of breach or force says that somebody works against it (H5)."""
    return any(len(words[m.end() :].split()) <= 3 for m in _SUPPRESS.finditer(words))


def hedge(sentence: str, held: int = ANY) -> Hedge | None:
    """How a lower-cased sentence takes back what it names; None if it does not. held: gates open there (claims/gates.py)."""
    if sentence.rstrip("\"”' )").endswith("?"):
        return "question"
    if not held & _HEDGES:
        return None
    if _UNKNOWN.search(sentence, held):
        return "question"
    if _SUPPOSED.search(sentence, held):
        return "supposed"
    if _NOT_DENIED.search(sentence, held) and "confirm" not in sentence:
        return "not_denied"
    if _CONFIRM.search(sentence, held):
        return "not_confirmed"
    if _FALSE_REPORT.search(sentence, held):
        return "false_report"
    if _CANCELLED.search(sentence, held):
        return "cancelled"
    return None


_LOOKED_INTO = re.compile(r"\b(?:investigat\w*|inquir\w*|enquir\w*|probe\w*|look(?:s|ed|ing)? into) (?:[\w'-]+ ){0,4}$")


def looked_into(words: str) -> bool:
    """Whether what stands before a noun of breach or force says that it is to be investigated."""
    return bool(_LOOKED_INTO.search(words))


def off(words: str) -> bool:
    """Whether a meeting is told to have been called off for good, not put off."""
    return bool(re.search(r"\b(?:cancelled|canceled|called off|scrapped|aborted|not take place)\b", words))


def records(words: str) -> bool:
    """Whether somebody stopped, recorded or observed what these lower-cased words tell (H5)."""
    return bool(_RECORD.search(words))
