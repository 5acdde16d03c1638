"""English verbs and phrases of saying, by what they do to what is said.

class of a cue -> act it gives to its content (None: the content's own act). Forms are made from the plain verb.
"""

from __future__ import annotations

IRREGULAR: dict[str, str] = {
    "flee": "flees fled fleeing", "overfly": "overflies overflew overflown overflying", "run": "runs ran running",
    "say": "says said saying", "tell": "tells told telling", "write": "writes wrote written writing",
    "think": "thinks thought thinking", "know": "knows knew known knowing", "feel": "feels felt feeling",
    "hear": "hears heard hearing", "read": "reads reading", "find": "finds found finding", "see": "sees saw seen seeing",
    "understand": "understands understood understanding", "hold": "holds held holding", "make": "makes made making",
    "lay": "lays laid laying", "take": "takes took taken taking", "give": "gives gave given giving",
    "begin": "begins began begun beginning", "break": "breaks broke broken breaking", "shoot": "shoots shot shooting",
    "strike": "strikes struck stricken striking", "hit": "hits hit hitting", "fight": "fights fought fighting",
    "fall": "falls fell fallen falling", "lose": "loses lost losing", "leave": "leaves left leaving",
    "meet": "meets met meeting", "send": "sends sent sending", "bring": "brings brought bringing",
    "come": "comes came coming", "go": "goes went gone going", "blow": "blows blew blown blowing",
    "set": "sets set setting", "cut": "cuts cut cutting", "hurt": "hurts hurt hurting", "die": "dies died dying",
    "withdraw": "withdraws withdrew withdrawn withdrawing", "undertake": "undertakes undertook undertaken undertaking",
    "keep": "keeps kept keeping", "seize": "seizes seized seizing", "fly": "flies flew flown flying",
    "retake": "retakes retook retaken retaking", "overrun": "overruns overran overrunning", "beat": "beats beat beaten beating",
    "shut": "shuts shut shutting", "put": "puts put putting", "speak": "speaks spoke spoken speaking", "stand": "stands stood standing",
    "swear": "swears swore sworn swearing", "hide": "hides hid hidden hiding", "steal": "steals stole stolen stealing",
    "forget": "forgets forgot forgotten", "foresee": "foresees foresaw foreseen foreseeing", "show": "shows showed shown showing",
    "drive": "drives drove driven driving", "become": "becomes became becoming", "build": "builds built building",
    "rebuild": "rebuilds rebuilt rebuilding", "blame": "blames blamed blaming", "spread": "spreads spread spreading",
    "sink": "sinks sank sunk sinking", "throw": "throws threw thrown throwing", "burn": "burns burned burnt burning",
    "have": "has had having", "quit": "quits quit quitting", "dig": "digs dug digging", "swap": "swaps swapped swapping", "buy": "buys bought buying", "sell": "sells sold selling", "catch": "catches caught catching",
    "fire": "fires fired firing", "deny": "denies denied denying", "vow": "vows vowed vowing", "bear": "bears bore borne bearing",
    "shell": "shells shelled shelling", "down": "downs downed downing", "violate": "violates violated violating",
    "overtake": "overtakes overtook overtaken overtaking", "repel": "repels repelled repelling", "quarrel": "quarrels quarrelled",
}  # fmt: skip
STRONG = frozenset(f for fs in IRREGULAR.values() for f in fs.split() if not f.endswith(("ing", "s")))  # past forms
_DOUBLE = frozenset({
    "admit", "commit", "submit", "permit", "transfer", "refer", "confer", "occur", "stop", "plan", "ram", "rob", "bar", "jam",
    "step", "drop", "recur", "patrol", "control", "grab", "rebut", "concur", "quip", "compel", "expel", "propel",
    "repel", "trap", "stab", "kidnap", "ship", "strip",
})  # fmt: skip


def forms(verb: str) -> tuple[str, ...]:
    """The forms of a verb: plain, -s, past, participle, -ing."""
    if verb in IRREGULAR:
        return (verb, *IRREGULAR[verb].split())
    if verb.endswith("e"):
        return verb, verb + "s", verb + "d", verb[:-1] + "ing"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb + "ing"
    stem = verb + verb[-1] if verb in _DOUBLE else verb
    s = "es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s"
    return verb, verb + s, stem + "ed", stem + "ing"


