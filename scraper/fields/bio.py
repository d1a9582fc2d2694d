"""Whom a line about the author introduces."""

from __future__ import annotations

import re

from scraper.fields.names import is_name, recase
from scraper.fields.roles import PRESS_ROLES, names_role
from scraper.fields.vocabulary import vocabulary

MAX_CHARS = 400
MAX_NAME_WORDS = 5

_NAME = r"(?P<name>[^\W\d_][^\n:;!?()@\"“”]{2,50}?)"
# "is", then a job; "has been", "was"; in the languages of our press.
_IS = (
    r"(?:,? (?:\d\d|who)[^.]{0,30},)? (?:is|was|has been|works as|serves as|ist|war"
    r"|arbeitet als|schreibt als|est|a été|es|ha sido|trabaja como|è|é|foi|is al|jest|är|er)"
)
_IS_JOB = re.compile(rf"{_NAME}{_IS} (?P<rest>.+)$")
# Verbs that say what somebody writes for a paper.
_WRITES = re.compile(
    rf"{_NAME},? (?:(?:currently|also|regularly|now|previously|mainly|primarily) )?(?:covers"
    rf"|covered|writes|reports|blogs|has (?:written|reported|covered|worked|been writing)|joined"
    rf"|edits|contributes"
    r"|schreibt|berichtet|arbeitet|couvre|écrit|travaille|collabore|cubre|escribe|colabora"
    r"|trabaja|scrive|si occupa|collabora|escreve|cobre|schrijft|werkt|pisze|zajmuje się|пишет"
    r"|освещает|כותב|כותבת|מסקר|מסקרת|يكتب|تكتب|يغطي|تغطي) (?P<rest>.+)$"
)
# "writes for the Post about music", whatever the paper is called.
_FOR_PAPER = re.compile(
    r"(?:for|für|pour|para|per|voor) (?:(?:the|das|die|den|le|la|el|il|de) )?[A-ZÀ-Þ][^.]{2,40} "
    r"(?:about|on|über|sur|sobre|su|over) "
)
_HOME = re.compile(
    r"\b(?:for|at|about|on|joined) (?:the |our )?[A-Z]|\bfor (?:us|the (?:paper|newspaper"
    r"|magazine|site|website|agency|desk|team)|more than)|\bthe (?:paper|newspaper|newsroom"
    r"|magazine|news ?desk|agency)\b|\bbased in\b|\babout\b|\bin \d{4}\b"
    r"|\bfür (?:die|den|das|unsere?)\b|\bpour\b|\bpara\b|\bper\b|\bvoor\b|\bdla\b"
    r"|\bseit \d{4}\b|\büber\b|\bdepuis\b|\bdesde\b|\bdal\b|\bsobre\b|\bsur\b|\bbei\b|\bdi\b"
    r"|\bв\b|\bо\b|ב|في|عن"
)
_PAPER = re.compile(
    r"\b(?:times|post|news|herald|tribune|journal|magazine|paper|newspaper|newsroom|desk|agency"
    r"|reporter|correspondent|gazette|zeitung|redaktion|ressort|press|voice|chronicle|globe"
    r"|observer|telegraph|mail|star|sun|mirror|independent|atlantic|economist|diario|journal"
    r"|quotidien|giornale|jornal|krant|gazeta|издание|daily|guardian|reuters|associated press"
    r"|afp|bbc|cnn|site|website|column|kolumne)\b",
    re.I,
)
_BEAT = re.compile(
    r"\b(?:business|politics|courts|education|health|technology|tech|crime|climate|environment"
    r"|economy|economics|science|sports|culture|religion|energy|housing|police|government"
    r"|immigration|congress|white house|politik|wirtschaft|sport|kultur|politique|économie"
    r"|política|economía|politica|economia|courts?)\b",
    re.I,
)
_COVERS = re.compile(
    r"\b(?:covers|writes|reports|blogs|been writing|has (?:written|covered|reported)|schreibt"
    r"|berichtet|couvre|écrit|cubre|escribe"
    r"|scrive|si occupa|escreve|cobre|schrijft|pisze|пишет|освещает)\b"
)
_FOLLOW = re.compile(
    r"^(?i:you can )?(?i:follow|contact|e-?mail|reach|write to|tweet|folgen sie"
    r"|kontakt(?:ieren sie)?|suivez|contactez|siga a|sígu[ea] a|seguir a|escriba a|segui"
    r"|scrivi a|volg|mail|obserwuj)\b:? "
    r"(?P<name>[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*){1,3})"
)
_HANDLE = re.compile(
    r"@\w|\b(?:on|auf|sur|en|su|na|op) (?:twitter|x|bluesky|mastodon|facebook|instagram"
    r"|linkedin|threads)\b",
    re.I,
)
_ADDRESS = re.compile(r"\S+@\S+\.\w{2,}")
_STATE = re.compile(
    r"\b(?:chancellor|president|prime minister|minister|senator|governor|mayor|actor|actress"
    r"|singer|player|coach|suspect|victim|spokes(?:man|woman|person)|kanzlerin?"
    r"|präsident(?:in)?|ministre?|ministerin|bürgermeister(?:in)?|premier|président|presidente"
    r"|ministro|alcalde|sindaco)\b",
    re.I,
)
_AUTHOR_OF = re.compile(
    r"\b(?:(?:co-?)?authors? of (?:the |a |an |several |many |more|two|three|four|five|“|\"|'|‘"
    r"|[A-Z])|autor(?:in)? (?:von|mehrerer|des buch|der|de|des)|auteure? (?:de|du|d['’])"
    r"|autora? (?:de|del)|autore (?:di|del)|autrice (?:di|del))"
)
_FREELANCE = re.compile(
    r"\b(?:freelancer?|freie[r]? (?:autor|journalist)|pigiste|"
    r"(?:staff|senior|contributing|features?|sports?|science|political|food|travel"
    r"|guest) (?:writer|editor))\b",
    re.I,
)
_EAST_JOB = re.compile(r"^(?P<name>[^\W\d_][^،,.:]{2,40}?) (?:הוא|היא|هو|هي|[-–—]) ?(?P<rest>.+)$")
_GENERAL = vocabulary(
    "editor editors staff desk director autor autorin yazar author contributor fellow cronista "
    "redaktor كاتب كاتبة"
)
_SELF = vocabulary(
    "he she they it this that who there here what er sie es il elle ce c él ella lui lei ele "
    "ela on ona"
)


