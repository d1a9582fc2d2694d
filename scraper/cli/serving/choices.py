"""What both services can be told on the command line."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable
from importlib.util import find_spec
from typing import TYPE_CHECKING

from scraper.cli.fetching.choices import contact
from scraper.cli.inputs import UsageError
from scraper.cli.options import add_config, cores, positive
from scraper.cli.paint import printable
from scraper.cli.rules import add_ftr, rules_of

if TYPE_CHECKING:
    from scraper.integrations.serve.desk import Desk

TOKEN = "SCRAPER_TOKEN"  # environment variable: where nobody sees it in a list of processes
SHORTEST_TOKEN = 16  # characters; what `openssl rand -hex 16` prints has 32


def add_desk(parser: argparse.ArgumentParser) -> None:
    """Nothing; adds what bounds the work, and how URLs are fetched."""
    bounds = parser.add_argument_group("limits")
    _number(bounds, "timeout", float, 10.0, "SECONDS", "to make an article of a page")
    _number(bounds, "deadline", float, 60.0, "SECONDS", "for all about a URL")
    _number(bounds, "max-bytes", int, 10_000_000, "N", "of a page, also decompressed")
    _number(bounds, "at-once", int, 16, "N", "pages, and as many URLs, under way")
    bounds.add_argument(
        "-j",
        "--jobs",
        type=positive(int),
        default=cores(),
        metavar="N",
        help="processes that make articles (default: one a core, here %(default)s)",
    )
    manners = parser.add_argument_group("fetching")
    manners.add_argument("--contact", default="", help="a URL or address for the sites we visit")
    manners.add_argument(
        "--delay",
        type=positive(float),
        default=1.0,
        metavar="SECONDS",
        help="between two requests to a host (default: %(default)g)",
    )
    manners.add_argument(
        "--allow-private",
        action="append",
        default=[],
        metavar="NETWORK",
        help="a private address or network that callers may have fetched from; repeatable",
    )
    manners.add_argument(
        "--proxy",
        metavar="URL",
        help="fetch through it; it resolves names, so what it can reach, callers can. Proxies of "
        "the environment are not used",
    )
    add_config(parser)
    add_ftr(parser)


def add_address(parser: argparse.ArgumentParser, port: int) -> None:
    """Nothing; adds where to listen, and to whom."""
    address = parser.add_argument_group("address")
    address.add_argument("--host", default="127.0.0.1", help="default: %(default)s, this machine")
    address.add_argument(
        "--port", type=_port, default=port, metavar="N", help="default: %(default)s; 0 for any"
    )
    address.add_argument(
        "--allow-host",
        action="append",
        default=[],
        metavar="NAME",
        help="a name by which requests may call the service, such as that of a proxy before it; "
        "repeatable (default: on this machine its own names, elsewhere any)",
    )
    address.add_argument(
        "--token",
        metavar="TOKEN",
        help=f"ask for it in every request; better in the environment variable {TOKEN}",
    )
    address.add_argument("-q", "--quiet", action="store_true", help="no line for each request")


def desk_of(args: argparse.Namespace) -> Desk:
    """The desk that the options describe, not open yet. Raises ConfigError for bad rules."""
    from scraper.cli.fetching.session import manner_of
    from scraper.fetch.guard import Guard
    from scraper.fetch.policy import FetchPolicy
    from scraper.integrations.serve.desk import Bounds, Desk

    rules = rules_of(args)
    Guard(args.allow_private)  # now, not when the first URL comes
    policy = FetchPolicy(
        contact=args.contact or contact(),
        delay=args.delay,
        deadline=args.deadline,
        max_wait=args.deadline,
        max_bytes=args.max_bytes,
        allow_private=tuple(args.allow_private),
        proxy=args.proxy,
        use_environment=False,
        manner=manner_of(rules.load()),
    )
    bounds = Bounds(
        jobs=args.jobs,
        timeout=args.timeout,
        at_once=args.at_once,
        deadline=args.deadline,
        max_bytes=args.max_bytes,
    )
    return Desk(rules.load, policy, bounds)


def token_of(args: argparse.Namespace) -> str:
    """The token that callers need; empty where they need none. Raises UsageError."""
    token: str = os.environ.get(TOKEN, "") if args.token is None else args.token
    if (token or args.token is not None) and len(token) < SHORTEST_TOKEN:
        raise UsageError(
            f"--token: shorter than {SHORTEST_TOKEN} characters, so it could be guessed; "
            "make one with: openssl rand -hex 16"
        )
    return token


def hosts_of(args: argparse.Namespace) -> frozenset[str] | None:
    """Names that requests may call the service by; None for any."""
    from scraper.integrations.serve.door import LOOPBACK

    named = frozenset(name.lower() for name in args.allow_host)
    if is_local(args.host):
        return LOOPBACK | {args.host} | named
    return named or None


def is_local(host: str) -> bool:
    """Whether only this machine can reach what listens there."""
    return host in ("localhost", "::1") or host.startswith("127.")


def warn_of_openness(args: argparse.Namespace, token: str) -> None:
    """Nothing; says so where others may ask who need not show who they are."""
    if not is_local(args.host) and not token:
        say(
            f"warning: everybody who reaches {args.host} may use this service: there is no "
            f"authentication. Set {TOKEN}, or put a proxy with log-ins before it"
        )


def require(extra: str, *modules: str) -> None:
    """Nothing. Raises UsageError where an extra is not installed."""
    if any(find_spec(module) is None for module in modules):
        raise UsageError(f"`scraper {extra}` needs: pip install 'scraper[{extra}]'")


def say(message: str) -> None:
    """Nothing; the line is on standard error."""
    print(f"scraper: {printable(message)}", file=sys.stderr, flush=True)


def log_on_stderr(quiet: bool) -> Callable[[str], None]:
    """What writes a line for each request, with the time."""

    def log(line: str) -> None:
        if not quiet:
            now = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
            print(f"{now} {printable(line)}", file=sys.stderr, flush=True)

    return log


def _number(
    group: argparse._ArgumentGroup,
    name: str,
    kind: type[int] | type[float],
    default: float,
    unit: str,
    what: str,
) -> None:
    shown = "%(default)g" if kind is float else "%(default)s"
    group.add_argument(
        f"--{name}",
        type=positive(kind),
        default=default,
        metavar=unit,
        help=f"{what} (default: {shown})",
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number up to 65535, 0 for any")
    return int(text)
