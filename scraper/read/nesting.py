"""Which elements are open at a point of the markup: a rough model of the parser's own stack.

Follows https://html.spec.whatwg.org/#parsing in what bears on depth. Every step takes constant
time, and where the model is unsure it believes an element open: it never thinks a page too flat.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOID = _names(
    "area base basefont bgsound br col embed frame hr image img input keygen link meta param "
    "source track wbr"
)
FORMATTING = _names("a b big code em font i nobr s small strike strong tt u")
INLINE = FORMATTING | _names(
    "abbr acronym bdi bdo cite del dfn ins kbd label mark output q rp rt ruby samp span sub sup "
    "time var"
)
FOREIGN = frozenset({"svg", "math"})
SHAPES = _names("circle ellipse line path polygon polyline rect stop use")  # mostly "<path />"
HEADINGS = _names("h1 h2 h3 h4 h5 h6")

_MARKERS = _names("applet caption marquee object td template th")
_SCOPES = _MARKERS | FOREIGN | {"button", "html", "select", "table"}
# Everything else stops an end tag that was left out: inside these it is still implied.
_TRANSPARENT = INLINE | {"p"}
_PARTS = _names("caption colgroup tbody td tfoot th thead tr")  # mean nothing outside a table
_CELLS = ("td", "th")
_ROWS = ("td", "th", "tr")
_SECTIONS = ("td", "th", "tr", "tbody", "thead", "tfoot", "caption")
_CLOSES = {
    "li": ("li",),
    "dd": ("dd", "dt"),
    "dt": ("dd", "dt"),
    "option": ("option",),
    "optgroup": ("option", "optgroup"),
    "td": _CELLS,
    "th": _CELLS,
    "tr": _ROWS,
    "tbody": _SECTIONS,
    "thead": _SECTIONS,
    "tfoot": _SECTIONS,
}
_CLOSES_P = _names(
    "address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre search "
    "section summary ul"
)


class OpenElements:
    """The elements that are open, outermost first, and the formatting that outlives them.

    A formatting element that its block closed is opened again in the next block, copy by copy;
    `lingering` holds those without an end tag yet, with the number of markers (table cells and
    their like) that were open when it began: an end tag does not reach beyond a marker.
    """

    def __init__(self) -> None:
        self.names: list[str] = []
        self.lingering: list[tuple[str, int]] = []
        self._places: defaultdict[str, list[int]] = defaultdict(list)
        self._stops: defaultdict[str, list[int]] = defaultdict(list)

    @property
    def is_foreign(self) -> bool:
        """Whether SVG or MathML is open, where <style> and <title> hold markup."""
        return any(self._places[name] for name in FOREIGN)

    def push(self, name: str) -> None:
        """Opens an element; the caller has closed what its start tag implies closed."""
        if name in _PARTS and not self._places["table"]:
            return
        place = len(self.names)
        self.names.append(name)
        self._places[name].append(place)
        for stop in _stops_at(name):
            self._stops[stop].append(place)
        if name in FORMATTING:
            self.lingering.append((name, len(self._stops["marker"])))

    def imply_ends(self, name: str) -> None:
        """Closes what a start tag of this name closes without being told."""
        if name in _CLOSES_P:
            self._close_within("p", "scope")
        if name == "table":  # a table stands in a cell, or ends the one it is in
            self._close_within("table", "cell")
        for other in _CLOSES.get(name, ()):
            self._close_within(other, "special")
        if name in ("a", "nobr"):
            self.close(name)
        if name in HEADINGS and self.names and self.names[-1] in HEADINGS:
            self._pop()

    def close(self, name: str) -> None:
        """Closes what an end tag of this name closes; perhaps nothing."""
        if name in FORMATTING:
            self._end_formatting(name)
        self._close_within(name, _reach_of(name))

    def drain(self) -> tuple[str, ...]:
        """The names of the lingering formatting elements, innermost first; none lingers after."""
        names = tuple(name for name, _ in reversed(self.lingering))
        self.lingering.clear()
        return names

    def _close_within(self, name: str, stop: str) -> None:
        """Closes the innermost element of that name, with all inside it, unless a stop hides it."""
        places, stops = self._places[name], self._stops[stop]
        if places and (not stops or places[-1] >= stops[-1]):
            while self._pop() != name:
                pass

    def _pop(self) -> str:
        name = self.names.pop()
        self._places[name].pop()
        for stop in _stops_at(name):
            self._stops[stop].pop()
        if name in _MARKERS:  # what was formatted in a cell ends with the cell
            markers = len(self._stops["marker"])
            while self.lingering and self.lingering[-1][1] > markers:
                self.lingering.pop()
        return name

    def _end_formatting(self, name: str) -> None:
        entry = (name, len(self._stops["marker"]))
        for place in range(len(self.lingering) - 1, -1, -1):
            if self.lingering[place] == entry:
                del self.lingering[place]
                return


def _reach_of(name: str) -> str:
    """The kind of stop that ends the search of an end tag of this name."""
    if name == "table":
        return "table"
    if name == "li":
        return "list"
    if name in FOREIGN:
        return "block"
    # </form> takes its element off the stack and leaves open what is inside.
    reaching = name in _CLOSES_P or name in _SCOPES or name in _PARTS
    return "scope" if reaching and name != "form" else "strict"


@lru_cache(maxsize=1_024)  # names repeat, but hostile ones do not
def _stops_at(name: str) -> tuple[str, ...]:
    """The kinds of end tags that do not reach out of an element of this name.

    "scope" are those of blocks, "block" those of SVG and MathML, "list" that of <li>, "table" that
    of <table>, "cell" what its start tag implies, "special" what others imply, and "strict" all the
    rest. A "marker" stands in the list of formatting elements.
    """
    stops = {
        "strict": name not in INLINE,
        "special": name not in _TRANSPARENT,
        "block": name in _CLOSES_P or name in _MARKERS,
        "scope": name in _SCOPES,
        "list": name in _SCOPES or name in ("ol", "ul"),
        "cell": name in ("caption", "td", "template", "th"),
        "table": name in ("table", "template"),
        "marker": name in _MARKERS,
    }
    return tuple(stop for stop, applies in stops.items() if applies)
