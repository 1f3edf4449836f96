"""Codebook mode: the tree of codes, what each means, and everything that can be done to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.widgets import Static, Tree

from coder.display import one_line
from coder.errors import CoderError
from coder.model import Code, CodeBook, Evidence, Guid
from coder.operations import codes, coding, lists_coding, project, uses
from coder.operations.exports import export_place, make_folder
from coder.store import reads
from coder.tui.safe import content
from coder.tui.screens.choosing import Choose
from coder.tui.screens.code_form import CodeForm, Fields
from coder.tui.screens.codebook_commands import COMMANDS, NEEDS_CODE
from coder.tui.screens.dialogs import AskLine, Confirm, ConfirmWithReason
from coder.tui.screens.mode import ModeScreen
from coder.tui.screens.picker import CodePicker
from coder.tui.widgets import codebook_detail as detail
from coder.tui.widgets.codebook_passages import Passages
from coder.tui.widgets.codebook_tree import HEADING, CodeTree

_TOP = "top"


class CodebookScreen(ModeScreen):
    """See the codes, what each means, and how much was coded with it."""

    NAME = "codebook"
    CSS_PATH = "../codebook.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (112, "-wide")]  # noqa: RUF012
    COMMANDS_HERE = COMMANDS

    def __init__(self) -> None:
        super().__init__()
        self._book = CodeBook(())
        self._evidence: Evidence | None = None
        self._uses: dict[Guid, uses.Uses] = {}
        self._counted = self._counting = ""
        """Journal heads: of what the figures say, and of what is being counted."""
        self._focus: Guid | None = None

    def body(self) -> ComposeResult:
        """Yield the tree and the code in focus."""
        with Horizontal(id="codebook"):
            with Vertical(id="codebook-tree"):
                with Horizontal(id="codebook-heading"):
                    yield Static(content("  code"), id="codebook-name")
                    yield Static(content(HEADING), id="codebook-figures")
                yield CodeTree()
            with VerticalScroll(id="codebook-detail"):
                yield Static(id="codebook-code")
        yield Static(id="codebook-empty")

    def show_project(self) -> None:
        """Show the codebook as it is now; the focus stays, or goes to a code just made."""
        self._book = reads.codebook(self.store)
        focus, self._focus = self._focus, None
        self.set_class(not len(self._book), "-no-codes")
        words = detail.EMPTY.format(key=self._key("codebook.add"))
        self.query_one("#codebook-empty", Static).update(content(words))
        tree = self.query_one(CodeTree)
        tree.show(self._book, focus)
        if len(self._book) and not isinstance(self.focused, (CodeTree, VerticalScroll)):
            tree.focus()
        self.refresh_bindings()
        self._count()
        self._show_code()

    def _key(self, id: str) -> str:
        found = [a.binding for a in self.active_bindings.values() if a.binding.id == id]
        return self.app.get_key_display(found[0]) if found else "the key for it"

    # Counting.

    def _count(self) -> None:
        """Count what was coded; in a big project beside the screen, by a store of its own."""
        head, path = self.store.head, self.store.path
        if head in (self._counted, self._counting):
            return
        if path is not None and uses.many(self.store):
            if not self._counting:
                self._counting = head
                self._count_beside(path)
        else:
            self._show_counts(head, project.evidence(self.store, self.coder.user))

    @work(thread=True, group="counting")
    def _count_beside(self, path: Path) -> None:
        try:
            with self.coder.reader(path) as store:
                head = store.head
                evidence = project.evidence(store, self.coder.user)
            found = uses.uses(evidence)
        except CoderError as error:
            self.app.call_from_thread(self._not_counted, str(error))
        else:
            self.app.call_from_thread(self._show_counts, head, evidence, found)

    def _not_counted(self, words: str) -> None:
        self._counting = ""
        self.coder.say(words, wrong=True)

    def _show_counts(
        self, head: str, evidence: Evidence, found: dict[Guid, uses.Uses] | None = None
    ) -> None:
        self._counted, self._counting = head, ""
        self._evidence = evidence
        self._uses = found if found is not None else uses.uses(evidence)
        self.query_one(CodeTree).show_uses(self._uses)
        self._show_code()
        self._count()  # the project may have changed meanwhile

    # The code in focus.

    def _code(self) -> Code | None:
        guid = self.query_one(CodeTree).focused
        return self._book.by_guid.get(guid) if guid is not None else None

    @on(Tree.NodeHighlighted)
    def _show_code(self) -> None:
        code = self._code()
        shown = self.query_one("#codebook-code", Static)
        if code is None:
            shown.update("")
            return
        found = lists_coding.memos(self.store, self.coder.user, code.guid).records
        memos = [(str(memo["user"]), str(memo["text"])) for memo in found]
        shown.update(detail.described(self._book, code, self._uses.get(code.guid), memos))
        self.query_one("#codebook-detail").scroll_home(animate=False)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Dim what needs a code where there is none."""
        if action in NEEDS_CODE and not len(self._book):
            return None
        return super().check_action(action, parameters)

    def _done(self, focus: Guid | None = None) -> None:
        self._focus = focus
        self.coder.changed()

    # Writing codes.

    def action_add_below(self) -> None:
        """Write a code under the one in focus; the first code of all stands at the top."""
        code = self._code()
        self._write_new(code.guid if code is not None else None)

    def action_add_level(self) -> None:
        """Write a code beside the one in focus."""
        code = self._code()
        self._write_new(self._book.parent(code.guid) if code is not None else None)

    def _write_new(self, parent: Guid | None) -> None:
        where = f"under “{one_line(self._book.by_guid[parent].name)}”" if parent else "at the top"
        form = CodeForm(f"New code {where}", Code("", ""), partial(self._add, parent), new=True)
        self.app.push_screen(form)

    def _add(self, parent: Guid | None, fields: Fields, _reason: str) -> None:
        given: dict[str, Any] = {name: value for name, value in fields.items() if name != "name"}
        name, user = str(fields.get("name", "")), self.coder.user
        code = Code("", "", **given)
        self._done(codes.add_code(self.store, user, name, parent=parent, code=code))

    def action_edit(self) -> None:
        """Change the code in focus in a form."""
        if (code := self._code()) is not None:
            title = f"Edit “{one_line(code.name)}”"
            self.app.push_screen(CodeForm(title, code, partial(self._edit, code.guid), new=False))

    def _edit(self, guid: Guid, fields: Fields, reason: str) -> None:
        codes.edit_code(self.store, self.coder.user, guid, reason, **fields)
        self._done()

    # Moving, merging, retiring.

    def action_shift(self, by: int) -> None:
        """Move the code in focus among its siblings."""
        if (code := self._code()) is None:
            return
        parent = self._book.parent(code.guid)
        siblings = [sibling.guid for sibling in self._book.children(parent)]
        place = siblings.index(code.guid) + by
        if 0 <= place < len(siblings):
            with self.coder.saying():
                codes.move_code(self.store, self.coder.user, code.guid, parent, place)
                self._done(code.guid)

    @work
    async def action_move(self) -> None:
        """Choose where the code in focus stands."""
        if (code := self._code()) is None:
            return
        paths = [(other.guid, self._book.path(other.guid)) for other in self._others(code)]
        options = [(_TOP, "(at the top, under no code)"), *paths]
        title = f"Put “{one_line(code.name)}” under which code?"
        chosen = await self.app.push_screen_wait(Choose(title, options))
        if chosen is None:
            return
        with self.coder.saying():
            parent = None if chosen == _TOP else chosen
            if parent != self._book.parent(code.guid):
                codes.move_code(self.store, self.coder.user, code.guid, parent)
                self._done(code.guid)

    def _others(self, code: Code) -> Iterable[Code]:
        family = self._book.family(code.guid)
        return [other for other in self._book if other.guid not in family]

    @work
    async def action_merge(self) -> None:
        """Choose a code that the one in focus becomes part of, and ask once more."""
        if (code := self._code()) is None:
            return
        picker = CodePicker(
            CodeBook(self._others(code)), f"Merge “{one_line(code.name)}” into which code?"
        )
        into = await self.app.push_screen_wait(picker)
        if into is None:
            return
        moved = detail.moved_by_merge(
            self._book, code, self._book.by_guid[into], self._uses.get(code.guid)
        )
        reason = await self.app.push_screen_wait(ConfirmWithReason(moved, "Merge", "Leave them"))
        if reason is not None:
            with self.coder.saying():
                codes.merge_codes(self.store, self.coder.user, code.guid, into, reason)
                self._done(into)

    @work
    async def action_retire(self) -> None:
        """Stop offering the code in focus, or offer it again."""
        if (code := self._code()) is None:
            return
        name = one_line(code.name)
        question = f"Retire “{name}”?\n\nIt will not be offered any more; its codings stay."
        if code.retired:
            question = f"Offer “{name}” again?"
        yes = "Offer it again" if code.retired else "Retire"
        reason = await self.app.push_screen_wait(ConfirmWithReason(question, yes, "Leave it"))
        if reason is not None:
            with self.coder.saying():
                codes.retire_code(
                    self.store, self.coder.user, code.guid, retired=not code.retired, reason=reason
                )
                self._done()

    # Memos, finding, passages, export.

    @work
    async def action_memo(self) -> None:
        """Write a memo about the code in focus."""
        if (code := self._code()) is None:
            return
        if await self.write_down(
            f"Memo on “{one_line(code.name)}”",
            lambda words: coding.add_memo(self.store, self.coder.user, code.guid, words),
        ):
            self._done()

    @work
    async def action_find(self) -> None:
        """Go to a code by letters of its name, path or indicators; retired ones too."""
        whole = CodeBook(replace(code, retired=False) for code in self._book.by_guid.values())
        found = await self.app.push_screen_wait(CodePicker(whole, "Find a code"))
        if found is not None:
            self.query_one(CodeTree).show(self._book, found)
            self._show_code()

    @on(CodeTree.Opened)
    def _opened(self) -> None:
        self.action_passages()

    def action_history(self) -> None:
        """Show the history of the code in focus."""
        if (code := self._code()) is not None:
            self.coder.show_history([code.guid], f"the code {one_line(code.name)}")

    @work
    async def action_passages(self) -> None:
        """List the passages of the code in focus, and go to one."""
        if (code := self._code()) is None:
            return
        if self._evidence is None or self._counting:
            self.coder.say("The passages are still being counted; try again in a moment.")
            return
        found = uses.passages(self._evidence, code.guid)
        if not found:
            self.coder.say(f"No passages are coded “{one_line(code.name)}” yet.")
            return
        book, text = self._evidence.codebook, partial(reads.text, self.store)
        chosen = await self.app.push_screen_wait(Passages(book, code.guid, found, text))
        if chosen is not None:
            self.coder.show_passage(chosen.source.guid, chosen.passage)

    @work
    async def action_export(self) -> None:
        """Write the codebook to a file; an existing one only after asking."""
        place = export_place(self.store, "codebook.toml")
        title, about = "Export the codebook to which file?", "A codebook file (TOML)."
        asked = AskLine(title, str(place), about=about)
        given = await self.app.push_screen_wait(asked)
        if not given or not given.strip():
            return
        path = Path(given.strip()).expanduser()
        there = path.exists()
        question = f"{path}: there is a file of that name already. Replace it?"
        if there and not await self.app.push_screen_wait(Confirm(question, "Replace", "Leave it")):
            return
        with self.coder.saying():
            if path.parent == place.parent:
                make_folder(place.parent)
            codes.save_codebook(self.store, path, replace=there)
            self.coder.say(f"The codebook is in {path}. Journal head {self.store.head[:19]}.")
