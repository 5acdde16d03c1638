"""What a claim does: asserted, denied, planned, provided ...; whether it is said to hold; whether under a condition.

Rules, by precedence (contract: withdraws, corrects, denies, admits, accuses, provides, undertakes, plans, expects,
announces, counts, asserts):
 A1. The cue of the nearest speech: denies, admits, accuses, undertakes, expects, announces.
 A2. Words of the clause that govern the trigger: "under the agreement", "is to", "plans to", "pledged to", "urged ... to".
 A3. A number of equal incidents ("40 times", "112 violations") counts.
 A4. "no", "not", "without", "failed to": does_not_hold. What a denial rejects does not hold for the denier, so `denies`
     is does_not_hold, and a denial of a negative holds.
 A5. A demand or an appeal is what its speaker expects of another: `expects`, topic `demand`.
 A6. A text that leaves open whether it reports the clause or the deed is read both ways (topic `reading_open`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

import msgspec

from truceline.claims.claim import ACTS, Act
from truceline.claims.languages.english_words import ADVERBS, NUMBERS, SCALES
from truceline.claims.predicates import Predicate, predicate_of

if TYPE_CHECKING:
    from truceline.claims.frame import Frame
    from truceline.claims.kinds import Trigger

CUE_ACT: dict[str, Act] = {
    "withdraw": "withdraws", "correct": "corrects", "deny": "denies", "admit": "admits", "accuse": "accuses", "undertake": "undertakes", "expect": "expects", "announce": "announces", "demand": "expects",
}  # fmt: skip
INSTRUMENT = r"(?:(?:joint |trilateral |tripartite |bilateral |signed |peace |ceasefire |truce )*(?:agreement|document|deal|statement|memorandum|protocol|declaration|accord|accords|armistice|treaty|terms|provisions?|roadmap|road map|peace plan|plan|arrangements?)|(?:article|paragraph|clause|point|section|annex) \w+)"
_UNDER = re.compile(
    rf"\b(?:under|according to|in line with|in accordance with|pursuant to|as per|by|as part of|in keeping with|as stipulated (?:in|by)|as provided (?:for )?(?:in|by)|on the basis of) (?:the |this |that |its |their )?(?:terms of (?:the )?|provisions of (?:the )?)?(?:\w+ ){{0,3}}?{INSTRUMENT}\b"
)
_PROVIDES = re.compile(
    rf"\b(?:{INSTRUMENT}|it)(?:,? (?:of|on|signed|between|for|from|dated|by|in)[^,;.]{{0,80}})?,?(?: also| further| itself)? (?:also |expressly )?(?:provid(?:es?|ed)|stipulat(?:es?|ed)|envisag(?:es?|ed)|oblig(?:es?|ed)|requir(?:es?|ed)|calls? for|called for|foresees?|foresaw|prescribes?|prescribed|sets? out|says?|states?|stated|lays? down|obligates?|guarantees?|permits?|prohibits?|prohibited|bans?|banned|bars?|barred|forbids?|forbade|binds?|bound|restricts?|limits?|grants?|granted|allows?|entitles?|commits?|mandates?|mandated|gives?|gave|leaves|specif(?:y|ies|ied)|contains?|establish(?:es|ed)?)\b"
)
_ON_NOUN = re.compile(
    rf"\b(?:{INSTRUMENT}|commitments?|provision)(?: \w+){{0,3}} (?:on|for|about) (?:a |an |the )?(?:\w+ ){{0,3}}$"
)
_CONDITION = re.compile(
    r"\b(?:if|unless|provided (?:that|the|both|all|its)|in case|in the event|on condition(?! of anonymity| of not being| that (?:he|she|they|his|her|their|the person))|as long as|should (?:the|any|either|it|they))\b|^(?:and |but )?should \w|^(?:and |but )?were (?:the )?(?:[\w'-]+ ){1,4}to \w|^without (?:a|an|any|further) [^,]{1,60}, [^;]*\b(?:will|would)\b|\bwill (?:be no|not) (?:[\w'-]+ ){0,8}(?:while|until)\b"
)
_CORRECT = re.compile(
    r"\b(?:correct(?:s|ed|ing)|revis(?:es|ed|ing)|amend(?:s|ed|ing)|updat(?:es|ed|ing)) (?:its|their|his|her|the|an|that)(?: \w+){0,4} (?:statement|figures?|report|toll|number|count|information|data|bulletin|claim|tally|date)\b|\b(?:issued|published) a correction\b|\bcorrection\b"
)
_WITHDRAW = re.compile(
    r"\b(?:retract(?:s|ed|ing)?|withdr(?:ew|aws?|awn)|took back|takes back|taken back|delet(?:es|ed)|rescind(?:s|ed)|recant(?:s|ed)) (?:its|their|his|her|the|an|that|a)(?: \w+){0,4} (?:statement|report|claim|allegation|accusation|post|message|bulletin|assertion|remarks?|video|figure)s?\b"
)
_DENY = re.compile(
    r"\b(?:denie[sd]|deny(?:ing)?|reject(?:s|ed|ing)?|refut(?:es|ed|ing|e)|dismiss(?:es|ed|ing)?|rebutt?(?:s|ed|ing)?)\b|\b(?:not true|untrue|false|groundless|baseless|unfounded|fabricat\w+|fiction|disinformation|a lie|fake|nothing to do with|no truth|not correspond to reality|does not correspond)\b"
)
_FALSE = re.compile(
    r"\b(?:reports?|claims?|allegations?|accusations?|information|statements?|assertions?|accounts?|version|rumou?rs?|stories|story|footage|news)\b[^.;]{0,160}\b(?:(?:is|are|was|were) (?:\w+ )?[\"“']?(?:not true|untrue|false|groundless|baseless|unfounded|fabricat\w+|fake|disinformation|a lie|lies|nonsense|invented|fiction|wrong|not correct|incorrect|propaganda|a provocation|far from (?:the )?truth)|(?:do|does|did) not correspond|has nothing to do with|have nothing to do with)\b"
)
_ACCUSE = re.compile(
    r"\b(?:accus(?:es|ed|ing|e)|blam(?:es|ed|ing|e)|condemn(?:s|ed|ing)?|held? (?:\w+ ){1,4}responsible|alleged(?:ly)?|supposedly|purportedly|allegations?|allege[sd]?|responsibility for (?:the|this)|charges)\b"
)
_ADMIT = re.compile(
    r"\b(?:admit(?:s|ted|ting)?|acknowledg(?:es|ed|ing|e)|conced(?:es|ed|ing|e)|confess(?:es|ed)?|owned up|took responsibility|claimed responsibility)\b"
)
_DEMAND = re.compile(
    r"\b(?:urg(?:es|ed|ing|e)|call(?:s|ed|ing)? (?:on|upon|for)|demand(?:s|ed|ing)?|appeal(?:s|ed|ing)? (?:to|for)|ask(?:s|ed|ing)? (?:the|for|\w+ to)|must|should|ought to|insist(?:s|ed)? (?:on(?! \d| \w+day\b)|that)|request(?:s|ed)?|need(?:s|ed)? to|ha(?:s|ve) to)\b"
)
_UNDERTAKE = re.compile(
    r"\b(?:offers?(?= (?:to|of)\b|,)|promise|commitment|undertaking|assurances?|pledg(?:es|ed|ing|e)|vow(?:s|ed|ing)?|promis(?:es|ed|ing|e)|undert(?:akes?|ook|aken|aking)(?: to)|commit(?:s|ted)? (?:itself|themselves|to)|agree[sd]? to|agreed (?:on|that)|guarantee[sd]?|assur(?:es|ed)|swore|ready to|readiness to|prepared to|willing to|willingness to|committed to|has agreed|have agreed)\b"
)
_PLAN = re.compile(
    r"\b(?:plan(?:s|ned|ning)?(?: to| for| on)?|intend(?:s|ed)?|intention|scheduled|slated|due|set to|prepar(?:es|ed|ing|e) (?:to|for)|aim(?:s|ed|ing)? (?:to|at)|will|shall|(?:is|are|was|were|be) to|about to|seek(?:s|ing)? to|sought to|decid(?:es|ed) to|order(?:s|ed)|want(?:s|ed)? to|going to|in order to|wish(?:es)? to|would|agenda|proposal|proposed|proposes?|threaten(?:s|ed|ing)?(?: to)?|hopes? to|hoped to|suggested?|offer(?:s|ed)? to|in preparation|ahead of|soon be)\b"
)
_EXPECT = re.compile(
    r"\b(?:expect(?:s|ed|ing)?|anticipat(?:es|ed)|likely|may|might|could|forecast|predict(?:s|ed)?|probabl[ey]|possibl[ey]|possibility|hope[sd]?|fear(?:s|ed)?|risk|perhaps)\b"
)
_TRANSPARENT = frozenset({
    "tried", "try", "tries", "attempted", "attempts", "attempt", "began", "begin", "begins", "started", "start",
    "starts", "continued", "continue", "continues", "managed", "continuing", "used", "able", "had", "has", "have",
    "came", "returned",
})  # fmt: skip
_NEGATIVE = frozenset(["not", "no", "never", "none", "neither", "nor", "without", "nobody", "cannot", "n't", "nothing"])
_BREAK = frozenset({
    ";", ":", "—", "–", "but", "while", "although", "though", "whereas", "after", "because", "when", "since", "which",
    "who", "where", "until", "before", "(", "as",
})  # fmt: skip
_PROVIDABLE = frozenset({
    "ceasefire", "standstill", "deployment", "withdrawal", "transfer", "corridor", "exchange", "return",
    "reconstruction", "movement", "access", "position", "persons_held",
})  # fmt: skip
_UNITS = r"(?:times|occasions|cases|violations?|breach(?:es)?|incidents?|explosions?|attacks|clashes|episodes|instances|exchanges)"
_NUM = (
    r"(?:\d[\d,.]*|"
    + "|".join([*list(NUMBERS)[2:], "hundred", "dozens?", "several", "hundreds", "thousands", "multiple"])
    + ")"
)
_COUNTED = re.compile(
    rf"\b{_NUM}(?:[ -](?:{'|'.join([*list(NUMBERS), *SCALES])}))*(?: of)?(?: (?!and\b|or\b)[\w-]+){{0,3}} {_UNITS}\b|\b(?:total|number) of {_NUM}(?: \w+){{0,2}} {_UNITS}\b|\btwice\b|\b{_UNITS} (?:\w+ )?(?:reached|totalled|totaled|stood at|amounted to|came to|numbered|(?:fell|rose|dropped|increased|decreased|declined|climbed|grew|went (?:up|down)) (?:from {_NUM} )?to) {_NUM}\b"
)
_IN_INCIDENTS = re.compile(rf"\b(?<=in ){_NUM} (?:\w+ )?(?:incidents|cases|occasions|instances)\b")
_ONE = re.compile(r"^(?:1|one|a|an|single)\b")
_PAST_OPEN = frozenset(["asserts", "counts"])


_STEMS: dict[Act, tuple[str, ...]] = {
    "withdraws": ("retract", "withdr", "took back", "take", "delet", "rescind", "recant"),
    "corrects": ("correct", "revis", "amend", "updat"),
    "denies": ("den", "reject", "refut", "dismiss", "rebut", "true", "false", "groundless", "baseless", "unfounded", "fabricat", "fiction", "disinformation", "lie", "fake", "nothing to do", "no truth", "correspond"),
    "admits": ("admit", "acknowledg", "conced", "confess", "owned", "responsibility"),
    "accuses": ("supposed", "purport", "accus", "blam", "condemn", "responsib", "alleg", "charges"),
}  # fmt: skip
_CONDITION_MARKS = (
    "if ",
    "unless",
    "provided",
    "in case",
    "in the event",
    "on condition",
    "as long",
    "should ",
    "were ",
    "without ",
    "will be no",
    "will not",
)
_ASKED_IF = re.compile(r"\b(?:asked|wondered|questioned|clarif\w+) if\b")
_ONCE = re.compile(r"\b(?:once|as soon as) (?:the|all|both|its|their|these|a|an|[a-z-]+s)\b")
_WILL = re.compile(r"\b(?:will|would)\b")
_FUTURE_IN = re.compile(r"\b(?:will|shall|would|is to|are to|to be)\b")
_SCHEDULED_IN = re.compile(r"\b(?:scheduled|planned|due)\b")
_MODAL_BEFORE = re.compile(r"\b(could|may|might|can|will|would|shall|must|should) (?!have\b)(?:\w+ ){1,4}$")
_DEMAND_NEAR = re.compile(
    r"\b(?:call(?:s|ed)? for|demand(?:s|ed)?|urged?|appeal(?:s|ed)? for|insist(?:s|ed) on(?! \d| \w+day\b)|need for)\b"
)
_PLAN_NEAR = re.compile(
    r"\b(?:plan(?:s|ned)?|prepar\w+|schedul\w+|propos\w+|consider(?:s|ed|ing)?|contemplat\w+|mull\w*|weigh(?:s|ed|ing)?|"
    r"intend\w*|ahead of|before|threat\w*|intention|upcoming|forthcoming|(?:is|are|was|were) to (?:\w+ ){1,5})"
)
_EXPECT_NEAR = re.compile(
    r"\b(?:expect\w*|possib\w+|risk|likely|hope\w*|fear\w*|brac(?:e|ed|ing) (?:\w+ )?for|gear\w* up for|on alert for|await\w*)\b"
)
_UNDERTAKE_NEAR = re.compile(
    r"\b(?:pledg\w+|promis\w+|commit\w+|agreed (?:on|to)|ready for|readiness for|willing\w*|open to|prepared for)\b"
)
_STAGED = re.compile(r"\b(?:carried out|conducted|held|completed|staged) (?:\w+ ){0,3}$")
_WILL_FAIL = re.compile(r"\b(?:will|would) (?:[\w-]+ )?(?:collapse|fail|break down|be violated|be broken|escalate)\b")
_BEING = re.compile(
    r" (?:[\w'-]+ ){0,3}?(?:is|are|was|were) (?:being|currently being) (?:prepared|planned|arranged|readied|negotiated|discussed|considered)\b"
)
_WAITED = re.compile(r"\b(?:await(?:s|ed|ing)?|wait(?:s|ed|ing)? for)\b")
_ORDERED = re.compile(r"\b(?:order(?:s|ed)|instruct(?:s|ed)|command(?:s|ed)) (?:[\w'-]+ ){0,6}to (?:[\w'-]+ )?$")
_UNREAL = re.compile(  # "Had Toria kept the truce, ..."
    r"had (?:the |a |an |its |their )?(?:[\w'-]+ ){1,4}?(?:\w+(?:ed|en)|kept|held|left|met|been|not|made|taken|given|put|stayed|withdrawn|gone|done|come|begun)\b[^.,;]*(?:,|$)"
)
_POSSIBLE = r"(?:still |also |now |very |highly |quite )?(?:possible|likely|unlikely|imminent|conceivable|inevitable|probable|on the table|under consideration|a possibility|in doubt|uncertain)"
_MAYBE = re.compile(rf" (?:[\w'-]+ ){{0,7}}?(?:is|was|are|were|remains?|seems?|looks?|appears?) {_POSSIBLE}\b")
_MAYBE_IN = re.compile(rf"\b(?:is|was|are|were|remains?|seems?|looks?) {_POSSIBLE}\b")
_RULED_OUT = re.compile(r"\b(?P<no>not |never |n't )?(?:rul(?:e|es|ed|ing) out|exclud(?:e|es|ed)) (?:[\w'-]+ ){0,4}$")
_NOT_HAVE = re.compile(r"\b(?:could|would|might)(?: not|n't) have\b")
_WOULD_HAVE_IN = re.compile(r"\b(?:would|could|might) have \w+")
_WOULD_HAVE = re.compile(r"\b(?:would|could|might) (?:\w+ )?have (?:\w+ )?$")
_PURPOSE = re.compile(r"\bto (?:\w+ ){1,5}$")
_DEED_NOUNS = frozenset([
    "visit", "observance", "implementation", "compliance", "respect", "exchange", "handover", "return", "release",
    "transfer", "use", "presence", "displacement",
])  # fmt: skip
_NOT_TO = re.compile(
    r"\bhad (?:[\w'-]+ ){1,5}not(?: \w+){0,2}$|\bnot to(?: \w+ly)?(?: \w+)?$|\byet to(?: \w+)?$|\bshould (?:[\w'-]+ ){1,4}not(?: \w+)?$|\bno longer(?: \w+)?$|\binstead of(?: \w+)?$|\b(?:refrain(?:s|ed|ing)?|abstain(?:s|ed)?|desist(?:s|ed)?) from(?: [\w-]+){0,3}$|\bat no (?:point|time)(?: [\w'-]+){0,5}$|\bnot (?:a|an|one)(?: [\w-]+){0,2}$|\bno information (?:about|on|of)(?: \w+)?$|\b(?:end|halt|stop|cessation)(?: to| of)(?: [\w-]+){0,3}$|\b(?:suspend(?:s|ed)?|halt(?:s|ed)?|paus(?:es|ed)|froze|frozen|cancel(?:s|led)?|abandon(?:s|ed)?|call(?:s|ed) off|postpon(?:es|ed)|put off|defer(?:s|red)?) (?:\w+ly )?(?:[\w'-]+ ){0,3}?(?:the|its|their|his|any|all|further|planned)(?: [\w-]+)?$"
)
_PROPOSAL = r"(?:proposals?|offers?|calls?|requests?|ideas?|invitations?|plans?|demands?|suggestions?|initiatives?|appeals?|possibility|prospect)"
_REFUSED = re.compile(
    rf"\b(?:reject(?:s|ed|ing)?|turn(?:s|ed)? down|rul(?:es|ed) out|declin(?:es|ed)|dismiss(?:es|ed)?|rebuff(?:s|ed)?|spurn(?:s|ed)?|refus(?:es|ed))(?: [\w'-]+){{0,4}}? (?:{_PROPOSAL} (?:to|for|of|that|on)|any|holding|taking part)(?: [\w'-]+){{0,6}} $|\bruled out (?:[\w'-]+ ){{0,3}}$"
)
_TOLD_TO = re.compile(
    r"\b(?:told|instructed|directed|obliged|pressed|invited|wants?|wanted) (?!to\b|that\b)(?:[\w'-]+ ){1,5}(?:not )?to (?:[\w'-]+ )?$"
)
_HAS_UNTIL = re.compile(r"\b(?:has|have|had|gave \w+|given) (?:until|till|up to) [^,;.]{1,40} to (?:[\w'-]+ )?$")
_ACCEPTED = re.compile(
    r"\b(?:accept(?:s|ed)?|agree[sd]? to|approv(?:es|ed)|consent(?:s|ed) to) (?:[\w'-]+ ){0,5}?(?:proposal|offer|request|demand|plan|idea|call|invitation)(?: by [^,;.]{1,30})? to (?:[\w'-]+ )?$"
)
_WANTED = re.compile(r"\b(?:wants?|wanted|would like) (?!to\b)(?:(?!that\b|who\b)[\w'-]+ ){1,5}$")
_NOT_KEPT = re.compile(
    r"\b(?:orders?|decisions?|instructions?|permission) to\b[^;.]{0,80}?\b(?:was|were|has been|had been) (?:never|not) (?:yet )?(?:been )?(?:given|issued|taken|carried out)\b|\b(?:promises?|pledges?|commitments?|undertakings?|obligations?)\b[^;.]{0,120}?\b(?:has|have|had|was|were|is|are)(?: not|n't| never)(?: yet)? (?:been )?(?:kept|honou?red|fulfilled|met|implemented|observed|carried out)\b|\b(?:broke|breaking|breaks|broken|reneg\w+ on|failed to keep|fails to keep|did not keep|went back on) (?:its|the|their|a|his|her) (?:[\w'-]+ )?(?:promise|pledge|commitment|word|undertaking)s? to\b"
)
_ORDINAL_TO = re.compile(r"\b(?:first|last|only (?:one|ones|side|party)|second) to (?:[\w'-]+ )?$")
_DUE_TO = re.compile(r"\b(?:is|are|was|were) (?:expected|scheduled|due|set|planned|likely) (?:to|for|on|at)?")
_EXPECTED = re.compile(r"expected|likely")
_TRIED_TO = re.compile(
    r"\b(?:fail\w*|refus\w+|unable|declin\w+|manag\w+|forced|allowed|able|attempt\w*|tried|tries|trying|continu\w+|began|started|ceased) (?:\w+ )?to$|\bhad to$"
)
_CLEFT = re.compile(
    r"\bit (?:is|was)(?: not|n't) (?:[\w'-]+ ){1,6}(?:that|who|which) (?:(?:had|has|have|first) ){0,2}$"
)
_ANY = re.compile(r"\b(?:any|every|another|a new|a further) (?:[\w'-]+ ){0,2}$")
_MET_WITH = re.compile(
    r"\b(?:will|would) (?:be (?:met|answered|followed|treated|punished|seen|regarded|considered|repelled|returned)|lead|result|trigger|provoke|mean|draw|bring|force|entail|end|have)\b"
)
_DROPPED = re.compile(
    r"\b(?:revers|drop|abandon|scrap|cancel|revok|shelv|rescind|went back on|goes back on|gave up)\w* (?:its|the|their|his|her|a|an|any|earlier) (?:\w+ ){0,2}?(?:decisions?|plans?|intention|orders?|offers?|proposals?|ideas?|pledges?|promises?)(?: of [^,;.]{1,30}?)? (?:to|for|of)(?: [\w'-]+){0,4} $"
)
_NO_SIGN = re.compile(
    r"\b(?:nothing|no one|nobody) (?:suggests|suggested|indicates|indicated|shows|showed|proves|proved|confirms|confirmed)(?: that)?(?: (?!but\b|and\b|that\b)[\w'-]+){0,9} $|\bno (?:\w+ ){0,2}(?:signs?|evidence|indications?|proof|traces?|reports|reason to believe|grounds? to believe|data) (?:that|of|to suggest(?: that)?|suggesting(?: that)?|showing(?: that)?)(?: (?!but\b|and\b|that\b)[\w'-]+){0,9} $"
)
_NO_DECISION = re.compile(
    r"\bno (?:final |formal )?(?:decision|date|agreement|deal|plans?|word|consensus|arrangements?|timetable|order)(?: (?:has|have|had|was|were|is|are)(?: yet)? (?:been )?\w+)?(?: yet)? (?:on|about|for|to|over)(?: [\w'-]+){0,4}$"
)
_MAY_NEGATE = re.compile(r"no|against|n't|neve|neither|withou|fail|refus|declin|unable|willing|stopped|ceased")
_NOT_ONLY = re.compile(r"\bnot only\b")
_NEGATIVE_IN = re.compile(r"\b(?:not|never|n't|cannot|nor|neither|without|nobody)\b(?! only)")
_NEGATIVE_WORDS = frozenset(["without", "could", "cannot", "couldn't"])  # what they deny is the deed told
_NOT_IN = re.compile(r"n't\b")
_NOT_BEFORE = re.compile(
    r"\b(?:did|does|do|has|have|had|was|were|is|are|will|would|could|can|should|must|shall)(?: not|n't)\b(?: \w+){0,3}$"
)
_NEVER_BEFORE = re.compile(r"\b(?:never|cannot|neither|nor|nobody|without)\b(?: \w+){0,4}$")
_NO_BEFORE = re.compile(
    r"\bno (?:(?!that\b|longer than\b|fewer than\b|less than\b|more than\b|later than\b|doubt\b|sooner\b)[\w-]+ ){0,5}$"
)
_NONE_BEFORE = re.compile(r"\b(?:none|nothing) (?:of |\w+ ){0,5}$")
_FAILED_BEFORE = re.compile(
    r"\b(?:fail(?:s|ed)?|refus(?:es|ed)|declin(?:es|ed)|unable|(?:un)?willing(?:ness)?|stopped|ceased) (?:\w+ )?(?:to )?$"
)
_FEW = re.compile(r"(?:two|2|three|3)\b")
_RECORDING = re.compile(r"\b(?:record|regist|count|document|observ)\w+")
_NO_INSTRUMENT = re.compile(r"\b(?:press|written|video|earlier)\s+statement")
_IT = re.compile(r"it\b")
_OBLIGED = re.compile(
    r"\b(?:is|are|was|were)(?: also| further)? (?:obliged|required|bound|obligated) (?:to|by|under)\b|(?<!\bwe )(?<!\bi )\bshall\b"
)
_SHALL = re.compile(r"(?<!\bwe )(?<!\bi )\bshall\b")
_BOUND = re.compile(r"\b(?:is|are|was|were)(?: also| further)? (?:obliged|obligated|duty bound|bound) (?:to|by)\b")
_SPOKEN = re.compile(
    r"\b(?:press|posted|published|issued|released|read out|website|spokes\w+|ministry|minister's|office)\b"
)
_SIGNED_PART = re.compile(r"\b(?:of|on|signed|between|dated|for|to)\b.*")
_INSTRUMENT_END = re.compile(rf"\b{INSTRUMENT}$")
_JOINT = re.compile(
    r"joint|trilateral|tripartite|\bof \d|\bof (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|signed"
)


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What a claim does and how it stands. both: read as a clause as well (A6)."""

    act: Act
    polarity: str = "holds"
    conditional: bool = False
    topics: tuple[str, ...] = ()
    both: bool = False


