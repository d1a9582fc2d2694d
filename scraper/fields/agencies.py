"""Who sends news and pictures around: agencies, picture libraries, and how they are written."""

from __future__ import annotations

import re

from scraper.fields.vocabulary import vocabulary

# News agencies and broadcasters that sign copy; they stand in datelines, bylines and sign-offs.
NEWS = vocabulary(
    """
    ap|associated press|the associated press|afp|agence france-presse|reuters|thomson reuters|upi
    dpa|dpa-afx|dpa infocom|deutsche presse-agentur|apa|sda|keystone-sda|ots|sid|epd|kna|dapd|ddp
    dts|afx|dpo|lsw|lby|lhe|lni|lno|lrs|lnw|lsa|lth|lbn|lsn|ansa|adnkronos|agi|askanews|lapresse
    italpress|efe|agencia efe|europa press|ep|ap news|lusa|agência lusa|agência brasil|estadão|anp
    belga|ntb|tt|ritzau|stt|pap|čtk|ctk|tasr|mti|tass|itar-tass|interfax|interfax-ukraine
    ria novosti|ria|тасс|риа новости|интерфакс|рбк|укринформ|unian|укрінформ|anadolu agency
    anadolu ajansı|aa|dha|iha|dha/iha|jta|jns|wafa|irna|isna|fars|sana|mena|spa|wam|petra|qna
    رويترز|أ ف ب|أ.ف.ب|ا ف ب|أف ب|فرانس برس|د ب أ|أ ب|سانا|وام|واس|قنا|وفا|الأناضول|بترا|أ ش أ|pti
    ani|ians|uni|पीटीआई|भाषा|एएनआई|आईएएनएस|app|bss|antara|bernama|vna|ttxvn|pna|aap|xinhua|新华社|新華社
    中新社|中新网|中新網|中央社|法新社|路透社|美联社|央视新闻
    cna|kyodo|kyodo news|jiji|jiji press
    共同|時事|ロイター|共同通信|時事通信
    afp時事|ブルームバーグ|yonhap|yonhap news agency|연합뉴스|뉴시스|뉴스1
    news1|newsis|cnn|bbc|bloomberg|cp
    the canadian press|canadian press|la presse canadienne|pa|press association|pa media|pa wire
    npr|voa|cnbc|fox news|abc news|cbs news|nbc news|rfe/rl|rferl|inter press service|ips|ens
    kyodo/reuters|tca|tribune news service|tns|states newsroom|stat|propublica|kff health news|ats
    agence télégraphique suisse|map|aps|tap|ana|amna|bta|agerpres|hina|tanjug|fena|beta|stf
    notimex|télam|telam|ansa/afp|bnr|nhk|rfi|dw|swissinfo|asp|sapa|nan|kna/epd|cns|rns|nyt
    the new york times|the washington post|ynet|mct|wires|agencies|agencias|agenturen|agenzie
    """
)  # fmt: skip

# Those that sell or host pictures: a line that names one is about a picture.
PICTURES = vocabulary(
    """
    getty|getty images|getty images north america|getty images europe|gettyimages|istock
    istockphoto|getty images/istockphoto|shutterstock|shutterstock.com|adobe stock|stock.adobe.com
    fotolia|alamy|alamy stock photo|alamy live news|depositphotos|dreamstime|unsplash|pexels
    pixabay|flickr|wikimedia|wikimedia commons|wikicommons|creative commons|corbis|bettmann|rex
    rex features|rex/shutterstock|ap photo|reuters photo|afp photo|epa|epa-efe|efe-epa|epa/efe
    zuma|zuma press|zuma wire|zumapress|sipa|sipa press|sipa usa|abaca|abacapress|gamma-rapho
    hans lucas|maxppp|photopqr|bestimage|divergence|imago|imago images|picture alliance
    picture-alliance|dpa-bildfunk|ullstein bild|keystone|laif|mauritius|mauritius images|ostkreuz
    plainpicture|action press|witters|lat images|motorsport images|usa today sports|imagn images
    imagn|icon sportswire|nurphoto|lightrocket|polaris|redux|magnum photos|magnum|vii|noor|flash90
    flash 90|gpo|pool|pool photo|handout|pa images|pa archive|wireimage|filmmagic|barcroft
    barcroft media|swns|solent news|splash news|backgrid|mega|wenn|caters|scanpix|ritzau scanpix
    tt nyhetsbyrån|bildbyrån|lehtikuva|shutterstock/ap|xinhua/afp|afp/getty images|ap/shutterstock
    youtube|facebook|instagram|twitter|tiktok|telegram|screenshot|screengrab|reproduction
    reprodução|contacto|cuartoscuro|gallo images|anadolu images|planet labs|maxar
    maxar technologies|nasa|esa|noaa|stringer|ho|supplied|courtesy|bigstock|123rf|vecteezy|freepik
    canva|clipdealer|agentur|archivo|archiv|ljósmynd|フォトライブラリー|アフロ|ゲッティ|视觉中国|視覺中國|东方ic|图虫创意
    """
)  # fmt: skip

# Short names that are also printed small, or with one capital.
_CODES = vocabulary(
    "dpa afp apa sda sid epd kna ots dapd ddp dts afx dpo lsw lby lhe lni lno lrs lnw lsa lth lbn"
    " lsn ats ansa efe lusa tass anp jta wafa irna isna jiji hina pap belga tanjug nhk cnn bbc ap"
)
_SPACED_SLASH = re.compile(r"\s*/\s*")


def is_news_agency(text: str) -> bool:
    """Whether a text is the name of a news agency, or several with slashes between them.

    >>> is_news_agency("AP"), is_news_agency("dpa/lhe"), is_news_agency("The Associated Press")
    (True, True, True)
    >>> is_news_agency("Ana Ruiz")
    False
    """
    if len(text) > 60:
        return False
    name = text.strip(" .\u00a0")
    if name.casefold() in NEWS:
        return _is_printed_so(name)
    parts = _SPACED_SLASH.split(name)
    return len(parts) > 1 and all(p.casefold() in NEWS and _is_printed_so(p) for p in parts)


def is_picture_source(text: str) -> bool:
    """Whether a text names an agency or library that pictures come from.

    >>> is_picture_source("Getty Images"), is_picture_source("AFP"), is_picture_source("Flash90")
    (True, True, True)
    >>> is_picture_source("CDU")
    False
    """
    name = text.strip(" .\u00a0")
    known = name.casefold() in PICTURES or name.casefold() in NEWS
    return known and (_is_printed_so(name) or name.istitle())


def _is_printed_so(name: str) -> bool:
    """Whether a short name is no common word: "MAP" and "map", "DW" and "dw" differ."""
    short = len(name) <= 4 and name.isascii()
    return not short or not name[1:].islower() or name.casefold() in _CODES
