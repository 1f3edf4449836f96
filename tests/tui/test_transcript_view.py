"""What the transcript view shows, of any text, with its codings."""

from __future__ import annotations

import pytest
from textual.geometry import Region

from coder.model import Passage, Speaker, Turn
from coder.tui.widgets.transcript import Stripe, TranscriptContent, TranscriptView

from .screen_text import screen_lines
from .transcript_host import GROUP, content, find, reading, stripe, styles_of

STRIPES = [
    stripe("We had five heads in six years. Nobody knew what the policy was.", "SL"),
    stripe("Nobody knew what the policy was.", "BP", 1),
    stripe("Staff left.", "MAT", 2, own=False),
]
LONG = content(*(("ht"[n % 2], f"Turn {n} says this. And it says that.") for n in range(200)))


class TestScreen:
    async def test_shows_who_speaks_the_codes_and_the_words(self) -> None:
        async with reading(GROUP, STRIPES, size=(80, 12)) as (pilot, _):
            assert screen_lines(pilot.app) == [
                "Interviewer           ▸ What has changed. Say it in your own words.",
                "",
                "Headteacher   SL…┃║     We had five heads in six years. Nobody knew what the",
                "              MAT┃║▏    policy was. Staff left.",
                "",
                "Dana [name]…            The union [laughs] was strong. It still is.",
                "Teacher",
                *[""] * 5,
            ]

    async def test_has_room_for_more_on_a_wide_screen(self) -> None:
        async with reading(GROUP, STRIPES, size=(120, 10)) as (pilot, _):
            assert screen_lines(pilot.app)[2:6] == [
                "Headteacher       SL BP…┃║▏     We had five heads in six years. "
                "Nobody knew what the policy was. Staff left.",
                "",
                "Dana [name] of…                 The union [laughs] was strong. It still is.",
                "Teacher",
            ]

    async def test_counts_the_stripes_that_find_no_lane(self) -> None:
        stripes = [stripe("Staff left.", f"C{n}") for n in range(5)]
        async with reading(GROUP, stripes) as (pilot, _):
            assert screen_lines(pilot.app)[3].startswith(" " * 14 + "C0…┃┃┃+2  policy")

    async def test_repeats_on_top_what_began_above(self) -> None:
        said = content(("h", "word " * 400))
        coding = Stripe("a", said.turns[0].passage, "SL", 0, True, "")
        async with reading(said, [coding]) as (pilot, view):
            view.scroll_to(y=5, animate=False)
            await pilot.pause()
            top, second = screen_lines(pilot.app)[:2]
            assert top.startswith("Headteacher    SL┃ ")
            assert second.startswith(" " * 17 + "┃ ")

    async def test_marks_cursor_selection_and_coding_without_colour(self) -> None:
        async with reading(GROUP, STRIPES) as (pilot, view):
            assert styles_of(view, "What has changed.") == ["bold"]
            await pilot.press("shift+down")
            assert styles_of(view, "What has changed.") == ["reverse"]
            await pilot.press("shift+down")
            assert styles_of(view, "We had five heads in six years.") == ["reverse"]
            await pilot.press("shift+up")
            assert styles_of(view, "We had five heads in six years.") == []
            view.highlight(find("Staff left."))
            assert styles_of(view, "Staff left.") == ["underline"]
            view.highlight(None)
            with pytest.raises(AssertionError):
                styles_of(view, "Staff left.")

    async def test_dims_the_interviewer_also_without_colour(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("NO_COLOR", "1")
        async with reading(GROUP, at=find("Staff left.").start) as (_, view):
            first, second = (view.render_lines(Region(0, y, 80, 1))[0] for y in (0, 2))
            greys = {
                segment.style.color
                for strip, words in ((first, "What"), (second, "We had"))
                for segment in strip
                if segment.text.startswith(words) and segment.style is not None
            }
            assert len(greys) == 2
            assert all(grey and len(set(grey.get_truecolor())) == 1 for grey in greys)
            assert styles_of(view, "Staff left.") == ["bold"]

    async def test_follows_the_theme(self) -> None:
        async with reading(GROUP, STRIPES) as (pilot, view):
            colours = set()
            for theme in ("textual-dark", "textual-light"):
                pilot.app.theme = theme
                await pilot.pause()
                name = next(iter(view.render_lines(Region(0, 2, 80, 1))[0]))
                assert name.text == "Headteacher "
                colours.add(name.style and name.style.color)
            assert len(colours) == 2

    @pytest.mark.parametrize(
        ("shown", "words"),
        [
            (None, "No transcript is open."),
            (TranscriptContent("", [], {}, []), "This transcript holds no text."),
        ],
    )
    async def test_says_so_where_there_is_nothing(
        self, shown: TranscriptContent | None, words: str
    ) -> None:
        async with reading(shown) as (pilot, view):
            keys = [key for binding in view.BINDINGS for key in binding.key.split(",")]
            await pilot.press(*keys)
            await pilot.click(TranscriptView, offset=(30, 3))
            assert screen_lines(pilot.app)[1] == f"  {words}"
            assert (view.selection, view.quotation) == (Passage(0, 0), "")

    async def test_shows_the_next_transcript_in_place_of_the_one_before(self) -> None:
        async with reading(LONG) as (pilot, view):
            await pilot.press("end")
            view.show(GROUP)
            await pilot.pause()
            assert screen_lines(pilot.app)[0].startswith("Interviewer")
            assert view.scroll_offset.y == 0
            view.show(TranscriptContent("", [], {}, []))
            await pilot.pause()
            assert "".join(screen_lines(pilot.app)).strip() == "This transcript holds no text."


class TestCodings:
    async def test_come_and_go_and_only_their_rows_are_drawn_again(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with reading(GROUP) as (pilot, view):
            drawn: list[Region] = []
            refresh = view.refresh
            monkeypatch.setattr(
                view, "refresh", lambda *regions: (drawn.extend(regions), refresh(*regions))
            )
            view.add_stripe(stripe("Staff left.", "SL"))
            await pilot.pause()
            assert screen_lines(pilot.app)[3].startswith(" " * 15 + "SL┃")
            view.remove_stripe("SL")
            await pilot.pause()
            assert screen_lines(pilot.app)[3].startswith(" " * 24 + "policy")
            assert {(region.y, region.height) for region in drawn} == {(3, 1)}

    async def test_out_of_sight_draw_nothing(self, monkeypatch: pytest.MonkeyPatch) -> None:
        async with reading(LONG) as (_, view):
            drawn: list[Region] = []
            monkeypatch.setattr(view, "refresh", lambda *regions: drawn.extend(regions))
            view.highlight(find("Turn 150 says this.", LONG))
            assert drawn == []

    async def test_are_found_by_a_click_and_named_under_the_mouse(self) -> None:
        async with reading(GROUP, STRIPES) as (pilot, view):
            await pilot.hover(TranscriptView, offset=(18, 3))
            assert str(view.tooltip) == "The code BP"
            await pilot.click(TranscriptView, offset=(18, 3))
            await pilot.click(TranscriptView, offset=(14, 2))
            assert [said for said in pilot.app.said if said[0] == "stripe"] == [
                ("stripe", "BP"),
                ("stripe", "SL"),
            ]
            assert view.cursor == GROUP.sentences[0].start


class TestAnyText:
    async def test_hostile_words_are_shown_as_typed(self) -> None:
        words = "[/] [P1] :smile: [@click=app.quit]x \x1b[31m \u202eevil \x00 \x07."
        said = TranscriptContent(
            f"i: {words}",
            [Turn("0", "s", "x", Passage(3, 3 + len(words)))],
            {"x": Speaker("x", "s", "[/]\x1b[1m", "", False)},
            [],
        )
        async with reading(said) as (pilot, view):
            lines = screen_lines(pilot.app)
            assert "[/] [P1] :smile: [@click=app.quit]x ␛[31m ⇐evil ␀ ␇." in lines[0]
            assert lines[0].startswith("[/]␛[1m")
            assert view.quotation == words

    async def test_wide_and_joined_characters_keep_mouse_and_offsets_right(self) -> None:
        family, accent = "👨\u200d👩\u200d👧", "e\u0301"
        text = f"日本 {family} {accent}nd x"
        said = TranscriptContent(text, [], {}, [])
        async with reading(said) as (pilot, view):
            shown = screen_lines(pilot.app)[0]
            assert shown.endswith(text)
            for cell, words in (
                *((24, "日"), (27, "本")),
                *((29, family), (30, family), (32, f"{accent}nd"), (36, "x")),
            ):
                await pilot.click(TranscriptView, offset=(cell, 0), times=2)
                assert view.quotation == words
                await pilot.press("escape")

    async def test_a_text_without_turns_speakers_or_sentences(self) -> None:
        said = TranscriptContent("First line.\nSecond line.\n\nThird.", [], {}, [])
        async with reading(said) as (pilot, view):
            assert [line[22:] for line in screen_lines(pilot.app)[:4]] == [
                "▸ First line.",
                "· Second line.",
                "·",
                "· Third.",
            ]
            await pilot.press("down", "t")
            assert view.quotation == said.text

    async def test_a_turn_in_which_nothing_was_said(self) -> None:
        said = content(("h", "Yes."), ("t", ""), ("i", "No."))
        async with reading(said) as (pilot, view):
            await pilot.press("down")
            assert view.quotation == "No."
            await pilot.click(TranscriptView, offset=(30, 2))
            assert view.quotation == "Yes."
            assert screen_lines(pilot.app)[2].startswith("Dana")

    async def test_sentences_can_come_later(self) -> None:
        said = content(("h", "One. Two. Three."), sentences=False)
        async with reading(said) as (pilot, view):
            assert view.quotation == "One. Two. Three."
            view.set_sentences([find("One.", said), find("Two.", said), find("Three.", said)])
            assert view.quotation == "One."
            await pilot.press("down")
            assert view.quotation == "Two."

    @pytest.mark.parametrize("word", ["word ", "漢字", "x", "[/]\u0301 \u202e"])
    async def test_one_endless_line_opens_and_is_read(self, word: str) -> None:
        text = (word * 1_000_000)[:1_000_000]
        async with reading(TranscriptContent(text, [], {}, [])) as (pilot, view):
            await pilot.press("pagedown", "down", "shift+left", "end")
            assert view.selection.end <= len(text)
            assert view.quotation == text[view.selection.start : view.selection.end]