def clause_start(frame: Frame, i: int, first: int) -> int:
    """First word of the clause that holds word i, not before `first`."""
    k = i
    while k > first:
        w = frame.words[k - 1].low
        if w in _BREAK or (w == "that" and k - 1 > first):
            return k
        if w == "," and k < i and frame.words[k].low in ("and", "but", "so", "nor"):
            return k
        k -= 1
    return first


def first_act(a: Act, b: Act) -> Act:
    """The one that takes precedence."""
    return a if ACTS.index(a) <= ACTS.index(b) else b


def standing(frame: Frame, t: Trigger, first: int, last: int, cue: str | None, *, provided: str = "") -> Standing:
    """The act of the trigger t in content [first, last) under the nearest cue's class.

    provided: "" or how an instrument governs the sentence: "under" (open), "provides".
    """
    begin = clause_start(frame, t.first, first)
    a, b = frame.words[first].start, frame.words[t.first].start
    clause = frame.low[frame.words[begin].start : b]
    before = frame.low[max(a, b - 220) : b]
    whole = frame.low[a : frame.words[last - 1].end]
    act: Act = CUE_ACT.get(cue or "", "asserts")
    around = frame.low[max(0, a - 90) : a] if cue in ("withdraw", "correct") else ""
    topics: list[str] = []
    if cue == "demand":
        topics.append("demand")
    unkept = _NOT_KEPT.search(whole) is not None
    said_of = predicate_of(frame, t, begin, last)
    negative = negated(frame, t, begin) or said_of.negative
    hinted = _hinted(whole)
    for found, pattern, scope in (("denies", _DENY, before), ("admits", _ADMIT, clause), ("accuses", _ACCUSE, before)):
        if found in hinted and pattern.search(scope):
            act = first_act(act, found)
    for found in (*_acts_of(whole), *(x for x in _acts_of(around) if x != "denies")):
        act = first_act(act, found)
    if act == "denies" and cue != "deny" and _refused(frame, t, begin):
        act = "asserts"
    act, both, more = _governed(
        frame, t, begin, clause, before, whole, act, provided, cue in ("demand", "expect"), said_of
    )
    topics += more
    conditional = _conditional(whole)
    if unkept and act in ("undertakes", "plans", "expects"):
        act, negative = "asserts", True
    ruled = _RULED_OUT.search(clause)
    if ruled is not None:
        act, negative = first_act("expects" if act == "denies" else act, "expects"), ruled.group("no") is None
    elif (
        _WOULD_HAVE.search(clause) or _WOULD_HAVE_IN.search(frame.low[b : frame.words[t.last - 1].end])
    ) and not _NOT_HAVE.search(clause):
        act, conditional, negative = first_act(act, "expects"), True, True
    unreal = _UNREAL.match(whole)
    if unreal is not None:
        conditional = True
        negative = negative != (frame.words[t.first].start - a < unreal.end())
    if (
        t.noun
        and _ANY.search(frame.low, max(0, b - 30), b)
        and _MET_WITH.search(frame.low, frame.words[t.last - 1].end, frame.words[last - 1].end)
    ):
        conditional, act = True, "expects" if act in ("asserts", "plans") else act
    if conditional:
        act = first_act(act, "expects")
    if act == "asserts" and not negative and _counts(frame, t, first, last):
        act = "counts"
    polarity = "does_not_hold" if (act == "denies") != negative else "holds"
    return Standing(act=act, polarity=polarity, conditional=conditional, topics=tuple(dict.fromkeys(topics)), both=both)


