"""English words of the closed classes, numbers, titles, and the heads of noun phrases that name actors."""

from __future__ import annotations

from truceline.claims.languages.english_cues import forms

BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "'s", "'re"])
AUX = frozenset({
    "has", "have", "had", "is", "are", "was", "were", "be", "been", "will", "would", "shall", "should", "can", "could",
    "may", "might", "must", "do", "does", "did", "having",
})  # fmt: skip
MODALS = frozenset(["will", "would", "shall", "should", "can", "could", "may", "might", "must"])
ADVERBS = frozenset({
    "also", "then", "later", "earlier", "previously", "already", "now", "still", "again", "too", "only", "just", "even",
    "once", "first", "repeatedly", "further", "furthermore", "meanwhile", "however", "moreover", "additionally",
    "therefore", "instead", "specifically", "separately", "publicly", "officially", "recently", "today", "yesterday",
    "tomorrow", "tonight", "never", "always", "often", "meantime", "simply", "clearly", "strongly", "categorically",
    "firmly", "flatly", "immediately", "subsequently", "initially", "reportedly", "allegedly", "apparently",
    "currently", "jointly", "openly", "explicitly", "nevertheless", "nonetheless", "thus", "finally", "soon", "ago",
    "shortly", "briefly", "directly", "not",
})  # fmt: skip
PREPOSITIONS = frozenset({
    "of", "in", "on", "at", "to", "from", "by", "with", "for", "about", "against", "between", "among", "along", "near",
    "towards", "toward", "into", "over", "under", "through", "during", "after", "before", "since", "until", "across",
    "around", "behind", "beyond", "inside", "outside", "within", "without", "above", "below", "off", "onto", "upon",
    "via", "per", "amid", "regarding", "concerning", "despite", "except", "like",
})  # fmt: skip
CLAUSE_STARTS = frozenset({
    "that", "because", "if", "when", "while", "although", "though", "after", "before", "which", "whereas", "but",
    "unless", "until", "who", "whom", "whose", "where", "as", "since",
})  # fmt: skip
MONTHS = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
]  # fmt: skip
WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
TIME_WORDS = frozenset(
    [*MONTHS, *WEEKDAYS, "today", "yesterday", "tonight", "morning", "afternoon", "evening", "night", "week", "month",
     "year", "weekend", "midnight", "noon", "earlier", "late", "mid", "this", "last", "overnight", "time"]
)  # fmt: skip
_COMMON = (
    "be have do go come take make get give hold meet sign attack fire shell shoot kill wound injure capture enter leave "
    "return deploy withdraw advance begin start continue stop end violate breach break open close block allow deny reject "
    "agree discuss visit arrive hand pass transfer exchange release detain arrest strike hit destroy damage burn see want "
    "need show become remain keep lose win run send bring call ask try use work help find set move live die fall put "
    "stand suffer receive include provide host chair convene erupt resume launch carry lead recover clear observe respect record"
)
VERBISH = frozenset({f for v in _COMMON.split() for f in forms(v) if not f.endswith("ing")} - {
    "attack", "fire", "shell", "strike", "advance", "start", "end", "exchange", "transfer", "release", "damage", "call", "visit",
    "return", "stop", "record", "work", "use", "help", "show", "set", "move", "try", "hand", "pass", "breach", "block", "host",
    "chair", "lead", "need", "attacks", "fires", "shells", "strikes", "advances", "exchanges", "transfers", "calls", "visits", "open", "close", "clear",
    "returns", "records", "works", "like", "arrest", "live", "burn", "launch", "hit", "wound", "wounds", "cease", "respect", "ends",
    "put", "leave", "deploy", "run", "find", "see", "chairs", "hosts", "hands", "runs", "finds", "launches", "stand", "stands", "uses", "moves", "sets", "closing",
}) | AUX | {"said", "says"}  # fmt: skip

NUMBERS: dict[str, int] = {
    w: i
    for i, w in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
            "twenty",
        ]
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90}
SCALES = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "dozen": 12}