# class -> (act given to the content, verbs)
CLASSES: dict[str, tuple[str | None, str]] = {
    "say": (None, ("say tell state note add write report stress underline underscore emphasize emphasise explain declare "
            "reveal disclose comment remark mention observe recall reiterate repeat inform clarify specify indicate tweet "
            "post relay confirm reply respond answer conclude argue insist maintain contend assert suggest "
            "assure reassure recount testify caution estimate complain lament hint imply boast echo assess recount opine stipulate signal quip "
            "reaffirm affirm verify establish register detail")),
    "announce": ("announces", "announce"),
    "accuse": ("accuses", "allege"),
    "deny": ("denies", "deny reject refute dismiss rebut disavow repudiate"),
    "admit": ("admits", "admit concede confess acknowledge"),
    "undertake": ("undertakes", "pledge vow promise undertake swear guarantee"),
    "expect": ("expects", "expect predict anticipate forecast warn fear hope threaten"),
    "doubt": ("expects", "doubt"),
    "opine": (None, ("claim believe think feel know understand worry imagine suspect acknowledge agree joke "
              "consider realize realise learn")),
    "find": (None, "show find conclude suggest indicate reveal hear"),
    "ask": (None, "ask wonder question"),
    "demand": ("expects", "urge demand insist recommend propose request"),
}  # fmt: skip


def cue_table() -> dict[str, str]:
    """Finite forms of every cue verb -> its class; the first class that lists a verb keeps it."""
    out: dict[str, str] = {}
    for name, (_, verbs) in CLASSES.items():
        for v in verbs.split():
            for f in forms(v):
                out.setdefault(f, name)
    return out


CUES = cue_table()
GERUNDS = frozenset(f for f in CUES if f.endswith("ing"))
PLAIN = frozenset(v for _, verbs in CLASSES.values() for v in verbs.split())
# cues that take a quotation or a clause without "that"
BARE = frozenset({
    "say", "says", "said", "tell", "tells", "told", "claim", "claims", "claimed", "add", "adds", "added", "note",
    "notes", "noted", "warn", "warns", "warned", "insist", "insists", "insisted", "think", "thinks", "thought",
    "believe", "believes", "believed", "write", "wrote", "writes", "report", "reports", "reported", "suggest",
    "suggests", "suggested", "argue", "argues", "argued", "hope", "hopes", "hoped", "fear", "fears", "feared", "know",
    "knows", "knew", "predict", "predicts", "predicted", "announced", "confirmed", "stated", "declared", "assert",
    "asserted", "alleged", "alleges", "admits", "admitted", "denied", "acknowledged", "conceded", "explained",
    "promised", "vowed", "pledged",
})  # fmt: skip
# verbs of saying in several words: plain verb, the words after it, class
_PARTED = (
    ("point", "out", "say"), ("make", "clear", "say"), ("make", "it clear", "say"), ("make", "it known", "say"), ("make", "plain", "say"),
    ("let", "it be known", "say"), ("put", "it", "say"), ("spell", "out", "say"), ("lay", "out", "say"), ("set", "out", "say"),
    ("go", "on to say", "say"), ("go", "on to add", "say"), ("give", "notice", "announce"), ("serve", "notice", "announce"),
    ("rule", "out", "doubt"), ("brush", "off", "deny"), ("brush", "aside", "deny"), ("shrug", "off", "deny"), ("wave", "away", "deny"),
    ("wave", "aside", "deny"), ("scoff", "at", "deny"), ("pour", "scorn on", "deny"), ("laugh", "off", "deny"), ("bat", "away", "deny"),
    ("point", "fingers at", "accuse"), ("point", "the finger at", "accuse"), ("point", "a finger at", "accuse"), ("lay", "the blame on", "accuse"), ("put", "the blame on", "accuse"),
    ("pin", "the blame on", "accuse"), ("cast", "doubt on", "slight"), ("play", "down", "slight"), ("own", "up to", "admit"), ("come", "clean about", "admit"),
)  # fmt: skip
PARTED: dict[str, tuple[tuple[tuple[str, ...], str], ...]] = {}
for _verb, _rest, _cls in _PARTED:
    for _form in forms(_verb):
        PARTED[_form] = (*PARTED.get(_form, ()), (tuple(_rest.split()), _cls))
