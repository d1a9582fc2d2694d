"""The chunks that HTTP/1.1 sends a body in, put together: many archives keep them."""

from __future__ import annotations

import re

_SIZE = re.compile(rb"[ \t]*([0-9A-Fa-f]{1,16})[ \t]*(?:;[^\r\n]*)?\r?\n")  # RFC 9112, 7.1
_BREAK = re.compile(rb"\r?\n|")


def join_chunks(body: bytes) -> tuple[bytes, bool]:
    """A body as it was before it was sent in chunks, and whether all of it is there.

    Archivers often undo the chunks and leave the header that speaks of them: a body that does not
    begin with a chunk comes back as it is.

    >>> join_chunks(b"5\\r\\n<p>Ra\\r\\n3\\r\\nin.\\r\\n0\\r\\n\\r\\n")
    (b'<p>Rain.', True)
    >>> join_chunks(b"5\\r\\n<p>Ra\\r\\n3\\r\\ni")
    (b'<p>Rai', False)
    >>> join_chunks(b"<p>Rain.")
    (b'<p>Rain.', True)
    """
    pieces: list[bytes] = []
    at = 0
    while line := _SIZE.match(body, at):
        size = int(line[1], 16)
        if not size:
            return b"".join(pieces), True
        pieces.append(body[line.end() : line.end() + size])
        at = line.end() + size
        after = _BREAK.match(body, at)
        at = after.end() if after else at
    return (b"".join(pieces), False) if pieces else (body, True)
