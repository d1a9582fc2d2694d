"""`scraper serve`: pages and URLs in, articles out, over HTTP."""

from __future__ import annotations

import argparse
import asyncio
import socket

from scraper.cli.inputs import UsageError
from scraper.cli.serving.choices import (
    TOKEN,
    add_address,
    add_desk,
    desk_of,
    hosts_of,
    log_on_stderr,
    require,
    say,
    token_of,
    warn_of_openness,
)

PORT = 8000

_EPILOG = f"""
examples:
  scraper serve                            on this machine, and for it alone
  scraper serve --port 9000 -j 4           four processes that make articles
  {TOKEN}=$(openssl rand -hex 16) scraper serve --host 0.0.0.0
  scraper serve --config rules/            with rules of your own

then, in another window:
  curl -H 'Content-Type: text/html' --data-binary @page.html \\
      'http://127.0.0.1:{PORT}/clean?format=markdown'
  curl -H 'Content-Type: application/json' -d '{{"url": "https://news.example/story"}}' \\
      http://127.0.0.1:{PORT}/fetch

http://127.0.0.1:{PORT}/docs tells more. Ctrl-C or SIGTERM finish what is under way first.

exit codes:
  0   a signal ended it
  2   wrong usage, a config that cannot be used, or the port is taken"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "serve",
        help="answer programs over HTTP: pages and URLs in, articles out",
        description="Serves POST /clean (a page) and POST /fetch (a URL), which give articles.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_address(parser, PORT)
    add_desk(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper serve`: 0 when a signal ends it."""
    require("serve", "starlette", "uvicorn")
    from scraper.integrations.serve.app import make_app
    from scraper.integrations.serve.door import Door
    from scraper.integrations.serve.listening import serve

    token = token_of(args)
    desk = desk_of(args)
    log = log_on_stderr(args.quiet)
    door = Door(make_app(desk, bool(token)), hosts_of(args), token, log)
    warn_of_openness(args, token)

    async def go() -> None:
        async with desk:
            await serve(door, listener, args.deadline + args.timeout, lifespan=False)

    with opened(args) as listener:
        asyncio.run(go())
    say("stopped")
    return 0


def opened(args: argparse.Namespace) -> socket.socket:
    """A socket that listens, its address on standard output. Raises UsageError."""
    from scraper.integrations.serve.listening import listen

    try:
        listener = listen(args.host, args.port)
    except OSError as error:
        raise UsageError(
            f"--host {args.host} --port {args.port}: {error.strerror}; "
            "try --port 0 for any that is free"
        ) from error
    host = f"[{args.host}]" if ":" in args.host else args.host
    print(f"http://{host}:{listener.getsockname()[1]}/", flush=True)
    return listener