# What a whole content says is asked for each of its triggers: the last contents are remembered.
@lru_cache(maxsize=64)
def _hinted(whole: str) -> tuple[Act, ...]:
    """The acts that words of a content may speak of."""
    return tuple([act for act, stems in _STEMS.items() if any(stem in whole for stem in stems)])


@lru_cache(maxsize=64)
def _acts_of(whole: str) -> tuple[Act, ...]:
    """The acts that a whole content does to its claims, wherever its trigger stands."""
    hinted = _hinted(whole)
    patterns: tuple[tuple[Act, re.Pattern[str]], ...] = (
        ("withdraws", _WITHDRAW),
        ("corrects", _CORRECT),
        ("denies", _FALSE),
    )
    return tuple([act for act, pattern in patterns if act in hinted and pattern.search(whole)])


@lru_cache(maxsize=64)
def _conditional(whole: str) -> bool:
    if _ONCE.search(whole) and _WILL.search(whole):
        return True
    return (
        any(mark in whole for mark in _CONDITION_MARKS)
        and _CONDITION.search(whole) is not None
        and not _ASKED_IF.search(whole)
    )


@lru_cache(maxsize=64)
def _provides(whole: str) -> re.Match[str] | None:
    return _PROVIDES.search(whole)


def _governed(
    frame: Frame,
    t: Trigger,
    begin: int,
    clause: str,
    before: str,
    whole: str,
    act: Act,
    provided: str,
    demanded: bool,
    said_of: Predicate,
) -> tuple[Act, bool, list[str]]:
    """A2: what governs the trigger in its clause."""
    topics: list[str] = []
    both = False
    modal = said_of.modal or _modal(frame, t, begin)
    if (
        provided == "provides"
        or (
            _provides(whole)
            and _PROVIDES.search(before)
            and t.kind
            not in ("agreement", "meeting", "talks", "contact", "statement", "casualties", "violence", "damage")
        )
        or (t.kind in _PROVIDABLE and _ON_NOUN.search(before))
    ):
        act = first_act(act, "provides")
    elif provided == "under" and (t.kind in _PROVIDABLE or (modal and t.kind not in ("meeting", "talks", "contact"))):
        if (
            modal
            or t.word in ("has", "have")
            or " to " in frame.low[frame.words[t.first].start - 4 : frame.words[t.first].start]
        ):
            act = first_act(act, "provides")
        elif act == "asserts":
            both = True
    if t.lemma == "agree" and t.kind != "agreement":
        act = first_act(act, "undertakes")
    if t.kind == "ceasefire" and modal == "plans" and _ORDERED.search(before):
        return first_act(act, "announces"), both, topics
    if modal == "to":
        modal = "" if demanded else "plans"
    if modal == "demand":
        act = first_act(act, "expects")
        topics.append("demand")
    elif modal == "plans" and act == "expects" and (said_of.modal or _WILL.search(clause[-40:])):
        pass
    elif modal in ("undertakes", "plans", "expects"):
        act = first_act(act, modal)  # type: ignore[arg-type]
    return act, both, topics


