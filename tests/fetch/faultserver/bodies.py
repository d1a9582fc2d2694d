"""Bodies that are not what they are said to be: other types, other charsets, nothing at all."""

from __future__ import annotations

from codecs import BOM_UTF16_LE

from tests.fetch.faultserver.answers import answer, page, says

PNG = b"\x89PNG\r\n\x1a\n" + b"\x00\x00\x00\rIHDR" + bytes(200)
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + bytes(200)

RUSSIAN = (
    "Мост через Саву открыли во вторник после двух лет ремонта, сообщил мэр города.",
    "Торговцы с набережной просили отложить работы до зимы, когда рынок закрыт.",
    "Ремонт обошёлся городу более чем в сорок миллионов евро.",
)
FRENCH = (
    "Le pont sur la Save a rouvert mardi après deux années de travaux, a annoncé la mairie.",
    "Les marchands du quai espéraient que le chantier serait repoussé jusqu’à l’hiver.",
    "La rénovation a coûté plus de quarante millions d’euros à la ville, déjà endettée.",
)
JAPANESE = (
    "サバ川に架かる橋は二年間の修理を終え、火曜日に再び開通したと市長が発表した。",
    "川岸の商人たちは、市場が閉まる冬まで工事を待ってほしいと求めていた。",
    "工事には四千万ユーロ以上の費用がかかったが、市はその全額を負担した。",
)


def _meta(charset: str) -> str:
    return f'<meta charset="{charset}">'


_SAYS_CYRILLIC = page(RUSSIAN, "Мост открыт", _meta("windows-1251"))
_SAYS_UTF_8 = page(FRENCH, "Le pont rouvre", _meta("utf-8"))
_SAYS_NOTHING = page(JAPANESE, "橋が再開通")

image = says(answer(body=PNG, kind="image/png"))
image_as_html = says(answer(body=PNG))
pdf_as_html = says(answer(body=PDF))
empty = says(answer(body=b""))
soft_404 = says(
    answer(body=page(("The page that you are looking for was not found.",), "404").encode())
)

# header, bytes and meta disagree; what a reader should see is the story after each
charset_only_in_meta = says(answer(body=_SAYS_CYRILLIC.encode("cp1251"), kind="text/html"))
charset_wrong_in_header = says(
    answer(body=_SAYS_UTF_8.encode(), kind="text/html; charset=iso-8859-1")
)
charset_nowhere = says(answer(body=_SAYS_NOTHING.encode("shift_jis"), kind="text/html"))
charset_by_bom = says(
    answer(
        body=BOM_UTF16_LE + _SAYS_UTF_8.encode("utf-16-le"), kind="text/html; charset=iso-8859-1"
    )
)
charset_unknown = says(answer(body=_SAYS_UTF_8.encode(), kind="text/html; charset=bogus-8"))
