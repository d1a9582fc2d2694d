"""Which encoding a page is read in, and what is mended."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import webencodings
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.read.decode import decode

HTML = "text/html"
PLAIN = "text/plain"

GERMAN = "Die Brücke über den Fluss öffnete am Dienstag, sagte Bürgermeisterin Müller."
RUSSIAN = "Мост через реку открылся во вторник, сообщила мэр города Анна Петрова."
CZECH = "Most přes řeku byl v úterý znovu otevřen, řekla starostka Nováková."
GREEK = "Η γέφυρα άνοιξε ξανά την Τρίτη, είπε η δήμαρχος της πόλης."
JAPANESE = "橋は火曜日に再開したと市長が発表した。洪水から二年ぶりとなる。"
CHINESE = "市长周二宣布大桥重新开放，这是洪水过后两年来的首次。"
KOREAN = "시장은 홍수 이후 이 년 만에 다리가 화요일에 다시 열렸다고 발표했다."

# A stale <meta> over a body that is UTF-8 throughout: we believe the body, the standard the <meta>.
DISAGREEMENTS = {1}


def cases(folder: Path) -> list[tuple[int, bytes, str]]:
    """The html5lib cases, numbered from 1 over the files in order of name: page and encoding."""
    found: list[tuple[int, bytes, str]] = []
    for path in sorted(folder.glob("*.dat")):
        for case in re.split(rb"(?:^|\n\n?)#data\n", path.read_bytes()):
            page, mark, label = case.partition(b"\n#encoding\n")
            if mark:
                name = webencodings.lookup(label.decode().strip()).name
                found.append((len(found) + 1, page, name))
    return found


def test_the_standard_is_kept_wherever_our_guards_do_not_bend_it(shared: Path) -> None:
    found = cases(shared / "conformance" / "charset")
    if not found:
        pytest.skip("the html5lib charset cases are not in the shared folder")
    different = {
        number
        for number, page, name in found
        if decode(page, None, HTML).encoding != name
        and not (name == "windows-1252" and page.isascii())  # there the text is the same
    }
    assert len(found) == 82
    assert different == DISAGREEMENTS


@pytest.mark.parametrize(
    ("body", "charset", "encoding", "source"),
    [
        (b"\xef\xbb\xbf<meta charset=koi8-r>", "latin1", "utf-8", "bom"),
        (b"\xff\xfe" + GERMAN.encode("utf-16-le"), None, "utf-16le", "bom"),
        (b"\xfe\xff" + GERMAN.encode("utf-16-be"), "utf-8", "utf-16be", "bom"),
        (b"<meta charset=gbk>" + RUSSIAN.encode("cp1251"), "cp1251", "windows-1251", "transport"),
        (b"<meta charset=cp1251>" + RUSSIAN.encode("cp1251"), None, "windows-1251", "meta"),
        (b"<p>" + GERMAN.encode(), None, "utf-8", "utf-8"),
        (b"<p>" + RUSSIAN.encode("cp1251"), None, "windows-1251", "detector"),
    ],
)  # fmt: skip
def test_the_nearer_witness_is_believed(
    body: bytes, charset: str | None, encoding: str, source: str
) -> None:
    decoded = decode(body, charset, HTML)
    assert (decoded.encoding, decoded.source, decoded.problems) == (encoding, source, ())


@pytest.mark.parametrize(
    ("label", "codec", "text"),
    [
        ("iso-8859-1", "cp1252", "The mayor’s “bridge” – open"),
        ("gb2312", "gb18030", CHINESE + "镕"),
        ("shift_jis", "cp932", JAPANESE + "①㈱"),
        ("euc-kr", "cp949", KOREAN + "똠"),
        ("x-sjis", "cp932", JAPANESE),
        ("ks_c_5601-1987", "cp949", KOREAN),
        ("iso-8859-9", "cp1254", "Köprü salı günü açıldı"),
        ("big5", "big5", "市長週二宣布大橋重新開放"),
        ("iso-2022-jp", "iso2022_jp", JAPANESE),
    ],
)
def test_a_label_means_what_browsers_take_it_for(label: str, codec: str, text: str) -> None:
    assert decode(text.encode(codec), label, HTML).text == text


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        (GERMAN, "cp1252"), (RUSSIAN, "cp1251"), (RUSSIAN, "koi8-r"), (CZECH, "cp1250"),
        (CZECH, "iso8859-2"), (GREEK, "cp1253"), (JAPANESE, "cp932"), (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"), (KOREAN, "cp949"), (GERMAN, "utf-16-le"), (GERMAN, "utf-16-be"),
    ],
)  # fmt: skip
def test_a_text_dump_that_declares_nothing_is_still_read(text: str, codec: str) -> None:
    assert decode(text.encode(codec), None, PLAIN).text == text


def test_a_stale_meta_on_a_page_saved_as_utf8_is_overruled_and_said() -> None:
    decoded = decode(b"<meta charset=iso-8859-1>" + GERMAN.encode(), None, HTML)
    assert GERMAN in decoded.text
    assert decoded.problems == ("declared as windows-1252, but every byte of it is valid UTF-8",)


def test_a_page_without_nul_bytes_is_not_in_utf16_whatever_the_server_says() -> None:
    assert decode(GERMAN.encode(), "utf-16", HTML).text == GERMAN


def test_utf16_that_the_server_declares_needs_no_byte_order_mark() -> None:
    decoded = decode(CHINESE.encode("utf-16-le") + b"\n\0", "utf-16le", HTML)
    assert (decoded.text, decoded.source) == (CHINESE + "\n", "transport")


def test_two_characters_of_gbk_that_could_pass_for_utf8_stay_gbk() -> None:
    assert decode("联通".encode("gbk"), "gb2312", HTML).text == "联通"


def test_a_page_that_is_not_the_utf8_it_claims_goes_to_the_detector() -> None:
    decoded = decode(b"<meta charset=utf-8><p>" + RUSSIAN.encode("cp1251"), None, HTML)
    assert RUSSIAN in decoded.text
    assert decoded.problems == ("declared as UTF-8, but it is not; read as windows-1251",)


def test_a_quote_pasted_from_windows_into_utf8_is_mended() -> None:
    body = (GERMAN * 3).encode() + b" the mayor\x92s caf\xe9"
    decoded = decode(body, "utf-8", HTML)
    assert decoded.text == GERMAN * 3 + " the mayor’s café"
    assert decoded.problems == ("2 places are not valid UTF-8 and were mended or replaced",)


def test_half_a_character_in_utf8_is_replaced_and_not_guessed() -> None:
    body = (GERMAN * 3).encode() + b" \xe2\x80 bridge"
    assert decode(body, "utf-8", HTML).text == GERMAN * 3 + " \ufffd bridge"


def test_a_page_cut_off_inside_a_character_is_utf8_all_the_same() -> None:
    decoded = decode(GERMAN.encode() + b"\xe2\x80", None, PLAIN)
    assert (decoded.text, decoded.problems) == (GERMAN, ())


def test_a_meta_beyond_the_first_kilobyte_is_found_as_browsers_find_it() -> None:
    page = b"<!--" + b" " * 2_000 + b"--><meta charset=iso-8859-2><p>" + CZECH.encode("iso8859-2")
    assert CZECH in decode(page, None, HTML).text


def test_a_meta_means_nothing_in_plain_text() -> None:
    body = b"Write <meta charset=koi8-r> first, she said. " + GERMAN.encode("cp1252")
    assert decode(body, None, PLAIN).encoding == "windows-1252"


@pytest.mark.parametrize("charset", ["none", "utf8mb4", "", "x-user-defined", "hz-gb-2312"])
def test_a_charset_nobody_knows_does_not_stand_in_the_way(charset: str) -> None:
    assert decode(GERMAN.encode(), charset, HTML).text == GERMAN


def test_nul_characters_are_removed_and_said() -> None:
    decoded = decode(b"<p>Rain\0 fell.\0" + b" " * 20, None, HTML)
    assert decoded.text.rstrip() == "<p>Rain fell."
    assert decoded.problems == ("2 NUL characters were removed",)


@given(
    st.binary(max_size=300),
    st.sampled_from(
        [None, "utf-8", "latin1", "utf-16", "gb2312", "iso-2022-jp", "big5", "x-mac-ce"]
    ),
    st.sampled_from([HTML, PLAIN]),
)
@settings(max_examples=300, deadline=None, derandomize=True)
def test_no_bytes_raise_and_what_comes_back_can_be_written(
    body: bytes, charset: str | None, media_type: str
) -> None:
    text = decode(body, charset, media_type).text
    assert "\0" not in text
    text.encode("utf-8")


@given(st.text(min_size=1).filter(lambda text: "\0" not in text))
@settings(max_examples=200, deadline=None, derandomize=True)
def test_declared_utf8_comes_back_as_it_was(text: str) -> None:
    if not text.startswith("\ufeff"):
        assert decode(text.encode(), "utf-8", HTML).text == text