# "is confident that ...": what somebody holds
ATTITUDES = {
    "confident": "expect", "hopeful": "expect", "optimistic": "expect", "certain": "opine", "sure": "opine", "convinced": "opine",
    "adamant": "say", "aware": "opine", "afraid": "expect", "worried": "expect", "concerned": "opine", "emphatic": "say", "positive": "opine",
    "doubtful": "doubt", "sceptical": "doubt", "skeptical": "doubt", "unconvinced": "doubt", "fearful": "expect", "categorical": "say",
}  # fmt: skip
ACCUSE = frozenset(f for v in ("accuse", "blame", "charge", "fault") for f in forms(v))
CITING = frozenset({"citing", "quoting", "cites", "cited", "quotes", "quoted"})
ANONYMOUS = frozenset({
    "source", "sources", "official", "officials", "witness", "witnesses", "resident", "residents", "local", "locals",
    "observer", "observers", "analyst", "analysts", "relatives", "channel", "channels", "media", "report", "reports",
    "diplomat", "diplomats", "eyewitness", "eyewitnesses", "villagers", "people",
})  # fmt: skip
COLLECTIVE = ANONYMOUS
TRANSITIVE = frozenset(
    f
    for v in [
        "describe",
        "call",
        "mention",
        "praise",
        "criticize",
        "criticise",
        "blast",
        "slam",
        "mock",
        "defend",
        "cite",
        "discuss",
        "outline",
        "detail",
        "propose",
        "threaten",
        "encourage",
        "question",
        "address",
        "emphasize",
        "highlight",
        "stress",
        "tout",
        "applaud",
        "denounce",
        "decry",
        "hail",
        "lambast",
        "ridicule",
        "lament",
        "vow",
        "promise",
        "pledge",
        "reject",
        "deny",
        "dismiss",
        "acknowledge",
        "note",
        "suggest",
        "announce",
        "explain",
        "express",
        "oppose",
        "support",
        "endorse",
        "favor",
        "favour",
        "recommend",
        "predict",
        "expect",
        "estimate",
        "consider",
        "blame",
        "urge",
        "compare",
        "challenge",
        "insist",
        "quote",
        "report",
        "reveal",
        "show",
        "warn",
        "welcome",
        "thank",
        "apologize",
        "voice",
        "offer",
        "ask",
        "argue",
        "raise",
        "refer",
        "deride",
        "dispute",
        "protest",
        "invoke",
        "chronicle",
        "rule",
        "signal",
        "unveil",
        "condemn",
        "attack",
        "accuse",
        "admire",
        "fear",
        "understand",
        "believe",
        "charge",
        "declare",
        "contend",
        "lambaste",
        "rebuke",
        "assail",
        "bash",
        "mull",
        "ponder",
        "promote",
        "tweet",
        "document",
        "underscore",
        "illustrate",
        "reflect",
        "indicate",
        "contradict",
        "rebut",
        "concede",
        "admit",
        "assess",
        "advocate",
        "demand",
        "seek",
        "plan",
        "decide",
        "refuse",
        "decline",
        "want",
        "prefer",
        "see",
    ]
    for f in forms(v)
    if f != v
)
NOUNISH = frozenset({
    "report", "reports", "claim", "claims", "note", "notes", "state", "states", "show", "shows", "hope", "hopes",
    "fear", "fears", "estimate", "estimates", "request", "requests", "comment", "comments", "post", "posts", "find",
    "think", "demand", "demands", "question", "questions", "remark", "remarks", "detail", "details", "signal",
    "signals", "forecast", "repeat", "caution", "vow", "promise", "pledge", "pledges", "guarantee", "guarantees",
    "doubt", "answer", "reply", "contend", "urge", "consider", "learn", "echo", "posted", "found", "showed", "shown",
    "worry", "tweet", "tweets", "boast", "ask",
})  # fmt: skip
THAT_WORDS = frozenset({"that", "how", "whether", "why", "what"})
SUBJECTISH = frozenset({
    "the", "a", "an", "his", "her", "its", "their", "our", "no", "two", "three", "four", "five", "some", "many",
    "several", "all", "both", "it", "they", "he", "she", "we", "there", "this", "these", "those",
})  # fmt: skip
RETRACT = frozenset({
    "retract", "retracts", "retracted", "withdrew", "withdrawn", "withdraws", "recanted", "rescinded", "deleted",
    "deletes", "removed", "removes", "disowned", "disowns", "corrected", "corrects", "revised", "revises", "updated", "updates", "amended",
})  # fmt: skip
WORDS_SAID = frozenset({
    "statement", "report", "claim", "allegation", "accusation", "post", "message", "bulletin", "assertion", "remarks",
    "video", "figure", "figures", "toll", "number", "numbers", "count", "information", "data", "tally", "reports",
    "claims",
})  # fmt: skip
# what is issued and carries words: "issued a communique saying ..."
WORDS_ISSUED = frozenset({
    "statement", "communique", "communiqué", "letter", "note", "declaration", "message", "post", "release", "bulletin", "report",
})  # fmt: skip
APPEAL = frozenset({
    "plead", "pleads", "pleaded", "beg", "begs", "begged", "lobbied", "pressed", "call", "calls", "called", "appeal", "appeals", "appealed", "condemn", "condemns", "condemned", "denounce",
    "denounces", "denounced", "decried",
})  # fmt: skip
# by whom words are passed on: "in comments carried by R"
PASSED_ON = frozenset([
    "interviewed", "contacted", "quoted", "cited", "reached", "surveyed", "seen", "obtained", "reviewed", "carried", "relayed", "published", "broadcast", "aired", "leaked",
])  # fmt: skip
MEDIA_WORDS = frozenset([
    "television", "tv", "radio", "newspaper", "newspapers", "daily", "weekly", "agency", "broadcaster", "channel", "magazine", "news", "times", "post",
    "tribune", "herald", "gazette", "courier", "journal", "press", "media", "portal", "outlet", "website", "newswire", "wire", "paper",
])  # fmt: skip
# words that nobody is named for: "received reports of ..."
HEARSAY = frozenset(
    ["reports", "report", "rumours", "rumors", "allegations", "accounts", "claims", "information", "word"]
)
# what is done with them by who passes them on, and answers for none of it
HEARD = frozenset([
    "received", "receiving", "receive", "receives", "got", "getting", "heard", "hearing", "have", "had", "has", "having", "cited", "citing", "cites",
    "quoted", "quoting", "are", "were", "was", "is", "been", "amid", "following", "saw", "seen", "seeing", "noted", "unconfirmed", "conflicting", "collected",
    "collecting", "gathered", "gathering", "relayed", "circulated", "emerged", "surfaced",
])  # fmt: skip
# what a speaker turns down: no denial of a deed, but a deed that will not be
OFFERS = frozenset({
    "proposal", "proposals", "offer", "offers", "call", "calls", "request", "requests", "idea", "invitation", "invitations",
    "plan", "plans", "demand", "demands", "suggestion", "suggestions", "initiative", "appeal", "appeals", "conditions",
    "ultimatum", "possibility", "deal",
})  # fmt: skip
# what a speaker calls something: a denial, or a judgement that takes the deed for granted
BRAND = frozenset(
    f for v in ("call", "describe", "brand", "label", "term", "characterise", "characterize", "denounce", "dismiss") for f in forms(v)
)  # fmt: skip
FALSE_WORDS = frozenset({
    "false", "untrue", "groundless", "baseless", "unfounded", "fabricated", "fabrication", "fabrications", "nonsense", "lie",
    "lies", "disinformation", "fake", "fakes", "propaganda", "fiction", "absurd", "invented", "invention", "incorrect",
})  # fmt: skip
JUDGED = frozenset({
    "illegal", "unlawful", "unacceptable", "provocation", "provocative", "breach", "crime", "aggression", "unjustified",
    "barbaric", "inhuman", "regrettable", "positive", "productive", "constructive", "important", "failure", "success",
    "violation", "terrorism", "terrorist", "cowardly", "outrageous", "dangerous", "mistake", "step", "useful", "successful",
})  # fmt: skip
