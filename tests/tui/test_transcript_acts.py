"""Moving and selecting in the transcript view, by keyboard and by mouse."""

from __future__ import annotations

import pytest
from textual import events
from textual.pilot import Pilot
from textual.strip import Strip

from coder.model import Passage
from coder.tui.widgets.transcript import TranscriptView
from coder.tui.widgets.transcript_look import BINDINGS

from .screen_text import screen_lines
from .transcript_host import GROUP, Host, content, find, reading

LONG = content(*(("ht"[n % 2], f"Turn {n} says this. And it says that.") for n in range(200)))


class TestKeys:
    async def test_go_by_sentence_and_turn(self) -> None:
        async with reading() as (pilot, view):
            await pilot.press("down", "j", "down")
            assert view.quotation == "Nobody knew what the policy was."
            await pilot.press("up", "k")
            assert view.quotation == "Say it in your own words."
            await pilot.press("ctrl+down", "right_curly_bracket")
            assert view.quotation == "The union [laughs] was strong."
            await pilot.press("ctrl+up", "left_curly_bracket")
            assert view.quotation == "What has changed."
            await pilot.press("end")
            assert view.quotation == "It still is."
            await pilot.press("down")
            assert view.quotation == "It still is."
            await pilot.press("g", "up")
            assert view.cursor == GROUP.sentences[0].start

    async def test_extend_by_sentence_and_give_up(self) -> None:
        async with reading(at=find("Nobody").start) as (pilot, view):
            await pilot.press("shift+down", "J")
            start = find("Nobody").start
            assert view.selection == Passage(start, find("was strong.").end)
            await pilot.press("shift+up")
            assert view.quotation == "Nobody knew what the policy was. Staff left."
            await pilot.press("K", "K")
            assert view.selection == find(
                "We had five heads in six years. Nobody knew what the policy was."
            )
            await pilot.press("escape")
            assert view.quotation == "Nobody knew what the policy was."
            assert pilot.app.escaped == 0
            await pilot.press("escape")
            assert pilot.app.escaped == 1

    async def test_move_either_end_by_words(self) -> None:
        async with reading(at=find("Nobody").start) as (pilot, view):
            await pilot.press("shift+left", "H")
            assert view.quotation == "Nobody knew what the"
            await pilot.press("shift+right")
            assert view.quotation == "Nobody knew what the policy"
            await pilot.press("ctrl+shift+right", "greater_than_sign")
            assert view.quotation == "what the policy"
            await pilot.press("ctrl+shift+left", "alt+shift+left", "less_than_sign")
            assert view.quotation == "years. Nobody knew what the policy"
            await pilot.press("shift+down", "shift+up")
            assert view.quotation == "years. Nobody knew what the policy"

    async def test_select_the_turn_and_go_on_after_it(self) -> None:
        async with reading(at=find("Nobody").start) as (pilot, view):
            await pilot.press("t")
            assert view.selection == GROUP.turns[1].passage
            await pilot.press("down")
            assert view.quotation == "The union [laughs] was strong."

    async def test_copy_the_words_as_stored(self) -> None:
        async with reading() as (pilot, _):
            await pilot.press("ctrl+c")
            assert pilot.app.clipboard == "What has changed."

    async def test_a_move_is_told_once(self) -> None:
        async with reading() as (pilot, _):
            pilot.app.said.clear()
            await pilot.press("down")
            await pilot.press("shift+down")
            say = find("Say it in your own words.")
            assert pilot.app.said == [
                ("selected", say),
                ("selected", Passage(say.start, find("six years.").end)),
            ]

    async def test_a_follower_is_told_before_the_next_key(self) -> None:
        async with reading() as (_, view):
            told: list[Passage] = []
            view.follow = told.append
            view.action_move_sentence(1)
            view.action_extend(1)
            view.action_extend(-1)
            view.action_move_sentence(-1)
            first, second, third = GROUP.sentences[:3]
            assert told == [second, second.hull(third), second, first]
            view.action_move_sentence(-1)
            assert len(told) == 4

    def test_each_can_be_rebound_and_says_what_it_does(self) -> None:
        ids = [binding.id for binding in BINDINGS]
        keys = [key for binding in BINDINGS for key in binding.key.split(",")]
        assert len(set(ids)) == len(ids)
        assert len(set(keys)) == len(keys)
        assert all(binding.id and binding.tooltip and binding.description for binding in BINDINGS)


