"""`scraper demo-site`: a news site on this machine, to try the fetcher on."""

from __future__ import annotations

import argparse
import sys

from scraper.cli.inputs import UsageError

PORT = 8808

_EPILOG = """
examples:
  scraper demo-site                  then, in another window, one of the commands it prints
  scraper demo-site --port 0         on any port that is free

exit codes:
  0   Ctrl-C ended it
  2   wrong usage, or the port is taken"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "demo-site",
        help="serve a small invented news site, to try the fetcher on",
        description="Serves eight invented stories in three layouts, with all the furniture of "
        "news pages and what goes wrong between them, on this machine and to nobody else.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--port", type=_port, default=PORT, metavar="N", help="default: %(default)s; 0 for any"
    )
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper demo-site`: 0 when Ctrl-C ends it."""
    from scraper.cli.demo.server import ADDRESS, serve

    try:
        server = serve(args.port)
    except OSError as error:
        raise UsageError(
            f"--port {args.port}: {error.strerror} on {ADDRESS}; try --port 0 for any that is free"
        ) from error
    with server:
        try:
            print(_welcome(server.origin), file=sys.stderr)
            print(f"{server.origin}/", flush=True)
            server.serve_forever()
        except KeyboardInterrupt:
            print("Stopped.", file=sys.stderr)
    return 0


def _welcome(origin: str) -> str:
    manner = "--allow-private 127.0.0.1 --delay 0 -o demo/"
    return (
        "The demo site is up, Ctrl-C to stop. In another window:\n"
        f"  scraper fetch --sitemap {origin}/sitemap.xml {manner}\n"
        f"  scraper fetch --feed {origin}/feed.xml {manner}\n"
        f"  curl -s {origin}/urls.txt | scraper fetch - {manner}\n"
        "The last one asks for pages that cannot be had as well. In a browser:"
    )


def _port(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text) < 65536):
        raise argparse.ArgumentTypeError(f"{text!r} is no port: a number up to 65535, 0 for any")
    return int(text)
