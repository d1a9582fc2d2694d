"""The table of faults: what the server does, and the reasons that may be given for it.

A reason is a word of `scraper.types.Reason`, "http_404" and its kind, or "page". Three requests are
what a fault may cost that could be over by the next time; one that will not be costs one, and so
does one that has used up the time there is for a URL.
"""

from __future__ import annotations

from tests.fetch.faultserver import bodies, bombs, framing, redirects, stalling, statuses
from tests.fetch.faultserver.answers import OK, STORY
from tests.fetch.faultserver.fault import (
    BLACKHOLE,
    HTTP2,
    MUTE_NAME,
    NO_SUCH_NAME,
    PAGE,
    REFUSED,
    Fault,
)

TRIES = 3
HOPS = 11  # a request and ten redirects
BACK_OFF = 6.0  # seconds that a fetcher may leave a host alone which is busy twice and says no more
BROKEN_HEAD = ("bad_response", "too_large")

STALLING = (
    Fault("header_drip", stalling.drip_headers, ("timeout",)),
    Fault("body_drip", stalling.drip_body, ("timeout",)),
    Fault("hang", stalling.hang, ("timeout",)),
    Fault("stall_in_body", stalling.stall_in_body, ("timeout",)),
    Fault("endless_body", stalling.endless_body, ("too_large",)),
    Fault("endless_chunks", stalling.endless_chunks, ("too_large",)),
    Fault("endless_headers", stalling.endless_headers, BROKEN_HEAD),
    Fault("endless_103", stalling.endless_103, ("too_large", "timeout", "bad_response")),
)
FRAMING = (
    Fault("close", framing.close, ("disconnected",), TRIES),
    Fault("reset_before_answer", framing.reset_before_answer, ("disconnected",), TRIES),
    Fault("reset_in_body", framing.reset_in_body, ("incomplete",), TRIES),
    Fault("close_after_headers", framing.close_after_headers, ("incomplete",), TRIES),
    Fault("short_body", framing.short_body, ("incomplete",), TRIES),
    Fault("chunked_without_end", framing.chunked_without_end, ("incomplete",), TRIES),
    Fault("bad_chunk_size", framing.bad_chunk_size, ("bad_response",)),
    Fault("large_header", framing.large_header, BROKEN_HEAD),
    Fault("many_cookies", framing.many_cookies, (PAGE,), text=STORY[0]),
    Fault("bad_status_line", framing.bad_status_line, ("bad_response",)),
    Fault("http_09", framing.http_09, ("bad_response", "disconnected"), TRIES),
    Fault("two_lengths", framing.two_lengths, ("bad_response",)),
    Fault("chunked_with_length", framing.chunked_with_length, (PAGE,), text=STORY[0]),
    Fault("stale_connection", framing.close_when_used_again, (PAGE,), 2, text=STORY[0]),
    Fault("promise_to_stay", framing.promise_to_stay, (PAGE,), text=STORY[0]),
)
REDIRECTS = (
    Fault("redirect_loop", redirects.loop, ("too_many_redirects",), HOPS, path="/a"),
    Fault("redirect_to_itself", redirects.to_itself, ("too_many_redirects",), HOPS),
    Fault("redirect_chain", redirects.chain(redirects.CHAIN), ("too_many_redirects",), HOPS),
    Fault("redirect_three_hops", redirects.chain(3), (PAGE,), 4, text=STORY[0]),
    Fault("redirect_to_file", redirects.to_file, ("bad_redirect",)),
    Fault("redirect_to_other_loopback", redirects.to_other_loopback, ("blocked_address",)),
    Fault("redirect_without_location", redirects.without_location, ("bad_redirect",)),
    Fault("redirect_to_raw_bytes", redirects.to_raw_bytes, (PAGE,), 2, text=STORY[0]),
    Fault("redirect_to_bad_ipv6", redirects.to_bad_ipv6, ("bad_redirect",)),
    Fault("meta_refresh", redirects.meta_refresh, (PAGE,)),
)
BOMBS = (
    Fault("bomb_gzip", bombs.bomb("gzip"), ("too_large",)),
    Fault("bomb_deflate", bombs.bomb("deflate"), ("too_large",)),
    Fault("bomb_br", bombs.bomb("br"), ("too_large",)),
    Fault("bomb_zstd", bombs.bomb("zstd"), ("too_large",)),
    Fault("bomb_nested", bombs.bomb(bombs.NESTED), ("bad_encoding",)),
    Fault("wrong_encoding", bombs.wrong_encoding, (PAGE,), text=STORY[0]),
    Fault("garbled_encoding", bombs.garbled_encoding, ("bad_encoding",)),
    Fault("unknown_encoding", bombs.unknown_encoding, ("bad_encoding",)),
    Fault("cut_encoding", bombs.cut_encoding, ("bad_encoding",)),
)
STATUSES = (
    Fault("too_many_once", statuses.too_many_once, (PAGE,), 2, wait=1.0, text=STORY[0]),
    Fault("busy_once", statuses.busy_once, (PAGE,), 2, wait=2.0, text=STORY[0]),
    Fault("busy_for_a_day", statuses.busy_for_a_day, ("http_503",)),
    Fault("busy_always", statuses.refuses(503), ("http_503",), TRIES, wait=BACK_OFF),
    Fault("broken_once", statuses.broken_once, (PAGE,), 2, text=STORY[0]),
    Fault("not_found", statuses.refuses(404), ("http_404",)),
    Fault("forbidden", statuses.refuses(403), ("http_403",)),
    Fault("not_modified", statuses.not_modified, ("not_modified",)),
    Fault("part_unasked", statuses.part_unasked, ("http_206",)),
    Fault("range_on_200", statuses.range_on_200, (PAGE,), text=STORY[0]),
)
BODIES = (
    Fault("ok", OK, (PAGE,), text=STORY[0]),
    Fault("empty", bodies.empty, (PAGE,)),
    Fault("image", bodies.image, ("not_html",)),
    Fault("image_as_html", bodies.image_as_html, ("not_html",)),
    Fault("pdf_as_html", bodies.pdf_as_html, ("not_html",)),
    Fault("soft_404", bodies.soft_404, (PAGE,)),
    Fault("charset_only_in_meta", bodies.charset_only_in_meta, (PAGE,), text=bodies.RUSSIAN[0]),
    Fault(
        "charset_wrong_in_header", bodies.charset_wrong_in_header, (PAGE,), text=bodies.FRENCH[0]
    ),
    Fault("charset_nowhere", bodies.charset_nowhere, (PAGE,), text=bodies.JAPANESE[0]),
    Fault("charset_by_bom", bodies.charset_by_bom, (PAGE,), text=bodies.FRENCH[0]),
    Fault("charset_unknown", bodies.charset_unknown, (PAGE,), text=bodies.FRENCH[0]),
)
NO_CONNECTION = (  # robots.txt cannot be had there either, which may be what is reported
    Fault("refused", None, ("connect", "robots_unreachable"), 0, place=REFUSED),
    Fault("blackhole", None, ("timeout", "connect", "robots_unreachable"), 0, place=BLACKHOLE),
    Fault("no_such_name", None, ("dns", "robots_unreachable"), 0, place=NO_SUCH_NAME),
    Fault("mute_name", None, ("dns", "timeout", "robots_unreachable"), 0, place=MUTE_NAME),
)
GOAWAY = (
    Fault("goaway_in_body", None, ("incomplete", "disconnected"), TRIES, place=HTTP2),
    Fault("goaway_after_answer", None, (PAGE,), text=STORY[0], place=HTTP2),
)
FAULTS = (
    *BODIES,
    *STALLING,
    *FRAMING,
    *REDIRECTS,
    *BOMBS,
    *STATUSES,
    *NO_CONNECTION,
    *GOAWAY,
)
BY_NAME = {fault.name: fault for fault in FAULTS}
