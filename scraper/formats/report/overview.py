"""The report's head: what the page turned out to be, its fields and where they came from, and the
legend of labels, in which each can be switched off."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from scraper.formats.markup import escape, link
from scraper.formats.parts import FIELDS, one_line, spell
from scraper.types import Article, Label, Verdict, totals

_NOT_FIELDS = frozenset({"text", "blocks", "entries", "provenance", "problems", "site_rules",
                         "verdict", "confidence"})  # fmt: skip
_OFF = "background: none; border: 1px dashed; color: var(--soft); text-decoration: line-through"
_FOCUS = "outline: 2px solid var(--accent); outline-offset: 1px"
_VERDICTS: Mapping[Verdict, str] = MappingProxyType(
    {
        Verdict.COMPLETE: "complete",
        Verdict.TRUNCATED: "truncated: a paywall, or “read more”",
        Verdict.NOT_ARTICLE: "not an article",
        Verdict.EMPTY: "empty",
    }
)


def title_bar(article: Article, name: str) -> str:
    """The verdict, how much was kept, and the name under which the page is known."""
    removed = len(article.removed())
    kept = len(article.blocks) - removed
    facts = (
        f'<span class="pill v-{article.verdict}" dir="ltr">{_VERDICTS[article.verdict]}</span> '
        f'<span dir="ltr">confidence {article.confidence:.0%}</span> '
        f"<span><b>{kept}</b> kept</span> <span><b>{removed}</b> removed</span>"
    )
    source = link(article.url, one_line(article.url))
    return (
        f'<header class="bar"><strong dir="ltr">{escape(one_line(name))}</strong> {facts} '
        f'<span class="source" dir="ltr">{source}</span></header>'
    )


def legend(article: Article) -> str:
    """A switch for each label that occurs, with its count: what was kept, then what was removed."""
    counts = totals(article.blocks)
    groups = (
        _group(word, {label: n for label, n in counts.items() if label.is_boilerplate is removed})
        for word, removed in (("Kept", False), ("Removed", True))
    )
    return (
        '<section class="legend" aria-label="Labels shown">'
        f"{''.join(groups)}"
        '<label class="find" hidden><span class="vh">Find a line or a rule</span>'
        '<input type="search" placeholder="Find a line or a rule"></label></section>'
    )


def _group(word: str, counts: Mapping[Label, int]) -> str:
    if not counts:
        return ""
    chips = "".join(
        f'<label class="chip l-{label}" for="show-{label}">{label} <b>{count}</b></label>'
        for label, count in counts.items()
    )
    return f'<div role="group" aria-label="{word}"><span class="word">{word}</span>{chips}</div>'


def switches(article: Article) -> str:
    """A checkbox for each label that occurs. They stand before all they switch, as CSS has it."""
    return "".join(
        f'<input class="switch" type="checkbox" id="show-{label}" checked autocomplete="off">'
        for label in totals(article.blocks)
    )


def switching() -> str:
    """The style rules by which a switch hides its label's lines, without any script.

    (:has() would do with less, and makes browsers look at the page anew for every row they read.)
    """
    return "\n".join(
        f"#show-{label}:not(:checked) ~ main .l-{label} {{ display: none }}\n"
        f"#show-{label}:not(:checked) ~ .legend .l-{label} {{ {_OFF} }}\n"
        f"#show-{label}:not(:checked) ~ .legend .l-{label}::before {{ background: none }}\n"
        f"#show-{label}:focus-visible ~ .legend .l-{label} {{ {_FOCUS} }}"
        for label in Label
    )


def findings(article: Article) -> str:
    """The fields with where each came from, the problems, and the site's own rules that fired."""
    parts = [_fields(article)]
    if article.problems:
        parts.append(_notes("Problems", "problems", article.problems))
    if article.site_rules:
        parts.append(_notes("Site rules that found something", "", article.site_rules))
    return "".join(parts)


def _fields(article: Article) -> str:
    rows = list(_rows(article))
    shown = [name for name in FIELDS if name not in _NOT_FIELDS]
    missing = [name for name in shown if not spell(getattr(article, name))]
    table = "".join(rows)
    without = f'<p class="missing">Not found: {", ".join(missing)}</p>' if missing else ""
    return (
        f'<details class="findings"><summary>Fields <b>{len(rows)}</b></summary>'
        f'<dl class="fields">{table}</dl>{without}</details>'
    )


def _rows(article: Article) -> Iterator[str]:
    for name in FIELDS:
        value = spell(getattr(article, name))
        if name in _NOT_FIELDS or not value:
            continue
        source = escape(article.provenance.get(name, ""))
        found = f'<code dir="ltr">{source}</code>' if source else ""
        yield f'<div><dt>{name}</dt><dd><span dir="auto">{escape(value)}</span>{found}</dd></div>'


def _notes(heading: str, role: str, notes: tuple[str, ...]) -> str:
    items = "".join(f'<li><span dir="auto">{escape(one_line(note))}</span></li>' for note in notes)
    opened = " open" if role else ""
    return (
        f'<details class="findings {role}"{opened}><summary>{heading} <b>{len(notes)}</b></summary>'
        f"<ul>{items}</ul></details>"
    )
