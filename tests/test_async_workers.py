"""Work in processes that can be killed, asked for by a program that does other things meanwhile."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from dataclasses import dataclass

import pytest

import scraper.async_workers
from scraper.async_workers import AsyncPool
from scraper.workers import Failure, WorkerError
from tests.test_workers import BrokenRules, Stillborn, Telling, Typing, misbehave

pytestmark = pytest.mark.anyio


@dataclass(frozen=True)
class Measuring:
    """A task that tells how long its input is, and gives it back."""

    def prepare(self):
        return lambda page: (len(page), page)


@dataclass(frozen=True)
class Begetting:
    """A task that makes a file, so that one can see it at work, and names it."""

    def prepare(self):
        def beget(path):
            path.touch()
            return misbehave(path.name).split()[0].lower()

        return beget


@dataclass(frozen=True)
class Disillusioned:
    """A task that finds out with its first input that the rules cannot be used."""

    def prepare(self):
        return lambda text: BrokenRules().prepare()


async def results(texts, jobs=2, timeout=20.0, task=None):
    """Every text with its result, all asked for at once."""
    async with AsyncPool(task or Typing(), jobs, timeout) as pool:
        return dict(zip(texts, await asyncio.gather(*map(pool.do, texts)), strict=True))


def worker_of(result):
    return int(result.split()[-1])


async def test_every_input_has_its_own_result():
    texts = [f"line {number}" for number in range(200)]
    found = await results(texts)
    assert all(found[text].startswith(text.upper()) for text in texts)


@pytest.mark.parametrize("jobs", [1, 2])
async def test_an_input_that_hangs_is_given_up_and_the_others_are_delivered(jobs):
    found = await results(["a", "hang", "b", "c"], jobs, timeout=1.0)
    assert "took more than 1 s" in found["hang"].reason
    assert all(found[text].startswith(text.upper()) for text in "abc")


@pytest.mark.parametrize(
    ("bad", "reason"),
    [("crash", "SIGSEGV"), ("exit", "exit code 3"), ("bug", "a bug of ours"),
     ("binary", "an image, not text")],
)  # fmt: skip
async def test_an_input_that_ends_its_worker_costs_only_itself(bad, reason):
    found = await results(["a", bad, "b"], jobs=1)
    assert reason in found[bad].reason
    assert isinstance(found["a"], str)
    assert isinstance(found["b"], str)


async def test_an_error_leaves_its_worker_at_work():
    found = await results(["a", "binary", "b"], jobs=1)
    assert worker_of(found["a"]) == worker_of(found["b"])


async def test_an_idle_worker_that_is_killed_costs_nobody_anything():
    async with AsyncPool(Typing(), 1, 20.0) as pool:
        first = worker_of(await pool.do("a"))
        os.kill(first, signal.SIGKILL)
        os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)
        assert worker_of(await pool.do("b")) != first


async def test_no_more_workers_start_than_there_is_work_for():
    async with AsyncPool(Typing(), 8, 20.0) as pool:
        workers = {worker_of(await pool.do(text)) for text in "abc"}
    assert len(workers) == 1


async def test_a_worker_retires_after_many_inputs(monkeypatch):
    monkeypatch.setattr(scraper.async_workers, "RECYCLE_AFTER", 2)
    found = await results("abcd", jobs=1)
    assert len({worker_of(result) for result in found.values()}) == 2


async def test_a_pool_that_is_asked_for_nothing_starts_nothing():
    before = threading.active_count()
    assert await results([]) == {}
    assert threading.active_count() == before


async def test_other_work_goes_on_while_a_large_page_is_handed_over():
    page = bytes(20_000_000)
    turns = 0
    async with AsyncPool(Measuring(), 1, 20.0) as pool:
        await pool.do(b"")  # once a worker runs, all that remains is the handing over
        handing = asyncio.ensure_future(pool.do(page))
        while not handing.done():
            turns += 1
            await asyncio.sleep(0)
    assert handing.result() == (len(page), page)
    assert turns > 10


async def test_who_is_cancelled_leaves_a_worker_that_can_be_used(tmp_path):
    async with AsyncPool(Begetting(), 1, 1.0) as pool:
        left = asyncio.ensure_future(pool.do(tmp_path / "hang"))
        while not (tmp_path / "hang").exists():
            await asyncio.sleep(0)
        left.cancel()
        assert await pool.do(tmp_path / "b") == "b"  # from another worker: that one was killed
        left = asyncio.ensure_future(pool.do(tmp_path / "c"))
        while not (tmp_path / "c").exists():
            await asyncio.sleep(0)
        left.cancel()
        assert await pool.do(tmp_path / "d") == "d"  # and not what was asked before


async def test_who_is_cancelled_while_waiting_costs_no_worker():
    async with AsyncPool(Typing(), 1, 20.0) as pool:
        asked = [asyncio.ensure_future(pool.do(text)) for text in "abc"]
        await asyncio.sleep(0)
        asked[1].cancel()
        assert (await asked[2]).startswith("C")
        assert (await pool.do("d")).startswith("D")


async def test_leaving_the_pool_ends_the_workers_at_once():
    async with AsyncPool(Typing(), 2, 20.0) as pool:
        pid = worker_of(await pool.do("a"))
        hanging = asyncio.ensure_future(pool.do("hang"))
        waiting = [asyncio.ensure_future(pool.do("hang")) for _ in range(2)]
        await asyncio.sleep(0)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    for task in (hanging, *waiting):
        with pytest.raises(WorkerError, match="closed"):
            await task


@pytest.mark.parametrize("task", [BrokenRules(), Disillusioned()])
async def test_broken_rules_stop_everything_and_are_named(task):
    async with AsyncPool(task, 2, 20.0) as pool:
        for _ in range(3):
            with pytest.raises(WorkerError, match="hedline"):
                await pool.do("a")


async def test_workers_that_never_start_are_not_started_for_ever():
    with pytest.raises(WorkerError, match="exit code 9"):
        await results(["a"], task=Stillborn())


async def test_workers_never_see_an_interrupt():
    assert await results("ab", task=Telling()) == {"a": True, "b": True}


async def test_what_cannot_be_handed_over_is_the_caller_s_mistake_and_costs_nobody_else():
    async with AsyncPool(Typing(), 1, 20.0) as pool:
        with pytest.raises((TypeError, AttributeError)):
            await pool.do(threading.Lock())
        assert (await pool.do("a")).startswith("A")


async def test_a_failure_says_why():
    found = await results(["binary"])
    assert found == {"binary": Failure("an image, not text; give its page instead")}