TITLE_WORDS = frozenset({
    "president", "vice", "prime", "minister", "premier", "foreign", "defence", "defense", "interior", "health",
    "justice", "emergency", "secretary", "director", "head", "chief", "commander", "spokesman", "spokeswoman",
    "spokesperson", "general", "colonel", "lieutenant", "major", "captain", "brigadier", "admiral", "sergeant",
    "corporal", "deputy", "first", "acting", "former", "press", "security", "council", "federal", "service", "national",
    "intelligence", "chancellor", "king", "queen", "governor", "mayor", "ambassador", "envoy", "special",
    "representative", "chairman", "chairwoman", "chair", "speaker", "ombudsman", "adviser", "advisor", "aide",
    "co-chair", "member", "parliament", "leader", "mr", "mrs", "ms", "dr", "professor", "senator", "monitor", "state",
    "prosecutor", "regional", "district", "high", "commissioner", "of", "for", "the", "and", "staff", "armed", "forces",
    "army", "border", "staff-general", "foreign-policy",
})  # fmt: skip
TITLE_HEADS = frozenset({
    "president", "minister", "premier", "secretary", "director", "head", "chief", "commander", "spokesman",
    "spokeswoman", "spokesperson", "general", "colonel", "lieutenant", "major", "captain", "brigadier", "admiral",
    "sergeant", "chancellor", "king", "queen", "governor", "mayor", "ambassador", "envoy", "representative", "chairman",
    "chairwoman", "chair", "speaker", "ombudsman", "adviser", "advisor", "aide", "co-chair", "leader", "commissioner",
    "prosecutor",
})  # fmt: skip
ACTOR_HEADS = frozenset({

    "peacekeeping", "monitoring", "mediators", "mediator", "delegates", "saboteurs",
    "gunners", "infantry", "pilots", "cadets", "nurses", "negotiator", "commission", "committee",
    "forces", "force", "troops", "army", "military", "soldiers", "soldier", "servicemen", "serviceman", "units", "unit",
    "side", "sides", "authorities", "government", "ministry", "presidency", "police", "guards", "gunmen", "militants",
    "rebels", "fighters", "militia", "separatists", "insurgents", "peacekeepers", "peacekeeper", "contingent", "navy",
    "delegation", "officials", "command", "general-staff", "parliament", "leadership", "leaders", "leader",
    "presidents", "president", "ministers", "minister", "artillery", "aircraft", "drones", "snipers", "sniper",
    "border-guards", "servicewomen", "personnel", "commander", "commanders", "subdivisions", "subunits", "group",
    "groups", "party", "parties", "armed", "security", "intelligence", "service", "services", "officer", "officers",
    "villagers", "residents", "prime", "spokesman", "spokeswoman", "spokesperson", "ombudsman", "embassy", "foreign",
    "defence", "defense", "interior", "health", "president's", "engineers", "sappers", "doctors", "civilians",
    "civilian", "citizens", "citizen", "population", "people", "prisoners", "prisoner", "captives", "detainees",
    "hostages", "patrol", "patrols", "mission", "observers", "observer", "monitors", "monitor", "convoy", "convoys",
    "reservists", "conscripts", "conscript", "nationals", "negotiators", "diplomats", "council", "administration",
    "office", "agency", "secretary", "director", "volunteers", "paramilitaries", "mercenaries", "community",
    "representatives", "representative", "envoy", "ambassador", "staff", "chief", "state", "society", "reconnaissance",
    "battalion", "brigade", "regiment", "company", "platoon", "team", "teams", "division", "corps", "squad", "squads",
    "battalions", "brigades", "regiments", "companies", "divisions", "guardsmen", "policemen", "militias",
})  # fmt: skip
PERSON_HEADS = frozenset({
    "militiaman", "militiamen", "separatist", "separatists", "insurgent", "insurgents", "mercenary", "mercenaries", "sailor",
    "nurse", "nurses", "doctor", "doctors", "student", "students", "priest", "priests", "paramedic", "paramedics", "girls",
    "boys", "tourists", "crew", "convoys", "reporter", "reporters", "aid-workers", "delegates", "inmates", "relatives",
    "sailors", "pilot", "pilots", "infant", "infants", "pupils", "elders", "passengers", "passenger",
    "soldier", "soldiers", "serviceman", "servicemen", "civilian", "civilians", "people", "person", "persons",
    "residents", "resident", "prisoner", "prisoners", "captive", "captives", "detainee", "detainees", "officer",
    "officers", "troops", "fighters", "militants", "reservists", "reservist", "policeman", "policemen", "villager",
    "villagers", "journalist", "journalists", "child", "children", "woman", "women", "man", "men", "shepherd", "farmer",
    "farmers", "conscript", "conscripts", "peacekeeper", "peacekeepers", "teacher", "teachers", "monk", "monks",
    "pilgrims", "pilgrim", "families", "patient", "patients", "gunman", "gunmen", "rebels", "rebel", "monitors",
    "observers", "employee", "employees", "worker", "workers", "driver", "drivers", "sappers", "sapper", "deminer",
    "deminers", "volunteers", "guards", "guard", "attackers", "attacker", "refugees", "pensioner", "boy", "girl",
    "fighter", "medic", "medics", "member", "members",
})  # fmt: skip
_PEOPLE = (
    "shepherd herder farmer teacher trader hunter labourer laborer technician lawyer activist protester demonstrator bystander "
    "fisherman cameraman photographer interpreter rescuer firefighter sapper deserter recruit cadet commando paratrooper marine "
    "ranger teenager youth toddler miner merchant beekeeper postman paramedic truck-driver policewoman tractor-driver "
    "worshipper mourner inspector logger herdsman trucker beekeeper saboteur peasant athlete trainee repairman serviceman settler"
)  # fmt: skip
PERSON_HEADS |= {f for w in _PEOPLE.split() for f in (w, w[:-3] + "men" if w.endswith("man") else w + "s")}
# words before the head of an actor that belong to its name: "border guards", "the 3rd motor rifle brigade"
MODIFIERS = frozenset({
    "border", "coast", "frontier", "national", "special", "riot", "air", "naval", "ground", "motorised", "motorized",
    "mechanised", "mechanized", "tank", "rocket", "elite", "presidential", "federal", "regional", "local", "regular",
    "airborne", "mountain", "marine", "infantry", "artillery", "engineering", "demining", "medical", "rescue", "independent",
    "joint", "rapid", "reaction", "military", "defence", "defense", "security", "police", "army", "territorial", "republican",
    "revolutionary", "forward", "rifle", "motor", "signals", "logistics", "armoured", "armored", "irregular", "mobile",
})  # fmt: skip
GENERIC_SUBJECTS = frozenset({
    "envoys", "negotiators", "mediators", "delegations", "ministers", "presidents", "leaders", "commanders", "diplomats", "officers",
    "delegates", "generals", "engineers",
    "activists", "protesters", "demonstrators", "looters", "locals", "deminers", "sappers", "families", "snipers", "gunners",
    "militants", "gunmen", "rebels", "separatists", "insurgents", "attackers", "soldiers", "troops", "peacekeepers",
    "residents", "villagers", "civilians", "assailants", "fighters", "saboteurs", "monitors", "observers", "prisoners",
    "refugees", "returnees", "police", "patrol",
})  # fmt: skip
