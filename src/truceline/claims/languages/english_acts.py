"""What the words around a deed make of it: act, modality, negation (English). Tables for `claims.around`, first row that fits.

Rows of MODAL say demand, undertakes, plans, expects, or "" for a plain deed; rows of NEGATED say "not", or "" for "it was so".
"""

from __future__ import annotations

import re

from truceline.claims.around import row
from truceline.claims.claim import Act
from truceline.claims.gates import gated
from truceline.claims.languages.english_hedges import REPORTS, UNTRUE
from truceline.claims.languages.english_words import NUMBERS, SCALES

# what a word of saying gives to the deed it governs
CUE_ACT: dict[str, Act] = {
    "withdraw": "withdraws", "correct": "corrects", "deny": "denies", "admit": "admits", "accuse": "accuses", "undertake": "undertakes", "expect": "expects", "doubt": "expects", "announce": "announces", "demand": "expects",
}  # fmt: skip
STEMS: dict[Act, tuple[str, ...]] = {
    "withdraws": ("retract", "withdr", "took back", "take", "delet", "rescind", "recant"),
    "corrects": ("correct", "revis", "amend", "updat"),
    "denies": ("den", "reject", "refut", "dismiss", "rebut", "true", "false", "groundless", "baseless", "unfounded", "fabricat", "fiction", "disinformation", "lie", "fake", "nothing to do", "no truth", "correspond", "absurd", "ridicul", "laugh", "prepost", "nonsense", "invent", "made up", "incorrect", "wrong", "mislead", "fetched", "without", "wishful", "fantasy", "propaganda", "provocation", "slander"),
    "admits": ("admit", "acknowledg", "conced", "confess", "owned", "responsibility"),
    "accuses": ("supposed", "purport", "accus", "blam", "condemn", "responsib", "alleg", "charges"),
}  # fmt: skip
# act, where it is looked for ("whole" content, "before" the deed, its "clause"), pattern
ACTS_TOLD: tuple[tuple[Act, str, re.Pattern[str]], ...] = (
    ("denies", "before", re.compile(r"\b(?:denie[sd]|deny(?:ing)?|reject(?:s|ed|ing)?|refut(?:es|ed|ing|e)|dismiss(?:es|ed|ing)?|rebutt?(?:s|ed|ing)?)\b|\b(?:not true|untrue|false|groundless|baseless|unfounded|fabricat\w+|fiction|disinformation|a lie|fake|nothing to do with|no truth|not correspond to reality|does not correspond)\b")),
    ("admits", "clause", re.compile(r"\b(?:admit(?:s|ted|ting)?|acknowledg(?:es|ed|ing|e)|conced(?:es|ed|ing|e)|confess(?:es|ed)?|owned up|took responsibility|(?<!nobody has )(?<!no one has )(?<!no group has )(?<!no side has )(?<!nobody )(?<!no one )(?<!no group )(?<!not )claimed responsibility)\b")),
    ("accuses", "before", re.compile(r"\b(?:accus(?:es|ed|ing|e)|blam(?:es|ed|ing|e)|condemn(?:s|ed|ing)?|held? (?:\w+ ){1,4}responsible|alleged(?:ly)?|supposedly|purportedly|allegations?|allege[sd]?|(?<!claimed )(?<!took )responsibility for (?:the|this)|charges)\b")),
    ("withdraws", "whole", re.compile(r"\b(?:retract(?:s|ed|ing)?|withdr(?:ew|aws?|awn)|took back|takes back|taken back|delet(?:es|ed)|rescind(?:s|ed)|recant(?:s|ed)) (?:its|their|his|her|the|an|that|a)(?: \w+){0,4} (?:statement|report|claim|allegation|accusation|post|message|bulletin|assertion|remarks?|video|figure)s?\b")),
    ("corrects", "whole", re.compile(r"\b(?:correct(?:s|ed|ing)|revis(?:es|ed|ing)|amend(?:s|ed|ing)|updat(?:es|ed|ing)) (?:its|their|his|her|the|an|that)(?: \w+){0,4} (?:statement|figures?|report|toll|number|count|information|data|bulletin|claim|tally|date)\b|\b(?:issued|published) a correction\b|\bcorrection\b")),
    ("denies", "whole", re.compile(rf"\b{REPORTS}\b[^.;]{{0,160}}\b(?:(?:is|are|was|were) (?:\w+ )?[\"“']?{UNTRUE}|(?:do|does|did) not correspond|ha(?:s|ve) nothing to do with)\b")),
)  # fmt: skip
_POSSIBLE = r"(?:still |also |now |very |highly |quite )?(?:possible|likely|unlikely|imminent|conceivable|inevitable|probable|on the table|under consideration|a possibility|in doubt|uncertain)"
_PROPOSAL = r"(?:proposals?|offers?|calls?|requests?|ideas?|invitations?|plans?|demands?|suggestions?|initiatives?|appeals?|possibility|prospect)"
_REFUSED = rf"\b(?:reject(?:s|ed|ing)?|turn(?:s|ed)? down|rul(?:es|ed) out|declin(?:es|ed)|dismiss(?:es|ed)?|rebuff(?:s|ed)?|spurn(?:s|ed)?|refus(?:es|ed))(?: [\w'-]+){{0,4}}? (?:{_PROPOSAL} (?:to|for|of|that|on)|any|holding|taking part)(?: [\w'-]+){{0,6}} $|\bruled out (?:[\w'-]+ ){{0,3}}$"
REFUSED = gated(_REFUSED)
_NO_DECISION = r"\bno (?:final |formal )?(?:decision|date|agreement|deal|plans?|word|consensus|arrangements?|timetable|order)(?: (?:has|have|had|was|were|is|are)(?: yet)? (?:been )?\w+)?(?: yet)? (?:on|about|for|to|over)(?: [\w'-]+){0,4} ?$"
# what governs a deed from before it
MODAL = (
    row("expects", "inside", r"\b(?:will|would) (?:[\w-]+ )?(?:collapse|fail|break down|be violated|be broken|escalate)\b"),
    row("expects", "before", r"\b(?:await(?:s|ed|ing)?|wait(?:s|ed|ing)? for)\b", 60),
    row("plans", "governor", r"(?:will|shall|would|'ll)\b"),
    row("expects", "inside", r"\bexpected\b.*\bto be\b|\b(?:will|shall|would|is to|are to|to be)\b.*expected", when="phrase"),
    row("plans", "inside", r"\b(?:will|shall|would|is to|are to|to be)\b", when="phrase"),
    row("expects", "after", rf" (?:[\w'-]+ ){{0,7}}?(?:is|was|are|were|remains?|seems?|looks?|appears?) {_POSSIBLE}\b"),
    row("expects", "inside", rf"\b(?:is|was|are|were|remains?|seems?|looks?) {_POSSIBLE}\b"),
    row("plans", "inside", r"\b(?:scheduled|planned|due)\b"),
    row("plans", "after", r" (?:[\w'-]+ ){0,3}?(?:is|are|was|were) (?:being|currently being) (?:prepared|planned|arranged|readied|negotiated|discussed|considered)\b"),
    row("expects", "inside", "expected"),
    row("plans", "before", r"\b(?:will|would|shall|could|to) (?:\w+ )?(?:see|have|let|make|mean|require|allow|oblige|bring) (?!been\b|had\b)(?:[\w'-]+ ){1,5}$", 90, "verb"),
    row("plans", "before", r"\b(?:goal|aim|purpose|objective|intention|intent|view|prospect|plan|hope|hopes|bid|point|verge|brink) (?:of|to|at) (?:\w+ )?$", 60, "verb"),
    row("demand", "near", r"\b(?:demands?|calls?|appeals?|requests?|conditions?|requirement|insistence|recommendation)(?: (?!that\b)\w+){0,3} ?[:,]? that (?:[\w'-]+ ){1,6}$", 110, "verb base"),
    row("demand", "governor", r"(?:must|should|ought)\b"),
    row("", "governor", r"(?:could|can) not\b"),
    row("expects", "governor", r"(?:may|might|could|can)\b"),
    row("demand", "before", r"\b(?:wants?|wanted|would like) (?!to\b)(?:(?!that\b|who\b)[\w'-]+ ){1,5}$", when="participle"),  # "wants the captives freed"
    row("plans", "before", _NO_DECISION),
    row("", "before", r"\b(?:due|owing|thanks) to (?:\w+ )*$", 60, when="to noun"),  # a cause, no plan
    row("demand", "before", r"\b(?:told|instructed|directed|obliged|pressed|invited|wants?|wanted) (?!to\b|that\b)(?:[\w'-]+ ){1,5}(?:not )?to (?:[\w'-]+ )?$", when="to"),
    row("demand", "near", r"\b(?:has|have|had|gave \w+|given) (?:until|till|up to) [^,;.]{1,40} to (?:[\w'-]+ )?$", 120, when="to"),
    row("undertakes", "before", r"\b(?:accept(?:s|ed)?|agree[sd]? to|consent(?:s|ed) to) (?:[\w'-]+ ){0,5}?(?:proposal|offer|request|demand|plan|idea|call|invitation)(?: by [^,;.]{1,30})? to (?:[\w'-]+ )?$", when="to"),
    row("", "before", r"\b(?:first|last|only (?:one|ones|side|party)|second) to (?:[\w'-]+ )?$", when="to"),  # "was the first to open fire"
)  # fmt: skip
# what stands near a deed that is told by a noun, or comes last
MODAL_NEAR = (
    row("expects", "before", r"\b(?:could|may|might|can) (?!have\b)(?:\w+ ){1,4}$", 60, "noun"),
    row("demand", "before", r"\b(?:must|should) (?!have\b)(?:\w+ ){1,4}$", 60, "noun"),
    row("plans", "before", r"\b(?:will|would|shall) (?!have\b)(?:\w+ ){1,4}$", 60, "noun"),
    row("demand", "before", r"\b(?:call(?:s|ed)? for|demand(?:s|ed)?|urged?|appeal(?:s|ed)? for|insist(?:s|ed) on(?! \d| \w+day\b)|need for)\b", 60, "noun"),
    row("plans", "before", r"\b(?:plan(?:s|ned)?|prepar\w+|schedul\w+|propos\w+|consider(?:s|ed|ing)?|contemplat\w+|mull\w*|weigh(?:s|ed|ing)?|"
    r"intend\w*|ahead of|before|threat\w*|intention|upcoming|forthcoming|(?:is|are|was|were) to (?:\w+ ){1,5})", 60, "noun", r"\b(?:carried out|conducted|held|completed|staged) (?:\w+ ){0,3}$"),
    row("plans", "before", r"\bto (?:\w+ ){1,5}$", 60, "noun ceasefire"),
    row("expects", "before", r"\b(?:expect\w*|possib\w+|risk|likely|hope\w*|fear\w*|brac(?:e|ed|ing) (?:\w+ )?for|gear\w* up for|on alert for|await\w*)\b", 60, "noun"),
    row("undertakes", "before", r"\b(?:pledg\w+|promis\w+|commit\w+|agreed (?:on|to)|ready for|readiness for|willing\w*|open to|prepared for)\b", 60, "noun"),
    row("plans", "before", r"\bto (?:agree|decide|settle|work out|hammer out|finali[sz]e) (?:on |to |upon )?(?:[\w'-]+ ){0,4}$", 60, "noun"),
    row("undertakes", "before", r"\b(?:came|come|comes) to (?:terms|an? \w+)\b[^,;.]*$", 100, "noun"),
    row("expects", "before", r"\b(?:is|are|was|were) (?:expected|likely) (?:to|for|on|at)?", 50, "verb"),
    row("plans", "before", r"\b(?:is|are|was|were) (?:scheduled|due|set|planned) (?:to|for|on|at)?", 50, "verb"),
)  # fmt: skip
# the word that governs "to" and a deed: of several the last
GOVERNS_TO = (
    ("expects", re.compile(r"\b(?:expect(?:s|ed|ing)?|anticipat(?:es|ed)|likely|may|might|could|forecast|predict(?:s|ed)?|probabl[ey]|possibl[ey]|possibility|hope[sd]?|fear(?:s|ed)?|risk|perhaps)\b")),
    ("plans", re.compile(r"\b(?:plan(?:s|ned|ning)?(?: to| for| on)?|intend(?:s|ed)?|intention|scheduled|slated|due|set to|prepar(?:es|ed|ing|e) (?:to|for)|aim(?:s|ed|ing)? (?:to|at)|will|shall|(?:is|are|was|were|be) to|about to|(?:getting|got|gets|making|made|makes) ready to|seek(?:s|ing)? to|sought to|decid(?:es|ed) to|order(?:s|ed)|want(?:s|ed)? to|going to|in order to|wish(?:es)? to|would|agenda|proposal|proposed|proposes?|threaten(?:s|ed|ing)?(?: to)?|hopes? to|hoped to|suggested?|offer(?:s|ed)? to|in preparation|ahead of|soon be)\b")),
    ("undertakes", re.compile(r"\b(?:offers?(?= (?:to|of)\b|,)|promise|commitment|undertaking|assurances?|pledg(?:es|ed|ing|e)|vow(?:s|ed|ing)?|promis(?:es|ed|ing|e)|undert(?:akes?|ook|aken|aking)(?: to)|commit(?:s|ted)? (?:itself|themselves|to)|agree[sd]? to|agreed (?:on|that)|guarantee[sd]?|assur(?:es|ed)|swore|(?<!getting )(?<!got )(?<!gets )(?<!making )(?<!made )(?<!makes )ready to|readiness to|prepared to|willing to|willingness to|committed to|has agreed|have agreed)\b")),
    ("demand", re.compile(r"\b(?:urg(?:es|ed|ing|e)|call(?:s|ed|ing)? (?:on|upon|for)|demand(?:s|ed|ing)?|appeal(?:s|ed|ing)? (?:to|for)|ask(?:s|ed|ing)? (?:the|for|\w+ to)|must|should|ought to|insist(?:s|ed)? (?:on(?! \d| \w+day\b)|that)|request(?:s|ed)?|need(?:s|ed)? to|ha(?:s|ve) to)\b")),
)  # fmt: skip
TRIED_TO = re.compile(
    r"\b(?:fail\w*|refus\w+|unable|declin\w+|manag\w+|forced|allowed|able|(?:is|are|was|were) (?:said|reported|believed|understood|thought|alleged|rumou?red|presumed|known|found)|attempt\w*|tried|tries|trying|continu\w+|began|started|ceased) (?:\w+ )?to$|\bhad to$"
)
TRANSPARENT = frozenset({
    "tried", "try", "tries", "attempted", "attempts", "attempt", "began", "begin", "begins", "started", "start",
    "starts", "continued", "continue", "continues", "managed", "continuing", "used", "able", "had", "has", "have",
    "came", "returned",
})  # fmt: skip
# denied is only who did it: "denied any part in", "had nothing to do with"
NOT_THE_DOER = re.compile(
    r"\b(?:involvement in|(?:any|no|a|its|their) (?:part|role|hand) in|taking part in|responsib\w+ for|complicity in|guilt for|behind|(?:nothing|anything) to do with|connect\w+ (?:to|with)|link\w* (?:to|with)) "
)
# what makes a deed untrue wherever it stands
NEGATED = (
    row("not", "words", r"\bhad (?:[\w'-]+ ){1,5}not(?: \w+){0,2} $|\bnot to(?: \w+ly)?(?: \w+)? $|\byet to(?: \w+)? $|\bshould (?:[\w'-]+ ){1,4}not(?: \w+)? $|\bno longer(?: \w+)? $|\binstead of(?: \w+)? $|\b(?:refrain(?:s|ed|ing)?|abstain(?:s|ed)?|desist(?:s|ed)?) from(?: [\w-]+){0,3} $|\bat no (?:point|time)(?: [\w'-]+){0,5} $|\bnot (?:a|an|one)(?: [\w-]+){0,2} $|\bno information (?:about|on|of)(?: \w+)? $|\b(?:end|halt|stop|cessation)(?: to| of)(?: [\w-]+){0,3} $|\b(?:suspend(?:s|ed)?|halt(?:s|ed)?|paus(?:es|ed)|froze|frozen|cancel(?:s|led)?|abandon(?:s|ed)?|call(?:s|ed) off|postpon(?:es|ed)|put off|defer(?:s|red)?) (?:\w+ly )?(?:[\w'-]+ ){0,3}?(?:the|its|their|his|any|all|further|planned)(?: [\w-]+)? $"),
    row("not", "words", _REFUSED),
    row("not", "near", r"\b(?:nothing|no one|nobody) (?:suggests|suggested|indicates|indicated|shows|showed|proves|proved|confirms|confirmed)(?: that)?(?: (?!but\b|and\b|that\b)[\w'-]+){0,9} $|\bno (?:\w+ ){0,2}(?:signs?|evidence|indications?|proof|traces?|reports|reason to believe|grounds? to believe|data) (?:that|of|to suggest(?: that)?|suggesting(?: that)?|showing(?: that)?)(?: (?!but\b|and\b|that\b)[\w'-]+){0,9} $", 140),
    row("not", "near", r"\bit (?:is|was)(?: not|n't) (?:[\w'-]+ ){1,6}(?:that|who|which) (?:(?:had|has|have|first) ){0,2}$", 140),
    row("not", "near", r"\b(?:revers|drop|abandon|scrap|cancel|revok|shelv|rescind|went back on|goes back on|gave up)\w* (?:its|the|their|his|her|a|an|any|earlier) (?:\w+ ){0,2}?(?:decisions?|plans?|intention|orders?|offers?|proposals?|ideas?|pledges?|promises?)(?: of [^,;.]{1,30}?)? (?:to|for|of)(?: [\w'-]+){0,4} $", 140),
    row("", "words", _NO_DECISION, when="met"),
    row("not", "words", _NO_DECISION),
)  # fmt: skip
MAY_NEGATE = re.compile(
    r"no|against|n't|neve|neither|withou|fail|refus|declin|unable|inabil|willing|neglect|omitt|short of|to stop|to cease|to quit|stopped|ceased"
)
# negative words beside or inside a deed; asked only where MAY_NEGATE finds something
NEGATED_NEAR = (
    row("", "words", r"\bnot only\b"),
    row("not", "inside", "", when="vote"),
    row("not", "inside", r"\b(?:not|never|n't|cannot|nor|neither|without|nobody)\b(?! only)", when="plain"),
    row("not", "inside", r"n't\b", when="plain"),
    row("not", "inside", r"^[\w-]+ no (?!less|fewer|more|later|doubt)", when="phrase verb"),
    row("not", "words", r"\b(?:did|does|do|has|have|had|was|were|is|are|will|would|could|can|should|must|shall)(?: not|n't)\b(?: \w+){0,3} $"),
    row("not", "words", r"\b(?:never|cannot|neither|nor|nobody|without)\b(?: \w+){0,4} $"),
    row("not", "words", r"\bno (?:(?!that\b|longer than\b|fewer than\b|less than\b|more than\b|later than\b|doubt\b|sooner\b)[\w-]+ ){0,5}$"),
    row("not", "words", r"\b(?:none|nothing) (?:of |\w+ ){0,5}$"),
    row("", "words", r"(?<!un)willing"),
    row("not", "words", r"\b(?:fail(?:s|ed|ing|ures?)?|refus(?:es|ed|ing|als?)|declin(?:es|ed|ing)|unable|inability|(?:un)?willing(?:ness)?|neglect(?:s|ed|ing)?|omitt(?:ed|ing)|stopped|ceased) (?:(?:by|of|on the part of) (?:[\w'-]+ ){1,4}(?=to ))?(?:\w+ )?(?:to )?$|\b(?:stop(?:s|ped|ping)?|fell|falls|falling) short of (?:\w+ )?$|\bto (?:stop|cease|quit) (?:(?:all|any|its|their|further|such|immediately) )*$"),
)  # fmt: skip
# conditions and unreal cases
CONDITION_MARKS = (
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
CONDITION = gated(
    r"\b(?:if|unless|provided (?:that|the|both|all|its)|in case|in the event|on condition(?! of anonymity| of not being| that (?:he|she|they|his|her|their|the person))|as long as|should (?:the|any|either|it|they))\b|^(?:and |but )?should \w|^(?:and |but )?were (?:the )?(?:[\w'-]+ ){1,4}to \w|^without (?:a|an|any|further) [^,]{1,60}, [^;]*\b(?:will|would)\b|\bwill (?:be no|not) (?:[\w'-]+ ){0,8}(?:while|until)\b"
)
ASKED_IF = re.compile(r"\b(?:asked|wondered|questioned|clarif\w+) if\b")
ONCE = gated(r"\b(?:once|as soon as) (?:the|all|both|its|their|these|a|an|[a-z-]+s)\b")
WILL = re.compile(r"\b(?:will|would)\b")
UNREAL = re.compile(
    r"had (?:the |a |an |its |their )?(?:[\w'-]+ ){1,4}?(?:\w+(?:ed|en)|kept|held|left|met|been|not|made|taken|given|put|stayed|withdrawn|gone|done|come|begun)\b[^.,;]*(?:,|$)"
)
RULED_OUT = gated(r"\b(?P<no>not |never |n't )?(?:rul(?:e|es|ed|ing) out|exclud(?:e|es|ed)) (?:[\w'-]+ ){0,4}$")
NOT_HAVE = gated(r"\b(?:could|would|might)(?: not|n't) have\b")
WOULD_HAVE = gated(r"\b(?:would|could|might) (?:\w+ )?have (?:\w+ )?$")
WOULD_HAVE_IN = gated(r"\b(?:would|could|might) have \w+")
ANY = gated(r"\b(?:any|every|another|a new|a further) (?:[\w'-]+ ){0,2}$")
MET_WITH = gated(
    r"\b(?:will|would) (?:be (?:met|answered|followed|treated|punished|seen|regarded|considered|repelled|returned)|lead|result|trigger|provoke|mean|draw|bring|force|entail|end|have)\b"
)
NOT_KEPT = gated(
    r"\b(?:orders?|decisions?|instructions?|permission) to\b[^;.]{0,80}?\b(?:was|were|has been|had been) (?:never|not) (?:yet )?(?:been )?(?:given|issued|taken|carried out)\b|\b(?:promises?|pledges?|commitments?|undertakings?|obligations?)\b[^;.]{0,120}?\b(?:has|have|had|was|were|is|are)(?: not|n't| never)(?: yet)? (?:been )?(?:kept|honou?red|fulfilled|met|implemented|observed|carried out)\b|\b(?:broke|breaking|breaks|broken|reneg\w+ on|failed to keep|fails to keep|did not keep|went back on) (?:its|the|their|a|his|her) (?:[\w'-]+ )?(?:promise|pledge|commitment|word|undertaking)s? to\b"
)
ORDERED = gated(r"\b(?:order(?:s|ed)|instruct(?:s|ed)|command(?:s|ed)) (?:[\w'-]+ ){0,6}to (?:[\w'-]+ )?$")
# several equal incidents told by their number
_UNITS = r"(?:times|occasions|cases|violations?|breach(?:es)?|incidents?|explosions?|attacks|clashes|episodes|instances|exchanges)"
_NUM = (
    r"(?:\d[\d,.]*|"
    + "|".join([*list(NUMBERS)[2:], "hundred", "dozens?", "several", "hundreds", "thousands", "multiple"])
    + ")"
)
COUNTED = gated(
    rf"\b{_NUM}(?:[ -](?:{'|'.join([*list(NUMBERS), *SCALES])}))*(?: of)?(?: (?!and\b|or\b)[\w-]+){{0,3}} {_UNITS}\b|\b(?:total|number) of {_NUM}(?: \w+){{0,2}} {_UNITS}\b|\btwice\b|\b{_UNITS} (?:\w+ )?(?:reached|totalled|totaled|stood at|amounted to|came to|numbered|(?:fell|rose|dropped|increased|decreased|declined|climbed|grew|went (?:up|down)) (?:from {_NUM} )?to) {_NUM}\b"
)
IN_INCIDENTS = gated(rf"\b(?<=in ){_NUM} (?:\w+ )?(?:incidents|cases|occasions|instances)\b")
ONE = re.compile(r"^(?:1|one|a|an|single)\b")
FEW = re.compile(r"(?:two|2|three|3)\b")
RECORDING = re.compile(r"\b(?:record|regist|count|document|observ)\w+")
