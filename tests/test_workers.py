"""Work in processes that can be killed: one bad input costs nobody else anything."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from dataclasses import dataclass
from multiprocessing import active_children
from pathlib import Path

import pytest

from scraper.errors import ConfigError, UnreadableError
from scraper.workers import Failure, Pool, WorkerError

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Typing:
    """A task that shouts its input, unless the input tells it to misbehave."""

    def prepare(self):
        return misbehave


@dataclass(frozen=True)
class BrokenRules:
    def prepare(self):
        raise ConfigError("sites/daily.toml: no key `hedline`; did you mean `headline`?")


@dataclass(frozen=True)
class Stillborn:
    def prepare(self):
        os._exit(9)


@dataclass(frozen=True)
class Telling:
    """A task that tells which signals its process has blocked since it was born."""

    def prepare(self):
        return lambda text: signal.SIGINT in signal.pthread_sigmask(signal.SIG_BLOCK, [])


FIRST_BORN = """
from scraper.workers import Pool
from tests.test_workers import Telling
if __name__ == "__main__":
    print(list(Pool(Telling(), 1, 20.0).run(["a"], in_order=True)))
"""


def misbehave(text):
    if text == "hang":
        threading.Event().wait()
    elif text == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    elif text == "exit":
        os._exit(3)
    elif text == "binary":
        raise UnreadableError("an image, not text; give its page instead")
    elif text == "bug":
        raise KeyError("headline")
    return f"{text.upper()} by {os.getpid()}"


def results(texts, jobs=2, timeout=20.0, in_order=True, task=None):
    return list(Pool(task or Typing(), jobs, timeout).run(texts, in_order))


def test_results_come_in_the_order_of_the_inputs():
    texts = [f"line {number}" for number in range(200)]
    found = results(texts)
    assert [text for text, _ in found] == texts
    assert all(result.startswith(text.upper()) for text, result in found)


def test_without_order_every_input_still_comes_once():
    texts = [f"line {number}" for number in range(200)]
    assert sorted(text for text, _ in results(texts, in_order=False)) == sorted(texts)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_input_that_hangs_is_given_up_and_the_others_are_delivered(jobs):
    found = dict(results(["a", "hang", "b", "c"], jobs, timeout=1.0))
    assert "took more than 1 s" in found["hang"].reason
    assert all(found[text].startswith(text.upper()) for text in "abc")


@pytest.mark.parametrize(
    ("bad", "reason"),
    [("crash", "SIGSEGV"), ("exit", "exit code 3"), ("bug", "a bug of ours"),
     ("binary", "an image, not text")],
)  # fmt: skip
def test_an_input_that_ends_its_worker_costs_only_itself(bad, reason):
    found = dict(results(["a", bad, "b"], jobs=1))
    assert reason in found[bad].reason
    assert found[bad].is_death == (bad in ("crash", "exit"))
    assert isinstance(found["a"], str)
    assert isinstance(found["b"], str)


def test_the_workers_of_a_lasting_pool_wait_for_its_next_run():
    pool = Pool(Typing(), 1, 20.0, lasting=True)
    first, second = ([result for _, result in pool.run(["a"], True)] for _ in range(2))
    assert first == second


def test_a_lasting_pool_that_is_left_in_the_middle_goes_on_with_what_comes_next():
    pool = Pool(Typing(), 1, 20.0, lasting=True)
    run = pool.run(["a", "hang", "b"], True)
    next(run)
    run.close()
    assert [text for text, _ in pool.run(["c"], True)] == ["c"]


def test_a_worker_that_died_between_two_runs_is_replaced():
    pool = Pool(Typing(), 1, 20.0, lasting=True)
    ((_, before),) = pool.run(["a"], True)
    (worker,) = (w for w in active_children() if str(w.pid) == before.split()[-1])
    worker.kill()
    worker.join()
    ((_, after),) = pool.run(["a"], True)
    assert after.startswith("A by ")
    assert after != before


def test_an_error_leaves_its_worker_at_work():
    found = dict(results(["a", "binary", "b"], jobs=1))
    assert found["a"].split()[-1] == found["b"].split()[-1]


def test_of_an_input_at_work_only_what_is_remembered_is_kept():
    pool = Pool(Typing(), 1, 20.0, remember=lambda text: text[:3])
    ((known, result),) = pool.run(["a long body"], in_order=True)
    assert known == "a l"
    assert result.startswith("A LONG BODY")


def test_no_more_workers_start_than_there_are_inputs():
    found = results(["a"], jobs=8)
    assert len(found) == 1


def test_no_inputs_give_no_results():
    assert results([]) == []


def test_inputs_are_drawn_only_as_they_are_needed():
    drawn = []

    def endless():
        while True:
            drawn.append(len(drawn))
            yield f"line {len(drawn)}"

    pool = Pool(Typing(), 2, 20.0).run(endless(), in_order=True)
    for _ in range(10):
        next(pool)
    pool.close()
    assert len(drawn) < 100


def test_closing_the_results_ends_the_workers():
    pool = Pool(Typing(), 1, 20.0)
    found = pool.run(["a", "hang"], in_order=True)
    pid = int(next(found)[1].split()[-1])
    found.close()
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)


def test_broken_rules_stop_everything_and_are_named():
    with pytest.raises(WorkerError, match="hedline"):
        results(["a"], task=BrokenRules())


def test_workers_that_never_start_are_not_started_for_ever():
    with pytest.raises(WorkerError, match="exit code 9"):
        results(["a"], task=Stillborn())


def test_not_even_the_first_worker_ever_sees_an_interrupt(tmp_path):
    (tmp_path / "first.py").write_text(FIRST_BORN)
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, str(tmp_path / "first.py")]
    assert subprocess.check_output(command, env=environment, text=True) == "[('a', True)]\n"


def test_a_failure_says_why():
    assert results(["binary"]) == [("binary", Failure("an image, not text; give its page instead"))]
