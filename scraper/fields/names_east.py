"""Names in scripts without spaces: Chinese, Japanese and Korean ones, and the press words by them.

Every short line has the shape of such a name, so what pages print of themselves is told by its
words ("调整字体", "更新时间"), and a Korean name by its family name, of which there are a hundred.
"""

from __future__ import annotations

import re

from scraper.fields.vocabulary import vocabulary

_UNSPACED = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_HAN = re.compile(
    r"[\u4e00-\u9fff\u3005]{2,6}"
    r"|[\u4e00-\u9fff\u3005]{1,4}[ \u3000][\u4e00-\u9fff\u3005\u3040-\u30ff]{1,5}"
)
_KANA = re.compile(
    r"(?=.*[\u3040-\u30ff])[\u3040-\u30ff\u4e00-\u9fff\u3005・]{2,14}"
    r"(?:[ \u3000][\u3040-\u30ff\u4e00-\u9fff\u3005]{1,8})?"
)
_HANGUL = re.compile(
    r"[김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽성차주우구민진나지엄채원천방공"
    r"현함변염여추도소석선설마길연위표명기반라왕금옥육인맹제모탁국어은편용갈]"
    r"[\uac00-\ud7a3]{1,3}"
)
# What pages say of themselves in two characters, and papers of themselves.
_PAGE_WORDS = vocabulary("""
    打印 列印 印刷 更新 时间 時間 发布于 发布者 发布时 發布 发表 發表 责任 責任 责编 編集 编辑
    編輯 校对 调整 字体 字號 字号 查看 点击 點擊 阅读 閱讀 评论 評論 分享 收藏 关注 關注 登录 登錄
    登録 注册 首页 首頁 下载 转载 轉載 频道 来源 來源 出处 出典 作者 记者 記者 著者 筆者 编者 总篇
    篇数 本报 本報 原创 转发 返回 扫码 客服 客户 举报 投稿 网友 版权 声明 联系 佚名 未知 匿名 通讯
    日报 日報 晚报 报道 報道 网站 推荐 热门 相关 相關 更多 最新 全部 视频 图片 直播 公告 通知 文章
    标题 正文 目录 打开 关闭 展开 收起 取消 确定 提交 搜索 検索 記事 写真 画像 動画 一覧 関連 続き
    会員 共有 ニュース シェア コメント ログイン ランキング この その です ます を 微博 微信
    センター 編集部 協会 機構 会社 股市 한국 기사 기자 공유 인쇄 전체 구독 입력 수정
    """)
# "Kim Minsu, columnist", with no more than a field between.
_KOREAN = re.compile(
    r"(?<![\uac00-\ud7a3])(?P<who>[\uac00-\ud7a3]{2,4})"
    r"(?:\s?(?:기자|특파원)"
    r"|(?:\s[\uac00-\ud7a3]{1,8}){0,2}\s(?:(?:선임|전문)기자|칼럼니스트|논설위원|평론가|특파원))"
    r"(?![\uac00-\ud7a3])"
)


def is_unspaced(text: str) -> bool:
    """Whether a text has letters of a script that parts no words.

    >>> is_unspaced("谢若含"), is_unspaced("Ana Ruiz")
    (True, False)
    """
    return _UNSPACED.search(text) is not None


def is_eastern_name(text: str) -> bool:
    """Whether a text in such a script may be one person's name.

    >>> is_eastern_name("谢若含"), is_eastern_name("大渡 美咲"), is_eastern_name("박준석")
    (True, True, True)
    >>> is_eastern_name("更新时间"), is_eastern_name("폰트"), is_eastern_name("年を代表する")
    (False, False, False)
    """
    shaped = _HANGUL.fullmatch(text) or _HAN.fullmatch(text) or _KANA.fullmatch(text)
    return shaped is not None and not any(word in text for word in _PAGE_WORDS)


def korean_reporters(line: str) -> tuple[str, ...]:
    """The people whom a line calls reporters or columnists in Korean, each once.

    >>> korean_reporters("김민수 기자"), korean_reporters("고영희 나무 칼럼니스트")
    (('김민수',), ('고영희',))
    """
    return tuple(dict.fromkeys(found["who"] for found in _KOREAN.finditer(line)))
