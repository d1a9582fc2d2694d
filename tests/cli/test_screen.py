"""Lines redrawn in place, and messages that stay above them: seen with the eyes of a terminal."""

from __future__ import annotations

import io
import os
import re

from hypothesis import given
from hypothesis import strategies as st

from scraper.cli.screen import Screen, screen_on


class Window(io.StringIO):
    """A terminal that shows what it was sent, and breaks long lines anew when it is resized."""

    width, height = 40, 10

    def size(self) -> os.terminal_size:
        return os.terminal_size((self.width, self.height))

    def rows(self) -> list[str]:
        """What can be read, row by row."""
        rows, at = [""], 0
        for code, text in re.findall(r"(\x1b\[\d*[a-zA-Z]|\r|\n)|([^\x1b\r\n]+)", self.getvalue()):
            match code[-1:]:
                case "A":
                    at -= int(code[2:-1])
                case "J":
                    rows[at:] = [""]
                case "K":
                    rows[at] = ""
                case "\n":
                    at += 1
                    rows[at:] = [*rows[at:], ""]
                case "":
                    pieces = [text[i : i + self.width] for i in range(0, len(text), self.width)]
                    rows[at : at + 1] = pieces
                    at += len(pieces) - 1
        return rows

    def narrow(self, width: int) -> None:
        """Nothing; every row that is too long is now several."""
        rows = self.rows()
        self.width = width
        self.seek(0)
        self.truncate()
        self.write("\n".join(rows))


def screen() -> tuple[Window, Screen]:
    window = Window()
    return window, Screen(window, window.size)


def test_lines_stand_where_the_last_ones_stood():
    window, shown = screen()
    shown.draw(["1 of 9", "slow.example", "busy.example"])
    shown.draw(["2 of 9", "slow.example"])
    assert window.rows() == ["2 of 9", "slow.example"]


def test_a_message_stays_above_the_lines():
    window, shown = screen()
    shown.draw(["1 of 9", "slow.example"])
    shown.say("a.html: gone")
    shown.draw(["2 of 9", "slow.example"])
    assert window.rows() == ["scraper: a.html: gone", "2 of 9", "slow.example"]


def test_nothing_is_left_of_lines_that_are_cleared():
    window, shown = screen()
    shown.draw(["1 of 9", "slow.example"])
    shown.clear()
    assert window.rows() == [""]


def test_long_lines_are_cut_and_never_wrap():
    window, shown = screen()
    shown.draw(["1 of 9", "x" * 200])
    assert window.rows() == ["1 of 9", "x" * 38 + "\u2026"]


def test_of_more_lines_than_a_window_has_the_first_are_shown():
    window, shown = screen()
    window.height = 3
    shown.draw(["1 of 9", "a", "b", "c"])
    assert window.rows() == ["1 of 9", "a"]


def test_a_window_made_narrower_is_left_clean():
    window, shown = screen()
    shown.say("a message that is longer than the window will be")
    kept = window.rows()
    shown.draw(["1 of 9", "x" * 30, "y" * 39])
    window.narrow(20)
    shown.draw(["2 of 9"])
    assert window.rows()[-1] == "2 of 9"
    assert "".join(window.rows()[:-1]) == "".join(kept[:-1])


def test_a_hostile_name_moves_no_cursor():
    window, shown = screen()
    shown.draw(["1 of 9", "\x1b[2Jevil \nhost"])
    assert window.rows() == ["1 of 9", "[2Jevil  host"]


def test_lines_below_the_first_are_paler_where_there_is_colour():
    window, shown = screen()
    shown.colour = True
    shown.draw(["1 of 9", "slow.example"])
    assert window.getvalue().endswith("1 of 9\n\x1b[2mslow.example\x1b[0m")


def test_a_terminal_of_unknown_size_is_taken_for_a_common_one():
    stream = io.StringIO()
    screen_on(stream).draw(["x" * 200, "y"])
    assert stream.getvalue() == "\r\x1b[K" + "x" * 78 + "\u2026\ny"


@given(st.lists(st.lists(st.text("ab \x1b\n\u6a4b", max_size=60), min_size=1, max_size=12)))
def test_whatever_is_drawn_fills_no_more_than_the_window(frames):
    window, shown = screen()
    for lines in frames:
        shown.draw(lines)
        assert len(window.rows()) <= min(len(lines), window.height - 1)
