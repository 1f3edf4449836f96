"""The list of sources: chosen by key and mouse, long names folded, only what changes painted."""

from __future__ import annotations

from pathlib import Path

from textual.geometry import Region

from coder.store import open_project, reads
from coder.tui.widgets.source_list import SourceList

from .driving import opened, press, shown


async def test_a_source_is_chosen_by_key_and_by_a_click(small_project: Path) -> None:
    async with opened(small_project, size=(120, 40)) as pilot:
        screen = pilot.app.screen
        listed = screen.query_one(SourceList)
        first, second = listed.guids
        assert screen.source.guid == first
        await press(pilot, "s", "end", "down", "enter")
        assert screen.source.guid == second
        assert screen.view.has_focus
        await pilot.click(SourceList, offset=(3, 1))  # below the line that says how many are read
        await pilot.pause()
        assert screen.source.guid == first


async def test_of_a_source_that_is_coded_only_its_own_row_is_painted(small_project: Path) -> None:
    async with opened(small_project, size=(120, 40)) as pilot:
        listed = pilot.app.screen.query_one(SourceList)
        painted: list[Region] = []
        refresh = listed.refresh

        def note(*regions: Region, **rest: bool) -> SourceList:
            painted.extend(regions or [listed.size.region])
            return refresh(*regions, **rest)

        listed.refresh = note  # type: ignore[method-assign]
        row = listed.guids.index(pilot.app.screen.source.guid) + 1
        before = len(pilot.app.screen.open.codings)
        await press(pilot, "2")
        assert len(pilot.app.screen.open.codings) == before + 1
        assert painted == [Region(0, row, listed.size.width, 1)]


async def test_a_long_name_is_folded_and_stays_whole_after_a_resize(small_project: Path) -> None:
    with open_project(small_project) as store, store.change("rename", "ann") as change:
        source = min(reads.sources(store))
        change.update("sources", source, {"name": "governors of the second visit.txt"})
    async with opened(small_project, size=(120, 40)) as pilot:
        for size in ((80, 24), (120, 40)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
        assert "governors of" in shown(pilot)
        assert "second" in shown(pilot)
