"""Datelines of the Chinese, Japanese and Korean press, which bracket place, day and agency."""

from __future__ import annotations

import re

from scraper.types import Dateline

_OPEN = "([（【［〔"
_CHINESE_SENDER = (
    r"新华社|新華社|中新社|中新网|中新網|中央社|人民网|央视网|央广网|光明网|澎湃新闻|法新社|路透社|美联社"
    r"|参考消息网|海外网|环球网|新华网|新京报|本报|本報|本刊|本台|综合|綜合"
)
# 新华社北京3月7日电（记者 李伟）, （中央社記者王芳台北7日電）, 中新网3月7日电, 本报讯
_CHINESE = re.compile(
    rf"[(（【［]?(?P<agency>{_CHINESE_SENDER})(?:记者|記者)?(?P<place>[^\d\s(（【，。]{{0,14}}?)"
    r"(?:\s?(?P<date>(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日))?\s?(?:综合)?(?P<wire>外?[电電讯訊])"
    r"\s?(?:[(（](?:记者|記者|通讯员|特约|见习|编辑|总台)?[^()（）]{0,40}[)）])?[)）】］]?[：:\s]*"
)
# 【東京時事】, 【ワシントン＝山田太郎】, ［東京 ７日 ロイター］ - , 【パリ共同】
_JAPANESE_SENDER = (
    "時事|共同|ロイター|AFP時事|ＡＦＰ時事|AFP|ＡＦＰ|AP|ＡＰ|CNN|ＣＮＮ"
    "|ブルームバーグ|新華社|聯合ニュース"
)
_JAPANESE = re.compile(
    rf"[【［\[（(](?P<place>[^\s=＝【】［］\[\]（）()\d０-９]{{0,12}}?)"
    rf"[\s\u3000]?(?P<date>(?:[\d０-９]{{1,2}}月)?[\d０-９]{{1,2}}日)?"
    rf"[\s\u3000]?(?:(?P<agency>{_JAPANESE_SENDER})"
    rf"|[=＝](?P<writer>[^【】［］\[\]（）()=＝]{{2,24}}))[】］\]）)]"
    r"[\s\u3000]*(?:[-–—―－][\s\u3000]*)?"
)
# (서울=연합뉴스) 홍길동 기자 = , [서울=뉴시스] 홍길동 기자 =
_KOREAN = re.compile(
    r"[(\[【［](?P<place>[^=()\[\]]{1,14})=(?P<agency>[^=()\[\]]{2,14})[)\]】］]\s?"
    r"(?:[^=.]{2,30}?(?:기자|특파원)\s?=\s?)?"
)
_HINTS = "电電讯訊=＝時共ロAＡCＣ新聯ブ"


def split_east(text: str) -> Dateline | None:
    """The dateline a text of one of the three scripts opens with.

    >>> split_east("新华社北京3月7日电（记者 李伟）大桥恢复通车。").place
    '北京'
    >>> split_east("【東京時事】橋が再開した。").agency
    '時事'
    >>> split_east("(서울=연합뉴스) 홍길동 기자 = 다리가 다시 열렸다.").text
    '(서울=연합뉴스) 홍길동 기자 = '
    >>> split_east("【速報】橋が再開した。") is None
    True
    """
    if text.isascii() or not any(hint in text[:60] for hint in _HINTS):
        return None
    if text[0] in _OPEN:
        korean = _KOREAN.match(text)
        if korean:
            return Dateline(korean[0], korean["place"], korean["agency"])
        japanese = _JAPANESE.match(text)
        if japanese and (japanese["place"] or japanese["agency"]):
            agency = japanese["agency"]
            return Dateline(japanese[0], japanese["place"] or None, agency, japanese["date"])
    chinese = _CHINESE.match(text)
    if chinese and (chinese["date"] or chinese["wire"] in "讯訊"):
        place = chinese["place"] or None
        return Dateline(chinese[0], place, chinese["agency"], chinese["date"])
    return None
