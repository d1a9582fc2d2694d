"""The lines of a story as elements that are well-formed in HTML and in XHTML."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from scraper.formats.markup import escape, link
from scraper.formats.parts import Line, depths, one_line, rows
from scraper.types import Caption, Label


def plain_tag(tag: str, line: Line) -> str:
    """The opening tag of an element that holds a line, without attributes."""
    return f"<{tag}>"


@dataclass(frozen=True, slots=True)
class Typesetter:
    """Sets lines as elements; `opening` gives the tag that begins each, and what stands first."""

    captions: tuple[Caption, ...]
    opening: Callable[[str, Line], str] = plain_tag

    def set(self, label: Label, run: list[Line]) -> str:
        """The lines of one label, as `parts.grouped` gives them."""
        line = run[0]
        match label:
            case Label.SUBHEAD:
                return self._element(f"h{min(max(line.level, 2), 6)}", line)
            case Label.QUOTE:
                quoted = "".join(self._element("p", quote) for quote in run)
                return f"<blockquote>{quoted}</blockquote>"
            case Label.LIST:
                return self._list(run)
            case Label.TABLE:
                return self._table(line)
            case Label.CAPTION | Label.CREDIT:
                opening = self.opening("figcaption", line)
                return f"<figure>{opening}{self._caption(line)}</figcaption></figure>"
        if label.is_boilerplate:
            return f'<aside class="{label}">{self._element("p", line)}</aside>'
        return self._element("p", line)

    def _element(self, tag: str, line: Line) -> str:
        return f"{self.opening(tag, line)}{_lines(line.text)}</{tag}>"

    def _list(self, run: list[Line]) -> str:
        parts: list[str] = []
        depth = -1
        for item, deeper in zip(run, depths(run), strict=True):
            parts.append("<ul>" if deeper > depth else "</li>" + "</ul></li>" * (depth - deeper))
            parts.append(f"{self.opening('li', item)}{_lines(item.text)}")
            depth = deeper
        return "".join(parts) + "</li></ul>" * (depth + 1)

    def _table(self, line: Line) -> str:
        cells = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows(line.text))
        return self.opening("table", line) + "".join(f"<tr>{r}</tr>" for r in cells) + "</table>"

    def _caption(self, line: Line) -> str:
        words = one_line(line.text)
        for caption in self.captions:
            text, credit = one_line(caption.text), one_line(caption.credit)
            if text and text in words:
                signed = f" <small>{escape(credit)}</small>" if credit and credit in words else ""
                return link(caption.image_url, text) + signed
        return _lines(line.text)


def _lines(text: str) -> str:
    return "<br/>".join(escape(line) for line in text.split("\n"))
