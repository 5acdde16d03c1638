"""English words by which a news snippet tells one of nine coarse types of event (for measuring against coded news).

Types as coders of conflict events use them (ACLED codebook): remote violence, battle, change of control, agreement,
diplomacy, deployment, protest, disaster, other violence. Each phrase gives its type a weight; the greatest sum wins, an
order breaks ties, nothing at all is `other`.
"""

from __future__ import annotations

import re

ORDER = ("control", "agreement", "deploy", "protest", "disaster", "diplomacy", "remote", "battle", "other")
_LEXICON: dict[str, tuple[tuple[int, str], ...]] = {
    "remote": (
        (5, r"\b(?:air ?strikes?|airstrikes?|drone strikes?|air raids?|aerial bombardment|bombing raids?)\b"),
        (4, r"\b(?:warplanes?|fighter jets?|jets|helicopters?|air force|aircraft) (?:\w+ ){0,4}(?:bomb\w*|struck|strike|hit|attack\w*|pound\w*|target\w*|raid\w*|fired|carried)\b"),
        (5, r"\b(?:kamikazes?|suicide (?:bomb\w*|attack\w*|blast|vest|car|truck)|blew (?:himself|herself|themselves) up|car bomb\w*|truck bomb\w*)\b"),
        (5, r"\b(?:roadside bombs?|land ?mines?|improvised explosive|i\.?e\.?d\.?s?|explosive devices?|booby.trap\w*|explosives?-laden)\b"),
        (4, r"\b(?:shelled|shelling|mortars?|artillery|howitzers?|rockets?|missiles?|projectiles?|bombard\w*|barrel bombs?)\b"),
        (5, r"\b(?:grenades?|molotov)\b"),
        (6, r"\b(?:chemical (?:weapons?|attacks?|agents?|gas)|poison(?:ous)? gas|toxic gas|chlorine|sarin|mustard gas|nerve (?:agent|gas)|novichok|white phosphorus)\b"),
        (3, r"\b(?:bomb (?:exploded|blast|attack|went off|explosion)|bombs?|bombing|exploded|explosions?|detonat\w+|blasts?)\b"),
    ),
    "battle": (
        (4, r"\b(?:clash(?:es|ed)?|firefights?|gun ?battles?|gunfights?|shoot-?outs?|skirmish\w*|exchange of (?:gun)?fire|exchanged (?:gun)?fire|crossfire|armed confrontation|encounter)\b"),
        (4, r"\b(?:militants|rebels|gunmen|insurgents|terrorists|fighters|jihadists|taliban|opposition forces|rebel forces)\b(?: \([^)]*\))? (?:\w+ ){0,4}(?:attack(?:ed|s)?|ambush\w*|storm\w*|raid\w*)\b"),
        (4, r"\b(?:attack|attacks|attacked|assault) (?:\w+ ){0,4}(?:patrol|convoy|army|military|troops|security forces|soldiers|base|checkpoint|positions|barracks|police station)\b"),
        (4, r"\b(?:security forces|army|troops|soldiers|police) (?:\w+ ){0,7}killed (?:\w+ ){0,4}(?:rebels|militants|terrorists|insurgents|fighters)\b"),
        (3, r"\b(?:fighting|battles?|battling|fought|ambush\w*|offensive|counter-?offensive|insurgents|repelled|fierce)\b"),
        (2, r"\b(?:militants|rebels|soldiers|troops|fighters|security forces|terrorists) (?:\w+ ){0,4}(?:killed|attacked|died)\b"),
    ),
    "control": (
        (6, r"\b(?:re-?captur\w+|retak\w+|retook|regain\w* (?:full )?control|liberat\w+|re-?taken|wrest\w*|reclaim\w*|recover\w* (?:control|territor))\b"),
        (5, r"\b(?:captured (?!alive)|captur(?:e|ing)|seiz\w+ (?:\w+ ){0,5}(?:town|city|village|villages|base|territory|area|site|district|port|airport|province|mountain|hill|positions|control)|controlling|purg\w+|overran|overrun|took (?:over )?(?:full )?control|taken (?:over )?control|taking control|tak\w+ control|gain\w* control|fell to|fallen to|falls? to|under (?:their|its|the) control)\b(?! (?:of )?(?:weapons?|drugs?|ammunition))"),
        (4, r"\b(?:withdr[ae]w\w*|withdrawal|pull(?:ed|ing)? (?:out|back)|retreat\w*|hand(?:ed|ing|s)? over (?:control|the|power|territor\w*)|vacat\w+|cede\w*|evacuated (?:the|their) (?:base|positions?))\b"),
        (3, r"\b(?:advanc\w+|drov\w+ (?:out|back)|pushed (?:out|back)|entered the (?:town|city|village)|cleared of|full control|stronghold|territory|villages)\b"),
    ),
    "agreement": (
        (6, r"\b(?:cease-?fires?|truces?|armistice|peace (?:deal|agreement|accord|treaty|plan|process)|prisoner (?:swap|exchange)|exchange of prisoners|swap of prisoners|in exchange for|agreed to (?:drop|release|end|stop|halt)|surrender(?:ed)? to)\b"),
        (5, r"\b(?:sign\w* (?:\w+ ){0,4}(?:agreement|deal|accord|pact|treaty|memorandum)|reach\w* (?:\w+ ){0,4}(?:agreement|deal|accord|settlement)|agree\w* (?:on|to) (?:a |the |an )?(?:\w+ )?(?:cease|truce|end|halt|deal|withdraw)|agreement (?:was |has been |had been )?(?:reached|signed)|peace talks|evacuation (?:deal|agreement))\b"),
        (2, r"\b(?:agreement|accord|pact|treaty|deal|disengagement|de-?escalation)\b"),
    ),
    "diplomacy": (
        (6, r"\b(?:ambassadors?|embass(?:y|ies)|consulates?|diplomats?|diplomatic|envoys?|persona non grata|sanctions?|united nations|u\.?n\.? security council|summon\w*|expel\w*|bilateral|trilateral)\b"),
        (2, r"\b(?:talks|negotiat\w+|summit|visit\w*|met with|meeting with|relations|foreign policy|secretary of state|president|prime minister|minister|kremlin|white house|resolution|condemn\w*|counterpart|foreign minist\w+)\b"),
    ),
    "deploy": (
        (7, r"\b(?:(?:establish\w*|set up|setting up|open\w*|creat\w+|build\w*|built|construct\w*|inaugurat\w+) (?:\w+[ -]){0,5}(?:bases?|headquarters|hq|outposts?|camps?|check ?points?|military (?:base|facility|post)|training (?:camp|centre|center)|observation (?:posts?|points?)))\b"),
        (5, r"\bobservation (?:posts?|points?)\b"),
        (5, r"\b(?:new (?:\w+ ){0,3}(?:bases?|headquarters|outposts?|camp)|headquarters (?:was|were|has|in|for|will)|military bases?|station\w* troops)\b"),
    ),
    "protest": (
        (7, r"\b(?:protest(?:s|ed|ing|ers?)?|demonstrat(?:ors?|ions?|ed|ing)|rall(?:y|ies|ied)|march(?:ed|ers?|es|ing)|sit-?ins?|picket\w*|riot(?:s|ers?|ing|ed)?|mobs?|tear ?gas|water cannons?|rubber bullets|lynch\w*|hunger strike|unrest|vigil|crowds?)\b"),
        (2, r"\b(?:activists (?!said|say)|students)\b"),
        (3, r"\b(?:pepper-?spray\w*|slogans?|placards?|chant\w*|took to the streets|strikers|strike action|workers|union|stone-?pelt\w*|pelted|villagers beat|blockade\w*|blocked (?:the )?(?:road|highway|traffic)|banners?)\b"),
    ),
    "disaster": (
        (7, r"\b(?:earthquakes?|flood\w*|floods?|hurricanes?|typhoons?|cyclones?|storms?|tornado\w*|landslides?|mudslides?|wild ?fires?|bushfires?|drought|volcan\w*|tsunami|avalanche|lightning|heavy rains?|torrential|heatwave|heat wave|magnitude|monsoon|snow\w*)\b"),
        (7, r"\b(?:crash(?:ed|es)?|accident|derail\w*|collision|collided|capsiz\w*|sank|gas leak|oil spill|collapsed|building collapse|factory (?:fire|explosion)|fire (?:broke out|at|in|engulfed)|blaze|chemical (?:plant|spill|leak)|pile-?up|overturned|short circuit|power plant|safety|drowned|stampede|firefighters|fire brigade|mine (?:collapse|explosion)|tanker|bulk carrier|toxins?|leaked|leakage|poisoning|eruption|lava|boiler|pipeline explosion|industrial|dam)\b"),
        (2, r"\b(?:rescue\w*|injured in|emergency services|bus|train|truck|plane)\b"),
    ),
    "other": (
        (5, r"\b(?:kidnap\w*|abduct\w*|disappear\w*|hostages?|ransom|rap(?:e|ed|ing|ist)|sexual\w*|molest\w*|gang-?rap\w*|arrest\w*|detain\w*|cartel\w*|drug (?:traffick\w*|lord|smuggl\w*|deal\w*)|mafia|gang(?:s|sters?)?|traffick\w*|smuggl\w*|organi[sz]ed crime|extort\w*|money laundering)\b"),
        (4, r"\b(?:found|discovered|recovered|unearthed|stash|identified)\b(?=.{0,80}\b(?:weapons?|ammo|ammunition|explosives?|bombs?|projectiles?|devices?|arms|guns|mines|grenades?))"),
        (4, r"\b(?:weapons?|ammo|ammunition|explosives?|bombs?|devices?|guns|bullets)\b.{0,60}\b(?:found|discovered|recovered|seized|identified)\b"),
        (4, r"\b(?:arrest(?:s|ed|ing)?|suspects? (?:were|was) (?:held|detained))\b"),
        (6, r"\b(?:takes? credit|took credit|claim(?:s|ed|ing)? responsibility|blam(?:e|es|ed|ing)|(?:is|are|was|were) (?:responsible|behind)|held responsible|point(?:s|ed)? the finger|accus(?:ed|es|ing) (?!of))\b"),
        (6, r"\b(?:loot(?:ed|ing|ers)?|vandali[sz]\w*|ransack\w*)\b"),
        (5, r"\b(?:counterfeit|steroids?|heroin|cocaine|narcotics|drugs?|racket|ring|busted|illegal|laundering)\b"),
        (4, r"\b(?:flee(?:ing)?|fled|displaced|humanitarian|refugees|residents return)\b"),
        (5, r"\b(?:exercises?|drills|deploy(?:ed|s|ing)? (?:\w+ ){0,3}(?:troops|forces|fighters)|were formed|formation of)\b"),
        (5, r"\b(?:cache|weapons? (?:cache|haul|seized)|ammunition|defus\w*|dismantl\w*|disrupt\w*|foil\w*|confiscat\w*|arms depot|disarm\w*|surrender\w*|intercept\w*|neutrali[sz]e\w*|recovered (?:\w+ ){0,4}(?:weapons|arms|explosives|rifles|guns)|seized (?:\w+ ){0,5}(?:weapons|arms|drugs|ammunition|explosives|rifles|kilos?|tonnes?|kg|cocaine|heroin))\b"),
        (4, r"\b(?:gunmen|gunman|shot dead|stabb\w+|murder\w*|assassinat\w*|execut\w+|behead\w*|hacked|tortur\w*|beat(?:en|ing)? (?:up|to death)?|opened fire on|assault\w*|robb\w*|massacre\w*|lynched)\b"),
        (4, r"\b(?:burn(?:ed|t|ing)? (?:\w+ ){0,3}(?:houses?|vehicles?|village|homes?|crops)|set (?:\w+ ){0,3}(?:on fire|ablaze|alight)|torch\w*|demolish\w*|raz(?:ed|ing)|destroy\w+ (?:\w+ ){0,4}(?:houses?|homes?|property|mosque|church|monument|shops|buildings)|arson)\b"),
        (4, r"\b(?:split|merg\w+|factions?|defect\w*|join\w* (?:the )?(?:rebels|group|forces)|mobili[sz]\w*|recruit\w*|leader (?:was )?(?:killed|appointed)|new (?:leader|commander)|reinforce\w*|regroup\w*|allegiance)\b"),
        (1, r"\b(?:killed|police|suspects?|court|charged|jailed|sentenced|victims?|attack(?:ed|ers?)?)\b"),
    ),
}  # fmt: skip
_COMPILED = {g: tuple((w, re.compile(p)) for w, p in ps) for g, ps in _LEXICON.items()}


def coarse_type(text: str) -> str:
    """The coarse type a snippet tells; `other` where no phrase of any type stands in it."""
    low = text.lower().replace("’", "'")
    best, most = "other", 0.0
    for group in ORDER:
        points = 0.0
        for weight, pattern in _COMPILED[group]:
            n = len(pattern.findall(low))
            if n:
                points += weight * (1 + 0.35 * min(n - 1, 3))
        if points > most:
            best, most = group, points
    return best
