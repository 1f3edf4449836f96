"""The tree of codes, with how much each was used at the right."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import Tree
from textual.widgets.tree import TreeNode

from coder.model import Code, CodeBook, Guid
from coder.operations.uses import Uses
from coder.tui.commands import moving
from coder.tui.safe import cell

HEADING = " passages (own)   schools (own) "
"""Above the figures, which are set to stand under its words."""

_GUIDE = 3


class CodeTree(Tree[Guid], inherit_bindings=False):
    """Every code under its parent; it keeps what is folded and the code in focus."""

    BINDINGS: ClassVar[list[BindingType]] = [
        moving("up", "cursor_up", "Up", "Go up."),
        moving("down", "cursor_down", "Down", "Go down."),
        moving("left", "fold", "Fold", "Fold the codes under this one, or go to its parent."),
        moving("right", "unfold", "Unfold", "Show the codes under this one, or go to the first."),
        moving("space", "toggle_node", "Fold", "Fold or show the codes under this one."),
        moving("pageup", "page_up", "Page up", "Go up a page."),
        moving("pagedown", "page_down", "Page down", "Go down a page."),
        moving("home", "scroll_home", "First", "Go to the first code."),
        moving("end", "scroll_end", "Last", "Go to the last code."),
    ]

    class Opened(Message):
        """A code was clicked twice."""

    def __init__(self) -> None:
        super().__init__(Text("codes"), id="codes")
        self.show_root = False
        self.auto_expand = False
        self.guide_depth = _GUIDE
        self._book = CodeBook(())
        self._uses: Mapping[Guid, Uses] = {}
        self._folded: set[Guid] = set()

    @property
    def focused(self) -> Guid | None:
        """The code in focus."""
        return self.cursor_node.data if self.cursor_node is not None else None

    def show(self, book: CodeBook, focus: Guid | None = None) -> None:
        """Show a codebook, with the focus where it was or on another code.

        Where the code in focus is gone, the focus stays on the same line.
        """
        line, wanted = self.cursor_line, focus or self.focused
        self._book = book
        if focus is not None and focus in book.by_guid:
            self._folded -= _above(book, focus)
        self.clear()
        nodes: dict[Guid | None, TreeNode[Guid]] = {None: self.root}
        for code in book:
            nodes[code.guid] = self._grow(nodes[book.parent(code.guid)], code)
        last = self.last_line  # asking for it lays out the lines
        node = nodes.get(book.resolve(wanted)) if wanted is not None else None
        if node is None and last >= 0:
            node = self.get_node_at_line(max(0, min(line, last)))
        self.move_cursor(node)

    def _grow(self, above: TreeNode[Guid], code: Code) -> TreeNode[Guid]:
        leaf = not self._book.children(code.guid)
        return above.add(
            Text(""), code.guid, expand=code.guid not in self._folded, allow_expand=not leaf
        )

    def show_uses(self, uses: Mapping[Guid, Uses]) -> None:
        """Show how much each code was used."""
        self._uses = uses
        self.notify_style_update()  # lays the labels out again

    def render_label(self, node: TreeNode[Guid], base_style: Style, style: Style) -> Text:
        """Return the code's name at the left and its figures at the right."""
        code = self._book.by_guid.get(node.data) if node.data is not None else None
        if code is None:
            return Text("")
        room = self.scrollable_content_region.width - self._indent(code) - 2 - len(HEADING)
        icon = (self.ICON_NODE_EXPANDED if node.is_expanded else self.ICON_NODE).strip()
        text = Text(f"{icon} ", base_style + Style(meta={"toggle": True}))
        if not node.allow_expand:
            text = Text("  ", base_style)
        text.append_text(self._named(code, max(room, 8), style))
        text.append_text(Text(self._figures(code.guid), style))
        return text

    def _indent(self, code: Code) -> int:
        return _GUIDE * self._book.depth(code.guid)

    def _named(self, code: Code, room: int, style: Style) -> Text:
        name = cell(code.name)
        mark = " (retired)" if code.retired else ""
        name.truncate(max(room - len(mark), 4), overflow="ellipsis")
        name.append(mark)
        name.pad_right(max(room - name.cell_len, 0))
        name.stylize(style + Style(dim=code.retired))
        return name

    def _figures(self, guid: Guid) -> str:
        uses = self._uses.get(guid)
        if uses is None:
            return f"{'…':>9}{'…':>17}".ljust(len(HEADING))
        parent = bool(self._book.children(guid))
        own = [f"({figure})" if parent else "" for figure in (uses.own.passages, uses.own.schools)]
        return f"{uses.whole.passages:>9} {own[0]:<6}{uses.whole.schools:>10} {own[1]:<5}".ljust(
            len(HEADING)
        )

    def on_tree_node_expanded(self, event: Tree.NodeExpanded[Guid]) -> None:
        """Remember that a code is unfolded."""
        if event.node.data is not None:
            self._folded.discard(event.node.data)

    def on_tree_node_collapsed(self, event: Tree.NodeCollapsed[Guid]) -> None:
        """Remember that a code is folded."""
        if event.node.data is not None:
            self._folded.add(event.node.data)

    def on_click(self, event: events.Click) -> None:
        """Open a code that is clicked twice."""
        if event.chain == 2 and "node" in event.style.meta:
            self.post_message(self.Opened())

    def action_fold(self) -> None:
        """Fold the code in focus; where nothing is to be folded, go to its parent."""
        node = self.cursor_node
        if node is None:
            return
        if node.allow_expand and node.is_expanded:
            node.collapse()
        elif node.parent is not None and node.parent is not self.root:
            self.move_cursor(node.parent)

    def action_unfold(self) -> None:
        """Show the codes under the one in focus; where they show, go to the first."""
        node = self.cursor_node
        if node is None or not node.allow_expand:
            return
        if node.is_expanded:
            self.move_cursor(node.children[0])
        else:
            node.expand()


def _above(book: CodeBook, guid: Guid) -> set[Guid]:
    found: set[Guid] = set()
    above = book.parent(guid)
    while above is not None:
        found.add(above)
        above = book.parent(above)
    return found