def _modal(frame: Frame, t: Trigger, begin: int) -> str:
    """The modal or verb that governs the trigger: demand, undertakes, plans, expects, or nothing."""
    i = t.first
    k = i - 1
    while k >= begin and (
        frame.words[k].low in ADVERBS
        or frame.words[k].low.endswith("ly")
        or frame.words[k].low in ("be", "been", "have", "being")
    ):
        k -= 1
    w = frame.words[k].low if k >= begin else ""
    if w == "may" and frame.low[frame.words[k].start] == "M":
        w = ""  # the month
    inside = " ".join(x.low for x in frame.words[t.first : t.last])
    if _WILL_FAIL.search(inside):
        return "expects"
    if _WAITED.search(frame.low[max(frame.words[begin].start, frame.words[i].start - 60) : frame.words[i].start]):
        return "expects"
    if w in ("will", "shall", "would", "'ll"):
        return "plans"
    if t.first < t.last - 1 and _FUTURE_IN.search(inside):
        return "expects" if "expected" in inside else "plans"
    if _MAYBE.match(frame.low, frame.words[t.last - 1].end) or _MAYBE_IN.search(inside):
        return "expects"
    if _SCHEDULED_IN.search(inside) or _BEING.match(frame.low, frame.words[t.last - 1].end):
        return "plans"
    if "expected" in inside:
        return "expects"
    if w in ("must", "should", "ought"):
        return "demand"
    if w in ("could", "can") and frame.words[k + 1].low == "not" and k + 1 < i:
        return ""
    if w in ("may", "might", "could", "can"):
        return "expects"
    text = frame.low[frame.words[begin].start : frame.words[i].start]
    if t.word.endswith(("ed", "wn", "en")) and _WANTED.search(text):
        return "demand"  # "wants the captives freed"
    if _NO_DECISION.search(text.rstrip()):
        return "plans"
    if (
        w == "to"
        and k > begin
        and frame.words[k - 1].low in ("due", "owing", "thanks")
        and (t.noun or t.word.endswith("ing"))
    ):
        return ""  # a cause, no plan
    if w == "to" and (
        _TOLD_TO.search(text) or _HAS_UNTIL.search(frame.low, max(0, frame.words[i].start - 120), frame.words[i].start)
    ):
        return "demand"
    if w == "to" and _ACCEPTED.search(text):
        return "undertakes"
    if w == "to" and _ORDINAL_TO.search(text):
        return ""  # "was the first to open fire"
    if w == "to":
        head = frame.low[max(frame.words[begin].start, frame.words[k].start - 120) : frame.words[k].end]
        return _last_of(head) or "to"
    if t.noun or t.word in _DEED_NOUNS or frame.words[i].low.endswith("ing"):
        near = text[-60:]
        m = _MODAL_BEFORE.search(near)
        if m:
            return (
                "expects"
                if m.group(1) in ("could", "may", "might", "can")
                else "demand"
                if m.group(1) in ("must", "should")
                else "plans"
            )
        if _DEMAND_NEAR.search(near):
            return "demand"
        if _PLAN_NEAR.search(near) and not _STAGED.search(near):
            return "plans"
        if t.kind == "ceasefire" and _PURPOSE.search(near):
            return "plans"
        if _EXPECT_NEAR.search(near):
            return "expects"
        if _UNDERTAKE_NEAR.search(near):
            return "undertakes"
    if _DUE_TO.search(text[-50:]) and not t.noun:
        return "expects" if _EXPECTED.search(text[-50:]) else "plans"
    return ""


