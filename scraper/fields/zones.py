"""The zone a page's clock keeps, from where it is published."""

from __future__ import annotations

import re
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

# Country codes (ISO 3166-1) that are no fashion as web addresses (.co, .tv, .me, .io are), and
# the zone where most of the country's press is made.
_COUNTRIES = """
at Europe/Vienna|be Europe/Brussels|bg Europe/Sofia|by Europe/Minsk|ch Europe/Zurich
cz Europe/Prague|de Europe/Berlin|dk Europe/Copenhagen|ee Europe/Tallinn|es Europe/Madrid
fi Europe/Helsinki|fr Europe/Paris|gr Europe/Athens|hr Europe/Zagreb|hu Europe/Budapest
ie Europe/Dublin|is Atlantic/Reykjavik|it Europe/Rome|lt Europe/Vilnius|lu Europe/Luxembourg
lv Europe/Riga|nl Europe/Amsterdam|no Europe/Oslo|pl Europe/Warsaw|pt Europe/Lisbon
ro Europe/Bucharest|rs Europe/Belgrade|ru Europe/Moscow|se Europe/Stockholm|si Europe/Ljubljana
sk Europe/Bratislava|tr Europe/Istanbul|ua Europe/Kyiv|uk Europe/London
ae Asia/Dubai|bd Asia/Dhaka|cn Asia/Shanghai|hk Asia/Hong_Kong|id Asia/Jakarta|il Asia/Jerusalem
in Asia/Kolkata|ir Asia/Tehran|jp Asia/Tokyo|kr Asia/Seoul|kz Asia/Almaty|lb Asia/Beirut
lk Asia/Colombo|my Asia/Kuala_Lumpur|np Asia/Kathmandu|ph Asia/Manila|pk Asia/Karachi
sa Asia/Riyadh|sg Asia/Singapore|th Asia/Bangkok|tw Asia/Taipei|vn Asia/Ho_Chi_Minh
au Australia/Sydney|nz Pacific/Auckland
eg Africa/Cairo|gh Africa/Accra|ke Africa/Nairobi|ma Africa/Casablanca|na Africa/Windhoek
ng Africa/Lagos|tz Africa/Dar_es_Salaam|ug Africa/Kampala|za Africa/Johannesburg|zm Africa/Lusaka
zw Africa/Harare|tn Africa/Tunis|dz Africa/Algiers|et Africa/Addis_Ababa|sn Africa/Dakar
ar America/Argentina/Buenos_Aires|bo America/La_Paz|br America/Sao_Paulo|ca America/Toronto
cl America/Santiago|cr America/Costa_Rica|cu America/Havana|do America/Santo_Domingo
ec America/Guayaquil|gt America/Guatemala|hn America/Tegucigalpa|mx America/Mexico_City
ni America/Managua|pa America/Panama|pe America/Lima|py America/Asuncion|sv America/El_Salvador
uy America/Montevideo|ve America/Caracas|com.co America/Bogota
"""
# Languages whose press is made in one zone, for addresses that name no country.
_LANGUAGES = """
cs Europe/Prague|da Europe/Copenhagen|de Europe/Berlin|el Europe/Athens|fi Europe/Helsinki
he Asia/Jerusalem|hu Europe/Budapest|it Europe/Rome|ja Asia/Tokyo|ko Asia/Seoul|nb Europe/Oslo
nl Europe/Amsterdam|no Europe/Oslo|pl Europe/Warsaw|sv Europe/Stockholm|th Asia/Bangkok
tr Europe/Istanbul|vi Asia/Ho_Chi_Minh|zh Asia/Shanghai
"""
_HOST = re.compile(r"(?:[a-z]+:)?//(?:[^/?#@]*@)?([^/?#:]+)", re.IGNORECASE)


def _listed(text: str) -> dict[str, str]:
    pairs = (pair.split() for pair in text.replace("\n", "|").split("|") if pair)
    return {code: zone for code, zone in pairs}


COUNTRIES, LANGUAGES = _listed(_COUNTRIES), _listed(_LANGUAGES)


def zone_of(url: str | None, language: str | None) -> str | None:
    """The IANA name of the zone a page's times are in; None where nothing tells or it is not known.

    >>> zone_of("https://gazette.example.co.uk/a", "en"), zone_of("https://blatt.example/", "de")
    ('Europe/London', 'Europe/Berlin')
    >>> zone_of("https://gazette.example/uk", "en") is None
    True
    """
    match = _HOST.match(url) if url else None
    labels = match[1].lower().rstrip(".").rsplit(".", 2) if match else []
    zone = COUNTRIES.get(labels[-1]) or COUNTRIES.get(".".join(labels[-2:])) if labels else None
    zone = zone or LANGUAGES.get((language or "")[:2])
    return zone if zone and _is_known(zone) else None


@cache
def _is_known(zone: str) -> bool:
    """Whether this machine has the zone: slim systems come without any."""
    try:
        ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        return False
    return True
