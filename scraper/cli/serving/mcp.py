"""`scraper mcp`: the tools `clean` and `fetch` for assistants that speak MCP."""

from __future__ import annotations

import argparse
import asyncio
import signal

from scraper.cli.serving.choices import (
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

PORT = 8001

_EPILOG = f"""
examples:
  scraper mcp                              on standard input and output; an assistant starts it
  scraper mcp --contact https://my.example/bot
  scraper mcp --http                       at http://127.0.0.1:{PORT}/mcp, for several at once

For Claude Desktop and others, in their list of servers:
  {{"mcpServers": {{"scraper": {{"command": "scraper", "args": ["mcp"]}}}}}}

exit codes:
  0   the assistant is done with it, or a signal ended --http
  2   wrong usage, a config that cannot be used, or the port is taken"""


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Nothing; adds the command and its options."""
    parser = commands.add_parser(
        "mcp",
        help="answer assistants: an MCP server with the tools clean and fetch",
        description="An MCP server with two tools: `clean` for pages at hand, `fetch` for URLs.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--http", action="store_true", help="over HTTP (streamable), not standard input and output"
    )
    add_address(parser, PORT)
    add_desk(parser)
    parser.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """The exit code of `scraper mcp`: 0 when its client is done, or a signal ends --http."""
    require("mcp", "mcp", "starlette", "uvicorn")
    if args.http:
        return _run_on_http(args)
    from scraper.integrations.mcp import run_on_stdio

    desk = desk_of(args)
    # A thread waits for standard input, and no exception of ours would end it: die at once. The
    # workers see the end of their pipes and go, too.
    for each in (signal.SIGINT, signal.SIGTERM):
        signal.signal(each, signal.SIG_DFL)
    asyncio.run(run_on_stdio(desk))
    return 0


def _run_on_http(args: argparse.Namespace) -> int:
    from scraper.cli.serving.serve import opened
    from scraper.integrations.mcp import make_http_app
    from scraper.integrations.serve.door import Door
    from scraper.integrations.serve.listening import serve

    desk, token = desk_of(args), token_of(args)
    door = Door(make_http_app(desk), hosts_of(args), token, log_on_stderr(args.quiet))
    warn_of_openness(args, token)

    async def go() -> None:
        async with desk:
            await serve(door, listener, args.deadline + args.timeout, lifespan=True)

    with opened(args) as listener:
        asyncio.run(go())
    say("stopped")
    return 0
