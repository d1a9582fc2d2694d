"""All lines of the scorecard, by their names."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from benchmarks.scorecard.addresses import addresses
from benchmarks.scorecard.bombs import bombs
from benchmarks.scorecard.cancelling import cancelling
from benchmarks.scorecard.faults import faults
from benchmarks.scorecard.kills import kills
from benchmarks.scorecard.memory import memory
from benchmarks.scorecard.politeness import politeness
from benchmarks.scorecard.robots import robots
from benchmarks.scorecard.row import Row, Settings
from benchmarks.scorecard.surprises import surprises
from benchmarks.scorecard.tls import tls

LINES: dict[str, Callable[[Settings], Coroutine[Any, Any, Row]]] = {
    "S1": kills,
    "S2": faults,
    "S3": bombs,
    "S4": robots,
    "S5": politeness,
    "S6": addresses,
    "S11": memory,
    "S12": cancelling,
    "S14": tls,
    "S16": surprises,
}
