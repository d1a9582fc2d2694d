"""What `scraper fetch` can be told on the command line."""

from __future__ import annotations

import argparse
import os
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

from scraper.cli.options import (
    EXIT_CODES,
    add_config,
    comma_list,
    cores,
    positive,
    words,
)
from scraper.cli.rules import add_ftr
from scraper.fetch.policy import FetchPolicy, Manner
from scraper.formats import FORMATS, TABLES
from scraper.types import Label, Reason

CONTACT = "SCRAPER_CONTACT"  # environment variable: who we say is fetching

EPILOG = f"""
examples:
  scraper fetch urls.txt -o articles/           a list, one URL a line; run it again to go on
  scraper fetch https://news.example/story      one article, on standard output
  scraper fetch rows.csv --column link -o out/ -f jsonl
  scraper fetch --feed https://news.example/rss --since 2026-11-01 -o out/
  scraper fetch --discover news.example -o out/ --warc out/pages.warc.gz
  scraper fetch urls.txt -o articles/ --retry-failed --contact https://my.example/bot

Everything about a run is kept beside its output: the same command goes on where it stopped, were it
by Ctrl-C, a power cut or kill -9. Without -o nothing is kept.

Sites are treated with manners: robots.txt is obeyed, one host is asked two things at once at most
and once a second, and rests as long as it asks to. Say who you are with --contact or in the
environment variable {CONTACT}.

{EXIT_CODES}"""

