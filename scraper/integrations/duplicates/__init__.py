"""Which articles of a corpus are there already, word for word or nearly."""

from __future__ import annotations

from array import array
from dataclasses import dataclass

from scraper.integrations.duplicates.index import Index, bands_for
from scraper.integrations.duplicates.sketch import Sketch, likeness, sketch_of

__all__ = ["THRESHOLD", "Duplicate", "Duplicates", "Sketch", "sketch_of"]

THRESHOLD = 0.7  # a fifth of the sentences cut leaves 0.78; one word in ten changed, 0.57
CLOSE = 0.95  # who is as like as that to another has the same neighbours, and is not remembered


@dataclass(frozen=True, slots=True)
class Duplicate:
    """What an article repeats: the key of the first of its kind.

    `likeness` is to the closest one seen, from the threshold to 1.0; `is_exact` where that has the
    same words in the same order.
    """

    of: str
    likeness: float
    is_exact: bool


class Duplicates:
    """Articles seen so far, asked about one after another; they take below 1 KB each.

    >>> seen = Duplicates()
    >>> seen.of("a.html", "Rain fell on Tuesday."), seen.of("b.html", "RAIN fell on Tuesday")
    (None, Duplicate(of='a.html', likeness=1.0, is_exact=True))
    """

    def __init__(self, threshold: float = THRESHOLD) -> None:
        """None seen. `threshold`: the share of three-word runs in common, above 0 and at most 1.

        Raises ValueError for another.
        """
        if not 0 < threshold <= 1:
            raise ValueError(f"no threshold {threshold}; give one above 0 and at most 1")
        self.threshold = threshold
        self._keys: list[str] = []  # of the first articles
        self._exact: dict[int, int] = {}  # sketch: number of the first article
        self._index = Index(bands_for(threshold))
        self._firsts = array("I")  # for each in the index the number of the first article

    def of(self, key: str, text: str) -> Duplicate | None:
        """What a text repeats, None if it is the first of its kind; it is remembered by its key.

        A text like one that was like a third repeats the third. One without words repeats nothing,
        and one below 30 words only what has the same words.
        """
        return self.of_sketch(key, sketch_of(text))

    def of_sketch(self, key: str, sketch: Sketch | None) -> Duplicate | None:
        """As `of`, for a sketch made elsewhere, such as in another process."""
        if sketch is None:
            return None
        first = self._exact.get(sketch.exact)
        if first is not None:
            return Duplicate(self._keys[first], 1.0, is_exact=True)
        closest, alike = self._closest(sketch.slots)
        first = len(self._keys) if closest is None else self._firsts[closest]
        self._exact[sketch.exact] = first
        if sketch.slots and alike < CLOSE:
            self._index.add(sketch.slots)
            self._firsts.append(first)
        if closest is not None:
            return Duplicate(self._keys[first], alike, is_exact=False)
        self._keys.append(key)
        return None

    def _closest(self, slots: bytes) -> tuple[int | None, float]:
        """The number of the one most like it, the earliest of several, and how like it is."""
        if not slots:
            return None, 0.0
        closest, most = None, 0.0
        for number in self._index.near(slots):
            alike = likeness(slots, self._index[number])
            if alike >= self.threshold and alike > most:
                closest, most = number, alike
        return closest, most
