"""English words for what happened: kind and code of a claim, found by the verb first and by the noun only without one.

A line: KIND CODE FRAME WEIGHT[p] | words it begins with | what follows (regular expression over the lower-case text).
`v:` before a verb stands for all its forms. CODE `-`: none. FRAME says how actors stand to it (claims/who.py).
`p`: only where a place is named within four words after it; `h`: a person or an office within six words after it;
`s`: a person or an office within ten words before it; `f`: armed forces within five words before it; `m`: those who watch or help before it; `q`: a place within four words before it; `c`: persons held before it; `g`: its subject is ground; `n`: its subject is neither ground nor a gathering;
`x`: persons held or bodies before it. WEIGHT 2: a verb or a full phrase; 1: a noun that counts where nothing stronger tells the same kind in its clause.
Codes of the use of force follow from the weapon in the clause (WEAPONS), after the verb has said that it is force.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from truceline.claims.claim import Kind
from truceline.claims.languages.english_cues import forms

_CF = r"(?:the )?(?:\w+ ){0,3}(?:ceasefire|cease-fire|truce|armistice|agreement|regime of silence|silence regime|statement|deal|accord)\b"
RULES_TEXT = rf"""
violation - act 2 | v:violate v:breach v:break | (?: [\w/'-]+)?? (?:the )?(?:\w+(?:'s)? ){{0,3}}(?:ceasefire|cease-fire|truce|armistice|regime)\b
violation - act 2 | v:violate v:breach | (?= (?:the |its |their )?(?:[\w/'-]+ ){{0,2}}(?:agreement|statement|deal|terms|commitments?|obligations?|point|clause|article|memorandum|protocol))
violation - event 2 | ceasefire cease-fire truce | (?: regime)? (?:violations?|breach(?:es)?|infringements?)\b
violation - event 2 | violation violations breach breaches infringement infringements | (?: of| to) {_CF}
violation - event 1 | violation violations breach breaches incident incidents |
violation - event 2 | ceasefire cease-fire truce armistice | (?: [\w/'-]+){{0,9}}? (?:was|were|has been|had been|is being|is|gets|got) (?:[\w/'-]+ ){{0,2}}(?:violated|broken|breached|disrupted)\b
violation - act 2 | v:fail v:refuse | to (?:observe|respect|comply with|honou?r|uphold) {_CF}
violation - act 2 | v:flout v:disregard v:ignore | (?:the )?(?:[\w'-]+ ){{0,2}}(?:ceasefire|cease-fire|truce|armistice|agreement)\b
violence - act 2 | v:shell v:bombard v:strafe v:ambush v:storm v:raid v:assault v:pound v:besiege v:torch v:bombard v:rocket v:mortar v:massacre v:execute v:assassinate v:lynch v:stab |
violence - act 2 | v:attack |
violence - act 2 | v:open v:return | (?: [\w/'-]+){{0,2}} fire\b
violence - act 2 | v:fire | (?: [\w/'-]+){{0,6}}? (?:at|on|upon|towards?|from|into|in the direction|across|rounds?|shots?|shells?|mortars?|missiles?|rockets?|grenades?)\b
violence - act 2 | v:fire |
violence - act 2 | v:shoot | (?! down)(?: [\w/'-]+)?? (?:at|on|dead|and kill\w+|towards?|from|in the)\b
violence V1.3 act 2 | v:shoot v:bring v:down | (?: down)?(?: [\w/'-]+){{0,4}} (?:drones?|uavs?|unmanned|aircraft|helicopters?|planes?|jets?|quadcopters?)\b
violence V1.3 act 2 | v:shoot v:bring v:down | down\b
violence V1.3 accp 2 | drone drones uav uavs quadcopter quadcopters helicopter helicopters | (?:[\w'-]+ ){{0,3}}?(?:was|were|has been|have been|had been) (?:[\w'-]+ )?(?:forced (?:down|to land)|downed|neutralised|neutralized|intercepted|brought down|disabled|grounded)\b
violence V1.3 act 2 | v:intercept v:neutralise v:neutralize | (?:[\w'-]+ ){{0,4}}?(?:drones?|uavs?|quadcopters?|missiles?)\b
violence - act 2 | v:retaliate |
violence - act 2 | v:pull v:squeeze | (?:the |a )trigger\b
violence - act 2 | v:strike v:hit | (?! (?:a |the )?(?:deal|agreement|balance|chord))(?= [\w/'-]+(?: and| on| in| with|,|\.|$))
violence - pass 2 | v:come v:be was were v:remain | under (?:[\w/'-]+ ){{0,4}}(?:fire|attack|shelling|bombardment)\b
violence - pass 2 | v:be was were been | (?:[\w/'-]+ )?subjected to (?:[\w/'-]+ ){{0,3}}(?:fire|attacks?|shelling|bombardment|strikes?)\b
violence - act 2 | v:subject | (?:[\w/'-]+ ){{1,6}}to (?:[\w/'-]+ ){{0,3}}(?:fire|attacks?|shelling|bombardment|strikes?)\b
violence - act 2 | use uses used employ employs employed | (?: [\w/'-]+){{0,2}} (?:mortars?|artillery|howitzers?|rockets?|missiles?|tanks|heavy weapons?|grenade launchers?|cluster munitions?|small arms|machine[- ]guns?|sniper rifles|strike drones|attack drones|grad|force)\b
violence - act 2 | v:deliver v:inflict v:rain | (?:[\w/'-]+ ){{0,3}}(?:strikes?|blows?|fire|shells)\b
violence - act 2 | v:launch v:carry v:mount v:conduct v:stage v:commit v:undertake | (?: out)?(?: [\w/'-]+){{0,4}} (?:attacks?|assaults?|offensives?|raids?|strikes?|operations?|provocations?|shelling|sabotage|bombings?|incursions?|counteroffensive|counterattacks?|shootings?)\b
violence - act 2 | v:strike v:hit v:target | (?! (?:a |the )?(?:deal|agreement|balance))(?= (?:[\w/'-]+ ){{0,4}}(?:positions?|posts?|village|town|city|house|houses|school|hospital|market|church|mosque|bridge|depot|bus|car|ambulance|clinic|farm|factory|kindergarten|checkpoint|convoy|vehicle|vehicles|buildings?|base|area|areas|district|settlements?|targets?|with|by|civilians?|bridge|patrol|depot|market|church|ambulance|bus|car|truck|outskirts|residential|infrastructure))
violence V1.3 pass 2 | was were been being | (?:[\w/'-]+ )?(?:bombed|strafed)\b
violence - pass 2 | was were been being | (?:[\w/'-]+ )?(?:shelled|attacked|bombarded|bombed|fired (?:at|on|upon)|shot at|struck|hit|targeted|ambushed|raided|stormed)\b
violence V1.3 act 2 | v:bomb |
violence V1.3 act 2 | v:drop | (?:[\w'-]+ ){{0,3}}(?:bombs?|munitions?|explosives?|grenades?|shells?|charges?|rounds?|projectiles?)\b
damage V9.2 act 2 | v:set | (?:[\w/'-]+ ){{0,4}}?(?:fire to|on fire|ablaze|alight)\b
violence V1.5 act 2 | v:lay v:plant | (?:[\w/'-]+ )?(?:[\w/'-]+ )?(?:mines?|booby|explosives?)\b
violence V1.8 act 2 | v:abduct v:kidnap |
violence - act 2 | v:shoot | (?:back|first)\b
violence - event 1 | violence |
violence - event 1 | strike strikes | (?:on|against)\b
violence - event 2 | guns artillery | (?:[\w'-]+ )?opened up\b
violence V1.3 act 2 | v:intercept | (?= [\w'-]+(?: [\w'-]+){{0,4}})
violence V1.3 pass 2 | was were been | (?:[\w'-]+ )?(?:intercepted|downed)\b
violence - event 1 | use | of (?:[\w/'-]+ ){{0,3}}(?:weapons|munitions|ammunition|force)\b
violence V1.8 event 2 | abduction abductions kidnapping kidnappings hostage-taking | of
violence V1.8 event 1 | abduction abductions kidnapping kidnappings hostage-taking |
violence - event 1 | massacre massacres killings bombing bombings ambush ambushes sniping crossfire exchange-of-fire hostilities counterattack counterattacks counter-offensive storming |
violence - event 2 | exchange exchanges | of (?:[\w'-]+ )?(?:fire|gunfire|shots|shelling)
violence V1.5 act 2 | v:mine | (?:the |a )?(?:[\w/'-]+ )?(?:road|roads|highway|fields?|track|paths?|approaches|bridge|area)\b
violence V1.6 bare 2 | v:hit v:strike v:trigger v:step v:drive v:run | (?: over| on| onto| off)?(?: an?| the| old| anti-tank| anti-personnel| improvised| roadside| buried){{0,4}} (?:mines?|landmines?|explosive device|ied|roadside bomb)\b
violence V1.6 bare 2 | suicide car roadside truck | (?:bombers?|bombs?|bombing|bombings)\b
violence V1.6 bare 2 | v:blow | up\b
violence V1.2 event 1 | use | of (?:[\w/'-]+ )?(?:cluster|artillery|mortars?|rockets?|missiles?|tanks|heavy weapons?|howitzers|grad)\b
violence V1.3 event 1 | use | of (?:[\w/'-]+ )?(?:strike|attack|armed|combat|kamikaze) (?:drones?|uavs?|aircraft)\b
violence V1.1 event 1 | use | of (?:[\w/'-]+ )?(?:small arms|snipers?|rifles|machine guns?)\b
violence - event 2 | v:exchange | (?:[\w/'-]+ )?(?:fire|shots)\b
violence - event 2 | clash clashes fighting battle battles skirmish skirmishes hostilities firefight shootout gunfight | (?: [\w/'-]+){{0,3}}? (?:erupted|broke out|took place|occurred|continued?|resumed|raged|raging|intensified|began|flared|between|near|in|at|were|was|started|going on|ensued|along|followed|lasted|had)\b
violence - event 2 | v:erupt v:flare |
violence - act 2 | v:clash v:fight v:skirmish |
violence - event 1 | clashes fighting battles skirmishes hostilities flare-up flare-ups shelling bombardment gunfire shooting shootings offensive raid raids attack attacks assault assaults escalation flareup flareups provocation provocations hostility |
violence - event 2 | fire | (?:was|were) (?:opened|returned)
violence - event 2 | shots shot rounds shells mortars | (?:was|were|had been) (?:[\w/'-]+ )?(?:fired|heard|recorded)
violence V1.2 event 1 | mortar artillery rocket missile tank howitzer | (?:fire|attacks?|strikes?|shelling|barrage)\b
violence V1.1 event 1 | sniper small-arms machine-gun automatic-weapons heavy-machine-gun small | (?: arms)? (?:fire|shots)\b
violence - event 1 | fire | (?:at|on|from)\b
violence - act 2 | rockets rocket shells shell missiles missile projectiles projectile bombs bomb | (?:\w+ ){{0,2}}?(?:landed|fell|fallen|exploded|struck|hit|came down|come down|slammed|crashed|impacted|detonated|rained)\b
violence V1.1 event 1 | bursts burst shots shot | of|fired
violence V1.6 event 2 | explosion explosions blast blasts | (?: [\w/'-]+){{0,4}}? (?:occurred|was|were|heard|killed|struck|hit|rocked|took|ripped|near|in|at|injured|wounded|of undetermined)\b
violence V1.6 event 1 | explosion explosions blast blasts detonation detonations |
violence V1.6 event 2 | mine mines landmine landmines | (?:\w+ ){{0,2}}?(?:exploded|detonated|went off|gone off|blew up)\b
violence V1.6 event 2 | v:detonate v:explode |
violence V1.3 event 2 | air drone uav airstrike airstrikes | (?: strikes?| attacks?| raids?)(?: [\w/'-]+)?
violence V1.3 event 2 | airstrike airstrikes |
violence V1.4 act 2 | v:infiltrate |
violence V1.4 act 2 | v:attempt v:try | to (?:[\w/'-]+ )?(?:infiltrate|penetrate|break through|storm|cross the (?:line|border)|attack|advance|capture|seize)
violence V1.4 event 1 | sabotage infiltration incursion |
violence V1.4 event 2 | counter-terror counter-terrorist counterterrorist anti-terror anti-terrorist special | (?:operation|measures)\b
withdrawal - move 2 | v:cross v:move v:go v:fall v:draw | back (?:over|across|behind|beyond|to|from) (?:the )?(?:[\w'-]+ ){{0,3}}(?:line|border|frontier|positions?|bases?|barracks)\b
advance V2.1 act 2q | fell fallen falls fall |
advance V2.1 act 2g | was were been being | (?:[\w'-]+ )?(?:captured|seized|taken|overrun|occupied|retaken|liberated|recaptured|lost)\b
advance V2.1 act 2p | v:drive v:push v:force v:expel v:oust v:dislodge v:chase v:throw | (?:[\w'-]+ ){{0,4}}(?:out of|from|back from)\b
advance V2.1 act 2 | v:drive v:push v:dislodge v:expel v:throw v:chase | (?:[\w'-]+ ){{0,3}}(?:troops|forces|soldiers|rebels|fighters|army|militants|garrison|defenders|units) (?:out|back|from)\b
advance V2.1 bare 2 | v:change | hands\b
advance V2.1 act 2 | v:advance | (?! (?:payment|notice))
advance V2.1 act 2p | v:capture v:seize v:overrun v:retake v:recapture v:occupy | (?! (?:[\w/'-]+ ){{0,2}}(?:shepherds?|farmers?|villagers?|residents?|policem[ae]n|herders?|fisherm[ae]n|drivers?|conscripts?|reservists?|women|children|workers|people|officers?|guards?|journalists?|pilots?|crew|militiam[ae]n|weapons|arms|ammunition|rifles|soldiers?|servicem[ae]n|fighters|prisoners?|troops|weapons|men|civilians|drugs))
advance V2.1 act 2 | v:capture v:seize v:overrun v:retake v:recapture v:occupy | (?= (?:[\w/'-]+,? ){{0,6}}(?:villages?|towns?|cit(?:y|ies)|heights?|posts?|positions?|hills?|bases?|territor(?:y|ies)|areas?|districts?|buildings?|bridges?|airports?|airfield|checkpoints?|ridges?|ground|land|settlements?|strongholds?|outposts?|camps?|headquarters|stations?|ports?|pass|roads?|junctions?|crossroads|plants?|islands?|capital|sites?|trenches|lines?|quarters?|parts?|regions?|provinces?|fort|fortress|dam|kilomet\w+|km|hamlets?|mountains?|summit|suburbs?|customs|border|barracks|peak|valley|enclave|square|highway|house|houses|ministry|palace|school|hospital|church|corridor|zone)\b)(?! (?:[\w/'-]+ ){{0,2}}(?:shepherds?|farmers?|villagers?|residents?|policem[ae]n|herders?|fisherm[ae]n|drivers?|conscripts?|reservists?|women|children|workers|people|officers?|guards?|journalists?|pilots?|crew|militiam[ae]n|weapons|arms|ammunition|rifles|soldiers?|servicem[ae]n|fighters|prisoners?|troops|weapons|men|civilians|drugs))
advance V2.1 act 2 | v:take v:gain v:establish v:regain | (?:full )?control of|(?:the )?(?:strategic )?(?:height|heights|village|villages|town|hill|post|positions?|settlement) |up (?:[\w/'-]+ )?positions
advance V2.1 act 2 | v:enter | (?= (?:the )?(?:[\w/'-]+ )?(?:village|villages|town|port|city|suburbs?|camp|base|compound|zone|area|district|territory|buffer|demilitari[sz]ed|no man|settlement))
advance V2.1 act 2 | v:take | over (?:the |a |an |control of )?(?:[\w'-]+ ){{0,3}}(?:posts?|positions?|villages?|heights?|town|hill|checkpoints?|settlements?|area|base)\b
posture V2.4 act 2 | v:enter v:cross v:penetrate | (?:[\w'-]+ ){{0,3}}(?:airspace|air space)\b
advance V2.1 act 2p | v:enter v:approach |
advance V2.1 act 2p | v:take | (?! (?:place|part|effect|note|over|off|hold|back|up|steps?|measures?|the floor|responsibility|aim|advantage|care|into account|issue|action|prisoner|captive|hostage|in|on|down|time|up to|a (?:decision|break|step)))
advance V2.1 act 2 | v:enter v:cross v:penetrate v:move v:push | (?:[\w/'-]+ ){{0,3}}(?:line|border|frontier|boundary)\b
advance V2.1 act 2 | v:take | (?= [a-z][\w-]+(?:/| and | because|,))
advance V2.1 act 2 | v:take v:capture v:seize | (?: [\w/'-]+){{0,3}} (?:settlements?|heights?|villages?|towns?|positions)\b
transfer - ctl 2 | v:enter | (?:the )?(?:[\w/'-]+ ){{0,3}}(?:district|districts|region|province|city)\b
advance V2.1 act 2 | v:move v:push v:roll v:cross | (?:their |its |the )?(?:[\w/'-]+ )?(?:forward|beyond|deeper|closer)\b
advance V2.1 act 2 | v:move v:push v:roll v:pour v:cross | (?:up |on )?into (?:the )?(?:[\w/'-]+ ){{0,3}}(?:zone|area|territory|district|village|town|villages|settlement)\b
advance V2.1 act 2p | v:move v:push v:roll v:pour v:cross | (?:up |on )?into\b
advance V2.1 act 2 | v:shift v:change v:alter | (?:the )?(?:front line|line of contact|contact line|line of control)\b
advance V2.1 act 2 | v:come v:move | (?:near|close to|closer)\b
advance V2.1 act 2 | v:stray v:slip v:sneak v:creep | (?:across|over|past) (?:the )?(?:[\w'-]+ ){{0,2}}(?:line|border|frontier|boundary)\b
advance V2.1 event 1 | advance advances |
advance V2.1 event 1 | capture seizure | of\b
posture V2.3 act 2 | v:carry v:conduct v:continue v:resume v:begin | (?: out| on)?(?: [\w/'-]+){{0,3}} (?:engineering|fortification) work
posture V2.3 event 1 | fortification engineering | (?:works?)\b
posture V2.3 act 2 | v:dig | in\b
posture V2.6 event 2 | reinforcements | (?:[\w'-]+ ){{0,2}}?(?:arrived|arriving|reached|sent|moved|brought)\b
posture V2.3 act 2 | v:dig v:build v:erect v:construct v:set v:fortify v:carry v:put | (?: up| out)?(?: [\w/'-]+){{0,4}} (?:trench(?:es)?|fortifications?|earthworks?|bunkers?|dugouts?|engineering works?|(?:firing|new|fresh) positions?|barriers?|fortified positions?)\b
posture V2.2 act 2 | v:place v:position v:bring v:station v:move v:deploy v:amass v:concentrate v:hide v:conceal v:stash v:park | (?: up| in)?(?: [\w/'-]+){{0,5}} (?:howitzers?|tanks?|artillery|heavy (?:weapons?|guns?)|mortars?|rocket launchers?|armou?red vehicles?|armou?r|infantry fighting vehicles?|multiple launch)\b
posture V2.2 event 2 | howitzers tanks mortars artillery weapons guns vehicles armour launchers | (?:[\w/'-]+ ){{0,4}}?(?:remain|remained|remains|are|were|was|is|still|stay|stayed|seen|spotted|present|found|kept|observed) (?:[\w'-]+ ){{0,3}}(?:inside|within|in|beyond|behind) (?:the )?(?:[\w'-]+ ){{0,2}}(?:withdrawal|security|buffer|demilitari[sz]ed|exclusion|disengagement|weapons-free|safety)(?: |-)(?:zone|line|lines|area|strip)\b
posture V2.2 event 2 | howitzers tanks mortars artillery | (?:[\w/'-]+ ){{0,4}}?(?:moved|brought|placed|deployed|driven|positioned|enter|stationed) (?:[\w'-]+ ){{0,2}}?(?=into|inside|to|in|near|[\w'-]+ )
posture V2.2 event 2 | howitzers tanks mortars | (?:[\w/'-]+ )?(?:in violation of|beyond) (?:the )?withdrawal
posture V2.4 act 2 | v:overfly |
posture V2.4 act 2 | drone drones uav uavs quadcopter aircraft helicopter helicopters jet jets plane planes | (?:[\w/'-]+ ){{0,4}}?(?:crossed|crosses|cross|flew|flies|fly|hovered|circled|entered|enter|violated|overflew|were flown|was flown)\b
posture V2.4 act 2 | v:fly | (?:[\w/'-]+ ){{0,3}}(?:drones?|uavs?|aircraft|reconnaissance)\b
posture V2.4 act 2 | v:violate v:breach | (?:[\w/'-]+ ){{0,3}}(?:airspace|air space)\b
posture V2.4 event 2 | drone uav reconnaissance surveillance | (?: [\w/'-]+)? (?:flew|was seen|was spotted|overflew|flights?|entered|was observed)
posture V2.2 event 2 | presence | of (?:[\w/'-]+ ){{0,3}}(?:howitzers?|tanks?|artillery|heavy weapons?|mortars?|rocket launchers?|armou?red|infantry fighting|fighting vehicles?|ifvs?|multiple launch)\b
posture V2.6 act 2 | v:reinforce v:mobilise v:mobilize v:recruit v:conscript |
posture V2.6 act 2 | v:mass v:amass v:gather v:concentrate v:build v:assemble v:bring v:accumulate v:regroup | (?: up| in)?(?: [\w/'-]+){{0,3}} (?:troops|forces|soldiers|reinforcements|units|fighters|manpower|reserves|personnel)\b(?! at (?:[\w/'-]+ ){{0,4}}sites?)
posture V2.6 act 2 | massing amassing regrouping | (?= (?:near|along|at|on|in|around|close))
posture V2.6 event 1 | recruitment mobilisation mobilization conscription build-up buildup | (?: of)?
posture V2.6 event 2 | concentration | of (?:[\w/'-]+ ){{0,3}}(?:troops|forces|units|fighters|personnel)\b
ceasefire - state 2 | v:observe v:respect v:uphold v:honour v:honor v:maintain v:adhere v:comply v:keep | (?: strictly| fully| to| with)*{" " + _CF.replace("statement|", "")}(?! (?:regime )?(?:violations?|breach|infringement|monitor))
ceasefire - state 2 | ceasefire cease-fire truce armistice | (?:regime )?(?:[\w/'-]+ ){{0,3}}?(?:holds?|held|holding|(?:was|is|has been|had been|being|were) (?:[\w/'-]+ )?(?:observed|respected|maintained|kept|upheld|in force|in effect|in place|holding|declared|announced|agreed|extended|introduced)|remains?|came|went into|goes into|comes into|took effect|takes effect|take effect|took hold|enters?|entered|shall|will|would|is to|collapsed|ended|begins|began|starts|started|expired|has held)\b
ceasefire - state 2 | v:declare v:agree v:announce v:introduce v:establish v:sign v:reach v:impose v:negotiate v:broker v:extend v:propose v:offer v:accept v:proclaim | (?: to| on| upon)?(?: [\w/'-]+){{0,4}} (?:ceasefire|cease-fire|truce|armistice)\b
ceasefire - state 2 | v:stop v:cease v:end v:halt v:suspend | (?:[\w/'-]+ ){{0,3}}(?:fire|hostilities|fighting|combat|military operations|shelling)\b
ceasefire - state 1 | ceasefire cease-fire truce armistice | (?! violation| breach| agreement| monitor| deal| talks| regime (?:violation|breach))
ceasefire - state 2 | ceasefire cease-fire truce armistice | (?:regime )?(?:observance|compliance|implementation|monitoring)\b
ceasefire - state 2 | observance implementation compliance respect | (?:of|with|for) {_CF.replace("statement|", "").replace("agreement|", "").replace("deal|accord", "accord")}
ceasefire - state 2 | ceasefire cease-fire truce armistice | (?:regime )?(?:[\w/'-]+ ){{0,4}}?(?:expire[sd]?|lapsed?|collapses?|break(?:s)? down|broke down|expires|lasted|resumed)\b
standstill - state 2 | v:stop v:remain v:stay v:stand v:halt v:freeze v:keep | (?: [\w/'-]+){{0,3}}? (?:at|in|on|to) (?:the |their |its |those )?(?:[\w/'-]+ ){{0,2}}(?:positions?|lines)\b
ceasefire - state 2 | v:hold | (?:their |its |his )?fire\b
ceasefire - state 2 | v:observe v:keep v:maintain | (?:the |radio )?(?:silence|calm|quiet)\b
standstill - state 2 | v:stay v:remain v:keep v:confine | (?:[\w'-]+ ){{0,2}}?(?:in|to) (?:the |their |its )?barracks\b
standstill - state 2 | v:stop v:stay v:remain v:halt | where they (?:stood|stand|were|are)
position - state 2 | v:hold v:control v:occupy v:man | (?! (?:in|at|on|by|near) )(?= (?:[\w/'-]+ ){{0,4}}(?:position|positions|height|heights|village|villages|town|line|territory|post|posts|road|district|area|hill|hills|crossroads|junction|bridge|ridge|pass|checkpoint|settlement|settlements)\b)
position - state 2 | v:retain v:keep v:maintain v:have v:exercise | (?:full |partial )?control (?:of|over)\b
position - state 2 | v:raise v:hoist v:plant v:fly | (?:[\w'-]+ ){{0,4}}(?:flag|flags|banner|banners)\b
position - state 2 | flag flags banner | (?:[\w'-]+ )?(?:was|were|is|are|had been|has been|now)? ?(?:raised|hoisted|flying|flew|flies|planted|run up) (?=over|on|above|at|in|near|atop)
position - state 2f | been was were are be | (?:ever |never |not |no longer |present |physically |actually |also |still |stationed |based )*(?:in|inside|at|near|around|on|anywhere (?:in|near)|within) (?!fact\b|full\b|place\b|contact\b|alert\b|high\b|risk\b|need\b|line\b|charge\b|pursuit\b|compliance\b|retreat\b|action\b|talks\b|touch\b|combat\b|battle\b|clashes\b|danger\b|(?:the |a |its |their |full |heavy |good )?(?:process|ready|way|move|offensive|defensive|run|brink|verge|control|fire|attack|alert|state|part|agreement|course|hands|receiving)\b)(?:[\w'-]+ ){{0,3}}?(?:in the (?:area|vicinity)|at all|on the ground|there)?
position - act 2p | v:lose | (?!(?: [\w'-]+){{0,3}} (?:contact|control|soldiers?|men|fighters|troops|lives|life|interest|track|sight))
position - state 2 | held controlled | (?:[\w/'-]+ )?by
position - state 2 | is are was were remains remain | (?:now |still )?(?:under|in) (?:the )?(?:\w+(?:'s)? ){{0,3}}control\b
deployment - move 2 | peacekeepers observers monitors troops soldiers police contingent | (?:[\w/'-]+ ){{0,5}}?(?:be|been|was|were|being) (?:[\w'-]+ )?(?:sent|dispatched|posted|deployed) (?:to|in|at|along|near)\b
deployment - move 2 | v:deploy stationed stationing | (?! (?:[\w/'-]+ ){{0,3}}(?:tanks|howitzers|artillery))
deployment - move 2 | station | (?=(?: [\w/'-]+){{0,3}} (?:troops|forces|soldiers|units|peacekeepers|observers|police)\b)
deployment - move 2 | v:double v:increase v:raise v:cut v:reduce v:rotate v:expand | (?: [\w/'-]+){{0,4}}? (?:observers|monitors|peacekeepers|contingent|troops|forces|garrison)\b
deployment - move 2 | v:establish v:set v:open v:man v:keep v:maintain v:have v:run v:operate v:put | (?: up)?(?: [\w/'-]+){{0,4}} (?:observation posts?|(?:police|military|border|guard|army|forward) posts?|checkpoints? of the peacekeep\w+|peacekeeping posts?|outposts?|monitoring (?:posts?|centre|center|mission))\b
deployment - pass 2 | centre center mission commission committee mechanism secretariat headquarters | (?:[\w/'-]+ ){{0,6}}?(?:was|were|is|are|ha[sd] been|have been) (?:[\w/'-]+ ){{0,2}}?(?:opened|established|set up|created|founded|formed|launched|inaugurated|operational|at work|closed|dissolved|disbanded)\b
deployment - act 2 | centre center mission commission committee mechanism secretariat headquarters | (?:opened|(?:began|begins|started|starts|ended|ends|ceased) (?:its |their )?(?:work|operations?|operating|activity|activities)|closed|ceased)\b
deployment - move 2 | v:patrol | (?= )
deployment - move 2 | v:monitor | (?= (?:the|a|an|its|their|and|compliance|observance|implementation|violations?|ceasefire|withdrawals?|situation|movements?|both|all)\b)
deployment - move 1 | observation | posts?\b
deployment - move 2 | posts post checkpoints outposts | (?:[\w/'-]+ ){{0,6}}?(?:was|were|has been|have been|had been|will be|are|is) (?:[\w/'-]+ )?(?:set up|established|opened|manned|put up|installed)\b
deployment - move 2 | v:assemble v:canton v:gather v:quarter v:encamp v:concentrate | (?:[\w/'-]+ ){{0,3}}(?:fighters|troops|forces|combatants|soldiers|men|units) (?:[\w/'-]+ ){{0,2}}(?:at|in) (?:[\w/'-]+ ){{0,4}}(?:sites?|camps?|points?|areas?|barracks|cantonments?)\b
deployment - move 1 | cantonment stationing deployment |
deployment - pass 2m | was were be been being | (?:[\w'-]+ )?(?:sent|dispatched|despatched) (?:to|into)\b
deployment - move 2 | v:send v:dispatch v:arrive | (?:[\w/'-]+ ){{0,4}}(?:peacekeepers|observers|monitors|contingent|battalion|troops|soldiers|forces|mission|staff|team|teams|experts|reinforcements|units|advisers|advisors)\b
deployment - move 1 | deployment | of
deployment - move 2 | airlift |
deployment - move 2 | v:bring v:fly v:carry v:airlift | (?:in )?(?:[\w/',-]+ ){{0,4}}(?:servicem[ae]n|troops|peacekeepers|soldiers|personnel)\b
withdrawal - move 2 | v:withdraw v:retreat v:pull | (?! (?:its|the|his|their|her) (?:statement|claim|report|accusation|request|complaint|allegation|candidacy|earlier))
withdrawal - move 2 | v:leave v:vacate v:abandon | (?= (?:[\w/'-]+ ){{0,3}}(?:positions?|posts?|village|district|districts|territory|zone|area|trenches|town|heights?|[a-z]+/))
withdrawal - move 2p | be is are was were been | (?:all |now |completely )?out of\b
withdrawal - move 2p | v:leave v:vacate v:abandon | (?! (?:for|by|early|late) )
withdrawal - move 2 | v:remove v:dismantle | (?: \w+){{0,4}} (?:post|posts|checkpoint|checkpoints|roadblocks?|barrier|barriers|troops|equipment|tanks|weapons|artillery|forces)\b
withdrawal - move 2 | posts post positions checkpoints outposts | (?:[\w/'-]+ ){{0,14}}?(?:was|were|(?:has|have|had)(?: since| now| all)? been) (?:[\w'-]+ )?(?:abandoned|vacated|dismantled|removed|evacuated)\b
exchange - exch 2x | was were been be being | (?:[\w'-]+ )?(?:handed (?:over|back)|released|freed|exchanged|repatriated|swapped|set free)\b
withdrawal - move 2 | posts post checkpoint checkpoints outposts roadblock roadblocks | (?:[\w/'-]+ ){{0,5}}?(?:was|were|has been|have been|had been) (?:[\w'-]+ )?(?:taken down|torn down)\b
withdrawal - move 2 | v:recall | (?: [\w'-]+){{0,4}}? (?:troops|soldiers|peacekeepers|forces|units|contingent|battalions?|observers|monitors)\b
withdrawal - move 2p | v:move v:fall v:draw | back from\b
withdrawal - move 2 | v:move v:pull v:draw v:take | (?:[\w'-]+ ){{1,5}}?(?:out of|back from|away from)\b
withdrawal - move 2 | v:move v:pull v:draw | (?:its |their |the )?(?:[\w'-]+ )?(?:guns|tanks|artillery|weapons|howitzers|forces|troops|armour) back\b
withdrawal - event 1 | withdrawal retreat departure pullout pull-out pullback pull-back disengagement evacuation-of-troops departure-of-troops | (?! from the (?:statement|talks))
withdrawal - move 2 | was were been be | (?:[\w/'-]+ )?(?:withdrawn|removed|dismantled|pulled back)\b
transfer - ctl 2 | v:hand v:turn v:give v:cede v:transfer v:return v:surrender | (?: over| back)?(?: [\w/'-]+){{0,4}} (?:district|districts|territory|territories|region|village|villages|control|settlement|town|area|land)\b
transfer - ctl 2 | v:leave | (?:[\w'-]+ ){{1,5}}?(?:in the hands|under the control) of\b
transfer - ctl 2p | v:hand v:give v:turn | back\b
transfer - ctl 2p | v:hand v:turn | over
transfer - ctl 2q | be been was were is are | (?:[\w'-]+ )?(?:returned|handed (?:over|back)|ceded|given (?:back|up)|transferred|surrendered)\b
transfer - ctl 2p | v:hand v:turn v:give v:sign v:make | (?:(?!(?:prisoners?|captives?|bodies|body|remains|detainees?|soldiers?|men|aid|weapons|documents?|letters?|power)\b)[\w/'-]+ ){{1,5}}over to\b
transfer - ctl 2p | v:cede v:surrender v:transfer |
transfer - ctl 2 | v:come v:pass v:go v:fall v:be was were | (?:over |back |placed |brought )?(?:to|under|into|in) (?:\w+(?:'s)? ){{0,3}}(?:control|hands|jurisdiction|administration|rule)\b
transfer - ctl 2 | district districts territory control villages village | (?:[\w/'-]+ ){{0,6}}?(?:was|were|came|has been|have been|is to be|are to be|will be|shall be|(?:has |had |have )?passed|passes|(?:has |had |have )?gone|went|to be) (?:[\w/'-]+ )?(?:handed|over|under|returned|transferred|turned over|ceded|given|to)\b
exchange - exch 2 | handover transfer return release | of (?:[\w/'-]+ ){{0,4}}(?:prisoners?|captives?|detainees?|body|bodies|remains|hostages?|servicem[ae]n|soldiers?)\b
exchange - exch 2 | v:exchange v:trade | (?:[\w/'-]+ ){{0,4}}(?:prisoners|captives|detainees|bodies|hostages|pows)\b
transfer V3.1 ctl 2 | v:delay v:postpone | (?:the )?(?:[\w/'-]+ )?(?:handover|hand-over|transfer|return|surrender) of
transfer - ctl 1 | handover hand-over | of
deployment - move 1 | return | of (?:[\w'-]+ ){{0,2}}(?:troops|forces|soldiers|peacekeepers|army|units|police)\b
corridor - state 2 | corridor corridors | (?:[\w/'-]+ ){{0,4}}?(?:that |which )?(?:connects?|links?|connecting|linking|runs?|leads?|serves?|is|was|were|are|has|had|remains?|will|shall|would|remained|stays?|reopened|opened|closed|functions?|operates?)\b
corridor V4.1 act 2 | v:block v:close v:cut v:obstruct v:shut v:seal | (?: off)?(?: [\w/'-]+){{0,4}} (?:corridor|road|highway|route|passage|crossing|traffic|bridge)\b
corridor V4.1 pass 2 | corridor corridors bridge road highway route crossing passage traffic | (?:[\w/'-]+ ){{0,6}}?(?:was|were|is|ha[sd] been|have been|remains?|remained|are) (?:[\w/'-]+ )?(?:blocked|closed|cut|shut|obstructed|disrupted|interrupted|impassable|halted|suspended|restricted)\b
corridor V4.1 act 2 | v:keep v:hold v:leave | (?:the |its |this )?(?:[\w'/-]+ ){{0,3}}(?:corridor|road|highway|route|crossing|bridge) (?:closed|shut|blocked|cut)\b
corridor - act 2 | v:open v:reopen v:unblock v:restore | (?: [\w/'-]+){{0,4}} (?:corridor|road|highway|route|passage|crossing|links?|communications?)\b
corridor - state 2 | road highway route crossing passage traffic | (?:[\w/'-]+ ){{0,6}}?(?:was|were|is|has been|remains?|remained|are|to be|will be|be) (?:[\w/'-]+ )?(?:open|opened|reopened|restored|unblocked|resumed|passable|safe)\b
corridor V4.1 act 2 | v:stop v:halt v:detain v:hold v:turn v:prevent v:hinder v:impede v:obstruct v:disrupt v:restrict | (?: back| up| away)?(?: [\w/'-]+){{0,3}} (?:trucks?|lorries|traffic|vehicles?|buses|cars|deliveries|supplies|movement of goods|passenger transport)\b
corridor V4.2 act 2 | v:set v:establish v:install v:put v:erect | (?: up)?(?: [\w/'-]+){{0,3}} (?:checkpoints?|roadblocks?)\b(?! of the peacekeep)
movement X3 move 2 | v:escort v:accompany |
movement - move 2 | v:flee v:escape |
movement - move 2 | displacement exodus flight | of (?:[\w/'-]+ ){{0,3}}(?:people|residents|civilians|families|population|inhabitants)\b
movement - move 2 | v:displace v:uproot | (?! (?:people|persons|residents|families|civilians|populations?|communit))
movement - move 1 | movement movements | of (?:[\w/'-]+ ){{0,2}}(?:units|troops|forces|vehicles|equipment|columns?|convoys?)\b
movement - move 1 | movement movements | of (?:[\w/'-]+ ){{0,2}}(?:civilians|people|goods|traffic|residents)\b
movement - move 1 | troop military | (?:movements?)\b
movement - move 2 | v:pass v:travel v:drive v:cross v:move v:use | (?! (?:its |their |the |some |up )?(?:tanks?|guns?|howitzers?|artillery|mortars?|heavy|armou?r\w*))(?: [\w/'-]+){{0,4}}? (?:through|along|by|via|over)? ?(?:the )?(?:[\w/'-]+ ){{0,2}}(?:corridor|checkpoint|crossing|road|bridge)\b
movement - move 2 | convoy convoys column vehicles trucks buses | (?:[\w/'-]+ ){{0,5}}?(?:passed|travelled|traveled|drove|crossed|moved|arrived|left|went|delivered|was escorted|were escorted|reached|entered)\b
exchange - exch 2 | v:exchange v:swap | (?! (?:[\w'-]+ ){{0,2}}(?:accusations?|views|blame|barbs|words|letters|information|greetings|fire|gunfire|shots|opinions|recriminations))(?: [\w/'-]+){{0,6}}? ?(?:prisoners?|captives?|detainees?|bodies|remains|persons|people|hostages|all for all|servicemen|soldiers)?
exchange - exch 2 | v:hand v:transfer v:turn v:give v:deliver v:release v:free v:repatriate | (?: over| back)?(?: [\w/'-]+){{0,5}}? (?:prisoners?|captives?|detainees?|body|bodies|remains|hostages?|servicem[ae]n|soldiers?|people|persons|civilians?|men|fighters|pows?)\b
exchange - exch 2 | v:return | (?: back)?(?: \w+){{0,5}}? (?:prisoners?|captives?|detainees?|body|bodies|remains|hostages?)\b
exchange - exch 2x | v:release v:free v:repatriate |
exchange - exch 2 | v:release v:free v:repatriate | (?=(?: [\w'-]+){{0,5}} (?:him|her|them|both|all|others?|captives?|prisoners?|detainees?|hostages?|soldiers?|servicem[ae]n|bod(?:y|ies)|remains|men|women|people|persons?|civilians?|journalists?|activists?|pilots?|crew|officers?|sailors?|children|policem[ae]n|workers?|observers?|monitors?|peacekeepers?|troops|fighters?|rebels?|inmates|nationals|citizens|shepherds?|teachers?|opponents|suspects|members|leaders?|\d+|two|three|four|five|six|seven|eight|nine|ten|dozens|hundreds|several)\b)(?! (?:a |the |an |its |their )?(?:\w+ )?(?:statement|report|video|footage|map|figures|list|details|water|photo|photos))
exchange - exch 2 | people persons prisoners prisoner captives detainees bodies body remains servicemen soldiers soldier civilians | (?:[\w/'-]+ ){{0,4}}?(?:was|were|have been|has been|had been|will be|to be) (?:[\w/'-]+ )?(?:handed|exchanged|released|freed|returned|repatriated|transferred|swapped)\b
exchange - exch 2 | v:come v:go v:return | (?: back| home)? (?:from captivity)
exchange - exch 1 | exchange swap | (?= (?:planned|scheduled|due|expected|agreed on|took place|did not|was (?:cancelled|called off|postponed|completed|put off)|will (?:take|be|go)|has been (?:cancelled|called off|postponed|completed|put off))\b)
exchange - exch 2 | search searches recovery retrieval | (?:for|of) (?:the )?(?:[\w'-]+ ){{0,3}}(?:bodies|remains)\b
exchange - exch 1 | exchange swap | of (?:[\w/'-]+ )?(?:prisoners|bodies|captives|detainees|remains|all)
exchange - exch 2 | v:recover v:retrieve v:find v:search | (?: for)?(?: [\w/'-]+){{0,4}} (?:bodies|body|remains)\b
exchange V6.2 exch 2 | bodies body remains | (?:[\w/'-]+ ){{0,8}}?(?:lie|lay|lying|still lie|(?:were|have been|had been) left (?:lying|behind|unburied)|(?:have|has|had) not (?:yet )?been (?:returned|handed|given|released|collected|recovered))\b
exchange - exch 2 | bodies body remains | (?:[\w/'-]+ ){{0,10}}?(?:was|were|have been|has been|had been|will be|to be) (?:[\w'-]+ )?(?:recovered|found|retrieved|brought|taken|flown|delivered|sent|handed|given|passed|collected|dug up|exhumed|repatriated|transported|returned)\b
persons_held V6.4 held 2 | was were been being | (?:[\w/'-]+ )?(?:captured|taken (?:prisoner|captive|hostage))\b
persons_held V6.4 hold 2 | v:capture v:take | (?: [\w/'-]+){{0,6}}? (?:prisoner|captive|hostage)\b
persons_held V6.4 hold 2 | v:capture v:seize v:grab | (?: [\w/'-]+){{0,4}}? (?:soldiers?|shepherds?|farmers?|villagers?|civilians?|residents?|policem[ae]n|herders?|fisherm[ae]n|drivers?|conscripts?|reservists?|women|children|workers|people|officers?|guards?|journalists?|militiam[ae]n|rebels?|militants?|pilots?|crew|servicem[ae]n|fighters|men|troops|saboteurs?)\b
persons_held V6.5 hold 2 | v:beat v:torture v:mistreat v:ill-treat v:abuse | (?: [\w/'-]+){{0,3}} (?:prisoners?|captives?|detainees?|hostages?)\b
persons_held V6.5 held 2c | was were been being be | (?:[\w'-]+ )?(?:harmed|beaten|tortured|mistreated|ill-treated|abused|humiliated)\b
persons_held V6.5 held 2 | prisoners prisoner captives detainees detainee hostages | (?:[\w/'-]+ ){{0,3}}?(?:was|were|has been|have been|had been|being|be) (?:[\w/'-]+ )?(?:beaten|tortured|mistreated|ill-treated|abused|humiliated|harmed)\b
persons_held V6.1 hold 2 | v:hold v:detain v:capture v:arrest v:imprison v:seize v:take | (?! by )(?: [\w/'-]+){{0,6}}? (?:prisoners?|captives?|captive|hostages?|soldiers?|servicem[ae]n|civilians?|fighters|men|people|detainees?|residents?|villagers?|shepherds?|saboteurs?|workers?|rebels?|militants?|women|monitors?|observers?|teachers?|doctors?|nurses?|drivers?|journalists?|protesters?|in custody|troops)\b
persons_held V6.1 held 2n | was were been being are remain remains is still | (?:[\w/'-]+ )?(?:detained|captured|taken (?:prisoner|captive|hostage)|held|arrested|imprisoned|in captivity|in custody)\b
persons_held V6.1 hold 2 | v:sentence v:try v:convict v:jail | (?:[\w'-]+ ){{0,4}}(?:prisoners?|captives?|detainees?|soldiers?|servicem[ae]n|fighters)\b
persons_held V6.1 held 2 | v:remain v:be are is remain | (?:still )?in (?:[\w'-]+ )?(?:custody|captivity|detention)\b
persons_held V6.1 held 2 | held | (?:captive|prisoner|hostage|since|before)
persons_held V6.1 held 2 | prisoners captives detainees hostages servicemen soldiers captive prisoner | (?:[\w/'-]+ )?held (?:in|at|by|since)\b
persons_held V6.1 held 1 | prisoners captives detainees hostages | (?:remain|are held|in captivity|in custody)
return - ret 2 | v:return | (?: back| home)?(?: [\w/'-]+){{0,3}} (?:to|home|in a day|in all|in total)\b
return - ret 2 | v:come v:go | (?:back|home)\b(?: [\w/'-]+){{0,3}}(?<!back) (?:to|in a day|in all|in total)\b|(?:back|home) to (?!(?:a |the |\w+ing )?(?:normal|work|school|basics|square|what|where|when|him|her|you|me|us|life|business|zero|war|sleep|drawing|bed|court))\b
return - ret 2 | returnees refugees displaced residents people families civilians persons inhabitants | (?:[\w/'-]+ ){{0,5}}?(?:returned|came back|went home|have returned|had returned|has returned|were brought back)\b
exchange - exch 2c | v:go v:come v:return v:arrive v:fly | (?:back )?home\b
return - ret 2 | v:return | home
return - ret 2 | v:allow v:permit v:let v:go v:come v:move v:head v:take | (?:[\w'-]+ ){{0,2}}(?:to (?:go|return|come|move) )?(?:back )?(?:home\b(?! secretary| affairs| office| game| win)|to their (?:homes?|houses?|villages?|land|farms))\b
movement - exch 2 | was were been be being | (?:[\w'-]+ )?(?:evacuated|flown (?:out|to|back|home)|airlifted|rushed to|ferried|taken (?:by \w+ )?to (?:the |a |an )?(?:[\w'-]+ )?(?:hospital|clinic|shelter|safety))\b
movement - exch 2 | v:evacuate | (?= (?:[\w/'-]+ ){{0,4}}(?:patients?|wounded|civilians?|residents?|people|families|children|staff|population|injured))
return - ret 2 | v:bring v:resettle | (?:[\w/'-]+ ){{0,4}}(?:home|residents|back|civilians|refugees|families)\b
return - ret 1 | return | of (?:[\w/'-]+ ){{0,3}}(?:refugees|displaced|residents|people)
reconstruction X4 move 2 | v:make v:defuse v:neutralise v:neutralize v:dispose v:destroy v:detonate v:remove v:render | (?:of |safe |harmless |safely )?(?:[\w,.'-]+ ){{0,6}}?(?:mines|landmines?|unexploded|ordnance|explosive (?:remnants|devices|hazards)|booby[- ]traps?|cluster bomblets?)\b
reconstruction X4 move 2 | v:demine | (?= )
reconstruction X4 move 2 | v:clear | (?:[\w,.'-]+ ){{0,7}}?(?:mines?|landmines?|minefields?|ordnance|unexploded|explosives?|munitions?|shells|bombs?|devices|hectares|kilomet\w+|km|sq|fields?|roads?|areas?|land|territor(?:y|ies)|houses|buildings|routes?|sites?|paths?|tracks?|debris|rubble|ground|items|villages?|booby|remnants|wreckage|stretch|section)\b
reconstruction X4 pass 2 | fields field roads road area areas land route routes territory shells mines landmines minefield minefields village tracks paths ground bombs section stretch | (?:[\w/'-]+ ){{0,6}}?(?:was|were|have been|had been|has been|being|be) (?:[\w/'-]+ )?(?:cleared|demined)\b
reconstruction X4 pass 2 | houses buildings | (?:[\w/'-]+ ){{0,4}}?(?:was|were|have been|had been|has been) (?:[\w/'-]+ )?(?:cleared|demined|checked)\b
reconstruction X4 pass 2 | hectares kilometres kilometers items explosives | (?:[\w,.]+ ){{0,20}}?(?:was|were|have been|had been|has been) (?:[\w/'-]+ )?(?:cleared|demined|neutrali[sz]ed|made safe|destroyed|found|defused|checked)\b
reconstruction X4 move 2 | v:find v:discover v:remove v:lift | (?:[\w,.'-]+ ){{0,4}}(?:unexploded|mines?|landmines?|ordnance|munitions|explosive (?:items|devices))\b
reconstruction X4 move 2 | v:defuse v:neutralise v:neutralize |
reconstruction X4 event 1 | demining mine-clearing mine-clearance |
reconstruction X4 pass 2 | items ordnance devices | (?:[\w/'-]+ ){{0,5}}?(?:made safe|defused|destroyed|found|neutrali[sz]ed)\b
reconstruction - act 2 | v:rebuild v:repair v:restore v:reconstruct v:build | (?: [\w/'-]+){{0,5}} (?:road|roads|railway|rail|bridge|houses|homes|schools?|hospital|line|lines|water|power|electricity|gas|infrastructure|airport|highway|plant)\b
reconstruction - pass 2 | road roads railway railways rail bridge line lines station airport highway links link | (?:[\w/'-]+ ){{0,6}}?(?:was|were|is|are|ha[sd] been|have been) (?:[\w/'-]+ ){{0,2}}?(?:built|rebuilt|restored|repaired|completed|unblocked|reopened|put into operation)\b
reconstruction - event 1 | reconstruction |
casualties - cas 2 | v:kill v:wound v:injure v:hurt |
casualties - cas 2 | v:destroy v:eliminate v:liquidate v:neutralise v:neutralize v:annihilate | (?:(?:up to|about|more than|at least|some|nearly|over) )?(?:[\w,.'-]+ ){{0,3}}(?:militants?|servicem[ae]n|soldiers?|fighters?|nationalists|mercenar(?:y|ies)|terrorists?|troops|personnel|men|people|saboteurs?|insurgents?|rebels?)\b
casualties - cas 2 | v:die v:perish |
casualties - cas 2 | v:lose | (?:its |their |his |her )?(?:[\w/'-]+ ){{0,3}}(?:life|lives|soldiers?|servicem[ae]n|men|fighters|troops|personnel)\b
damage - cas 2 | v:lose | (?:[\w/',.-]+ ){{0,6}}(?:drones?|tanks?|helicopters?|vehicles?|aircraft|planes?|jets?|uavs?|artillery pieces|howitzers?)\b
casualties - cas 2 | v:suffer v:sustain v:incur v:take v:inflict | (?:[\w/'-]+ ){{0,3}}(?:casualties|losses|injuries|wounds|fatalities)\b
casualties - cas 2 | casualties losses fatalities deaths | (?:[\w/'-]+ ){{0,2}}?(?:were|was|are|among|on|reported|among|amounted|reached|stood)?
casualties - cas 2 | shot | dead
casualties - cas 2 | v:claim | (?:the )?(?:[\w/'-]+ )?(?:lives|life)\b
casualties - cas 2 | dead |
casualties - cas 2 | death | toll
casualties - cas 2 | wounded injured |
casualties - cas 2 | v:treat | (?:[\w/'-]+ ){{0,3}}for
casualties - cas 2 | missing |
casualties - cas 2 | v:bury |
damage V9.4 act 2 | v:damage v:destroy v:burn v:demolish v:wreck | (?:[\w/'-]+ ){{0,3}}(?:schools?|hospitals?|clinics?|kindergartens?|maternity|health (?:post|centre|center))\b
damage V9.4 cas 2 | school schools hospital hospitals clinic clinics kindergarten kindergartens | (?:[\w/'-]+ ){{0,5}}?(?:was|were|has been|have been|had been) (?:[\w/'-]+ )?(?:damaged|destroyed|burned|burnt|wrecked)\b
damage V10.2 act 2 | v:damage v:destroy v:burn v:demolish v:wreck v:desecrate v:loot v:raze v:flatten v:bulldoze | (?:[\w/'-]+ ){{0,3}}(?:church(?:es)?|monaster(?:y|ies)|mosques?|temples?|cemeter(?:y|ies)|graves?|shrines?|chapels?|monuments?|museums?|cathedral)\b
damage V10.2 cas 2 | church churches monastery mosque mosques temple cemetery graves shrine chapel monument museum cathedral | (?:[\w/'-]+ ){{0,5}}?(?:was|were|has been|have been|had been) (?:[\w/'-]+ )?(?:razed|stripped|ransacked|defaced|robbed|blown up|shelled|torn down|pulled down|painted over|broken into|demolished|flattened|bulldozed|looted|damaged|destroyed|burned|burnt|desecrated|vandali[sz]ed|hit)\b
damage V9.3 act 2 | v:damage v:destroy v:cut v:disable | (?:[\w/'-]+ ){{0,3}}(?:power|water|gas|electricity|pumping|substation|pipeline|pylons?)\b
damage V9.2 act 2 | v:damage v:destroy v:burn v:demolish v:raze v:wreck v:shatter v:ruin | (?! (?:[\w/'-]+ ){{0,4}}(?:tanks?|drones?|vehicles?|uavs?|howitzers?|ordnance|items))
damage - act 2 | v:damage v:destroy v:burn | (?= (?:[\w/'-]+ ){{0,4}}(?:tanks?|drones?|vehicles?|uavs?|howitzers?|equipment))
damage V9.3 event 2 | without | (?:running |drinking )?(?:water|power|electricity|gas|heating|light)\b
damage V9.3 event 2 | power water gas electricity | (?:supply |supplies |line |lines |station |pipeline )?(?:[\w/'-]+ ){{0,4}}?(?:was|were|has been|had been) (?:[\w/'-]+ )?(?:cut|disrupted|interrupted|damaged|lost)
damage V10.2 act 2 | v:desecrate v:vandalise v:vandalize |
damage V9.2 act 2 | v:loot v:plunder v:pillage |
damage V9.2 cas 2 | v:leave | (?:[\w/'-]+ ){{0,4}}(?:houses?|homes?|buildings?|village|town) (?:[\w/'-]+ )?(?:in ruins|destroyed|damaged|burning|uninhabitable|without a roof)\b
damage - event 2 | crater craters | (?:[\w/-]+ ){{0,4}}?(?:in|on|beside|near|at) (?:the |a |an )?(?:[\w/-]+ ){{0,2}}(?:garden|gardens|yard|courtyard|field|fields|street|road|orchard|playground|cemetery)\b
damage V9.2 event 2 | hole holes crater craters damage | (?:[\w/'-]+ ){{0,8}}?(?:in|to|on) (?:the )?(?:[\w/'-]+ ){{0,3}}(?:roof|wall|house|houses|building|buildings|homes?)\b
reconstruction - state 2 | gas power electricity water heating light | (?:[\w/'-]+ ){{0,5}}?(?:(?:is|are|was|were|has been) (?:again |once again |now )?(?:back|flowing|running|available|on again)|(?:has |have |had )?(?:returned|came back|come back|resumed))\b
reconstruction - pass 2 | gas power electricity water supplies supply | (?:[\w/'-]+ ){{0,4}}?(?:was|were|has been|have been|had been) (?:[\w/'-]+ )?(?:restored|reconnected|resumed)\b
access V10.1 acc 2 | v:hold v:block v:stop v:turn v:hijack v:seize v:detain v:delay v:rob v:obstruct v:loot v:divert v:confiscate | (?:up |back |away )?(?:[\w'-]+ ){{0,4}}(?:aid|relief|humanitarian|food|medical) (?:convoys?|trucks?|workers?|supplies|deliver(?:y|ies)|shipments?|lorries|lorry|stocks?|warehouses?|agenc(?:y|ies)|flights?)\b
access V5.1 accp 2 | access | (?:is|was|were|has been|had been|remains) (?:[\w/'-]+ )?(?:denied|refused|blocked|restricted|impossible)\b
access V5.1 acc 2 | v:deny v:refuse v:delay v:stop v:block v:prevent v:restrict v:bar v:hinder v:turn v:hold | (?: back| away| up)?(?: [\w/'-]+){{0,6}}? (?:access|passage|patrol|patrols|monitors?|observers?|mission|entry|entering|ambulances?|convoys?|movement|delegates|inspectors)\b
access V5.1 accp 2 | patrol mission monitors observers team convoy patrols access | (?:[\w-]+ ){{0,6}}?(?:was|were|is|are|has been|had been|being) (?:[\w/'-]+ )?(?:denied|refused|delayed|stopped|blocked|prevented|turned (?:back|away)|restricted|barred|not allowed|not permitted|held up|impeded)\b
access V5.2 act 2 | v:fire v:shoot v:open | (?: [\w/'-]+){{0,4}} (?:at|on|upon) (?:[\w/'-]+ ){{0,4}}(?:monitors?|observers?|patrol|peacekeepers?|mission)\b
access V5.1 act 2 | v:loot v:hijack v:seize v:plunder v:rob | (?:[\w/'-]+ ){{0,3}}aid\b
access V10.1 accp 2 | aid relief food supplies | (?:[\w'-]+ ){{0,3}}?(?:(?:has|have|had|did|does|do|can|could) (?:not|never)|cannot|no longer)(?: yet| been able to)? (?:reach|reached|reaches|get to|got to|arrive|arrived|got through|get through)\b
access V10.1 accp 2 | aid relief | (?:trucks?|convoys?|supplies|warehouse|lorries|shipments?) (?:[\w/'-]+ ){{0,2}}?(?:was|were|has been|have been|had been) (?:[\w/'-]+ )?(?:looted|hijacked|seized|plundered|robbed|attacked)\b
access V5.1 accp 2 | delegates staff workers ambulances inspectors doctors trucks convoys journalists | (?:[\w-]+ ){{0,3}}?(?:was|were|is|are|has been|have been|had been|being) (?:[\w/'-]+ )?(?:denied|refused|turned (?:back|away)|not (?:allowed|permitted|let))\b
access V5.1 accp 2m | was were been being | (?:[\w'-]+ )?(?:stopped|delayed|turned (?:back|away)|denied|refused|barred|blocked|prevented|held up|detained|not let)\b
access X9 state 2 | observation monitoring observer observers' | (?:posts?|points?|stations?|cameras?|towers?) (?:[\w/'-]+ |, ){{0,6}}?(?:was|were|is|are|has been|have been|had been|remains?|remained|stood|stayed) (?:[\w'-]+ ){{0,2}}?(?:not (?:currently |yet )?(?:been )?(?:operating|working|manned|staffed|operational|in operation|functioning|open)|unmanned|unstaffed|closed|shut(?: down)?|unable to (?:observe|see|work|monitor|operate|watch)|out of (?:action|operation|service)|inoperative|(?:temporarily )?suspended|abandoned because)\b
access X9 state 2 | observers monitors patrols | (?:[\w'-]+ ){{0,3}}?(?:(?:was|were|are|is|had been|have been) (?:unable|not able) to (?:observe|see|monitor|watch)|(?:could|can) (?:not|neither) (?:observe|see|monitor|watch))\b
access V5.1 accp 2m | unable failed | to (?:reach|enter|visit|access|pass|cross|get to|patrol|inspect|approach)\b
access V5.1 accp 2m | could | not (?:[\w'-]+ )?(?:reach|enter|visit|access|get to|get into|patrol|inspect|approach)\b
access V5.1 accp 2m | cannot couldn't | (?:[\w'-]+ )?(?:reach|enter|visit|access|get to|get into|patrol|inspect|approach)\b
access V5.3 act 2 | v:jam |
access V5.3 accp 2 | v:lose | (?:[\w/'-]+ ){{0,2}}(?:gps|signal|gnss|navigation)\b
access V5.3 event 2 | gps signal jamming | (?:signal )?(?:interference|jamming|of)
access - acc 2 | v:have v:gain v:obtain | (?:\w+ ){{0,2}}access\b
access - act 2 | v:allow v:permit v:grant v:let v:guarantee v:ensure v:facilitate | (?: [\w/'-]+){{0,5}} (?:access|passage|patrol|patrols|monitors?|observers?|through|enter|mission|convoys?|aid|flights|deliveries|relief)\b
statement V8.1 act 2 | v:threaten |
meeting - meet 2 | v:hold v:convene v:chair v:host v:call v:open v:have | (?: [\w/'-]+){{0,6}}? (?:meeting|meetings|session|council|conference|briefing|consultations|gathering)\b
meeting - meet 2 | v:meet | (?! (?:the |its |their |a )?(?:[\w/'-]+ )?(?:[\w'-]+ )?(?:deadlines?|terms|requirements?|conditions?|demands?|needs?|obligations?|redemptions?|tests?|targets?|goals?|costs?|standards?|criteria|expectations|payments?|resistance|challenges?|commitments?|criticism|opposition|end|death|fate|halfway|quotas?|payroll|bills?|debts?|specifications?|objectives?|interest|schedule|estimates?))
meeting - meet 2s | v:gather v:convene v:assemble | (?=(?: [\w'-]+){{0,2}} (?:in|at|for|on|behind)\b)
meeting - meet 2 | v:gather v:convene v:assemble | (?:[\w'-]+ ){{0,8}}?(?:to (?:discuss|consider|review|debate|agree|talk|sign|hammer out)|for (?:a |an |the )?(?:[\w'-]+ )?(?:talks|meeting|session|summit|consultations|conference))\b
meeting - meet 2 | participants attendees | (?:in|of|at) (?:the )?(?:[\w/'-]+ )?(?:meeting|session|talks|conference)
meeting - meet 2 | v:take | part in (?:the |a |an )?(?:[\w/'-]+ ){{0,2}}(?:meeting|session|conference)
meeting - meet 2 | v:attend | (?= (?:the |a |an )?(?:[\w/'-]+ ){{0,3}}(?:meeting|session|conference|briefing))
meeting - meet 2 | meeting meetings session | (?:[\w/'-]+ ){{0,6}}?(?:was|were|is|are|will be|would be|had been|to be|took|takes|will|would) (?:[\w/'-]+ )?(?:held|planned|place|take place|convened|chaired|scheduled|attended|expected|postponed|cancelled|canceled|due|lasted|closed|called off)\b
meeting - meet 1 | meeting meetings |
meeting - meet 2s | v:visit |
meeting - meet 2h | v:visit |
meeting - meet 2 | v:visit | (?= (?:[\w'-]+ ){{0,4}}(?:prisoners?|captives?|detainees?|hostages?|wounded|troops|soldiers|refugees))
meeting - meet 2 | visit | (?:to|by|of)\b
meeting - meet 2h | v:receive v:host v:welcome |
meeting - meet 2s | v:travel v:fly v:go v:arrive | (?:on \w+ )?(?:to|in)\b
meeting - meet 2s | v:inspect v:tour |
meeting - topic 2 | meeting session conference briefing consultations | (?:[\w/'-]+ ){{0,3}}?(?:dealt with|focused on|focussed on|centred on|centered on|was devoted to|was dedicated to|touched (?:up)?on|considered|discussed|addressed|covered)\b
meeting - topic 2 | topics topic agenda issues | (?:[\w/'-]+ ){{0,4}}?(?:included?|was|were|includes|comprised|covers?|covered)\b
talks - meet 2 | v:hold v:begin v:start v:resume v:conduct v:continue v:host v:open v:lead v:have | (?: [\w/'-]+){{0,6}}? (?:talks|negotiations)\b
talks - meet 2 | v:take | part in (?:the |a |an )?(?:[\w/'-]+ ){{0,2}}(?:talks|negotiations|summit)
talks - meet 2 | talks negotiations summit | (?:[\w/'-]+ ){{0,8}}?(?:was|were|is|are|will|would|took|to be|had|have|lasted|began|resumed|started|ended|continue|broke|collapsed|going)\b
talks - meet 1 | talks negotiations summit |
contact - topic 2 | v:discuss | (?=(?: [\w/'-]+){{1,14}} (?:by|over|on the) (?:tele)?phone\b)
talks - topic 2 | v:discuss v:debate v:address |
talks - topic 2 | v:consider | (?! \w+ing\b)(?= (?:[\w'-]+ ){{0,5}}(?:issues?|questions?|matters?|drafts?|implementation|situation|steps|ways|settlement|measures|progress|problems?|details|exchange|delimitation|demarcation|reopening|conflict|agenda|requests?|observance|withdrawal|ceasefire|truce|return|corridor|release)\b)
talks - meet 2 | v:leave v:quit v:abandon v:suspend v:boycott v:rejoin v:join v:end | (?:the )?(?:[\w'-]+ )?(?:talks|negotiations)\b
talks - meet 2 | v:walk v:storm v:pull | out of (?:the )?(?:[\w'-]+ )?(?:talks|negotiations)\b
talks - topic 2 | v:exchange | views
talks - meet 2 | v:negotiate |
talks - meet 2 | v:bring v:return v:come v:get v:go v:sit v:coax v:draw | (?:[\w'-]+ ){{0,4}}?(?:back )?(?:to|at) the (?:negotiating |negotiation |bargaining |conference )?table\b
meeting - meet 2 | v:send v:dispatch | (?:[\w'-]+ ){{0,3}}?(?:delegation|envoys?|negotiators?|representatives?|negotiating team|emissar(?:y|ies))\b
contact - meet 2 | v:maintain v:keep v:establish v:have v:be are is remain | (?:[\w/'-]+ )?(?:in )?(?:[\w/'-]+ )?contacts? with\b
contact - meet 2 | v:speak v:talk v:confer v:converse | (?: [\w/'-]+){{0,8}}? (?:by|on|over|via|through) (?:an? |the )?(?:[\w'-]+ )?(?:telephone|phone|hotline|video|videolink|video-link|satellite|radio|call)\b
contact - meet 2h | v:speak v:talk | (?:to|with)\b(?! (?:the |a |state |local |foreign |some |\w+ )?(?:reporters?|journalists?|press|media|correspondents?|lawmakers|parliament|deputies|television|tv|radio|newspaper|broadcaster|agency|outlet))
contact - meet 2 | v:summon | (?=[^.]*\b(?:ambassador|envoy|charg|diplomat))
contact - meet 2 | v:speak v:talk | (?:[\w/'-]+ )?(?:by|on|over) (?:the )?(?:telephone|phone)
contact - meet 2 | v:hold v:have v:make v:place | (?: [\w/'-]+){{0,3}} (?:(?:telephone|phone|video) (?:call|conversation|talks|conference)|video ?conference|call (?:with|to))\b
contact - meet 2h | v:phone v:telephone |
contact - meet 2 | v:phone v:telephone v:call | (?= (?:[\w/'-]+ )?(?:the |his |her )?(?:[\w/'-]+ )?(?:counterpart|president|minister|commander))
contact - meet 2 | telephone phone | (?:call|conversation)
contact - meet 2 | hotline hot-line |
contact - meet 2 | hot | line\b
agreement - sign 2 | v:sign v:initial v:ratify | (?: [\w/'-]+){{0,6}}? (?:statement|agreement|document|declaration|memorandum|deal|accord|protocol|treaty|truce|roadmap|plan|programme|pact)\b
agreement - sign 2 | statement agreement document declaration memorandum deal accord protocol treaty | (?:[\w/'-]+ ){{0,6}}?(?:was|were|has been|had been|is|will be|would be) (?:[\w/'-]+ )?(?:signed|initialled|reached|concluded|ratified|adopted)\b
agreement - sign 2 | v:reach v:conclude v:strike v:adopt v:make v:clinch | (?: [\w/'-]+){{0,4}}? (?:agreement|deal|accord|understanding|settlement|agreements)\b
agreement - sign 2 | v:vote | (?:against|down|for|in favour of|in favor of) (?:the )?(?:[\w'-]+ ){{0,3}}(?:statement|agreement|document|memorandum|deal|accord|protocol|treaty)\b
agreement - sign 2 | v:agree | (?= (?:on|to|that|upon)\b)
agreement - sign 2 | v:come | to (?:an agreement|an understanding|terms)(?= [\w ]{{0,30}}?(?:on|to|that|over)\b)
agreement - sign 2 | agreement document declaration memorandum deal accord protocol treaty | (?:[\w',-]+ ){{0,14}}?(?:entered|came|comes|enters|went|goes) into (?:force|effect)\b|(?:[\w',-]+ ){{0,14}}?(?:took|takes) effect\b
statement - state 2 | v:adopt v:issue v:publish v:make v:release | (?: [\w/'-]+){{0,3}} (?:statement|declaration|communique|list|map|maps|video|videos)\b
statement V8.3 act 2 | v:repudiate v:abandon | (?: [\w/'-]+){{0,3}} (?:agreement|statement|deal|truce)\b
violence X1 event 2 | live-fire | (?:training|exercise|exercises)
violence X1 event 2 | military tactical joint planned training | (?:training )?(?:exercises?|drills?|manoeuvres|maneuvers)\b
violence X1 event 2 | exercises drills manoeuvres maneuvers |
violation X8 state 2 | line front frontline border night day | (?:of contact )?(?:\w+ ){{0,5}}?(?:was|is|remains?|remained|has been|passed|stayed) (?:[\w,'-]+ ){{0,3}}?(?:calm|normal|quiet|quietly|stable|peacefully|without (?:a |any )?(?:incidents?|changes?))\b
violation X8 state 2q | was is remained remains were stayed | (?:\w+ )?(?:calm|quiet|peaceful)\b
violation X8 state 2 | situation | (?:[\w/'-]+ ){{0,8}}?(?:was|is|remains?|remained|has been|stayed) (?:[\w/,'-]+ ){{0,3}}?(?:calm|normal|quiet|stable|unchanged|without (?:any )?changes?)\b
violation X8 state 2 | calm quiet | (?:\w+ )?(?:prevails?|prevailed|reigns?|reigned|holds|held|(?:was|is|has been) (?:\w+ )?(?:maintained|observed|kept))\b
"""
WEAPONS: tuple[tuple[str, str], ...] = (
    ("V1.3", r"\b(?:armed drones?|attack drones?|drone strikes?|drones?|uavs?|unmanned aerial|air ?strikes?|airstrikes?|warplanes?|fighter jets?|combat aircraft|helicopters?|bomber|kamikaze|loitering munitions?|bayraktar)\b"),
    ("V1.2", r"\b(?:mortars?|artillery|howitzers?|rockets?|missiles?|grad|tanks?|shells?|shelled|shelling|shells|multiple launch|mlrs|heavy weapons?|anti-tank|calibre|caliber|\d+ ?-?mm|bombard\w*|grenade launchers?|cannon|cluster munitions?|projectiles?)\b"),
    ("V1.1", r"\b(?:snipers?|sniping|small arms|small-arms|machine[- ]guns?|machine-gun|automatic weapons?|rifles?|gunfire|shots?|bursts?|heavy machine|large-calibre|large-caliber)\b"),
    ("V1.4", r"\b(?:assault|sabotage|saboteurs?|raid\w*|offensive|storm\w*|infiltrat\w*|incursion|ambush\w*|reconnaissance group|counter-terror\w*|anti-terror\w*|ground attack)\b"),
    ("V1.5", r"\b(?:booby|(?:laid|planted) (?:\w+ )?mines?)\b"),
    ("V1.7", r"\b(?:civilians?|residential|school|hospital|shepherd|farmers?|villagers?|ambulance|houses?|residents?)\b"),
)  # fmt: skip


# what a deed of damage harmed: the code by the object named nearest
HARMED: tuple[tuple[str, str], ...] = (
    ("V10.2", r"\b(?:church(?:es)?|monaster(?:y|ies)|mosques?|temples?|cemeter(?:y|ies)|graves?|graveyards?|shrines?|chapels?|monuments?|museums?|cathedrals?|synagogues?|minarets?|tombs?|memorials?|khachkars?)\b"),
    ("V9.4", r"\b(?:schools?|hospitals?|clinics?|kindergartens?|maternity|ambulances?|health (?:posts?|cent(?:re|er)s?)|universit(?:y|ies)|nurser(?:y|ies)|classrooms?|pharmac(?:y|ies))\b"),
    ("V9.3", r"\b(?:power|water|gas|electricity|pumping|substations?|pipelines?|pylons?|transformers?|wells?|reservoirs?|dams?|boiler|heating)\b"),
    ("V9.2", r"\b(?:houses?|homes?|flats?|apartments?|dwellings?|roofs?|residential|huts?|homesteads?|cottages?|blocks? of flats|farmhouses?|shops?|buildings?|villages?|property|properties|crops?|orchards?|barns?|livestock|cattle|haystacks?)\b"),
    ("-", r"\b(?:bridges?|roads?|railways?|tracks?|airports?|runways?|factor(?:y|ies)|vehicles?|trucks?|cars?|bus(?:es)?|tanks?|drones?|depots?|warehouses?|ships?|boats?|helicopters?|aircraft|posts?|positions?|forests?|equipment|cameras?|markets?|port)\b"),
)  # fmt: skip


class Rule(msgspec.Struct, frozen=True):
    """What begins at one of its words and matches the rest. weight: 2 verb or phrase, 1 bare noun."""

    kind: Kind
    code: str | None
    frame: str
    weight: int
    rest: re.Pattern[str] | None
    order: int
    word: str
    verb: bool = False
    near: str = ""


def _rules() -> Mapping[str, tuple[Rule, ...]]:
    out: dict[str, list[Rule]] = {}
    for order, line in enumerate(x for x in RULES_TEXT.strip().splitlines() if x.strip()):
        head, words, rest = line.split("|", 2)
        kind, code, frame, weight = head.split()
        kind = "violation" if kind == "posture" else kind
        rest = rest[1:].rstrip()
        pattern = None
        if rest:  # a look-ahead counts its own space; else white space may come first
            pattern = re.compile(rest if rest.startswith(("(?!", "(?=")) else rf" ?(?:{rest})")
        for word in words.split():
            every = forms(word[2:]) if word.startswith("v:") else (word,)
            for w in dict.fromkeys(every):
                out.setdefault(w, []).append(
                    Rule(
                        kind,  # type: ignore[arg-type]
                        None if code == "-" else code,
                        frame,
                        int(weight[0]),
                        pattern,
                        order,
                        word.removeprefix("v:"),
                        word.startswith("v:"),
                        weight[1:],
                    )
                )
    return {w: tuple(r) for w, r in out.items()}


RULES = _rules()
HARMED_PATTERNS = tuple((c, re.compile(p)) for c, p in HARMED)
WEAPON_PATTERNS = tuple((c, re.compile(p)) for c, p in WEAPONS)