_DEFAULT = FetchPolicy()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Nothing; adds all options of the command."""
    _add_inputs(parser.add_argument_group("what to fetch"))
    _add_outputs(parser.add_argument_group("what to keep"))
    _add_resuming(parser.add_argument_group("going on"))
    _add_manners(parser.add_argument_group("manners"))
    _add_limits(parser.add_argument_group("limits"))
    _add_network(parser.add_argument_group("network"))
    add_config(parser)
    add_ftr(parser)
    parser.add_argument(
        "-q", "--quiet", action="store_true", help="no progress and no summary, only what matters"
    )


def policy_of(args: argparse.Namespace, manner: Callable[[str], Manner]) -> FetchPolicy:
    """How to fetch, as the user wants it. Raises ConfigError."""
    return FetchPolicy(
        contact=args.contact or contact(),
        user_agent=args.user_agent,
        concurrency=args.concurrency,
        per_host=args.per_host,
        delay=args.delay,
        deadline=args.deadline,
        attempts=args.attempts,
        max_wait=args.max_wait,
        max_bytes=args.max_bytes,
        allow_private=tuple(args.allow_private),
        insecure=frozenset(host.lower() for host in args.insecure),
        proxy=args.proxy,
        cookies=args.cookies,
        cache=args.cache,
        manner=manner,
    )


def contact() -> str:
    """Who the environment says is fetching; empty where it says nothing."""
    return os.environ.get(CONTACT, "")


_Group = argparse._ArgumentGroup


def _add_inputs(group: _Group) -> None:
    group.add_argument(
        "lists",
        nargs="*",
        metavar="LIST",
        help="a URL, or a file of them: one a line, CSV, TSV or JSON lines, .gz too; - for "
        "standard input",
    )
    group.add_argument("--column", metavar="NAME", help="where the URL is, in CSV and JSON lines")
    for name, what, metavar in (
        ("feed", "every story of an RSS, Atom or JSON feed", "URL"),
        ("sitemap", "every page of a sitemap, or of all those an index names", "URL"),
        ("discover", "the stories a site names in its sitemaps and feeds", "HOST"),
    ):
        group.add_argument(
            f"--{name}", action="append", default=[], metavar=metavar, help=f"{what}; repeatable"
        )
    group.add_argument(
        "--since",
        type=date.fromisoformat,
        metavar="DAY",
        help="of feeds and sitemaps, leave out what is dated before, such as 2026-11-01",
    )
    group.add_argument(
        "--limit", type=positive(int), metavar="N", help="fetch no more than N URLs in this run"
    )


def _add_outputs(group: _Group) -> None:
    group.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="DIR",
        help="where articles go: articles.jsonl, or with other formats a file for each",
    )
    group.add_argument(
        "-f", "--format", choices=FORMATS + TABLES, default="text", help="default: %(default)s"
    )
    group.add_argument(
        "--fields", type=words, metavar="A,B,C", help="write only these, such as headline,text"
    )
    group.add_argument(
        "--keep",
        type=comma_list(Label),
        action="extend",
        default=[],
        metavar="LABEL",
        help="leave blocks of this label in, such as related; may be repeated",
    )
    group.add_argument(
        "--warc", type=Path, metavar="FILE", help="keep all answers as sent, in a .warc.gz"
    )
    group.add_argument(
        "--html-dir",
        type=Path,
        metavar="DIR",
        help="keep pages as they were, with a manifest.jsonl for `scraper clean --manifest`",
    )
    group.add_argument(
        "--one-page",
        action="store_true",
        help="take each URL as it is; otherwise the pages of a story are fetched and joined",
    )
    group.add_argument(
        "--baseline", type=Path, metavar="FILE", help="an earlier report.json to compare sites with"
    )
    group.add_argument(
        "--strict",
        action="store_true",
        help="exit 1 also when an article is not complete or has problems",
    )


def _add_resuming(group: _Group) -> None:
    group.add_argument(
        "--retry-failed",
        nargs="?",
        const=(),
        type=_reasons,
        metavar="REASON,...",
        help="ask again for what failed, or for what failed for these reasons only",
    )
    group.add_argument(
        "--refresh",
        type=positive(float),
        metavar="DAYS",
        help="ask again for what was fetched longer ago; unchanged pages are not sent twice",
    )


def _add_manners(group: _Group) -> None:
    group.add_argument("--contact", default="", help="a URL or address for the sites we visit")
    group.add_argument("--user-agent", default="", help="instead of our name and the contact")
    group.add_argument(
        "--delay",
        type=_at_least_zero,
        default=_DEFAULT.delay,
        metavar="SECONDS",
        help="between two requests to a host (default: %(default)g); a site's config and its "
        "robots.txt may ask for more",
    )
    _add_number(group, "per-host", int, _DEFAULT.per_host, "N", "requests at once to a host")
    _add_number(group, "concurrency", int, _DEFAULT.concurrency, "N", "requests at once in all")
    _add_number(group, "attempts", int, _DEFAULT.attempts, "N", "for what may pass, such as a 503")
    _add_number(
        group,
        "max-wait",
        float,
        _DEFAULT.max_wait,
        "SECONDS",
        "that a site may ask us to stay away",
    )


def _add_limits(group: _Group) -> None:
    _add_number(group, "deadline", float, _DEFAULT.deadline, "SECONDS", "on the network for a URL")
    _add_number(group, "max-bytes", int, _DEFAULT.max_bytes, "N", "of a page, also decompressed")
    _add_number(group, "timeout", float, 30.0, "SECONDS", "to make an article of a page")
    group.add_argument(
        "-j",
        "--jobs",
        type=positive(int),
        default=cores(),
        metavar="N",
        help="processes that make articles (default: one a core, here %(default)s)",
    )


def _add_network(group: _Group) -> None:
    group.add_argument(
        "--allow-private",
        action="append",
        default=[],
        metavar="NETWORK",
        help="a private address or network that may be asked, such as 10.0.0.0/8; repeatable",
    )
    group.add_argument(
        "--insecure",
        action="append",
        default=[],
        metavar="HOST",
        help="do not check this host's certificate; its articles say so; repeatable",
    )
    group.add_argument(
        "--proxy", metavar="URL", help="default: HTTP_PROXY, HTTPS_PROXY, NO_PROXY, ALL_PROXY"
    )
    group.add_argument("--cookies", action="store_true", help="keep cookies while the run lasts")
    group.add_argument(
        "--cache", type=Path, metavar="FILE", help="an HTTP cache, as RFC 9111 has it"
    )


def _add_number(
    group: _Group, name: str, kind: type[int] | type[float], default: float, unit: str, what: str
) -> None:
    group.add_argument(
        f"--{name}",
        type=positive(kind),
        default=default,
        metavar=unit,
        help=f"{what} (default: {default:g})" if kind is float else f"{what} (default: {default})",
    )


def _reasons(text: str) -> tuple[str, ...]:
    """Reasons that failures may have."""
    named = words(text)
    for reason in named:
        if reason not in set(Reason) and not re.fullmatch(r"http_\d{3}", reason):
            known = ", ".join(Reason)
            raise argparse.ArgumentTypeError(f"{reason!r} is none of: http_NNN, {known}")
    return named


def _at_least_zero(text: str) -> float:
    return 0.0 if text.strip() in ("0", "0.0") else positive(float)(text)
