"""English idioms: words that would tell a deed but for the words around them ("exchange rate", "fired the minister").

A line: words | what ends just before them | what begins just after them (regular expressions over the lower-case text; an
empty one is not asked for; `a || b` gives two ways). A line that begins with `!` also undoes a longer phrase that holds the
word ("came under fire from critics").
"""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from truceline.claims.gates import ANY, gated

_A = r"(?:the |a |an |his |her |its |their |this |these |any |all |our )?(?:[\w'-]+ )?"  # an article and an adjective
_TOPIC = (
    r"(?:polic(?:y|ies)|plans?|proposals?|bills?|budget|decision|critics|idea|stance|legislation|reforms?|speech|remarks|"
    r"problems?|media|press|judges?|credibility|democracy|record|opposition's|tax(?:es)?|law|laws)\b"
)
_FAME = (
    r"(?:reputation|image|ties|relations|relationship|economy|environment|credibility|standing|trust|confidence|prospects|"
    r"health|chances|career|interests|process|unity)\b"
)
_WORKS = (
    r"(?:films?|albums?|reports?|singles?|data|figures|books?|funds?|loans?|results|movies?|statements?|documents?|details|"
    r"videos?|footage|games?|versions?|software|study|survey|poll|earnings|songs?|names|findings|records?|emissions|gas|"
    r"gases|oil|energy|product|products|minutes|text|texts|images?|pictures?|list|guidelines|statistics|memoirs?|aid money)\b"
)
_STAFF = (
    r"(?:(?!(?:at|on|upon|towards?|from|into|shots?|rounds?|back|in)\b)[\w'-]+ ){0,3}(?:ministers?|chief|director|head|staff|employees?|workers?|coach|manager|secretary|ambassador|governor|"
    r"officials?|aides?|prosecutor|advis[eo]rs?|judges?|executives?|cabinet|editor|teachers?|lawyers?|generals?|"
    r"questions?|government|premier|spokesman|spokeswoman|imagination)\b"
)
TEXT = rf"""
exchange exchanges | | (?:rates?|students?|programmes?|programs?|markets?|controls?|traded|visits?)\b
exchange exchanges exchanged | (?:stock|foreign|currency|telephone|securities|commodities|cultural|heat) |
exchange exchanged exchanges | | {_A}(?:gifts?|vows|rings|contracts|notes|data|experience|pleasantries|ideas|jokes|emails|rumours|insults)\b
fire fires | | (?:brigades?|departments?|engines?|stations?|trucks?|alarms?|fighters?|safety|services?|chiefs?|insurance|sale|hazard|crews?|hydrant|escape|exits?|season|extinguishers?|broke out|swept|gutted|spread)\b
fire fires | (?:forest|bush|house|kitchen|camp|electrical|factory|warehouse|hotel|apartment|accidental|wild|large|big|huge|massive|small|\ba|caught|catch|catches|started the) | (?:at|in|on|that|which|broke|near|from|,|\.|after|and|,)
! fire | under(?: [\w'-]+)? | (?:from|by) (?:the |some |his |her |its )?(?:[\w'-]+ )?(?:critics|opposition|lawmakers|press|media|parliament|politicians|activists|campaigners|unions?|voters|lobby|senators|lawyers|analysts|investors|shareholders|environmentalists|rights|fans|economists|deputies|rivals|party|members|public|experts|groups)\b
! fire attack | under(?: [\w'-]+)? | (?:for (?!(?:[\w'-]+ ){{0,3}}(?:hours?|days?|minutes?|time|nights?|weeks?)\b)|over (?!(?:the )?(?:past|last|line|border|village|weekend|course|night|\d)))
! fire fired fires firing | | {_STAFF}
fire fired fires firing | | (?:up|off (?:a )?(?:letter|memo|email)|neurons?|imagination|the starting)\b
! fired | (?:was|were|been|be|is|being|got) | (?:as|over|for|last|after|amid|because|in (?:january|february|march|april|may|june|july|august|september|october|november|december|\d))\b
! battle battles battling fight fights fighting fought | | (?:(?:back )?against|with|for|over|to) {_A}(?:inflation|corruption|poverty|crime|diseases?|cancer|covid|virus|pandemic|hunger|racism|drugs|trafficking|climate|malaria|aids|terrorism|unemployment|survival|votes|re-election|rights|equality|title|jobs|custody|nomination|justice|freedom|fires?|floods?|blaze|flames|championship|bill|illness|extradition|inequality|discrimination|doping|deficit|leadership of)\b
! battle battles fight fights war | (?:legal|court|political|verbal|custody|price|bidding|title|ratings|relegation|election|electoral|takeover|proxy|running|losing|trade|boardroom|long|words) | (?:over|with|for|against|in|to|between|that|,|\.)
fight fighting fought | | (?:an? )?(?:election|campaign|fire|fires|lawsuit|case|seat|elections|bout|off (?:cancer|competition|challenge))\b
! attack attacks attacked attacking | | (?:on )?{_A}{_TOPIC}
attack attacks | (?:heart|asthma|panic|verbal|personal|media|scathing|blistering|cyber|cyber-|hacking|ransomware|political|shark|dog|thinly veiled) |
attack attacker attackers | | (?:ads?|line)\b
strike strikes | (?:hunger|general|rail|railway|teachers'?|miners'?|pilots'?|workers'?|transport|nationwide|national|on|wildcat|one-day|two-day|three-day|24-hour|48-hour|bus|dock|students'?|doctors'?|nurses'?|sit-down|postal|truckers'?) |
! strike strikes | | (?:action|ballot|committee|call|leaders?|notice|pay|price|rate|fund|by (?:[\w'-]+ ){{0,2}}(?:workers|teachers|drivers|pilots|nurses|doctors|miners|students|staff|crews?|unions?|truckers)|over (?:pay|wages|conditions|jobs|cuts)|for (?:higher|better|more)|at (?:a |the )?(?:[\w'-]+ )?(?:plants?|factory|company|airport|mine|port))\b
! strike strikes struck hit hits | | {_A}(?:deals?|balance|chord|gold|oil|records?|all-time|highs?|lows?|rock bottom|headlines|snag|jackpot|out at|tone|pose|poses|target of|bottom|wickets?|home run|roadblock|obstacles?|shops|stores|screens|streets)\b
! hit hits struck strike strikes | | (?:back (?:at|out)|by (?:{_A})?(?:recession|crisis|drought|floods?|storm|sanctions|inflation|earthquake|lightning|scandal|strikes?|shortages?|disease|illness|the (?:fact|way)|flu|a (?:car|bus|train|taxi|lorry|truck)))
! met meets meet | | (?:by|with) {_A}(?:silence|resistance|criticism|approval|scepticism|skepticism|anger|fire|gunfire|applause|disbelief|derision|protests?|force|condemnation|relief|opposition|indifference|a shrug)\b
shell shells | (?:egg|sea|turtle|tortoise|walnut|oyster) |
shell shells | | (?:compan(?:y|ies)|corporations?|firms?|game|shock|script|suit|out|oil|plc|station)\b
shooting shootings | (?:film|movie|photo|began|finish|finished|sports|target) | (?!at)
! shooting shot shoot shoots | | (?:of |for )?{_A}(?:films?|movies?|scenes?|documentary|series|photos?|pictures?|commercial|goal|goals|hoops|guard|star|range|gallery|competition|club|match|script|schedule|footage|video)\b
! shot shoot shoots shots | | (?:on goal|put|in the arm|of (?:vodka|espresso|whisky|adrenaline)|at (?:goal|the title|redemption|winning|glory)|up (?:to|by|\d|in price|from|the charts)|down (?:the|a|his|her|their) (?:[\w'-]+ )?(?:proposals?|idea|plan|bill|request|amendment|appeal|motion|suggestion|offer))
! release released releases releasing | | (?:date|notes?\b|of {_A}{_WORKS}|{_A}(?:[\w'-]+ )?{_WORKS})
release releases | (?:press|news|album|film|dvd|movie|single|data|earnings|energy|heat|day) |
! was were been be being released | (?:films?|albums?|reports?|data|figures|books?|movie|study|results|statement|documents?|videos?|songs?|single|poll|survey|game|version|findings|tape|funds|photos?|pictures|details|numbers) | (?:[\w'-]+ )?(?:released|freed up)\b
! released | (?:film|album|report|data|figures|book|movie|study|results|statement|documents?|video|song|poll|survey|findings|tape|funds|photos?|details|numbers) |
return returns | (?:tax|rate of|annual|investment|carriage|diminishing|in|average|total|election) | (?!to |of |home)
return returns returned returning | | (?:flights?|tickets?|match|leg|address|trip|fixture|journey|on (?:investment|capital|equity|assets)|to (?:power|work|office|growth|normal|normality|normalcy|form|profit|profitability|earth|court|politics|public life|school|duty|democracy|civilian rule|the (?:stage|studio|pitch|screen|top|drawing board|agenda|subject|issue|theme|question|market|workplace|headlines|fold|classroom))|a verdict|a profit|calls?|phone calls?|from (?:holiday|injury|vacation|retirement))\b
! withdraw withdrew withdrawn withdraws withdrawal withdrawing | | {_A}(?:money|cash|funds|deposits?|savings|bid|candidacy|candidature|offer|bills?|motion|amendment|lawsuit|application|nomination|resignation|support|remarks?|consent|licen[cs]e|objections?|charges?|draft|products?|adverts?|symptoms|recognition|medicine|permission)\b
! withdraw withdrew withdrawn withdraws withdrawal withdrawing | | from {_A}(?:race|contest|tournament|elections?|treaty|accord|competition|event|match|market|sale|life|coalition|union|pact|convention|organi[sz]ation|programme|program|championships?|games|course|project|bid|society|sponsorship|schools?)\b
withdrawal | | (?:zones?|lines?|areas?|distances?|schedule|timetable|plans?)\b
withdrawal withdrawals | (?:cash|alcohol|drug|bank|money|opiate) |
! capture captured captures capturing seize seized seizes seizing | | {_A}(?:imagination|attention|mood|hearts?|title|crown|gold|medal|market|share|votes?|essence|spirit|carbon|seats|moment|opportunity|chance|initiative|spotlight|assets|drugs|heroin|cocaine|cannabis|cigarettes|property|passports|computers|documents|contraband|counterfeit|(?:\d+ )?(?:kg|kilos|kilograms|tonnes))\b
! agree agreed agrees | | to (?:buy|sell|acquire|merge|purchase|invest|lend|refund)\b
! captured capture captures | | (?:on (?:film|camera|video|tape)|by (?:the |a )?(?:camera|photographer|satellite|cctv))
! seize seized seizes | | (?:on|upon|up)\b
! occupied occupy occupies | | (?:with|themselves|himself|herself|{_A}(?:post of|office|throne|chair|seat|position (?:of|as|in)|niche)\b)
! take takes took taken taking | | (?:exception|pride|credit|charge|turns|stock|over (?:as|the (?:job|presidency|company|leadership|role|chair|helm|duties|running))|the (?:lead|oath|view|opportunity|stand|blame|initiative|time|train|bus|road to|chance|form)|legal|action|shape|root|heart|years|months|weeks|hours|days|minutes|pains|sides|aim|away|his|her|my|your|him|her|them|it|us|me|a (?:look|seat|chance|stand|toll|bow|vow|train|bus|flight|different|tough|hard|new|risk|view|photo|picture|course|job|wrong)|more than|less than|at least \w+ (?:years|months|weeks|hours|days)|on (?:the role|a new|more|staff|new)|to the (?:streets|stage|air|polls))\b(?! (?:prisoner|captive|hostage))
kill killed kills killing | | {_A}(?:bill|deal|proposal|plan|project|amendment|idea|time|motion|legislation|story|talks|jobs?|measure|pain|weeds|bacteria|germs|virus|cancer|cells|insects|pests)\b
! die died dies dying | | (?:of|from|after) {_A}(?:cancer|heart|natural|old age|pneumonia|stroke|illness|covid|aids|malaria|cholera|disease|diabetes|leukemia|overdose|complications|kidney|tuberculosis|boredom|causes)\b
! die died dies | | (?:aged|peacefully|down\b|out\b|at (?:the age|age|his home|her home|home|\d)|in (?:his|her) sleep|, aged|in (?:his|her) (?:home|bed))
! hold holds held holding | | {_A}(?:[\w'-]+ )?(?:(?:positions?|posts?) (?:of|as|since|in (?:the )?(?:company|firm|party|government|cabinet|university|administration))|offices?\b|degrees?\b|views?\b|opinions?\b|passports?\b|jobs?\b|ranks?\b|stakes?\b|shares?\b|seats?\b|titles?\b|records?\b|elections?\b|rally|concert|festival|funeral|exhibition|licen[cs]es?\b|citizenship|majority|key to|hope|promise|court\b|water\b|true\b|sway|responsible|accountable)
! control controls controlled | | {_A}(?:[\w'-]+ )?(?:prices?|inflation|spending|costs|market|company|stake|shares|temperature|disease|blood|population|pollution|emissions|weight|anger|budget|parliament|congress|senate)\b
advance advances advanced advancing | (?:in|cash|technological|medical|scientific|romantic|salary|technical|most|more|well in) |
! advance advances advanced advancing | | (?:payments?|notice|warning|copy|copies|tickets?|bookings?|degrees?|technolog\w+|age|stages?|the (?:cause|talks|process|view|idea|theory|argument|interests)|to (?:the )?(?:finals?|semi-?finals?|quarter-?finals?|next round|second round|last)|\d|by \d|studies|economies|{_A}(?:theory|argument|claim|agenda|bill|proposal|career))
! fell fall falls fallen falling | | (?:by |to (?:\d|its |an? |the lowest|\$|€|£)|below |sharply|steeply|slightly|ill\b|asleep|short|silent|\d|\$|in (?:love|price|value|trade|early|volume|line|response)|on (?:deaf|hard)|behind|apart|over|off|down|victim|out with|through|for (?:a|the))
! fell falls | (?:shares|prices?|stocks?|rates?|index|sales|profits?|exports?|imports?|output|production|temperatures?|inflation|unemployment|earnings|rain|snow|crown|dollar|currency|support|numbers?|turnout|demand|revenues?)(?: [\w'-]+){{0,4}} |
loss losses | (?:net|financial|trading|operating|pre-tax|weight|job|hearing|memory|blood|hair|revenue|quarterly|annual|economic|crop|market|its first|tax|profit and) |
loss losses | | (?:of (?:\$|€|£|income|revenue|jobs|earnings|confidence|trust|face|faith|interest|appetite|\d+ (?:cents|million|percent|per cent))|per share|in (?:the )?(?:quarter|year|market))
! damage damages damaged damaging | | (?:to )?{_A}{_FAME}
damage | (?:brain|liver|political|reputational|environmental|water|economic|hurricane|storm|flood|earthquake|fire) |
damages | (?:in|pay|paid|seek|seeks|seeking|claim|award|awarded|for|punitive) |
! destroyed damaged destroy destroys | | (?:by (?:the |a |an )?(?:[\w'-]+ )?(?:earthquake|floods?|hurricane|storms?|tornado|landslide|tsunami|typhoon|cyclone|lightning|avalanche|accident)|{_A}(?:evidence|documents|records|files|career|marriage|myth|morale|ozone|hopes|habitat|ecosystem|jobs))\b
mine mines | (?:coal|gold|copper|diamond|iron|salt|uranium|silver|open-pit|friend of|nickel|zinc|platinum) |
mine mines | | (?:workers?|owners?|compan(?:y|ies)|operators?|shafts?|disasters?|collapse|explosion at|is|was|for)\b
bodies body | (?:governing|regulatory|supervisory|public|student|legislative|international|professional|governmental|water|foreign|heavenly|state|local|judicial|elected|advisory|monitoring|celestial|ruling|decision-making|sports|law-making|power) |
bodies body | | (?:of (?:water|work|evidence|literature|law)|language|building|weight|mass|temperature|politic|armou?r|shop|count of)\b
contact contacts | (?:eye|physical|sexual|close|human|point of|skin|business) |
contact contacts | | (?:lens|lenses|details|numbers?|tracing|sport|sports|lists?|information)\b
patrol patrols | | (?:boats?|cars?|vehicles?|vessels?|crafts?|ships?|aircraft|wagons?|routes?|bases?|cutters?)\b
movement movements | (?:labou?r|peace|protest|political|opposition|national|liberation|independence|separatist|women's|student|union|islamist|resistance|non-aligned|armed|rebel|price|youth|civic|democratic|rights|reform|popular|of|bowel|slow|currency) |
bomb bombs bombing | | (?:shells? (?:in the sense)|scares?|threats?|hoax|hoaxes|disposal|squads?|shelters?|makers?|plot|suspects?)\b
offensive | (?:charm|diplomatic|media|legal|pr|propaganda|sales|an?|most|deeply|highly|found it) | (?:language|remarks?|comments?|lines?|to\b|words|jokes?|content|,|\.)
offensive | (?:charm|diplomatic|media|legal|pr|propaganda|sales) |
assault | (?:sexual|indecent|common|verbal) |
assault raid raids | | (?:charges?|case|conviction|rifles?)\b
explosion explosions | (?:population|price|cambrian|debt|credit) |
explosion | | of (?:interest|anger|joy|colou?r|creativity|new)\b
! erupt erupts erupted erupting flared flare | (?:volcano|row|controversy|dispute|debate|argument|scandal|crowd|stadium|audience|house|chamber|tempers?|quarrel|criticism|mount [\w'-]+)(?: (?:has|had|which|that))? |
! erupted erupt erupts exploded explodes explode | | (?:in(?:to)? (?:an? |full-scale |open |all-out )*(?:war|conflict|crisis|laughter|applause|joy|cheers|song|popularity|anger|protest|tears))\b
! escape escaped escapes escaping flee fled | | (?:injur(?:y|ies)|unhurt|punishment|prosecution|criticism|notice|attention|unharmed|unscathed|death|justice|poverty|relegation|conviction|blame|the (?:scene|heat|law)|with (?:minor|light))
! clear clears | (?:is|it's|was|are|became|become|made|make|makes|very|quite|crystal|not|all|be|were|been|so|no|any|a|as|steer|the|remain|remains|remained|seems|more|increasingly|stay|perfectly|now|equally|that's) |
! clear clears cleared clearing | | (?:that|of (?:{_A})?(?:charges?|wrongdoing|blame|suspicion|murder|corruption)|{_A}(?:way|air|table|bill|hurdle|hurdles|name|customs|majority|evidence|message|signal|throat|backlog|picture|path|winner|sign|signs|case|idea|mandate|debt|debts|market)|up\b|from\b|how\b|why\b|what\b|whether\b|if\b|by (?:a |the )?(?:[\w'-]+ )?(?:court|judge|jury|parliament|senate|congress|regulators)|for (?:release|take-?off|sale|use)|skies|,|\.|to (?:everyone|all|me|us))
! accompany accompanied accompanies escorted escort | | by (?!(?:[\w'-]+ ){{0,4}}(?:troops|soldiers|peacekeepers|police|vehicles|armou?red|military|guards|patrols?|peacekeeping))
! accompany accompanied accompanies accompanying | | {_A}(?:him|her|letters?|documents?|statements?|text|film|music|article|photo|piano|delegation|president|minister|wife|husband|reports?)\b
! reinforce reinforced reinforces reinforcing | | (?:(?:with|concrete)\b|{_A}(?:[\w'-]+ )?(?:views?|beliefs?|message|impression|perception|trends?|ideas?|fears|concrete|case|need|ties|commitment|confidence|point|image|stereotypes?|suspicions?|credibility|friendship|cooperation|relations|sense|argument|notion|role))\b
! recruit recruited recruits recruiting recruitment | | (?:as|by (?:a |the )?(?:company|firm|university|club)|of (?:staff|teachers|nurses|doctors|students)|{_A}(?:students?|teachers?|nurses?|doctors?|staff|players?|engineers?|graduates?|employees?|workers?|scientists?|members?|volunteers to))\b
! mobilise mobilize mobilised mobilized mobilising mobilizing deploy deployed deploying | | {_A}(?:resources|support|funds|funding|opinion|voters|money|finance|capital|savings|argument|arguments|software|technology|rhetoric|airbags?|donors|investment)\b
! intercept intercepted intercepts | | {_A}(?:[\w'-]+ )?(?:calls?|messages?|communications?|letters?|passe?s?|ball|telephone|phone|radio|shipments?|emails?|conversations?|boats?|migrants?|vessels?|cables?|signals?)\b
! threaten threatened threatens threatening | | {_A}(?:[\w'-]+ )?(?:talks|recovery|economy|growth|stability|species|livelihoods|jobs|supplies|survival|future|process|environment|health|balance|legal|with (?:extinction|closure|eviction|bankruptcy)|by (?:extinction|floods?|drought))\b
jam jammed jams | (?:traffic|log|paper|strawberry) |
jam jammed jams | | (?:with|into|packed|sessions?)\b
! missing | | (?:from (?:{_A})?(?:list|report|text|agenda|statement|museum|market|accounts?|speech|budget)|the (?:point|target|deadline|train|match|boat|mark)|out\b|links?\b|documents?|money|funds|files?|data|information|pieces?|million|\$|signature|chance|evidence|votes?|parts?|ingredient|an? )
! dead | | (?:heat|ends?\b|sea\b|line\b|lock|set\b|weight|wood|letter|ringer|on arrival|tired|ahead|silence|against|language|zone)
! dead | (?:talks|deal|process|plan|agreement|bill|proposal|treaty|project|idea|economy|issue) (?:is|are|was|were|seems?|looks?|appears?|as good as)(?: [\w'-]+)? |
deaths death toll | | (?:from|of|due to) {_A}(?:cancer|heart|covid|disease|natural causes|smoking|malaria|cholera|hunger|road|flu|overdose)\b
death | | (?:penalty|row|sentences?|tax|certificates?|threats?|squads?)\b
suffer suffered suffers sustain sustained incur incurred | | (?:(?:heavy |huge |big |net )?loss(?:es)? (?:of \$|of \d|in (?:the )?(?:quarter|market|year)))
open opened opens opening | | {_A}(?:exhibition|shop|store|factory|fire station|season|account|markets?|session of the)\b
raid raided raids | | (?:on )?{_A}(?:offices?|home|homes|nightclub|treasury|pension|bank accounts?|fridge)\b
storm storms | | (?:damage|clouds?|warnings?|hit|struck|swept|battered|surge|season|system|,|\.|moved|passed|killed|left|warning)\b
crossing cross crosses crossed | (?:double|zebra|pedestrian|red|level|railway) | (?!the (?:line|border))
"""

