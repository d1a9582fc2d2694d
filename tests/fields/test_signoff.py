import pytest

from scraper.fields.signoff import is_signoff

SIGNOFFS = [
    "Reporting by Ana Ruiz; Editing by Tom Hart",
    "(Reporting by Ana Ruiz in Lima; editing by Tom Hart)",
    "Additional reporting by Ana Ruiz",
    "With reporting by Ana Ruiz",
    "With files from The Canadian Press",
    "The Associated Press contributed to this report.",
    "Ana Ruiz in Lima and Tom Hart in Rome contributed reporting to this article.",
    "Agencies contributed to this report.",
    "This story was originally published by Grist.",
    "This article was produced by Capital & Main.",
    "Written by Ana Ruiz; edited by Tom Hart",
    "— AFP",
    "(dpa)",
    "(ab/dpa)",
    "dpa/AFP",
    "(dpa/lhe)",
    "mit Material von dpa",
    "(mit dpa)",
    "Text: Eva Blank",
    "Avec AFP",
    "(Con información de EFE)",
    "Com informações da Reuters",
    "(ANSA)",
    "Источник: ТАСС",
    "责任编辑：李伟",
    "本文来源：海港日报 责任编辑：李伟",
    "(完)",
]

STORY = [
    "Reporting by the commission found that the bridge was unsafe for lorries.",
    "Editing by hand is slow work.",
    "Translated by machines, the poem loses much of its charm for the reader.",
    "She contributed to this year's festival.",
    "He contributed to the report of the senate on Tuesday and it was read.",
    "This article of the constitution was written in 1949 by the men of the time.",
    "The report was produced by the ministry.",
    "Mit Material von gestern bauen sie heute.",
    "Avec elle, tout va bien.",
    "Reuters could not verify the claim.",
    "Map",
    "--",
]


@pytest.mark.parametrize("line", SIGNOFFS)
def test_a_line_that_credits_helpers_signs_off(line: str) -> None:
    assert is_signoff(line)


@pytest.mark.parametrize("line", STORY)
def test_a_sentence_in_which_somebody_reports_is_spared(line: str) -> None:
    assert not is_signoff(line)
