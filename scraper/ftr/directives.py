"""The directives of Full-Text RSS rules: what we follow, and why the others are left.

After https://help.fivefilters.org/full-text-rss/site-patterns.html and the rules themselves.
"""

from __future__ import annotations

from collections.abc import Mapping

XPATHS = frozenset(
    {
        "author",
        "body",
        "date",
        "if_page_contains",
        "next_page_link",
        "single_page_link",
        "strip",
        "title",
        "wrap_in",
    }
)
TEXTS = frozenset(
    {
        "autodetect_on_failure",
        "find_string",
        "replace_string",
        "strip_id_or_class",
        "strip_image_src",
        "test_contains",
        "test_url",
    }
)
FOLLOWED = XPATHS | TEXTS

_MASK = "requests go out under our own name, and with nothing but the address"
_LOGIN = "we read what anybody may read, and sign in nowhere"
_NEEDLESS = "nothing to do here: the page is parsed as browsers do, and labelled, not rebuilt"
# Left, and reported with the reason.
REFUSED: Mapping[str, str] = {
    "http_header": _MASK,
    "login_extra_fields": _LOGIN,
    "login_password_field": _LOGIN,
    "login_uri": _LOGIN,
    "login_username_field": _LOGIN,
    "not_logged_in_xpath": _LOGIN,
    "requires_login": _LOGIN,
}
# Left without loss. `dissolve` takes an element from around its text, whose blocks stay the same.
NEEDLESS: Mapping[str, str] = dict.fromkeys(
    (
        "autodetect_next_page",
        "convert_double_br_tags",
        "dissolve",
        "footnotes",
        "insert_detected_image",
        "move_into",
        "native_ad_clue",
        "parser",
        "post_strip_attr",
        "prune",
        "single_page_link_in_feed",
        "skip_id_or_class",
        "skip_json_ld",
        "src_lazy_load_attr",
        "strip_attr",
        "strip_comments",
        "tidy",
    ),
    _NEEDLESS,
)
KNOWN = FOLLOWED | frozenset(REFUSED) | frozenset(NEEDLESS)