class TestScrolling:
    @pytest.mark.parametrize("theme", ["textual-light", "ansi-dark"])
    async def test_what_is_kept_of_a_page_is_what_would_be_painted_anew(self, theme: str) -> None:
        keys = ["pagedown", "down", "shift+down", "end", "down", "pageup", "home", "t", "escape"]
        async with reading(LONG) as (pilot, view):
            for key in ["down"] * 30 + keys:
                await pilot.press(key)
                assert _painted(view) == _painted_anew(view), key
            before = _painted(view)
            pilot.app.theme = theme
            await pilot.pause()
            assert _painted(view) == _painted_anew(view)
            assert _painted(view) != before

    async def test_the_cursor_stays_in_view(self) -> None:
        async with reading(LONG) as (pilot, view):
            for _ in range(30):
                await pilot.press("down")
                row = next(
                    (line for line in screen_lines(pilot.app) if "▸" in line), "not on the screen"
                )
                assert view.quotation.split()[-1] in row
            assert view.cursor == LONG.sentences[30].start

    async def test_a_page_keeps_the_cursor_on_its_row_of_the_screen(self) -> None:
        async with reading(LONG) as (pilot, view):
            await pilot.press(*["down"] * 4)
            rows = [self.marked(pilot.app)]
            await pilot.press("pagedown")
            rows.append(self.marked(pilot.app))
            assert view.scroll_offset.y == 22
            await pilot.press("pageup")
            rows.append(self.marked(pilot.app))
            assert view.scroll_offset.y == 0
            assert max(rows) - min(rows) <= 1

    async def test_a_page_beyond_the_end_goes_to_the_last_sentence(self) -> None:
        async with reading() as (pilot, view):
            await pilot.press("pagedown")
            assert view.quotation == "It still is."
            await pilot.press("pageup")
            assert view.quotation == "What has changed."

    async def test_a_sentence_longer_than_the_screen_is_read_through(self) -> None:
        said = content(("h", "word " * 2000 + "end. Another."))
        async with reading(said) as (pilot, view):
            seen = 0
            while view.quotation != "Another." and seen < 100:
                top = view.scroll_offset.y
                await pilot.press("down")
                assert view.scroll_offset.y <= top + view.size.height
                seen += 1
            assert 10 < seen < 100

    async def test_going_to_a_passage_shows_it_and_can_select_it(self) -> None:
        async with reading(LONG) as (pilot, view):
            there = find("Turn 150 says", LONG)
            view.go_to(there, select=True)
            await pilot.pause()
            assert view.selection == there
            assert any("Turn 150 says" in line for line in screen_lines(pilot.app))
            view.go_to(find("Turn 3 says", LONG))
            await pilot.pause()
            assert view.quotation == "Turn 3 says this."

    async def test_a_transcript_can_open_where_the_reader_stopped(self) -> None:
        async with reading(LONG, at=find("Turn 120", LONG).start) as (pilot, view):
            assert view.quotation == "Turn 120 says this."
            assert any("▸ Turn 120" in line for line in screen_lines(pilot.app))

    @pytest.mark.parametrize("size", [(120, 40), (60, 15), (50, 10)])
    async def test_a_resize_keeps_the_place(self, size: tuple[int, int]) -> None:
        said = content(*(("h", f"Turn {n} " + "says many words " * 9 + ".") for n in range(200)))
        async with reading(said, at=find("Turn 90 ", said).start) as (pilot, view):
            before = self.marked(pilot.app)
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert view.quotation.startswith("Turn 90 ")
            assert self.marked(pilot.app) == before

    async def test_a_resize_keeps_the_place_also_away_from_the_cursor(self) -> None:
        async with reading(LONG) as (pilot, view):
            view.scroll_to(y=300, animate=False)
            await pilot.pause()
            first = screen_lines(pilot.app)[0].split("  ")[-1]
            await pilot.resize_terminal(120, 30)
            await pilot.pause()
            assert first.split("says")[0].strip() in screen_lines(pilot.app)[0]
            assert view.cursor == LONG.sentences[0].start

    @staticmethod
    def marked(app: Host) -> int:
        """The row of the screen with the cursor's mark."""
        return next(y for y, line in enumerate(screen_lines(app)) if "▸" in line)