_BUSINESS = gated(
    r"(?:\b|(?=[$€£]))(?:shares?|stocks?|shareholders?|earnings|investors?|bonds?|mutual funds?|junk|(?:third|first|second|fourth)-quarter|"
    r"quarterly|underwriters?|takeovers?|buyouts?|dividends?|acquisitions?|subsidiar(?:y|ies)|inc|corp|revenues?|profits?|traders?|"
    r"retailers?|lawsuits?|antitrust|notes due|creditors?|restructuring|prosecutors?|attorneys?|lawyers?|plaintiffs?|coach|league|"
    r"[$€£] ?\d[\d.,]* (?:million|billion)|championship|season|album|movie|box office|customers?|sales|stations nationwide)\b"
)
_CONFLICT = re.compile(
    r"\b(?:troops?|soldiers?|army|armies|militar\w*|militants?|rebels?|fighters?|guerrillas?|peacekeep\w*|cease-?fire|truce|"
    r"armistice|shell(?:ed|ing|s|fire)|artillery|mortars?|snipers?|gun(?:men|man|fire|s)?|bomb\w*|rockets?|missiles?|drones?|tanks?|"
    r"prisoners?|captives?|hostages?|refugees?|displaced|villag\w+|border|front ?line|killed|wounded|injured|war|wars|attack\w*|"
    r"clash\w*|fighting|forces|observers?|monitors?|demin\w+|mines?|landmines?|corridor|convoys?|humanitarian|peace|soldiers|"
    r"insurgen\w*|separatists?|invad\w+|invasion|explo\w+|weapons?|police\w*|navy|nato|u\.?n\.?|ambush\w*|casualties|kidnap\w*|"
    r"abduct\w*|evacuat\w*|withdr[ae]w\w*|presidents?|prime minister|foreign ministers?|ambassador|districts?)\b"
)


