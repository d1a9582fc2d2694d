"""What a file is by its first bytes, where that is anything but a page."""

from __future__ import annotations

import zlib

# (first bytes, what to call it): https://mimesniff.spec.whatwg.org/#matching-a-mime-type-pattern
# and the formats' own specifications.
_SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"\x00\x00\x01\x00", "an icon"),
    (b"8BPS", "a Photoshop image"),
    (b"%PDF-", "a PDF document (extract its text first)"),
    (b"%!PS-", "a PostScript document"),
    (b"{\\rtf", "an RTF document (save it as plain text)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (save it as HTML or text)"),
    (b"PK\x03\x04", "a ZIP archive or Office document (unpack it, or save it as HTML)"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x1f\x8b", "a gzip archive (name it .gz)"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive (unpack it first)"),
    (b"\xfd7zXZ\x00", "an xz archive (unpack it first)"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive (unpack it first)"),
    (b"Rar!\x1a\x07", "a RAR archive (unpack it first)"),
    (b"OggS\x00", "an Ogg recording"),
    (b"fLaC\x00", "a FLAC recording"),
    (b"ID3\x02", "an MP3 recording"),
    (b"ID3\x03", "an MP3 recording"),
    (b"ID3\x04", "an MP3 recording"),
    (b"\x1aE\xdf\xa3", "a Matroska or WebM video"),
    (b"FLV\x01", "a Flash video"),
    (b"wOFF", "a font"),
    (b"wOF2", "a font"),
    (b"\x00\x01\x00\x00\x00", "a font"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"\x00asm", "a WebAssembly program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"bplist00", "a Safari web archive or property list (save the page as HTML)"),
    (b"WARC/0.", "a WARC archive (it holds many pages: give it to scraper clean)"),
    (b"WARC/1.", "a WARC archive (it holds many pages: give it to scraper clean)"),
    (b"From: <Saved by ", "an MHTML web archive (save the page as HTML)"),
)
_RIFF = {b"WEBP": "a WebP image", b"WAVE": "a WAV recording", b"AVI ": "an AVI video"}

_GZIP = b"\x1f\x8b\x08"  # RFC 1952, section 2.3.1
_WARC = b"WARC/"


def is_warc(head: bytes) -> bool:
    """Whether a file that begins with these bytes is a web archive, plain or gzipped.

    >>> is_warc(b"WARC/1.0\\r\\n"), is_warc(b"WARCraft sold well.")
    (True, False)
    """
    if not head.startswith(_GZIP):
        return head.startswith(_WARC)
    try:
        return zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(head, len(_WARC)) == _WARC
    except zlib.error:
        return False


def name_binary(body: bytes) -> str | None:
    """What a file that is no page is called, with a hint where there is one; None if unknown.

    >>> name_binary(b"%PDF-1.7 ...")
    'a PDF document (extract its text first)'
    >>> name_binary(b"PDF or paper? The court wants both.") is None
    True
    """
    for signature, name in _SIGNATURES:
        if body.startswith(signature):
            return name
    if body.startswith(b"RIFF") and body[8:12] in _RIFF:
        return _RIFF[body[8:12]]
    if body[4:8] == b"ftyp":
        return "an AVIF or HEIC image" if body[8:11] in (b"avi", b"hei", b"mif") else "an MP4 video"
    if body.startswith(b"BZh") and body[4:10] == b"1AY&SY":
        return "a bzip2 archive (unpack it first)"
    if body.startswith(b"BM") and body[6:10] == bytes(4):
        return "a BMP image"
    if body.startswith(b"MZ") and b"\x00\x00" in body[:64]:
        return "a program"
    return "a tar archive (unpack it first)" if body[257:262] == b"ustar" else None