async def drag_to(pilot: Pilot[None], x: int, y: int, *, ctrl: bool = False) -> None:
    """Move the mouse with its button down."""
    view = pilot.app.query_one(TranscriptView)
    move = events.MouseMove(view, x, y, 0, 0, 1, False, False, ctrl, screen_x=x, screen_y=y)
    view.post_message(move)
    await pilot.pause()


class TestMouse:
    async def test_a_click_goes_to_the_sentence(self) -> None:
        async with reading() as (pilot, view):
            await pilot.click(TranscriptView, offset=(60, 2))
            assert view.quotation == "Nobody knew what the policy was."
            await pilot.click(TranscriptView, offset=(70, 4))
            assert view.quotation == "Staff left."

    async def test_two_clicks_select_the_word_and_three_the_turn(self) -> None:
        async with reading() as (pilot, view):
            await pilot.click(TranscriptView, offset=(36, 0), times=2)
            assert view.quotation == "changed"
            await pilot.click(TranscriptView, offset=(40, 5), times=3)
            assert view.selection == GROUP.turns[2].passage

    async def test_a_click_on_the_speaker_selects_the_turn(self) -> None:
        async with reading() as (pilot, view):
            await pilot.click(TranscriptView, offset=(2, 3))
            assert view.selection == GROUP.turns[1].passage

    @pytest.mark.parametrize(
        ("ctrl", "words"),
        [(False, "heads in six years. Nobody knew"), (True, "ads in six years. Nobody k")],
    )
    async def test_a_drag_selects_words_or_characters(self, ctrl: bool, words: str) -> None:
        start = 24 + len("We had five he")
        end = 24 + len("We had five heads in six years. Nobody ")
        for one, other in ((start, end), (end, start)):
            async with reading() as (pilot, view):
                await pilot.mouse_down(TranscriptView, offset=(one, 2))
                await drag_to(pilot, 50, 3, ctrl=ctrl)
                await drag_to(pilot, other, 2, ctrl=ctrl)
                await pilot.mouse_up(TranscriptView, offset=(other, 2), control=ctrl)
                assert view.quotation == words
                assert pilot.app.mouse_captured is None

    async def test_a_drag_beyond_the_edge_scrolls(self) -> None:
        async with reading(LONG) as (pilot, view):
            await pilot.mouse_down(TranscriptView, offset=(30, 10))
            for _ in range(5):
                await drag_to(pilot, 30, 24)
            assert view.scroll_offset.y >= 5
            assert view.selection.end > find("Turn 7 ", LONG).start
            await pilot.mouse_up(TranscriptView, offset=(30, 20))
            assert view._scroller is not None
            assert not view._scroller._active.is_set()


class TestEitherEnd:
    async def test_moves_by_a_sentence_out_and_in(self) -> None:
        async with reading() as (pilot, view):
            said = "We had five heads in six years. Nobody knew what the policy was. Staff left."
            view.go_to(find("Nobody knew"))
            await pilot.press("plus", "left_parenthesis")
            assert view.quotation == said
            await pilot.press("minus", "right_parenthesis")
            assert view.quotation == "Nobody knew what the policy was."
            await pilot.press("minus", "right_parenthesis")  # what is left is never given up
            assert view.quotation == "Nobody knew what the policy was."

    async def test_single_words_are_gone_through(self) -> None:
        async with reading() as (pilot, view):
            view.go_to(find("Nobody knew"))
            found = []
            for key in ("right", "right", "left", "left", "escape", "left"):
                await pilot.press(key)
                found.append(view.quotation)
            # Without the full stop that ends a sentence; Escape gives up the word, not the place.
            whole = "We had five heads in six years."
            assert found == ["Nobody", "knew", "Nobody", "years", whole, "years"]

    async def test_a_bookmark_is_seen_in_the_margin(self) -> None:
        async with reading() as (pilot, view):
            view.set_bookmarks([find("Nobody knew")])
            await pilot.pause()
            (line,) = [line for line in screen_lines(pilot.app) if "»" in line]
            assert "We had five heads in six years. Nobody" in line


def _painted(view: TranscriptView) -> list[list[Strip]]:
    """The rows of the text and of its scrollbar as they stand on the screen."""
    return [part.render_lines(part.size.region) for part in (view, view.vertical_scrollbar)]


def _painted_anew(view: TranscriptView) -> list[list[Strip]]:
    view.refresh()
    view.vertical_scrollbar.refresh()
    return _painted(view)