def of_business(low: str, held: int = ANY) -> bool:
    """Whether a sentence in lower case is of trade, law courts or sport and names nothing of a conflict."""
    return _BUSINESS.search(low, held) is not None and _CONFLICT.search(low) is None


class Idiom(msgspec.Struct, frozen=True):
    """What undoes a word: patterns for the text that ends before it and that begins after it; whole: longer phrases too."""

    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    whole: bool


def _idioms() -> Mapping[str, tuple[Idiom, ...]]:
    out: dict[str, list[Idiom]] = {}
    for line in TEXT.strip().splitlines():
        words, before, after = line.split(" |", 2)
        whole = words.startswith("!")
        before, after = before.strip(), after.strip()
        idiom = Idiom(
            re.compile(rf"(?<![\w-])(?:{before}) ?$") if before else None,
            re.compile(rf" ?(?:{after})") if after else None,
            whole,
        )
        for w in words.lstrip("! ").split():
            out.setdefault(w, []).append(idiom)
    return {w: tuple(i) for w, i in out.items()}


IDIOMS = _idioms()
WHOLE = 2


def undone(low: str, word: str, start: int, end: int) -> int:
    """Whether an idiom undoes the word at [start, end) of a text in lower case: 0 no, 1 the word alone, WHOLE any phrase with it."""
    found = 0
    for i in IDIOMS.get(word, ()):
        if i.after is not None and i.after.match(low, end) is None:
            continue
        if i.before is not None and i.before.search(low[max(0, start - 48) : start]) is None:
            continue
        found = max(found, WHOLE if i.whole else 1)
    return found
