"""Azerbaijani words and patterns of bulletins."""

from __future__ import annotations

import re

from truceline.claims.bulletin_lexicon import (
    NEVER,
    Lexicon,
    TimeWords,
    cues,
    kind_rules,
    numbered,
    plain_lower,
    rx,
    table,
)

_ENDING = r"(?:l[aə]r)?(?:s?[ıiuü])?(?:n?[ıiuü]n|n?[dt][aə](?:n|k[ıi])?|[yn]?[aə]|[yn]?[ıiuü]|y?l[aə]|d[ıiuü]r)?"


def lower(text: str) -> str:
    """Lower case with dotted and dotless i kept apart."""
    return plain_lower(text.replace("İ", "i").replace("I", "ı"))


def stem(word: str) -> str:
    """The word itself: endings follow it."""
    return word


_PLACE_ENDINGS = (
    *(p + e for p in ("", "n") for e in ("a", "in", "un", "i", "u", "da", "de", "dan", "den", "daki", "deki")),
    *("ya", "ye", "yi", "yu", "la", "le", "yla", "lar"),
)
_M = r"(?P<m>yanvar|fevral|mart|aprel|may|iyun|iyul|avqust|sentyabr|oktyabr|noyabr|dekabr)"
_G = r"(?:[ıiuü]n)"
_Y = r"(?:(?P<y>\d{4})(?:-c[ıiuü])?\s+il(?:in|də)?\s+)?"
_YA = r"(?:\s+(?P<y>\d{4})(?:-c[ıiuü])?(?:\s+il\w*)?)?"
TIMES = TimeWords(
    months=numbered(
        "yanvar=1 fevral=2 mart=3 aprel=4 may=5 iyun=6 iyul=7 avqust=8 sentyabr=9 oktyabr=10 noyabr=11 dekabr=12"
    ),
    dates=(
        re.compile(rf"\b{_Y}{_M}{_G}\s+(?P<d>\d{{1,2}})(?:-d[aə]n|\s*-|\s+və)\s*(?P<d2>\d{{1,2}})(?!\d)"),
        re.compile(rf"\b{_Y}{_M}{_G}\s+(?P<d>\d{{1,2}})(?!\d)"),
        re.compile(rf"\b(?P<d>\d{{1,2}})(?:\s*[-–]\s*|\s+və\s+)(?P<d2>\d{{1,2}})\s+{_M}\b{_YA}"),
        re.compile(rf"\b(?P<d>\d{{1,2}})\s+{_M}\b{_YA}"),
        re.compile(r"(?<![\d.])(?P<d>\d{1,2})\.(?P<mn>\d{1,2})\.(?P<y>\d{4}|\d{2})(?![\d.])"),
        re.compile(rf"\b{_Y}{_M}\s+ay(?:ı|ında|ının)\b"),
    ),
    nights=(
        re.compile(rf"\b{_Y}{_M}{_G}\s+(?P<d1>\d{{1,2}})-\w+\s+(?P<d>\d{{1,2}})-\w+\s+keçən\s+gecə"),
        re.compile(rf"\b{_Y}{_M}{_G}\s+(?P<d>\d{{1,2}})-\w+\s+keçən\s+gecə"),
    ),
    clocks=(
        re.compile(r"\bsaat\s+(?:təxminən\s+)?(?P<h>\d{1,2})[:.](?P<mi>\d{2})(?!\d)"),
        re.compile(r"\bsaat\s+(?:təxminən\s+)?(?P<h>\d{1,2})(?![\d:.])(?P<mi>)"),
        re.compile(r"\b(?P<h>\d{1,2}):(?P<mi>\d{2})(?!\d)"),
    ),
    relative=((rx("~dünən~"), -1), (rx("~srağagün~"), -2), (rx("~bu gün~"), 0), (rx("~sabah~"), 1)),
    weekdays=tuple(
        (rx(rf"~{w}(?: günü)~"), i)
        for i, w in enumerate(("bazar ertəsi", "çərşənbə axşamı", "çərşənbə", "cümə axşamı", "cümə", "şənbə", "bazar"))
    ),
    bounds=(
        ("until", None, re.compile(r"-?d[əae]k\b|-\w{1,3}\s+(?:qədər|kimi)\b")),
        ("by", None, re.compile(r"-\w+\s+gec\s+olmayaraq")),
        ("after", None, re.compile(r"-d[aə]n\s+sonra\b")),
        ("from", None, re.compile(r"-d[aə]n\b")),
    ),
    zones=(
        (rx("~moskva vaxtı"), "Europe/Moscow"),
        (rx("~bakı vaxtı"), "Asia/Baku"),
        (rx("~irəvan vaxtı|~yerevan vaxtı"), "Asia/Yerevan"),
        (rx("~tbilisi vaxtı"), "Asia/Tbilisi"),
        (rx("~kiyev vaxtı"), "Europe/Kyiv"),
        (rx("~istanbul vaxtı"), "Europe/Istanbul"),
        (rx("~(?:qmt|gmt|utc)~"), "UTC"),
    ),
    instrument=NEVER,
)
CUES = cues(r"""
cite ^ | ~istinadən~
deny * | ~(?:təkzib ed\w+|təkzib olun\w+|rədd ed\w+|inkar ed\w+)
deny * | ~(?:yalan|əsassız|dezinformasiya|uydurma|böhtan)(?: [\w-]+)? adlandır\w+
undertake - | ~(?:razılığa gəl\w+|razılaş(?:ıb|ıblar|dı)\w*)
deny - | ~həqiqəti əks etdirm\w+
deny - | ~(?:həqiqətdən uzaqdır|heç bir əsası yoxdur)
deny * | ~(?:əsassız|yalan) (?:say\w+|hesab ed\w+)
deny - | ~(?:həqiqətə uyğun (?:deyil|gəlmir)|əsassızdır|yalandır|dezinformasiyadır|uydurmadır)
accuse * | ~(?:ittiham ed\w+|günahlandır\w+)
admit * | ~(?:etiraf ed\w+|boynuna al\w+)
undertake * | ~(?:söz ver\w+|öhdəsinə götür\w+|öhdəlik götür\w+|vəd ed\w+|təəhhüd ed\w+)
demand * | ~(?:çağır(?:ıb|ır|mışdır|dı|ış ed\w+)|tələb ed\w+)
withdraw * | ~(?:açıqlaması|bəyanat|məlumat)\w* geri (?:götür|çağır)\w+
correct * | ~(?:düzəliş ed\w+|rəqəm\w* dəqiqləşdir\w+|məlumat\w* dəqiqləşdir\w+)
announce * | ~elan ed\w+
say < | ~(?:məlumat|sözlər|xəbər|açıqlama|bildiriş)\w* (?:görə|əsasən)~
say * | ~(?:bildir(?:ib|ir|di|ilib|ilir|mişdir|iblər|irlər)|bəyan ed\w+|açıqla(?:yıb|yır|dı|nıb|mışdır)|xəbər ver(?:ir|ib|di|ilir|ilib)|məlumat (?:yay|ver)(?:ıb|ılıb|ır|ib|ir|di|ilib|ilir)|qeyd (?:ed\w+|olun\w+)|vurğula\w+|iddia ed\w+|təsdiqlə(?:yib|yir|di)|təsdiq ed\w+|hesab ed\w+|yaz(?:ır|ıb)|deyil(?:ir|ib)|deyib|söyləyib|əlavə ed\w+|qeydə al(?:ıb|ır|mışdır)|diqqətə çatdır\w+|xəbərdarlıq ed\w+)
""")
KINDS = kind_rules(r"""
violation - act | ~atəşkəs\w*(?: [\w-]+){0,5} (?:poz(?:ul)?\w+|pozuntu\w*)(?:(?: [\w,]+){0,4} pozuntu\w*)?
violation X8 state | ~vəziyyət\w*(?: [\w-]+){0,5} (?:sabit|sakit)\w*
violation V2.4 act | ~(?:pilotsuz|pua|dron)\w*(?: [\w-]+){0,3} (?:uçuşu|uçuşlar\w*|uçub)
access V5.1 acc | ~(?:burax(?:ma|ılma)\w+|keçməsinə imkan verm\w+|girişin\w* qadağan\w*|icazə verm\w+)
ceasefire - state | ~atəşkəs\w*
violence - act | ~(?:bombala\w+|hədəf (?:seçil|alın)\w+|atəşə (?:tut\w+|məruz\w*)|atəş aç\w+|zərbə\w*(?: [\w-]+)? (?:endir\w+|vur\w+))
advance V2.1 act | ~(?:ələ keçir\w+|tutul\w+|işğal ed\w+|irəlilə\w+|nəzarətə götür\w+|daxil olub)
transfer - ctl | ~nəzarətinə (?:keç\w+|ver\w+|qaytar\w+|qayıd\w+)
transfer - ctlp | ~(?:rayon|ərazi|kənd)\w*(?: [\w-]+){0,4} (?:təhvil veril\w+|qaytarıl\w+)
transfer - ctl | ~(?:rayon|ərazi|kənd)\w*(?: [\w-]+){0,3} (?:təhvil ver\w+|qaytar\w+)
withdrawal - move | ~\w+d[aə]n çıx(?:ıb|ır|acaq|mış|dı)\w*
withdrawal - move | ~(?:çıxar\w+|geri çək\w+|tərk ed\w+)
exchange - exch | ~(?:əsir|girov|saxlanılan)\w*(?: [\w-]+){0,4} azadlığa burax\w+
exchange - exch | ~(?:hərbçi|əsgər|vətəndaş)\w*(?: [\w-]+){0,3} azad (?:e[dt]|olun)\w+
exchange - exch | ~(?:əsir|meyit|nəş|cəsəd|girov|saxlanılan)\w*(?: [\w-]+){0,4} (?:təhvil ver\w+|azad ed\w+|qaytar\w+|dəyişdir\w+|mübadilə\w*|ver(?:ib|ilib|əcək)\w*)
exchange - exch | ~(?:əsir|meyit)\w* mübadilə\w*
persons_held V6.1 hold | ~(?:əsir|girov)\w*(?: [\w-]+){0,3} saxla\w+
persons_held V6.1 hold | ~(?:əsir götür\w+|əsir düş\w+|saxlanıl(?!an)\w+|saxlayır)
return - state | ~(?:qaçqın|köçkün|sakin|nəfər|ailə)\w*(?: [\w-]+){0,4} (?:qayıd\w+|qaytarıl\w+|dön\w+)
movement X3 move | ~müşayiət ed\w+
movement - move | ~(?:avto)?(?:karvan|kolon)\w*
reconstruction X4 move | ~(?:minalardan|mina\w*)(?: [\w-]+){0,3} təmizlə\w+
reconstruction X4 move | ~(?:zərərsizləşdir\w+|minatəmizləmə\w*)
reconstruction - act | ~(?:bərpa ed\w+|təmir ed\w+)
deployment - move | ~(?:məntəqə|post)\w*(?: [\w-]+){0,2} xidmət\w*(?: [\w-]+)? (?:apar|çək|davam)\w*
deployment - move | ~(?:məntəqə|post)\w*(?: [\w-]+){0,3} (?:yarad\w+|qur\w+)
deployment - move | ~(?:yerləşdir\w+|göndər(?:ib|il\w+|əcək)\w*)
corridor V4.1 act | ~(?:yol|dəhliz|magistral)\w*(?: [\w-]+){0,3} (?:bağla\w+|blok\w+|kəs\w+)
corridor - act | ~(?:yol|dəhliz|magistral|hərəkət)\w*(?: [\w-]+){0,4} (?:bərpa olun\w+|yenidən açıl\w+)
corridor - act | ~(?:yol|dəhliz|magistral)\w*(?: [\w-]+){0,3} (?:açıl\w+|açıb|açacaq\w*)
casualties - cas | ~(?:həlak ol\w+|şəhid ol\w+|öldürül\w+|ölüb|yaralan\w+|itkin (?:düş\w+|sayıl\w+)|itki(?:lər\w*)?~|həyatını itir\w+)
damage V9.2 act | ~(?:ev|evin|evə|evinə|evlər\w*|bina\w*)(?: [\w-]+){0,3} (?:dağıd\w+|dağıl\w+|ziyan dəy\w+|zədələn\w+|yandırıl\w+)
damage - act | ~(?:məhv ed\w+|vurul\w+)
violence - act | ~(?:hücum\w*|döyüş(?:lər)\w*|toqquşma\w*|partlayış\w*|diversiya\w*)
meeting - meet | ~(?:görüş(?!lər barədə)\w*|iclas\w*)
talks - meet | ~danışıq\w*
contact - meet | ~telefon\w*(?: [\w-]+)? (?:danış\w+|əlaqə\w*)
agreement - sign | ~imzala\w+
""")
NUMBERS = numbered(
    "bir=1 iki=2 üç=3 dörd=4 beş=5 altı=6 yeddi=7 səkkiz=8 doqquz=9 on=10 iyirmi=20 otuz=30 qırx=40 əlli=50 altmış=60 "
    "yetmiş=70 səksən=80 doxsan=90 yüz=100"
)
AZERBAIJANI = Lexicon(
    code="az",
    lower=lower,
    stem=stem,
    ending=re.compile(_ENDING),
    place_endings=_PLACE_ENDINGS,
    place_forms=None,
    abbreviations=re.compile(r"\b(?:s|ş|k|r|gen|min|mln)\.$"),
    organs=(
        ("defence", rx(r"~(?:müdafiə nazirliyi\w*|mn(?:-\w+)?~)")),
        ("foreign", rx(r"~(?:xarici işlər nazirliyi\w*|xin(?:-\w+)?~)")),
        ("presidency", rx(r"~(?:prezident(?:in|inin)? (?:mətbuat xidməti|administrasiyası)\w*)")),
        (
            "security",
            rx(r"~(?:dövlət təhlükəsizliyi xidməti\w*|milli təhlükəsizlik xidməti\w*|dtx(?:-\w+)?~|mtx(?:-\w+)?~)"),
        ),
        ("government", rx(r"~(?:hökuməti?\w*|nazirlər kabineti\w*)")),
        ("staff", rx(r"~baş qərargah\w*")),
        ("emergency", rx(r"~(?:fövqəladə hallar nazirliyi\w*|fhn(?:-\w+)?~)")),
        ("interior", rx(r"~(?:daxili işlər nazirliyi\w*|din-\w+)")),
        ("prosecutor", rx(r"~baş prokurorluğ\w+")),
    ),
    state_first=True,
    titles=rx(r"~(?:prezident|baş nazir|nazir|lider|rəhbər|sözçü|komandan|katib|direktor)\w*(?: [\w-]+)? ?$"),
    cues=CUES,
    breaks=rx(r"; |, (?:lakin|amma|ancaq|halbuki) "),
    kinds=KINDS,
    weapons=table(r"""
V1.3 | ~(?:pilotsuz|pua|dron|aviasiya|təyyarə|helikopter|vertolyot)\w*
V1.2 | ~(?:minaat\w+|artilleriya|haubitsa|raket|tank|mərmi|qumbaraat|ağır silah)\w*
V1.1 | ~(?:atıcı silah|snayper|pulemyot|avtomat silah|iriçaplı)\w*
V1.4 | ~(?:diversiya|hücum)\w*
V1.6 | ~partlayış\w*
"""),
    negative=rx(
        r"~(?:qeydə alınma(?:yıb|mış\w*|dı)|baş verməyib|müşahidə olunma(?:yıb|dı)|pozulmayıb|pozmayıb|(?:atəş|atəşə) (?:açma|tutma)(?:yıb|mış\w*)|\w+m[aə](?:y[ıi]b|m[ıi]şd[ıi]r|d[ıi])\w*)~"
    ),
    not_before=NEVER,
    provides=rx(
        r"~(?:(?:bəyanat|saziş|sənəd|razılaşma|razılıq|memorandum|bənd)\w*(?: [\w-]+){0,2} (?:əsasən|uyğun olaraq|görə|çərçivəsində)|(?:bəyanat|saziş|sənəd|razılaşma|memorandum|bənd)(?:in|ın)?(?:i|ı|də|da)?~[^.;,]{0,120} (?:nəzərdə tut\w+|qadağan ed\w+|öhdəlik qoy\w+))"
    ),
    plans=rx(r"~(?:hədələ\w+|planlaşdır\w+|niyyətində\w*|hazırlaş(?:ır|ıb)\w*|nəzərdə tutulur)"),
    future=rx(r"~(?!gələcək~|gələcəkdə~)\w{2,}(?:acaq|əcək|acağ|əcəy)\w*"),
    expects=rx(r"~(?:\w+[aə] bil(?:ər|əcək)\w*|istisna (?:etm|edilm|olunm)\w+|gözlənil\w+|ehtimal\w*|mümkündür)"),
    condition=rx(r"~(?:əgər|təqdirdə|şərtilə|şərti ilə)~|~\w+(?:[tlnrşzd]|m[aə])s[aə](?:l[aə]r)?,"),
    own=rx(r"~(?:öz )?(?:qoşun|bölmə|hərbçi|əsgər|qüvvə)(?:(?:lar|lər)[ıi]|s?[ıi])n[ıi]n?~"),
    agent_before=NEVER,
    agent_after=rx(r"(?: [\w-]+){0,3} tərəfindən~"),
    target_before=NEVER,
    target_after=rx(r"(?:(?: [\w-]+){0,2}| \w+n[ıiuü]n(?: [\w-]+){0,4}) (?:mövqe|postlar)\w*"),
    victim_after=rx(r" (?:hərbi )?(?:əsir|girov|hərbçi|əsgər|vətəndaş|sakin)\w*"),
    victim_before=NEVER,
    controller_before=NEVER,
    controller_after=rx(r" nəzarət\w*"),
    place_roles=(
        ("near", None, rx(r"(?: [\w-]+)? (?:yaxınlığında|ətrafında|civarında|həndəvərində)(?:k[ıi])?~")),
        ("towards", None, rx(r"(?: [\w-]+)? istiqamət\w+")),
        ("between", None, rx(r" (?:və \w+ )?arasında~")),
    ),
    numbers=NUMBERS,
    scales=(("min", 1000), ("milyon", 1_000_000)),
    at_least=rx(r"~(?:ən azı|azı|minimum)(?: [\w-]+)? #|#(?:-?\w+)?(?: \w+d[aə]n)? (?:artıq|çox)~"),
    at_most=rx(r"~(?:ən çoxu|maksimum) #|#(?:-?\w+)? qədər~"),
    about=rx(r"~(?:təxminən|təqribən|yaxın) #|#(?:-?\w+)? yaxın~"),
    dozens=((rx(r"~onlarla~"), 20), (rx(r"~yüzlərlə~"), 200)),
    units=table(r"""
times | ~(?:dəfə)
violations | ~(?:pozuntu|pozulma)
cases | ~(?:hal|fakt)
explosions | ~partlayış
shots | ~atəş
shells | ~mərmi
rockets | ~raket
posts | ~(?:məntəqə|post)
convoys | ~(?:avto)?(?:karvan|kolon)
vehicles | ~(?:avtomobil|maşın|avtobus|nəqliyyat)
hectares | ~hektar
km | ~(?:kilometr|km)
explosive_items | ~(?:partlayıcı|sursat)
houses | ~(?:ev(?:ə|in|inə|lər\w*|i)?$|yaşayış|bina)
bodies | ~(?:meyit|nəş|cəsəd)
prisoners | ~(?:əsir|girov)
families | ~ailə
tanks | ~tank
drones | ~(?:pilotsuz|pua|dron)
persons | ~(?:hərbçi|əsgər|hərbi|nəfər|adam|qaçqın|köçkün|sakin|vətəndaş|şəxs|zabit|sülhməraml)
"""),
    harms=table(r"""
killed | ~(?:həlak|şəhid|öldürül\w*|ölüb)
wounded | ~yaralan\w*
missing | ~itkin
bodies | ~(?:meyit|nəş|cəsəd)\w*
prisoners | ~əsir\w*
"""),
    times=TIMES,
    must=rx(r"~\w+m[aə]l[ıi](?:d[ıi]r(?:l[aə]r)?|yd[ıi]\w*)?~|~(?:lazımdır|vacibdir|borcludur)"),
    unconfirmed=rx(r"~təsdiq(?:lən|lə|ini tap| olun| ed)\w*m[aə]\w+|~təsdiq\w* bilm\w+"),
    no_harm=rx(r"~(?:itki|xəsarət alan|yaralanan|ölən)\w*(?: [\w-]+){0,2} (?:olmayıb|yoxdur)"),
    numbered=rx(r"~(?:bənd|maddə)\w* ?$"),
    about_it=rx(r"\s*(?:bu barədə|bununla bağlı|bunu|haqqında)~"),
    ablative=re.compile(r"d[aə]n$"),
    target_name=re.compile(r"l[aə]r[aə]\s+(?:\w+\s+)?(?:atəş|hücum|zərbə)"),
    dative=re.compile(r"[aə]$"),
    genitive=re.compile(r"[ıiuü]n$"),
    accusative=re.compile(r"(?:[^\W\dıiuü]n|y)[ıiuü]$"),
    media=rx(r"(?: \w+)? (?:media|mətbuat|kiv)\w*"),
)
