"""Pages made to hurt a parser: each takes a size and gives markup of about that many pieces.

`GENERATORS` lists those whose every piece of text is the word WORD, so that a test can ask for all.
"""

from __future__ import annotations

from collections.abc import Callable

WORD = "rain"
STORY = "The bridge reopened on Tuesday, two years after the flood."


def nested_divs(size: int) -> str:
    return "<div>" * size + WORD


def nested_closed_divs(size: int) -> str:
    return "<div>" * size + WORD + "</div>" * size


def nested_lists(size: int) -> str:
    return "<ul><li>" * size + WORD


def nested_quotes(size: int) -> str:
    return f"<blockquote><p>{WORD} " * size


def nested_details(size: int) -> str:
    return "<details><summary>" * size + WORD


def nested_tables(size: int) -> str:
    return "<table><tr><td>" * size + WORD


def nested_templates(size: int) -> str:
    return WORD + "<template>" * size


def nested_drawings(size: int) -> str:
    return "<svg><foreignObject>" * size + WORD


def nested_with_false_ends(size: int) -> str:
    return "<div></section>" * size + WORD


def unclosed_formatting(size: int) -> str:
    return "<b><i><u>" * size + WORD


def unclosed_fonts(size: int) -> str:
    return "".join(f"<font color={n}>" for n in range(size)) + WORD


def reopened_fonts(size: int) -> str:
    return "".join(f"<p><font color={n}>{WORD}" for n in range(size))


def links_around_blocks(size: int) -> str:
    return f"<a><div>{WORD}" * size


def many_links(size: int) -> str:
    return f'<a href="/news">{WORD}</a> ' * size


def many_attributes(size: int) -> str:
    return "<p " + " ".join(f"a{n}=1" for n in range(size)) + f">{WORD}"


def quoted_brackets(size: int) -> str:
    return "<p " + " ".join(f'a{n}=">"' for n in range(size)) + f">{WORD}"


def quotes_in_names(size: int) -> str:
    return f"""<p a"b {" ".join(f"a{n}" for n in range(size))}>{WORD}"""


def names_after_a_sign(size: int) -> str:
    return f"""<p ="b {" ".join(f"a{n}" for n in range(size))}>{WORD}"""


def attributes_of_many_bodies(size: int) -> str:
    return "".join(f"<body a{n}=1>" for n in range(size)) + WORD


def options(size: int) -> str:
    return "<select>" + f"<option>{WORD}" * size + "</select>"


def options_in_divs(size: int) -> str:
    return "<select>" + f"<div><option>{WORD}</option></div>" * size + "</select>"


def invented_names(size: int) -> str:
    return "".join(f"<x{n}>{WORD}</x{n}> " for n in range(size))


def foster_children(size: int) -> str:
    return "<table>" + f"<b>{WORD}" * size


def headings(size: int) -> str:
    return f"<h1>{WORD}" * size


def paragraphs_in_buttons(size: int) -> str:
    return f"<button><p>{WORD}" * size


def entities(size: int) -> str:
    return "&amp;&notin;&#x3b1;" * size + f" {WORD}"


def stray_brackets(size: int) -> str:
    return "< " * size + WORD


def nul_characters(size: int) -> str:
    return "<p>" + "\0" * size + WORD


def long_text(size: int) -> str:
    return f"<p>{WORD} " + "snow " * size


def closed_comments(size: int) -> str:
    return "<!-- -->" * size + WORD


def character_data(size: int) -> str:
    return "<![CDATA[ x ]]>" * size + WORD


def plain_text_element(size: int) -> str:
    return WORD + "<plaintext>" + "<p>" * size


def open_comments(size: int) -> str:
    return WORD + "<!-- " * size


def open_scripts(size: int) -> str:
    return WORD + "<script>" * size


def open_quotes(size: int) -> str:
    return WORD + '<a href="' * (2 * (size // 2) + 1)


GENERATORS: tuple[Callable[[int], str], ...] = (
    nested_divs, nested_closed_divs, nested_lists, nested_quotes, nested_details, nested_tables,
    nested_templates, nested_drawings, nested_with_false_ends, unclosed_formatting, unclosed_fonts,
    reopened_fonts, links_around_blocks, many_links, many_attributes, quoted_brackets,
    quotes_in_names, names_after_a_sign,
    attributes_of_many_bodies, options, options_in_divs, invented_names, foster_children, headings,
    paragraphs_in_buttons, entities, stray_brackets, nul_characters, long_text, closed_comments,
    character_data, plain_text_element, open_comments, open_scripts, open_quotes,
)  # fmt: skip


def of_length(generator: Callable[[int], str], length: int) -> str:
    """Markup of that generator of at least this many characters, and hardly more."""
    few, many = len(generator(1_000)), len(generator(2_000))
    size = int(1_000 + 1_000 * max(0, length - few) / max(1, many - few))
    while len(markup := generator(size)) < length:
        size += size // 20 + 1
    return markup
