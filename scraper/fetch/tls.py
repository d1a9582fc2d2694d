"""TLS on a line, and what went wrong with it in words."""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable
from contextlib import suppress
from enum import Enum
from typing import TypeVar

from scraper.fetch.faults import Fault
from scraper.fetch.line import Line
from scraper.types.reasons import Reason

T = TypeVar("T")

CHUNK = 65_536  # bytes asked of the socket at a time, as httpcore does
HANDSHAKE = "during the TLS handshake"
_UNTRUSTED = "unknown issuer"
_CERTIFICATE = {  # OpenSSL's X509_V_ERR_*; see its x509_vfy.h
    9: "not valid yet",
    10: "expired",
    18: "self-signed certificate",
    19: _UNTRUSTED,  # a root of its own at the end of the chain
    20: _UNTRUSTED,
    21: _UNTRUSTED,
    23: "revoked",
    62: "made for another name",
    64: "made for another address",
    66: "key too weak",
    67: "issuer's key too weak",
    68: "signature too weak",
}
_REASONS = {  # OpenSSL's reasons
    "WRONG_VERSION_NUMBER": "the server does not speak TLS",
    "HTTP_REQUEST": "the server does not speak TLS",
    "PACKET_LENGTH_TOO_LONG": "the server does not speak TLS",
    "UNSUPPORTED_PROTOCOL": "the server's TLS is too old",
    "TLSV1_ALERT_PROTOCOL_VERSION": "no version of TLS in common",
    "SSLV3_ALERT_REASONS_FAILURE": "the server broke off the handshake",
    "TLSV1_ALERT_INTERNAL_ERROR": "the server broke off the handshake",
    "TLSV1_UNRECOGNIZED_NAME": "the server has no site of that name",
    "TLSV13_ALERT_CERTIFICATE_REQUIRED": "the server asks for a certificate of ours",
    "DH_KEY_TOO_SMALL": "key too weak",
}


class _More(Enum):
    """What OpenSSL gives where more has to be received first."""

    MORE = 0


_MORE = _More.MORE


class Encrypted:
    """A line with TLS. Waits and errors are the line's; errors of TLS are Fault(TLS)."""

    def __init__(self, line: Line, context: ssl.SSLContext, hostname: str | None) -> None:
        self.line = line
        self._incoming, self._outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        self._is_sending = False
        name = hostname.removesuffix(".") if hostname else None  # RFC 6066: SNI without the dot
        self.tls = context.wrap_bio(self._incoming, self._outgoing, server_hostname=name)

    async def shake_hands(self, longest: float) -> None:
        """Returns when encrypted. Raises Fault(DISCONNECTED) where the server hangs up."""
        clock = asyncio.get_running_loop().time
        until, is_done = clock() + longest, False
        while not is_done:
            try:
                is_done = self._call(self.tls.do_handshake) is not _MORE
            except ssl.SSLEOFError:
                raise Fault(Reason.DISCONNECTED, HANDSHAKE) from None
            await self._flush(until - clock())
            if not is_done:
                await self._fetch(until - clock())

    async def receive(self, max_bytes: int, longest: float) -> bytes:
        """What has come, at least a byte; empty at the end, announced or not."""
        while True:
            try:
                content = self._call(lambda: self.tls.read(max_bytes))
            except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
                return b""
            if content is not _MORE:
                return content
            await self._flush(longest)
            await self._fetch(longest)

    async def send(self, content: bytes, longest: float) -> None:
        """Returns when the system has taken all of it."""
        if self._call(lambda: self.tls.write(content)) is _MORE:
            raise Fault(Reason.TLS, "the server wants to negotiate anew")  # which 1.3 abolished
        await self._flush(longest)

    @property
    def is_waiting(self) -> bool:
        """Whether something was received that nobody has read."""
        return self._incoming.pending > 0 or self.tls.pending() > 0

    async def _fetch(self, longest: float) -> None:
        content = await self.line.receive(CHUNK, longest)
        if content:
            self._incoming.write(content)
        else:
            self._incoming.write_eof()

    async def _flush(self, longest: float) -> None:
        """Sends what TLS wants sent; where that is being done already, it goes along with it.

        On an HTTP/2 connection one task may read while another writes, and records must not mix.
        """
        if self._is_sending:
            return
        self._is_sending = True
        try:
            while self._outgoing.pending:
                await self.line.send(self._outgoing.read(), longest)
        finally:
            self._is_sending = False

    def _call(self, operation: Callable[[], T]) -> T | _More:
        """What a call of OpenSSL gives. Errors are faults, but for those that tell of the end."""
        try:
            return operation()
        except ssl.SSLWantReadError:
            return _MORE
        except (ssl.SSLZeroReturnError, ssl.SSLEOFError):
            raise
        except ssl.SSLError as error:
            with suppress(OSError):  # the alert, for the server's log
                self.line.socket.send(self._outgoing.read())
            raise Fault(Reason.TLS, told_of(error)) from error


def told_of(error: ssl.SSLError) -> str:
    """What went wrong, in plain words."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return _CERTIFICATE.get(error.verify_code, error.verify_message or str(error))
    if error.reason:
        return _REASONS.get(error.reason, error.reason.lower().replace("_", " "))
    return str(error.args[-1])
