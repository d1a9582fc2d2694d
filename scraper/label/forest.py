"""A learned opinion: many small decision trees, each of which adds a little for or against.

Trained by gradient boosting (https://doi.org/10.1214/aos/1013203451); here the trees are only read
and walked, so nothing is needed that Python does not have.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from scraper.errors import ConfigError

# A branch asks whether a trait is at most a cut: (trait, cut, if so, if not). A leaf is a number.
Tree = float | tuple[int, float, "Tree", "Tree"]
Row = Sequence[float]
FIRST = 40  # trees; as many rule out most lines of a menu
MORE = 20  # trees; so many at a time for the rest
HOPELESS = -2.5  # log odds; of 14,600 lines there after the first trees none ended above 0


@dataclass(frozen=True, slots=True)
class Forest:
    """Trees, the traits they ask for in the order of their numbers, and how they came about."""

    traits: tuple[str, ...]
    trees: tuple[Tree, ...]
    origin: Mapping[str, object]

    def weigh(self, row: Row) -> float:
        """The log odds that the trees give a line; above 0 it is more likely story than not."""
        total = _sum(self.trees[:FIRST], row)
        for start in range(FIRST, len(self.trees), MORE):
            if total < HOPELESS:
                break
            total += _sum(self.trees[start : start + MORE], row)
        return total


def _sum(trees: Sequence[Tree], row: Row) -> float:
    total = 0.0
    for tree in trees:
        while isinstance(tree, tuple):
            trait, cut, low, high = tree
            tree = low if row[trait] <= cut else high
        total += tree
    return total


@lru_cache(maxsize=4)
def load_forest(path: Path) -> Forest:
    """The forest in a file that `benchmarks/train_lines.py` wrote; read once.

    Raises ConfigError for a file that is no forest.
    """
    try:
        found = json.loads(path.read_text("utf-8"))
        traits = tuple(map(str, found["traits"]))
        trees = tuple(_tree(node, len(traits)) for node in found["trees"])
        return Forest(traits, trees, found["origin"])
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ConfigError(f"{path}: no forest: {error}; train it again") from error


def _tree(node: object, traits: int) -> Tree:
    if isinstance(node, (int, float)):
        return float(node)
    if not isinstance(node, list):
        raise TypeError(f"{node!r} is neither a branch nor a leaf")
    trait, cut, low, high = node
    if not 0 <= trait < traits:
        raise ValueError(f"there is no trait {trait}")
    return int(trait), float(cut), _tree(low, traits), _tree(high, traits)