def _last_of(head: str) -> str:
    """The governing word nearest before "to"."""
    found: tuple[int, str] = (-1, "")
    for name, pattern in (("expects", _EXPECT), ("plans", _PLAN), ("undertakes", _UNDERTAKE), ("demand", _DEMAND)):
        for m in pattern.finditer(head):
            if m.start() >= found[0]:
                found = (m.start(), name)
    words = head.split()
    if len(words) > 1 and words[-2] == "yet":
        return "none"
    if len(words) > 1 and words[-2] in _TRANSPARENT:
        return "none" if found[0] < 0 else found[1]
    if _TRIED_TO.search(head):
        return "none"
    return found[1]


def _refused(frame: Frame, t: Trigger, begin: int) -> bool:
    """Whether an offer or a call to do the deed is turned down."""
    return bool(_REFUSED.search(" ".join(w.low for w in frame.words[max(begin, t.first - 9) : t.first]) + " "))


def negated(frame: Frame, t: Trigger, begin: int) -> bool:
    """A4: whether the clause says that it was not so."""
    text = " ".join(w.low for w in frame.words[max(begin, t.first - 9) : t.first])
    inside = " ".join(w.low for w in frame.words[t.first : t.last])
    if _NOT_TO.search(text) or _refused(frame, t, begin):
        return True
    near = max(0, frame.words[t.first].start - 140), frame.words[t.first].start
    if _NO_SIGN.search(frame.low, *near) or _CLEFT.search(frame.low, *near) or _DROPPED.search(frame.low, *near):
        return True
    if _NO_DECISION.search(text):
        return t.kind not in ("talks", "meeting")
    if not _MAY_NEGATE.search(text) and not _MAY_NEGATE.search(inside):
        return False
    if _NOT_ONLY.search(text):
        return False
    if (
        t.lemma == "vote"
        or (t.word not in _NEGATIVE_WORDS and _NEGATIVE_IN.search(inside))
        or (_NOT_IN.search(inside) and t.word not in _NEGATIVE_WORDS)
    ):
        return True
    if _NOT_BEFORE.search(text) or _NEVER_BEFORE.search(text):
        return True
    if _NO_BEFORE.search(text + " ") or _NONE_BEFORE.search(text + " "):
        return True
    return bool(_FAILED_BEFORE.search(text + " ")) and "willing" not in text.replace("unwilling", "")


