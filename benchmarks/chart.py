"""A scatter plot as SVG: pages a second on a logarithmic axis, body F1 upwards."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from math import floor, log10

WIDTH, HEIGHT, MARGIN = 720, 440, 60
STEP = 0.05  # of F1 between grid lines


def draw(points: Sequence[tuple[str, float, float]]) -> str:
    """The plot of (name, pages a second, F1) triples, as one SVG document."""
    low = min(speed for _, speed, _ in points) / 1.5
    high = max(speed for _, speed, _ in points) * 1.8
    bottom = floor(min(f1 for _, _, f1 in points) / STEP) * STEP

    def x(speed: float) -> float:
        share = (log10(speed) - log10(low)) / (log10(high) - log10(low))
        return MARGIN + share * (WIDTH - 2 * MARGIN)

    def y(f1: float) -> float:
        return HEIGHT - MARGIN - (f1 - bottom) / (1 - bottom) * (HEIGHT - 2 * MARGIN)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for number in range(round((1 - bottom) / STEP) + 1):
        f1 = bottom + number * STEP
        parts.append(_line(MARGIN, y(f1), WIDTH - MARGIN, y(f1)))
        parts.append(_text(MARGIN - 8, y(f1) + 4, f"{f1:.2f}", "end"))
    for power in range(floor(log10(low)) + 1, floor(log10(high)) + 1):
        for digit in (1, 2, 5):
            speed = digit * 10.0**power
            if low <= speed <= high:
                parts.append(_text(x(speed), HEIGHT - MARGIN + 18, f"{speed:g}", "middle"))
    for name, speed, f1 in points:
        colour = "#c0392b" if name == "scraper" else "#34495e"
        parts.append(f'<circle cx="{x(speed):.1f}" cy="{y(f1):.1f}" r="5" fill="{colour}"/>')
        parts.append(_text(x(speed) + 8, y(f1) + 4, name, "start"))
    parts.append(_text(WIDTH / 2, HEIGHT - 14, "pages a second, one core", "middle"))
    parts.append(_text(MARGIN, MARGIN - 24, "body F1", "middle"))
    return "\n".join([*parts, "</svg>", ""])


def _line(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" stroke="#dddddd"/>'


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(text)}</text>'
