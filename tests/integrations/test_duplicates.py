"""Duplicates: what is the same story, beside what only looks like it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("rensa")

from scraper.integrations.duplicates import Duplicates, sketch_of
from scraper.integrations.duplicates.index import BANDS, CROWD, Index, bands_for
from scraper.integrations.duplicates.sketch import WIDTH, likeness
from tests.desk import STORY

WIRE = "\n\n".join(STORY)
ABOUT = (
    "About the Harbor Trust: The Harbor Trust has looked after quays, ferries and lights since "
    "1911. It is paid for by its members and by the dues of the ships that call here. Statements "
    "about the future are expectations and no promises, and may turn out otherwise."
)
REPORT = (
    "{firm} said on {day} that its profit in the quarter was {profit} million crowns, against "
    "{before} million a year before. Sales were {sales} million, helped by {what}. {boss}, who "
    "runs the firm, said that orders for {thing} were strong. The firm, which is based in {town}, "
    "expects sales of {next} million in the year. Its shares closed at {shares} crowns on {close}."
)
MILL = dict(firm="Norde Mills", day="Monday", profit="12", before="9", sales="140", thing="paper",
            what="lower prices of timber", boss="Ana Ruiz", town="Skarp", next="600", shares="31",
            close="Friday")  # fmt: skip
YARD = dict(firm="Halm Yard", day="Thursday", profit="48", before="51", sales="390", thing="tugs",
            what="two contracts of the navy", boss="Tom Okafor", town="Ness", next="1,500",
            shares="77", close="Wednesday")  # fmt: skip
BRIDGE = (
    "港に架かる橋は二年にわたる修理を終えて火曜日に再び開通したと港湾局が発表した。"
    "北の埠頭へ向かうトラックは四十分の回り道をしなくて済むようになる。"
    "修理費は市議会が見込んだ額のほぼ二倍に達し、十月には取り付け道路の工事も発注される予定だ。"
)
FERRY = (
    "島へ渡る船は月曜日に運航を止め、三月の終わりまで再開しないと会社が発表した。"
    "住民は毎年と同じように小麦粉やろうそく、本などを買い込んで冬に備えているという。"
    "船は港にとどまる間に塗り直され、新しい機関に取り替えられる予定だ。"
)


def told(*texts: str, threshold: float = 0.7) -> list[str | None]:
    """For each text the number of the one that it repeats, "=" before it where word for word."""
    seen = Duplicates(threshold)
    found = [seen.of(str(number), text) for number, text in enumerate(texts)]
    return [other and ("=" if other.is_exact else "") + other.of for other in found]


def swap(text: str, *places: int) -> str:
    """The text with other words at some places."""
    words = text.split(" ")
    for place in places:
        words[place] = f"xx{place}"
    return " ".join(words)


# ---- word for word


def test_case_spacing_and_punctuation_make_no_other_text():
    assert told("Rain fell, on Tuesday.", "RAIN fell\n\non “Tuesday”") == [None, "=0"]


def test_another_word_makes_another_text():
    assert told("Rain fell on Tuesday.", "Rain fell on Monday.") == [None, None]


@pytest.mark.parametrize("empty", ["", "  \n", "…", "***"])
def test_texts_without_words_repeat_nothing(empty):
    assert told(empty, empty) == [None, None]


# ---- nearly


def test_a_wire_story_with_another_intro_is_found():
    ours = "A bridge that the north has missed is back. " + WIRE
    theirs = "HARBOR (Wire) - Two years on, trucks may cross again.\n\n" + WIRE
    assert told(ours, theirs) == [None, "0"]


def test_two_stories_with_the_same_words_about_the_house_are_two():
    ferry = (
        "The ferry to the island stopped on Monday and will not sail again before the end of "
        "March. Islanders had stocked up on flour, candles and books, as they do every year. "
        "The boat will be painted and given a new engine while it lies in harbour this winter."
    )
    assert told(f"{WIRE}\n\n{ABOUT}", f"{ferry}\n\n{ABOUT}") == [None, None]


def test_two_reports_from_one_mould_are_two_and_a_corrected_one_is_not():
    corrected = REPORT.format(**{**MILL, "profit": "13"})
    assert told(REPORT.format(**MILL), REPORT.format(**YARD), corrected) == [None, None, "0"]


def test_a_short_text_with_one_word_changed_is_another():
    short = " ".join(WIRE.split()[:25])
    assert told(short, swap(short, 3), short.upper()) == [None, None, "=0"]


def test_scripts_without_spaces_are_compared_by_characters():
    edited = BRIDGE.replace("火曜日", "水曜日")
    assert told(BRIDGE, FERRY, edited) == [None, None, "0"]


def test_a_lower_threshold_finds_what_is_less_alike():
    half = swap(WIRE, *range(0, len(WIRE.split(" ")), 14))
    assert told(WIRE, half, threshold=0.9) == [None, None]
    assert told(WIRE, half, threshold=0.5) == [None, "0"]


@pytest.mark.parametrize("threshold", [0, -1, 1.1, float("nan")])
def test_a_threshold_that_is_no_share_is_refused(threshold):
    with pytest.raises(ValueError, match="above 0 and at most 1"):
        Duplicates(threshold)


# ---- who is the first


def test_a_chain_refers_to_its_first():
    second = swap(WIRE, 5, 20, 35)
    third = swap(second, 50, 65, 80, 95)
    assert told(WIRE, third) == [None, None]  # they are not alike enough by themselves
    assert told(WIRE, second, third, third) == [None, "0", "0", "=0"]


def test_of_two_that_are_like_it_the_closer_counts():
    second = swap(WIRE, *range(0, 100, 10))
    assert told(WIRE, second, swap(second, 55)) == [None, None, "1"]


def test_how_alike_two_texts_are_is_told():
    seen = Duplicates()
    seen.of("a", WIRE)
    found = seen.of("b", WIRE + " The port authority said that it would say more.")
    assert found is not None
    assert 0.8 < found.likeness < 1


# ---- sketches


def test_a_sketch_is_the_same_in_every_process():
    code = (
        "import sys, pickle; from scraper.integrations.duplicates import sketch_of; "
        "sys.stdout.buffer.write(pickle.dumps(sketch_of(sys.argv[1])))"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, WIRE],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
            timeout=60,
        )
        assert pickle.loads(done.stdout) == sketch_of(WIRE)


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_likeness_is_about_the_share_of_shingles_in_common(share):
    chance = Random(0)
    words = [f"w{chance.randrange(10**6)}" for _ in range(2000)]
    shared = round(2000 * share)
    other = words[:shared] + [f"v{n}" for n in range(2000 - shared)]
    one, two = sketch_of(" ".join(words)), sketch_of(" ".join(other))
    assert one is not None
    assert two is not None
    assert likeness(one.slots, two.slots) == pytest.approx(shared / (4000 - shared), abs=0.13)


# ---- the index


def slots_of(chance: Random, kinds: int = 2) -> bytes:
    """Slots with few different values, so that bands agree now and then."""
    return bytes(chance.randrange(kinds) for _ in range(WIDTH))


@settings(max_examples=30, deadline=None)
@given(st.integers(), st.sampled_from([10, 24, 40]))
def test_the_index_finds_whoever_agrees_in_a_band(seed, bands):
    chance = Random(seed)
    kept = [slots_of(chance, 3) for _ in range(40)]
    index = Index(bands)
    assert [index.add(slots) for slots in kept] == list(range(40))
    asked, size = slots_of(chance, 3), WIDTH // bands
    places = range(0, WIDTH, size)
    agreeing = [
        n
        for n, slots in enumerate(kept)
        if any(slots[at : at + size] == asked[at : at + size] for at in places)
    ]
    assert index.near(asked) == agreeing
    assert [index[n] for n in range(40)] == kept


def test_an_index_that_has_grown_still_finds_the_first_and_the_last():
    chance = Random(0)
    kept = [slots_of(chance, 256) for _ in range(3000)]
    index = Index(24)
    for slots in kept:
        index.add(slots)
    assert [index.near(kept[n]) for n in (0, 1500, 2999)] == [[0], [1500], [2999]]


def test_of_a_crowd_that_agrees_the_first_stand_for_all():
    chance = Random(0)
    mould = slots_of(chance)
    index = Index(2)
    for _ in range(5 * CROWD):
        index.add(mould[: WIDTH // 2] + slots_of(chance, 256)[WIDTH // 2 :])
    assert index.near(mould) == list(range(CROWD))


@pytest.mark.parametrize("threshold", [0.01, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
def test_a_threshold_has_a_number_of_bands(threshold):
    assert bands_for(threshold) in BANDS