def _counts(frame: Frame, t: Trigger, first: int, last: int) -> bool:
    """A3: several equal incidents told by their number."""
    if t.kind not in ("violation", "violence"):
        return False
    a = frame.words[max(first, t.first - 9)].start
    b = frame.words[min(last, t.last + 12) - 1].end
    if _IN_INCIDENTS.search(frame.low, frame.words[t.first].start, frame.words[last - 1].end):
        return True
    m = _COUNTED.search(frame.low, a, b)
    if m is None or _ONE.match(m.group()):
        return False
    few = _FEW.match(m.group()) is not None
    return not (few and t.kind == "violence" and not _RECORDING.search(frame.low[max(0, a - 60) : b]))


def instrument_of(frame: Frame, first: int, last: int) -> str:
    """How an instrument governs words [first, last): "under", "provides" or ""."""
    text = frame.low[frame.words[first].start : frame.words[last - 1].end]
    m = _provides(text)
    if m is not None and not _NO_INSTRUMENT.search(text[max(0, m.start() - 12) : m.end()]) and not _IT.match(m.group()):
        return "provides"
    if _BOUND.search(text):
        return "provides"
    if _OBLIGED.search(text):
        return "provides" if _SHALL.search(text) or _UNDER.search(text) else ""
    return "under" if _UNDER.search(text) else ""


@lru_cache(maxsize=2048)
def is_instrument(source: str) -> bool:
    """Whether the words of a source name an instrument, not a speaker's statement."""
    low = source.lower()
    if _SPOKEN.search(low):
        return False
    head = _SIGNED_PART.sub("", low).strip()
    return bool(_INSTRUMENT_END.search(head)) and not (head.endswith("statement") and not _JOINT.search(low))
