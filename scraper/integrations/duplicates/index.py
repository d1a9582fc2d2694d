"""Which of many sketches may be like another: those that agree with it in a whole band of slots.

Locality-sensitive hashing (Leskovec, Rajaraman, Ullman, "Mining of Massive Datasets", 3.4). rensa
has such an index, which takes 85 bytes a band and text; this one takes 8 to 16, as its table holds
nothing but numbers of sketches: what they are numbers of is looked up.
"""

from __future__ import annotations

from array import array
from zlib import crc32

from scraper.integrations.duplicates.sketch import SLOTS, WIDTH

FOUND = 0.95  # of the pairs at the threshold itself have a band in common, at the least
CROWD = 16  # sketches that agree in one band; of pages from one mould the first stand for all
BANDS = tuple(n for n in range(1, SLOTS + 1) if SLOTS % n == 0)

_FIRST_SIZE = 1024  # places of the table; a power of two, as every later size


def bands_for(threshold: float) -> int:
    """The fewest bands in which pairs of that likeness are found.

    >>> bands_for(0.7), bands_for(0.8)
    (24, 20)
    """
    for bands in BANDS:
        if 1 - (1 - threshold ** (SLOTS // bands)) ** bands >= FOUND:
            return bands
    return SLOTS


class Index:
    """Slots in the order they came, each known by its number from 0."""

    def __init__(self, bands: int) -> None:
        """An empty one; the bands have to divide the slots."""
        self._band = WIDTH // bands  # bytes
        self._slots = bytearray()
        self._table = array("I", bytes(4 * _FIRST_SIZE))  # numbers + 1; 0 is a free place
        self._taken = 0

    def __len__(self) -> int:
        return len(self._slots) // WIDTH

    def __getitem__(self, number: int) -> bytes:
        return bytes(self._slots[number * WIDTH : (number + 1) * WIDTH])

    def near(self, slots: bytes) -> list[int]:
        """Numbers of those that may be like it, first come first."""
        found: set[int] = set()
        for band in range(0, WIDTH, self._band):
            found.update(self._seek(slots, band)[0])
        return sorted(found)

    def add(self, slots: bytes) -> int:
        """The number that it has from now on."""
        number = len(self)
        self._slots += slots
        if 2 * (self._taken + WIDTH // self._band) > len(self._table):
            self._table = array("I", bytes(8 * len(self._table)))
            self._taken = 0
            for earlier in range(number):
                self._place(earlier, self[earlier])
        self._place(number, slots)
        return number

    def _place(self, number: int, slots: bytes) -> None:
        for band in range(0, WIDTH, self._band):
            crowd, free = self._seek(slots, band)
            if len(crowd) < CROWD:
                self._table[free] = number + 1
                self._taken += 1

    def _seek(self, slots: bytes, band: int) -> tuple[list[int], int]:
        """Who agrees in the band that begins there, and the free place behind them."""
        rows = slots[band : band + self._band]
        last = len(self._table) - 1
        place = crc32(rows, band) & last
        agreeing: list[int] = []
        while entry := self._table[place]:
            start = (entry - 1) * WIDTH + band
            if self._slots.startswith(rows, start):
                agreeing.append(entry - 1)
            place = (place + 1) & last
        return agreeing, place
