"""Cities that datelines open with, as their own press and the world's agencies print them."""

from __future__ import annotations

import re

from scraper.fields.vocabulary import vocabulary

# Capitals, seats of courts and markets, and the largest cities of the countries we read.
_PLACES = """
washington|washington d.c|washington dc|new york|new york city|los angeles|chicago|houston|phoenix
philadelphia|san antonio|san diego|dallas|austin|san jose|san francisco|seattle|denver|boston
detroit|miami|atlanta|minneapolis|cleveland|baltimore|pittsburgh|st. louis|new orleans|las vegas
portland|sacramento|salt lake city|milwaukee|nashville|charlotte|columbus|indianapolis|memphis
louisville|oklahoma city|kansas city|tampa|orlando|honolulu|albany|anchorage|tucson|albuquerque
el paso|fort worth|jacksonville|raleigh|richmond|cincinnati|buffalo|hartford|toronto|montreal
montréal|vancouver|ottawa|calgary|edmonton|winnipeg|québec|quebec|halifax|mexico city|london
manchester|birmingham|liverpool|leeds|glasgow|edinburgh|cardiff|belfast|dublin|cork|oxford
cambridge|paris|lyon|marseille|toulouse|nice|nantes|strasbourg|bordeaux|lille|rennes|grenoble
montpellier|cannes|brussels|bruxelles|brüssel|brussel|antwerp|antwerpen|anvers|gent|liège
charleroi|bruselas|bruxelas|bruksela|amsterdam|rotterdam|the hague|den haag|utrecht|eindhoven
la haye|la haya|luxembourg|luxemburg|lussemburgo|berlin|hamburg|münchen|munich|köln|cologne
frankfurt|frankfurt/main|frankfurt am main|frankfurt a.m.|stuttgart|düsseldorf|dortmund|essen
leipzig|bremen|dresden|hannover|hanover|nürnberg|nuremberg|duisburg|bochum|wuppertal|bielefeld
bonn|münster|karlsruhe|mannheim|augsburg|wiesbaden|mainz|erfurt|magdeburg|potsdam|schwerin|kiel
saarbrücken|rostock|halle|kassel|freiburg|heidelberg|braunschweig|aachen|lübeck|chemnitz|ulm
regensburg|jena|wien|vienna|vienne|viena|graz|linz|salzburg|innsbruck|klagenfurt|bregenz
eisenstadt|st. pölten|zürich|zurich|genf|geneva|genève|ginevra|ginebra|bern|berne|basel|lausanne
luzern|lugano|st. gallen|davos|madrid|barcelona|valencia|sevilla|seville|zaragoza|málaga|malaga
bilbao|murcia|palma|granada|alicante|valladolid|santander|oviedo|pamplona|vigo|toledo|lisboa
lisbon|lissabon|lisbonne|porto|coimbra|braga|roma|rome|rom|milano|milan|mailand|napoli|naples
neapel|torino|turin|palermo|genova|genoa|bologna|firenze|florence|florenz|venezia|venice|venedig
verona|bari|catania|trieste|cagliari|vatican city|città del vaticano|vatikanstadt
ciudad del vaticano|padova|brescia|perugia|bolzano|bozen|trento|ancona|pescara|reggio calabria
athens|athen|athènes|atene|atenas|αθήνα|αθηνα|thessaloniki|nicosia|nikosia|istanbul|ankara|izmir
i̇stanbul|i̇zmir|warsaw|warszawa|warschau|varsovie|varsavia|varsovia|kraków|krakow|gdańsk|gdansk
wrocław|poznań|łódź|katowice|lublin|szczecin|białystok|rzeszów|prague|praha|prag|praga|brno
ostrava|bratislava|pressburg|budapest|bukarest|bucharest|bucarest|bucureşti|bucurești|sofia|софия
belgrade|belgrad|beograd|zagreb|ljubljana|laibach|sarajevo|skopje|tirana|pristina|podgorica
chisinau|chișinău|kyiv|kiev|kiew|київ|киев|lviv|львів|odesa|odessa|kharkiv|москва|moscow|moskau
moscou|mosca|moscú|санкт-петербург|петербург|st. petersburg|minsk|минск|екатеринбург|новосибирск
казань|tbilisi|тбилиси|yerevan|ереван|baku|баку|almaty|astana|астана|tashkent|ташкент|bishkek
vilnius|riga|рига|tallinn|helsinki|stockholm|oslo|copenhagen|københavn|kopenhagen|copenhague
reykjavik|reykjavík|göteborg|malmö|bergen|trondheim|tampere|turku|aarhus|odense|jerusalem|tel aviv
haifa|ramallah|gaza|gaza city|rafah|beersheba|nazareth|hebron|bethlehem|jérusalem|jerusalén
gerusalemme|ירושלים|תל אביב|חיפה|عمان|القدس|رام الله|غزة|القاهرة|بيروت|دمشق|بغداد|الرياض|دبي
أبوظبي|الدوحة|الكويت|المنامة|مسقط|صنعاء|عدن|طرابلس|تونس|الجزائر|الرباط|الخرطوم|طهران|أنقرة|إسطنبول
واشنطن|نيويورك|لندن|باريس|موسكو|برلين|جنيف|بروكسل|beirut|beyrouth|beirute|damascus|damaskus|damas
aleppo|amman|baghdad|bagdad|basra|erbil|riyadh|riad|jeddah|dubai|doha|abu dhabi|kuwait city|manama
muscat|sanaa|sana'a|aden|tehran|teheran|téhéran|cairo|kairo|le caire|el cairo|il cairo|alexandria
tripoli|tripolis|benghazi|tunis|algiers|algier|alger|rabat|casablanca|khartoum|khartum|addis ababa
addis abeba|nairobi|mogadishu|kampala|kigali|dar es salaam|lusaka|harare|johannesburg|pretoria
cape town|kapstadt|durban|windhoek|gaborone|maputo|luanda|kinshasa|lagos|abuja|accra|abidjan|dakar
bamako|ouagadougou|niamey|ndjamena|n'djamena|yaoundé|libreville|juba|goma|antananarivo|new delhi
delhi|mumbai|kolkata|chennai|bengaluru|bangalore|hyderabad|pune|ahmedabad|lucknow|jaipur|patna
bhopal|srinagar|chandigarh|guwahati|thiruvananthapuram|kochi|neu delhi|neu-delhi|नई दिल्ली|मुंबई
दिल्ली|लखनऊ|पटना|भोपाल|islamabad|karachi|lahore|peshawar|quetta|dhaka|colombo|kathmandu|katmandu
kabul|thimphu|yangon|naypyidaw|bangkok|hanoi|ho chi minh city|phnom penh|vientiane|singapore
singapur|kuala lumpur|jakarta|manila|taipei|taipeh|hong kong|hongkong|macau|beijing|peking|pékin
pechino|pekín|pequim|shanghai|guangzhou|shenzhen|wuhan|chengdu|tokyo|tokio|tóquio|osaka|kyoto
hiroshima|nagasaki|sapporo|fukuoka|okinawa|seoul|séoul|seúl|seul|busan|pyongyang|pjöngjang
ulaanbaatar|sydney|melbourne|brisbane|perth|adelaide|canberra|darwin|hobart|auckland|wellington
christchurch|suva|port moresby|honiara|são paulo|sao paulo|rio de janeiro|brasília|brasilia
salvador|recife|porto alegre|belo horizonte|curitiba|fortaleza|manaus|buenos aires|montevideo
asunción|asuncion|santiago|santiago de chile|lima|bogotá|bogota|medellín|caracas|quito|guayaquil
la paz|sucre|panama city|san josé|managua|tegucigalpa|san salvador|guatemala city|guatemala
la habana|havana|havanna|port-au-prince|santo domingo|san juan|kingston|port of spain
ciudad de méxico|méxico|mexiko-stadt|guadalajara|monterrey|tijuana|rosario|córdoba|united nations
onu|nations unies|naciones unidas|vereinte nationen|strasburgo|straßburg|estrasburgo|nações unidas
nueva york|nova york|londres|londra|londyn|parigi|parís|berlino|berlín|madryt|rzym|francoforte
monaco di baviera
"""
PLACES = vocabulary(_PLACES)

_SLASH = re.compile(r"\s*[/-]\s*")


def is_place(text: str) -> bool:
    """Whether a text is a city of the list, or several with slashes between them.

    >>> is_place("LONDON"), is_place("München/London"), is_place("São Paulo")
    (True, True, True)
    >>> is_place("NATO"), is_place("")
    (False, False)
    """
    if not text or len(text) > 60:
        return False
    name = text.strip(" .").casefold()
    if name in PLACES:
        return True
    parts = _SLASH.split(name)
    return len(parts) > 1 and all(part in PLACES for part in parts)