def bio_subject(line: str) -> str | None:
    """The person a line about its author introduces; None where the line is anything else.

    Demanded is a word of journalism: a job of the newsroom, a beat, or a way to follow.

    >>> bio_subject("Jacob Stein is The Daily Post's correspondent based in New York")
    'Jacob Stein'
    >>> bio_subject("Eva Blank ist Redakteurin im Ressort Wirtschaft.")
    'Eva Blank'
    >>> bio_subject("Contact Ana Ruiz at a.ruiz@post.example")
    'Ana Ruiz'
    >>> bio_subject("Angela Merkel is the chancellor of Germany.") is None
    True
    >>> bio_subject("Ana Ruiz joined the protest on Tuesday.") is None
    True
    """
    line = line.strip()
    if not 12 <= len(line) <= MAX_CHARS or line[0] in "\"“„«'‘":
        return None
    followed = _read_follow(line)
    if followed is not None:
        return followed
    for pattern, tells in (
        (_IS_JOB, _is_job),
        (_EAST_JOB, _is_press),
        (_WRITES, _is_writing),
    ):
        match = pattern.match(line)
        if match and tells(match["rest"], match[0]):
            name = _as_name(match["name"])
            if name:
                return name
    return None


def _as_name(text: str) -> str | None:
    name = text.split(",")[0].strip()
    for title in ("By ", "About ", "Von ", "Par ", "Por ", "Dr. ", "Rabbi ", "Prof. "):
        name = name.removeprefix(title)
    words = name.split()
    if not words or words[0].casefold() in _SELF or len(words) > MAX_NAME_WORDS or names_role(name):
        return None
    return recase(name) if is_name(name) else None


def _read_follow(line: str) -> str | None:
    match = _FOLLOW.match(line)
    if not match or not (_HANDLE.search(line) or _ADDRESS.search(line)):
        return None
    name = match["name"]
    return name if is_name(name) and not name.isupper() and len(line) <= 200 else None


def _is_job(rest: str, _: str) -> bool:
    """Whether what somebody "is" belongs to a newsroom, in the first clause."""
    clause = re.split(r"[;!?]|\.\s|,? (?:who|whose|which|der|die|qui|que)\s", rest, maxsplit=1)[0]
    if _AUTHOR_OF.search(clause):
        return not _STATE.search(clause)
    words = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", clause.casefold())[:16]
    sure = any(word in PRESS_ROLES and word not in _GENERAL for word in words)
    general = any(word in _GENERAL for word in words) or bool(_FREELANCE.search(clause))
    if _STATE.search(clause) and not sure:
        return False
    if _is_story(clause):
        return False
    return sure or (general and (bool(_PAPER.search(clause)) or bool(_FREELANCE.search(clause))))


def _is_story(clause: str) -> bool:
    """Words that tell of an event, in which journalists appear as other people do."""
    return bool(
        re.search(
            r"\b(?:killed|arrested|shot|detained|sentenced|accused|missing|dead|died|told|asked"
            r"|jailed|charged|wounded|kidnapped|suing|sued|among|one of the (?:journalists"
            r"|reporters)|getötet|verhaftet|tué|arrêté|asesinad[oa]|detenid[oa]|ucciso)\b",
            clause,
            re.I,
        )
    )


def _is_press(rest: str, _: str) -> bool:
    if rest.isascii():
        return False
    words = re.findall(r"[^\W\d_]+", rest.casefold())[:10]
    return any(word in PRESS_ROLES or word[1:] in PRESS_ROLES for word in words) and not _is_story(
        rest
    )


def _is_writing(rest: str, whole: str) -> bool:
    """Whether "covers", "writes", "joined" speaks of a job: a beat, a paper, a year."""
    if _is_story(rest) or _STATE.search(rest) or re.search(r"\b(?:that|said|dass|que|che)\b", rest):
        return False
    if re.search(
        r"\b(?:on|since) (?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\byesterday\b|\btoday\b",
        rest,
        re.I,
    ):
        return False
    if not _HOME.search(rest):
        return False
    if _FOR_PAPER.match(rest):
        return True
    return bool(_PAPER.search(rest) or (_BEAT.search(rest) and _COVERS.search(whole)))
